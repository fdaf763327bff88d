"""URLs that differ in one number: pages 1, 2, 3; offsets 0, 20, 40."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec import Struct

GUESSED = "the number in its address"  # how a document goes on that shows nothing
_NUMBER = re.compile(r"(\d{1,9})")
_YEARS = range(1900, 2101)
_IN_A_DATE = re.compile(r"(?:19|20)\d\d[/\-_.]?(?:0?[1-9]|1[0-2])[/\-_.]?$")
_LARGEST = 100_000  # pages; a larger number in a link's words is no page
_PAGE_NAMES = re.compile(
    r"page|paged|pagenum|pageno|pageindex|pagenumber|currentpage|p|pg|pn|trang|seite|pagina|pag|sayfa|strona|stranica|sida|side"
)
_OFFSET_NAMES = re.compile(r"offset|start|skip|from|startindex|startrow|first|begin|\$skip|b_start(?::int)?")


class Series(Struct, frozen=True):
    """URLs of a list's pages: `before`, a number, `after`. Page t has the number `step * t + at`."""

    before: str
    after: str
    step: int
    at: int
    told: tuple[int, ...]  # the pages that are linked

    def page_of(self, url: str) -> int | None:
        """Which page a URL is; None: none of them."""
        found = _between(url, self.before, self.after)
        if found is None or (found - self.at) % self.step:
            return None
        return (found - self.at) // self.step

    def url_of(self, page: int) -> str:
        return f"{self.before}{self.step * page + self.at}{self.after}"


def page_number(words: str) -> int | None:
    """The number that a link's words are, in the digits of any script, within marks or not; None where they are more."""
    bare = words.strip(" []()|-–·.,")
    if not 0 < len(bare) <= 6 or not bare.isdecimal():
        return None
    number = int(unicodedata.normalize("NFKC", bare))
    return number if 0 < number < _LARGEST else None


def series(links: Sequence[tuple[int, str]], url: str) -> Series | None:
    """The series of most pages among (number that a link's words are, its URL) on the page `url`; None where they make none."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for told, target in links:
        parts = _NUMBER.split(target)
        for place in range(1, len(parts), 2):
            before, after = "".join(parts[:place]), "".join(parts[place + 1 :])
            if len(parts[place]) == len(str(int(parts[place]))) and not _IN_A_DATE.search(before):
                found[before, after].append((told, int(parts[place])))
    best: Series | None = None
    for (before, after), members in found.items():
        one = _of_members(before, after, members, url)
        if one is not None and (best is None or len(one.told) >= len(best.told)):
            best = one
    return best


def _of_members(before: str, after: str, members: list[tuple[int, int]], url: str) -> Series | None:
    by_page = dict(members)
    pages = sorted(by_page)
    if all(page in _YEARS for page in pages):  # an archive by year
        return None
    if len(pages) == 1:
        page, number = pages[0], by_page[pages[0]]
        here = _between(url, before, after)
        if here is not None and number > here and page > 1:  # page 1 was left for page 2: the number tells the step
            step = (number - here) // (page - 1) if (number - here) % (page - 1) == 0 else 0
        else:
            step = 1 if number in (page, page - 1) else 0
        return Series(before, after, step, number - step * page, (page,)) if step else None
    step, rest = divmod(by_page[pages[1]] - by_page[pages[0]], pages[1] - pages[0])
    at = by_page[pages[0]] - step * pages[0]
    if rest or step < 1 or any(number != step * page + at for page, number in members):
        return None
    return Series(before, after, step, at, tuple(pages))


def _between(url: str, before: str, after: str) -> int | None:
    if len(url) <= len(before) + len(after) or not url.startswith(before) or not url.endswith(after):
        return None
    number = url[len(before) : len(url) - len(after)]
    return int(number) if number.isascii() and number.isdigit() and len(number) <= 9 else None


def counted(url: str, shown: int) -> str | None:
    """The URL of the page after this one by a number that the URL itself has, `shown` articles further where it counts articles."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if not value.isascii() or not value.isdigit() or len(value) > 9:
            continue
        if _PAGE_NAMES.fullmatch(name.lower().replace("_", "")):
            return with_value(url, name, str(int(value) + 1))
        if _OFFSET_NAMES.fullmatch(name.lower()) and shown:
            return with_value(url, name, str(int(value) + shown))
    in_path = re.search(r"/(?:page|seite|pagina|trang|p)[/\-_]?(\d{1,6})(?=/|\.|$)", parts.path)
    if in_path is None:
        return None
    path = f"{parts.path[: in_path.start(1)]}{int(in_path[1]) + 1}{parts.path[in_path.end(1) :]}"
    return urlunsplit(parts._replace(path=path))


def with_value(url: str, name: str, value: str) -> str:
    """The URL with that parameter, in its place or at the end; the others stay as they are spelled."""
    parts = urlsplit(url)
    given = urlencode({name: value}, safe="$:")
    pieces = parts.query.split("&") if parts.query else []
    names = [dict(parse_qsl(piece, keep_blank_values=True)).keys() for piece in pieces]
    at = next((place for place, inside in enumerate(names) if name in inside), None)
    pieces = [*pieces, given] if at is None else [*pieces[:at], given, *pieces[at + 1 :]]
    return urlunsplit(parts._replace(query="&".join(pieces), fragment=""))


def has_value(url: str, name: str) -> str | None:
    """The value of a parameter of a URL; None: it has none of that name."""
    return next((value for key, value in parse_qsl(urlsplit(url).query, keep_blank_values=True) if key == name), None)
