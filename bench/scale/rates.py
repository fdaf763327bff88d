"""What it costs to read history in bulk: rates.py FOLDER [--pages N] [--ours]

FOLDER: saved pages, .html or .html.gz, at any depth. They become one WARC, which is read

- by fastwarc and trafilatura, into Parquet, when trafilatura is installed,
- by ingest's own functions in one process, into a data set and into parts for an archive,
- by `ingest backfill` with one worker and with two.

Printed are seconds of processor time, of all processes together, a page: the machine may be busy with other work. Of the commands also
the memory of each kind of process at its highest, and its part of that time: the archive's writer is no part of reading.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil

FEW = 6  # pages of the run that shows what a start costs
DATE = "2024-03-01T08:00:{:02}Z"


def saved(folder: Path, most: int) -> Iterator[bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))
    for path in paths[:: max(1, len(paths) // most)][:most]:
        body = path.read_bytes()
        yield gzip.decompress(body) if path.suffix == ".gz" else body


def written(folder: Path, target: Path, most: int, files: int) -> int:
    """The pages as so many WARC files."""
    outs = [(target / f"{number}.warc.gz").open("wb") for number in range(files)]
    number = 0
    for number, body in enumerate(saved(folder, most), start=1):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        url, date = f"https://site{number % 97}.example/news/2024/article-{number}", DATE.format(number % 60)
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: {date}\r\nWARC-Target-URI: {url}\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        outs[number % files].write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    for out in outs:
        out.close()
    return number


def peer(files: list[Path], target: Path) -> int:
    import pyarrow
    import trafilatura
    from fastwarc import warc
    from pyarrow import parquet

    rows = []
    for file in files:
        with file.open("rb") as stream:
            for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, auto_decode="all", fsspec_args=False):
                found = trafilatura.bare_extraction(record.reader.read(), url=record.headers["WARC-Target-URI"], with_metadata=True)
                if found is not None:
                    rows.append({name: getattr(found, name) for name in ("url", "title", "author", "date", "text", "language")})
    parquet.write_table(pyarrow.Table.from_pylist(rows), target / "peer.parquet", compression="zstd")
    return len(rows)


def one_process(files: list[Path], target: Path, *, bare: bool) -> int:
    """The functions that a worker calls, called here."""
    from ingest.core.model import ADHOC
    from ingest.core.parsed import Bare, Parsed, Trouble
    from ingest.imported import warc
    from ingest.pipeline.workers import worker
    from ingest.pipeline.workers.task import InBulk, Task
    from ingest.scale.dataset import ArticleSetWriter
    from ingest.scale.model import PartReport
    from ingest.scale.opening import PartFolder
    from ingest.scale.parts import PartWriter

    number = 0
    for place, file in enumerate(files):
        folder = PartFolder(str(target))
        writer = ArticleSetWriter(folder, f"{place:032}") if bare else PartWriter(folder, f"{place:032}")
        with file.open("rb") as stream:
            for document in warc.pages_in(stream, file.name, warc.Stretch(), "2999-01-01T00:00:00Z", print, None, print):
                answer = worker.answer(Task(document, ADHOC, in_bulk=InBulk(bare=bare)))
                if isinstance(writer, ArticleSetWriter):
                    if isinstance(answer.reading, Bare):
                        writer.add(document, answer, "adhoc")
                elif isinstance(answer.reading, Parsed | Trouble):
                    writer.add(document, answer)
                number += 1
        writer.finish(PartReport(key="", name=file.name, start=0))
    return number


def in_one(said: str) -> None:
    """Runs one of the two above in this process, and prints the CPU it took."""
    what, files, target = msgspec.json.decode(said)
    paths = [Path(file) for file in files]
    call: dict[str, Callable[[], int]] = {
        "peer": lambda: peer(paths, Path(target)),
        "dataset": lambda: one_process(paths, Path(target), bare=True),
        "archive": lambda: one_process(paths, Path(target), bare=False),
    }
    began = time.process_time()
    call[what]()
    print(time.process_time() - began)


def measured(what: str, files: list[Path], target: Path) -> float:
    target.mkdir()
    said = msgspec.json.encode((what, [str(file) for file in files], str(target))).decode()
    ended = subprocess.run([sys.executable, __file__, "--one", said], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(ended.stderr)
    return float(ended.stdout.split()[-1])


class Watched:
    """A command and all that it started: their processor time, and the memory of each kind of process."""

    def __init__(self, command: list[str], cwd: Path) -> None:
        began = time.monotonic()
        cpu: dict[int, tuple[str, float]] = {}
        self.memory: dict[str, int] = {}
        with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            top = psutil.Process(process.pid)
            while process.poll() is None:
                try:
                    for one in [top, *top.children(recursive=True)]:
                        with one.oneshot():
                            times, kind = one.cpu_times(), _kind(one, top)
                            cpu[one.pid] = kind, times.user + times.system
                            self.memory[kind] = max(self.memory.get(kind, 0), one.memory_full_info().pss)
                except psutil.Error:
                    pass
                time.sleep(0.3)
            assert process.stderr is not None
            self.said = process.stderr.read()
        self.by_kind: Counter[str] = Counter()  # seconds of CPU
        for kind, seconds in cpu.values():
            self.by_kind[kind] += seconds  # type: ignore[assignment]
        self.cpu, self.wall, self.code = self.by_kind.total(), time.monotonic() - began, process.returncode


def _kind(one: psutil.Process, top: psutil.Process) -> str:
    words = " ".join(one.cmdline())
    return (
        "command, with the writer"
        if one.pid == top.pid
        else "reader"
        if "workers.worker" in words
        else "worker"
        if "spawn" in words
        else "other"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--files", type=int, default=6, help="WARC files that they are divided into")
    parser.add_argument("--ours", action="store_true", help="without the peer, which takes five times as long as all else")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        in_one(asked.one)
        return
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        (here / "crawl").mkdir()
        number = written(asked.folder, here / "crawl", asked.pages, asked.files)
        files = sorted((here / "crawl").iterdir())
        size = sum(file.stat().st_size for file in files)
        print(f"{number} pages in {asked.files} files of {size / 1e6:.1f} MB together; milliseconds of CPU a page")
        alone: dict[str, float] = {}
        for what in ("dataset", "archive") if asked.ours else ("peer", "dataset", "archive"):
            try:
                alone[what] = measured(what, files, here / what) / number * 1000
                print(f"{what:10} in one process     {alone[what]:6.1f}")
            except SystemExit as error:
                print(f"{what}: {str(error).strip().splitlines()[-1]}")
        command = [sys.executable, "-m", "ingest", "backfill", "crawl"]
        empty = here / "empty"
        empty.mkdir()
        (empty / "crawl").mkdir()
        written(asked.folder, empty / "crawl", FEW, FEW)  # so that the readers of all workers start too
        for workers in (1, 2):
            for form in ("dataset", "archive"):
                to = ["--to" if form == "dataset" else "--db", f"{form}{workers}", "--workers", str(workers)]
                idle = Watched([*command, *to], empty)
                run = Watched([*command, *to], here)
                cost = (run.cpu - idle.cpu) / (number - FEW) * 1000
                share = f"   {cost / alone[form]:.2f} of one process" if form in alone else ""
                print(f"{form:10} {workers} at work          {cost:6.1f}   start {idle.cpu:.1f} s CPU, in all {run.wall:.0f} s{share}")
                for kind, most in sorted(run.memory.items()):
                    each = (run.by_kind[kind] - idle.by_kind[kind]) / (number - FEW) * 1000
                    print(f"           {kind:26} {most / 1e6:5.0f} MB {each:6.1f} ms")


if __name__ == "__main__":
    main()
