"""Version 4: what changed between two revisions, span by span; questions that are saved; the views of changes and of removals.

Columns of views are added at the end, never renamed, reordered or removed.
"""

STATEMENTS = (
    """
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL UNIQUE REFERENCES revisions (id),  -- that brought it
  class TEXT,                             -- the gravest of its classes; null: nothing that a reader would call an edit
  classes TEXT NOT NULL,                  -- all of them, the gravest first, separated and enclosed by spaces
  significance REAL NOT NULL CHECK (significance BETWEEN 0 AND 1),
  before TEXT NOT NULL,                   -- the words of the gravest span, and those beside them that it takes to read them
  after TEXT NOT NULL,
  spans TEXT NOT NULL                     -- JSON: [[class, [paragraphs], [starts], [ends], [words], whole]], each pair (older, newer)
) STRICT
""",
    "CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END",
    "CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END",
    "CREATE TRIGGER changes_no_replace BEFORE INSERT ON changes WHEN EXISTS (SELECT 1 FROM changes WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM changes WHERE revision = NEW.revision)"
    " BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END",
    """
CREATE TABLE watches (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  question TEXT NOT NULL,                 -- JSON
  added_at TEXT NOT NULL,
  revision INTEGER NOT NULL,              -- the last row of `revisions` that was delivered
  fetch INTEGER NOT NULL                  -- the last row of `fetches` whose removal was
) STRICT
""",
    """
CREATE VIEW v_changes AS
SELECT r.article, u.url, s.name AS source, a.language, ifnull(c.class, r.change) AS class, c.significance, r.title, c.before, c.after,
  r.seen_at, r.previous_confirmed_at, r.id AS revision, r.number, c.classes, r.reason
FROM revisions r
JOIN articles a ON a.id = r.article
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
LEFT JOIN changes c ON c.revision = r.id
WHERE r.kind IN ('edit', 'revert')
""",
    """
CREATE VIEW v_removed AS
SELECT a.id AS article, u.url, s.name AS source, a.language, r.title, a.gone_at,
  (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_confirmed_at,
  u.missing_since,
  (SELECT f.reason FROM fetches f WHERE f.url = u.id AND f.verdict = 'gone' ORDER BY f.id DESC LIMIT 1) AS reason,
  a.revision
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
WHERE a.state = 'gone'
""",
    "CREATE INDEX articles_gone ON articles (gone_at) WHERE state = 'gone'",
    "CREATE INDEX fetches_unconfirmed ON fetches (article) WHERE verdict = 'quarantined'",
    "CREATE INDEX revisions_seen ON revisions (seen_at)",
)
