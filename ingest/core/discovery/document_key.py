"""What names a document on a site, learned from the addresses of its articles: a parameter, a number in the path, or the slug."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from ingest.core.model import Article

_FEWEST = 5  # addresses from which anything is learned
_NUMBER = re.compile(r"\d{4,}")
_DATE = re.compile(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?(?:\d{6})?")
_NUMBERS_NAME = re.compile(r"id$|^(?:n|p|sn|no|seq|article|story)$", re.IGNORECASE)
_VALUE = re.compile(r"[\w-]{1,64}")
_END = re.compile(r"/?|\.\w{2,5}/?")
_BEFORE = re.compile(r"[A-Za-z]{0,12}[-_/]?\Z")


class DocumentKey(Struct, frozen=True):
    """`keep_params` and `key` as a schedule file says them, and what they rest on."""

    keep_params: tuple[str, ...]
    key: str | None
    why: str


def learn(addresses: Sequence[str], articles: Sequence[Article]) -> DocumentKey:
    """From the addresses of a listing's articles, each once, and the articles that were read, whose canonical URLs confirm or deny."""
    if len(addresses) < _FEWEST:
        return DocumentKey((), None, f"not established: only {len(addresses)} addresses of articles were seen")
    split = [urlsplit(one) for one in addresses]
    params = [dict(pair.partition("=")[::2] for pair in one.query.split("&") if "=" in pair) for one in split]
    paths = [one.path for one in split]
    naming = [name for name in dict.fromkeys(name for one in params for name in one) if _names(name, paths, params)]
    number = len(addresses)
    if naming:
        name = naming[0]
        idle = sorted({other for one in params for other in one} - {name})
        others = f"; {', '.join(idle)} name none" if idle else ""
        why = f"{number} of {number} addresses differ in {name}{others}{_confirmed(articles, name)}"
        key = rf"(?i)[?&]{re.escape(name)}=([\w-]+)" if len(set(paths)) > 1 else None
        return DocumentKey((name,), key, why)
    idle = sorted({name for one in params for name in one})
    dropped = f"; {', '.join(idle)} name no document" if idle else ""
    found = _number_in_path([unquote(one) for one in paths])
    if found is not None:
        pattern, example = found
        return DocumentKey((), pattern, f"a number names each of {number} addresses, as in {example}{dropped}")
    return DocumentKey((), None, f"the slug names the document in {number} addresses{dropped}")


def _names(name: str, paths: Sequence[str], params: Sequence[dict[str, str]]) -> bool:
    """Whether each address has its own value of it, and their paths tell few of them apart or it is called as numbers are."""
    values = [one.get(name, "") for one in params]
    if len(set(values)) < len(values) or not all(_VALUE.fullmatch(value) for value in values):
        return False
    return len(set(paths)) <= max(1, len(paths) // 2) or _NUMBERS_NAME.search(name) is not None


def _confirmed(articles: Sequence[Article], name: str) -> str:
    said = [one.canonical for one in articles if one.canonical]
    keeping = sum(f"{name.lower()}=" in one.lower() for one in said)
    return f"; {keeping} of {len(said)} canonical URLs keep it" if said else ""


def _number_in_path(paths: Sequence[str]) -> tuple[str, str] | None:
    """(pattern, an example): a number in one place of all paths, of which no two are equal, beside words that may change."""
    places: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        for match in _NUMBER.finditer(path):
            before = str(re.findall(_BEFORE, path[: match.start()])[0])
            after = path[match.end() :]
            places.setdefault((before, f"{after}$" if _END.fullmatch(after) else after[:1]), []).append(match[0])
    for (before, after), numbers in places.items():
        if len(numbers) != len(paths) or len(set(numbers)) != len(numbers):
            continue
        if sum(_DATE.fullmatch(number) is not None for number in numbers) > len(numbers) / 4:
            continue
        if all(_has_slug(path, number) for path, number in zip(paths, numbers, strict=True)):
            end = r"(?:[?#]|$)" if after.endswith("$") else ""
            after = after.removesuffix("$")
            return rf"{_spelled(before)}(\d{{4,}}){_spelled(after)}{end}", f"{before}{numbers[0]}{after}"
    return None


def _spelled(text: str) -> str:
    return re.sub(r"([.?*+^$()\[\]{}|\\])", r"\\\1", text)


def _has_slug(path: str, number: str) -> bool:
    """Whether the last part has words beside the number: without them the address itself is the key."""
    return (
        len(re.findall(r"[^\W\d_]{2,}", path.rpartition("/")[2] or path)) >= 2
        or len(re.findall(r"[^\W\d_]{3,}", path.replace(number, ""))) >= 4
    )
