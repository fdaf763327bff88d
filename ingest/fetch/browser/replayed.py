"""Pages as their scripts left them, out of saved pages: a replay runs no browser."""

from msgspec.structs import replace

from ingest.core.model import Document, Source
from ingest.errors import Failed
from ingest.fetch.manners.turns import Turns
from ingest.fetch.transport.replay import ReplayTransport


class ReplayedRenderer:
    def __init__(self, saved: ReplayTransport) -> None:
        self._saved = saved

    async def draw(self, document: Document, source: Source, max_wait: float, turns: Turns | None = None) -> Document:
        """Raises Failed for a page that was not rendered when it was saved."""
        found = self._saved.rendered(document.url)
        if found is None:
            raise Failed("browser", f"{document.url}: its text is made by scripts, and the saved pages do not hold what they made")
        one, body = found
        exchange = replace(document.exchange, headers=one.headers)
        return replace(document, exchange=exchange, body=body, rendered=one.rendered, raw=document)
