"""A look at one URL: asked for, then taken."""

from ingest.core.model import Listing, ListingPage
from ingest.errors import Failed, FetchError, IngestError, Wall
from ingest.pipeline import ask, keep, keep_listing
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.take import take, take_listing


async def at_page(resources: Resources, options: Options, look: keep.Look) -> keep.Written | ListingPage:
    """What became of a page; what it lists, when the user named it and it is a listing."""
    try:
        document = await ask.ask(resources, options, look, ask.most_of(look))
        with resources.budget.holding(len(document.body)):
            return await take(resources, look, document)
    except (FetchError, Wall) as error:
        return await ask.no_answer(resources, look, error)
    except IngestError:
        raise
    except Exception as error:  # a bug of ours fails this page alone, and is reported
        return await ask.no_answer(resources, look, Failed("fault", _fault(look, error)))


async def at_listing(resources: Resources, options: Options, look: keep.Look, listing: Listing) -> keep_listing.ReadListing:
    """What a listing says now. Raises FetchError, Wall, ParseError; all is logged."""
    try:
        document = await ask.ask(resources, options, look, ask.LISTING, anew=options.whole_listings)
        return await take_listing(resources, options, look, listing, document)
    except (FetchError, Wall) as error:
        await ask.no_answer(resources, look, error)
        raise
    except IngestError:
        raise
    except Exception as error:  # a bug of ours fails this listing alone, and is reported
        fault = Failed("fault", _fault(look, error))
        await ask.no_answer(resources, look, fault)
        raise fault from error


def _fault(look: keep.Look, error: Exception) -> str:
    return f"{look.url}: a fault of ingest, please report it: {type(error).__name__}: {str(error)!a}"
