"""The founding case by its texts alone: without one declared link, two originals and their translations are one story."""

import json
from pathlib import Path

import pytest

from ingest.core.extract import extract
from ingest.core.model import Article, Document, Exchange
from ingest.core.story.features.signature import signature
from ingest.core.story.group import derive
from ingest.core.story.judging.judge import score
from ingest.core.story.pool import Pool
from ingest.errors import ParseError

PAGES = Path(__file__).parent.parent / "fixtures" / "founding"
FOUNDING = [page["url"] for page in json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))][:4]


def articles() -> list[Article]:
    found: list[Article] = []
    for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        headers = tuple((name.lower(), value) for name, value in dict(page["headers"]).items())
        if page["status"] != 200 or "html" not in dict(headers).get("content-type", ""):
            continue
        exchange = Exchange(
            url=page["url"],
            final_url=page["url"],
            started_at="2024-12-20T03:00:00Z",
            ended_at="2024-12-20T03:00:01Z",
            status=200,
            headers=headers,
        )
        try:
            article = extract(Document(exchange=exchange, body=(PAGES / page["file"]).read_bytes()))
        except ParseError:
            continue
        if (article.title, article.text) not in {(other.title, other.text) for other in found}:  # a twin URL of the same page
            found.append(article)
    return found


@pytest.fixture(scope="module")
def pool() -> tuple[list[Article], Pool]:
    pages = articles()
    return pages, Pool([signature(page.title, page.text, page.language or "und") for page in pages])


def test_two_originals_and_their_translations_are_one_story_without_a_link(pool: tuple[list[Article], Pool]) -> None:
    pages, signatures = pool
    found = derive({at: page.language or "und" for at, page in enumerate(pages)}, signatures.pairs())
    (story,) = {found[at] for at, page in enumerate(pages) if page.url in FOUNDING}
    assert {pages[at].url for at, of in found.items() if of == story and pages[at].language != "de"} == set(FOUNDING)


def test_every_pair_of_the_founding_case_is_far_ahead_of_its_best_rival(pool: tuple[list[Article], Pool]) -> None:
    pages, signatures = pool
    ours = [at for at, page in enumerate(pages) if page.url in FOUNDING]
    others = [at for at, page in enumerate(pages) if page.url not in FOUNDING and page.language != "de"]  # a fifth version
    least = min(score(signatures.weighed[a], signatures.weighed[b]) for a in ours for b in ours if a < b)
    best_rival = max(score(signatures.weighed[a], signatures.weighed[b]) for a in ours for b in others)
    assert least - best_rival > 10, f"the least pair has {least:.1f}, the best rival {best_rival:.1f}"
