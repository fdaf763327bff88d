"""`ingest sources check --live`: which sources still hold."""

from pathlib import Path

import pytest
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, on_terminal, source


@pytest.fixture
def three(here: Path, origin: Origin) -> Path:
    """A source that holds, one whose feed is gone, one whose articles are a wall."""
    page = origin.serve("/well/1", html(article()))
    source(here, origin.serve("/well.xml", answer(feed(page))), "well")
    source(here, origin.url("/gone.xml"), "gone")
    head = b"<html><head><title>Just a moment...</title></head>"
    blocked = origin.serve("/walled/1", html(head + b"<body><h1>Checking your browser</h1><script>_cf_chl_opt={}</script></body></html>"))
    source(here, origin.serve("/walled.xml", answer(feed(blocked))), "walled")
    return here


def test_those_that_do_not_hold_come_first_with_their_reason(three: Path) -> None:
    ended = ingest("sources", "check", "--live", *LOOPBACK, cwd=three)
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert rows[0] == ["source", "holds", "links", "newest", "text", "problem"]
    assert [row[:2] for row in rows[1:]] == [["gone", "NO"], ["walled", "NO"], ["well", "yes"]]
    assert rows[1][5].endswith("answered 404")
    assert rows[3][2] == "1"
    assert ended.err == "ingest: 1 of 3 sources hold\n"
    assert ended.code == 1


def test_a_set_that_holds_exits_with_none_and_writes_nothing(three: Path) -> None:
    for name in ("gone", "walled"):
        (three / "schedules" / f"{name}.toml").unlink()
    ended = ingest("sources", "check", "--live", "--json", *LOOPBACK, cwd=three)
    assert ended.code == 0
    assert [(one["source"], one["holds"], one["article"], one["dated"]) for one in ended.lines] == [("well", True, "Bridge opened", True)]
    assert sorted(path.name for path in three.iterdir()) == ["schedules"]


def test_only_a_tag_is_asked(three: Path, origin: Origin) -> None:
    path = three / "schedules" / "well.toml"
    path.write_text(f'tags = ["eu"]\n{path.read_text()}', encoding="utf-8")
    assert ingest("sources", "check", "--live", "--tag", "eu", *LOOPBACK, cwd=three).code == 0
    assert not origin.asked("/gone.xml")


def test_without_live_nothing_is_asked(three: Path, origin: Origin) -> None:
    assert ingest("sources", "check", cwd=three).out == "schedules: 3 schedule files are right\n"
    assert not origin.requests


def test_a_terminal_shows_a_table_within_its_columns(three: Path) -> None:
    shown = on_terminal("sources", "check", "--live", *LOOPBACK, cwd=three)
    head = next(number for number, line in enumerate(shown) if "holds" in line and "problem" in line)
    assert shown[head + 1].startswith("gone")
    assert " NO " in shown[head + 1]
    assert all(len(line) <= 80 for line in shown[head + 1 :])
