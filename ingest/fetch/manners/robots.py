"""robots.txt as RFC 9309 reads it. Pure.

Written here because protego 0.7, the parser at hand, ends lines at U+2028 and its like, stumbles over a byte order mark, takes
`User-agent: ing` to mean `ingest`, and reads rules out of an HTML page.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = "ingest"
_SITEMAPS = 100
LIMIT = 512 * 1024  # bytes; 2.5 wants at least 500 KiB

_BLANK = " \t\x0b\x0c\u00a0\u3000\u00ad\u200b\u200c\u200d\u2060\ufeff"  # what editors leave round words and nobody sees
_LINE_END = re.compile(r"\r\n|\r|\n")  # 2.2: and no other; str.splitlines knows more
_PRODUCT = re.compile(r"[A-Za-z_-]*")  # 2.2.1: what a product token is made of
_MARKUP = re.compile(rb"\s*<\s*(?:[!?/]|[a-z])", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9\-._~/?=&:@!+,;'()]*")
_RESPELT = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~/?#\[\]@!&'()+,;=:%]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Rule(NamedTuple):
    allows: bool
    pattern: str  # as the file says it, fit to be printed
    pieces: tuple[str, ...]  # what stands between the stars, respelt
    anchored: bool  # ends in `$`
    length: int  # octets of the pattern, respelt

    def matches(self, path: str) -> bool:
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        at = len(first)
        if not others:
            return not self.anchored or at == len(path)
        last = others.pop() if self.anchored else None
        for piece in others:  # the leftmost place is never worse than a later one
            at = path.find(piece, at)
            if at < 0:
                return False
            at += len(piece)
        return last is None or (len(path) - len(last) >= at and path.endswith(last))


class Policy(NamedTuple):
    """What a robots.txt says to us."""

    rules: tuple[Rule, ...] = ()  # the longest first, Allow before Disallow (2.2.2)
    crawl_delay: float | None = None  # seconds, as asked
    sitemaps: tuple[str, ...] = ()  # its Sitemap lines, for whomever they are (2.2.4), at most 100

    def forbidden_by(self, path: str) -> str | None:
        """The rule that forbids a path with its query, as the file says it; None when it may be asked."""
        if not self.rules or path == "/robots.txt":
            return None
        spelt = path if _PLAIN.fullmatch(path) else _respell(path, stars=True)
        rule = next((rule for rule in self.rules if rule.matches(spelt)), None)
        return None if rule is None or rule.allows else f"Disallow: {rule.pattern}"


ALLOW_ALL = Policy()


def parse(body: bytes) -> Policy:
    """The policy for our token, else for `*`. Broken lines are skipped. Markup served as robots.txt holds no rules."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" in body[2:6]:
        body = body.decode("utf-16", "ignore").encode()  # an editor's choice, not RFC 9309's; what can be read is
    body = body.removeprefix(codecs.BOM_UTF8)
    if len(body) >= LIMIT:
        body = body[: max(body.rfind(b"\n", 0, LIMIT), body.rfind(b"\r", 0, LIMIT)) + 1]  # no half rule
    if _MARKUP.match(body):
        return ALLOW_ALL
    agents: list[str] = []  # of the group that is being read
    in_rules = False
    rules: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    sitemaps: dict[str, None] = {}
    for key, value in _lines(body):
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agents.append(_token(value))
            rules.setdefault(agents[-1], [])
        elif key in ("allow", "disallow"):
            in_rules = True
            if rule := _rule(key == "allow", value):
                for agent in agents:
                    rules[agent].append(rule)
        elif key == "crawl-delay" and (seconds := _seconds(value)) is not None:
            for agent in agents:
                delays.setdefault(agent, seconds)
        elif key == "sitemap" and value and len(sitemaps) < _SITEMAPS:
            sitemaps[value] = None
    ours = TOKEN if TOKEN in rules else "*"
    found = sorted(rules.get(ours, ()), key=lambda rule: (-rule.length, not rule.allows))
    return Policy(tuple(found), delays.get(ours), tuple(sitemaps))


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Key, in lower case, and value of each line that has them."""
    for line in _LINE_END.split(body.decode("utf-8", "surrogateescape")):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip(_BLANK).lower(), value.strip(_BLANK)


def _token(value: str) -> str:
    """Whom a user-agent line means: "ingest" of "Ingest/2.0 (news)" (2.2.1)."""
    product = _PRODUCT.match(value)
    return "*" if value.startswith("*") or product is None else product[0].lower()


def _rule(allows: bool, value: str) -> Rule | None:
    if not value:  # an empty Disallow forbids nothing
        return None
    anchored = value.endswith("$")
    pattern = value[:-1] if anchored else value
    pieces = tuple(_respell(piece, stars=False) for piece in pattern.split("*"))
    length = sum(map(len, pieces)) + len(pieces) - 1 + anchored
    return Rule(allows, value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), pieces, anchored, length)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _respell(text: str, *, stars: bool) -> str:
    """One spelling for what compares equal (2.2.2): unreserved characters bare, all others percent-encoded in capitals.

    A literal star or dollar of a path is spelt as a rule has to spell it (2.2.3).
    """

    def one(match: re.Match[str]) -> str:
        if match[1] is not None:
            character = chr(int(match[1], 16))
            return character if character in _UNRESERVED else match[0].upper()
        if not stars and match[0] == "$":
            return "%24"
        return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape"))

    return _RESPELT.sub(one, text)
