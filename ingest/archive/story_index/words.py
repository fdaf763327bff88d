"""A person's word on which articles are one text: it is stronger than all other evidence, and can be taken back.

Each function takes an open transaction and returns (article, its story) of those that it was about. Each raises NotKnown, with what to say
to whoever asked, when there is nothing to do.
"""

import sqlite3

from ingest.archive.read.article_view import ArticleView
from ingest.archive.story_index import stories
from ingest.errors import NotKnown

Numbers = tuple[tuple[int, int], ...]


def join(db: sqlite3.Connection, one: ArticleView, other: ArticleView, because: str, at: str) -> Numbers:
    """They are one text."""
    _require_two(one, other)
    stories.say_joined(db, one.id, other.id, because, at)
    return stories.numbers(db, (one.id, other.id))


def unjoin(db: sqlite3.Connection, one: ArticleView, other: ArticleView, at: str) -> Numbers:
    """Nobody says any longer that they are one text."""
    _require_two(one, other)
    if not stories.take_back(db, one.id, {other.id}, apart=False, at=at):
        raise NotKnown(f"{one.id} and {other.id}: nobody joined them")
    return stories.numbers(db, (one.id, other.id))


def split(db: sqlite3.Connection, one: ArticleView, because: str, at: str) -> Numbers:
    """It does not belong with the others of its story."""
    others = stories.say_apart(db, one.id, because, at)
    if not others:
        raise NotKnown(f"{one.id}: stands alone; there is nothing to split it from")
    return stories.numbers(db, (one.id, *others))


def unsplit(db: sqlite3.Connection, one: ArticleView, at: str) -> Numbers:
    """Nobody says any longer that it is apart from others."""
    others = stories.take_back(db, one.id, None, apart=True, at=at)
    if not others:
        raise NotKnown(f"{one.id}: nobody split it from its story")
    return stories.numbers(db, (one.id, *others))


def _require_two(one: ArticleView, other: ArticleView) -> None:
    if one.id == other.id:
        raise NotKnown(f"{other.id}: the same article")
