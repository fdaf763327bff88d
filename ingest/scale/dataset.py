"""A data set of articles for DuckDB, Spark and others: Parquet below `year=/month=/bucket=`, when a page was seen and a hash of its site.

The parts of a share have names made of its key and of their bytes, and its report lies in `_parts` once all of them are in their places:
a share that is read again writes the same files.
"""

from datetime import datetime
from hashlib import file_digest, sha256
from typing import Any

import msgspec

from ingest.core import urls
from ingest.core.extract import VERSION
from ingest.core.model import Document, Moment
from ingest.core.parsed import Bare
from ingest.core.reparse.reading import rules_of
from ingest.errors import ConfigError
from ingest.pipeline.workers.task import TaskResult
from ingest.scale.model import BackfillOrder, PartReport
from ingest.scale.opening import PartFolder

BUCKETS = 16
_REPORTS = "_parts"
_MADE = "made.json"
_BYTES = 8_000_000  # of text in memory
_Place = tuple[int, int, int]


def columns() -> Any:
    """The columns of the data set."""
    import pyarrow as arrow

    text, moment, words = arrow.string(), arrow.timestamp("s", tz="UTC"), arrow.list_(arrow.string())
    return arrow.schema(
        [
            *((name, text) for name in ("url", "site", "source", "title", "byline", "lead", "text", "language", "published")),
            *((name, moment) for name in ("published_at", "modified_at", "seen_at")),
            *((name, words) for name in ("authors", "tags", "images", "origins")),
            *((name, text) for name in ("publisher", "section", "kind", "access", "canonical", "fingerprint", "sha256", "found_in")),
            *((name, arrow.int64()) for name in ("bytes", "extractor")),
        ]
    )


class ArticleSetWriter:
    """Takes articles until `finish`; nothing stands below the folder before."""

    def __init__(self, folder: PartFolder, key: str) -> None:
        import pyarrow
        from pyarrow import parquet

        self._arrow, self._parquet = pyarrow, parquet
        self._folder = folder
        self._key = key
        self._schema = columns()
        self._rows: dict[_Place, list[dict[str, Any]]] = {}
        self._files: dict[_Place, tuple[Any, Any]] = {}
        self._bytes = 0

    def add(self, document: Document, answer: TaskResult, source: str) -> None:
        assert isinstance(answer.reading, Bare)  # it was asked for
        row = _row(document, answer.reading, source)
        seen, bucket = row["seen_at"], int.from_bytes(sha256(row["site"].encode()).digest()[:4], "big") % BUCKETS
        self._rows.setdefault((seen.year, seen.month, bucket), []).append(row)
        self._bytes += len(row["text"])
        if self._bytes > _BYTES:
            self._write()

    def finish(self, report: PartReport) -> PartReport:
        self._write()
        for (year, month, bucket), (path, file) in self._files.items():
            file.close()
            with path.open("rb") as written:
                digest = file_digest(written, "sha256").hexdigest()[:16]
            self._folder.put(path, f"year={year}/month={month}/bucket={bucket}/{self._key[:16]}-{digest}.parquet")
        self._files.clear()
        noted = self._folder.scratch(self._key)
        noted.write_bytes(msgspec.json.encode(report))
        self._folder.put(noted, f"{_REPORTS}/{self._key}.json")
        return report

    def abandon(self) -> None:
        for path, file in self._files.values():
            file.close()
            path.unlink(missing_ok=True)

    def _write(self) -> None:
        for place, rows in self._rows.items():
            if place not in self._files:
                path = self._folder.scratch(self._key)
                self._files[place] = path, self._parquet.ParquetWriter(path, self._schema, compression="zstd")
            self._files[place][1].write_table(self._arrow.Table.from_pylist(rows, self._schema))
        self._rows.clear()
        self._bytes = 0


def _row(document: Document, reading: Bare, source: str) -> dict[str, Any]:
    article, exchange = reading.article, document.exchange
    return {
        "url": exchange.url,
        "site": urls.site(exchange.url),
        "source": source,
        "title": article.title,
        "byline": article.byline,
        "lead": article.lead,
        "text": article.text,
        "language": article.language,
        "published": article.published.local if article.published else None,
        "published_at": _moment(article.published),
        "modified_at": _moment(article.modified),
        "seen_at": datetime.fromisoformat(exchange.ended_at),
        "authors": [author.name for author in article.authors],
        "tags": list(article.tags),
        "images": [image.url for image in article.images],
        "origins": [citation.url or citation.words for citation in article.citations],
        "publisher": article.publisher,
        "section": article.section,
        "kind": article.kind,
        "access": article.access,
        "canonical": article.canonical,
        "fingerprint": reading.fingerprint,
        "sha256": sha256(document.body).hexdigest(),
        "found_in": (exchange.peer or "").removeprefix("imported from "),
        "bytes": len(document.body),
        "extractor": reading.extractor,
    }


def _moment(said: Moment | None) -> datetime | None:
    return datetime.fromisoformat(said.at) if said else None


# ---------------------------------------------------------------- what was done already


def begin(folder: PartFolder, order: BackfillOrder) -> dict[str, str]:
    """The shares that are in the data set, by key. Raises ConfigError when it was begun with another selection, or by other rules."""
    selection, rules = order.selection, sorted(f"{source.name} {rules_of(source)}" for source in order.sources)
    said = {
        "selection": msgspec.to_builtins(selection),
        "extractor": VERSION,
        "rules": sha256(msgspec.json.encode(rules)).hexdigest()[:16],
        "buckets": BUCKETS,
    }
    names = folder.names(_REPORTS)
    if _MADE not in names:
        noted = folder.scratch("made")
        noted.write_bytes(msgspec.json.encode(said))
        folder.put(noted, f"{_REPORTS}/{_MADE}")
        return {}
    with folder.reading(f"{_REPORTS}/{_MADE}") as file:
        before = msgspec.json.decode(file.read())
    if differs := [name for name, value in msgspec.json.decode(msgspec.json.encode(said)).items() if before.get(name) != value]:
        raise ConfigError(f"{folder.place}: was begun with another {differs[0]}; go on with the same, or name another folder with --to")
    return {name.removesuffix(".json"): f"{_REPORTS}/{name}" for name in names if name != _MADE}


def report_of(folder: PartFolder, name: str) -> PartReport:
    """Raises OSError and ValueError."""
    with folder.reading(name) as file:
        return msgspec.json.decode(file.read(), type=PartReport)
