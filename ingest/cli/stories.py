"""`ingest stories`."""

from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import click

from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import plain, print_json, print_table
from ingest.cli.terminal.times import now_at

if TYPE_CHECKING:
    from ingest.archive.read.story_view import Story

HELD = 0.3  # seconds for which a rebuild holds the right to write, and a commit more
PAUSE = 0.15  # seconds in which others may take it: SQLite looks every tenth of one whether it is free
LOOKED_AT = 1000  # stories whose texts are compared, or whose links are read, to find those to be listed


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.option(
    "--lang", "languages", multiple=True, metavar="LANGUAGE", help="Only stories with a version in this language; may be repeated."
)
@click.option("--missing", multiple=True, metavar="LANGUAGE", help="Only stories without one in this language; may be repeated.")
@click.option("--publishers", type=click.IntRange(1, 1_000_000), default=1, metavar="N", help="Only stories of at least so many sources.")
@click.option("--single", is_flag=True, help="Articles that stand alone are stories too.")
@click.option("--drift", is_flag=True, help="Only stories whose versions differ in numbers, dates or names, or lag behind; says in what.")
@click.option("--declared-only", is_flag=True, help="Only as far as publishers and persons say so; nothing inferred.")
@click.option("--rebuild", is_flag=True, help="First derive all stories again; says how many articles changed story.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help="At most so many.")
@json_option
def stories(
    db: Path,
    languages: tuple[str, ...],
    missing: tuple[str, ...],
    publishers: int,
    single: bool,
    drift: bool,
    declared_only: bool,
    rebuild: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List stories, newest first; find missing languages and drift.

    \b
    Examples:
      ingest stories --lang vi --missing fr
      ingest stories --drift
    """
    from ingest.archive.read import story_view

    if rebuild:
        _rebuild(db)
    with reading(db) as connection:
        least = 1 if single else 2
        looked_at = LOOKED_AT if drift or declared_only else limit
        rows = story_view.stories(connection, languages=languages, missing=missing, publishers=publishers, articles=least, limit=looked_at)
        told = None
        if drift or declared_only:
            all_told = (story_view.story(connection, row.id, declared_only=declared_only, drift=drift) for row in rows)
            told = list(islice((story for story in all_told if _is_wanted(story, languages, publishers, least, drift=drift)), limit))
    if told is not None:
        if len(told) < limit and len(rows) == LOOKED_AT:
            click.echo(f"only the newest {LOOKED_AT} stories were looked at", err=True)
        rows = tuple(story.row for story in told)
    if as_json:
        for found in rows if told is None else told:
            print_json(found)
    elif told is not None and drift:
        for story in told:
            _print_drift(story)
    else:
        table = [(row.id, (row.newest_at or "")[:10], row.articles, row.publishers, " ".join(row.languages), row.title) for row in rows]
        print_table(("story", "newest", "articles", "publishers", "languages", "title"), table, right=("story", "articles", "publishers"))
    if not rows:
        click.echo("no such story", err=True)


def _is_wanted(story: "Story", languages: tuple[str, ...], publishers: int, articles: int, *, drift: bool) -> bool:
    """Whether as much of a story as was asked for is still what was."""
    as_large = len(story.versions) >= articles and len(story.publishers) >= publishers and set(languages) <= set(story.languages)
    return as_large and (not drift or any(version.drift for version in story.versions))


def _rebuild(path: Path) -> None:
    """In short transactions, between which others may write: the result is the same."""
    from ingest import archive
    from ingest.archive.story_index import stories

    rebuilding = stories.Rebuilding()
    with archive.open_existing(path) as opened:
        while not rebuilding.is_done:
            enough = partial(_is_past, monotonic() + HELD)
            with opened.batch() as db:
                rebuilding.go_on(db, now_at(), enough)
            if not rebuilding.is_done:
                sleep(PAUSE)
    click.echo(f"{rebuilding.changed} article{'' if rebuilding.changed == 1 else 's'} changed story", err=True)


def _is_past(until: float) -> bool:
    return monotonic() > until


def _print_drift(story: "Story") -> None:
    first, *others = story.versions
    click.secho(f"{story.id}  {plain(first.title)}", bold=True)
    click.echo(f"    origin: {first.language}  {first.source}  {first.url}")
    for version in others:
        for difference in version.drift:
            click.echo(f"    {version.article}  {version.language}  {version.source}: {plain(difference)}")
