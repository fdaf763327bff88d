"""The command without the half second that its imports cost: a process that has imported them waits, and forks for each call.

What is forked is a process of its own, with its own folder, environment and streams, that runs `ingest.cli.main` and ends as any other
does: exit code, signals, threads, workers. `python tests/forked.py FD` is the process that waits; it ends when nobody holds the other end
of the socket FD.

The parsing workers of such a call are forked from it as well: the same pipes, the same `main`, without their imports.
"""

import asyncio
import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, Self

_MOST = 1 << 20  # bytes of a call
_PATIENCE = 120.0  # seconds


class Started:
    """A call under way, with as much of the interface of `subprocess.Popen` as tests use. Use it with `with`, as that."""

    def __init__(self, arguments: Sequence[str], cwd: Path, environment: dict[str, str], streams: tuple[int, int, int]) -> None:
        """`streams`: the descriptors of its three, which stay the caller's."""
        self._ends, theirs = socket.socketpair()
        with theirs, socket.socket(fileno=os.dup(_waiting())) as calls:
            socket.send_fds(calls, [json.dumps([list(arguments), str(cwd), environment]).encode()], [*streams, theirs.fileno()])
        self._arguments = arguments
        self._answer = self._ends.makefile()
        self.returncode: int | None = None
        self.pid = int(self._answer.readline())
        self.stdout: IO[str] | None = None
        self.stderr: IO[str] | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code; negative is the signal that ended it."""
        if self.returncode is None:
            if not select.select([self._ends], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self._arguments, timeout or 0)
            self.returncode = int(self._answer.readline())
            self._answer.close()
            self._ends.close()
        return self.returncode

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What is left of its standard output and standard error, once it has ended."""
        with ThreadPoolExecutor(2) as readers:
            said = [readers.submit(_read_and_close, stream) for stream in (self.stdout, self.stderr)]
            try:
                self.wait(timeout)
            except BaseException:
                self.kill()
                raise
            return said[0].result(), said[1].result()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()
        self.wait()


def _read_and_close(stream: IO[str] | None) -> str:
    if stream is None or stream.closed:
        return ""
    with stream:
        return stream.read()


def start(arguments: Sequence[str], cwd: Path, environment: dict[str, str]) -> Started:
    """`ingest ARGUMENTS` under way, its standard output and standard error in pipes."""
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    given = os.open(os.devnull, os.O_RDONLY)
    started = Started(arguments, cwd, environment, (given, out_end, err_end))
    started.stdout, started.stderr = os.fdopen(out), os.fdopen(err)
    for end in (given, out_end, err_end):
        os.close(end)
    return started


def run(arguments: Sequence[str], cwd: Path, environment: dict[str, str], streams: tuple[int, int, int]) -> int:
    """The exit code of `ingest ARGUMENTS`, with `streams` for its three."""
    started = Started(arguments, cwd, environment, streams)
    try:
        return started.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        started.kill()
        raise


@cache
def _waiting() -> int:
    """A socket that leads to the process that waits; each process of tests has one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST)
    with theirs:
        started = os.posix_spawn(
            sys.executable, [sys.executable, __file__, "3"], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, theirs.fileno(), 3)]
        )
    os.waitpid(started, 0)
    return ours.detach()


def _wait(calls: socket.socket) -> None:
    """Returns in a process that has become a call, and not before there is none to come in the one that waits."""
    reports: dict[int, tuple[int, int]] = {}  # by a descriptor that is ready once its process has ended: its number, and where to report
    ready = select.poll()
    ready.register(calls, select.POLLIN)
    while True:
        for found, _ in ready.poll():
            if found in reports:
                ready.unregister(found)
                _report_end(found, *reports.pop(found))
                continue
            call, streams, _, _ = socket.recv_fds(calls, _MOST, 4)
            if not call:
                os._exit(0)
            report = streams.pop()
            if (pid := os.fork()) == 0:
                for one in (calls.detach(), report, *reports, *(report for _, report in reports.values())):
                    os.close(one)
                _become(call, streams)
                return
            os.write(report, f"{pid}\n".encode())
            ended = os.pidfd_open(pid)
            reports[ended] = pid, report
            ready.register(ended, select.POLLIN)
            for stream in streams:
                os.close(stream)


def _report_end(ended: int, pid: int, report: int) -> None:
    _, status = os.waitpid(pid, 0)
    with suppress(BrokenPipeError):
        os.write(report, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os.close(report)
    os.close(ended)


def _become(call: bytes, streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = os.fdopen(0, closefd=False)  # a stream remembers whether it can be sought in
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    arguments, folder, environment = json.loads(call)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["ingest", *arguments]


def _fork_workers() -> None:
    """From now on a worker is this process's child without a program of its own."""
    start = asyncio.create_subprocess_exec

    async def forking(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        if command[1:] == ("-m", worker.__name__):
            options["preexec_fn"] = _become_worker
        return await start(*command, **options)

    asyncio.create_subprocess_exec = forking


def _become_worker() -> None:
    """Runs in the child, its pipes in place, and never returns."""
    try:
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        with open(0, closefd=False) as sys.stdin, open(1, "w", closefd=False) as sys.stdout:  # the others hold what the parent buffers
            worker.MEMORY += (held := _held())
            worker.DOCUMENT_MEMORY += held
            worker.main()
    finally:
        os._exit(0)


def _held() -> int:
    """Bytes of data, stacks of threads included, that this process has from its parent."""
    return int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")


def _end(code: object) -> None:
    """As an interpreter ends, but for the memory: to free each object of what was imported takes longer than a small call."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        os._exit(120)
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    if os.fork():
        os._exit(0)  # the one that waits is nobody's child: tests count their own
    sys.modules["pandas"] = None  # type: ignore[assignment]  # sqlite-utils would import it
    import sqlite_utils  # noqa: F401

    del sys.modules["pandas"]
    import ingest.cli.fetch
    import ingest.cli.options.reading
    import ingest.cli.sources.command
    from ingest.fetch.transport.tls import no_authorities
    from ingest.pipeline.workers import worker

    with no_authorities():
        import ingest.fetch.transport.live

    gc.freeze()  # what is shared stays shared
    _wait(socket.socket(fileno=int(sys.argv[1])))
    _fork_workers()
    try:
        ingest.cli.main()
    except SystemExit as ended:
        _end(ended.code)
