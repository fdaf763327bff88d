"""Where it may connect: the rules on addresses alone, then held against a resolver of the test's own at every kind of request."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import httpx
import pytest
from fetching import Fetching, ManualClock
from origin import Origin, answer

from ingest.errors import ConfigError, Failed, FetchError, Refused
from ingest.fetch.transport.address import is_global

PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]

FORBIDDEN = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:2800::1%eth0",
    "fec0::1",
    "ff02::1",
    "4000::1",
]
ALLOWED = [
    *PUBLIC,
    "1.1.1.1",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "198.20.0.1",
    "223.255.255.255",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
    "2002:101:101::1",
    "2400:cb00::1",
    "2a00:1450::1",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_not_a_public_address(address: str) -> None:
    assert not is_global(ip_address(address))


@pytest.mark.parametrize("address", ALLOWED)
def test_a_public_address(address: str) -> None:
    assert is_global(ip_address(address))


class Site(httpx.AsyncBaseTransport):
    """Redirects and pages as told, by URL; remembers what was asked."""

    def __init__(self, redirects: dict[str, str] | None = None) -> None:
        self.redirects = redirects or {}
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        self.asked.append(url)
        if url in self.redirects:
            return httpx.Response(302, headers={"Location": self.redirects[url]})
        return httpx.Response(404 if request.url.path == "/robots.txt" else 200)


def refusal(url: str, site: Site | None = None, names: dict[str, list[str]] | None = None, **settings: Any) -> Refused:
    with (
        Fetching(transport=site or Site(), names=names or {}, clock=ManualClock(), **settings) as fetching,
        pytest.raises(Refused) as caught,
    ):
        fetching.get(url)
    return caught.value


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "[64:ff9b::7f00:1]",
        "169.254.169.254",
        "0",
        "user:secret@127.0.0.1",
    ],
)
def test_a_literal_is_refused_in_every_spelling(host: str) -> None:
    site = Site()
    error = refusal(f"http://{host}/", site)
    assert error.kind == "address"
    assert "secret" not in str(error)
    assert site.asked == []


def test_a_name_is_refused_for_a_single_forbidden_address() -> None:
    site = Site()
    error = refusal("https://a.test/", site, {"a.test": [*PUBLIC, "10.0.0.1"]})
    assert str(error) == "https://a.test/: a.test resolves to 10.0.0.1, which is not a public address; --allow-net opens a range"
    assert site.asked == []


@pytest.mark.parametrize("hop", ["http://127.0.0.1/", "http://internal.test/", "http://[::ffff:10.0.0.1]/", "//169.254.169.254/latest/"])
def test_a_redirect_to_a_forbidden_address_is_not_followed(hop: str) -> None:
    site = Site({"https://a.test/1": hop})
    error = refusal("https://a.test/1", site, {"a.test": PUBLIC, "internal.test": ["10.0.0.1"]})
    assert error.kind == "address"
    assert str(error).startswith("https://a.test/1 -> http")
    assert site.asked == ["https://a.test/robots.txt", "https://a.test/1"]


def test_a_robots_txt_that_points_inside_is_not_followed_and_forbids_everything() -> None:
    site = Site({"https://a.test/robots.txt": "http://127.0.0.1/robots.txt"})
    error = refusal("https://a.test/1", site, {"a.test": PUBLIC})
    assert (error.kind, site.asked) == ("unreadable", ["https://a.test/robots.txt"])


def test_a_name_that_does_not_resolve_is_a_failure_not_a_refusal() -> None:
    with Fetching(transport=Site(), names={}, clock=ManualClock()) as fetching, pytest.raises(Failed) as caught:
        fetching.get("https://nowhere.test/")
    assert (caught.value.kind, str(caught.value)) == ("dns", "https://nowhere.test/: nowhere.test does not resolve: no such name")


def test_a_name_without_any_address_does_not_resolve() -> None:
    with Fetching(transport=Site(), names={"a.test": []}, clock=ManualClock()) as fetching, pytest.raises(Failed) as caught:
        fetching.get("https://a.test/")
    assert caught.value.kind == "dns"


@pytest.mark.parametrize("port", [0, 22, 25, 81, 3306, 6379, 8000, 65535])
def test_only_the_ports_of_the_web_are_asked(port: int) -> None:
    error = refusal(f"http://a.test:{port}/", names={"a.test": PUBLIC})
    assert (error.kind, f"port {port}" in str(error)) == ("port", True)


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_the_ports_of_the_web(port: int) -> None:
    with Fetching(transport=Site(), names={"a.test": PUBLIC}, clock=ManualClock()) as fetching:
        assert fetching.get(f"http://a.test:{port}/").status == 200


def test_allow_net_opens_its_range_with_every_port_and_nothing_else() -> None:
    open_range: dict[str, Any] = {"allow_net": ("127.0.0.0/30",)}
    names = {"own.test": ["127.0.0.2"], "next.test": ["127.0.0.4"], "mixed.test": ["127.0.0.2", *PUBLIC]}
    with Fetching(transport=Site(), names=names, clock=ManualClock(), **open_range) as fetching:
        for url in ("http://127.0.0.1:9999/", "http://own.test:22/", "http://[::ffff:127.0.0.1]:9999/", "http://mixed.test/"):
            assert fetching.get(url).status == 200
    assert refusal("http://next.test/", names=names, **open_range).kind == "address"
    assert refusal("http://10.0.0.1/", names=names, **open_range).kind == "address"
    assert refusal("http://mixed.test:22/", names=names, **open_range).kind == "port"


def test_allow_net_takes_ranges_alone() -> None:
    with pytest.raises(ConfigError, match=r"allow-net: .*localhost.*wanted a range like 127\.0\.0\.0/8"):
        Fetching(allow_net=("localhost",))


# ---------------------------------------------------------------- on a real wire


@pytest.fixture
def origin() -> Iterator[Origin]:
    with Origin(["127.0.0.1", "127.0.0.2"]) as origin:
        yield origin


def port_of(origin: Origin) -> str:
    return origin.url("/").split(":")[2].rstrip("/")


def test_what_was_checked_is_what_is_connected_to(origin: Origin) -> None:
    """A name server that says something else the second time (DNS rebinding) is not asked a second time."""
    origin.serve("/a", [answer(b"page", Connection="close")])
    names = {"own.test": ["127.0.0.2"]}
    with Fetching(names=names, allow_net=("127.0.0.2/32",), delay=0.0) as fetching:
        fetching.get(f"http://own.test:{port_of(origin)}/a")
        names["own.test"] = ["127.0.0.1"]
        document = fetching.get(f"http://own.test:{port_of(origin)}/a")
    assert {request.host for request in origin.requests} == {"127.0.0.2"}
    assert fetching.resolved == ["own.test"]
    assert document.exchange.peer == f"127.0.0.2:{port_of(origin)}"


def test_a_name_that_moves_inside_later_is_refused(origin: Origin) -> None:
    origin.serve("/a", answer(b"page"))
    names, clock = {"own.test": ["127.0.0.2"]}, ManualClock()
    with Fetching(names=names, allow_net=("127.0.0.2/32",), delay=0.0, clock=clock) as fetching:
        fetching.get(f"http://own.test:{port_of(origin)}/a")
        names["own.test"] = ["127.0.0.1"]
        clock.pass_by(3600)
        with pytest.raises(FetchError, match=r"resolves to 127\.0\.0\.1"):
            fetching.get(f"http://own.test:{port_of(origin)}/a")


def test_the_next_address_of_a_name_is_tried(origin: Origin) -> None:
    origin.serve("/a", answer(b"page"))
    names = {"own.test": ["127.0.0.9", "127.0.0.2"]}
    with Fetching(names=names, allow_net=("127.0.0.0/8",), delay=0.0) as fetching:
        assert fetching.get(f"http://own.test:{port_of(origin)}/a").body == b"page"


def test_proxies_of_the_environment_are_not_used(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    origin.serve("/a", answer(b"page"))
    with Fetching(allow_net=("127.0.0.0/8",), delay=0.0) as fetching:
        assert fetching.get(origin.url("/a")).body == b"page"


def test_proxies_of_the_environment_are_used_when_asked_for(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", origin.url("", "127.0.0.2"))
    monkeypatch.delenv("no_proxy", raising=False)
    origin.serve("http://own.test:8080/a", answer(b"by proxy"))
    with Fetching(names={"own.test": ["127.0.0.1"]}, allow_net=("127.0.0.1/32",), delay=0.0, trust_env=True) as fetching:
        assert fetching.get("http://own.test:8080/a").body == b"by proxy"


def test_a_proxy_is_used_when_set_and_what_it_is_asked_for_is_still_checked(origin: Origin) -> None:
    origin.serve("http://own.test:8080/a", answer(b"by proxy"))
    names = {"own.test": ["127.0.0.1"], "internal.test": ["10.0.0.1"]}
    with Fetching(names=names, allow_net=("127.0.0.1/32",), delay=0.0, proxy=origin.url("", "127.0.0.2")) as fetching:
        assert fetching.get("http://own.test:8080/a").body == b"by proxy"
        with pytest.raises(Refused):
            fetching.get("http://internal.test/")
    assert {request.host for request in origin.requests} == {"127.0.0.2"}


def test_a_proxy_may_know_names_that_we_do_not(origin: Origin) -> None:
    origin.serve("http://beyond.test:8080/a", answer(b"by proxy"))
    with Fetching(names={}, delay=0.0, proxy=origin.url("", "127.0.0.2"), clock=ManualClock()) as fetching:
        assert fetching.get("http://beyond.test:8080/a").body == b"by proxy"


@pytest.mark.parametrize(("url", "host"), [("http://☃.test:{}/", "xn--n3h.test"), ("http://١.test:{}/", "xn--9hb.test")])
def test_a_name_that_idna_2008_forbids_is_asked_as_browsers_do(url: str, host: str) -> None:
    with Origin() as origin, Fetching(names={host: ["127.0.0.1"]}, allow_net=["127.0.0.0/8"], delay=0) as fetching:
        port = origin.url("").rpartition(":")[2]
        origin.serve("/", answer(b"hello"))
        assert fetching.get(url.format(port)).body == b"hello"
        assert origin.asked("/")[0].headers["host"] == f"{host}:{port}"
