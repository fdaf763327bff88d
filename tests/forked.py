"""The command without the half second that its imports cost: a process that has imported them waits, and forks for each call.

What is forked is a process of its own, with its own folder, environment and streams, that runs `ingest.cli.main` and ends as any other
does: exit code, signals, threads, workers. `python tests/forked.py FD` is the process that waits; it ends when nobody holds the other end
of the socket FD.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

_MOST = 1 << 20  # bytes of a call
_PATIENCE = 120.0  # seconds


def run(arguments: Sequence[str], cwd: Path, environment: dict[str, str], streams: tuple[int, int, int]) -> int:
    """The exit code of `ingest ARGUMENTS`; negative is the signal that ended it. `streams`: the descriptors of its three."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs, socket.socket(fileno=os.dup(_waiting())) as calls:
            socket.send_fds(calls, [json.dumps([list(arguments), str(cwd), environment]).encode()], [*streams, theirs.fileno()])
        ours.settimeout(_PATIENCE)
        answer = ours.makefile()
        pid = int(answer.readline())
        try:
            return int(answer.readline())
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
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
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that report
    while True:
        call, streams, _, _ = socket.recv_fds(calls, _MOST, 4)
        if not call:
            os._exit(0)
        if os.fork() == 0:
            break
        for stream in streams:
            os.close(stream)
    calls.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    report = streams.pop()
    if pid := os.fork():  # this one reports how that one ends
        os.write(report, f"{pid}\n".encode())
        _, status = os.waitpid(pid, 0)
        with suppress(BrokenPipeError):
            os.write(report, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    os.close(report)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    arguments, folder, environment = json.loads(call)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["ingest", *arguments]


if __name__ == "__main__":
    if os.fork():
        os._exit(0)  # the one that waits is nobody's child: tests count their own
    import ingest.cli.fetch
    import ingest.cli.reading
    import ingest.cli.sources

    _wait(socket.socket(fileno=int(sys.argv[1])))
    ingest.cli.main()
