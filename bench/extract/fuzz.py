#!/usr/bin/env python3
"""Breaks saved pages and hands them to the extractor: each must end in an article or a ParseError, soon.

    python bench/extract/fuzz.py FOLDER [--pages 5000] [--seed 1]

FOLDER holds pages, plain or gzip, at any depth. Prints what ended how, the slowest page and the peak of memory; leaves with 1 if
anything else than a ParseError was raised.
"""

import argparse
import gzip
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from ingest.core.extract import extract
from ingest.core.model import Document, Exchange
from ingest.errors import ParseError

TROUBLE = [
    b"<div>" * 300,
    b"<b><i>" * 50,
    b"<table><td>",
    b"<p " + b"a=b " * 500 + b">",
    b"<!--",
    b"<script>",
    b"</body>",
    b"\x00\xff\xfe",
    b"<select><option>",
]


def broken(body: bytes, other: bytes, chance: random.Random) -> bytes:
    """The page after one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        at, to = sorted((chance.randint(0, len(body)), chance.randint(0, len(body))))
        match chance.randint(0, 5):
            case 0:
                body = body[:at]
            case 1:
                body = body[:at] + body[to:]
            case 2:
                body = body[:at] + other[at:to] + body[at:]
            case 3:
                body = body[:at] + chance.choice(TROUBLE) * chance.randint(1, 20) + body[at:]
            case 4:
                body = body[:at] + chance.randbytes(20) + body[at:]
            case _:
                body = body.replace(b"</" + chance.choice([b"div", b"p", b"a", b"li", b"td", b"span"]) + b">", b"", chance.randint(1, 50))
    return body


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    raw = [path.read_bytes() for path in sorted(given.folder.rglob("*")) if path.suffix in (".html", ".gz")]
    saved = [gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body for body in raw]
    chance = random.Random(given.seed)
    ends: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(given.pages):
        body = broken(chance.choice(saved), chance.choice(saved), chance)
        url = "https://example.org/a"
        exchange = Exchange(url=url, final_url=url, started_at="2026-11-21T10:00:00Z", ended_at="2026-11-21T10:00:01Z", status=200)
        started = time.process_time()
        try:
            extract(Document(exchange=exchange, body=body))
            ends["Article"] += 1
        except ParseError as error:
            ends[type(error).__name__] += 1
        except Exception as error:
            ends[f"{type(error).__name__}: {error}"] += 1
        slowest = max(slowest, time.process_time() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(dict(ends), f"slowest {slowest:.2f} s of CPU, peak {memory} MB", sep="\n")
    sys.exit(any(name not in ("Article", "NotAnArticle", "Wall", "Unsupported", "ParseError") for name in ends))


if __name__ == "__main__":
    main()
