"""`ingest explain`."""

from pathlib import Path

import click

from ingest.archive.read import article_view
from ingest.archive.read.named import url_of
from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import plain, print_json
from ingest.core import urls
from ingest.errors import NotKnown


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("url")
@db_option
@json_option
def explain(url: str, db: Path, as_json: bool) -> None:
    """Tell where a URL was seen, when it was fetched, and what became of it and why.

    \b
    Example:
      ingest explain https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698
    """
    with reading(db) as connection:
        found = article_view.explain(connection, url_of(url))
    if found is None:
        raise NotKnown(f"{urls.without_userinfo(url)}: never seen, neither in a listing nor in a page")
    if as_json:
        print_json(found)
        return
    click.secho(plain(found.url), bold=True)
    for sighting in found.listings:
        dated = f", dated {sighting.published_at}" if sighting.published_at else ""
        click.echo(f"  seen {sighting.first_seen_at} in {plain(sighting.listing)}{dated}")
    for link in found.links:
        click.echo(f"  named by article {link.article} ({link.relation}, {link.basis}): {plain(link.reason)}")
    for fetch in found.fetches:
        answer = f"status {fetch.status}" if fetch.status else "no answer"
        times = f", {fetch.attempts} attempts" if fetch.attempts > 1 else ""
        click.echo(f"  {fetch.started_at}  {answer}, {fetch.wire_bytes} bytes{times}: {fetch.verdict}")
        for hop in fetch.hops:
            click.echo(f"    {hop.status} to {plain(hop.location)}")
        click.echo(f"    {plain(fetch.reason)}")
    if not found.fetches:
        click.echo("  never asked for")
    if found.moved_to:
        click.echo(f"  moved for good to {plain(found.moved_to)}")
    for id in found.articles:
        click.echo(f"  article {id}: ingest show {id}")
    if found.next_due_at:
        click.echo(f"  looked at again after {found.next_due_at}")
