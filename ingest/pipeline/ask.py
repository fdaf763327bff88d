"""Asks for a URL: the result is a Document, or a row of the log that says why there is none. The one module here that knows the fetcher."""

from ingest.core import verdicts
from ingest.core.model import Document, Exchange, Validators
from ingest.errors import FetchError, Refused, Wall
from ingest.pipeline import keep
from ingest.pipeline.resources import Options, Resources

PAGE = 8_000_000  # bytes of an article page, codings undone; the largest of a thousand real ones had 2.3
LISTING = 50_000_000  # bytes; the sitemap protocol's own limit
_PASSING = frozenset({"hold", "budget", "network", "unanswered", "unreadable"})  # kinds of refusal that pass by themselves
_ERASED = "erased"  # the kind of refusal that no look changes
_LOOKS_UNTIL_UNCONDITIONAL = 10  # every tenth look sends no validators, to find servers whose validators are wrong


async def ask(resources: Resources, options: Options, look: keep.Look, most: int, *, anew: bool = False) -> Document:
    """The server's answer, at most `most` bytes. `anew`: send no validators. Raises FetchError, Wall."""
    if look.state is not None and look.state.erased_at is not None:
        raise Refused(_ERASED, verdicts.of_erased(look.state.erased_at).reason)
    validators = Validators()
    if not anew and look.state is not None and look.state.looks % _LOOKS_UNTIL_UNCONDITIONAL != _LOOKS_UNTIL_UNCONDITIONAL - 1:
        validators = look.state.validators
    document = await resources.fetcher.get(look.ask, look.source, validators, options.max_wait, most, options.turns)
    if look.may_be_document and (size := _cut_from(document, most)) is not None:
        refused = Refused("too large", f"{look.url}: a document of {size:,} bytes, more than max_document ({most:,})")
        refused.exchange = document.exchange
        raise refused
    if resources.recorder is not None and document.status != 304:
        resources.recorder.keep(document)
    return document


def most_of(look: keep.Look) -> int:
    """Bytes that are taken of a page, or of a document where one may be."""
    return max(PAGE, look.source.max_document) if look.may_be_document else PAGE


def _cut_from(document: Document, most: int) -> int | None:
    """The size of a body of which the fetcher took the beginning alone; None: it is whole."""
    announced = document.header("content-length") or ""
    size = int(announced) if announced.isdecimal() and document.header("content-encoding") is None else 0
    return max(size, len(document.body)) if document.body and max(size, len(document.body)) > most else None


async def no_answer(resources: Resources, look: keep.Look, error: FetchError | Wall, *, of_listing: bool = False) -> keep.Written:
    """Logs that no answer came, and why. When a listing is looked at again is its source's to say."""
    now = resources.clock.now()
    exchange = error.exchange or Exchange(url=look.url, final_url=look.url, started_at=now, ended_at=now)
    final = of_listing or error.kind == _ERASED
    return await resources.writer.do(keep.trouble, look, exchange, verdicts.of_error(error), passing=error.kind in _PASSING, final=final)
