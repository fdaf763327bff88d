"""What becomes of a command whose output nobody takes."""

import os
import sys
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest
from origin import Origin
from pages import article
from program import LOOPBACK, environment, html, ingest, rows

from ingest.cli.process.to_file import writing


def test_a_fetch_whose_output_is_full_or_read_no_further_ends_in_one_line(here: Path, origin: Origin) -> None:
    """It is no fault of the source that was at work, and nobody is asked in vain."""
    url = origin.serve("/bridge", html(article()))
    unread, written = os.pipe()
    os.close(unread)
    for why, out in (("No space left on device", os.open("/dev/full", os.O_WRONLY)), ("Broken pipe", written)):
        command = [sys.executable, "-m", "ingest", "fetch", url, "--json", "--again", *LOOPBACK]
        with Popen(command, stdout=out, stderr=PIPE, text=True, env=environment(), cwd=here) as ended:
            _, told = ended.communicate()
        os.close(out)
        assert (ended.returncode, told.splitlines()[-1]) == (
            1,
            f"ingest: standard output: {why}; stopped, and what was finished is kept",
        ), told
        assert "a fault of ingest" not in told
    assert rows(here / "archive.db", "SELECT count(*) FROM articles WHERE title = 'Bridge opened'") == [(1,)]


def test_messages_that_a_full_disk_does_not_take_end_no_work(here: Path, origin: Origin) -> None:
    url, gone = origin.serve("/bridge", html(article())), origin.url("/gone")
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "ingest", "fetch", gone, url, "--db", "new.db", *LOOPBACK]
        assert run(command, stderr=full, stdout=-1, check=False, env=environment(), cwd=here).returncode == 1
    assert rows(here / "new.db", "SELECT title FROM articles") == [("Bridge opened",)]


def test_a_recording_that_can_no_longer_be_written_ends_in_one_line_that_names_it(here: Path, origin: Origin) -> None:
    url = origin.serve("/bridge", html(article()))
    (here / "saved" / "index.jsonl").mkdir(parents=True)
    ended = ingest("fetch", url, *LOOPBACK, "--record", "saved", cwd=here)
    assert (ended.code, ended.err.splitlines()[-1]) == (
        1,
        "ingest: saved/index.jsonl: Is a directory; stopped, and what was finished is kept",
    ), ended.err


def test_a_full_disk_is_told_by_the_file_that_was_written() -> None:
    with (
        pytest.raises(OSError, match=r"No space left on device: 'articles\.csv'"),
        writing(Path("articles.csv")),
        open("/dev/full", "w") as full,
    ):
        full.write("x")
