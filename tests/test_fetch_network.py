"""The network: gone when nobody answers, and told from hosts that are; nothing is counted against them meanwhile."""

import asyncio
from contextlib import suppress

import httpx
import pytest
from fetching import Fetching, ManualClock

from ingest.errors import FetchError, Refused, Wall


class Net(httpx.AsyncBaseTransport):
    """Sites that answer, unless the cable is out or they are dead themselves."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.is_out = False
        self.dead: set[str] = set()
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        if self.is_out or request.url.host in self.dead:
            raise httpx.ConnectError("no route to host")
        return httpx.Response(404 if request.url.path == "/robots.txt" else 200, text="said")


def visit(net: Net) -> Fetching:
    return Fetching(transport=net, clock=net.clock)


def fails(fetching: Fetching, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetching.get(url)
    return caught.value.kind


def was_gone(fetching: Fetching, since: float = 0.0) -> bool:
    return fetching.run(fetching.fetcher.network.was_gone(since))


def read_all(fetching: Fetching, number: int) -> None:
    for one in range(number):
        fetching.get(f"https://s{one}.example/")


def test_it_is_gone_when_one_does_not_answer_and_neither_do_those_that_did() -> None:
    net = Net()
    with visit(net) as fetching:
        read_all(fetching, 4)
        net.is_out = True
        began = net.clock.monotonic()
        assert fails(fetching, "https://s0.example/a") == "connect"
        assert was_gone(fetching, began)
        assert sorted(fetching.fetcher.network.silent) == ["s0.example", "s1.example", "s2.example", "s3.example"]


def test_a_host_that_is_dead_alone_is_no_network_that_is_gone() -> None:
    net = Net()
    with visit(net) as fetching:
        read_all(fetching, 4)
        net.dead = {"s0.example", "s1.example", "s2.example"}
        for name in ("s0", "s1", "s2"):
            assert fails(fetching, f"https://{name}.example/a") == "connect"
        assert not was_gone(fetching)
        assert net.asked[-1] == "https://s3.example/robots.txt", "the one that answers still is asked before anything is said"
        assert fetching.saved["s0.example"].failures == 1


@pytest.mark.parametrize(("names", "gone"), [(("a.one", "b.one", "c.one"), False), (("one", "two", "three"), True)])
def test_hosts_below_one_name_are_one_witness(names: tuple[str, ...], gone: bool) -> None:
    net = Net()
    net.is_out = True
    with visit(net) as fetching:
        for name in names:
            fails(fetching, f"https://{name}.example/")
        assert was_gone(fetching) is gone


def test_while_it_is_gone_nothing_is_sent_but_a_few_knocks_and_one_answer_ends_it() -> None:
    net = Net()
    with visit(net) as fetching:
        read_all(fetching, 8)
        net.is_out = True
        fails(fetching, "https://s0.example/a")
        assert was_gone(fetching)
        for one in range(8):
            assert fails(fetching, f"https://s{one}.example/b") == "network"
        before = len(net.asked)
        for one in range(8):
            with pytest.raises(Refused, match=r"the network is gone: no host has answered since 2026-03-01T12:0") as caught:
                fetching.get(f"https://s{one}.example/c")
            assert caught.value.kind == "network"
        assert len(net.asked) == before
        for _ in range(4 * 60 * 3):
            net.clock.pass_by(15)
            fetching.run(fetching.fetcher.network.look_again())
        assert len(net.asked) - before <= 3 * 4 * 60 * 3
        assert {url.rpartition("/")[2] for url in net.asked[before:]} == {"robots.txt"}
        assert len(set(net.asked[before:])) == 8, "whichever is back first is seen"
        net.is_out = False
        began = net.clock.monotonic()
        net.clock.pass_by(15)
        assert fetching.get("https://s3.example/b").body == b"said", "whoever asks looks first"
        assert fetching.fetcher.network.gone_since is None
        assert was_gone(fetching, began), "what began before it was back may have failed by it"
        assert not was_gone(fetching, net.clock.monotonic() + 1)


def test_what_failed_while_nobody_answered_is_not_counted_against_hosts() -> None:
    net = Net()
    with visit(net) as fetching:
        read_all(fetching, 6)
        net.dead = {"s5.example"}
        for page in range(5):
            fails(fetching, f"https://s5.example/{page}")
        held = fetching.saved["s5.example"]
        assert held.failures == 5, "a host that was dead before"
        fetching.get("https://s1.example/")
        net.is_out = True
        for page in range(7):
            fails(fetching, f"https://s0.example/{page}")
        net.clock.pass_by(60)
        fails(fetching, "https://s5.example/again")
        assert (fetching.saved["s0.example"].failures, fetching.saved["s5.example"].failures) == (7, 6)
        assert was_gone(fetching)
        after = fetching.saved
        assert (after["s0.example"].failures, after["s0.example"].hold_until) == (0, None)
        assert (after["s5.example"].failures, after["s5.example"].hold_until) == (5, held.hold_until), "is as dead as it was"


def test_a_robots_txt_that_nobody_answered_is_asked_for_again_when_it_is_back() -> None:
    net = Net()
    with visit(net) as fetching:
        read_all(fetching, 3)
        net.is_out = True
        assert fails(fetching, "https://fresh.example/") == "connect"
        assert was_gone(fetching)
        net.is_out = False
        net.clock.pass_by(15)
        assert fetching.get("https://fresh.example/").body == b"said"


@pytest.mark.parametrize(
    "answered", [httpx.Response(500), httpx.Response(301, headers={"Location": "/"}), httpx.RemoteProtocolError("junk")]
)
def test_whatever_is_answered_is_an_answer(answered: httpx.Response | Exception) -> None:
    net = Net()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "s1.example":
            if isinstance(answered, Exception):
                raise answered
            return answered
        return await net.handle_async_request(request)

    with Fetching(transport=httpx.MockTransport(answer), clock=net.clock) as fetching:
        net.dead = {"a.example", "b.example", "c.example"}
        for name in net.dead:
            fails(fetching, f"https://{name}/")
        with suppress(FetchError, Wall):
            fetching.get("https://s1.example/")
        assert fetching.fetcher.network.gone_since is None
        assert fetching.fetcher.network.silent == ()


def test_who_is_being_asked_meanwhile_is_waited_for() -> None:
    """Three names do not resolve, at once; the fourth site takes its time to answer."""
    net = Net()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "slow.example":
            await net.clock.sleep(5)
            return httpx.Response(404)
        raise httpx.ConnectError("no such host")

    with Fetching(transport=httpx.MockTransport(answer), clock=net.clock) as fetching:

        async def ask(name: str) -> bool:
            with suppress(FetchError):
                await fetching.fetcher.get(f"https://{name}.example/")
            return await fetching.fetcher.network.was_gone(0.0)

        async def all_of_them() -> list[bool]:
            return list(await asyncio.gather(*map(ask, ("a", "b", "c", "slow"))))

        assert fetching.run(all_of_them()) == [False] * 4
