"""`ingest status`, and how articles and stories stand at a terminal of eighty columns."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from archived import URL, keep
from program import ingest, on_terminal
from rich.cells import cell_len

from ingest.archive import create_or_open
from ingest.archive.write import health_state, source_state
from ingest.core.health.keeping import Carried
from ingest.core.health.model import Health, State
from ingest.core.model import Source
from ingest.core.spoken.moments import ago
from ingest.core.times import utc_text

NOW = "2026-03-01T12:00:00Z"
PROBLEM = "https://www.example.com/feed: the listing answered 404 Not Found, and has done so for as long as anybody remembers, since 2019"
TITLE = "The railway bridge over the river was opened on Monday after three years of work, the ministry said in a statement"
CHINESE = "各部门要认真贯彻落实会议精神，确保完成全年任务。" * 4


def after(seconds: float) -> str:
    return utc_text(datetime.now(UTC) + timedelta(seconds=seconds))


@pytest.fixture
def kept(here: Path) -> Path:
    """One source that is well, one that fails, one that is too young to judge but failed, one whose next look a wrong clock has planned."""
    with create_or_open(here / "archive.db") as archive:
        long = Source(name="a-source-whose-name-is-longer-than-a-line-has-room-for", title="Ministry")
        keep(archive, TITLE, "The ministry opened it. " * 30 + f"\n\n{CHINESE}", source=long)
        with archive.batch() as db:
            looked = (("well", 0, -5400, 5400), ("broken", 3, -9000, 9000), ("young", 1, -60, 60), ("ahead", 0, -60, 5 * 365 * 86400))
            for name, failures, last, due in looked:
                id = source_state.save(db, Source(name=name, title=name))
                sql = "UPDATE sources SET failures = ?, last_run_at = ?, next_due_at = ?, interval = 14400, problem = ? WHERE id = ?"
                db.execute(sql, (failures, after(last), after(due), PROBLEM if failures else None, id))
                state = State.NEW if name == "young" else State.FAILING if failures else State.HEALTHY
                health = Health(state=state, since=after(-9000), reason=PROBLEM if failures else "as it usually is", before=URL)
                health_state.save(db, id, health, Carried(day=1))
    return here


def test_the_table_fits_eighty_columns_and_trouble_has_lines_of_its_own(kept: Path) -> None:
    shown = on_terminal("status", cwd=kept)
    assert max(map(len, shown)) <= 80
    (broken,) = (number for number, line in enumerate(shown) if line.startswith("broken"))
    assert shown[broken].split() == ["broken", "failing", "0", "2", "h", "ago", "in", "2", "h"]
    assert " ".join(" ".join(shown[broken + 1 : broken + 4]).split()) == f"since 2 h ago: {PROBLEM} before: {URL}"
    assert shown[broken + 2].startswith("    "), "a line that goes on hangs deeper"
    (young,) = (number for number, line in enumerate(shown) if line.startswith("young"))
    assert " ".join(" ".join(shown[young + 1 : young + 3]).split()) == PROBLEM, "what its last run met is no older than that"
    (well,) = (line for line in shown if line.startswith("well"))
    assert well.split() == ["well", "healthy", "0", "1", "h", "ago", "in", "1", "h"]


@pytest.mark.parametrize("columns", [65, 40, 10])
def test_a_narrow_terminal_shows_each_source_in_lines_that_fit(kept: Path, columns: int) -> None:
    shown = on_terminal("status", cwd=kept, columns=columns)
    assert "broken: failing" in shown
    assert "well: healthy" in shown
    told = " ".join(" ".join(shown).split())
    assert "0 articles; last run 1 h ago; next in 1 h" in told
    names = ("broken", "well", "ahead", "a-source")
    assert all(len(line) <= max(24, columns) or line.startswith(names) or "https://" in line for line in shown)


def test_a_search_wraps_at_words_below_its_title(kept: Path) -> None:
    shown = on_terminal("search", "railway bridge", cwd=kept, columns=40)
    assert shown[0].startswith("1  The railway bridge")
    assert shown[1].startswith("    ")
    assert [line for line in shown if len(line) > 40] == [shown[4]], "the name of a source is not broken"
    assert TITLE in " ".join(" ".join(shown).split())


def test_a_look_that_a_clock_planned_too_far_ahead_is_told(kept: Path) -> None:
    lines = [line.split("\t") for line in ingest("status", cwd=kept).out.splitlines()]
    (ahead,) = (line for line in lines if line[0] == "ahead")
    assert ahead[1] == "clock"
    assert "by a clock that ran ahead" in ahead[7]


def test_a_pipe_has_a_header_and_times_in_full(kept: Path) -> None:
    lines = [line.split("\t") for line in ingest("status", cwd=kept).out.splitlines()]
    columns = ["source", "health", "articles", "last run", "next", "last run's verdicts", "since", "reason", "before", "after"]
    assert lines[1] == columns
    (broken,) = (line for line in lines if line[0] == "broken")
    assert broken[3].endswith("Z")
    assert broken[7:9] == [PROBLEM, URL]


def test_check_exits_1_and_shows_who_needs_attention(kept: Path) -> None:
    ended = ingest("status", "--check", cwd=kept)
    assert ended.code == 1
    assert [line.split("\t")[0] for line in ended.out.splitlines()[2:]] == ["broken", "ahead"]
    with create_or_open(kept / "archive.db") as archive, archive.batch() as db:
        db.execute("UPDATE sources SET failures = 0, problem = NULL, next_due_at = NULL")
        db.execute("UPDATE health SET state = 'healthy'")
    assert ingest("status", "--check", cwd=kept).code == 0


def test_json_has_totals_titles_and_times(kept: Path) -> None:
    whole, *sources = (json.loads(line) for line in ingest("status", "--json", cwd=kept).out.splitlines())
    assert (whole["archive"], whole["articles"], whole["revisions"], whole["gone"]) == (str(kept / "archive.db"), 1, 1, 0)
    (broken,) = (one for one in sources if one["name"] == "broken")
    assert {
        "title",
        "last_run_at",
        "last_ok_at",
        "next_due_at",
        "interval",
        "failures",
        "problem",
        "verdicts",
        "health",
        "weeks",
    } <= broken.keys()


def test_versions_and_facts_of_an_article_wrap_below_themselves_and_a_pipe_names_its_columns(here: Path) -> None:
    byline = "بقلم " + "محرر الشؤون المحلية والاقتصادية في الصحيفة " * 4
    with create_or_open(here / "archive.db") as archive:
        keep(archive, CHINESE, f"The ministry opened it. {CHINESE}", byline=byline)
        keep(archive, f"{CHINESE}二", f"The ministry closed it. {CHINESE}", byline=byline, kind="edit", at="2026-03-02T10:00:00Z")
    shown = on_terminal("show", "1", "--revisions", cwd=here) + on_terminal("show", "1", cwd=here)
    assert all(cell_len(line) <= 80 for line in shown), shown
    (first,) = (number for number, line in enumerate(shown) if line.startswith("byline:"))
    assert shown[first + 1].startswith(" " * 14 + "المحلية")
    lines = [line.split("\t") for line in ingest("show", "1", "--revisions", cwd=here).out.splitlines()]
    assert lines[0] == ["version", "seen", "kind", "change", "reason", "title"]
    assert [line[0] for line in lines[1:]] == ["1", "2"]
    found = [line.split("\t") for line in ingest("search", "closed", cwd=here).out.splitlines()]
    assert found[0] == ["article", "day", "language", "source", "title", "url", "excerpt", "version", "page"]
    assert [len(line) for line in found] == [9, 9]
    assert ingest("search", "bicycle", cwd=here).out == ""


def test_articles_and_stories_wrap_at_words(kept: Path) -> None:
    for command in ("show", "story"):
        shown = on_terminal(command, "1", cwd=kept)
        columns = [sum(2 if ord(letter) > 0x2E80 else 1 for letter in line) for line in shown]
        assert max(columns) <= 80
        assert " ".join(TITLE.split()[:8]) in shown[0]
        assert shown[1].startswith("  ")
    assert "The ministry opened it. " * 30 in ingest("show", "1", cwd=kept).out + " ", "a pipe has a paragraph in one line"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-03-01T11:59:48Z", "12 s ago"),
        ("2026-03-01T11:56:01Z", "3 min ago"),
        ("2026-03-01T12:59:59Z", "in 59 min"),
        ("2026-03-01T07:00:00Z", "5 h ago"),
        ("2026-03-03T12:00:00Z", "in 2 d"),
        ("2025-12-01T12:00:00Z", "2025-12-01"),
        ("2031-03-01T12:00:00Z", "2031-03-01"),
        (NOW, "0 s ago"),
    ],
)
def test_a_moment_is_told_as_seen_from_now(at: str, shown: str) -> None:
    assert ago(at, NOW) == shown
