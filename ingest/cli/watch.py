"""`ingest watch add|list|remove|run`."""

import sys
from pathlib import Path

import click

from ingest import archive
from ingest.archive.read import watches as kept
from ingest.archive.write import watches
from ingest.cli.changes import Classes
from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import line, one_line, print_json, print_table
from ingest.cli.terminal.times import Duration, now_at
from ingest.core.fold import query
from ingest.core.spoken.moments import between
from ingest.core.watch import AFTER, Question
from ingest.errors import NotKnown

_LONGEST_NAME = 100


@click.group("watch", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Save a question, and hear what is new for it: new articles, changes, removals, disagreements, missing translations.

    \b
    Examples:
      ingest watch add figures --class numbers,negation --min 0.5
      ingest watch run
    """


@command.command()
@click.argument("name")
@db_option
@click.option("--query", "words", default="", metavar="WORDS", help="Only articles that hold these words.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only of this source; may be repeated.")
@click.option("--lang", "languages", multiple=True, metavar="LANGUAGE", help="Only in this language; may be repeated.")
@click.option("--class", "classes", type=Classes(), default="", metavar="CLASS,...", help="Changes that touch one of these.")
@click.option("--min", "least", type=click.FloatRange(0, 1), default=0.0, metavar="N", help="Changes of at least this significance.")
@click.option("--removed", is_flag=True, help="Articles that their publishers took away, or put back.")
@click.option("--drift", is_flag=True, help="Versions of one text that come to differ in numbers, dates or names.")
@click.option("--missing", multiple=True, metavar="LANGUAGE", help="Stories without a version in this language; may be repeated.")
@click.option("--after", type=Duration(), metavar="2d", help="How long a missing version is waited for.  [default: 2d]")
def add(
    name: str,
    db: Path,
    words: str,
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    classes: tuple[str, ...],
    least: float,
    removed: bool,
    drift: bool,
    missing: tuple[str, ...],
    after: int | None,
) -> None:
    """Save a question under a name; it is asked of what comes from now on.

    Without --class, --min, --removed, --drift and --missing it asks for new articles, changes and removals alike.

    \b
    Examples:
      ingest watch add hanoi --query "bo noi vu" --lang vi
      ingest watch add vanished --removed --source gov-uk
      ingest watch add untranslated --lang vi --missing fr --after 2d
    """
    if not name.isprintable() or not 1 <= len(name) <= _LONGEST_NAME or {":", "/"} & set(name):
        raise click.UsageError(f"a watch's name has 1 to {_LONGEST_NAME} printable characters, and no : or /")
    if words and not query(words):
        raise click.UsageError(f"--query {words}: nothing in it can be searched for")
    if after is not None and not missing:
        raise click.UsageError("--after says how long a missing version is waited for; name its language with --missing")
    question = Question(
        words=words,
        sources=sources,
        languages=languages,
        classes=classes,
        least=least,
        removed=removed,
        drift=drift,
        missing=missing,
        after=AFTER if after is None else after,
    )
    with archive.open_existing(db) as opened, opened.batch() as connection:
        if not watches.add(connection, name, question, now_at()):
            raise NotKnown(f"{name}: a watch has that name; `ingest watch remove {name}` takes it away")
    click.echo(line(f"{name}: {question}"), err=True)


@command.command("list")
@db_option
@json_option
def list_(db: Path, as_json: bool) -> None:
    """List the saved questions.

    \b
    Example:
      ingest watch list
    """
    with reading(db) as connection:
        found = kept.watches(connection)
        waiting = {watch.name: len(kept.deliveries(connection, watch, now_at()).rows) for watch in found}
    if as_json:
        for watch in found:
            print_json(watch)
    else:
        table = [(watch.name, watch.added_at[:10], waiting[watch.name], str(watch.question)) for watch in found]
        print_table(("watch", "since", "waiting", "asks for"), table, right=("waiting",))


@command.command()
@click.argument("name")
@db_option
def remove(name: str, db: Path) -> None:
    """Take a saved question away.

    \b
    Example:
      ingest watch remove figures
    """
    with archive.open_existing(db) as opened, opened.batch() as connection:
        if not watches.remove(connection, name):
            raise NotKnown(f"{name}: no watch has that name; `ingest watch list` lists them")


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@db_option
@json_option
def run(names: tuple[str, ...], db: Path, as_json: bool) -> None:
    """Print what is new since the last delivery, oldest first; of all watches, or of those named.

    A watch moves on only after all of it was printed: nothing is missed, nothing is printed twice. In a pipe a line has: watch, what,
    class, article, language, source, before, after, title, URL, the look before, the look that saw it.

    \b
    Examples:
      ingest watch run
      ingest watch run figures --json | mail -s figures me@example.org
    """
    with archive.open_existing(db) as opened:
        found = kept.watches(opened.db)
        for name in sorted(set(names) - {watch.name for watch in found}):
            raise NotKnown(f"{name}: no watch has that name; `ingest watch list` lists them")
        for watch in found:
            if names and watch.name not in names:
                continue
            delivery = kept.deliveries(opened.db, watch, now_at())
            for one in delivery.rows:
                _print(watch.name, one, as_json)
            sys.stdout.flush()
            with opened.batch() as connection:
                watches.move(connection, watch.name, delivery.position)
            click.echo(f"{watch.name}: {len(delivery.rows)} new", err=True)


def _print(watch: str, one: kept.News, as_json: bool) -> None:
    if as_json:
        print_json({"watch": watch, **_mapping(one)})
    elif sys.stdout.isatty():
        label = one.class_ or one.what
        click.echo(
            f"{click.style(f'{label:13}', bold=True)}{one_line(one.title)}  {click.style(f'{one.source}  {one.language}', dim=True)}"
        )
        if one.before or one.after:
            click.echo(f"{'':13}{one_line(one.before or '')}{' -> ' if one.what == 'changed' else ''}{one_line(one.after or '')}")
        click.echo(f"{'':13}{between(one.earlier, one.at, now_at())}  {click.style(one.url, dim=True)}")
    else:
        about = (watch, one.what, one.class_ or "", one.article, one.language, one.source)
        cells = (*about, one.before or "", one.after or "", one.title, one.url, one.earlier or "", one.at)
        click.echo("\t".join(one_line(str(cell)) for cell in cells))


def _mapping(one: kept.News) -> dict[str, object]:
    from msgspec import to_builtins

    found: dict[str, object] = to_builtins(one)
    return found
