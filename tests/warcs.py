"""WARC files as Common Crawl and other programs write them, with the dirt that is found in them."""

import gzip
from collections.abc import Iterable

import brotli

FIRST = "2024-03-01T08:00:00Z"
_WORDS = (
    *("bridge", "river", "council", "railway", "budget", "harbour", "ferry", "school", "winter", "storm"),
    *("vote", "tax", "museum", "forest", "energy", "port", "election", "village", "market", "road"),
)


def page(number: int, *, language: str = "en") -> bytes:
    """An article of its own words."""
    words = [_WORDS[(number * 7 + place * (number % 5 + 1)) % len(_WORDS)] for place in range(9)]
    title = f"The {words[0]} and the {words[1]} of town {number}"
    said = {
        "en": "The council of the town said that the {} and the {} would be paid for by the county before the {} of the year. ",
        "fr": "Le conseil de la ville a dit que le {} et la {} seraient payés par le département avant la fin de la {} de cette année. ",
    }[language]
    text = "".join(f"<p>{said.format(*words[place : place + 3]) * 2} {number}.{place}</p>" for place in range(5))
    return (
        f"<html lang={language}><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>".encode()
    )


def url(number: int) -> str:
    return f"https://town{number % 3}.example/news/2024/article-about-{number}"


def record(
    body: bytes,
    url: str,
    *,
    kind: str = "response",
    date: str = FIRST,
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
    length: int | None = None,
    content: str = "application/http; msgtype=response",
) -> bytes:
    block = answer + b"\r\n" + body if answer else body
    size = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: {date}\r\nWARC-Target-URI: {url}\r\n"
    return f"{head}Content-Type: {content}\r\nContent-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def good(number: int, **more: str) -> bytes:
    return record(page(number), url(number), **more)  # type: ignore[arg-type]


def packed(records: Iterable[bytes]) -> bytes:
    """Each compressed by itself, as Common Crawl does."""
    return b"".join(map(gzip.compress, records))


def dirty(number: int) -> list[bytes]:
    """Fifteen records, two of which are pages that can be taken: `number`, by HTTP/2, and `number + 1`, by brotli."""
    http2 = b"HTTP/2 200 \r\n:status: 200\r\ncontent-type: text/html\r\n"
    coded = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n"
    here = "https://dirt.example/"
    return [
        record(b"software: crawler\r\n", here, kind="warcinfo", answer=b"", content="application/warc-fields"),
        record(b"20240301080000\nmx.example. 300 IN A 192.0.2.1", "dns:mx.example", answer=b"", content="text/dns"),
        record(b"GET / HTTP/1.1\r\n\r\n", here, kind="request", answer=b"", content="application/http; msgtype=request"),
        record(b"User-agent: *\nDisallow:", f"{here}robots.txt", answer=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"),
        record(b"", url(number), kind="revisit"),
        record(page(number), url(number), answer=http2),
        record(brotli.compress(page(number + 1)), url(number + 1), answer=coded),
        record(b"no brotli", f"{here}coded", answer=coded),
        record(b"", here, answer=b"HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Type: text/html\r\n"),
        record(b"", here, answer=b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"),
        record(b"\x89PNG", f"{here}a.png", answer=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"),
        record(page(1), "https://dirt.example/\x01a"),
        record(page(1), f"{here}later", date="2999-01-01T00:00:00Z"),
        record(page(1), f"{here}when", date="once upon a time"),
        record(b"fetchTimeMs: 12", here, kind="metadata", answer=b"", content="application/warc-fields"),
    ]


REFUSED = 4  # of the dirty ones: the brotli that is none, the address, and two dates

CLAIMS_A_GIGABYTE = record(page(1), "https://dirt.example/large", length=1_000_000_000)
