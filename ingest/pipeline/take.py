"""Taking: a Document becomes a verdict, written. Anyone may bring one: a fetch, a saved page, an archived response, a re-parse."""

from contextlib import suppress

from ingest.archive.read import documents, sitemaps
from ingest.core.judgement import SAME_TEXT
from ingest.core.model import Document, Listing, ListingPage, Verdict
from ingest.core.parsed import Listed, Parsed, Same, Trouble, body_hash
from ingest.errors import ListingError, ParseError
from ingest.pipeline import keep, keep_listing, reread
from ingest.pipeline.resources import Options, Tools
from ingest.pipeline.workers.task import Task

_CLOSED = (401, 403, 407, 451)  # statuses that say: not for you


async def take(tools: Tools, look: keep.Look, document: Document) -> keep.Written | ListingPage:
    """What became of a page; what it lists, when the user named it and it is a listing."""
    exchange, status = document.exchange, document.status
    if status == 304:
        return await tools.writer.do(keep.unchanged, look, document, "not modified since")
    if status in (404, 410):
        return await tools.writer.do(keep.missing, look, exchange)
    if not 200 <= status < 300:
        verdict, reason = await _turned_away(tools, look, document)
        return await tools.writer.do(keep.trouble, look, exchange, verdict, reason)
    has_moved = _has_moved(look, document)
    if look.article is not None and _is_same_body(look, document) and not has_moved:
        return await tools.writer.do(keep.unchanged, look, document, "the same bytes as before")
    try:
        standing = look.state.fingerprint if look.state and not has_moved else None
        answer = await tools.workers.parse(Task(document, look.source, may_list=look.named, fingerprint=standing))
    except ParseError as error:
        return await tools.writer.do(keep.trouble, look, exchange, Verdict.FAILED, str(error))
    if isinstance(answer.outcome, Listed):
        await tools.writer.do(keep_listing.read, look, document, answer.outcome.page)
        return answer.outcome.page
    if isinstance(answer.outcome, Same):
        return await tools.writer.do(keep.unchanged, look, document, SAME_TEXT, answer.body_hash)
    if isinstance(answer.outcome, Parsed):
        await _read_anew(tools, look, answer.outcome.extractor, exchange.ended_at)
    return await tools.writer.do(keep.page, look, document, answer)


async def _read_anew(tools: Tools, look: keep.Look, extractor: int, at: str) -> None:
    """What stands, read by the extractor that the new page was read by, so that only what the publisher changed is a revision."""
    if look.article is None or (before := await tools.writer.do(documents.held, look.article, extractor)) is None:
        return
    with suppress(ParseError):  # what stood is kept as it was read
        outcome = (await tools.workers.parse(Task(before.document, look.source))).outcome
        if isinstance(outcome, Parsed):
            await tools.writer.do(reread.keep, look.article, before, outcome, look.source, look.source_id, look.owners, at)


async def _turned_away(tools: Tools, look: keep.Look, document: Document) -> tuple[Verdict, str]:
    """What a status that says no means: most walls come with one, and their page tells of which kind they are."""
    reason = f"answered {document.status}"
    if document.body:
        with suppress(ParseError):
            outcome = (await tools.workers.parse(Task(document, look.source))).outcome
            if isinstance(outcome, Trouble) and outcome.is_wall and outcome.kind != "refused":
                return Verdict.BLOCKED, f"{reason}, {outcome.told}"
    return Verdict.BLOCKED if document.status in _CLOSED else Verdict.FAILED, reason


async def take_listing(tools: Tools, options: Options, look: keep.Look, listing: Listing, document: Document) -> keep_listing.Reading:
    """What a listing says now. Raises ParseError, which is logged."""
    if document.status == 304 or (_is_same_body(look, document) and not options.whole_listings):
        await tools.writer.do(keep_listing.read, look, document, None)
        return keep_listing.Reading(url=look.url)
    try:
        verdict = Verdict.FAILED
        if document.status != 200:
            verdict, reason = await _turned_away(tools, look, document)
            raise ListingError(f"{look.url}: the listing {reason}")
        answer = await tools.workers.parse(Task(document, look.source, listing))
        if isinstance(answer.outcome, Trouble):
            verdict = Verdict.BLOCKED if answer.outcome.is_wall else Verdict.FAILED
            raise ListingError(answer.outcome.told if look.url in answer.outcome.told else f"{look.url}: {answer.outcome.told}")
        assert isinstance(answer.outcome, Listed)  # it was asked for
        page = answer.outcome.page
        _check_emptiness(tools, look, listing, page)
    except ParseError as error:
        await tools.writer.do(keep.trouble, look, document.exchange, verdict, str(error))
        raise
    await tools.writer.do(keep_listing.read, look, document, page)
    return keep_listing.Reading(url=look.url, page=page, validators=keep.validators_of(document), body_hash=answer.body_hash)


def _check_emptiness(tools: Tools, look: keep.Look, listing: Listing, page: ListingPage) -> None:
    """Raises ListingError for a listing that used to cite articles and is empty now, unless its file allows it."""
    if page.cited or page.listings or listing.min_links == 0 or look.state is None:
        return
    if sitemaps.has_cited(tools.reader, look.state.id):
        raise ListingError(f"{look.url}: 0 articles in a listing that had some before (min_links = 0 allows it): it changed shape")


def _has_moved(look: keep.Look, document: Document) -> bool:
    """Whether a permanent redirect is news: then the page is kept in full, so that its new address is remembered."""
    to = document.exchange.permanent_url
    return to is not None and (look.state is None or look.state.moved_to != look.spelled(to))


def _is_same_body(look: keep.Look, document: Document) -> bool:
    return look.state is not None and look.state.body_hash == body_hash(document.body)
