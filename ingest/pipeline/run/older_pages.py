"""Whether a walk over a listing's older pages has something to do now."""

from ingest.archive.read import walks as remembered
from ingest.archive.read.walks import Walked
from ingest.core import urls
from ingest.core.model import Listing, Source
from ingest.pipeline.resources import Options, Resources


def has_more(resources: Resources, options: Options, source: Source, listing: Listing) -> bool:
    """Whether a walk over a listing's older pages has something to do now. Who asks for one in person always gets it."""
    if not options.paced:
        return True
    before = remembered.of_listing(resources.reader, resources.owners.normalise(urls.request_url(listing.url), source))
    if before is None or goes_further(resources, options, before):
        return True
    is_due = before.next_due_at is None or before.next_due_at <= resources.clock.now()
    return is_due and not is_done(resources, before)


def is_done(resources: Resources, walk: Walked) -> bool:
    return walk.ended_at is not None and not remembered.waiting_urls(resources.reader, walk.id, 1)


def goes_further(resources: Resources, options: Options, walk: Walked) -> bool:
    """Whether it is asked to go further back than it was, and can."""
    if not _is_further(options.back_to, walk.sofar.back_to):
        return False
    left = remembered.waiting_page(resources.reader, walk.id) is not None or remembered.has_left(resources.reader, walk.id)
    return walk.ended_at is None or left


def _is_further(back_to: str | None, than: str | None) -> bool:
    return than is not None and (back_to is None or back_to < than)
