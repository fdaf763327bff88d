"""A look at one URL: asked for, then taken."""

from collections.abc import Awaitable, Callable
from functools import partial

from ingest.archive.read import lookups
from ingest.core.due import DAY
from ingest.core.model import Document, Listing, ListingPage
from ingest.core.times import seconds_between
from ingest.errors import Failed, FetchError, IngestError, Wall
from ingest.pipeline import ask, keep
from ingest.pipeline.byte_budget import ByteBudget
from ingest.pipeline.keep.listing import ReadListing
from ingest.pipeline.rendering import RunScripts
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.take import take, take_listing

_TESTED = (2, 4)  # looks that a listing had


async def at_page(
    resources: Resources, options: Options, look: keep.Look, first: Callable[[str], Awaitable[None]] | None = None
) -> keep.Written | ListingPage:
    """What became of a page; what it lists, when the user named it and it is a listing. `first`: as `take` says."""
    try:
        document = await ask.ask(resources, options, look, ask.most_of(look))
        with resources.budget.holding(len(document.body)):
            aside = partial(_aside, resources.budget, len(document.body), first) if first else None
            return await take(resources, look, document, aside, _drawing(resources, options, look))
    except (FetchError, Wall) as error:
        return await ask.no_answer(resources, look, error)
    except IngestError:
        raise
    except Exception as error:  # a bug of ours fails this page alone, and is reported
        return await ask.no_answer(resources, look, Failed("fault", _fault(look, error)))


async def at_listing(
    resources: Resources, options: Options, look: keep.Look, listing: Listing, *, may_be_missing: bool = False
) -> ReadListing:
    """What a listing says now. Raises FetchError, Wall, ParseError; all is logged. `may_be_missing`: as `take_listing` says."""
    try:
        anew = options.whole_listings or _is_test_due(resources, look)
        document = await ask.ask(resources, options, look, ask.LISTING, anew=anew)
        draw = _drawing(resources, options, look)
        return await take_listing(resources, options, look, listing, document, draw, may_be_missing=may_be_missing)
    except (FetchError, Wall) as error:
        await ask.no_answer(resources, look, error, of_listing=True)
        raise
    except IngestError:
        raise
    except Exception as error:  # a bug of ours fails this listing alone, and is reported
        fault = Failed("fault", _fault(look, error))
        await ask.no_answer(resources, look, fault, of_listing=True)
        raise fault from error


def _is_test_due(resources: Resources, look: keep.Look) -> bool:
    """Whether a listing's validators are put to the test, twice while it is young, once a day later: where they lie, it is silent."""
    if look.state is None or look.state.looks in _TESTED:
        return look.state is not None
    whole_at = lookups.answered_whole_at(resources.reader, look.state.id)
    return whole_at is None or abs(seconds_between(whole_at, resources.clock.now())) >= DAY


async def _aside(budget: ByteBudget, size: int, first: Callable[[str], Awaitable[None]], url: str) -> None:
    with budget.lending(size):
        await first(url)


def _drawing(resources: Resources, options: Options, look: keep.Look) -> RunScripts | None:
    """What runs the scripts of a page, where its source says so."""
    renderer = resources.renderer
    if renderer is None or not look.source.render:
        return None

    async def draw(document: Document) -> Document:
        drawn = await renderer.draw(document, look.source, options.max_wait, options.turns)
        if resources.recorder is not None:
            resources.recorder.keep(drawn)
        return drawn

    return draw


def _fault(look: keep.Look, error: Exception) -> str:
    return f"{look.url}: a fault of ingest, please report it: {type(error).__name__}: {str(error)!a}"
