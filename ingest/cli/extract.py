"""`ingest extract`: the article of one page, without an archive."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.cli.options.network import network_of, network_options
from ingest.cli.terminal.times import now_at
from ingest.errors import IngestError, ParseError

if TYPE_CHECKING:
    from ingest.core.model import Article, Document, Source


@click.command()
@click.argument("page", metavar="FILE|URL|-", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True, help="What is printed."
)
@click.option("--explain", is_flag=True, help="For each field, the rule that decided and what the others offered.")
@click.option("--url", help="Where a page read from a file or from standard input came from.")
@click.option("--jsonl", is_flag=True, help="Answer JSON lines {id, url, html_path} on standard input, one by one.")
@network_options
def extract(page: str | None, form: str, explain: bool, url: str | None, jsonl: bool, **network: Any) -> None:
    """Extract the article of one page, a PDF or an office file: a file, a URL, or - for standard input.

    \b
    Examples:
      ingest extract page.html --url https://example.gov/news/1
      ingest extract https://example.gov/news/1 --format json
      ingest extract decree.pdf --explain
    """
    if jsonl:
        _answer_lines()
        return
    if page is None:
        raise click.UsageError("name a file or a URL, or - for standard input")
    from ingest.core.model import ADHOC
    from ingest.core.reading import article_of
    from ingest.core.urls import without_userinfo

    document, source = _fetched(page, network) if _is_url(page) else (_document(page, url), ADHOC)
    try:
        article = article_of(document, source)
    except ParseError as error:
        raise ParseError(f"{without_userinfo(url or page)}: {error}") from error
    _show(article, form)
    if explain:
        _explain(article)


def _document(page: str, url: str | None) -> "Document":
    if page == "-":
        return _read(sys.stdin.buffer.read(), url or "")
    try:
        body = Path(page).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{page}: {error.strerror}") from None
    return _read(body, url or "", table=page.lower().endswith((".csv", ".tsv")))


def _read(body: bytes, url: str, charset: str | None = None, *, table: bool = False) -> "Document":
    from ingest.core.model import Document, Exchange

    now = now_at()
    kind = "text/csv" if table else "text/html"
    headers = (("content-type", f"{kind}; charset={charset}" if charset else kind),)
    return Document(exchange=Exchange(url=url, final_url=url, started_at=now, ended_at=now, status=200, headers=headers), body=body)


def _is_url(page: str) -> bool:
    return page.startswith(("http://", "https://"))


def _fetched(url: str, network: dict[str, Any]) -> "tuple[Document, Source]":
    """The page, and the source whose site it is on, which knows more of it."""
    from ingest import config
    from ingest.cli.sources.tried import page_of

    archive = Path("archive.db")
    _, loaded = config.schedules(None, config.read(archive), archive)
    return asyncio.run(page_of(url, loaded, network_of(network)))


def _show(article: "Article", form: str) -> None:
    from ingest.cli.terminal.output import plain, print_json

    if form == "json":
        print_json(article)
        return
    heading = f"# {article.title}" if form == "markdown" else article.title
    click.echo(plain(f"{heading}\n\n{article.markdown if form == 'markdown' else article.text}"))


def _explain(article: "Article") -> None:
    from ingest.cli.terminal.output import plain

    for found in article.found:
        click.echo(plain(f"{found.field}: {found.rule}"), err=True)
        for rule, value in found.offered:
            click.echo(plain(f"    {rule}: {' '.join(value.split())[:200]}"), err=True)


def _answer_lines() -> None:
    """The form that extraction benchmarks call: {id, url, html_path, encoding?} a line, answered at once."""
    import gc

    import msgspec

    from ingest.cli.options.lines import asked
    from ingest.core.reading import article_of

    class Asked(msgspec.Struct):
        id: str | int
        html_path: str
        url: str | None = None
        encoding: str | None = None

    gc.freeze()  # what was imported stays
    for page in asked(Asked):
        answer: dict[str, object] = {"id": page.id}
        try:
            article = article_of(_read(Path(page.html_path).read_bytes(), page.url or "", page.encoding))
        except (IngestError, OSError) as error:
            answer["error"] = str(error)
        else:
            answer["title"] = article.title
            answer["body"] = article.text
            answer["authors"] = [author.name for author in article.authors]
            answer["published"] = article.published.local if article.published else None
            answer["language"] = article.language
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()
