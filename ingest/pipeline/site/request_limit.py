"""How many requests a command may send in all, each reported as it goes out."""

from collections.abc import Callable

from ingest.errors import Refused


class RequestLimit:
    def __init__(self, most: int, tell: Callable[[str], None]) -> None:
        self.most = most
        self.sent = 0
        self._tell = tell

    @property
    def left(self) -> int:
        return self.most - self.sent

    def sending(self, url: str) -> None:
        """Counts a request. Raises Refused instead of one too many."""
        if not self.left:
            raise Refused("limit", f"the limit of {self.most} requests is reached")
        self.sent += 1
        self._tell(f"request {self.sent} of {self.most}: {url}")
