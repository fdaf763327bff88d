"""Ten workers, the scheduler and the writer are killed in one run, and the same command ends it: kills.py FOLDER [--pages N] [--kills N]

FOLDER: saved pages, .html or .html.gz, at any depth. They become WARC files of ten pages. `ingest backfill --scheduler` reads them into an
archive; meanwhile one worker after another is ended with SIGKILL, then the command itself, then, under the same command, the scheduler;
a new scheduler at the same address lets the same command go on. What is kept is held against an archive that `ingest import` makes of the
same files: the same addresses, the same texts, each page once. Exit code 1 when it is not.
"""

import argparse
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psutil
from rates import written

EACH = 10  # pages of a file


@contextmanager
def cluster(port: int, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
    """A scheduler and a keeper of one worker, who starts another when it is killed."""
    address = f"tcp://127.0.0.1:{port}"
    run = [sys.executable, "-m"]
    leader = [*run, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    keeper = [*run, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "200"]
    with (
        subprocess.Popen(leader, cwd=folder, stderr=subprocess.DEVNULL) as first,
        subprocess.Popen(keeper, cwd=folder, stderr=subprocess.DEVNULL) as second,
    ):
        try:
            yield first, second
        finally:
            second.terminate()
            first.terminate()


def killed_worker(keeper: int) -> bool:
    for process in psutil.Process(keeper).children(recursive=True):
        with suppress(psutil.Error):  # it has just ended
            if any("spawn_main" in word for word in process.cmdline()) and process.children():  # with the reader that belongs to it
                process.kill()
                return True
    return False


def lines(stream: IO[str] | None, most: int) -> int:
    assert stream is not None
    return sum(1 for _ in zip(range(most), iter(stream.readline, ""), strict=False))


def texts(path: Path) -> list[tuple[str, str, int]]:
    sql = """
        SELECT u.url, r.fingerprint, count(*) FROM revisions r JOIN snapshots s ON s.id = r.snapshot JOIN urls u ON u.id = s.url
        GROUP BY 1, 2 ORDER BY 1, 2
    """
    with sqlite3.connect(path) as db:
        return db.execute(sql).fetchall()


def looks(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as db:
        return db.execute("SELECT u.url, f.verdict FROM fetches f JOIN urls u ON u.id = f.url ORDER BY 1, 2").fetchall()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--kills", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        here, port = Path(name), free_port()
        (here / "crawl").mkdir()
        pages = written(asked.folder, here / "crawl", asked.pages, max(1, asked.pages // EACH))
        run = [sys.executable, "-m", "ingest"]
        command = [*run, "backfill", "crawl", "--json", "--scheduler", f"tcp://127.0.0.1:{port}"]

        def started() -> subprocess.Popen[str]:
            return subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

        workers = 0
        with cluster(port, here) as (leader, keeper):
            writer = started()
            while workers < asked.kills:
                if killed_worker(keeper.pid):
                    workers += 1
                    if workers % 2:
                        lines(writer.stdout, 1)  # a share is done between two of the kills, so that none is killed four times over
                else:
                    time.sleep(0.2)
            lines(writer.stdout, 2)
            writer.kill()
            writer.communicate()
            print(f"{workers} workers killed, then the writer: {len(texts(here / 'archive.db'))} texts are kept", flush=True)
            orphan = started()
            lines(orphan.stdout, 2)
            leader.kill()
            said = orphan.communicate()[1]
            print(f"scheduler killed, exit code {orphan.returncode}: {said.strip().splitlines()[-1]}", flush=True)
        with cluster(port, here):
            ended = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)
            print(f"the same command: exit code {ended.returncode}", flush=True)
        files = [str(file) for file in sorted((here / "crawl").iterdir())]
        plain = subprocess.run([*run, "import", *files, "--db", "plain.db"], cwd=here, capture_output=True, text=True, check=False)
        print(f"ingest import: exit code {plain.returncode}", (plain.stdout + plain.stderr).strip().splitlines()[-1], flush=True)
        sound = subprocess.run([*run, "verify"], cwd=here, capture_output=True, text=True, check=False)
        print((sound.stdout + sound.stderr).strip())
        left = list(here.rglob("*.partial")) + list(here.glob("archive.db-parts"))
        same = texts(here / "archive.db") == texts(here / "plain.db"), looks(here / "archive.db") == looks(here / "plain.db")
        kept = texts(here / "archive.db")
        twice = sum(number > 1 for *_, number in kept)
        print(f"{pages} pages, {len(kept)} texts, {twice} twice; left behind: {left}")
        print(f"as `ingest import` keeps them: texts {same[0]}, requests {same[1]}")
        return 0 if all(same) and not twice and not left and ended.returncode == sound.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
