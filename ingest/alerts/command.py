"""Delivery to a command: the message as JSON on its standard input. No shell reads it."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from tempfile import TemporaryFile

import msgspec

from ingest.alerts.not_delivered import NotDelivered
from ingest.core.alerts.model import Message

_SECONDS = 60.0
_LAST_WORDS = 500  # bytes of what it says


async def run(words: Sequence[str], message: Message) -> None:
    """Raises NotDelivered unless it exits with 0 within a minute."""
    with TemporaryFile() as said:
        try:
            process = await asyncio.create_subprocess_exec(
                *words, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=said, start_new_session=True
            )
        except (OSError, ValueError) as error:
            raise NotDelivered(f"the command does not start: {error}") from None
        try:
            async with asyncio.timeout(_SECONDS):
                await process.communicate(msgspec.json.encode(message) + b"\n")
        except TimeoutError:
            raise NotDelivered(f"the command did not end within {_SECONDS:.0f} seconds") from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        if process.returncode:
            said.seek(max(0, said.seek(0, os.SEEK_END) - _LAST_WORDS))
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise NotDelivered(f"the command exited with {process.returncode}" + "".join(f": {line}" for line in last))
