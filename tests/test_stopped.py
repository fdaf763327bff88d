"""A fetch that is stopped, orderly or not, has kept what it reported, and goes on where it was."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from origin import Asked, Origin, answer
from program import LOOPBACK, ingest, start

COUNT = 40
WORDS = (
    "The council met on day {n} and agreed that bridge {n} over the river will be repaired before the winter, at a cost of {n} thousand. "
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Saved pages of no source, and `urls.txt`, which names them."""
    folder = tmp_path_factory.mktemp("pages")
    with (folder / "index.jsonl").open("w") as index, (folder / "urls.txt").open("w") as urls:
        for n in range(COUNT):
            (folder / f"{n}.html").write_text(html(n), encoding="utf-8")
            url = f"https://host{n % 8}.example/news/bridge-{n}"
            index.write(json.dumps({"url": url, "status": 200, "headers": [["content-type", "text/html"]], "file": f"{n}.html"}) + "\n")
            urls.write(url + "\n")
    return folder


def html(n: int) -> str:
    text = WORDS.format(n=n)
    paragraphs = "".join(f"<p>{text}{text.replace('council', who)}</p>" for who in ("assembly", "board", "committee"))
    body = f"<article><h1>Bridge {n} is repaired</h1>{paragraphs}</article>"
    return f"<html lang=en><head><title>Bridge {n}</title></head><body>{body}</body></html>"


def served(n: int) -> bytes:
    return answer(html(n).encode(), content_type="text/html; charset=utf-8")


def command(pages: Path, db: Path) -> list[str]:
    return [sys.executable, "-m", "ingest", "fetch", "--from", f"{pages}/urls.txt", "--replay", str(pages), "--db", str(db), "--json"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_what_was_reported_is_kept_and_a_second_run_completes_it(pages: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    db = tmp_path / "kept.db"
    with subprocess.Popen(command(pages, db), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(3)]
        os.kill(running.pid, number)
        rest, err = running.communicate(timeout=30)
    assert running.returncode == code
    assert "Traceback" not in err
    reported = {json.loads(line)["url"] for line in (*said, *rest.splitlines(keepends=True)) if line.endswith("\n")}
    assert kept(db) >= reported
    again = subprocess.run(command(pages, db), capture_output=True, text=True, check=False, timeout=60)
    assert again.returncode == 0, again.stderr
    assert len(kept(db)) == COUNT


def test_a_stop_is_obeyed_while_another_program_holds_the_archive(origin: Origin, tmp_path: Path) -> None:
    db = tmp_path / "archive.db"
    held = threading.Event()
    with closing(sqlite3.connect(db, isolation_level=None, timeout=30, check_same_thread=False)) as other:

        def takes_the_archive(_: Asked) -> bytes:
            other.execute("BEGIN IMMEDIATE")
            held.set()
            return served(2)

        targets = [origin.serve("/0", served(0)), origin.serve("/1", served(1)), origin.serve("/2", takes_the_archive, served(2))]
        with start("fetch", *targets, "--json", *LOOPBACK, cwd=tmp_path) as running:
            assert running.stdout is not None
            assert held.wait(60), "what the last page says cannot be kept while the archive is held, so the run cannot end by itself"
            os.kill(running.pid, signal.SIGTERM)
            out, err = running.communicate(timeout=60)
        other.rollback()
    assert (running.returncode, "Traceback" in err) == (143, False), err
    assert kept(db) >= {json.loads(line)["url"] for line in out.splitlines()}
    again = ingest("fetch", *targets, "--again", *LOOPBACK, cwd=tmp_path)
    assert again.code == 0, again.err
    assert len(kept(db)) == 3
    with closing(sqlite3.connect(db)) as opened:
        assert opened.execute("SELECT count(*) FROM runs WHERE ended_at IS NULL").fetchone() == (0,), (
            "the next process closes what it left open"
        )


def kept(db: Path) -> set[str]:
    """The URLs of all articles, none of which is there twice, in a file that is sound."""
    with closing(sqlite3.connect(db)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        urls = [url for (url,) in opened.execute("SELECT url FROM v_articles")]
    assert len(urls) == len(set(urls))
    return set(urls)
