"""Takes a Document, decides its verdict and writes it. It may come from a fetch, a saved page, an archived response or a re-parse."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from ingest.archive.read import sitemaps
from ingest.archive.read.kept_pages import kept_page
from ingest.core import verdicts
from ingest.core.change.decide import SAME_TEXT, Decision
from ingest.core.model import Document, Listing, ListingPage, Verdict
from ingest.core.parsed import Listed, Parsed, Same, Trouble, body_hash
from ingest.core.reparse.reading import judge
from ingest.errors import ListingBlocked, ListingError, ParseError
from ingest.pipeline import keep, rendering, reread
from ingest.pipeline.keep import listing as keep_listing
from ingest.pipeline.keep import past, renamed
from ingest.pipeline.keep.looked import validators_of
from ingest.pipeline.resources import Means, Options, Resources
from ingest.pipeline.workers.task import Task

_NO_SUCH_PAGE = (400, 404, 410)  # how sites answer for a page beyond a list's last one


async def take(
    resources: Means,
    look: keep.Look,
    document: Document,
    first: Callable[[str], Awaitable[None]] | None = None,
    draw: rendering.RunScripts | None = None,
) -> keep.Written | ListingPage:
    """What became of a page; what it lists, when the user named it and it is a listing. Raises FetchError where scripts cannot be run.

    `first` looks at a URL whose article the page may be at a new address: gone there, it moved here, whichever of the two is met first.
    `draw` runs a page's scripts.
    """
    exchange, status = document.exchange, document.status
    if status == 304:
        return await resources.writer.do(keep.unchanged, look, document, verdicts.NOT_MODIFIED)
    if (removal := verdicts.REMOVALS.get(status)) is not None:
        return await resources.writer.do(keep.missing, look, exchange, removal)
    if not 200 <= status < 300:
        return await resources.writer.do(keep.trouble, look, exchange, await _turned_away(resources, look, document))
    if look.is_past(exchange.ended_at):
        return await _take_past(resources, look, document)
    has_moved = _has_moved(look, document)
    if look.article is not None and _is_same_body(look, document) and not has_moved:
        return await resources.writer.do(keep.unchanged, look, document, verdicts.SAME_BYTES)
    try:
        standing = None if has_moved else look.standing
        task = Task(
            document, look.source, may_list=look.named and look.article is None, standing=standing, may_be_document=look.may_be_document
        )
        document, answer = await rendering.read(resources.workers, task, draw)
    except ParseError as error:
        return await resources.writer.do(keep.trouble, look, exchange, verdicts.of_error(error))
    if isinstance(answer.reading, Listed):
        await resources.writer.do(keep_listing.read, look, document, answer.reading.page)
        return answer.reading.page
    if isinstance(answer.reading, Same):
        return await resources.writer.do(keep.unchanged, look, document, SAME_TEXT, answer.body_hash, answer.reading.attachments)
    if isinstance(answer.reading, Parsed):
        await _read_anew(resources, look, answer.reading.extractor, exchange.ended_at)
        if first is not None:
            for url in renamed.older(resources.reader, look, document, answer.reading):
                await first(url)
    return await resources.writer.do(keep.page, look, document, answer)


async def _take_past(resources: Means, look: keep.Look, document: Document) -> keep.Written:
    """A page that was seen before the newest look at its URL is compared with what stood then, not with what stands."""
    try:
        document, answer = await rendering.read(resources.workers, Task(document, look.source), None)
    except ParseError as error:
        return await resources.writer.do(keep.trouble, look, document.exchange, verdicts.of_error(error))
    return await resources.writer.do(past.page, look, document, answer)


async def _read_anew(resources: Means, look: keep.Look, extractor: int, at: str) -> None:
    """Reads the kept page again with the new page's extractor, so that only the publisher's own edits become revisions of kind edit."""
    if look.article is None or (before := await resources.writer.do(kept_page, look.article, older_than=extractor)) is None:
        return
    with suppress(ParseError):  # the older reading stays
        rereading, parsed = judge(before.held, (await resources.workers.parse(Task(before.document, look.source))).reading)
        if parsed is not None and rereading.outcome == "changed":
            await resources.writer.do(reread.keep, before, parsed, look.source, look.owners, at)


async def _turned_away(resources: Means, look: keep.Look, document: Document) -> Decision:
    """The verdict of an error status. Most walls come with one, and their page says which kind they are."""
    page = None
    if document.body:
        with suppress(ParseError):
            reading = (await resources.workers.parse(Task(document, look.source))).reading
            page = reading if isinstance(reading, Trouble) else None
    return verdicts.of_status(document.status, page)


async def take_listing(
    resources: Resources,
    options: Options,
    look: keep.Look,
    listing: Listing,
    document: Document,
    draw: rendering.RunScripts | None = None,
    *,
    may_be_missing: bool = False,
) -> keep_listing.ReadListing:
    """What a listing says now. Raises ListingError, which is logged, and FetchError where scripts cannot be run.

    `may_be_missing`: a page of a list that nobody promised; where there is none, it is read as an empty one.
    """
    if may_be_missing and document.status in _NO_SUCH_PAGE:
        await resources.writer.do(keep.trouble, look, document.exchange, verdicts.of_list_end(document.status), final=True)
        return keep_listing.ReadListing(url=look.url)
    if document.status == 304 or (_is_same_body(look, document) and not options.whole_listings):
        await resources.writer.do(keep_listing.read, look, document, None)
        return keep_listing.ReadListing(url=look.url, moved_to=_moved_to(look, document))
    document, found = await _read_listing(resources, look, listing, document, draw)
    if isinstance(found, Decision):
        await resources.writer.do(keep.trouble, look, document.exchange, found, final=True)
        raise (ListingBlocked if found.verdict is Verdict.BLOCKED else ListingError)(found.reason)
    await resources.writer.do(keep_listing.read, look, document, found)
    return keep_listing.ReadListing(
        url=look.url,
        page=found,
        validators=validators_of(document),
        body_hash=body_hash(document.body),
        moved_to=_moved_to(look, document),
    )


async def _read_listing(
    resources: Resources, look: keep.Look, listing: Listing, document: Document, draw: rendering.RunScripts | None
) -> tuple[Document, ListingPage | Decision]:
    """The document as it was read, and what it says."""
    if document.status != 200:
        return document, verdicts.of_listing_status(look.url, await _turned_away(resources, look, document))
    try:
        document, answer = await rendering.read(resources.workers, Task(document, look.source, listing), draw)
    except ParseError as error:
        return document, verdicts.of_error(error)
    if isinstance(answer.reading, Trouble):
        return document, verdicts.of_unread_listing(look.url, answer.reading)
    assert isinstance(answer.reading, Listed)  # it was asked for
    if _is_emptied(resources, look, listing, answer.reading.page):
        return document, verdicts.of_emptied_listing(look.url)
    return document, answer.reading.page


def _is_emptied(resources: Resources, look: keep.Look, listing: Listing, page: ListingPage) -> bool:
    """Whether a listing that used to cite articles is empty now, and its file does not allow it."""
    if page.cited or page.listings or listing.min_links == 0 or look.state is None:
        return False
    return sitemaps.has_cited(resources.reader, look.state.id)


def _has_moved(look: keep.Look, document: Document) -> bool:
    """Whether a permanent redirect is new. The page is then written in full, so that its new address is remembered."""
    to = document.exchange.permanent_url
    return to is not None and (look.state is None or look.state.moved_to != look.spelled(to))


def _moved_to(look: keep.Look, document: Document) -> str | None:
    """Where a permanent redirect led, unless that is another spelling of where it stood."""
    to = document.exchange.permanent_url
    return to if to is not None and look.spelled(to) != look.url else None


def _is_same_body(look: keep.Look, document: Document) -> bool:
    return look.state is not None and look.state.body_hash == body_hash(document.body)
