"""Calendar days in a text, in the forms of some 60 languages and five calendars. Clocks are not read here.

The text must be plain: ASCII digits, single spaces, no invisible marks, as `moments` makes it.
"""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ingest.core.dates import months

Order = Literal["dmy", "mdy", "ymd"]

LATEST = date(2100, 1, 1)  # when nobody knows when the text was fetched
EARLIEST = date(1980, 1, 1)  # earlier ones are defaults (0001-01-01, 1970-01-01) or dates that the text is about


class WrittenDay(NamedTuple):
    """A day and where it is written. `swapped` is the other way to read its day and month, if there is one."""

    start: int
    end: int
    day: date
    swapped: date | None


_ISO = re.compile(r"(?<![\d.,-])(?P<y>(?:19|20|24|25)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
# calendars in numbers alone: the Iranian one by years that no other has, Taiwan's where the text or its language is Chinese
_SOLAR_NUMBERS = re.compile(r"(?<![\d.,/-])(?P<y>1[34]\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d]|[-/.]\d)")
_ROC_NUMBERS = re.compile(r"(?<![\d.,/-])(?P<y>0?[6-9]\d|1\d\d)\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?![\d]|[-/.]\d)")
_ROC_COMPACT = re.compile(r"(?<=[期間于於布佈新貼])\s?[:：]?\s?(?P<y>0?[6-9]\d|1\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=T?\d{4}(?:\d\d)?(?!\d)|T|(?!\d))")
_CJK = re.compile(
    r"(?:(?P<era>令和|平成|昭和|中華民國|中华民国|民國|民国|R|H)\s?(?P<e>\d{1,3}|元)|(?<!\d)(?P<y>\d{2,4}))\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日號号일]?"
)
_YMD_SPACED = re.compile(r"(?<![\d.,-])(?P<y>(?:19|20|24|25)\d\d)\s?[-/.]\s(?P<m>\d{1,2})\s?[-/.]\s(?P<d>\d{1,2})(?![\d])")
_NUMBERS = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>\s?[-/.]\s?)(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)(?![\d]|[-/.]\d)")
_WORD = r"[^\W\d_][^\s\d,;:|/()\[\]،]{0,24}"
_IN = r"(?:(?:(?:de|of|dhen)(?![^\W\d_])|ngày|d[’']|ta’|ខែ)\s?)?"  # between the day and its month
_AS = r"(?:st|nd|rd|th|er|mh)(?![^\W\d_])"  # behind an ordinal, no beginning of a month
_DAY_WORD_YEAR = re.compile(
    rf"(?<![\d:.,/])(?P<d>\d{{1,2}})(?:\s?(?:{_AS}|[.ºª°]\s?º?|\.-|-?го|일))?(?:\s|[-/,])*{_IN}"
    rf"(?P<w>{_WORD})(?:\s?/\s?[^\W\d_]{{2,12}})?[\s,،./-]*(?:(?:(?:de|del|do|năm)(?![^\W\d_])|พ\.ศ\.|ค\.ศ\.|ปี|ឆ្នាំ|г\.?)\s?)*(?P<y>\d{{4}}|[’']?\d\d(?!\s?[:.h\d]))(?!\d)"
)
_WORD_DAY_YEAR = re.compile(
    rf"(?<![^\W\d_])(?P<w>{_WORD})\s{{0,2}}(?P<d>\d{{1,2}})(?:{_AS}|º)?\s?(?:,|،|\s|-|/)\s?(?:\d{{1,2}}:\d\d(?::\d\d)?\s(?:[A-Z]{{3,4}}\s|[+-]\d{{4}}\s)?)?(?P<y>\d{{4}})(?!\d)"
)
_YEAR_WORD_DAY = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?:\(e\)ko|\.?ko)?[\s.,-]*(?:-?(?:m\.|gada|оны|год|ж\.|թ\.|د\s|(?:ж[ыі]л|йил|йыл|ел|yil)\w{0,6})[\s,]*)?"
    rf"(?:(?P<d0>\d{{1,2}})(?:\.\s?|[\s-]))?(?P<w>{_WORD})[\s,]?(?P<d>\d{{1,2}})?(?!\d|:)"
)
_MONGOLIAN = re.compile(r"(?<!\d)(?P<y>\d{4})\s?(?:оны?)?\s?(?P<m>\d{1,2})(?:\s?-?\s?(?:р|д[уү]г[аэ]+р))?\s?сарын?\s?(?P<d>\d{1,2})(?!\d)")
_VIETNAMESE = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s?(?:[Tt]háng|[Tt]hg\.?)\s?(?P<m>\d{1,2})(?:\s?năm|[\s,/-])+(?P<y>\d{4})(?!\d)")
_OTHER_YEARS = {_SOLAR_NUMBERS: "solar", _ROC_NUMBERS: "roc", _ROC_COMPACT: "roc"}
_FORMS = (
    _SOLAR_NUMBERS,
    _ROC_NUMBERS,
    _ROC_COMPACT,
    _ISO,
    _CJK,
    _VIETNAMESE,
    _MONGOLIAN,
    _YMD_SPACED,
    _NUMBERS,
    _DAY_WORD_YEAR,
    _WORD_DAY_YEAR,
    _YEAR_WORD_DAY,
    _COMPACT,
)

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "中華民國": 1911, "中华民国": 1911}
_SOLAR_YEARS = 1350, 1480  # of the Iranian calendar: those of which days are read
_BUDDHIST = 543  # 2567 is 2024
_THAI = re.compile("[ก-ฮ]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PERSIAN = re.compile("[پچژگکی]")
_SOLAR_LANGUAGES = frozenset((None, "fa", "ps", "ku", "ckb", "tg", "az"))
_JOINED = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(re.escape(name) for name in months.two_words())})(?![^\W\d_])", re.IGNORECASE)

# what every form has: a year, or numbers about the same separator, or an era; most short texts have none and are passed over
_DATE_LIKE = re.compile(
    r"(?:19|20|24|25|13|14)\d\d|[期間于於布佈新貼]\s?[:：]?\s?\d{6,7}(?!\d)|\d\s?([./-])\s?\d{1,2}\s?\1\s?\d|(?:\d|元)\s?[年년]|\d-[A-Za-z]{3}-\d|[ก-ฮ]\.?\s?\d\d"
)


def may_say_a_day(plain: str) -> bool:
    """Whether `spans` may find something in a text."""
    return _DATE_LIKE.search(plain) is not None


def spans(plain: str, order: Order | None = None, language: str | None = None, latest: date | None = None) -> list[WrittenDay]:
    """The days in a text, in its order. `order` and `language` decide between 3/4 and 4/3; days after `latest` or before 1980 are none."""
    if not may_say_a_day(plain):
        return []
    plain = _JOINED.sub(lambda name: name[0].replace(" ", "_"), plain)
    found: list[WrittenDay] = []
    calendars = _calendars(plain, language)
    for form in _FORMS:
        if _OTHER_YEARS.get(form, "") not in calendars:
            continue
        for match in form.finditer(plain):
            if any(match.start() < span.end and span.start < match.end() for span in found):
                continue
            days = [day for day in _days(form, match, order, language, calendars) if EARLIEST <= day <= (latest or LATEST)]
            if days:
                found.append(WrittenDay(match.start(), match.end(), days[0], days[1] if len(days) > 1 else None))
    return sorted(found)


def _calendars(plain: str, language: str | None) -> tuple[str, ...]:
    """The calendars that a bare number may be a year of, beside those that tell themselves."""
    roc = language == "zh" or (language != "ja" and _HAN.search(plain))
    solar = language in _SOLAR_LANGUAGES or _PERSIAN.search(plain)
    return ("", *(("roc",) if roc else ()), *(("solar",) if solar else ()))


def _days(form: re.Pattern[str], match: re.Match[str], order: Order | None, language: str | None, calendars: tuple[str, ...]) -> list[date]:
    """The calendar days that a match may mean, likeliest first."""
    if form in (_ROC_NUMBERS, _ROC_COMPACT):
        return _valid(int(match["y"]) + _ERAS["民國"], int(match["m"]), int(match["d"]))
    if form is _SOLAR_NUMBERS:
        return _solar(int(match["y"]), int(match["m"]), int(match["d"]))
    if form is _NUMBERS:
        if "solar" in calendars and _SOLAR_YEARS[0] < int(match["y"]) < _SOLAR_YEARS[1]:  # 27/08/1405
            return _solar(int(match["y"]), int(match["b"]), int(match["a"]))
        return _numbered(int(match["a"]), int(match["b"]), match["y"], match["s"].strip(), order)
    groups = match.groupdict()
    day = int(groups.get("d") or groups.get("d0") or 0)
    era = groups.get("era")
    year = _ERAS[era] + (1 if match["e"] == "元" else int(match["e"])) if era else _year(match["y"])
    if (word := groups.get("w")) is None:
        return _valid(year, int(match["m"]), day)
    name = word.strip(".-").split("-")[0]
    if (solar := months.SOLAR.get(name.casefold())) and _SOLAR_YEARS[0] < year < _SOLAR_YEARS[1]:
        return _solar(year, solar, day)
    if _THAI.match(name) and len(match["y"]) == 2:  # 18 ธ.ค. 67
        year = 2500 + int(match["y"]) - _BUDDHIST
    month = months.number(name, language)
    return _valid(year, month, day) if month else []


def _numbered(a: int, b: int, year_text: str, separator: str, order: Order | None) -> list[date]:
    year = _year(year_text)
    dmy, mdy = _valid(year, b, a), _valid(year, a, b)
    if order == "ymd" and len(year_text) == 2:
        return _valid(_year(f"{a:02}"), b, int(year_text))
    if len(year_text) == 2 and separator == "-" and a > 12:  # 24-12-18
        return dmy or _valid(_year(f"{a:02}"), b, int(year_text))
    if a == b:
        return dmy
    return mdy + dmy if order == "mdy" and separator != "." else dmy + mdy


def _year(text: str) -> int:
    year = int(text.strip("’'"))
    if len(text) == 3 and text.isdecimal():  # 110年 is Taiwan's, its era left out
        return _ERAS["民國"] + year
    return year + (2000 if year < 70 else 1900) if year < 100 else gregorian(year)


def gregorian(year: int) -> int:
    """The year by our calendar of one that may be counted from the Buddha: 2569 is 2026."""
    return year - _BUDDHIST if 2400 < year < 2700 else year


def _valid(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _solar(year: int, month: int, day: int) -> list[date]:
    """A day of the Iranian calendar, by its 33-year cycle of leap years: right for every year that news has."""
    if not 1 <= day <= 31 or not 1 <= month <= 12 or not _SOLAR_YEARS[0] < year < _SOLAR_YEARS[1]:
        return []
    days = (year - 1) * 365 + (8 * (year - 1) + 29) // 33 + (month - 1) * 31 - max(0, month - 7) + day - 1
    return [date(622, 3, 21) + timedelta(days=days)]
