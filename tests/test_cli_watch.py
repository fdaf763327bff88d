"""Watches: what is new for a saved question, never missed and never told twice."""

import subprocess
import sys
from pathlib import Path

import pytest
from archived import T0, T1, T2, T3, URL, exchange, keep
from program import environment, ingest

from ingest import archive
from ingest.archive.read import watches
from ingest.archive.story_index import stories
from ingest.archive.write import append, log, removals, url_state
from ingest.core.model import Link, Verdict
from ingest.core.times import later
from ingest.core.watch import Position, Question

TEXT = "The ministry opened a fund.\n\nThe fund has £4.2 million for 250 halls."


@pytest.fixture
def here(tmp_path: Path) -> Path:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "Grants", TEXT, at=T0)
    return tmp_path


@pytest.mark.parametrize("name", ["", "a\tb", "\x1b[31m", "x" * 101, "https://user:secret@host.example/"])
def test_a_name_that_would_break_a_line_or_show_a_password_is_refused(here: Path, name: str) -> None:
    ended = ingest("watch", "add", "--", name, cwd=here)
    assert ended.code == 2
    assert ended.err == "ingest: a watch's name has 1 to 100 printable characters, and no : or / (see `ingest watch add --help`)\n"


def happen(here: Path) -> None:
    """A change of a figure, one of a word, a new article, a removal."""
    with archive.create_or_open(here / "archive.db") as opened:
        keep(opened, "Grants", TEXT.replace("4.2", "2.4"), at=T1, kind="edit")
        keep(opened, "Grants", TEXT.replace("4.2", "2.4").replace("opened", "started"), at=T2, kind="edit")
        keep(opened, "Hội nghị", "Bộ Nội vụ họp.", at=T2, url="https://example.com/vi", language="vi")
        with opened.batch() as db:
            removals.mark(db, 1, "gone", T3, "410 Gone")
            log.add_fetch(db, None, url_state.id_of(db, URL, T3), exchange(at=T3, status=410), Verdict.GONE, "410", program="0", article=1)


def told(here: Path, *names: str) -> list[tuple[str, ...]]:
    ended = ingest("watch", "run", *names, cwd=here)
    assert ended.code == 0, ended.err
    return [tuple(line.split("\t")[:3]) for line in ended.out.splitlines()]


@pytest.mark.parametrize(
    ("options", "news"),
    [
        ([], [("changed", "numbers"), ("changed", "lead"), ("new", ""), ("removed", "")]),
        (["--class", "numbers"], [("changed", "numbers")]),
        (["--min", "0.6"], [("changed", "numbers")]),
        (["--removed"], [("removed", "")]),
        (["--lang", "vi"], [("new", "")]),
        (["--query", "noi vu"], [("new", "")]),
        (["--source", "nobody"], []),
    ],
)
def test_a_watch_tells_what_its_question_asks_for_and_tells_it_once(here: Path, options: list[str], news: list[tuple[str, str]]) -> None:
    assert ingest("watch", "add", "w", *options, cwd=here).code == 0
    assert told(here) == []
    happen(here)
    assert told(here) == [("w", *one) for one in news]
    assert told(here) == []


def test_what_could_not_be_delivered_is_delivered_the_next_time(here: Path) -> None:
    ingest("watch", "add", "w", cwd=here)
    happen(here)
    command = [sys.executable, "-m", "ingest", "watch", "run"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, cwd=here, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode != 0
    assert len(told(here)) == 4


def test_each_watch_has_a_position_of_its_own(here: Path) -> None:
    ingest("watch", "add", "a", "--class", "numbers", cwd=here)
    ingest("watch", "add", "b", "--removed", cwd=here)
    happen(here)
    assert told(here, "a") == [("a", "changed", "numbers")]
    assert [(name, waiting) for name, _, waiting, _ in _listed(here)] == [("a", "0"), ("b", "1")]
    assert told(here) == [("b", "removed", "")]


def _listed(here: Path) -> list[list[str]]:
    return [line.split("\t") for line in ingest("watch", "list", cwd=here).out.splitlines()[1:]]


def test_the_list_says_what_is_asked_and_how_much_waits(here: Path) -> None:
    ingest("watch", "add", "figures", "--class", "numbers,negation", "--min", "0.5", cwd=here)
    happen(here)
    ((name, _, waiting, asks),) = _listed(here)
    assert (name, waiting, asks) == ("figures", "1", "class numbers, negation; significance 0.5 or more")
    assert ingest("watch", "remove", "figures", cwd=here).code == 0
    assert _listed(here) == []


@pytest.mark.parametrize("command", [("remove", "x"), ("run", "x")])
def test_a_name_that_is_none_is_told(here: Path, command: tuple[str, ...]) -> None:
    ended = ingest("watch", *command, cwd=here)
    assert ended.code == 1
    assert "no watch has that name" in ended.err


def test_a_name_is_given_once(here: Path) -> None:
    ingest("watch", "add", "w", cwd=here)
    assert "a watch has that name" in ingest("watch", "add", "w", cwd=here).err


def test_a_return_is_told_too_and_both_stay_when_the_log_is_shortened(here: Path) -> None:
    ingest("watch", "add", "w", "--removed", cwd=here)
    with archive.create_or_open(here / "archive.db") as opened, opened.batch() as db:
        removals.mark(db, 1, "gone", T2, "410 Gone")
        removals.undo(db, 1, T3)
        db.execute("DELETE FROM fetches")
    assert told(here) == [("w", "removed", ""), ("w", "returned", "")]
    assert told(here) == []


def in_two_languages(here: Path) -> None:
    """The article and a translation of it, which agree; a third of another matter."""
    with archive.create_or_open(here / "archive.db") as opened:
        keep(opened, "Subventions", TEXT_FR, at=T0, url="https://example.com/fr", language="fr")
        keep(opened, "Gặp mặt", "Bộ Nội vụ họp.", at=T0, url="https://example.com/vi", language="vi")
        with opened.batch() as db:
            append.add_links(
                db,
                [Link(article=1, target="https://example.com/fr", relation="person", basis="person", confidence=1, reason="said")],
                None,
                T0,
            )
            stories.settle(db, 1, T0)


TEXT_FR = "Le ministère a ouvert un fonds.\n\nLe fonds dispose de 4,2 millions de livres pour 250 salles."


def test_drift_is_told_when_versions_come_to_disagree_and_once(here: Path) -> None:
    in_two_languages(here)
    ingest("watch", "add", "w", "--drift", cwd=here)
    assert told(here) == []
    with archive.create_or_open(here / "archive.db") as opened:
        keep(opened, "Grants", TEXT.replace("4.2", "7.5"), at=T1, kind="edit")
    ended = ingest("watch", "run", "--json", cwd=here)
    (line,) = ended.lines
    assert (line["what"], line["article"], line["row"]) == ("drift", 2, 4)
    assert "7.5" in line["after"]
    with archive.create_or_open(here / "archive.db") as opened:
        keep(opened, "Grants", TEXT.replace("4.2", "7.5").replace("opened", "started"), at=T2, kind="edit")
    assert told(here) == []


def test_a_translation_that_has_not_come_in_time_is_told_once_a_story(here: Path) -> None:
    for name, options in (("fr", ()), ("vi", ("--lang", "en")), ("de", ("--after", "3650d"))):
        ingest("watch", "add", name, "--missing", name, *options, cwd=here)
    in_two_languages(here)
    with archive.create_or_open(here / "archive.db") as opened:
        keep(opened, "New", "Something new was said of other matters.", at=T1, url="https://example.com/new")
    ended = ingest("watch", "run", "--json", cwd=here)
    assert [(line["watch"], line["article"], line["after"]) for line in ended.lines] == [
        ("fr", 3, "no fr"),
        ("fr", 4, "no fr"),
        ("vi", 4, "no vi"),
    ]
    assert told(here) == []


def test_what_is_not_yet_overdue_is_told_later(here: Path) -> None:
    in_two_languages(here)
    with archive.create_or_open(here / "archive.db") as opened:
        watch = watches.Watch("w", Question(missing=("fr",), after=86400), T0, Position(0, 0, 0))
        early = watches.deliveries(opened.db, watch, later(T0, 86399))
        assert (early.rows, early.position.article) == ((), 0)
        due = watches.deliveries(opened.db, watch, later(T0, 86400))
        assert ([one.article for one in due.rows], due.position.article) == ([3], 3)


def test_after_wants_a_language(here: Path) -> None:
    ended = ingest("watch", "add", "w", "--after", "2d", cwd=here)
    assert (ended.code, "--missing" in ended.err) == (2, True)
