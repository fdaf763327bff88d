"""Rows as Parquet, typed and compressed. Needs the extra `parquet`."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import msgspec
from msgspec import Struct

from ingest.archive.file_copy import Partial
from ingest.errors import ConfigError

Partition = Literal["source", "month"]
_ROWS = 5_000  # of one group, and in memory
_HINT = "Parquet needs the extra `parquet`: python3 -m pip install 'ingest[parquet]'"


def write(rows: Iterable[Struct], kind: type[Struct], path: Path) -> int:
    """One file; how many rows. Raises ConfigError without the extra."""
    arrow, parquet = _library()
    schema = schema_of(kind)
    number = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for some in _groups(rows):
            file.write_table(arrow.Table.from_pylist(some, schema))
            number += len(some)
    return number


def table(rows: Iterable[Struct], kind: type[Struct]) -> Any:
    """All of them in memory, as a table of Arrow. Raises ConfigError without the extra."""
    arrow, _ = _library()
    schema = schema_of(kind)
    return arrow.concat_tables([schema.empty_table(), *(arrow.Table.from_pylist(some, schema) for some in _groups(rows))])


def write_parts(rows: Iterable[Struct], kind: type[Struct], folder: Path, partition: Partition) -> int:
    """A data set below a folder, in one folder a source (`source=NAME`) or month (`month=2026-11`); how many rows.

    A part has its name once it is whole. It is named by the number of its group's first row, so that rows that follow an earlier export
    stand beside its parts, and the same rows take their place.
    """
    arrow, parquet = _library()
    schema = schema_of(kind)
    inside = schema.remove(schema.get_field_index(partition)) if partition in schema.names else schema
    number = 0
    for some in _groups(rows):
        first = some[0]["id"] if "id" in some[0] else some[0]["revision"]
        parts: dict[str, list[dict[str, Any]]] = {}
        for row in some:
            parts.setdefault(row.pop("source") if partition == "source" else _month(row), []).append(row)
        for value, its in parts.items():
            part = folder / f"{partition}={quote(value, safe='')}" / f"part-{first:012}.parquet"
            part.parent.mkdir(parents=True, exist_ok=True)
            with Partial(part) as path:
                parquet.write_table(arrow.Table.from_pylist(its, inside), path, compression="zstd")
                path.replace(part)
        number += len(some)
    return number


def schema_of(kind: type[Struct]) -> Any:
    """The columns of a type of rows: UTC text whose name ends in `_at` is a moment."""
    arrow, _ = _library()
    fields = []
    for field in msgspec.structs.fields(kind):
        said = str(field.type)
        if field.encode_name.endswith("_at"):
            of = arrow.timestamp("s", tz="UTC")
        elif "tuple[int" in said:
            of = arrow.list_(arrow.int64())
        elif "tuple" in said:
            of = arrow.list_(arrow.string())
        else:
            of = {"int": arrow.int64(), "float": arrow.float64(), "bool": arrow.bool_()}.get(_plain(said), arrow.string())
        fields.append(arrow.field(field.encode_name, of))
    return arrow.schema(fields)


def _plain(said: str) -> str:
    """The name of a type that may be None."""
    return said.removeprefix("<class '").removesuffix("'>").replace(" | None", "").strip()


def _groups(rows: Iterable[Struct]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while some := [_typed(row) for row in islice(waiting, _ROWS)]:
        yield some


def _typed(row: Struct) -> dict[str, Any]:
    columns: dict[str, Any] = msgspec.to_builtins(row)
    for name, value in columns.items():
        if name.endswith("_at") and value is not None:
            columns[name] = datetime.fromisoformat(value)
    return columns


def _month(row: dict[str, Any]) -> str:
    """Of the publication, or else of the first sight."""
    at = next((row[name] for name in ("published_at", "seen_at", "first_seen_at", "first_published_at", "added_at") if row.get(name)), None)
    return f"{at:%Y-%m}" if at else "unknown"


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise ConfigError(_HINT) from None
    return pyarrow, parquet
