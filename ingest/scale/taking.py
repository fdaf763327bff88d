"""The archive's side: parts are taken in one after the other, each once, and removed when all of it is on disk."""

import sqlite3
from collections.abc import Callable

from ingest.archive import Writer
from ingest.archive.read.imported_parts import ImportedPart, known
from ingest.archive.write import imported_parts
from ingest.core.urls import Owners
from ingest.errors import IngestError
from ingest.pipeline.answered import ReadElsewhere
from ingest.pipeline.bring import Bringing
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Means
from ingest.pipeline.workers.task import Parser
from ingest.scale import parts
from ingest.scale.model import PartReport
from ingest.scale.opening import PartFolder


class PartMissing(IngestError):
    """What a worker has put away cannot be found here."""


class Taking:
    """`reader` sees what is committed."""

    def __init__(
        self,
        folder: PartFolder,
        reader: sqlite3.Connection,
        writer: Writer,
        workers: Parser,
        owners: Owners,
        tell: Callable[[DocumentReport], None],
        now: Callable[[], str],
    ) -> None:
        self._folder = folder
        self._reader = reader
        self._writer = writer
        self._now = now
        self._answered = ReadElsewhere(workers)
        self._bringing = Bringing(Means(reader=reader, writer=writer, workers=self._answered), owners, tell, lambda _line: None)
        self._left_by_others = parts.by_key(folder)

    @property
    def in_archive(self) -> int:
        """Pages of the parts that the log had already."""
        return self._bringing.known

    def known(self, key: str) -> PartReport | None:
        """What came of a share that was read before: it is in the archive, or its part waits to be taken."""
        taken, name = known(self._reader, key), self._left_by_others.get(key)
        if taken is not None:
            if name is not None:
                self._folder.remove(name)
            return PartReport(key, taken.file, taken.start, taken.next, taken.pages, taken.left, taken.refused)
        if name is None:
            return None
        try:
            return parts.report_of(self._folder, name)
        except (OSError, ValueError):  # no part: it is read again
            self._folder.remove(name)
            return None

    async def take(self, report: PartReport) -> None:
        """Raises PartMissing, ArchiveError."""
        if not report.part:
            return
        try:
            await self._bringing.take(self._answered.put(*page) for page in parts.pages(self._folder, report.part))
        except (OSError, ValueError) as error:
            raise PartMissing(
                f"{self._folder.place}/{report.part}: a part that a worker has put there cannot be read here ({type(error).__name__}): "
                "name a place with --parts that all machines see"
            ) from None
        noted = ImportedPart(report.key, report.part, report.name, report.start, report.next, report.pages, report.left, report.refused)
        await self._writer.do(imported_parts.note, noted, self._now())
        self._folder.remove(report.part)
