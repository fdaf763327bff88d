"""Archives by month or year: links that differ in a date, and the month before the one that is shown."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

_YEAR = r"(?P<year>(?:19[89]|20[0-4])\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_PATTERNS = (
    re.compile(rf"(?<![\d/]\d)(?<=[/\-_=.]){_YEAR}[/\-_.]{_MONTH}(?=/?$|/?[?#&]|/?\.[a-z]+$|/index\.[a-z]+$)"),
    re.compile(r"(?<=[/\-_=.])(?P<both>(?:19[89]|20[0-4])\d(?:1[0-2]|0[1-9]))(?=/?$|/?[?#&]|/?\.[a-z]+$)"),
    re.compile(rf"(?<=[/\-_=.]){_YEAR}(?=/?$|/?[?#&]|/?\.[a-z]+$|/index\.[a-z]+$)"),
)
_YEAR_NAMES = ("year", "y", "yr", "nam", "jahr", "annee", "ano", "anno")
_MONTH_NAMES = ("month", "m", "mon", "thang", "monat", "mois", "mes", "mese")
_DATE_VALUES = re.compile(rf"(?<=[?&])(?:{'|'.join((*_YEAR_NAMES, *_MONTH_NAMES))})=\d*")
_FEWEST = 3  # months or years that make an archive

Period = tuple[int, int]  # year, month; 0: all of the year


def period_of(url: str) -> tuple[Period, str] | None:
    """(the month or year that a URL ends in, the URL without it); None where it ends in none."""
    query = dict(parse_qsl(urlsplit(url).query))
    year = next((query[name] for name in _YEAR_NAMES if _is_year(query.get(name))), None)
    if year is not None:
        month = next((query[name] for name in _MONTH_NAMES if _is_month(query.get(name))), "0")
        bare = _DATE_VALUES.sub("", url)
        return (int(year), int(month)), bare
    for pattern in _PATTERNS:
        if found := pattern.search(url):
            said = found.groupdict()
            both = said.get("both")
            period = (int(both[:4]), int(both[4:])) if both else (int(said["year"]), int(said.get("month") or 0))
            return period, url[: found.start()] + "{}" + url[found.end() :]
    return None


def archive(targets: Iterable[str], today: str) -> tuple[str, ...]:
    """The months (or, where it has only these, years) of the largest archive among these URLs, the newest first; none after `today`."""
    found: dict[tuple[str, bool], dict[Period, str]] = defaultdict(dict)
    now = (int(today[:4]), int(today[5:7]))
    for target in targets:
        named = period_of(target)
        if named is not None and (named[0] <= now):
            found[named[1], named[0][1] == 0].setdefault(named[0], target)
    monthly = [members for (_, is_year), members in found.items() if not is_year and len(members) >= _FEWEST]
    yearly = [members for (_, is_year), members in found.items() if is_year and len(members) >= _FEWEST]
    best = max(monthly or yearly, key=len, default=None)
    return tuple(url for _, url in sorted(best.items(), reverse=True)) if best else ()


def month_before(url: str, targets: Iterable[str]) -> str | None:
    """Of a page that shows one month: the link to the same page of the month (or year) before it."""
    here = period_of(url)
    if here is None:
        return None
    (year, month), bare = here
    before = (year - 1, 0) if month == 0 else (year - 1, 12) if month == 1 else (year, month - 1)
    return next((target for target in targets if period_of(target) == (before, bare)), None)


def _is_year(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"(?:19[89]|20[0-4])\d", text) is not None


def _is_month(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"1[0-2]|0?[1-9]", text) is not None
