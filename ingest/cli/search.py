"""`ingest search`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import console, one_line, plain, print_json, width
from ingest.cli.terminal.times import since_option

if TYPE_CHECKING:
    from ingest.archive.read.search import Hit

_INDENT = 4  # columns, of what stands below a title


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@db_option
@click.option("--lang", "language", metavar="LANGUAGE", help="Only articles in this language: vi, zh-Hans, ...")
@click.option("--source", metavar="NAME", help="Only articles of this source.")
@since_option("Only articles published since then.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help="At most so many.")
@json_option
def search(
    words: tuple[str, ...], db: Path, language: str | None, source: str | None, since: str | None, limit: int, as_json: bool
) -> None:
    """Search all articles. Case and scripts without spaces need no care, nor accents that you leave out, vowel points, Arabic letters
    that are typed either way, and the digits of any script.

    Of the newest thousand matches those come first that are spelled as you typed, in titles, and side by side; then the newest.

    Of an address that shows one text after another each is found, with the version's number: `ingest show ARTICLE --revision N`.

    Of a PDF or another document the page is named on which the words stand.

    Words are all wanted; "a phrase" stays one, word* is a beginning, -word excludes.

    \b
    Examples:
      ingest search duong sat --lang vi
      ingest search 铁路 --since 30d
      ingest search '"to lam" -congress'
    """
    from ingest.archive.read.search import require_known
    from ingest.archive.read.search import search as find

    with reading(db) as connection:
        require_known(connection, language, source)
        hits = find(connection, " ".join(words), language=language, source=source, since=since, limit=limit)
    if as_json:
        for hit in hits:
            print_json(hit)
        return
    if hits and not sys.stdout.isatty():
        click.echo("\t".join(("article", "day", "language", "source", "title", "url", "excerpt", "version", "page")))
    for hit in hits:
        _print(hit)
    if not hits:
        click.echo("nothing found", err=True)


def _print(hit: "Hit") -> None:
    """On a terminal a heading and the excerpt, wrapped, its matches bold; in a pipe one line, tab-separated. A URL is never broken."""
    day = (hit.published or hit.first_seen_at)[:10]
    if not sys.stdout.isatty():
        excerpt = " ".join(plain(hit.excerpt).split())
        cells = (
            str(hit.id),
            day,
            hit.language,
            hit.source,
            plain(hit.title),
            hit.url,
            excerpt,
            str(hit.revision or ""),
            str(hit.page or ""),
        )
        click.echo("\t".join(cells))
        return
    from rich.text import Text

    terminal = console()
    columns = max(20, width() - _INDENT)
    number = Text(f"{hit.id}  ", style="cyan")
    for line in Text(one_line(hit.title), style="bold").wrap(terminal, max(20, columns - len(number))):
        line.rstrip()
        terminal.print(Text.assemble(number, line))
        number = Text(" " * _INDENT)
    about = (
        f"{day}  {hit.language}  {hit.source}"
        + (f"  version {hit.revision}" if hit.revision else "")
        + (f"  page {hit.page}" if hit.page else "")
    )
    between = "  " if len(f"{about}  {hit.url}") <= columns else f"\n{' ' * _INDENT}"
    terminal.print(Text(f"{' ' * _INDENT}{about}{between}{hit.url}", style="dim"))
    shown = Text()
    at = 0
    for start, end in hit.marks:
        shown.append(plain(hit.excerpt[at:start])).append(plain(hit.excerpt[start:end]), style="bold yellow")
        at = end
    shown.append(plain(hit.excerpt[at:]))
    for line in Text(" ").join(shown.split("\n")).wrap(terminal, columns):
        line.rstrip()
        terminal.print(Text.assemble(" " * _INDENT, line))
