"""The full-text index, brought up to date just before a commit.

FTS5 gathers words in memory and writes them out at every savepoint and at every statement that a trigger may abort. Indexing all
articles of a batch by one statement at its end takes half the time of indexing each where it is kept. Which ones are to be
indexed stands in a temporary table, so that a call that is undone takes its marks back.
"""

import sqlite3


def prepare(db: sqlite3.Connection) -> None:
    """Once for each connection that writes."""
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE unindexed (article INTEGER PRIMARY KEY, old TEXT)")  # old: what is indexed; null: nothing yet


def note_new(db: sqlite3.Connection, article: int) -> None:
    db.execute("INSERT INTO unindexed (article) VALUES (?)", (article,))


def note_change(db: sqlite3.Connection, article: int, search_text: str) -> None:
    """Before the article's `search_text` is replaced by this one."""
    sql = "INSERT OR IGNORE INTO unindexed (article, old) SELECT id, search_text FROM articles WHERE id = ? AND search_text != ?"
    db.execute(sql, (article, search_text))


def refresh(db: sqlite3.Connection) -> None:
    """Indexes what was noted since the transaction began, in it."""
    # FTS5 forgets the old words only when it is told them exactly (https://sqlite.org/fts5.html#the_delete_command).
    db.execute(
        "INSERT INTO articles_fts (articles_fts, rowid, search_text)"
        " SELECT 'delete', article, old FROM unindexed WHERE old IS NOT NULL ORDER BY article"
    )
    db.execute(
        "INSERT INTO articles_fts (rowid, search_text) SELECT id, search_text FROM unindexed JOIN articles ON id = article ORDER BY article"
    )
    db.execute("DELETE FROM unindexed")
