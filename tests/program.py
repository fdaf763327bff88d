"""The installed command, run as a user runs it."""

import fcntl
import json
import os
import re
import sqlite3
import struct
import subprocess
import sys
import termios
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

import forked
from origin import answer

LOOPBACK = ("--allow-net", "127.0.0.0/8", "--delay", "0")
SOURCE = """
title = "The Ministry"
every = "30m"
back = "all"
[[listing]]
kind = "feed"
url = "{url}"
"""


class Ended(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("INGEST_")}


def start_anew(*arguments: str | Path, cwd: Path) -> subprocess.Popen[str]:
    """With a Python of its own, for a command whose processes start as it did."""
    command = [sys.executable, "-m", "ingest", *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start(*arguments: str | Path, cwd: Path) -> forked.Started:
    return forked.start([*map(str, arguments)], cwd, environment())


def ingest(*arguments: str | Path, cwd: Path, stdin: str | bytes = "") -> Ended:
    """Run it in a folder; no traceback ever reaches the user."""
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin.encode() if isinstance(stdin, str) else stdin)
        given.seek(0)
        code = forked.run([*map(str, arguments)], cwd, environment(), (given.fileno(), out.fileno(), err.fileno()))
        said = [_text(stream) for stream in (out, err)]
    assert "Traceback" not in said[1], said[1]
    return Ended(code, *said)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


def on_terminal(*arguments: str | Path, cwd: Path, columns: int = 80, typed: str = "") -> list[str]:
    """What a terminal of so many columns shows of it at its end, line by line, its colours taken out; `typed` is what its user types."""
    here, there = os.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    variables = {name: value for name, value in environment().items() if name != "COLUMNS"} | {"TERM": "xterm"}
    with forked.Started([*map(str, arguments)], cwd, variables, (there, there, there)):
        os.close(there)
        os.write(here, typed.encode())
        shown = b""
        while part := _read(here):
            shown += part
    os.close(here)
    text = re.sub(r"\x1b\[(?:\?\d+[hl]|[0-9;]*m)", "", shown.decode()).replace("\r", "")
    text = re.sub(r"[^\n]*\n\x1b\[1A\x1b\[2K", "", text)  # up a line, and that erased
    return re.sub(r"[^\n]*\x1b\[2K", "", text).splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def rows(archive: Path, sql: str, *values: object) -> list[Any]:
    opened = sqlite3.connect(archive)
    try:
        return opened.execute(sql, values).fetchall()
    finally:
        opened.close()


def source(here: Path, url: str, name: str = "ministry", more: str = "") -> None:
    """A schedule file below a folder, with one feed."""
    (here / "schedules").mkdir(exist_ok=True)
    (here / "schedules" / f"{name}.toml").write_text(SOURCE.format(url=url) + more, encoding="utf-8")


def html(body: bytes, **headers: Any) -> bytes:
    """A page as a server answers it."""
    return answer(body, Content_Type="text/html; charset=utf-8", **headers)
