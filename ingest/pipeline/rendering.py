"""Pages that scripts fill, as their scripts leave them: where a source's file says so, and the page shows nothing by itself."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from ingest.core.model import Document, Listing, Source
from ingest.core.parsed import Listed, Parsed, ReadOutcome, Trouble
from ingest.errors import FetchError
from ingest.pipeline.workers.task import Parser, Task, TaskResult

if TYPE_CHECKING:
    from ingest.fetch import Turns

RunScripts = Callable[[Document], Awaitable[Document]]
_EMPTY = ("shell", "empty")  # what a page is called that shows no text


class RendersPages(Protocol):
    """Who runs the scripts of pages."""

    async def draw(self, document: Document, source: Source, max_wait: float, turns: "Turns | None" = None) -> Document:
        """What they make of it. Raises FetchError."""
        ...


async def read(workers: Parser, task: Task, draw: RunScripts | None) -> tuple[Document, TaskResult]:
    """A document as it was read: as it came, or as its scripts left it. Raises ParseError and FetchError.

    `draw`: None runs no scripts.
    """
    source, document = task.source, task.document
    if document.raw is not None:  # it was brought with what its scripts made of it
        before = await workers.parse(Task(document.raw, source))
        reading = await workers.parse(replace(task, document=replace(document, raw=None)))
        return document, replace(reading, answered=before.packed)
    if draw is None or not source.render:
        return task.document, await workers.parse(task)
    answer = await workers.parse(replace(task, standing=None) if source.render == "always" else task)
    if not needs_scripts(source, task.listing, answer.reading):
        return task.document, answer
    try:
        drawn = await draw(task.document)
    except FetchError as error:
        error.exchange = task.document.exchange
        raise
    reading = await workers.parse(replace(task, document=replace(drawn, raw=None)))
    if isinstance(reading.reading, Trouble) and not reading.reading.is_wall:
        told = f"{reading.reading.reason}; so after its scripts have run, by {drawn.rendered}"
        reading = replace(reading, reading=replace(reading.reading, reason=told))
    return drawn, replace(reading, answered=answer.packed)


def needs_scripts(source: Source, listing: Listing | None, reading: ReadOutcome) -> bool:
    """Whether a page that reads so is to be rendered, by what its source's file says."""
    if listing is not None and listing.kind != "page":
        return False
    if not source.render:
        return False
    if isinstance(reading, Trouble):
        is_page = not reading.is_wall and reading.error != "Unsupported"
        return is_page and (listing is not None or reading.kind in _EMPTY or source.render == "always")
    is_file = isinstance(reading, Parsed) and reading.article.form is not None
    is_feed = listing is None and isinstance(reading, Listed)
    return source.render == "always" and not is_file and not is_feed
