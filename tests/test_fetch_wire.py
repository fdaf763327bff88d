"""What a server can do on the wire: each ends in a document or in one line that names the URL, soon, and in bounded memory."""

import gzip
import itertools
import random
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fetching import Fetching
from origin import CLOSE, RESET, Asked, Origin, Script, Step, answer

from ingest.errors import Failed, Refused

LOOPBACK: dict[str, Any] = {"allow_net": ("127.0.0.0/8",), "delay": 0.0}


@pytest.fixture
def fetching() -> Iterator[Fetching]:
    with Fetching(**LOOPBACK, deadline=2.0, max_body=100_000) as fetching:
        yield fetching


def failure(fetching: Fetching, url: str) -> Failed:
    """The error of a URL that brings no document: one line, the URL first, with its exchange."""
    with pytest.raises(Failed) as caught:
        fetching.get(url)
    assert str(caught.value).startswith(url)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.exchange is not None
    assert caught.value.exchange.url == url
    return caught.value


def test_an_answer_comes_as_it_was_sent(fetching: Fetching, origin: Origin) -> None:
    url = origin.serve("/a", answer(b"<p>hello", ETag='W/"1"', Content_Type="text/html"))
    document = fetching.get(url)
    assert (document.status, document.body, document.header("etag")) == (200, b"<p>hello", 'W/"1"')
    assert document.exchange.peer == url.split("/")[2]
    assert document.exchange.wire_bytes == 8


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 418, 451])
def test_any_complete_answer_is_a_document_and_4xx_is_not_repeated(fetching: Fetching, origin: Origin, status: int) -> None:
    url = origin.serve("/a", answer(status=status))
    assert fetching.get(url).status == status
    assert len(origin.asked("/a")) == 1


def test_every_request_tells_who_asks_and_nothing_else(fetching: Fetching, origin: Origin) -> None:
    fetching.get(origin.serve("/a", answer()))
    assert [request.path for request in origin.requests] == ["/robots.txt", "/a"]
    for request in origin.requests:
        assert request.method == "GET"
        assert request.headers["user-agent"].startswith("ingest/")
        assert request.headers["user-agent"].endswith("(+https://example.org/contact)")
        assert set(request.headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_a_cookie_is_never_sent_back(origin: Origin) -> None:
    origin.serve("/a", answer(Set_Cookie="seen=1; Path=/"))
    with Fetching(**LOOPBACK, names={"site.test": ["127.0.0.1"]}) as fetching:  # aiohttp's own jar keeps none for bare addresses
        fetching.all(*[origin.url("/a", "site.test")] * 2)
    assert ["cookie" in request.headers for request in origin.asked("/a")] == [False, False]


def test_a_connection_serves_many_requests(fetching: Fetching, origin: Origin) -> None:
    for path in ("/a", "/b", "/c"):
        fetching.get(origin.serve(path, answer(b"text")))
    assert origin.connections == 1


def test_the_path_is_asked_for_as_it_is_spelt(fetching: Fetching, origin: Origin) -> None:
    path = "/a%2fb/%41;p='x'?q=%20+%2B&r=a|b"
    fetching.get(origin.serve(path, answer(b"found")))
    assert origin.requests[-1].path == path


def test_the_body_of_a_redirect_is_nothing_to_us(fetching: Fetching, origin: Origin) -> None:
    origin.serve("/b", answer(b"here"))
    url = origin.serve("/a", [b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 99999999\r\nContent-Encoding: x\r\n\r\nhalf", CLOSE])
    assert fetching.get(url).body == b"here"


CUT_SHORT: dict[str, Script] = {
    "less than Content-Length says": [b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", CLOSE],
    "reset where only the connection's end is the body's": [b"HTTP/1.1 200 OK\r\n\r\n<p>half of a page", 0.2, RESET],
    "reset at once where only the connection's end is the body's": [b"HTTP/1.1 200 OK\r\n\r\n<p>half of a page", RESET],
    "reset inside the body": [b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", RESET],
    "no last chunk": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", CLOSE],
    "a chunk shorter than its size": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf", CLOSE],
    "gzip without its end": answer(gzip.compress(b"words " * 99)[:-9], Content_Encoding="gzip"),
}


@pytest.mark.parametrize("script", CUT_SHORT.values(), ids=CUT_SHORT)
def test_an_incomplete_message_is_an_error_after_three_repeats(fetching: Fetching, origin: Origin, script: Script) -> None:
    assert failure(fetching, origin.serve("/a", script)).kind == "truncated"
    assert len(origin.asked("/a")) == 4


ONE_LENGTH: dict[str, Script] = {
    "twice": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\ncontent-length:4\r\n\r\nhalf",
    "as a list": b"HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\nX: y\r\n\r\nhalf",
    "twice, in parts": [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConte", 0.05, b"nt-Length: 4\r", 0.05, b"\n\r\nha", 0.05, b"lf"],
    "beside a name with a blank": b"HTTP/1.1 200 OK: fine\r\nX Bad Header: 1\r\nContent-Length: 4\r\nY: a b: c\r\n\r\nhalf",
    "after an early hint": b"HTTP/1.1 103 Hint\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nhalf",
    "behind bare line feeds": [b"HTTP/1.1 200 OK\nContent-Length: 4\n\nhalf"],
}


@pytest.mark.parametrize("script", ONE_LENGTH.values(), ids=ONE_LENGTH)
def test_what_browsers_pass_over_in_a_head_costs_no_page(fetching: Fetching, origin: Origin, script: Script) -> None:
    url = origin.serve("/a", script)
    assert [document.body for document in fetching.all(url, url)] == [b"half"] * 2
    assert origin.connections == 1


NO_HTTP: dict[str, bytes] = {
    "words": b"hello there\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "a status that is none": b"HTTP/1.1 abc OK\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\nhalf",
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nhalf",
    "a length that is no number": b"HTTP/1.1 200 OK\r\nContent-Length: four\r\n\r\nhalf",
    "chunks that are none after one that is": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnothing like a size\r\n",
    "chunks that are none": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnothing like a size\r\n",
    "a header of a megabyte": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "ten thousand headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
    "NUL in a header": b"HTTP/1.1 200 OK\r\nX: \0\r\nContent-Length: 0\r\n\r\n",
    "a length and chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n\r\n",
    "another protocol from now on": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
    "status 0": b"HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n",
}


def test_the_reason_is_fit_to_be_read(fetching: Fetching, origin: Origin) -> None:
    cut = origin.serve("/cut", CUT_SHORT["less than Content-Length says"])
    assert str(failure(fetching, cut)).startswith(f"{cut}: the answer ends early: Not enough data")
    words = origin.serve("/words", [NO_HTTP["words"], CLOSE])
    assert str(failure(fetching, words)) == f"{words}: not HTTP: Bad status line"
    giant = origin.serve("/giant", [NO_HTTP["a header of a megabyte"], CLOSE])
    assert len(str(failure(fetching, giant))) < 300


@pytest.mark.parametrize("raw", NO_HTTP.values(), ids=NO_HTTP)
def test_what_is_no_http_is_refused_in_one_line(fetching: Fetching, origin: Origin, raw: bytes) -> None:
    assert failure(fetching, origin.serve("/a", [raw, CLOSE])).kind in ("protocol", "truncated")


def test_a_part_that_nobody_asked_for_is_no_page(fetching: Fetching, origin: Origin) -> None:
    url = origin.serve("/a", answer(b"half", 206, Content_Range="bytes 0-3/8"))
    assert failure(fetching, url).kind == "unasked"


def test_a_transfer_coding_that_was_not_offered_is_refused(fetching: Fetching, origin: Origin) -> None:
    url = origin.serve("/a", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4\r\nhalf\r\n0\r\n\r\n")
    assert failure(fetching, url).kind == "coding"


@pytest.mark.parametrize("label", ["none", "UTF-8", "binary"])
def test_a_coding_that_is_none_is_forgiven(fetching: Fetching, origin: Origin, label: str) -> None:
    assert fetching.get(origin.serve("/a", answer(b"text", Content_Encoding=label))).body == b"text"


FRAMES: dict[str, bytes] = {
    "a length": b"Content-Length: 4\r\n\r\npage",
    "chunks": b"Transfer-Encoding: chunked\r\n\r\n4\r\npage\r\n0\r\n\r\n",
    "chunks and a trailer": b"Transfer-Encoding: chunked\r\n\r\n4\r\npage\r\n0\r\nX: y\r\n\r\n",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("surplus", [b"\r\n", b"and more", b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled"])
@pytest.mark.parametrize("pause", [(), (0.02,)], ids=["one segment", "head apart"])
def test_what_stands_behind_a_complete_answer_costs_nothing(
    fetching: Fetching, origin: Origin, frame: bytes, surplus: bytes, pause: tuple[float, ...]
) -> None:
    head, body = frame.split(b"\r\n\r\n", 1)
    url = origin.serve("/a", [b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n", *pause, body + surplus])
    document = fetching.get(url)
    assert (document.body, document.exchange.attempts) == (b"page", 1)
    assert fetching.get(origin.serve("/b", answer(b"next"))).body == b"next"


def test_a_body_in_countless_chunks_is_left_soon(origin: Origin) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    url = origin.serve("/a", lambda _asked: itertools.chain([head], itertools.repeat(b"1\r\nx\r\n" * 2000)))
    with Fetching(**LOOPBACK, deadline=60.0) as fetching:
        error = failure(fetching, url)
    assert error.kind == "truncated"
    assert "its chunks are more frame than content" in str(error)


def test_what_is_no_http_in_the_middle_of_a_body_ends_it_at_once(origin: Origin) -> None:
    begun = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
    with Fetching(**LOOPBACK, deadline=60.0) as fetching:
        assert failure(fetching, origin.serve("/a", [begun, 0.02, b"nothing like a size\r\n", 60.0])).kind == "truncated"


def test_what_a_server_says_beyond_its_answer_is_not_taken_for_the_next_one(fetching: Fetching, origin: Origin) -> None:
    said = threading.Event()

    def talk_on(_asked: Asked) -> Iterator[bytes | float]:
        yield answer(b"a")
        yield 0.02
        yield answer(b"smuggled")
        said.set()

    assert fetching.get(origin.serve("/a", talk_on)).body == b"a"
    said.wait()
    assert fetching.get(origin.serve("/b", answer(b"b"))).body == b"b"


def test_a_password_in_a_url_is_never_sent_shown_or_kept(fetching: Fetching, origin: Origin) -> None:
    url = origin.serve("/a", answer(b"page")).replace("//", "//user:secret@")
    document = fetching.get(url)
    assert "secret" not in repr(document.exchange)
    assert "authorization" not in origin.requests[-1].headers
    with pytest.raises(Refused) as caught:
        fetching.get("http://user:secret@127.0.0.1:99999/")
    assert "secret" not in f"{caught.value} {caught.value.exchange}"


def test_endless_headers_end(fetching: Fetching, origin: Origin) -> None:
    url = origin.serve("/a", lambda _asked: itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X-Y: z\r\n" * 50)))
    assert failure(fetching, url).kind == "protocol"


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Le"])
@pytest.mark.parametrize("ending", [CLOSE, RESET])
def test_no_answer_at_all_is_asked_for_four_times(fetching: Fetching, origin: Origin, head: bytes, ending: Step) -> None:
    error = failure(fetching, origin.serve("/a", [head, ending]))
    assert error.kind == "reset"
    assert ": the connection broke: " in str(error)
    assert len(origin.asked("/a")) == 4


def test_a_broken_connection_is_forgiven(fetching: Fetching, origin: Origin) -> None:
    document = fetching.get(origin.serve("/a", [RESET], answer(b"now")))
    assert (document.body, document.exchange.attempts) == (b"now", 2)


def test_nobody_there_is_told_as_that(fetching: Fetching) -> None:
    assert failure(fetching, "http://127.0.0.1:9/").kind == "connect"


class TestDeadline:
    @pytest.fixture
    def fetching(self) -> Iterator[Fetching]:
        with Fetching(**LOOPBACK, deadline=0.3) as fetching:
            yield fetching

    def test_a_silent_server_is_left(self, fetching: Fetching, origin: Origin) -> None:
        assert failure(fetching, origin.serve("/a", [60.0])).kind == "timeout"

    def test_a_slow_drip_is_left_although_something_always_comes(self, fetching: Fetching, origin: Origin) -> None:
        letter: list[Step] = [b"x", 0.01]
        drip = [b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", *letter * 500]
        assert failure(fetching, origin.serve("/a", drip)).kind == "slow"
        assert len(origin.asked("/a")) == 1

    def test_a_drip_of_headers_is_left(self, fetching: Fetching, origin: Origin) -> None:
        headers: list[Step] = [b"X: y\r\n", 0.01]
        assert failure(fetching, origin.serve("/a", [b"HTTP/1.1 200 OK\r\n", *headers * 120])).kind == "timeout"

    def test_redirects_share_one_deadline(self, fetching: Fetching, origin: Origin) -> None:
        for number in range(8):
            origin.serve(f"/{number}", [0.1, answer(status=302, Location=f"/{number + 1}")])
        with pytest.raises(Failed) as caught:
            fetching.get(origin.url("/0"))
        assert caught.value.kind == "timeout"
        assert len(origin.requests) < 6

    def test_early_hints_do_not_reset_it(self, fetching: Fetching, origin: Origin) -> None:
        hints: list[Step] = [b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n", 0.01] * 200
        assert failure(fetching, origin.serve("/a", hints)).kind == "timeout"


class TestSize:
    def test_an_announced_giant_is_not_read(self, fetching: Fetching, origin: Origin) -> None:
        error = failure(fetching, origin.serve("/a", [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<html>", 60.0]))
        assert (error.kind, str(error).rpartition(": ")[2]) == ("too large", "99999999 bytes announced, more than 100000")

    def test_an_endless_body_is_cut_off_at_the_limit(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", lambda _asked: itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"x" * 5000)))
        error = failure(fetching, url)
        assert error.kind == "too large"
        assert len(origin.asked("/a")) == 1

    @pytest.mark.parametrize("beginning", [b"%PDF-1.7 ...", b"\0\0\0\x18ftypmp42", b"PK\x03\x04\x14\0\x06\0"], ids=["PDF", "MP4", "DOCX"])
    def test_of_a_giant_that_is_no_text_the_beginning_is_enough(self, fetching: Fetching, origin: Origin, beginning: bytes) -> None:
        url = origin.serve("/a", [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + beginning, 60.0])
        assert fetching.get(url).body == beginning

    def test_a_giant_in_utf_16_is_text(self, fetching: Fetching, origin: Origin) -> None:
        assert failure(fetching, origin.serve("/a", answer(("<html>" + "x" * 60_000).encode("utf-16")))).kind == "too large"

    def test_a_compressed_giant_is_not_mistaken_for_one(self, fetching: Fetching, origin: Origin) -> None:
        noise = gzip.compress(random.Random(1).randbytes(120_000))
        assert failure(fetching, origin.serve("/a", answer(noise, Content_Encoding="gzip"))).kind == "too large"

    def test_a_caller_may_allow_more(self, fetching: Fetching, origin: Origin) -> None:
        url = origin.serve("/a", answer(b"x" * 150_000))
        assert len(fetching.get(url, max_body=200_000).body) == 150_000
