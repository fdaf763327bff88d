"""Taking: a Document becomes a verdict, written. Anyone may bring one: a fetch, a saved page, an archived response, a re-parse."""

from contextlib import suppress

from ingest.archive.read import documents, sitemaps
from ingest.core.judgement import SAME_TEXT
from ingest.core.model import Document, Listing, ListingPage, Verdict
from ingest.core.parsed import Listed, Parsed, Same, Trouble, body_hash
from ingest.errors import ListingError, ParseError
from ingest.pipeline import keep, keep_listing, reread
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.workers.task import Task

_CLOSED = (401, 403, 407, 451)  # statuses that say: not for you


async def take(resources: Resources, look: keep.Look, document: Document) -> keep.Written | ListingPage:
    """What became of a page; what it lists, when the user named it and it is a listing."""
    exchange, status = document.exchange, document.status
    if status == 304:
        return await resources.writer.do(keep.unchanged, look, document, "not modified since")
    if status in (404, 410):
        return await resources.writer.do(keep.missing, look, exchange)
    if not 200 <= status < 300:
        verdict, reason = await _turned_away(resources, look, document)
        return await resources.writer.do(keep.trouble, look, exchange, verdict, reason)
    has_moved = _has_moved(look, document)
    if look.article is not None and _is_same_body(look, document) and not has_moved:
        return await resources.writer.do(keep.unchanged, look, document, "the same bytes as before")
    try:
        standing = look.state.fingerprint if look.state and not has_moved else None
        answer = await resources.workers.parse(Task(document, look.source, may_list=look.named, fingerprint=standing))
    except ParseError as error:
        return await resources.writer.do(keep.trouble, look, exchange, Verdict.FAILED, str(error))
    if isinstance(answer.reading, Listed):
        await resources.writer.do(keep_listing.read, look, document, answer.reading.page)
        return answer.reading.page
    if isinstance(answer.reading, Same):
        return await resources.writer.do(keep.unchanged, look, document, SAME_TEXT, answer.body_hash)
    if isinstance(answer.reading, Parsed):
        await _read_anew(resources, look, answer.reading.extractor, exchange.ended_at)
    return await resources.writer.do(keep.page, look, document, answer)


async def _read_anew(resources: Resources, look: keep.Look, extractor: int, at: str) -> None:
    """What stands, read by the extractor that the new page was read by, so that only what the publisher changed is a revision."""
    if look.article is None or (before := await resources.writer.do(documents.held, look.article, extractor)) is None:
        return
    with suppress(ParseError):  # what stood is kept as it was read
        reading = (await resources.workers.parse(Task(before.document, look.source))).reading
        if isinstance(reading, Parsed):
            await resources.writer.do(reread.keep, look.article, before, reading, look.source, look.source_id, look.owners, at)


async def _turned_away(resources: Resources, look: keep.Look, document: Document) -> tuple[Verdict, str]:
    """What a status that says no means: most walls come with one, and their page tells of which kind they are."""
    reason = f"answered {document.status}"
    if document.body:
        with suppress(ParseError):
            reading = (await resources.workers.parse(Task(document, look.source))).reading
            if isinstance(reading, Trouble) and reading.is_wall and reading.kind != "refused":
                return Verdict.BLOCKED, f"{reason}, {reading.told}"
    return Verdict.BLOCKED if document.status in _CLOSED else Verdict.FAILED, reason


async def take_listing(
    resources: Resources, options: Options, look: keep.Look, listing: Listing, document: Document
) -> keep_listing.ReadListing:
    """What a listing says now. Raises ParseError, which is logged."""
    if document.status == 304 or (_is_same_body(look, document) and not options.whole_listings):
        await resources.writer.do(keep_listing.read, look, document, None)
        return keep_listing.ReadListing(url=look.url)
    try:
        verdict = Verdict.FAILED
        if document.status != 200:
            verdict, reason = await _turned_away(resources, look, document)
            raise ListingError(f"{look.url}: the listing {reason}")
        answer = await resources.workers.parse(Task(document, look.source, listing))
        if isinstance(answer.reading, Trouble):
            verdict = Verdict.BLOCKED if answer.reading.is_wall else Verdict.FAILED
            raise ListingError(answer.reading.told if look.url in answer.reading.told else f"{look.url}: {answer.reading.told}")
        assert isinstance(answer.reading, Listed)  # it was asked for
        page = answer.reading.page
        _check_emptiness(resources, look, listing, page)
    except ParseError as error:
        await resources.writer.do(keep.trouble, look, document.exchange, verdict, str(error))
        raise
    await resources.writer.do(keep_listing.read, look, document, page)
    return keep_listing.ReadListing(url=look.url, page=page, validators=keep.validators_of(document), body_hash=answer.body_hash)


def _check_emptiness(resources: Resources, look: keep.Look, listing: Listing, page: ListingPage) -> None:
    """Raises ListingError for a listing that used to cite articles and is empty now, unless its file allows it."""
    if page.cited or page.listings or listing.min_links == 0 or look.state is None:
        return
    if sitemaps.has_cited(resources.reader, look.state.id):
        raise ListingError(f"{look.url}: 0 articles in a listing that had some before (min_links = 0 allows it): it changed shape")


def _has_moved(look: keep.Look, document: Document) -> bool:
    """Whether a permanent redirect is news: then the page is kept in full, so that its new address is remembered."""
    to = document.exchange.permanent_url
    return to is not None and (look.state is None or look.state.moved_to != look.spelled(to))


def _is_same_body(look: keep.Look, document: Document) -> bool:
    return look.state is not None and look.state.body_hash == body_hash(document.body)
