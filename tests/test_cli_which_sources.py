"""Which sources a command means: tags, the built-in set, and one source as it is understood."""

import json
from pathlib import Path

import pytest
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, rows, source

from ingest import sources

ROOT = Path(__file__).parent.parent


@pytest.fixture
def two(here: Path, origin: Origin) -> Path:
    """A folder with two sources, of which one has the tag eu."""
    for name, tags in (("council", '["eu", "press"]'), ("ministry", "[]")):
        page = origin.serve(f"/{name}/1", html(article(f"News of the {name}")))
        source(here, origin.serve(f"/{name}.xml", answer(feed(page))), name)
        path = here / "schedules" / f"{name}.toml"
        path.write_text(f"tags = {tags}\n{path.read_text()}", encoding="utf-8")
    return here


def test_a_tag_takes_its_sources_and_no_others(two: Path) -> None:
    assert ingest("fetch", "--tag", "eu", *LOOPBACK, cwd=two).code == 0
    assert rows(two / "archive.db", "SELECT title FROM v_articles") == [("News of the council",)]


def test_a_source_beside_a_tag_is_taken_as_well(two: Path) -> None:
    assert ingest("fetch", "--tag", "eu", "ministry", *LOOPBACK, cwd=two).code == 0
    assert rows(two / "archive.db", "SELECT count(*) FROM v_articles") == [(2,)]


def test_a_tag_that_nobody_has_starts_nothing(two: Path) -> None:
    ended = ingest("fetch", "--tag", "pres", *LOOPBACK, cwd=two)
    assert ended.code == 2
    assert "--tag pres: no source has that tag; did you mean press?" in ended.err
    assert not (two / "archive.db").exists()


def test_a_list_is_narrowed_by_a_tag(two: Path) -> None:
    listed = ingest("sources", "list", "--tag", "press", cwd=two)
    assert [line.split("\t")[0] for line in listed.out.splitlines()] == ["source", "council"]
    assert listed.out.splitlines()[1].endswith("\teu press")


def test_one_s_own_folder_is_fetched_without_a_target(two: Path) -> None:
    assert ingest("fetch", *LOOPBACK, cwd=two).code == 0


def test_the_built_in_set_is_not_started_by_accident(here: Path) -> None:
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    assert ended.code == 2
    number = len(sources.load(sources.built_in()))
    assert ended.err.startswith(f"ingest: this would ask all {number} built-in sources, ")
    assert "--all" in ended.err
    assert not (here / "archive.db").exists()


def test_a_checkout_s_folder_is_the_built_in_set(here: Path) -> None:
    (here / "schedules").symlink_to(ROOT / "schedules")
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 2
    assert ingest("fetch", "--all", "--dry-run", "--replay", ROOT / "fixtures" / "founding", cwd=here).code == 0


def test_from_saved_pages_only_what_is_saved_is_asked(here: Path) -> None:
    ended = ingest("fetch", "--dry-run", "--replay", ROOT / "fixtures" / "founding", cwd=here)
    assert ended.code == 0, ended.err
    names = [line.split("\t")[0] for line in ended.out.splitlines()[1:] if "\t" in line]
    assert names == ["gov-cn", "gov-uk", "moha-gov-vn", "tienphong-vn", "vietnam-vn"]


def test_a_source_is_shown_as_it_is_understood(two: Path) -> None:
    before = dict(line.split("\t", 1) for line in ingest("sources", "show", "council", cwd=two).out.splitlines())
    assert (before["source"], before["title"], before["tags"]) == ("council", "The Ministry", "eu, press")
    assert (before["max_new"], before["back"]) == ("200 (default)", "all")
    assert before["archive"] == "archive.db: nothing of this source yet"
    ingest("fetch", *LOOPBACK, cwd=two)
    after = dict(line.split("\t", 1) for line in ingest("sources", "show", "council", cwd=two).out.splitlines())
    assert after["archive"] == "archive.db: 1 articles; new"
    assert after["last run"].endswith("1 new, 1 listing") or after["last run"].endswith("1 listing, 1 new")
    told = json.loads(ingest("sources", "show", "council", "--json", cwd=two).out)
    assert (told["source"]["tags"], told["state"]["articles"]) == (["eu", "press"], 1)


def test_a_source_that_is_not_there_is_not_shown(two: Path) -> None:
    ended = ingest("sources", "show", "counsil", cwd=two)
    assert (ended.code, "did you mean council?" in ended.err) == (2, True)
