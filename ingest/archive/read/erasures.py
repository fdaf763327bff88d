"""What was erased by order."""

import sqlite3

from msgspec import Struct

# Of the article `a` of the query around it: when its newest text was erased, null if it was not.
ERASED_AT = "(SELECT erased_at FROM erasures WHERE kept = 'revisions' AND row = a.revision)"


class Erasure(Struct, frozen=True):
    """When (UTC text), and who ordered it and why."""

    at: str
    reason: str


def of_article(db: sqlite3.Connection, article: int) -> Erasure | None:
    """The order by which the words of an article went; None if they are kept."""
    sql = "SELECT erased_at, reason FROM erasures WHERE kept = 'revisions' AND row = (SELECT revision FROM articles WHERE id = ?)"
    row = db.execute(sql, (article,)).fetchone()
    return None if row is None else Erasure(*row)
