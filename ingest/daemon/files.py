"""The sources of a daemon, which follow the schedule files."""

import asyncio
from collections.abc import Callable
from itertools import islice

from ingest.archive import Writer
from ingest.archive.write import source_state
from ingest.core.model import Source
from ingest.core.urls import Owners, Shard
from ingest.errors import SourceError
from ingest.fetch import Clock
from ingest.sources import Folder

_AT_ONCE = 2000  # sources registered in one go: as long as one commit may wait
_SHARE = 100  # looking at the files takes at most one second in so many

_LONGEST = 300  # seconds between two looks


class Files:
    """Keeps `sources`, the owners of URLs and the archive's table of sources like the files of a folder.

    A wrong file is reported, and hides no other. A file that was right and is wrong now counts as it was.
    """

    def __init__(
        self, folder: Folder, owners: Owners, writer: Writer, clock: Clock, note: Callable[[str], None], shard: Shard | None = None
    ) -> None:
        self._folder = folder
        self.sources: dict[str, Source] = {}  # by name
        self._owners = owners
        self._writer = writer
        self._clock = clock
        self._note = note
        self._shard = shard
        self._look_at = 0.0  # monotonic; not before it
        self._again = False
        self._is_first = True
        self._trouble = ""
        self.unread = 0  # files that never were right

    def read_again(self) -> None:
        """At the next look every file is read, changed or not."""
        self._again = True
        self._look_at = 0.0

    async def look(self) -> None:
        """Take in what changed. The files are read beside the event loop, and the more there are, the more seldom."""
        began = self._clock.monotonic()
        if began < self._look_at:
            return
        again, self._again = self._again, False
        try:
            change = await asyncio.to_thread(self._folder.read, again=again)
        except SourceError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self._note(f"{error}; the sources stay as they were read before")
            return
        finally:
            now = self._clock.monotonic()
            self._look_at = now + min(_SHARE * (now - began), _LONGEST)
        self._trouble = ""
        if not change:
            return
        for line in change.wrong:
            self._note(line)
        for name, source in change.sources.items():
            if self._shard is None or self._shard.has_source(source):
                self.sources[name] = source
            else:  # another machine's
                self.sources.pop(name, None)
        for source in change.sources.values():
            self._owners.put(source)
        for name in change.gone:
            self.sources.pop(name, None)
            self._owners.remove(name)
        self.unread = self._folder.count - len(self.sources)
        found = iter(change.sources.values())
        while part := list(islice(found, _AT_ONCE)):
            await self._writer.do(source_state.save_all, part, self._clock.now())
        if self._is_first or change.gone:
            await self._retire()

    async def _retire(self) -> None:
        """Also those whose files went while nobody looked."""
        self._is_first = False
        for name in await self._writer.do(source_state.retire, self._folder.names):
            self._note(f"{name}: its schedule file is gone; retired, and what it brought is kept")
