"""Templates of the URLs of older pages: `https://example.gov/news?page={n}`.

`{n}` is 2 on the second page; `{n=1}` says what it is there, `{n=20+20}` also how much more on each page after it. `{yyyy}` with `{mm}` or
`{m}` is a month, the present one first. `{cursor}` is what the page before says, at the path `next`.
"""

import re
from urllib.parse import quote

_PLACE = re.compile(r"\{(?:n(?:=(\d{1,9})(?:\+(\d{1,9}))?)?|yyyy|mm|m|cursor)\}")
_ANY = re.compile(r"\{[^{}]*\}")


def trouble(template: str) -> str | None:
    """What is wrong with a template; None: nothing."""
    places = _ANY.findall(template)
    if not places:
        return 'a URL with {n}, {yyyy} and {mm}, or {cursor} in it, such as "https://example.gov/news?page={n}"'
    if wrong := next((one for one in places if not _PLACE.fullmatch(one)), None):
        return f"a template: {wrong} is none of {{n}}, {{n=1}}, {{n=20+20}}, {{yyyy}}, {{mm}}, {{m}}, {{cursor}}"
    if ("{mm}" in places or "{m}" in places) and "{yyyy}" not in places:
        return "a template: a month without its year {yyyy}"
    if any(one.endswith("+0}") for one in places):
        return "a template: a step of 0 leads nowhere"
    return None


def is_by_month(template: str) -> bool:
    return "{yyyy}" in template


def wants_cursor(template: str) -> bool:
    return "{cursor}" in template


def page(template: str, number: int, today: str, cursor: str | None = None) -> str | None:
    """The URL of a page, from 2 on; `today` (UTC text) is the month of page 2. None: it wants a cursor, and there is none."""
    if wants_cursor(template) and not cursor:
        return None
    year, month = int(today[:4]), int(today[5:7])
    if "{mm}" in template or "{m}" in template:
        year, month = divmod(year * 12 + month - 1 - (number - 2), 12)
        month += 1
    else:
        year -= number - 2
    if year < 1:
        return None

    def filled(place: re.Match[str]) -> str:
        if place[0].startswith("{n"):
            return str(int(place[1] or 2) + (number - 2) * int(place[2] or 1))
        return {"{yyyy}": f"{year:04}", "{mm}": f"{month:02}", "{m}": str(month)}.get(place[0], quote(cursor or "", safe=""))

    return _PLACE.sub(filled, template)
