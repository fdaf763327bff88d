"""Keeps the public record: government and news articles, every version, every language, in one SQLite archive.

As a library: `extract` reads one page, `open_archive` reads an archive, `fetch` fills one. What they return is typed in
`ingest.core.model`, `ingest.archive.read` and `ingest.pipeline.report`, what they raise is in `ingest.errors`. The command line
is `ingest.cli`.
"""

from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from collections.abc import Callable as _Callable
    from collections.abc import Iterable as _Iterable
    from os import PathLike as _PathLike

    from ingest.core.model import Article as _Article
    from ingest.core.model import Source as _Source
    from ingest.export.python import Library as _Library
    from ingest.pipeline.report import DocumentReport as _DocumentReport

__all__ = ["__version__", "extract", "fetch", "open_archive"]
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


def open_archive(path: "str | _PathLike[str]") -> "_Library":
    """An archive, to be read; use it with `with`. Raises ArchiveError."""
    from pathlib import Path

    from ingest.export.python import Library

    return Library(Path(path))


def fetch(
    urls: "_Iterable[str] | str",
    *,
    db: "str | _PathLike[str]" = "archive.db",
    schedules: "str | _PathLike[str] | None" = None,
    again: bool = False,
    wait: float = 0.0,
    replay: "str | _PathLike[str] | None" = None,
    record: "str | _PathLike[str] | None" = None,
    allow_net: tuple[str, ...] = (),
    delay: float | None = None,
    proxy: str | None = None,
    note: "_Callable[[str], None] | None" = None,
) -> "tuple[_DocumentReport, ...]":
    """What became of each URL, kept in the archive at `db` as `ingest fetch` keeps it; of a listing its articles are taken.

    It blocks until all is done, also inside a running event loop, as in a notebook. The archive is made when it is not there. `wait`:
    seconds to wait while another process fetches for it; `note` hears in one line what a user should know; the other arguments are the
    options of the command. The contact stands in INGEST_CONTACT or `ingest.toml`. A page that fails is told by its report. Raises
    ArchiveError, ConfigError, SourceError.
    """
    from pathlib import Path

    from ingest.cli.process import library

    return library.fetch(
        urls, db=db, schedules=schedules, again=again, wait=wait, note=note or (lambda line: None), allow_net=allow_net, delay=delay,
        proxy=proxy, replay=None if replay is None else Path(replay), record=None if record is None else Path(record),
    )  # fmt: skip


_fetch = fetch  # `ingest.fetch` is a package as well, which takes this name once it is loaded, and may be called as this
