"""Statuses, manners and redirects, with respx in place of the network, through the code that fetches from it."""

from collections.abc import Iterator

import httpx
import pytest
import respx
from fetching import Fetching, ManualClock

from ingest.core.model import Source, Validators
from ingest.core.times import unix_seconds
from ingest.errors import Failed, FetchError, Refused, Wall

PAGE = "https://example.org/a"


@pytest.fixture
def site() -> respx.MockRouter:
    """A site without robots.txt."""
    router = respx.MockRouter(assert_all_called=False)
    router.get("https://example.org/robots.txt").respond(404)
    return router


@pytest.fixture
def fetching(site: respx.MockRouter) -> Iterator[Fetching]:
    with Fetching(transport=httpx.MockTransport(site.async_handler), clock=ManualClock()) as fetching:
        yield fetching


def trouble(fetching: Fetching, kind: type[FetchError] | type[Wall]) -> FetchError | Wall:
    with pytest.raises(kind) as caught:
        fetching.get(PAGE)
    error = caught.value
    assert isinstance(error, FetchError | Wall)
    assert str(error).startswith(PAGE)
    assert len(str(error).splitlines()) == 1
    return error


@pytest.mark.parametrize("status", [200, 204, 400, 401, 403, 404, 410, 418, 451])
def test_a_final_status_is_a_document_at_the_first_try(site: respx.MockRouter, fetching: Fetching, status: int) -> None:
    page = site.get(PAGE).respond(status, text="page")
    document = fetching.get(PAGE)
    assert (document.status, document.body, page.call_count) == (status, b"page", 1)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_three_times_more_and_then_believed(site: respx.MockRouter, fetching: Fetching, status: int) -> None:
    page = site.get(PAGE).respond(status)
    assert (fetching.get(PAGE).status, page.call_count) == (status, 4)


@pytest.mark.parametrize(
    ("error", "kind", "words", "times"),
    [
        (httpx.ConnectTimeout(""), "connect", "no connection in time", 4),
        (httpx.ReadTimeout(""), "timeout", "no answer in time", 4),
        (httpx.ConnectError("refused"), "connect", "no connection: refused", 4),
        (httpx.ProxyError("407"), "proxy", "the proxy failed: 407", 4),
        (httpx.ReadError("reset"), "reset", "the connection broke: reset", 4),
        (httpx.RemoteProtocolError("no head"), "protocol", "not HTTP: no head", 4),
        (httpx.UnsupportedProtocol("gopher"), "protocol", "not HTTP: gopher", 4),
        (Failed("tls", "TLS: expired"), "tls", "TLS: expired", 1),
        (Failed("dns", "no such name"), "dns", "no such name", 1),
        (Refused("address", "not a public address"), "address", "not a public address", 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_what_a_transport_raises_is_told_by_its_kind(
    site: respx.MockRouter, fetching: Fetching, error: Exception, kind: str, words: str, times: int
) -> None:
    page = site.get(PAGE).mock(side_effect=error)
    told = trouble(fetching, FetchError)
    assert (told.kind, str(told)) == (kind, f"{PAGE}: {words}")
    assert page.call_count == times


def test_a_pause_that_is_asked_for_is_kept(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get(PAGE).mock(side_effect=[httpx.Response(503, headers={"Retry-After": "20"}), httpx.Response(200, text="page")])
    assert fetching.get(PAGE).body == b"page"
    assert fetching.clock.monotonic() >= 20


def test_a_pause_that_robots_txt_asks_for_is_told_as_its(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get("https://example.org/robots.txt").respond(503, headers={"Retry-After": "3600"})
    first, second = trouble(fetching, FetchError), trouble(fetching, FetchError)
    assert str(first).startswith(f"{PAGE}: robots.txt: status 503, and example.org asks for a pause until ")
    assert "its robots.txt answered 503 and asked for a pause" in str(second)
    assert [first.kind, second.kind] == ["hold", "hold"]


def test_a_request_starts_when_it_is_sent(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get(PAGE).respond(200)
    first, second = fetching.all(PAGE, PAGE, source=Source(name="patient", title="Patient", delay=20.0))
    waited = unix_seconds(second.exchange.started_at) - unix_seconds(first.exchange.started_at)
    assert waited >= 20


def test_validators_go_out_as_they_came_in_and_cross_to_no_other_host(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get("https://example.com/robots.txt").respond(404)
    first = site.get(PAGE).respond(302, headers={"Location": "https://example.com/b"})
    second = site.get("https://example.com/b").respond(200, text="moved")
    document = fetching.get(PAGE, validators=Validators('W/"caf\u00c3\u00a9"', "Mon, 01 Jan 2024 00:00:00 GMT"))  # bytes, as latin-1
    assert (document.url, document.body) == ("https://example.com/b", b"moved")
    sent = dict(first.calls.last.request.headers.raw)
    assert (sent[b"If-None-Match"], sent[b"If-Modified-Since"]) == ('W/"café"'.encode(), b"Mon, 01 Jan 2024 00:00:00 GMT")
    assert not {"if-none-match", "if-modified-since", "cookie", "referer", "authorization"} & set(second.calls.last.request.headers)


def test_a_304_that_was_asked_for_is_an_answer_and_any_other_is_none(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get(PAGE).respond(304)
    assert fetching.get(PAGE, validators=Validators('"1"')).status == 304
    assert trouble(fetching, Failed).kind == "unasked"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_redirect_leads_on_and_only_a_permanent_one_is_remembered(site: respx.MockRouter, fetching: Fetching, status: int) -> None:
    site.get(PAGE).respond(status, headers={"Location": "/b"})
    site.get("https://example.org/b").respond(200, text="there")
    exchange = fetching.get(PAGE).exchange
    assert exchange.final_url == "https://example.org/b"
    assert exchange.permanent_url == ("https://example.org/b" if status in (301, 308) else None)


def test_eleven_redirects_are_one_too_many(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get(url__regex=r"https://example\.org/\w*$").mock(
        side_effect=lambda request: httpx.Response(302, headers={"Location": f"{request.url.path}a"})
    )
    assert trouble(fetching, Failed).kind == "redirect"
    assert site.calls.call_count == 12  # robots.txt, and the page's 11


def test_a_circle_that_a_cookie_would_end_is_a_wall(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get(PAGE).respond(302, headers={"Location": PAGE, "Set-Cookie": "seen=1"})
    assert trouble(fetching, Wall).kind == "cookie"


def test_what_robots_txt_forbids_is_never_asked_for(site: respx.MockRouter, fetching: Fetching) -> None:
    site.get("https://example.org/robots.txt").respond(200, text="User-agent: *\nDisallow: /a")
    page = site.get(PAGE).respond(200)
    assert trouble(fetching, Refused).kind == "robots"
    assert not page.called


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_that_cannot_be_read_forbids_everything(site: respx.MockRouter, fetching: Fetching, status: int) -> None:
    site.get("https://example.org/robots.txt").respond(status)
    page = site.get(PAGE).respond(200)
    assert trouble(fetching, Refused).kind == "unreadable"
    assert not page.called
