"""Upkeep of the archive beside or after runs, which keeps its cost level for years."""

from itertools import count

from ingest.archive import digests
from ingest.archive.write import handed, upkeep
from ingest.core.times import later
from ingest.pipeline.resources import Resources

LOG_KEPT = 90 * 86400  # seconds; then the log becomes daily counts
_ARTICLES = 1000  # of an older version, whose parts get a digest in one transaction
_ANSWERS_KEPT = 86400  # seconds from the end of a fetch that was handed to the daemon: who asked has read them


async def keep_fit(resources: Resources, most: int | None = None) -> None:
    """Shortens the log and optimises the archive, in short transactions. Raises ArchiveError.

    `most`: transactions, of some thousand requests each, that shorten it now; what they leave waits for the next call.
    """
    before = later(resources.clock.now(), -LOG_KEPT)
    for _ in count() if most is None else range(most):
        if not await resources.writer.do(upkeep.rotate_log, before):
            break
    await resources.writer.do(handed.forget, later(resources.clock.now(), -_ANSWERS_KEPT))
    while await resources.writer.do(digests.note_missing_parts, _ARTICLES):
        pass
    await resources.writer.do(upkeep.optimize)
