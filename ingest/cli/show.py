"""`ingest show`."""

from pathlib import Path

import click

from ingest.archive.read import article_view
from ingest.cli.output import plain, print_json
from ingest.cli.reading import article_of, db_option, json_option, reading


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="ARTICLE|URL")
@db_option
@click.option("--revisions", is_flag=True, help="List the versions instead of the text.")
@json_option
def show(article: str, db: Path, revisions: bool, as_json: bool) -> None:
    """Show an article, by its number or by any URL under which it was seen.

    \b
    Examples:
      ingest show 22
      ingest show https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698
      ingest show 22 --revisions
    """
    with reading(db) as connection:
        found = article_of(connection, article)
        versions = article_view.revisions(connection, found.id)
    if as_json:
        for row in versions if revisions else (found,):
            print_json(row)
    elif revisions:
        for version in versions:
            click.echo(f"{version.number}  {version.seen_at}  {version.kind}  {version.change or ''}  {plain(version.reason)}")
    else:
        _print(found, len(versions))


def _print(article: article_view.ArticleView, versions: int) -> None:
    byline = article.byline
    if byline and article.translation == "machine":
        byline = f"machine translation of a text by {byline}"
    about = {
        "article": f"{article.id}, in {article.language}, {article.state}" + (f", {versions} versions" if versions > 1 else ""),
        "url": article.url,
        "source": article.source,
        "byline": byline,
        "translation": article.translation,
        "published": article.published,
        "first seen": article.first_seen_at,
        "last checked": article.last_checked_at,
        "story": article.story,
    }
    click.secho(plain(article.title), bold=True)
    for name, value in about.items():
        if value is not None:
            click.echo(f"{name + ':':14}{plain(str(value))}")
    if article.lead and article.lead not in article.text:
        click.echo(f"\n{plain(article.lead)}")
    click.echo(f"\n{plain(article.text)}")
