"""The words of a picture, by a command of the user's: it is given the picture and says its words."""

import asyncio
import os
import shlex
import signal
from contextlib import suppress

from ingest.errors import ParseError

SECONDS = 120.0  # for one page
MOST = 1_000_000  # bytes of one page's words


async def recognise(command: str, picture: bytes) -> str:
    """Runs the command without a shell, the picture (PGM) on its standard input. Raises ParseError, naming the command and what it said."""
    words = shlex.split(command)
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # so that what it starts ends with it
        )
    except (OSError, IndexError, ValueError) as error:
        raise ParseError(f"ocr: {words[0] if words else command!r} cannot be run ({error})") from error
    try:
        async with asyncio.timeout(SECONDS):
            _, said, complaint = await asyncio.gather(_give(process, picture), _read(process.stdout), _read(process.stderr))
            status = await process.wait()
    except TimeoutError:
        raise ParseError(f"ocr: {words[0]} took more than {SECONDS:g} s for a page and was ended") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.returncode is None:
            await process.wait()
    if status:
        last = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        raise ParseError(f"ocr: {words[0]} ended with {status}: {last or 'it said nothing'}")
    return said.decode("utf-8", "replace")


async def _give(process: asyncio.subprocess.Process, picture: bytes) -> None:
    assert process.stdin is not None  # it is a pipe
    with suppress(ConnectionError):  # it may end before it has read all
        process.stdin.write(picture)
        await process.stdin.drain()
    process.stdin.close()


async def _read(stream: asyncio.StreamReader | None) -> bytes:
    """At most MOST bytes; the rest is read and left."""
    assert stream is not None  # it is a pipe
    parts: list[bytes] = []
    left = MOST
    while piece := await stream.read(1 << 16):
        parts.append(piece[:left])
        left -= len(parts[-1])
    return b"".join(parts)
