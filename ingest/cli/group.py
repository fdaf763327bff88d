"""`ingest group`: articles as JSON lines in, their groups out."""

import click
import msgspec

from ingest.cli.lines import asked


class _Line(msgspec.Struct, frozen=True):
    doc_id: str | int
    lang: str
    title: str
    text: str
    published: str | None = None  # ISO 8601
    url: str | None = None
    canonical: str | None = None  # the page that it declares to be its canonical one
    images: tuple[str, ...] = ()  # URLs


@click.command()
@click.option(
    "--jsonl",
    is_flag=True,
    required=True,
    help="Read {doc_id, lang, title, text, published?, url?, canonical?, images?} lines, print {doc_id, group}.",
)
def group(jsonl: bool) -> None:
    """Group articles read from standard input, without an archive.

    A line is {doc_id, lang, title, text} and, where known, published, url, canonical and images, a list of URLs.

    \b
    Example:
      ingest group --jsonl < articles.jsonl
    """
    from ingest.core.story.group import derive
    from ingest.core.story.judge import dated, days_apart
    from ingest.core.story.pages import Page, one_text
    from ingest.core.story.pool import Pool
    from ingest.core.story.signature import Signature, signature

    ids: list[str | int] = []
    dates: list[str | None] = []
    pages: list[Page] = []
    signatures: list[Signature] = []
    for article in asked(_Line):
        ids.append(article.doc_id)
        dates.append(article.published)
        pages.append(Page(article.url, article.canonical))
        signatures.append(signature(article.title, article.text, article.lang, article.images))
    languages = {at: known.language for at, known in enumerate(signatures)}
    pool = Pool(signatures)
    likely = {
        (a, b): log_odds if languages[a] == languages[b] else dated(log_odds, days_apart(dates[a], dates[b]))
        for (a, b), log_odds in pool.pairs().items()
    }
    stories = derive(languages, likely, one_text(pages, pool.weighed))
    for at, doc_id in enumerate(ids):
        click.echo(msgspec.json.encode({"doc_id": doc_id, "group": ids[stories[at]]}))
