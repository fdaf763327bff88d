"""Numbers of a series that were never laid side by side, though each is likely one text with a third. Called inside a transaction; `at` is
UTC text."""

import json
import sqlite3
from itertools import combinations

from ingest.archive.story_index import story_links
from ingest.archive.story_index.signature_index import kept, weighed
from ingest.archive.write import append
from ingest.core.story.group import pair
from ingest.core.story.pool import fellows
from ingest.core.story.resembling import between


def judge(db: sqlite3.Connection, article: int, at: str) -> None:
    """Judges an article and those in its language that it is likely one text with against each other, and against the likely ones of each:
    who is named as a candidate depends on who was there, and a pair that nobody named may be two numbers."""
    near = {article, *fellows(story_links.linked_of(db, {article}).likely).get(article, ())}
    if len(near) == 1 or not _any_in_series(db, near):
        return
    likely = story_links.linked_of(db, near).likely
    found = {pair(*two) for one, others in fellows(likely).items() for two in combinations({one, *others}, 2)} - likely.keys()
    found = {two for two in found if not near.isdisjoint(two)}
    known = kept(db, {one for two in found for one in two})
    texts = story_links.texts_of(db, known)
    for a, b in sorted(found):
        if a in known and b in known and known[a].signature.language == known[b].signature.language:
            own, seen = weighed(db, b, known[b].signature), story_links.seen(db, (a, b))
            link = between(b, own, known[a], (texts[b], texts[a]), (seen[b], seen[a]))
            append.add_links(db, () if link is None else (link,), None, at)


def _any_in_series(db: sqlite3.Connection, articles: set[int]) -> bool:
    sql = "SELECT 1 FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND series IS NOT NULL"
    return db.execute(sql, (json.dumps(sorted(articles)),)).fetchone() is not None
