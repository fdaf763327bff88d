"""What the pages of a source yield: which fields of its newest articles are filled. Whether that broke, `core.health` judges."""

import sqlite3

_FIELDS = {
    "date": "r.published IS NOT NULL",
    "byline": "r.byline IS NOT NULL",
    "lead": "r.lead IS NOT NULL",
    "section": "r.section IS NOT NULL",
    "pictures": "EXISTS (SELECT 1 FROM images i WHERE i.article = a.id)",
    "language": "a.language != 'und'",
}


def shares(db: sqlite3.Connection, source: str, limit: int) -> tuple[int, dict[str, float]]:
    """How many of the newest articles of a source there are, at most `limit`, and by field the share of them that had it when it was first
    read; nothing where there is none."""
    sql = f"""
        SELECT count(*), {", ".join(f"avg({has})" for has in _FIELDS.values())}
        FROM (SELECT id FROM articles WHERE source = (SELECT id FROM sources WHERE name = ?) ORDER BY id DESC LIMIT ?) newest
        JOIN articles a ON a.id = newest.id JOIN revisions r ON r.article = a.id AND r.number = 1
    """
    number, *found = db.execute(sql, (source, limit)).fetchone()
    return number, dict(zip(_FIELDS, found, strict=True)) if number else {}
