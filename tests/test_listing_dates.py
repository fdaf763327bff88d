"""Dates as listings write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.listing.dates import read_date

ZONE = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("Mon, 05 Oct 2026 11:18:25 UTC", "2026-10-05T11:18:25Z"),
        ("Mon, 05 Oct 2026 11:18:25 GMT", "2026-10-05T11:18:25Z"),
        ("Mon,05 Oct 2026 11:18:25 +0700", "2026-10-05T04:18:25Z"),
        ("Mon, 5 Oct 2026 11:18 +0700", "2026-10-05T04:18:00Z"),
        ("05 Oct 26 11:18:25 EST", "2026-10-05T16:18:25Z"),
        ("Mon, 05 Oct 2026 11:18:25 -03:30", "2026-10-05T14:48:25Z"),
        ("Mon, 05 Oct 2026 11:18:25 PDT", "2026-10-05T18:18:25Z"),
        ("Wed, 02 Oct 2002 15:00:00 +0200 (CEST)", "2002-10-02T13:00:00Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T17:20:36Z"),
        ("Fri, 31 Dec 1999 23:59:60 Z", "1999-12-31T23:59:59Z"),
        ("2022-08-25T10:00:00+0700", "2022-08-25T03:00:00Z"),
        ("2022-08-25T10:00:00+07:00", "2022-08-25T03:00:00Z"),
        ("2022-08-25 10:00:00 +02:00", "2022-08-25T08:00:00Z"),
        ("2024-12-18T03:00:00.123Z", "2024-12-18T03:00:00Z"),
        ("2026-11-20T24:00:00Z", "2026-11-21T00:00:00Z"),  # ISO 8601: the end of the day
        ("Mon, 05 Oct 2026 24:00:00 GMT", "2026-10-06T00:00:00Z"),
        ("31.12.2025 24:00", "2025-12-31T17:00:00Z"),
        ("Fri Nov  6 08:49:37 2026", "2026-11-06T01:49:37Z"),  # asctime, RFC 9110 5.6.7
        ("2026 оны 11-р сарын 17", "2026-11-17T00:00:00Z"),
        ("2026 оны 11 дүгээр сарын 17", "2026-11-17T00:00:00Z"),
        ("2026 оны 10 дугаар сарын 07", "2026-10-07T00:00:00Z"),
        ("2026 йил 17 октябрь", "2026-10-17T00:00:00Z"),
        ("2026-yil 17-oktabr", "2026-10-17T00:00:00Z"),
        ("2026 жылғы 17 қазан", "2026-10-17T00:00:00Z"),
        ("17 ഒക്ടോബർ 2026", "2026-10-17T00:00:00Z"),
        ("17 december 2026", "2026-12-17T00:00:00Z"),
        ("17 stycznia 2026", "2026-01-17T00:00:00Z"),
        ("20241218T030000Z", "2024-12-18T03:00:00Z"),
        ("2026-07-30T10:00", "2026-07-30T03:00:00Z"),  # in the source's zone
        ("2023-04-28 18:11:01.0", "2023-04-28T11:11:01Z"),
        ("2022-08-25", "2022-08-25T00:00:00Z"),  # a day never shifts
        ("20241218", "2024-12-18T00:00:00Z"),
        ("2026年07月30日星期四 16:47", "2026-07-30T09:47:00Z"),
        ("18/12/2024 | 10:23 GMT+7", "2024-12-18T03:23:00Z"),
        ("18:27 | 14/08/2026", "2026-08-14T11:27:00Z"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T12:25:00Z"),
        ("15-08-2026 - 01:01 AM", "2026-08-14T18:01:00Z"),
        ("17:09 PM 15/08/2026", "2026-08-15T10:09:00Z"),
        ("September 09, 2026 9:33 AM GMT+7", "2026-09-09T02:33:00Z"),
        ("15/08/2569", "2026-08-15T00:00:00Z"),
        (1734490800, "2024-12-18T03:00:00Z"),
        (1734490800123, "2024-12-18T03:00:00Z"),
        (1734490800.5, "2024-12-18T03:00:00Z"),
        ("1734490800", "2024-12-18T03:00:00Z"),
    ],
)
def test_a_date_in_any_spelling(said: str | float, at: str) -> None:
    assert read_date(said, ZONE) == at


def _of_cldr() -> dict[str, list[tuple[str, str]]]:
    """Dates in long and medium form by language, as bench/dates/months.py wrote them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (Path(__file__).parent / "cldr_dates.tsv").read_text("utf-8").splitlines():
        language, day, said = line.split("\t")
        found.setdefault(language, []).append((said, day))
    return found


_CLDR = _of_cldr()


@pytest.mark.parametrize("language", [one for one in _CLDR if one != "gd"])  # Gaelic puts letters before the month's name
def test_the_months_of_a_language(language: str) -> None:
    read = {said: read_date(said, language=language) for said, _ in _CLDR[language]}
    assert read == {said: f"{day}T00:00:00Z" for said, day in _CLDR[language]}


def test_a_word_for_two_months_is_read_in_the_source_s_language() -> None:
    assert read_date("17. listopada 2026.", language="hr") == "2026-10-17T00:00:00Z"
    assert read_date("17 listopada 2026", language="pl") == read_date("17 listopada 2026") == "2026-11-17T00:00:00Z"


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_the_source_says_what_comes_first(order: str) -> None:
    assert read_date("05/08/2026", order=order) == {"dmy": "2026-08-05T00:00:00Z", "mdy": "2026-05-08T00:00:00Z"}[order]  # type: ignore[arg-type]
    assert read_date("09/25/2025", order=order) == "2025-09-25T00:00:00Z"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        None,
        True,
        "",
        "garbage",
        "0000-00-00",
        "-0001-11-30T00:00:00+00:00",
        "0001-01-01T00:00:00Z",
        "Mon, 31 Feb 2026 10:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2024-13-45",
        7,
        -5,
        10.0**300,
        "9" * 30,
    ],
)
def test_what_is_no_date_is_none(said: str | float | None) -> None:
    assert read_date(said, ZONE) is None


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.text(alphabet="0123456789-:/T+Z GMTJan,", max_size=30)))
def test_any_words_are_a_moment_or_none(said: str | float) -> None:
    found = read_date(said, ZONE)
    assert found is None or (len(found) == 20 and found.endswith("Z"))
