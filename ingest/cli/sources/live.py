"""`sources check --live`: one listing and one article of each source are asked for, and a table says which sources still hold."""

import asyncio
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ingest.cli.options.network import Network
from ingest.cli.process.open import fetcher_without_archive
from ingest.cli.terminal.messages import counting, say
from ingest.cli.terminal.output import one_line, print_json, print_table
from ingest.core import listing as listings
from ingest.core.discovery.judge import promising
from ingest.core.extract import extract
from ingest.core.model import Source
from ingest.errors import IngestError, ListingError, NotAnArticle
from ingest.fetch import Fetcher

_ARTICLES = 3  # tried one after the other: the first may be a video or a file
_AT_ONCE = 16  # sources
_LARGEST = 50_000_000  # bytes of a listing


class Canary(Struct, frozen=True, kw_only=True):
    """What one look at a source showed. It holds when its first listing has what the file expects and one of its articles was read."""

    source: str
    holds: bool
    listing: str
    links: int = 0
    newest_at: str | None = None  # as the listing dates its articles
    article: str | None = None  # the title of the one that was read
    dated: bool = False
    characters: int = 0
    problem: str | None = None


async def check(chosen: Iterable[Source], network: Network, *, as_json: bool) -> bool:
    """Prints a row for each source, those that do not hold first; whether all of them hold. Raises ConfigError."""
    sources = list(chosen)
    room = asyncio.Semaphore(_AT_ONCE)
    found: list[Canary] = []
    async with fetcher_without_archive(network) as fetcher:
        with counting("asking") as line:

            async def one(source: Source) -> None:
                async with room:
                    found.append(await _look(fetcher, source))
                line.update(f"{len(found)} of {len(sources)} sources, {sum(not each.holds for each in found)} do not hold")

            async with asyncio.TaskGroup() as group:
                for source in sources:
                    group.create_task(one(source))
    found.sort(key=lambda canary: (canary.holds, canary.source))
    _print(found, as_json=as_json)
    return all(canary.holds for canary in found)


async def _look(fetcher: Fetcher, source: Source) -> Canary:
    listing = source.listings[0]
    canary = Canary(source=source.name, holds=False, listing=listing.url)
    try:
        document = await fetcher.get(listing.url, source, max_body=_LARGEST)
        if document.status != 200:
            raise ListingError(f"{document.url}: answered {document.status}")
        page = listings.read(document, listing, source)
        if not page.cited and page.listings:  # an index: its newest sitemap
            document = await fetcher.get(page.listings[0].url, source, max_body=_LARGEST)
            page = listings.read(document, listing, source)
    except IngestError as error:
        return replace(canary, problem=one_line(str(error)))
    dates = [at for one in page.cited if (at := one.published_at or one.modified_at)]
    canary = replace(canary, links=len(page.cited), newest_at=max(dates, default=None))
    problem = "its links are none of articles"
    for cited in promising(page.cited, listing.url)[:_ARTICLES]:
        try:
            document = await fetcher.get(cited.url, source)
            if document.status != 200:
                raise NotAnArticle("error", f"answered {document.status}")
            article = extract(document, source)
        except IngestError as error:
            problem = one_line(str(error) if cited.url in str(error) else f"{cited.url}: {error}")
            continue
        dated = article.published is not None
        return replace(canary, holds=True, article=article.title, dated=dated, characters=len(article.text))
    return replace(canary, problem=problem)


def _print(found: list[Canary], *, as_json: bool) -> None:
    if as_json:
        for canary in found:
            print_json(canary)
        return
    rows = [
        (
            canary.source,
            "yes" if canary.holds else "NO",
            canary.links,
            (canary.newest_at or "")[:10],
            canary.characters or "",
            canary.problem or ("" if canary.dated else "the article has no date"),
        )
        for canary in found
    ]
    print_table(("source", "holds", "links", "newest", "text", "problem"), rows, right=("links", "text"))
    missing = sum(not canary.holds for canary in found)
    say(f"{len(found) - missing} of {len(found)} sources hold")
