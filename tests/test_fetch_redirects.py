"""Redirects and conditional requests: followed in the open, bounded, and nothing carried to where it does not belong."""

from collections.abc import Iterator
from typing import Any

import pytest
from fetching import Fetching
from origin import Origin, answer

from ingest.core.model import Hop, Validators
from ingest.errors import Failed, FetchError, Refused, Wall
from ingest.fetch.client.redirects import permanent_url


@pytest.fixture
def origin() -> Iterator[Origin]:
    with Origin(["127.0.0.1", "127.0.0.2"]) as origin:
        yield origin


@pytest.fixture
def fetching() -> Iterator[Fetching]:
    with Fetching(allow_net=("127.0.0.0/8",), delay=0.0) as fetching:
        yield fetching


def moved(location: str, status: int = 302, **headers: Any) -> bytes:
    return answer(status=status, Location=location, **headers)


def trouble(fetching: Fetching, url: str) -> FetchError | Wall:
    with pytest.raises((FetchError, Wall)) as caught:
        fetching.get(url)
    assert str(caught.value).startswith(url)
    assert "\n" not in str(caught.value)
    error = caught.value
    assert isinstance(error, FetchError | Wall)
    return error


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_told(fetching: Fetching, origin: Origin, status: int) -> None:
    old, new = origin.serve("/old", moved("/new", status)), origin.serve("/new", answer(b"here"))
    document = fetching.get(old)
    assert (document.url, document.body) == (new, b"here")
    assert (document.exchange.url, document.exchange.hops) == (old, (Hop(old, status, new),))


@pytest.mark.parametrize("status", [300, 304, 305, 306])
def test_other_3xx_are_no_redirects(fetching: Fetching, origin: Origin, status: int) -> None:
    url = origin.serve("/a", b"HTTP/1.1 %d Other\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n" % status)
    if status == 304:
        assert "status 304, although" in str(trouble(fetching, url))
    else:
        assert fetching.get(url).status == status
    assert not origin.asked("/b")


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/b", "/b"),
        ("b?c=d", "/x/b?c=d"),
        ("../b", "/b"),
        ("?q=1", "/x/a?q=1"),
        ("/b#part", "/b"),
        (" /b ", "/b"),
        ("/tin-t%E1%BB%A9c", "/tin-t%E1%BB%A9c"),
        ("/tin-tức/bài viết", "/tin-t%E1%BB%A9c/b%C3%A0i%20vi%E1%BA%BFt"),
        ("http://user:secret@127.0.0.1:{port}/b", "/b"),
        ("//127.0.0.1:{port}/b", "/b"),
    ],
)
def test_a_location_in_any_spelling(fetching: Fetching, origin: Origin, location: str, path: str) -> None:
    port = origin.url("/").split(":")[2].rstrip("/")
    url = origin.serve("/x/a", b"HTTP/1.1 302 Found\r\nLocation: " + location.format(port=port).encode() + b"\r\nContent-Length: 0\r\n\r\n")
    origin.serve(path, answer(b"here"))
    document = fetching.get(url)
    assert document.body == b"here"
    assert "secret" not in repr(document.exchange.hops)
    assert "authorization" not in origin.requests[-1].headers


def test_a_location_in_latin_1_is_read_as_that(fetching: Fetching, origin: Origin) -> None:
    url = origin.serve("/a", b"HTTP/1.1 302 Found\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\n\r\n")
    origin.serve("/caf%C3%A9", answer(b"here"))
    assert fetching.get(url).body == b"here"


@pytest.mark.parametrize("head", [b"", b"Location: \r\n", b"Location:   \r\n"])
def test_a_redirect_without_a_location_is_an_error(fetching: Fetching, origin: Origin, head: bytes) -> None:
    error = trouble(fetching, origin.serve("/a", b"HTTP/1.1 302 Found\r\n" + head + b"Content-Length: 0\r\n\r\n"))
    assert (type(error), error.kind) == (Failed, "redirect")


@pytest.mark.parametrize(
    "location", ["ftp://127.0.0.1/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "http://", "http://[::1"]
)
def test_a_redirect_to_what_is_no_web_page_is_refused(fetching: Fetching, origin: Origin, location: str) -> None:
    error = trouble(fetching, origin.serve("/a", moved(location)))
    assert (type(error), error.kind) == (Refused, "redirect")


def test_ten_redirects_are_followed_and_no_more(fetching: Fetching, origin: Origin) -> None:
    for number in range(12):
        origin.serve(f"/{number}", moved(f"/{number + 1}"))
    assert "more than 10 redirects" in str(trouble(fetching, origin.url("/0")))
    origin.serve("/10", answer(b"here"))
    assert fetching.get(origin.url("/0")).body == b"here"


@pytest.mark.parametrize("circle", [["/a"], ["/a", "/b"], ["/a", "/b", "/c"]])
def test_a_circle_is_seen_at_its_first_turn(fetching: Fetching, origin: Origin, circle: list[str]) -> None:
    for here, there in zip(circle, circle[1:] + circle[:1], strict=True):
        origin.serve(here, moved(there))
    error = trouble(fetching, origin.url("/a"))
    assert (type(error), error.kind) == (Failed, "redirect")
    assert len(origin.requests) == 1 + len(circle)


@pytest.mark.parametrize("circle", [["/a"], ["/a", "/b"]])
def test_a_circle_that_offers_a_cookie_is_a_wall(fetching: Fetching, origin: Origin, circle: list[str]) -> None:
    origin.serve(circle[-1], moved("/a"))
    origin.serve("/a", moved(circle[-1], Set_Cookie="muid=1"))
    error = trouble(fetching, origin.url("/a"))
    assert (type(error), error.kind) == (Wall, "cookie")
    assert error.exchange is not None
    assert error.exchange.status == 302
    assert not any("cookie" in request.headers for request in origin.requests)


def test_no_condition_crosses_to_another_host(fetching: Fetching, origin: Origin) -> None:
    held = Validators('"v1"', "Sun, 01 Mar 2026 12:00:00 GMT")
    origin.serve("/a", moved(origin.url("/b", "127.0.0.2")))
    origin.serve("/b", answer(b"here"))
    fetching.get(origin.url("/a"), validators=held)
    asked = {request.path: request.headers for request in origin.requests}
    assert asked["/a"]["if-none-match"] == '"v1"'
    assert not {"if-none-match", "if-modified-since", "referer", "cookie", "authorization"} & set(asked["/b"])


def test_a_condition_stays_on_its_host(fetching: Fetching, origin: Origin) -> None:
    origin.serve("/a", moved("/b"))
    origin.serve("/b", lambda asked: answer(status=304) if asked.headers.get("if-none-match") == '"v1"' else answer(b"here"))
    assert fetching.get(origin.url("/a"), validators=Validators('"v1"')).status == 304


class TestPermanent:
    def follow(self, fetching: Fetching, origin: Origin, *statuses: int) -> str | None:
        for number, status in enumerate(statuses):
            origin.serve(f"/{number}", moved(f"/{number + 1}", status))
        origin.serve(f"/{len(statuses)}", answer(b"here"))
        found = fetching.get(origin.url("/0")).exchange.permanent_url
        return found and found.rpartition("/")[2]

    def test_an_unbroken_chain_leads_to_its_end(self, fetching: Fetching, origin: Origin) -> None:
        assert self.follow(fetching, origin, 301, 308, 301) == "3"

    def test_a_temporary_redirect_breaks_it(self, fetching: Fetching, origin: Origin) -> None:
        assert self.follow(fetching, origin, 301, 302, 301) == "1"

    def test_a_temporary_redirect_alone_is_none(self, fetching: Fetching, origin: Origin) -> None:
        assert self.follow(fetching, origin, 302, 301) is None

    def test_a_downgrade_to_http_is_not_remembered(self) -> None:
        hops = (Hop("https://a.test/", 301, "https://a.test/x"), Hop("https://a.test/x", 301, "http://a.test/x"))
        assert permanent_url(hops) == "https://a.test/x"


class TestConditions:
    @pytest.mark.parametrize("etag", ['"v1"', 'W/"v1"', '""', "unquoted", 'W/"a b"', '"a", "b"', "w/'x'", '"vi\u1ec7t"'])
    def test_an_etag_goes_back_byte_for_byte(self, fetching: Fetching, origin: Origin, etag: str) -> None:
        url = origin.serve("/a", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: " + etag.encode() + b"\r\n\r\n")
        fetching.get(url, validators=Validators(fetching.get(url).header("etag")))
        assert origin.requests[-1].headers["if-none-match"].encode("latin-1") == etag.encode()

    def test_last_modified_goes_back_as_it_came(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", answer(Last_Modified="Sunday, 01-Mar-26 12:00:00 GMT"))
        fetching.get(url, validators=Validators(last_modified=fetching.get(url).header("last-modified")))
        assert origin.requests[-1].headers["if-modified-since"] == "Sunday, 01-Mar-26 12:00:00 GMT"

    def test_what_cannot_go_back_byte_for_byte_does_not_go_back(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", answer())
        fetching.get(url, validators=Validators('"\xe9"'))
        assert "if-none-match" not in origin.requests[-1].headers

    def test_a_304_is_a_document_when_it_was_asked_for(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", answer(status=304, ETag='"v1"'))
        assert fetching.get(url, validators=Validators('"v1"')).status == 304

    def test_a_304_that_nobody_asked_for_is_an_error(self, fetching: Fetching, origin: Origin) -> None:
        assert trouble(fetching, origin.serve("/a", answer(status=304))).kind == "unasked"

    def test_nothing_is_conditional_without_validators(self, fetching: Fetching, origin: Origin) -> None:
        fetching.get(origin.serve("/a", answer()), validators=Validators())
        assert not {"if-none-match", "if-modified-since"} & set(origin.requests[-1].headers)


class TestRefresh:
    def test_a_page_that_refreshes_to_another_is_a_redirect(self, fetching: Fetching, origin: Origin) -> None:
        old = origin.serve("/old", answer(b"<meta http-equiv=refresh content='0; url=/new'>"))
        new = origin.serve("/new", answer(b"here"))
        document = fetching.get(old)
        assert (document.body, document.exchange.hops) == (b"here", (Hop(old, 200, new),))
        assert document.exchange.permanent_url is None

    def test_a_refresh_header_is_a_redirect(self, fetching: Fetching, origin: Origin) -> None:
        origin.serve("/new", answer(b"here"))
        assert fetching.get(origin.serve("/old", answer(Refresh="0; url=/new"))).body == b"here"

    def test_a_page_that_reloads_itself_is_a_page(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", answer(b"<meta http-equiv=refresh content=1800><p>text"))
        assert fetching.get(url).body.endswith(b"text")

    def test_pages_that_refresh_in_turns_are_pages(self, fetching: Fetching, origin: Origin) -> None:
        origin.serve("/b", answer(b"<meta http-equiv=refresh content='5; url=/a'>b"))
        document = fetching.get(origin.serve("/a", answer(b"<meta http-equiv=refresh content='5; url=/b'>a")))
        assert document.body.endswith(b"b")

    def test_where_it_leads_is_checked(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", answer(b"<meta http-equiv=refresh content='0; url=http://10.0.0.1/'>"))
        assert trouble(fetching, url).kind == "address"

    def test_an_endless_chain_ends(self, fetching: Fetching, origin: Origin) -> None:
        for number in range(12):
            origin.serve(f"/{number}", answer(f"<meta http-equiv=refresh content='0; url=/{number + 1}'>".encode()))
        assert "more than 10 redirects" in str(trouble(fetching, origin.url("/0")))
