"""The numbers of a series, as a reader meets them: at a terminal, in a pipe, in the browser."""

from pathlib import Path

import pytest
from program import ingest, on_terminal
from serial import AT, add, article
from test_browse import get
from test_series import BULLETIN

from ingest.archive import create_or_open
from ingest.archive.story_index import other_numbers
from ingest.archive.story_index.story_links import url_of
from ingest.archive.write import append
from ingest.core.story.resembling import parting

DAYS = {4: (412, 31, 18, "Ashmere", 205, "1,940"), 5: (437, 25, 21, "Polton", 231, "2,115"), 6: (468, 33, 24, "Crale", 252, "2,304")}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Three bulletins, the last one met first, and an article of another kind."""
    with create_or_open(tmp_path / "archive.db") as opened:
        for day in (6, 4, 5):
            cases, new, beds, town, watched, tests = DAYS[day]
            text = BULLETIN.format(cases=cases, day=day, new=new, beds=beds, town=town, watched=watched, tests=tests)
            add(opened, article(f"{day}", "Health bulletin", text, f"2026-05-{day:02}T09:00:00Z"))
        add(opened, article("lock", "The lock", "The lock of Sandvale is closed for repairs.", "2026-05-07T09:00:00Z"))
    return tmp_path


def test_the_numbers_are_told_by_day_with_what_differs_from_one_to_the_next(here: Path) -> None:
    ended = ingest("series", "3", "--json", cwd=here)
    assert ended.code == 0, ended.err
    assert [one["article"] for one in ended.lines] == [2, 3, 1]
    assert ended.lines[0]["differs"] == []
    assert ["412", "437"] in ended.lines[1]["differs"]
    assert ["Polton", "Crale"] in ended.lines[2]["differs"]
    table = ingest("series", "3", cwd=here).out.splitlines()
    assert table[0].split("\t") == ["number", "article", "day", "title", "otherwise than before"]
    assert [line.split("\t")[2] for line in table[1:]] == ["2026-05-04", "2026-05-05", "2026-05-06"]
    shown = on_terminal("series", "3", cwd=here)
    assert max(map(len, shown)) <= 80
    assert "412 → 437" in " ".join(" ".join(shown).split())


def test_the_series_that_are_known_are_listed(here: Path) -> None:
    listed = ingest("series", cwd=here).out.splitlines()
    assert [line.split("\t") for line in listed] == [
        ["series", "articles", "first", "last", "source", "language", "title"],
        ["1", "3", "2026-05-04", "2026-05-06", "adhoc", "en", "Health bulletin"],
    ]
    of_another = ingest("series", "--source", "adhok", cwd=here)
    assert (of_another.code, "the nearest are adhoc" in of_another.err) == (1, True), of_another


def test_an_article_says_that_it_is_a_number(here: Path) -> None:
    shown = ingest("show", "1", cwd=here).out
    assert "series: number 3 of 3 that are known" in shown
    assert "series:" not in ingest("show", "4", cwd=here).out
    alone = ingest("series", "4", cwd=here)
    assert alone.code == 1
    assert "no other number of a series with it is known" in alone.err


def test_the_articles_of_a_series_have_its_number_in_any_order_and_after_a_rebuild(here: Path) -> None:
    expected = {1: 1, 2: 1, 3: 1, 4: None}
    assert numbers_in(here) == expected
    with create_or_open(here / "archive.db") as opened, opened.batch() as db:
        db.execute("UPDATE articles SET series = iif(id = 4, 4, NULL)")  # an archive that an older version made, and a number of nothing
    assert ingest("stories", "--rebuild", cwd=here).code == 0
    assert numbers_in(here) == expected
    assert ingest("show", "2", "--json", cwd=here).lines[0]["series"] == 1


def numbers_in(here: Path) -> dict[int, int | None]:
    with create_or_open(here / "archive.db") as opened:
        return dict(opened.db.execute("SELECT id, series FROM v_articles"))


def test_series_that_turn_out_to_be_one_have_the_number_of_the_earlier(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "archive.db") as opened:
        for day in range(6):
            add(opened, article(f"{day}", f"Note {day}", f"Note {day} of the harbour.", f"2026-05-{day + 4:02}T09:00:00Z"))
        told = ((5, 6), (2, 3), (1, 4), (6, 3), (3, 4))
        with opened.batch() as db:
            for one, other in told:
                append.add_links(db, [parting(one, url_of(db, other), "another number", "en")], None, AT)
                other_numbers.unite(db, {one})
                other_numbers.unite(db, {one})
        assert dict(opened.db.execute("SELECT id, series FROM v_articles")) == dict.fromkeys(range(1, 7), 1)


def test_the_page_of_an_article_leads_to_the_other_numbers(here: Path) -> None:
    page = get(here / "archive.db", "/archive/-/article/3")
    assert "Other numbers of this bulletin" in page
    days = [page.index(f'<span class="meta">{day} May 2026</span>') for day in (6, 5, 4)]
    assert days == sorted(days), "the newest stands first"
    assert '<a href="/archive/-/article/1" lang="en"' in page
    assert "Other numbers" not in get(here / "archive.db", "/archive/-/article/4")
