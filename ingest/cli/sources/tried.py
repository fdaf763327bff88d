"""Fetching one listing and some of its articles without an archive: what `sources try` and `sources capture` do."""

import re
from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from ingest import sources
from ingest.cli.options.network import Network
from ingest.cli.process.open import fetcher_without_archive, rendering
from ingest.cli.process.to_file import writing
from ingest.cli.terminal.messages import say
from ingest.cli.terminal.output import plain
from ingest.config import read as read_config
from ingest.core import listing as listings
from ingest.core import reading, urls
from ingest.core.extract import extract
from ingest.core.listing.older import told
from ingest.core.model import ADHOC, Article, Cited, Document, Listing, ListingPage, Source
from ingest.errors import IngestError, ListingError, NotAnArticle, ParseError
from ingest.fetch import Fetcher, Recorder
from ingest.pipeline.rendering import needs_scripts

_PATIENCE = 30.0  # seconds that a host on hold is waited for


async def attempt(target: str, loaded: Mapping[str, Source], network: Network) -> None:
    """Print what one listing cites, the fields of one article, and for a URL without a source a schedule file. Raises IngestError."""
    async with fetcher_without_archive(network) as fetcher:
        source, listing, document = await _start(fetcher, target, loaded)
        document = await _rendered(fetcher, network, document, source, listing)
        if listing is None:
            _print_article(extract(document, source))
        else:
            feeds = _print_feeds(document) if listing.kind == "page" else ()
            try:
                page = listings.read(document, listing, source)
            except ListingError as error:
                if not feeds and source is ADHOC and listing.kind == "page":
                    further = f"`ingest sources add {document.url}` looks further"
                    raise ListingError(f"{document.url}: no list of articles is in this page, and it declares no feed; {further}") from None
                if not feeds:
                    raise
                click.echo(f"# {plain(str(error))}; its feeds say more")
            else:
                _print_listing(listing, page)
                article = await _first_article(fetcher, network, page, source)
                if article is not None:
                    _print_article(article)
    if source is ADHOC:
        click.echo(_skeleton(document, listing))


async def save(target: str, loaded: Mapping[str, Source], network: Network, folder: Path | None, articles: int) -> None:
    """Keep documents and what is read from them: `index.jsonl` and bodies, `expected/NUMBER.json` beside. Raises IngestError."""
    async with fetcher_without_archive(network) as fetcher:
        source, listing, document = await _start(fetcher, target, loaded)
        name = urls.site(document.url).replace(".", "-") if source is ADHOC else source.name
        folder = folder or Path("fixtures") / name
        recorder = Recorder(folder)
        documents = [document] if listing is None else []
        if listing is not None:
            with writing(folder):
                recorder.keep(document)
            cited = listings.read(document, listing, source).cited[:articles]
            documents = [await fetcher.get(one.url, source) for one in cited]
    with writing(folder):
        (folder / "expected").mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(documents, 1):
            recorder.keep(one)
            (folder / "expected" / f"{number:05}.json").write_bytes(msgspec.json.format(msgspec.json.encode(_read(one, source)), indent=2))
    click.echo(f"{folder}: {len(documents)} articles and what is read from them; review expected/ by eye before you rely on it")


async def page_of(url: str, loaded: Mapping[str, Source], network: Network) -> tuple[Document, Source]:
    """One page, and the source whose site it is on. Raises IngestError."""
    async with fetcher_without_archive(network) as fetcher:
        url = urls.request_url(url)
        source = urls.Owners(loaded.values()).of(url) or ADHOC
        return await _rendered(fetcher, network, _answered(await fetcher.get(url, source)), source), source


async def _start(fetcher: Fetcher, target: str, loaded: Mapping[str, Source]) -> tuple[Source, Listing | None, Document]:
    """The source of a target, its first document, and the listing that this is; None: it is an article."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
        source = sources.named(loaded, target)
        listing = source.listings[0]
        return source, listing, _answered(await fetcher.get(listing.url, source))
    url = urls.request_url(target)
    source = urls.Owners(loaded.values()).of(url) or ADHOC
    document = _answered(await fetcher.get(url, source))
    spelling = urls.Spelling(source.article)
    known = next((one for one in source.listings if spelling.normalise(one.url) == spelling.normalise(url)), None)
    return source, known or _guessed(document, source), document


async def _rendered(fetcher: Fetcher, network: Network, document: Document, source: Source, listing: Listing | None = None) -> Document:
    """The document as its scripts leave it, where its source's file says so and it needs them."""
    if not source.render or not needs_scripts(source, listing, reading.read(document, source, listing)):
        return document
    async with rendering(fetcher, read_config(Path("archive.db")), network) as renderer:
        return await renderer.draw(document, source, _PATIENCE)


def _answered(document: Document) -> Document:
    if document.status != 200:
        raise ListingError(f"{document.url}: answered {document.status}")
    return document


def _guessed(document: Document, source: Source) -> Listing | None:
    """The listing that an unknown document is; an HTML page is one when it is no article and cites several."""
    kind = listings.sniff(document)
    if kind is None:
        return None
    listing = Listing(kind=kind, url=document.url)
    if kind != "page":
        return listing
    try:
        extract(document, source)
        return None
    except ParseError:
        return listing


async def _first_article(fetcher: Fetcher, network: Network, page: ListingPage, source: Source) -> Article | None:
    for cited in page.cited[:5]:  # the first may be a video or a PDF
        try:
            return extract(await _rendered(fetcher, network, await fetcher.get(cited.url, source), source), source)
        except IngestError as error:
            say(f"{error}{_render(error)}")
    return None


def _render(error: IngestError) -> str:
    """What helps where a page shows nothing without scripts."""
    return "; `render = true` in its file has them run" if isinstance(error, NotAnArticle) and error.kind == "shell" else ""


def _read(document: Document, source: Source) -> object:
    try:
        return extract(document, source)
    except ParseError as error:
        return {"url": document.url, "error": type(error).__name__, "reason": str(error)}


def _print_listing(listing: Listing, page: ListingPage) -> None:
    click.echo(f"# {listing.kind} {plain(listing.url)}: {len(page.cited)} articles, {len(page.listings)} further listings")
    for cited in page.cited[:10]:
        click.echo(plain(f"#   {cited.published_at or '-':20}  {cited.url}  {cited.title or ''}"))
    click.echo(plain(f"#   older pages: {told.of_listing(listing, page.older)}"))
    for problem in page.problems:
        click.echo(f"#   recovered from: {plain(problem)}")


def _print_feeds(document: Document) -> tuple[Cited, ...]:
    """The feeds that a page declares."""
    feeds = listings.feeds_of(document)
    for feed in feeds:
        click.echo(plain(f"# declares a feed: {feed.url}  {feed.title or ''}".rstrip()))
    return feeds


def _print_article(article: Article) -> None:
    fields = {
        "url": article.url,
        "title": article.title,
        "lead": article.lead,
        "byline": article.byline,
        "authors": ", ".join(author.name for author in article.authors),
        "published": article.published.local if article.published else None,
        "language": article.language,
        "canonical": article.canonical,
        "alternates": " ".join(f"{one.language}:{one.url}" for one in article.alternates),
        "cites": " ".join(one.url or one.words for one in article.citations),
        "text": f"{len(article.text)} characters: {' '.join(article.text.split())[:200]}",
    }
    for name, value in fields.items():
        click.echo(plain(f"# {name + ':':12}{value or '-'}"))


def _skeleton(document: Document, listing: Listing | None) -> str:
    """A schedule file to start from. What a look at one page cannot tell is left out or guessed, and said so."""
    feeds = listings.feeds_of(document) if listing is None or listing.kind == "page" else ()
    url, kind = (feeds[0].url, "feed") if feeds else (document.url, listing.kind if listing else "page")
    lines = [
        f"# A first draft, made from {document.url}. Check each line, then: ingest sources check",
        f"title = {_quoted(urls.host(document.url))}",
        f"homepage = {_quoted('/'.join(document.url.split('/')[:3]) + '/')}",
        'every = "1h"',
        'back = "7d"',
        "",
        "[[listing]]",
        f"kind = {_quoted(kind)}",
        f"url = {_quoted(url)}",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()  # a JSON string is a TOML basic string
