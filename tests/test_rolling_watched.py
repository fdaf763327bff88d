"""Addresses that show one text after another, watched for days by the real pipeline into a real archive; the clock is an argument.

`python bench/change/rolling.py` does the same for months.
"""

from pathlib import Path

from rolled import TAKEN, watch_rolling, watch_taken


def test_each_number_of_a_rolling_page_is_kept_and_found(tmp_path: Path) -> None:
    days = 8
    for seen in watch_rolling(tmp_path, days):
        assert seen.missed == [], seen.name
        assert seen.versions == days, seen.name
        assert "number" in seen.classes, seen.name
        assert seen.waiting == [], seen.name


def test_an_address_that_was_taken_or_reused_is_no_rolling_page(tmp_path: Path) -> None:
    for seen in watch_taken(tmp_path, 2 * len(TAKEN), days=16):
        assert "number" not in seen.classes, seen.name
        assert seen.missed == [], f"{seen.name}: the article that stood there is found"
