"""A process and all that it started: how much memory they hold, and their end. Where there is no /proc, the process alone."""

import os
import signal
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")


def tree(root: int) -> list[int]:
    """The process and its descendants, whatever groups and sessions they moved to."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            above = int((folder / "stat").read_text("latin-1").rpartition(")")[2].split()[1])
            children.setdefault(above, []).append(int(folder.name))
    found = [root]
    for one in found:
        found += children.get(one, [])
    return found


def memory(root: int) -> int:
    """Bytes that they hold for themselves alone."""
    held = 0
    for one in tree(root):
        with suppress(OSError, ValueError, IndexError):
            _, resident, shared, *_ = (_PROC / str(one) / "statm").read_text().split()
            held += (int(resident) - int(shared)) * _PAGE
    return held


def kill(root: int) -> list[int]:
    """Ends all of them: first they are stopped, so that none is added meanwhile. Returns them."""
    whole = tree(root)
    for one in whole:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGSTOP)
    whole = list(dict.fromkeys([*whole, *tree(root)]))
    for one in whole:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGKILL)
    return whole


def alive(some: list[int]) -> bool:
    """Whether any of them still runs."""
    return any(_state(one) not in ("", "Z", "X") for one in some)


def _state(one: int) -> str:
    try:
        return (_PROC / str(one) / "stat").read_text("latin-1").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""
