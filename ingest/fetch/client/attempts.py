"""What has been asked so far for one URL: redirects, attempts, the last answer, and the seconds on the wire that are left."""

import httpx

from ingest.core.model import Exchange, Hop
from ingest.fetch.client.exchange import Headers, Reply
from ingest.fetch.client.redirects import permanent_url
from ingest.fetch.manners.clock import Clock


class Attempts:
    def __init__(self, url: str, clock: Clock, seconds: float, limit: int, *, cut: bool = False) -> None:
        """`limit`: bytes on the wire and decoded; with `cut`, of a longer body what fits is kept."""
        self.url = url
        self.seconds = seconds
        self.limit = limit
        self.cut = cut
        self.made = 0
        self.hops: tuple[Hop, ...] = ()
        self.cookie_offered = False
        self._clock = clock
        self._started_at = clock.now()
        self._request_headers: Headers = ()
        self._reply: Reply | None = None
        self._wire_bytes = 0

    def sent(self, request: httpx.Request) -> None:
        self.made += 1
        if self.made == 1:
            self._started_at = self._clock.now()  # waiting for its turn is not asking
        self._request_headers = tuple((name.decode(), value.decode()) for name, value in request.headers.raw if name != b"Host")
        self._reply = None

    def answered(self, reply: Reply) -> None:
        self._reply = reply
        self._wire_bytes += reply.wire_bytes
        self.cookie_offered = self.cookie_offered or reply.header("set-cookie") is not None

    def __str__(self) -> str:
        """The URL, and where redirects led from it."""
        return f"{self.url} -> {self.hops[-1].location}" if self.hops else self.url

    def exchange(self) -> Exchange:
        reply = self._reply
        return Exchange(
            url=self.url,
            final_url=self.hops[-1].location if self.hops else self.url,
            started_at=self._started_at,
            ended_at=self._clock.now(),
            status=reply.status if reply else None,
            hops=self.hops,
            permanent_url=permanent_url(self.hops),
            peer=reply.peer if reply else None,
            request_headers=self._request_headers,
            headers=reply.headers if reply else (),
            wire_bytes=self._wire_bytes,
            attempts=self.made,
        )
