"""`ingest status`."""

from pathlib import Path

import click

from ingest.archive.read import status as statuses
from ingest.cli.output import plain, print_json, print_table
from ingest.cli.reading import db_option, json_option, reading
from ingest.cli.times import now_at


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@json_option
def status(db: Path, as_json: bool) -> None:
    """Tell how each source is doing, the unhealthy first, and which hosts are left alone for now.

    \b
    Example:
      ingest status --db archive.db
    """
    with reading(db) as connection:
        whole = statuses.archive(connection)
        sources = statuses.sources(connection)
        held = statuses.hosts_on_hold(connection, now_at())
    if as_json:
        for row in (*sources, *held):
            print_json(row)
        return
    languages = ", ".join(f"{count} {language}" for language, count in whole.languages)
    articles = _counted(whole.articles, "article", "articles")
    revisions, stories = _counted(whole.revisions, "revision", "revisions"), _counted(whole.stories, "story", "stories")
    click.echo(f"{db}: {articles} ({languages or 'none'}), {revisions}, {stories}, {whole.gone} gone")
    print_table(
        ("source", "health", "articles", "last run", "next", "last run's verdicts", "trouble"),
        [_row(one) for one in sources],
        right=("articles",),
    )
    for host in held:
        click.echo(plain(f"{host.host}: left alone until {host.hold_until}: {host.reason}"))


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _row(source: statuses.SourceStatus) -> tuple[object, ...]:
    if source.state == "retired":
        health = "retired"
    elif source.failures:
        health = f"failing ({source.failures}x)"
    else:
        health = "well" if source.healthy else "troubled"
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in source.verdicts)
    left = f"; {source.left_over} left" if source.left_over else ""
    return source.name, health, source.articles, source.last_run_at, source.next_due_at, verdicts + left, source.problem or source.trouble
