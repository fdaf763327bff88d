"""One schedule file -> Source."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from ingest.core.model import Source
from ingest.errors import SourceError
from ingest.sources.checks import check
from ingest.sources.toml import read_toml
from ingest.sources.wording import IN_FILE, clipped, in_words, keys_of, nearest

_SIZES = {"KB": 1_000, "MB": 1_000_000}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def duration(text: str) -> int:
    """`45s`, `30m`, `6h`, `7d` -> seconds. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,6})([smhd])", text)
    if not match:
        raise ValueError(f'{clipped(text)} is not like "45s", "30m", "6h" or "7d"')
    return int(match[1]) * _UNITS[match[2]]


def size(text: str) -> int:
    """`500 KB`, `20 MB` -> bytes. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,6}) ?(KB|MB)", text)
    if not match:
        raise ValueError(f'{clipped(text)} is not like "500 KB" or "20 MB"')
    return int(match[1]) * _SIZES[match[2]]


def read(path: Path) -> Source:
    """One schedule file. Raises SourceError."""
    try:
        content = read_toml(path)
    except (ValueError, OSError) as error:
        raise SourceError(f"{path}: {error}") from error
    return parse(content, path)


def parse(content: Mapping[str, Any], path: Path) -> Source:
    """The content of a schedule file -> Source; `path` names it in errors. Raises SourceError."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem) or path.stem == "adhoc":
        raise SourceError(f"{path}: a source's name is small letters, digits and single hyphens, and not adhoc")
    given = dict(content)
    for ours in ("name", *IN_FILE):
        if ours in given:
            raise SourceError(f"{path}: {ours}: unknown key{nearest(ours, keys_of(Source))}")
    for ours, theirs in IN_FILE.items():
        if theirs in given:
            given[ours] = given.pop(theirs)
    given["name"] = path.stem
    if "max_document" in given:
        given["max_document"] = _bytes(given["max_document"], f"{path}: max_document")
    for key in ("every", "back", "delay"):
        if key in given:
            given[key] = _seconds(given[key], f"{path}: {key}", all_is_none=key == "back")
    try:
        source = msgspec.convert(given, Source)
    except msgspec.ValidationError as error:
        raise SourceError(f"{path}: {in_words(str(error))}") from error
    check(source, path)
    if source.tls.intermediate:
        pem = path.parent / source.tls.intermediate
        if not pem.is_file():
            raise SourceError(f"{path}: tls.intermediate: no file {pem}")
        source = msgspec.structs.replace(source, tls=msgspec.structs.replace(source.tls, intermediate=str(pem)))
    return source


def _seconds(value: object, where: str, *, all_is_none: bool) -> int | None:
    if all_is_none and value == "all":
        return None
    if not isinstance(value, str):
        raise SourceError(f'{where}: {clipped(value)} is not like "45s", "30m", "6h" or "7d"')
    try:
        return duration(value)
    except ValueError as error:
        raise SourceError(f"{where}: {error}") from error


def _bytes(value: object, where: str) -> int:
    if not isinstance(value, str):
        raise SourceError(f'{where}: {clipped(value)} is not like "500 KB" or "20 MB"')
    try:
        return size(value)
    except ValueError as error:
        raise SourceError(f"{where}: {error}") from error
