"""A part: what was read of a share, as one Parquet file from which an archive can be filled.

Each row is a page: its URL, when it was seen, and `kept`, the exchange and all that a worker read, as MessagePack. The report of the share
lies in the file's own metadata. The name is made of the share's key and of the bytes.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ingest import __version__
from ingest.archive import packing
from ingest.core.model import Document, Exchange
from ingest.pipeline.workers.task import TaskResult
from ingest.scale.model import PartReport
from ingest.scale.opening import PartFolder

_ENDING = ".parquet"
_REPORT, _PROGRAM = "ingest.report", "ingest.program"
_BYTES = 2_000_000  # of one group of rows, and in memory
_ROWS = 16  # that are read at a time


class _Kept(Struct, frozen=True, array_like=True):
    exchange: Exchange
    answer: TaskResult


class PartWriter:
    """Takes pages until `finish`; nothing stands in the folder before."""

    def __init__(self, folder: PartFolder, key: str) -> None:
        import pyarrow
        from pyarrow import parquet

        self._arrow = pyarrow
        self._folder = folder
        self._key = key
        self._path = folder.scratch(key)
        self._schema = pyarrow.schema(
            [("url", pyarrow.string()), ("seen_at", pyarrow.timestamp("s", tz="UTC")), ("kept", pyarrow.binary())]
        )
        self._file = parquet.ParquetWriter(self._path, self._schema, compression="zstd", use_dictionary=False, write_statistics=False)
        self._encode = msgspec.msgpack.Encoder().encode
        self._rows: list[dict[str, Any]] = []
        self._bytes = 0

    def add(self, document: Document, answer: TaskResult) -> None:
        exchange = document.exchange
        kept = self._encode(_Kept(exchange, answer))
        self._rows.append({"url": exchange.url, "seen_at": datetime.fromisoformat(exchange.ended_at), "kept": kept})
        self._bytes += len(kept)
        if self._bytes > _BYTES:
            self._write()

    def finish(self, report: PartReport) -> PartReport:
        """The report with the part's name."""
        self._write()
        self._file.add_key_value_metadata({_REPORT: msgspec.json.encode(report).decode(), _PROGRAM: __version__})
        self._file.close()
        with self._path.open("rb") as file:
            name = f"{self._key}-{file_digest(file, 'sha256').hexdigest()[:16]}{_ENDING}"
        self._folder.put(self._path, name)
        return replace(report, part=name)

    def abandon(self) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        if self._rows:
            self._file.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
            self._rows.clear()
            self._bytes = 0


def by_key(folder: PartFolder) -> dict[str, str]:
    """The name of each part that stands in a folder, by the key of its share."""
    return {name.partition("-")[0]: name for name in folder.names() if name.endswith(_ENDING)}


def report_of(folder: PartFolder, name: str) -> PartReport:
    """Raises OSError, and ValueError for what is no part, or one that another version of ingest has read and folded."""
    from pyarrow import parquet

    with folder.reading(name) as file:
        said = parquet.read_metadata(file).metadata or {}
    if said.get(_PROGRAM.encode(), b"").decode() != __version__:
        raise ValueError(f"{name}: of another version of ingest")
    return replace(msgspec.json.decode(said.get(_REPORT.encode(), b""), type=PartReport), part=name)


def pages(folder: PartFolder, name: str) -> Iterator[tuple[Document, TaskResult]]:
    """What a part holds, as it was read, some rows in memory at a time. Raises OSError and ValueError."""
    from pyarrow import parquet

    decode = msgspec.msgpack.Decoder(_Kept).decode
    with folder.reading(name) as file:
        for batch in parquet.ParquetFile(file, pre_buffer=False).iter_batches(_ROWS, columns=["kept"], use_threads=False):
            for kept in batch.column(0):
                page = decode(kept.as_buffer())
                yield Document(exchange=page.exchange, body=_body(page)), page.answer


def _body(page: _Kept) -> bytes:
    packed = page.answer.packed
    return packing.unpack(0, packed.data, packed.size, packed.sha256.hex()) if packed is not None else b""


def size_of(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None
