"""The founding pages, kept as the pipeline keeps them, in any order."""

import json
import sqlite3
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import sources
from ingest.archive import create_or_open
from ingest.archive.read import lookups
from ingest.archive.story_index import stories
from ingest.archive.write import source_state
from ingest.core.model import ADHOC, Document, Exchange, Source
from ingest.core.parsed import Parsed
from ingest.core.urls import Owners
from ingest.pipeline import keep
from ingest.pipeline.workers.task import Task, TaskResult
from ingest.pipeline.workers.worker import answer

PAGES = Path(__file__).parent.parent / "fixtures" / "founding"
AT = "2024-12-20T03:00:00Z"

Stories = frozenset[tuple[str, frozenset[str]]]  # of each: its origin and all its articles, as identities


@cache
def pages() -> tuple[tuple[Source, Document, TaskResult], ...]:
    """The pages that are articles, each with its source and what a worker made of it."""
    schedules = sources.load(sources.built_in())
    found = []
    for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        headers = tuple((name.lower(), value) for name, value in page["headers"])
        if page["status"] == 200 and "html" in dict(headers).get("content-type", ""):
            exchange = Exchange(url=page["url"], final_url=page["url"], started_at=AT, ended_at=AT, status=200, headers=headers)
            document = Document(exchange=exchange, body=(PAGES / page["file"]).read_bytes())
            source = Owners(schedules.values()).of(page["url"]) or ADHOC
            answered = answer(Task(document, source))
            if isinstance(answered.reading, Parsed):
                found.append((source, document, answered))
    return tuple(found)


def kept_in(order: list[int]) -> tuple[Stories, Stories]:
    """The stories that the pages make when they are kept one after the other, and the same when all are derived again."""
    with tempfile.TemporaryDirectory() as folder, create_or_open(Path(folder, "a.db")) as opened:
        for number in order:
            source, document, answered = pages()[number]
            owners = Owners((source,))
            url = owners.normalise(document.url, source)
            with opened.batch() as db:
                owner = source_state.save(db, source)
                before = lookups.url_states(db, [url]).get(url)
                keep.page(
                    db,
                    keep.Look(url=url, ask=url, source=source, source_id=owner, owners=owners, run=None, state=before),
                    document,
                    answered,
                )
        arrived = stories_in(opened.db)
        with opened.batch() as db:
            stories.rebuild(db, AT)
        return arrived, stories_in(opened.db)


@cache
def as_listed() -> Stories:
    return kept_in(list(range(len(pages()))))[0]


def stories_in(db: sqlite3.Connection) -> Stories:
    origins = dict(db.execute("SELECT s.id, a.identity FROM stories s JOIN articles a ON a.id = s.origin"))
    members: dict[int, set[str]] = {}
    for story, identity in db.execute("SELECT story, identity FROM articles"):
        members.setdefault(story, set()).add(identity)
    return frozenset((origins[story], frozenset(articles)) for story, articles in members.items())


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(len(pages()))))
def test_pages_make_the_same_stories_in_whatever_order_they_are_kept(order: list[int]) -> None:
    expected = as_listed()
    assert sorted(len(articles) for _, articles in expected)[-4:] == [2, 2, 3, 5]
    assert kept_in(order) == (expected, expected)
