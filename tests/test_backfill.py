"""History in bulk: WARC files read by a real cluster of processes, into an archive or a data set."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import psutil
import pytest
from origin import CLOSE, Origin, answer
from program import Ended, ingest, rows, start_anew
from warcs import CLAIMS_A_GIGABYTE, REFUSED, dirty, good, packed, page, record, url

from ingest.errors import ConfigError
from ingest.scale import finding, task
from ingest.scale.model import BackfillOrder, FileShare, PartReport, Selection
from ingest.scale.opening import PartFolder
from ingest.scale.parts import pages
from ingest.scale.reader import reader

PARTS = "SELECT share, part, start, next, pages, refused FROM imported_parts ORDER BY share"


def kept(folder: Path) -> list[tuple[object, ...]]:
    columns = "a.identity, a.language, r.seen_at, r.title, r.text, r.kind"
    return rows(folder / "archive.db", f"SELECT {columns} FROM revisions r JOIN articles a ON a.id = r.article ORDER BY 1, 3, 4")


def backfill(*arguments: str, cwd: Path) -> Ended:
    """In a process of its own from the start, as those that it starts itself need it."""
    running = start_anew("backfill", *arguments, cwd=cwd)
    out, err = running.communicate(timeout=300)
    assert "Traceback" not in err, err
    return Ended(running.returncode, out, err)


def crawl(folder: Path, files: int = 3, each: int = 4) -> None:
    """Files of some articles each, and one of dirt; the last one is not compressed and cut short behind a record of a gigabyte."""
    folder.mkdir()
    for file in range(files):
        (folder / f"{file}.warc.gz").write_bytes(packed(good(file * each + number) for number in range(each)))
    (folder / "dirt.warc.gz").write_bytes(packed(dirty(1000)))
    (folder / "last.warc").write_bytes(good(2000) + CLAIMS_A_GIGABYTE)


def test_an_archive_is_filled_as_by_import_and_nothing_is_taken_twice(tmp_path: Path) -> None:
    crawl(tmp_path / "crawl")
    once = backfill("crawl", "--workers", "2", "--json", cwd=tmp_path)
    assert once.code == 0, once.err
    assert sum(line["pages"] for line in once.lines) == 3 * 4 + 2 + 1
    assert {line["name"]: line["refused"] for line in once.lines if line["refused"]} == {"dirt.warc.gz": REFUSED, "last.warc": 1}
    assert "last.warc, byte" in once.err
    assert not (tmp_path / "archive.db-parts").exists()
    (tmp_path / "there").mkdir()
    ingest("import", *sorted((tmp_path / "crawl").iterdir()), cwd=tmp_path / "there")
    assert kept(tmp_path) == kept(tmp_path / "there")
    assert len(kept(tmp_path)) == 15
    assert ingest("verify", cwd=tmp_path).code == 0
    before = rows(tmp_path / "archive.db", PARTS), rows(tmp_path / "archive.db", "SELECT count(*) FROM fetches")
    again = ingest("backfill", "crawl", "--scheduler", "tcp://127.0.0.1:1", cwd=tmp_path)
    assert again.code == 0, f"what was read before takes no cluster: {again.err}"
    assert (rows(tmp_path / "archive.db", PARTS), rows(tmp_path / "archive.db", "SELECT count(*) FROM fetches")) == before
    assert "5 parts, 15 pages" in again.err


def test_a_data_set_has_what_is_wanted_by_when_it_was_seen_and_by_site(tmp_path: Path) -> None:
    with Origin() as origin:
        file = packed(
            [
                *(good(number, date=f"2024-0{1 + number % 2}-01T08:00:00Z") for number in range(8)),
                record(page(50, language="fr"), url(51)),
                good(52, date="2023-01-01T00:00:00Z"),
            ]
        )
        origin.serve("/crawl/a.warc.gz", answer(file))
        origin.serve("/warc.paths.gz", answer(packed([b"crawl/a.warc.gz\n"])))
        call = (origin.url("/warc.paths.gz"), "--to", "set", "--workers", "1", "--allow-net", "127.0.0.0/8")
        wanted = ("--site", "town0.example", "--site", "town1.example", "--lang", "en", "--since", "2024-01-01")
        told = backfill(*call, *wanted, cwd=tmp_path)
        assert told.code == 0, told.err
        assert all(asked.headers["user-agent"].startswith("ingest/") for asked in origin.asked("/crawl/a.warc.gz"))
        assert len(origin.asked("/robots.txt")) == 1
        found = duckdb.execute(
            f"SELECT year, month, url, site, language, seen_at::VARCHAR, length(text) > 400 "
            f"FROM read_parquet('{tmp_path}/set/**/*.parquet', hive_partitioning = true) ORDER BY url"
        ).fetchall()
        numbers = sorted((number for number in range(8) if number % 3 != 2), key=url)
        assert [(row[2], row[0], row[1]) for row in found] == [(url(number), 2024, 1 + number % 2) for number in numbers]
        assert {row[3:5] + row[6:] for row in found} == {("town0.example", "en", True), ("town1.example", "en", True)}
        before = sorted(tmp_path.rglob("*.parquet"))
        asked = len(origin.asked("/crawl/a.warc.gz"))
        assert backfill(*call, *wanted, cwd=tmp_path).code == 0
        assert sorted(tmp_path.rglob("*.parquet")) == before
        assert len(origin.asked("/crawl/a.warc.gz")) == asked
        other = backfill(*call, "--lang", "fr", cwd=tmp_path)
        assert (other.code, "another selection" in other.err) == (2, True)
        origin.serve("/robots.txt", answer(b"User-agent: *\nDisallow: /crawl/"))
        barred = backfill(*call[:1], "--workers", "1", "--to", "other", "--allow-net", "127.0.0.0/8", cwd=tmp_path)
        assert (barred.code, "robots.txt" in barred.err) == (2, True)


# ---------------------------------------------------------------- kills


@contextmanager
def scheduler(folder: Path, *of_worker: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler of Dask with one worker, apart from every command; its address, and the scheduler's process.

    `of_worker`: options of the worker.
    """
    place = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with subprocess.Popen([*command, "--scheduler-file", place], cwd=folder, stderr=subprocess.DEVNULL) as leader:
        while not (place.exists() and place.read_text(encoding="utf-8")):
            assert leader.poll() is None
            time.sleep(0.05)
        address = json.loads(place.read_text(encoding="utf-8"))["address"]
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", *of_worker]
        with subprocess.Popen([*command, "--death-timeout", "100"], cwd=folder, stderr=subprocess.DEVNULL) as worker:
            try:
                yield address, leader
            finally:
                for process in (worker, leader):
                    process.terminate()


def end(process: subprocess.Popen[str], *, after: int) -> None:
    """Kill a command, as a machine that loses power, once it has told of so many parts."""
    assert process.stdout is not None
    for _ in range(after):
        assert process.stdout.readline(), process.stderr.read() if process.stderr else ""
    process.kill()
    process.communicate()


def kill_a_worker(command: int) -> None:
    """One of the processes that Dask watches over, with the reader that belongs to it."""
    for process in psutil.Process(command).children(recursive=True):
        if any("spawn_main" in word for word in process.cmdline()) and process.children():
            process.kill()
            return


def test_whoever_is_killed_nothing_is_lost_and_nothing_taken_twice(tmp_path: Path) -> None:
    crawl(tmp_path / "crawl", files=8, each=3)
    call = ("crawl", "--json")
    with scheduler(tmp_path) as (address, leader):
        end(start_anew("backfill", *call, "--scheduler", address, cwd=tmp_path), after=2)
        orphan = start_anew("backfill", *call, "--scheduler", address, cwd=tmp_path)
        assert orphan.stdout is not None
        orphan.stdout.readline()
        leader.kill()
        _, said = orphan.communicate(timeout=200)
        assert orphan.returncode == 1
        assert "the scheduler is gone; the same command goes on" in said
        assert "Traceback" not in said
    last = start_anew("backfill", *call, "--workers", "2", cwd=tmp_path)
    assert last.stdout is not None
    for _ in range(3):
        last.stdout.readline()
        kill_a_worker(last.pid)
    _, said = last.communicate(timeout=300)
    assert last.returncode == 0, said
    assert rows(tmp_path / "archive.db", "SELECT count(*), sum(pages) FROM imported_parts") == [(10, 27)]
    assert len(kept(tmp_path)) == 27
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM fetches") == [(27,)]
    assert not (tmp_path / "archive.db-parts").exists()
    assert ingest("verify", cwd=tmp_path).code == 0


def test_a_stopped_run_ends_orderly_and_goes_on(tmp_path: Path) -> None:
    crawl(tmp_path / "crawl", files=5, each=3)
    running = start_anew("backfill", "crawl", "--to", "set", "--json", "--workers", "1", cwd=tmp_path)
    assert running.stdout is not None
    first = running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    rest, said = running.communicate(timeout=200)
    assert running.returncode == 143
    assert "stopped; the same command goes on" in said
    assert "Traceback" not in said
    done = {json.loads(line)["key"] for line in [first, *rest.splitlines()]}
    ended = backfill("crawl", "--to", "set", "--json", "--workers", "1", cwd=tmp_path)
    assert done < {line["key"] for line in ended.lines}
    assert duckdb.execute(f"SELECT count(*), count(DISTINCT url) FROM '{tmp_path}/set/*/*/*/*.parquet'").fetchall() == [(18, 18)]
    assert not list(tmp_path.rglob("*.partial"))


# ---------------------------------------------------------------- the parts of it, without a cluster


def read(folder: Path, share: FileShare, **selection: object) -> PartReport:
    order = BackfillOrder(form="archive", place=str(folder / "parts"), selection=Selection(**selection))  # type: ignore[arg-type]
    import msgspec

    return task.read(msgspec.json.encode(order), share)


@pytest.fixture
def no_process_stays() -> Iterator[None]:
    """What reads pages in this process is ended with the test."""
    yield
    reader().close()
    reader.cache_clear()


@pytest.mark.usefixtures("no_process_stays")
@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_a_file_in_parts_has_the_pages_of_the_whole_however_it_is_divided(tmp_path: Path, name: str) -> None:
    records = [good(number) for number in range(12)]
    (tmp_path / name).write_bytes(packed(records) if name.endswith(".gz") else b"".join(records))
    size = (tmp_path / name).stat().st_size
    share = FileShare(url=str(tmp_path / name), size=size, every=size // 4)
    cut = task.cuts(b'{"form":"archive","place":"","selection":{}}', share)
    assert len(cut) == 4
    followed, at = [share], share
    while (following := read(tmp_path, at).next) is not None:
        at = FileShare(url=share.url, size=size, every=share.every, start=following)
        followed.append(at)
    assert [one.key(Selection()) for one in cut] == [one.key(Selection()) for one in followed]
    reports = [read(tmp_path, one) for one in cut]
    found = [document.exchange.url for one in reports for document, _ in pages(PartFolder(str(tmp_path / "parts")), one.part)]
    assert found == [url(number) for number in range(12)]
    assert len(os.listdir(tmp_path / "parts")) == 4  # a share that is read again writes the same part


@pytest.mark.usefixtures("no_process_stays")
def test_a_file_that_cannot_be_read_on_is_no_damage(tmp_path: Path) -> None:
    with Origin() as origin:
        whole = packed(good(number) for number in range(3))
        origin.serve("/a.warc.gz", [answer(whole)[:-200], CLOSE])
        with pytest.raises(OSError, match=r"."):
            read(tmp_path, FileShare(url=origin.url("/a.warc.gz"), every=finding.EVERY))
    assert not (tmp_path / "parts").exists() or os.listdir(tmp_path / "parts") == []


def found_in(named: str, content: bytes = b"", base: str | None = None) -> list[str]:
    return [share.url for share in finding.shares(named, base, lambda _url: content)]


def test_paths_of_a_list_are_below_its_site_or_a_base_and_of_no_other_site(tmp_path: Path) -> None:
    place = "https://data.example/crawl-data/2024/warc.paths.gz"
    assert found_in(place, packed([b"crawl-data/a.warc.gz\n# no\n\nb.warc.gz\n"])) == [
        "https://data.example/crawl-data/a.warc.gz",
        "https://data.example/b.warc.gz",
    ]
    with pytest.raises(ConfigError, match="another site"):
        found_in(place, b"http://169.254.169.254/a.warc.gz")
    (tmp_path / "warc.paths").write_text("x/a.warc.gz\n", encoding="utf-8")
    assert found_in(str(tmp_path / "warc.paths"), base="s3://bucket/") == ["s3://bucket/x/a.warc.gz"]
    with pytest.raises(ConfigError, match="no such file"):
        found_in(str(tmp_path / "warc.paths"))
    with pytest.raises(ConfigError, match="no list"):
        found_in(place, b"\xff\xfe")


def test_folders_and_globs_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("b.warc.gz", "below/a.wacz", "c.txt"):
        (tmp_path / name).write_bytes(b"")
    assert found_in(str(tmp_path)) == [str(tmp_path / "b.warc.gz"), str(tmp_path / "below/a.wacz")]
    assert found_in(f"{tmp_path}/*.gz") == [str(tmp_path / "b.warc.gz")]
    with pytest.raises(ConfigError, match="no WARC"):
        found_in(f"{tmp_path}/*.zip")
