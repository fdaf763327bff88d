"""Country, time zone and order of dates, from the domain, the language's region and what articles print."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from ingest.core.model import Article

# ISO 3166 -> its one time zone (IANA's zone1970.tab), or that of its capital and all but islands; countries of several zones are left out
_ZONES = {
    "AE": "Asia/Dubai", "AL": "Europe/Tirane", "AM": "Asia/Yerevan", "AT": "Europe/Vienna", "AZ": "Asia/Baku", "BA": "Europe/Sarajevo",
    "BD": "Asia/Dhaka", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "BY": "Europe/Minsk", "CH": "Europe/Zurich",
    "CL": "America/Santiago", "CN": "Asia/Shanghai", "CO": "America/Bogota", "CR": "America/Costa_Rica", "CU": "America/Havana",
    "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "DZ": "Africa/Algiers",
    "EE": "Europe/Tallinn", "EG": "Africa/Cairo", "ES": "Europe/Madrid", "ET": "Africa/Addis_Ababa", "FI": "Europe/Helsinki",
    "FR": "Europe/Paris", "GB": "Europe/London", "GE": "Asia/Tbilisi", "GH": "Africa/Accra", "GR": "Europe/Athens",
    "HK": "Asia/Hong_Kong", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin", "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata", "IQ": "Asia/Baghdad", "IR": "Asia/Tehran", "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome",
    "JO": "Asia/Amman", "JP": "Asia/Tokyo", "KE": "Africa/Nairobi", "KH": "Asia/Phnom_Penh", "KR": "Asia/Seoul", "KW": "Asia/Kuwait",
    "LA": "Asia/Vientiane", "LB": "Asia/Beirut", "LK": "Asia/Colombo", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga", "MA": "Africa/Casablanca", "MD": "Europe/Chisinau", "MK": "Europe/Skopje", "MM": "Asia/Yangon",
    "MO": "Asia/Macau", "MT": "Europe/Malta", "MY": "Asia/Kuala_Lumpur", "NG": "Africa/Lagos", "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo", "NP": "Asia/Kathmandu", "PE": "America/Lima", "PH": "Asia/Manila", "PK": "Asia/Karachi", "PL": "Europe/Warsaw",
    "PY": "America/Asuncion", "QA": "Asia/Qatar", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SA": "Asia/Riyadh",
    "SE": "Europe/Stockholm", "SG": "Asia/Singapore", "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "SN": "Africa/Dakar",
    "TH": "Asia/Bangkok", "TN": "Africa/Tunis", "TR": "Europe/Istanbul", "TW": "Asia/Taipei", "TZ": "Africa/Dar_es_Salaam",
    "UA": "Europe/Kyiv", "UG": "Africa/Kampala", "UY": "America/Montevideo", "VE": "America/Caracas", "VN": "Asia/Ho_Chi_Minh",
    "ZA": "Africa/Johannesburg",
}  # fmt: skip
_OF_SEVERAL_ZONES = frozenset("AR AU BR CA CD EC FM ID KI KZ MN MX NZ PF PG PT RU US UZ".split())  # noqa: SIM905  a list to read
_OF_DOMAIN = {"uk": "GB"}
_OF_NONE = frozenset(("eu", "int"))  # of several countries together, whose pages say en-GB
_SOLD = frozenset("ai am cc cd co dj fm gg io la ly me ms nu sh st tk to tv vc ws".split())  # noqa: SIM905  domains that anybody buys
_YEAR_FIRST = frozenset({"CN", "HK", "HU", "IR", "JP", "KR", "LT", "MN", "MO", "SE", "TW"})
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d./-]\d|\d)")
_READ = 4_000  # characters of an article


class Grounded(Struct, frozen=True):
    """A value of a schedule file and what it rests on; without a value, what is not established."""

    value: str | None
    why: str


def country(host: str, region: str | None) -> Grounded:
    """By the domain, else the region of the page's language; `host` may be an address."""
    last = host.rpartition(".")[2]
    known = _OF_DOMAIN.get(last, last.upper())
    if last not in _SOLD and (known in _ZONES or known in _OF_SEVERAL_ZONES):
        return Grounded(known, f"the domain .{last}")
    if region is not None and last not in _OF_NONE:
        return Grounded(region, "the region of the page's language")
    return Grounded(None, f"not established: {host if last.isdigit() else f'.{last}'} names no country")


def time_zone(where: str | None, articles: Sequence[Article]) -> Grounded:
    """The zone of the country, where the offsets that articles print agree with it."""
    moments = [datetime.fromisoformat(one.published.local) for one in articles if one.published and one.published.precision != "day"]
    offsets = [moment for moment in moments if moment.utcoffset() is not None and moment.utcoffset()]
    name = _ZONES.get(where or "")
    if name is None:
        said = f"; articles say {offsets[0].isoformat()[-6:]}" if offsets else ""
        return Grounded(None, f"not established: {'no country is known' if where is None else f'{where} has several'}{said}")
    zone = ZoneInfo(name)
    agreeing = sum(moment.replace(tzinfo=None).replace(tzinfo=zone).utcoffset() == moment.utcoffset() for moment in offsets)
    if offsets and agreeing * 2 < len(offsets):
        said = offsets[0].isoformat()[-6:]
        return Grounded(
            None, f"not established: {len(offsets) - agreeing} of {len(offsets)} articles say an offset ({said}) that is not {name}'s"
        )
    if offsets:
        return Grounded(name, f"the zone of {where}; {agreeing} of {len(offsets)} articles say its offset")
    return Grounded(name, f"the zone of {where}; no article says an offset")


def date_order(where: str | None, language: str | None, texts: Iterable[str]) -> Grounded:
    """From dates in digits that can be read one way alone, else by the country's custom."""
    counts = {"dmy": 0, "mdy": 0, "ymd": 0}
    example: dict[str, str] = {}
    for text in texts:
        for match in _NUMERIC.finditer(text[:_READ]):
            if order := _order(match):
                counts[order] += 1
                example.setdefault(order, match[0])
    best = max(counts, key=lambda order: counts[order])
    if counts[best] and counts[best] >= 3 * sum(count for order, count in counts.items() if order != best):
        return Grounded(best, f"dates in digits such as {example[best]}")
    if sum(counts.values()):
        return Grounded(None, f"not established: dates in digits of several orders ({', '.join(example.values())})")
    if where is None:
        return Grounded(None, "not established: no date in digits was seen, and no country is known")
    custom = "mdy" if where == "US" else "ymd" if where in _YEAR_FIRST else "dmy"
    return Grounded(custom, f"the custom of {where}; no telling date in digits was seen")


def _order(match: re.Match[str]) -> str | None:
    first, middle, last = match[1], int(match[3]), match[4]
    if len(first) == 4:
        return (
            "ymd" if 1980 <= int(first) < 2100 and middle <= 12 and len(last) <= 2 and match[2] != "-" else None
        )  # with hyphens it is ISO 8601's
    if len(last) != 4 or not 1980 <= int(last) < 2100 or len(first) > 2:
        return None
    if int(first) > 12 and middle <= 12:
        return "dmy"
    return "mdy" if middle > 12 and 1 <= int(first) <= 12 else None
