"""Numbers of a series that two archives hold."""

import shutil
from pathlib import Path

from program import rows
from serial import add, article
from test_merge import HISTORY, merge
from test_series import BULLETIN

from ingest import archive

DAYS = {
    4: {"cases": 412, "new": 31, "beds": 18, "town": "Ashmere", "watched": 205, "tests": "1,940"},
    5: {"cases": 437, "new": 25, "beds": 21, "town": "Polton", "watched": 231, "tests": "2,115"},
    6: {"cases": 468, "new": 33, "beds": 24, "town": "Crale", "watched": 252, "tests": "2,304"},
}


def test_they_are_one_series_and_no_story_whichever_archive_takes_the_other_in(tmp_path: Path) -> None:
    """A newspaper's copy of one number joins that number alone."""
    numbers = [
        article(f"{day}", "Health bulletin", BULLETIN.format(day=day, **figures), f"2026-05-{day:02}T09:00:00Z")
        for day, figures in DAYS.items()
    ]
    text = f"The office told reporters this morning. {numbers[1]['text']}"
    copy = article("copy", "New figures", text, "2026-05-05T12:00:00Z", publisher="paper")
    for name, held in {"one": numbers[:2], "other": [*numbers[2:], copy]}.items():
        with archive.create_or_open(tmp_path / f"{name}.db") as opened:
            for one in held:
                add(opened, one)
    found = []
    for ours, theirs in (("one", "other"), ("other", "one")):
        into = tmp_path / f"{ours}-{theirs}.db"
        shutil.copyfile(tmp_path / f"{ours}.db", into)
        merge(into, tmp_path / f"{theirs}.db")
        series = rows(into, "SELECT one.url, other.url FROM v_articles one JOIN v_articles other USING (series) ORDER BY 1, 2")
        found.append((series, rows(into, HISTORY["stories"])))
    assert found[0] == found[1]
    series, stories = found[0]
    assert {(one["url"], other["url"]) for one in numbers for other in numbers} <= set(series)
    assert {frozenset(pair) for pair in stories if pair[0] != pair[1]} == {frozenset((numbers[1]["url"], copy["url"]))}
