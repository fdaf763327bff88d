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
    db.execute("CREATE TEMP TABLE unindexed (article INTEGER PRIMARY KEY, old TEXT, new TEXT)")  # old: what is indexed; null: nothing
    db.execute("CREATE TEMP TABLE unindexed_numbers (revision INTEGER PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE forgotten (once INTEGER PRIMARY KEY)")  # a row: what was taken out is to leave the file as well


def note_new(db: sqlite3.Connection, article: int, search_text: str) -> None:
    db.execute("INSERT INTO unindexed (article, new) VALUES (?, ?)", (article, search_text))


def note_change(db: sqlite3.Connection, article: int, search_text: str) -> None:
    """Before the revision that the article is found by is replaced, or emptied: it is found by this text from then on."""
    if db.execute("UPDATE unindexed SET new = ? WHERE article = ?", (search_text, article)).rowcount:
        return
    is_waiting = db.execute("DELETE FROM unfolded WHERE article = ?", (article,)).rowcount
    old = None if is_waiting else found_by(db, article)
    if old != search_text:
        db.execute("INSERT INTO unindexed (article, old, new) VALUES (?, ?, ?)", (article, old, search_text))


def found_by(db: sqlite3.Connection, article: int) -> str:
    """The text that the index holds of an article: its newest revision's, folded; nothing of one whose words were erased."""
    sql = f"SELECT {FOUND_BY} FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?"
    return folded(*db.execute(sql, (article,)).fetchone())


FOUND_BY = """
    r.title, r.byline, r.lead, r.text, EXISTS (SELECT 1 FROM erasures WHERE kept = 'revisions' AND row = r.id)
"""  # of a revision r, what `folded` takes


def folded(title: str, byline: str | None, lead: str | None, text: str, is_erased: int) -> str:
    return "" if is_erased else fold.searchable(title, byline, lead, text)


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
    db.execute("INSERT INTO articles_fts (rowid, search_text) SELECT article, new FROM unindexed ORDER BY article")
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
    """Indexes, inside a transaction, some articles of `unfolded`, which the index does not hold; how many. Call it until it returns 0."""
    sql = f"""
        SELECT a.id, {FOUND_BY} FROM unfolded u JOIN articles a ON a.id = u.article JOIN revisions r ON r.id = a.revision
        ORDER BY u.article LIMIT ?
    """
    articles = db.execute(sql, (most,)).fetchall()
    for article, *said in articles:
        note_new(db, article, folded(*said))
    if articles:
        db.execute("DELETE FROM unfolded WHERE article <= ?", (articles[-1][0],))
    return len(articles)
