"""Who reads kept pages anew: processes of this machine, or others (`ingest.scale.rereading`)."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from ingest.archive.read.kept_pages import KeptPage
from ingest.core.model import Source
from ingest.core.parsed import Parsed
from ingest.core.reparse.reading import Held, Rereading, judge
from ingest.errors import ParseError
from ingest.pipeline.scope import scope
from ingest.pipeline.workers.task import Parser, Task, TaskResult

Reread = tuple[Rereading, Parsed | None]  # the comparison, and with a reading that may be taken all that was read


class Rereader(Protocol):
    async def most(self) -> int:
        """How many calls of `reread` may be under way."""
        ...

    async def reread(self, pages: Sequence[KeptPage], source: Source, *, whole: bool) -> list[Reread] | None:
        """What comes of each page, in their order; None when they could not be read, which was told. `whole`: what may be taken, too."""
        ...


class ReadHere:
    """By `workers`, which are processes of this machine."""

    def __init__(self, workers: Parser) -> None:
        self._workers = workers

    async def most(self) -> int:
        return 2  # one is read while the other is fetched, or noted

    async def reread(self, pages: Sequence[KeptPage], source: Source, *, whole: bool) -> list[Reread]:
        async with scope() as group:
            tasks = [group.create_task(self._one(page, source)) for page in pages]
        return [(rereading, parsed if whole else None) for rereading, parsed in (task.result() for task in tasks)]

    async def _one(self, page: KeptPage, source: Source) -> Reread:
        try:
            outcome: TaskResult | ParseError = await self._workers.parse(Task(page.document, source))
        except ParseError as error:
            outcome = error
        await asyncio.sleep(0)  # others may go on before the comparison
        return judged(page.held, outcome)


def judged(held: Held, answer: TaskResult | ParseError) -> Reread:
    """What a page says today beside what is held; `ParseError`: it broke its worker."""
    if isinstance(answer, ParseError):
        return Rereading(outcome="refused", reason=f"no article: {answer}", before=len(held.article.text)), None
    return judge(held, answer.reading)
