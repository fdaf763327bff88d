"""Killed at any moment, an archive is sound, holds all that was reported kept, and nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest
from archived import keep, sound

from ingest import archive
from ingest.archive.write import log

KEEPER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archived import keep, keep_page
from ingest import archive
with archive.Writer(archive.create_or_open(Path(sys.argv[1]))) as writer:
    for start in range(int(sys.argv[3]), 100_000, 5):
        numbers = range(start, start + 5)
        text = "Text of some length. " * 200
        calls = [writer.submit(keep_page, f"Title {n}", text, url=f"https://example.com/{n}") for n in numbers]
        for number, call in zip(numbers, calls):
            call.result()
            print(number, flush=True)
"""


def kept_until_killed(path: Path, start: int, lines: int) -> list[int]:
    """Numbers that a process reported as kept before it was killed, `lines` of them or a few more."""
    command = [sys.executable, "-c", KEEPER, str(path), str(Path(__file__).parent), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reported = [int(process.stdout.readline()) for _ in range(lines)]
        process.kill()
        return reported + [int(line) for line in process.stdout.read().splitlines() if line]


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_reported_kept_is_there_once_after_a_kill(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "a.db"
    first = kept_until_killed(path, 0, lines)
    reported = first + kept_until_killed(path, max(first), 2)
    with archive.create_or_open(path) as opened:
        assert sound(opened) == ()
        held = [title for (title,) in opened.db.execute("SELECT title FROM v_articles")]
        assert len(held) == len(set(held))
        assert {f"Title {number}" for number in reported} <= set(held)
        assert opened.db.execute("SELECT count(*) FROM revisions").fetchone() == (len(held),)


def test_a_run_that_nobody_ended_is_marked_so_by_the_next(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        keep(opened, "Title", "Text")
        with opened.batch() as db:
            log.start_run(db, 1, "2024-12-19T03:00:00Z")
        with opened.batch() as db:
            assert log.close_interrupted_runs(db) == 1
            assert log.close_interrupted_runs(db) == 0
        assert opened.db.execute("SELECT outcome FROM runs ORDER BY id").fetchall() == [("ok",), ("interrupted",)]
