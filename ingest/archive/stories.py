"""Evidence of what belongs together, as the archive keeps it."""

import sqlite3

from ingest.archive import append
from ingest.core.model import Article, Link, Source
from ingest.core.story.signature import Signature


def note(db: sqlite3.Connection, id: int, article: Article, source: Source, signature: Signature, snapshot: int | None, at: str) -> None:
    """Records what a new revision of the article `id` says of its origin."""
    links = [
        Link(article=id, target=one.url, relation="citation", basis="declared", confidence=1.0, reason=one.words or "cited as its origin")
        for one in article.citations
        if one.url
    ]
    append.add_links(db, links, snapshot, at)
