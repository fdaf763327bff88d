"""Keeps the public record: government and news articles, every version, every language, in one SQLite archive.

As a library: `extract` reads one page, `open_archive` reads an archive. What they return is typed in `ingest.core.model` and
`ingest.archive.read.article_view`, what they raise is in `ingest.errors`. The command line is `ingest.cli`.
"""

from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from os import PathLike as _PathLike

    from ingest.archive.read.reader import Reader as _Reader
    from ingest.core.model import Article as _Article
    from ingest.core.model import Source as _Source

__all__ = ["__version__", "extract", "open_archive"]
__version__ = "0.1.0"


def extract(
    body: bytes | str, url: str, *, content_type: str | None = None, fetched_at: str | None = None, source: "_Source | None" = None
) -> "_Article":
    """The article of one page, or of a PDF or an office file (the extra `documents`).

    `body` as it came over the wire, content codings undone, or text that somebody decoded: then no declared charset counts; `url` where
    it came from; `content_type` the header, whose charset counts;
    `fetched_at` UTC text, after which no date of the page is believed (now, when not given); `source` what is known of its site.
    Raises ParseError: NotAnArticle, Wall, Unsupported, or the error itself for bytes that no rule can read.
    """
    from datetime import UTC, datetime

    from ingest.core.model import ADHOC, Document, Exchange
    from ingest.core.reading import article_of
    from ingest.core.times import utc_text

    at = fetched_at or utc_text(datetime.now(UTC))
    headers = (("content-type", content_type),) if content_type else ()
    if isinstance(body, str):
        body = body.removeprefix("\ufeff").encode("utf-8-sig", "replace")  # a BOM outdoes every declaration
    exchange = Exchange(url=url, final_url=url, started_at=at, ended_at=at, status=200, headers=headers)
    return article_of(Document(exchange=exchange, body=body), source or ADHOC)


def open_archive(path: "str | _PathLike[str]") -> "_Reader":
    """An archive, to be read; use it with `with`. Raises ArchiveError."""
    from pathlib import Path

    from ingest.archive.read.reader import Reader

    return Reader(Path(path))
