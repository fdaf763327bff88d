"""`ingest daemon`, as a process: what is due is fetched, files that change are read again, SIGTERM ends it orderly."""

import re
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from forked import Started
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, ingest, rows, start

SOURCE = 'title = "{name}"\nevery = "1h"\nback = "all"\n[[listing]]\nkind = "feed"\nurl = "{url}"\n'


def html(body: bytes) -> bytes:
    return answer(body, Content_Type="text/html; charset=utf-8")


def source(here: Path, name: str, url: str) -> None:
    (here / "schedules").mkdir(exist_ok=True)
    (here / "schedules" / f"{name}.toml").write_text(SOURCE.format(name=name, url=url), encoding="utf-8")


def site(origin: Origin, name: str) -> str:
    page = origin.serve(f"/{name}/1", html(article(f"Bridge of {name} opened")))
    return origin.serve(f"/{name}/feed", answer(feed(page)))


@contextmanager
def daemon(here: Path) -> Iterator[Started]:
    running = start("daemon", *LOOPBACK, cwd=here)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def until(true: Callable[[], object], running: Started) -> None:
    """Wait for a condition, half a minute at most."""
    end = monotonic() + 30
    while not true():
        assert running.poll() is None, running.communicate()
        assert monotonic() < end
        sleep(0.05)


def stopped(running: Started) -> str:
    """SIGTERM; what it said."""
    running.send_signal(signal.SIGTERM)
    _, err = running.communicate(timeout=10)  # the promise: within ten seconds
    assert running.returncode == 143
    return err


def kept(here: Path) -> int:
    """How many articles; 0 while the archive is being made."""
    archive = here / "archive.db"
    made = archive.exists() and rows(archive, "SELECT 1 FROM sqlite_master WHERE name = 'v_links'")
    return int(rows(archive, "SELECT count(*) FROM articles")[0][0]) if made else 0


def test_what_is_due_is_fetched_once_and_sigterm_keeps_it(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "one", site(origin, "one"))
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1 and rows(tmp_path / "archive.db", "SELECT 1 FROM runs WHERE ended_at IS NOT NULL"), running)
        assert "stopped; what was finished is kept" in stopped(running)
    assert rows(tmp_path / "archive.db", "PRAGMA integrity_check") == [("ok",)]
    with daemon(tmp_path) as running:
        assert running.stderr is not None
        assert "running for" in running.stderr.readline()
        stopped(running)
    assert len(origin.asked("/one/feed")) == 1, "a restart does not make due what is not"


def test_a_schedule_file_that_is_added_is_run_and_a_wrong_one_is_told_of(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "one", site(origin, "one"))
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1, running)
        (tmp_path / "schedules" / "wrong.toml").write_text('titel = "x"', encoding="utf-8")
        source(tmp_path, "two", site(origin, "two"))
        until(lambda: kept(tmp_path) == 2, running)
        assert "wrong.toml: titel: unknown key; did you mean title?" in stopped(running)


def test_the_log_is_signed_where_the_file_says_so(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "north", site(origin, "north"))
    (tmp_path / "ingest.toml").write_text('[seal]\nkey = "seal.key"\n', encoding="utf-8")
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1 and rows(tmp_path / "archive.db", "SELECT 1 FROM checkpoints"), running)
        stopped(running)
    assert ingest("verify", cwd=tmp_path).code == 0


def test_the_whole_built_in_set_is_run_only_when_asked_for(tmp_path: Path) -> None:
    ended = ingest("daemon", "--db", "a.db", cwd=tmp_path)
    assert ended.code == 2
    assert "built-in sources for months: name a folder of your own with --schedules, or say --all" in ended.err
    assert not (tmp_path / "a.db").exists()


def test_a_source_that_fails_does_not_stop_the_others(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "broken", origin.serve("/broken", answer(b"no", 404)))
    source(tmp_path, "sound", site(origin, "sound"))
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1 and rows(tmp_path / "archive.db", "SELECT 1 FROM sources WHERE failures = 1"), running)
        assert "broken: " in stopped(running)


def test_older_pages_are_walked_over_where_the_file_says_so_and_todays_articles_go_first(tmp_path: Path, origin: Origin) -> None:
    names = [f"the-bridge-number-{n}-was-opened" for n in "one two three four".split()]  # noqa: SIM905
    pages = [origin.serve(f"/news/{name}", html(article(name.replace("-", " ").capitalize()))) for name in names]
    for number, page in enumerate(pages, 1):
        older = f'<a href="/news?page={number + 1}">Older posts</a>' if number < len(pages) else ""
        body = f'<html><body><main><h2><a href="{page}">The bridge number {number} was opened</a></h2></main>{older}</body></html>'
        origin.serve("/news" if number == 1 else f"/news?page={number}", html(body.encode()))
    source(tmp_path, "one", origin.url("/news"))
    file = tmp_path / "schedules" / "one.toml"
    file.write_text('history = "all"\n' + file.read_text(encoding="utf-8").replace('"feed"', '"page"'), encoding="utf-8")
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 4, running)
        until(lambda: rows(tmp_path / "archive.db", "SELECT 1 FROM v_walks WHERE ended_at IS NOT NULL"), running)
        stopped(running)
    asked = [request.path for request in origin.requests if request.path.startswith("/news")]
    assert asked.index("/news/the-bridge-number-one-was-opened") < asked.index("/news?page=2")
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM walked") == [(3,)]


def test_one_daemon_an_archive(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "one", site(origin, "one"))
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1, running)
        assert ingest("daemon", *LOOPBACK, cwd=tmp_path).code == 75
        assert ingest("search", "bridge", cwd=tmp_path).out.splitlines()[1].startswith("1\t")


def test_a_killed_daemon_leaves_a_sound_archive_and_the_next_goes_on(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "one", site(origin, "one"))
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1, running)
    assert rows(tmp_path / "archive.db", "PRAGMA integrity_check") == [("ok",)]
    assert ingest("fetch", *LOOPBACK, cwd=tmp_path).code == 0
    assert kept(tmp_path) == 1


def test_what_a_killed_daemon_left_is_asked_for_as_soon_as_the_next_starts(tmp_path: Path, origin: Origin) -> None:
    pages = [origin.serve("/one/1", html(article())), origin.serve("/one/2", [60.0], html(article("Ferry given up")))]
    source(tmp_path, "one", origin.serve("/one/feed", answer(feed(*pages))))
    with daemon(tmp_path) as running:
        until(lambda: origin.asked("/one/2") and kept(tmp_path) == 1, running)
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 2, running)


def test_a_broken_schedule_file_stops_the_start_of_no_other_and_sighup_reads_it_again(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, "one", site(origin, "one"))
    broken = tmp_path / "schedules" / "broken.toml"
    broken.write_text('titel = "x"', encoding="utf-8")
    assert ingest("fetch", *LOOPBACK, cwd=tmp_path).code == 2, "the command line refuses"
    with daemon(tmp_path) as running:
        until(lambda: kept(tmp_path) == 1, running)
        running.send_signal(signal.SIGHUP)
        source(tmp_path, "two", site(origin, "two"))
        until(lambda: kept(tmp_path) == 2, running)
        assert stopped(running).count("broken.toml: titel: unknown key") == 2


@pytest.mark.parametrize("table", ["sources", "urls", "runs", "hosts"])
def test_a_malformed_page_ends_the_daemon_with_what_to_do(tmp_path: Path, origin: Origin, table: str) -> None:
    source(tmp_path, "one", site(origin, "one"))
    assert ingest("fetch", *LOOPBACK, cwd=tmp_path).code == 0
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE sources SET next_due_at = NULL")
        db.execute("UPDATE urls SET next_due_at = '2024-01-01T00:00:00Z'")
    ((size,), (root,)) = rows(path, "PRAGMA page_size"), rows(path, f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")
    with path.open("r+b") as file:
        file.seek((root[0] - 1) * size[0])
        file.write(b"\xff" * size[0])
    ended = ingest("daemon", *LOOPBACK, cwd=tmp_path)
    assert ended.code == 2
    (line,) = [line for line in ended.err.splitlines() if ": malformed;" in line]
    assert re.search(r"archive\.db: malformed; stop what writes to it, then `ingest restore COPY --db FILE`", line)
    assert "a fault of ingest" not in ended.err
