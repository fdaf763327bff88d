"""Documents that were read elsewhere, with what was read."""

from collections import OrderedDict

from ingest.core.model import Document
from ingest.pipeline.workers.task import Parser, Task, TaskResult

_MOST = 64  # answers that are held; those of pages that nobody asked for go first


class ReadElsewhere:
    """A parser that knows the answers for some documents, and asks another one for whatever else is to be read."""

    def __init__(self, otherwise: Parser) -> None:
        self._otherwise = otherwise
        self._answers: OrderedDict[int, tuple[Document, TaskResult]] = OrderedDict()

    def put(self, document: Document, answer: TaskResult) -> Document:
        """The document, whose answer is known from now on."""
        self._answers[id(document)] = document, answer
        while len(self._answers) > _MOST:
            self._answers.popitem(last=False)
        return document

    async def parse(self, task: Task) -> TaskResult:
        known = self._answers.pop(id(task.document), None)
        return known[1] if known is not None else await self._otherwise.parse(task)
