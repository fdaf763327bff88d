"""TOML files that a person may have broken, or that are no files at all: each is refused at once, in one line.

`tomllib` takes time that grows with the square of the parts of a dotted key (16,000 parts: 4 s), and Python refuses
integers of 4,300 digits and deep nesting with errors of other kinds.
"""

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

_LARGEST = 256 * 1024  # bytes; a schedule file has some hundreds
_DEEPEST = 32  # parts of a dotted key
_TOO_LARGE = "a number that is too large"
_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)"""
_TOO_DEEP = re.compile(rf"(?<![\w-])(?:{_PART}[ \t]*\.[ \t]*){{{_DEEPEST}}}")


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a file. Raises ValueError, in one line without the path; OSError when it cannot be read."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe that nobody writes to would be waited for
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise ValueError("not a plain file")
        if about.st_size > _LARGEST:
            raise ValueError(f"{about.st_size} bytes; at most {_LARGEST} are read")
        text = os.read(handle, _LARGEST).decode("utf-8-sig")
    finally:
        os.close(handle)
    if _TOO_DEEP.search(text):
        raise ValueError(f"a dotted key of more than {_DEEPEST} parts")
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:  # Python's limit on the digits of an integer, or a date that is none
        raise ValueError(_TOO_LARGE if "digits" in str(error) else str(error)) from None
    _require_small(content, "")
    return content


def _require_small(value: object, where: str) -> None:
    """No integer is larger than what the archive holds: Python cannot even print a long one."""
    if isinstance(value, dict):
        for key, one in value.items():
            _require_small(one, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _require_small(one, f"{where}[{number}]")
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"{where}: {_TOO_LARGE}")
