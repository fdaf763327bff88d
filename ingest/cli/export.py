"""`ingest export`: what the archive holds, for other programs."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from ingest.cli.options.paths import PLACE
from ingest.cli.options.reading import db_option, reading
from ingest.cli.process.to_file import writing
from ingest.cli.terminal.times import Since, now_at, since_option

if TYPE_CHECKING:
    import sqlite3

    from ingest.archive.read.exports import Wanted, What

_FORMS = ("jsonl", "csv", "parquet", "markdown", "atom", "warc", "wacz")
_TO_STREAM = ("jsonl", "csv", "atom", "warc")

T = TypeVar("T")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-o", "--output", type=PLACE, help="The file, or for markdown and parts of parquet the folder. Default: standard output.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Default: as the ending of the file says, else jsonl.")
@click.option(
    "--what",
    type=click.Choice(("articles", "revisions", "stories", "links", "changes")),
    default="articles",
    show_default=True,
    help="Which rows; warc and wacz have the pages themselves, markdown and atom the articles.",
)
@click.option("--query", "words", default="", metavar="QUERY", help="Only articles with these words, as `ingest search` reads them.")
@click.option("--lang", "languages", multiple=True, metavar="LANGUAGE", help="Only in this language; may be given again.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only of this source; may be given again.")
@since_option("Only articles published since then.")
@click.option("--until", type=Since(), metavar="DATE|7d", help="Only articles published before then.")
@click.option("--story", type=click.IntRange(1, 2**62), metavar="NUMBER", help="Only the articles of a story.")
@click.option("--changed-since", type=Since(), metavar="DATE|7d", help="Only articles of which a version was seen since then.")
@click.option("--since-id", type=click.IntRange(0, 2**62), default=0, metavar="N", help="Only rows with greater numbers, to go on.")
@click.option("--partition", type=click.Choice(("source", "month")), help="parquet: a folder of parts.")
@db_option
def export(output: Path | None, form: str | None, what: "What", db: Path, partition: str | None, **filters: Any) -> None:
    """Write what the archive holds, streaming: to a file, whole or not at all, or to standard output.

    \b
    Examples:
      ingest export --lang vi -o vi.csv
      ingest export --what changes --changed-since 7d > changes.jsonl
      ingest export --query "duong sat" -o railway.wacz
      ingest export --format markdown -o notes/
      ingest export --source gov-uk --changed-since 7d -o news.atom
    """
    from ingest.archive.read import exports
    from ingest.archive.read.search import require_known

    wanted = _wanted(filters)
    form = form or _by_ending(output)
    _check(form, output, what, partition)
    with reading(db) as connection:
        for language in wanted.languages:
            require_known(connection, language, None)
        for source in wanted.sources:
            require_known(connection, None, source)
        total = exports.count(connection, wanted) if what == "articles" else None
        number = _write(connection, form, what, wanted, output, partition, total, db.name)
    if output is not None:
        pages = "pages" if form in ("warc", "wacz") else what
        click.echo(f"{output}: {number:,} {pages}", err=True)
    elif not number:
        click.echo("nothing to export", err=True)


def _wanted(filters: dict[str, Any]) -> "Wanted":
    from ingest.archive.read.exports import Wanted

    return Wanted(
        words=filters["words"],
        languages=filters["languages"],
        sources=filters["sources"],
        since=filters["since"],
        until=filters["until"],
        changed_since=filters["changed_since"],
        story=filters["story"],
        after=filters["since_id"],
    )


_ENDINGS = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet", ".warc.gz": "warc", ".wacz": "wacz", ".atom": "atom"}


def _by_ending(output: Path | None) -> str:
    """Of a name without an ending, JSON lines. Raises UsageError for an ending that names no form of ours."""
    if output is None or not output.suffix:
        return "jsonl"
    form = next((form for ending, form in _ENDINGS.items() if output.name.lower().endswith(ending)), None)
    if form is None:
        raise click.UsageError(f"{output}: {output.suffix} is no form of an export; end it in {', '.join(_ENDINGS)}, or say --format")
    return form


def _check(form: str, output: Path | None, what: str, partition: str | None) -> None:
    if output is None and form not in _TO_STREAM:
        raise click.UsageError(f"{form} needs a file: give -o")
    if output is None and form == "warc" and sys.stdout.isatty():
        raise click.UsageError("a WARC is no text for a terminal: give -o FILE.warc.gz")
    if form in ("markdown", "atom", "warc", "wacz") and what != "articles":
        raise click.UsageError(f"{form} has no {what}; jsonl, csv and parquet do")
    if partition and form != "parquet":
        raise click.UsageError("--partition is parquet's")
    if partition == "source" and what in ("stories", "links"):
        raise click.UsageError(f"{what} are of no one source; --partition month parts them")


def _write(
    db: "sqlite3.Connection",
    form: str,
    what: "What",
    wanted: "Wanted",
    output: Path | None,
    partition: str | None,
    total: int | None,
    name: str,
) -> int:
    from ingest.archive.read import exports
    from ingest.export import feed, lines, markdown, parquet, wacz, warc

    if form in ("warc", "wacz"):
        with _counted(exports.pages(db, wanted), total) as pages, _whole(output) as file:
            if form == "wacz":
                return wacz.write(pages, file, now_at())
            number = 0
            for part in warc.written(pages, output.name if output else "export.warc.gz"):
                number += part.page is not None
                file.write(part.data)
            return number
    with _counted(exports.rows(db, what, wanted), total) as rows:
        if form == "markdown":
            assert output is not None
            with writing(output):
                return markdown.write(rows, output)  # type: ignore[arg-type]  # articles, as was checked
        kind = exports.type_of(what)
        if form == "parquet" and partition:
            assert output is not None
            with writing(output):
                return parquet.write_parts(rows, kind, output, partition)  # type: ignore[arg-type]  # click has checked it
        if form == "parquet":
            assert output is not None
            with _partial(output) as path:
                return parquet.write(rows, kind, path)
        number = 0
        with _whole(output) as file:
            if form == "atom":
                pieces = feed.lines(rows, f"Articles of {name}", exports.newest_at(db) or now_at())  # type: ignore[arg-type]  # articles
            else:
                pieces = (lines.csv_lines if form == "csv" else lines.jsonl)(rows)
            for piece in pieces:
                file.write(piece)
                number += 1
        return max(0, number - {"csv": 1, "atom": 2}.get(form, 0))


@contextmanager
def _whole(output: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that has its name only once it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with _partial(output) as path, path.open("wb") as file:
        yield file


@contextmanager
def _partial(output: Path) -> Iterator[Path]:
    from ingest.archive.file_copy import Partial, put

    if output.is_dir():
        raise click.UsageError(f"{output}: a folder; name a file")
    with writing(output), Partial(output) as path:
        yield path
        put(path, output)


@contextmanager
def _counted(rows: Iterable[T], total: int | None) -> Iterator[Iterator[T]]:
    """The rows, counted on a terminal."""
    from ingest.cli.terminal.messages import bar

    with bar("exporting") as progress:

        def each() -> Iterator[T]:
            for number, row in enumerate(rows, start=1):
                if progress and number % 200 == 0:
                    progress(number, max(number, total or 0))
                yield row

        yield each()
