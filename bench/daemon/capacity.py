"""What a number of sources costs the daemon: python bench/daemon/capacity.py [100 1000 ...] [--looks SECONDS].

For each number, schedule files are written, and a process of its own tells the CPU seconds of the first reading and registration (start),
the same over an archive that knows them (restart), milliseconds of CPU of one edit (its source kept; a look at all files), and times the
query of a tick. Then the sources are looked at over the loopback interface for so many seconds, each listing a feed that answers 304 after
the first time: looks a second, CPU a look, memory.
"""

import argparse
import asyncio
import resource
import sqlite3
import subprocess
import sys
import threading
from contextlib import AsyncExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from ingest import archive
from ingest.archive.read import lookups
from ingest.archive.write import host_state, source_state
from ingest.cli.options.network import Network, way
from ingest.core.urls import Owners
from ingest.daemon import Daemon
from ingest.daemon.files import Files
from ingest.fetch import Fetcher, HostState, Settings, SystemClock
from ingest.pipeline.byte_budget import ByteBudget
from ingest.pipeline.resources import Resources
from ingest.pipeline.workers.pool import Workers
from ingest.sources import Folder

SOURCE = """
title = "Source {n}"
homepage = "http://127.{a}.{b}.{c}:8080/"
every = "10s"
[[listing]]
kind = "feed"
url = "http://127.{a}.{b}.{c}:8080/f"
"""


def written(folder: Path, count: int) -> None:
    folder.mkdir()
    for n in range(count):
        a, b, c = 1 + n // 62500, n // 250 % 250, 1 + n % 250
        (folder / f"source-{n}.toml").write_text(SOURCE.format(n=n, a=a, b=b, c=c), encoding="utf-8")


class _Feed(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    body = b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>'

    def do_GET(self) -> None:
        found = self.path == "/f"
        fresh = self.headers.get("If-None-Match") == '"1"'
        self.send_response(404 if not found else 304 if fresh else 200)
        self.send_header("ETag", '"1"')
        body = self.body if found and not fresh else b""
        if not (found and fresh):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 1024  # connections that come at once, which its default of 5 would refuse

    def handle_error(self, *_: object) -> None:
        """Connections that the measured process leaves when it ends."""


def serve() -> None:
    """The sources, on every address of the loopback interface, until standard input ends."""
    server = _Server(("0.0.0.0", 8080), _Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    sys.stdin.read()


async def measure(here: Path, looks: float) -> None:
    clock, notes = SystemClock(), list[str]()
    async with AsyncExitStack() as stack:
        opened = archive.create_or_open(here / "archive.db")
        writer = stack.enter_context(archive.Writer(opened))
        reader = stack.enter_context(archive.open_readonly(opened.path)).db

        async def started() -> tuple[int, float]:
            began = process_time()
            files = Files(Folder(here / "schedules"), Owners(()), writer, clock, notes.append)
            await files.look()
            return len(files.sources), process_time() - began

        count, first = await started()
        _, again = await started()
        folder = Folder(here / "schedules")
        folder.read()
        edited = here / "schedules" / "source-0.toml"
        edited.write_text(edited.read_text(encoding="utf-8").replace("Source 0", "Source zero"), encoding="utf-8")
        began = process_time()
        change = folder.read()
        looked, began = process_time() - began, process_time()
        await writer.do(source_state.save_all, change.sources.values(), clock.now())
        edit = process_time() - began
        began = perf_counter()
        lookups.due_sources(reader, clock.now(), 1000)
        tick = perf_counter() - began
        budget = ByteBudget()

        def save(host: HostState) -> None:
            writer.queue(host_state.save, host.host, host)

        transport, addresses = way(Network(allow_net=("127.0.0.0/8",)), clock)
        fetcher = Fetcher(
            Settings(contact="https://example.org/contact", delay=0),
            transport=transport,
            addresses=addresses,
            clock=clock,
            hosts=lambda host: host_state.load(reader, host, HostState),
            save=save,
            log=lambda *_: None,
            room=budget.free,
        )
        workers = await stack.enter_async_context(Workers())
        await stack.enter_async_context(fetcher)
        resources = Resources(
            reader=reader,
            writer=writer,
            fetcher=fetcher,
            workers=workers,
            budget=budget,
            clock=clock,
            owners=Owners(()),
            tell=lambda _: None,
            note=notes.append,
        )
        daemon = asyncio.ensure_future(Daemon(resources, Folder(here / "schedules"), notes.append).run())
        while not reader.execute("SELECT 1 FROM runs").fetchone():
            await asyncio.sleep(0.1)
        runs, cpu, began = _ended(reader), process_time(), perf_counter()
        await asyncio.sleep(looks)
        runs, cpu, wall = _ended(reader) - runs, process_time() - cpu, perf_counter() - began
        daemon.cancel()
        await asyncio.wait({daemon})
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>8} {first:>8.2f} {again:>9.2f} {edit * 1000:>8.1f} {looked * 1000:>9.1f} {tick * 1000:>8.2f} {runs / wall:>8.1f} "
        f"{1000 * cpu / max(1, runs):>8.2f} {cpu / wall:>7.2f} {memory:>8.0f}",
        flush=True,
    )


def _ended(reader: sqlite3.Connection) -> int:
    ((count,),) = reader.execute("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL").fetchall()
    return int(count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--looks", type=float, default=20, help="seconds of looks")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve()
        return
    if arguments.here:
        asyncio.run(measure(arguments.here, arguments.looks))
        return
    print(" sources  start s restart s  edit ms  files ms  tick ms  looks/s   ms/look   cores   MB")
    with subprocess.Popen([sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        for count in arguments.counts:
            with TemporaryDirectory() as folder:
                written(Path(folder, "schedules"), count)
                subprocess.run([sys.executable, __file__, "--here", folder, "--looks", str(arguments.looks)], check=True)


if __name__ == "__main__":
    main()
