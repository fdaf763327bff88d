"""What has been asked so far for one URL: redirects, attempts, the last answer, and the seconds on the wire that are left."""

from ingest.core.model import Exchange, Hop
from ingest.fetch.client.redirects import permanent_url
from ingest.fetch.client.wire import Answer, Headers
from ingest.fetch.manners.clock import Clock


class Trail:
    def __init__(self, url: str, clock: Clock, seconds: float, limit: int, *, cut: bool = False) -> None:
        """`limit`: bytes on the wire and decoded; with `cut`, of a longer body what fits is kept."""
        self.url = url
        self.seconds = seconds
        self.limit = limit
        self.cut = cut
        self.attempts = 0
        self.hops: tuple[Hop, ...] = ()
        self.cookie_offered = False
        self._clock = clock
        self._started_at = clock.now()
        self._request_headers: Headers = ()
        self._answer: Answer | None = None
        self._wire_bytes = 0

    def sent(self, headers: Headers) -> None:
        self.attempts += 1
        self._request_headers = headers
        self._answer = None

    def answered(self, answer: Answer) -> None:
        self._answer = answer
        self._wire_bytes += answer.wire_bytes
        self.cookie_offered = self.cookie_offered or answer.header("set-cookie") is not None

    def __str__(self) -> str:
        """The URL, and where redirects led from it."""
        return f"{self.url} -> {self.hops[-1].location}" if self.hops else self.url

    def exchange(self) -> Exchange:
        answer = self._answer
        return Exchange(
            url=self.url,
            final_url=self.hops[-1].location if self.hops else self.url,
            started_at=self._started_at,
            ended_at=self._clock.now(),
            status=answer.status if answer else None,
            hops=self.hops,
            permanent_url=permanent_url(self.hops),
            peer=answer.peer if answer else None,
            request_headers=self._request_headers,
            headers=answer.headers if answer else (),
            wire_bytes=self._wire_bytes,
            attempts=self.attempts,
        )
