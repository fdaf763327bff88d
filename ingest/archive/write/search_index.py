"""What articles are found by: the full-text index, brought up to date just before a commit, and the day that each is dated.

FTS5 gathers words in memory and writes them out at every savepoint and at every statement that a trigger may abort. Indexing all
articles of a batch by one statement at its end takes half the time of indexing each where it is kept. Which ones are to be
indexed stands in a temporary table, so that a call that is undone takes its marks back.
"""

import sqlite3

from ingest.core import fold


def prepare(db: sqlite3.Connection) -> None:
    """Once for each connection that writes."""
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE unindexed (article INTEGER PRIMARY KEY, old TEXT)")  # old: what is indexed; null: nothing yet
    db.execute("CREATE TEMP TABLE unindexed_numbers (revision INTEGER PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE forgotten (once INTEGER PRIMARY KEY)")  # a row: what was taken out is to leave the file as well


def note_new(db: sqlite3.Connection, article: int) -> None:
    db.execute("INSERT INTO unindexed (article) VALUES (?)", (article,))


def note_change(db: sqlite3.Connection, article: int, search_text: str) -> None:
    """Before the article's `search_text` is replaced by this one."""
    sql = "INSERT OR IGNORE INTO unindexed (article, old) SELECT id, search_text FROM articles WHERE id = ? AND search_text != ?"
    db.execute(sql, (article, search_text))


def keep_number(db: sqlite3.Connection, revision: int, search_text: str) -> None:
    """A text that stood at an address where another followed stays to be found."""
    if db.execute("INSERT OR IGNORE INTO numbers (revision, search_text) VALUES (?, ?)", (revision, search_text)).rowcount:
        db.execute("INSERT INTO unindexed_numbers (revision) VALUES (?)", (revision,))


def forget_numbers(db: sqlite3.Connection, article: int) -> None:
    """No earlier text of an article is found any more. Inside a transaction that keeps none of them."""
    sql = "SELECT n.revision, n.search_text FROM numbers n JOIN revisions r ON r.id = n.revision WHERE r.article = ?"
    numbers = db.execute(sql, (article,)).fetchall()
    db.executemany("INSERT INTO numbers_fts (numbers_fts, rowid, search_text) VALUES ('delete', ?, ?)", numbers)
    db.executemany("DELETE FROM numbers WHERE revision = ?", [(revision,) for revision, _ in numbers])


def refresh(db: sqlite3.Connection) -> None:
    """Indexes what was noted since the transaction began, in it."""
    # FTS5 removes the old words only when given them exactly (https://sqlite.org/fts5.html#the_delete_command).
    db.execute(
        "INSERT INTO articles_fts (articles_fts, rowid, search_text)"
        " SELECT 'delete', article, old FROM unindexed WHERE old IS NOT NULL ORDER BY article"
    )
    db.execute(
        "INSERT INTO articles_fts (rowid, search_text) SELECT id, search_text FROM unindexed JOIN articles ON id = article ORDER BY article"
    )
    db.execute("DELETE FROM unindexed")
    if db.execute("SELECT 1 FROM unindexed_numbers LIMIT 1").fetchone():
        sql = "SELECT revision, search_text FROM unindexed_numbers JOIN numbers USING (revision)"
        db.execute(f"INSERT INTO numbers_fts (rowid, search_text) {sql}")
        db.execute("DELETE FROM unindexed_numbers")
    if db.execute("DELETE FROM forgotten").rowcount:
        for index in ("articles_fts", "numbers_fts"):
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def forget_words(db: sqlite3.Connection) -> None:
    """Has both indexes written anew before the transaction ends, so that words which it took out are in no older part of them.

    FTS5 takes words out by a mark, and they stay in the file until its parts are merged (https://sqlite.org/fts5.html; its secure-delete
    came with SQLite 3.42). It takes some 4 s of CPU for 100,000 articles, once, however many are erased.
    """
    db.execute("INSERT OR IGNORE INTO forgotten (once) VALUES (1)")


def note_date(db: sqlite3.Connection, article: int) -> None:
    """After the article's revision, or its first sight, was written."""
    db.execute(
        """
        INSERT INTO article_dates (article, dated_at)
        SELECT a.id, ifnull(r.published_at, a.first_seen_at) FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?
        ON CONFLICT (article) DO UPDATE SET dated_at = excluded.dated_at
        """,
        (article,),
    )


def fold_again(db: sqlite3.Connection, most: int) -> int:
    """Folds anew, inside a transaction, the search texts of some articles in `unfolded`; how many. Call it until it returns 0."""
    sql = """
        SELECT a.id, r.title, r.byline, r.lead, r.text, a.search_text
        FROM unfolded u JOIN articles a ON a.id = u.article JOIN revisions r ON r.id = a.revision ORDER BY u.article LIMIT ?
    """
    articles = db.execute(sql, (most,)).fetchall()
    for article, title, byline, lead, text, kept in articles:
        search_text = fold.searchable(title, byline, lead, text)
        if search_text != kept:
            note_change(db, article, search_text)
            db.execute("UPDATE articles SET search_text = ? WHERE id = ?", (search_text, article))
    if articles:
        db.execute("DELETE FROM unfolded WHERE article <= ?", (articles[-1][0],))
    return len(articles)
