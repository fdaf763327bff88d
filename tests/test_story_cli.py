import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from archived import T2, T3, keep
from click.testing import CliRunner, Result
from storied import ENGLISH, FRENCH, OTHER, TEXTS, VIETNAMESE, add

from ingest import archive
from ingest.cli import commands, stories
from ingest.core.model import Citation

LINES: list[dict[str, Any]] = [
    {"doc_id": "en", "lang": "en", "title": "", "text": TEXTS["en"]},
    {"doc_id": "vi", "lang": "vi", "title": "", "text": TEXTS["vi"], "published": "2024-12-16", "url": VIETNAMESE},
    {"doc_id": 3, "lang": "fr", "title": "", "text": TEXTS["fr"]},
    {"doc_id": "other", "lang": "en", "title": "", "text": OTHER},
]


def run(*arguments: str | Path, lines: str = "") -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], input=lines, catch_exceptions=True)


def grouped(articles: Sequence[dict[str, Any]]) -> set[frozenset[object]]:
    result = run("group", "--jsonl", lines="".join(json.dumps(article) + "\n" for article in articles))
    assert result.exit_code == 0, result.output
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [answer["doc_id"] for answer in answers] == [article["doc_id"] for article in articles]
    groups: dict[object, set[object]] = {}
    for answer in answers:
        groups.setdefault(answer["group"], set()).add(answer["doc_id"])
    return {frozenset(ids) for ids in groups.values()}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        add(opened, ENGLISH, TEXTS["en"], "en", citations=(Citation(url=VIETNAMESE, words="Source: paper.vn"),))
        add(opened, VIETNAMESE, TEXTS["vi"], "vi")
        add(opened, FRENCH, TEXTS["fr"], "fr")
    return path


def rows(output: str) -> list[dict[str, str]]:
    heading, *lines = [line.split("\t") for line in output.splitlines()]
    return [dict(zip(heading, line, strict=True)) for line in lines]


def test_groups_are_the_same_in_any_order_of_lines() -> None:
    expected = {frozenset({"en", "vi", 3}), frozenset({"other"})}
    for seed in range(4):
        assert grouped(random.Random(seed).sample(LINES, len(LINES))) == expected


SHORT = [  # too little in common for their texts to tell
    {"doc_id": "ours", "lang": "en", "title": "", "text": "The bridge was opened today.", "url": "https://example.com/en/bridge-1"},
    {"doc_id": "theirs", "lang": "fr", "title": "", "text": "Le pont a ete inaugure.", "canonical": "https://www.example.com/en/bridge-1/"},
    {"doc_id": "third", "lang": "vi", "title": "", "text": "Khanh thanh cau.", "canonical": "https://example.com/en/bridge-1"},
]


def test_articles_that_name_one_canonical_page_are_one_group() -> None:
    assert grouped(SHORT) == {frozenset({"ours", "theirs", "third"})}
    assert grouped(SHORT[1:]) == {frozenset({"theirs", "third"})}
    assert len(grouped([{**article, "url": None, "canonical": None} for article in SHORT])) == 3


def test_articles_that_show_the_same_pictures_are_one_group() -> None:
    pictures = ["https://a.org/AFP_34PX9ZT.jpg", "https://a.org/market-hall-opening.jpg"]
    lines = [
        {"doc_id": "en", "lang": "en", "title": "", "text": "The hall was opened on Monday. Children sang for the mayor."},
        {"doc_id": "fr", "lang": "fr", "title": "", "text": "La halle a été inaugurée lundi. Des enfants ont chanté."},
    ]
    assert len(grouped(lines)) == 2
    assert len(grouped([{**line, "images": pictures} for line in lines])) == 1


def test_a_home_page_or_an_unlike_text_is_no_canonical_page() -> None:
    home = [{**article, "url": None, "canonical": "https://example.com/"} for article in SHORT]
    assert len(grouped(home)) == 3
    other = {"doc_id": "other", "lang": "en", "title": "", "text": OTHER, "canonical": "https://example.com/en/bridge-1"}
    assert frozenset({"ours", "other"}) not in grouped([SHORT[0], other])


def test_a_line_that_is_no_article_is_named() -> None:
    result = run("group", "--jsonl", lines='{"doc_id": 1, "lang": "en"}\n')
    assert result.exit_code != 0
    assert "line 1" in result.output


def test_nothing_in_gives_nothing_out() -> None:
    assert run("group", "--jsonl").output == ""


def test_a_story_shows_its_origin_first_and_keeps_declared_and_likely_apart(db: Path) -> None:
    found = rows(run("story", ENGLISH, "--db", db).stdout)
    assert [row["article"] for row in found if row["role"] == "origin"][:1] == [found[0]["article"]]
    assert found[0]["url"] == VIETNAMESE
    assert {row["basis"] for row in found} >= {"declared", "likely"}
    assert any("Source: paper.vn" in row["reason"] for row in found)


def test_a_story_is_one_json_object_a_line(db: Path) -> None:
    (line,) = run("story", "1", "--db", db, "--json").stdout.splitlines()
    story = json.loads(line)
    assert story["languages"] == ["en", "fr", "vi"]
    assert story["versions"][0]["role"] == "origin"


def test_declared_only_drops_what_was_inferred(db: Path) -> None:
    found = rows(run("story", "1", "--db", db, "--declared-only").stdout)
    assert {row["url"] for row in found} == {ENGLISH, VIETNAMESE}


def test_stories_are_listed_with_their_languages(db: Path) -> None:
    (row,) = rows(run("stories", "--db", db).stdout)
    assert (row["story"], row["languages"], row["articles"]) == ("1", "en fr vi", "3")
    assert rows(run("stories", "--db", db, "--missing", "de").stdout) == [row]
    assert rows(run("stories", "--db", db, "--missing", "fr").stdout) == []
    assert rows(run("stories", "--db", db, "--rebuild").stdout) == [row]


def test_a_split_and_its_undoing(db: Path) -> None:
    assert "3\tstory 3" in run("split", "3", "--db", db).output
    assert rows(run("stories", "--db", db).stdout)[0]["languages"] == "en vi"
    assert "3\tstory 1" in run("split", "3", "--db", db, "--undo").output
    assert run("split", "3", "--db", db, "--undo").exit_code != 0


def test_a_join_and_its_undoing(db: Path) -> None:
    with archive.create_or_open(db) as opened:
        other = add(opened, "https://example.com/en/museum-in-lyon-444444", OTHER, "en")
    assert f"{other}\tstory 1" in run("join", "1", str(other), "--db", db, "--because", "same minister").output
    reasons = rows(run("story", str(other), "--db", db).stdout)
    assert any(row["basis"] == "by a person" and "same minister" in row["reason"] for row in reasons)
    assert f"{other}\tstory {other}" in run("join", "1", str(other), "--db", db, "--undo").output


def test_stories_are_counted_after_they_are_chosen(db: Path) -> None:
    with archive.open_existing(db) as opened:
        add(opened, FRENCH, TEXTS["fr"].replace("347", "374"), "fr", at=T2)
        # A newer story, whose versions agree and are only inferred to be one.
        text = " ".join(f"Witness{number:03}ton saw {number} ships." for number in range(100, 160))
        for site in ("one", "two"):
            add(opened, f"https://{site}.example/ships", text, "en", at=T3)
    newest = run("stories", "--db", db, "--limit", "1").stdout
    assert "Witness" in newest
    for chosen in ("--drift", "--declared-only"):
        told = run("stories", "--db", db, chosen, "--limit", "1").stdout
        assert "Zaev" in told
        assert "Witness" not in told


def test_drift_is_listed_by_story(db: Path) -> None:
    with archive.create_or_open(db) as opened:
        add(opened, FRENCH, TEXTS["fr"].replace("347", "374"), "fr", at="2024-12-21T03:00:00Z")
    out = run("stories", "--db", db, "--drift").stdout
    assert "numbers: 374 only here; 347 only there" in out


def test_others_may_write_in_the_pauses_of_a_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        for number in range(3):
            keep(opened, f"Title {number}", f"The text of number {number}. " * 30, url=f"https://www.example.com/{number}")
    written: list[float] = []

    def write(seconds: float) -> None:
        with closing(sqlite3.connect(tmp_path / "archive.db", timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
        written.append(seconds)

    monkeypatch.setattr(stories, "HELD", -1)
    monkeypatch.setattr(stories, "sleep", write)
    stories._rebuild(tmp_path / "archive.db")
    assert len(written) >= 2
    assert min(written) > 0.1, "SQLite looks every tenth of a second"
