#!/usr/bin/env python3
"""Saves pages a second time, as sites would a minute later, and asks whether the fingerprint stands; then edits one number in the text.

    python bench/extract/stability.py FOLDER [--seed 1]

FOLDER holds pages, plain or gzip, at any depth. Prints for each kind of difference how many fingerprints of articles stood, and for the
edit how many changed: all should. The bytes differ every time.
"""

import argparse
import gzip
import random
import re
from collections.abc import Callable
from pathlib import Path

from ingest.core.change.decide import fingerprint
from ingest.core.extract import extract
from ingest.core.markup.decode import utf8
from ingest.core.model import Article, Document, Exchange
from ingest.errors import ParseError

_SCRIPT = re.compile(r"<script\b.*?</script>", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"(?<=</p>)(?=\s*<p\b)", re.IGNORECASE)  # two paragraphs
_NUMBER = re.compile(r"(?<![\d.,:/-])\d{2,4}(?![\d.,:/-])")


def nonces(page: str, chance: random.Random) -> str:
    """What servers put into each answer: a token for scripts, an attribute with the time, a comment after the end."""
    token = chance.randbytes(16).hex()
    page = re.sub(r"<(script|div)(?=[\s>])", rf'<\1 data-nonce="{token}"', page, count=40, flags=re.IGNORECASE)
    return f"{page}<!--u: {token} 10/6/2026 8:35:00 PM-->"


def advertisements(page: str, chance: random.Random) -> str:
    """Other advertisements: one between two paragraphs, one at the end."""
    hidden = _SCRIPT.sub(lambda script: " " * len(script[0]), page)  # some carry markup in strings
    places = [place.start() for place in _BETWEEN.finditer(hidden)]
    number = chance.randint(1000, 9999)
    link = f'<a href="https://ads.example/{number}"><img src="/{number}.gif"></a>'
    slot = f'<div class="ad-slot" id="ad-{number}"><script>show({number})</script>{link}</div>'
    if places:
        at = chance.choice(places)
        page = page[:at] + slot + page[at:]
    return _at_end(page, slot)


def counters(page: str, chance: random.Random) -> str:
    """How many read and shared the page."""
    read = f'<div class="views">{chance.randint(1_000, 90_000):,} views</div><span class="share-count">{chance.randint(10, 999)}</span>'
    return _at_end(page, read)


def clocks(page: str, chance: random.Random) -> str:
    """The time of day in the head of the page."""
    said = f'<div class="clock">Saturday, {chance.randint(10, 23)}:07:33</div>'
    return re.sub(r"(<body\b[^>]*>)", lambda body: body[1] + said, page, count=1, flags=re.IGNORECASE)


def teasers(page: str, chance: random.Random) -> str:
    """Other articles in the list beside it."""
    day = chance.randint(10, 99)
    entries = "".join(f'<li><a href="/{day}/{at}">Headline {at} of day {day}</a></li>' for at in range(5))
    return _at_end(page, f'<aside class="most-read"><h3>Most read</h3><ul>{entries}</ul></aside>')


def _at_end(page: str, markup: str) -> str:
    start, end, rest = page.rpartition("</body>")
    return f"{start}{markup}{end}{rest}" if end else page + markup


KINDS: tuple[Callable[[str, random.Random], str], ...] = (nonces, advertisements, counters, clocks, teasers)


def read(page: str) -> Article | None:
    url = "https://example.org/news/2026/an-article-of-the-day"
    exchange = Exchange(url=url, final_url=url, started_at="2026-11-21T10:00:00Z", ended_at="2026-11-21T10:00:01Z", status=200)
    try:
        return extract(Document(exchange=exchange, body=page.encode("utf-8", "replace")))
    except ParseError:
        return None


def print_of(article: Article) -> str:
    return fingerprint(article.title, article.text)


def edited(page: str, article: Article, chance: random.Random) -> str | None:
    """The page with one digit of its text changed; None where no number stands in it that the page says just once."""
    numbers = [number[0] for number in _NUMBER.finditer(article.text) if page.count(number[0]) == 1]
    if not numbers:
        return None
    number = chance.choice(numbers)
    return page.replace(number, number[:-1] + str((int(number[-1]) + 1) % 10))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    raw = [path.read_bytes() for path in sorted(given.folder.rglob("*")) if path.suffix in (".html", ".gz")]
    pages = [utf8(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)[0].decode("utf-8", "replace") for body in raw]
    articles = [(page, article) for page in pages if (article := read(page)) is not None]
    print(f"{len(articles)} articles of {len(pages)} pages")
    for kind in KINDS:
        stood = sum((again := read(kind(page, chance))) is not None and print_of(again) == print_of(article) for page, article in articles)
        print(f"{kind.__name__:15} {stood} stood, {len(articles) - stood} did not")
    edits = [(article, again) for page, article in articles if (markup := edited(page, article, chance)) and (again := read(markup))]
    changed = sum(print_of(again) != print_of(article) for article, again in edits)
    print(f"{'one number':15} {changed} changed, {len(edits) - changed} did not")


if __name__ == "__main__":
    main()
