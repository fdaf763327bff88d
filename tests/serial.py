"""Invented numbers of series, and what they become in an archive and without one."""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from archived import keep
from click.testing import CliRunner

from ingest.archive import Archive, create_or_open
from ingest.archive.story_index import stories
from ingest.cli.group import group
from ingest.core.model import ADHOC, Article, Moment
from ingest.core.story.features.signature import signature
from ingest.core.urls import Owners

AT = "2026-03-01T00:00:00Z"
Written = dict[str, str]  # doc_id, lang, title, text, published, url


def article(doc_id: str, title: str, text: str, published: str, *, publisher: str = "office", lang: str = "en") -> Written:
    url = f"https://{publisher}.example/{lang}/{doc_id}-{published[:10]}"
    return {"doc_id": doc_id, "lang": lang, "title": title, "text": text, "published": published, "url": url}


def grouped(articles: Iterable[Written]) -> set[frozenset[str]]:
    """The stories that `ingest group` makes, as doc_ids."""
    told = CliRunner().invoke(group, ["--jsonl"], input="".join(json.dumps(one) + "\n" for one in articles), catch_exceptions=False)
    found: dict[str, set[str]] = {}
    for line in told.output.splitlines():
        answer = json.loads(line)
        found.setdefault(answer["group"], set()).add(answer["doc_id"])
    return {frozenset(members) for members in found.values()}


def add(opened: Archive, one: Written) -> int:
    """Keeps an article as the pipeline does, its evidence noted and its story settled."""
    published = Moment(local=one["published"], at=one["published"], precision="second")
    kept = keep(opened, one["title"], one["text"], url=one["url"], language=one["lang"], kind="first", published=published)
    page = Article(url=one["url"], title=one["title"], text=one["text"], language=one["lang"], published=published)
    with opened.batch() as db:
        stories.note(db, kept.article, page, ADHOC, Owners(), signature(one["title"], one["text"], one["lang"]), None, AT)
        stories.settle(db, kept.article, AT)
    return kept.article


def archived(articles: Sequence[Written]) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The stories in an archive that the articles came to one after the other, and the same when all are derived again."""
    with tempfile.TemporaryDirectory() as folder, create_or_open(Path(folder, "a.db")) as opened:
        names = {add(opened, one): one["doc_id"] for one in articles}
        arrived = stories_in(opened.db, names)
        with opened.batch() as db:
            stories.rebuild(db, AT)
        return arrived, stories_in(opened.db, names)


def stories_in(db: sqlite3.Connection, names: dict[int, str]) -> set[frozenset[str]]:
    members: dict[int, set[str]] = {}
    for story, found in db.execute("SELECT story, id FROM articles"):
        members.setdefault(story, set()).add(names[found])
    return {frozenset(found) for found in members.values()}
