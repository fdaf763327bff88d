"""Memory is bounded, whatever a process meets in its months, and however much comes at once."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fetching import Fetching, ManualClock

from ingest.errors import Failed
from ingest.fetch.client import fetcher
from ingest.fetch.manners.recent import Recent


def test_what_was_used_last_is_kept() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    assert recent.put("c", 3) == [2]
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)


def test_what_is_needed_is_not_forgotten() -> None:
    recent: Recent[str, int] = Recent(1, needed=lambda value: value > 5)
    recent.put("a", 9)
    assert recent.put("b", 1) == []
    assert recent.put("c", 2) == [1]
    assert recent.get("a") == 9


def test_a_host_that_is_forgotten_is_saved_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "_HOSTS", 3)
    clock = ManualClock()
    with Fetching(transport=httpx.MockTransport(lambda _request: httpx.Response(404)), clock=clock) as fetching:
        for number in range(8):
            fetching.get(f"https://h{number}.test/")
            clock.pass_by(100)
        assert set(fetching.saved) >= {f"h{number}.test" for number in range(5)}
        assert fetching.saved["h0.test"].requests == 2


class Giants(httpx.AsyncBaseTransport):
    """Sends large bodies, and counts how many are under way beyond their first 3 MB."""

    def __init__(self) -> None:
        self.under_way = self.most = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(404) if request.url.path == "/robots.txt" else httpx.Response(200, stream=GiantBody(self))


class GiantBody(httpx.AsyncByteStream):
    def __init__(self, giants: Giants) -> None:
        self.giants = giants

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"x" * 3_000_000
        self.giants.under_way += 1
        self.giants.most = max(self.giants.most, self.giants.under_way)
        for _ in range(5):
            await asyncio.sleep(0)
            yield b"more"
        self.giants.under_way -= 1


def test_many_large_bodies_at_once_wait_for_each_other() -> None:
    giants = Giants()
    with Fetching(transport=giants, clock=ManualClock()) as fetching:
        documents = fetching.all(*(f"https://h{number}.test/" for number in range(12)))
    assert [len(document.body) for document in documents] == [3_000_020] * 12
    assert giants.most == 2


def test_every_request_waits_for_room_and_a_large_body_once_more() -> None:
    asked: list[int] = []
    giants = Giants()

    async def room() -> None:
        asked.append(giants.under_way)

    with Fetching(transport=giants, clock=ManualClock(), room=room) as fetching:
        fetching.get("https://a.test/")
    assert asked == [0, 0, 0], "robots.txt, the page, and the page again as it proves large"


def test_an_error_keeps_nothing_of_the_body() -> None:
    with Fetching(transport=Giants(), clock=ManualClock(), max_body=3_000_005) as fetching, pytest.raises(Failed) as caught:
        fetching.get("https://a.test/")
    assert (caught.value.kind, caught.value.__cause__, caught.value.__context__) == ("too large", None, None)
