"""`ingest group`: articles as JSON lines in, their groups out."""

import click
import msgspec

from ingest.cli.options.lines import asked


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
    from ingest.core.story.features.signature import Signature, signature
    from ingest.core.story.group import derive
    from ingest.core.story.judging.by_text import Text
    from ingest.core.story.judging.judge import days_apart
    from ingest.core.story.pages import PageUrls, one_text
    from ingest.core.story.pool import Pool, by_texts

    ids: list[str | int] = []
    dates: list[str | None] = []
    pages: list[PageUrls] = []
    texts: list[Text] = []
    signatures: list[Signature] = []
    for article in asked(_Line):
        ids.append(article.doc_id)
        dates.append(article.published)
        pages.append(PageUrls(article.url, article.canonical))
        texts.append(Text(article.title, article.text, article.lang))
        signatures.append(signature(article.title, article.text, article.lang, article.images))
    pool = Pool(signatures)
    likely, series = by_texts(pool.pairs(), pool.weighed, texts, lambda a, b: days_apart(dates[a], dates[b]))
    languages = {at: known.language for at, known in enumerate(signatures)}
    stories = derive(languages, likely, one_text(pages, pool.weighed) - series, series=series)
    for at, doc_id in enumerate(ids):
        click.echo(msgspec.json.encode({"doc_id": doc_id, "group": ids[stories[at]]}))
