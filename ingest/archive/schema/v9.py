"""Version 9: a removal and a return are rows that nothing takes away, with their evidence; a watch's position among them.

Columns of views are added at the end, never renamed, reordered or removed.
"""

STATEMENTS = (
    """
CREATE TABLE removals (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  kind TEXT NOT NULL CHECK (kind IN ('not found', 'gone', 'redirect', 'notice', 'unlisted')),
  at TEXT NOT NULL,                       -- the look that decided it; of a return: the look that showed the text again
  since TEXT,                             -- the first look of the unbroken row that ended so
  confirmed_at TEXT,                      -- the last look before that showed the text
  url INTEGER REFERENCES urls (id),       -- that was asked
  status INTEGER,
  final_url TEXT,                         -- where a redirect led; null: as asked
  snapshot INTEGER REFERENCES snapshots (id),  -- of what stands in the article's place
  undoes INTEGER REFERENCES removals (id),     -- this row says that the article returned
  reason TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX removals_article ON removals (article)",
    "CREATE UNIQUE INDEX removals_undoes ON removals (undoes) WHERE undoes IS NOT NULL",
    """
INSERT INTO removals (article, kind, at, since, confirmed_at, url, status, final_url, snapshot, reason)
SELECT a.id, ifnull(a.removal, 'not found'), ifnull(a.gone_at, a.first_seen_at), u.missing_since,
  (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id),
  a.url, f.status, f.final_url, f.snapshot, ifnull(f.reason, 'its request is no longer in the log')
FROM articles a JOIN urls u ON u.id = a.url
LEFT JOIN fetches f ON f.id = (SELECT max(id) FROM fetches WHERE article = a.id AND verdict = 'gone' AND ended_at = a.gone_at)
WHERE a.state = 'gone' ORDER BY ifnull(f.id, 0), a.id
""",
    "CREATE TRIGGER removals_no_update BEFORE UPDATE ON removals BEGIN SELECT RAISE(ABORT, 'removals is append-only'); END",
    "CREATE TRIGGER removals_no_delete BEFORE DELETE ON removals BEGIN SELECT RAISE(ABORT, 'removals is append-only'); END",
    "CREATE TRIGGER removals_no_replace BEFORE INSERT ON removals WHEN EXISTS (SELECT 1 FROM removals WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM removals WHERE undoes = NEW.undoes)"
    " BEGIN SELECT RAISE(ABORT, 'removals is append-only'); END",
    "DROP VIEW v_articles",
    "DROP VIEW v_removed",
    "ALTER TABLE articles DROP COLUMN removal",
    "ALTER TABLE articles ADD COLUMN removal INTEGER REFERENCES removals (id)",  # that stands; null: the article is live
    "UPDATE articles SET removal = (SELECT m.id FROM removals m WHERE m.article = articles.id) WHERE state = 'gone'",
    """
CREATE VIEW v_articles AS
SELECT a.id, u.url, s.name AS source, s.country, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, a.first_seen_at,
  (SELECT max(seen.checked_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_checked_at,
  a.state, a.translation, a.story,
  (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_confirmed_at,
  a.gone_at, u.missing_since, m.kind AS removal
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
LEFT JOIN removals m ON m.id = a.removal
""",
    """
CREATE VIEW v_removed AS
SELECT a.id AS article, u.url, s.name AS source, a.language, r.title, m.at AS gone_at, m.confirmed_at AS last_confirmed_at,
  m.since AS missing_since, m.reason, a.revision, m.kind AS removal, m.id, m.status, m.final_url, m.snapshot
FROM removals m
JOIN articles a ON a.removal = m.id
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    "ALTER TABLE watches ADD COLUMN removal INTEGER NOT NULL DEFAULT 0",  # the last row of `removals` that was delivered
    "ALTER TABLE watches ADD COLUMN article INTEGER NOT NULL DEFAULT 0",  # the last article whose missing languages were
    """
UPDATE watches SET article = (SELECT ifnull(max(id), 0) FROM articles), removal = (
  SELECT ifnull(max(m.id), 0) FROM removals m WHERE NOT EXISTS (
    SELECT 1 FROM fetches f WHERE f.article = m.article AND f.verdict = 'gone' AND f.ended_at = m.at AND f.id > watches.fetch))
""",
    "ALTER TABLE watches DROP COLUMN fetch",
)
