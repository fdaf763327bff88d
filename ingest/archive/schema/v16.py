"""Version 16: what another archive saw and this one did not, so that archives become one; a version that only repeats the one before.

Columns of views are added at the end, never renamed, reordered or removed.
"""

STATEMENTS = (
    """
CREATE TABLE confirmations (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revisions (id),
  at TEXT NOT NULL,                       -- a look of an archive that was merged, or of this one before, that showed its text
  UNIQUE (revision, at)
) STRICT
""",
    """
CREATE TABLE merges (
  id INTEGER PRIMARY KEY,
  merged_at TEXT NOT NULL,
  name TEXT NOT NULL,                     -- of the file
  origin TEXT NOT NULL,                   -- the name of its log; empty: it had none
  leaves INTEGER NOT NULL,                -- of that log
  root BLOB NOT NULL CHECK (length(root) = 32)
) STRICT
""",
    "CREATE INDEX snapshots_url ON snapshots (url)",
    "CREATE TRIGGER confirmations_no_update BEFORE UPDATE ON confirmations BEGIN SELECT RAISE(ABORT, 'confirmations is append-only'); END",
    "CREATE TRIGGER confirmations_no_delete BEFORE DELETE ON confirmations BEGIN SELECT RAISE(ABORT, 'confirmations is append-only'); END",
    "CREATE TRIGGER confirmations_no_replace BEFORE INSERT ON confirmations WHEN EXISTS (SELECT 1 FROM confirmations WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM confirmations WHERE revision = NEW.revision AND at = NEW.at)"
    " BEGIN SELECT RAISE(ABORT, 'confirmations is append-only'); END",
    "CREATE TRIGGER merges_no_update BEFORE UPDATE ON merges BEGIN SELECT RAISE(ABORT, 'merges is append-only'); END",
    "CREATE TRIGGER merges_no_delete BEFORE DELETE ON merges BEGIN SELECT RAISE(ABORT, 'merges is append-only'); END",
    "CREATE TRIGGER merges_no_replace BEFORE INSERT ON merges WHEN EXISTS (SELECT 1 FROM merges WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'merges is append-only'); END",
    "DROP VIEW v_revisions",
    """
CREATE VIEW v_revisions AS
SELECT r.id, r.article, r.number, u.url, s.name AS source, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, r.modified_at, r.kind, r.change, r.reason,
  r.seen_at, r.previous_confirmed_at, r.fingerprint, r.extractor, r.snapshot,
  r.kind != 'reparse' AND ifnull((SELECT p.fingerprint = r.fingerprint AND p.byline IS r.byline
    FROM revisions p WHERE p.article = r.article AND (p.seen_at, p.id) < (r.seen_at, r.id)
    ORDER BY p.seen_at DESC, p.id DESC LIMIT 1), 0) AS repeats
FROM revisions r
JOIN articles a ON a.id = r.article
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    "DROP VIEW v_changes",
    """
CREATE VIEW v_changes AS
SELECT r.article, u.url, s.name AS source, a.language, ifnull(c.class, r.change) AS class, c.significance, r.title, c.before, c.after,
  r.seen_at, r.previous_confirmed_at, r.id AS revision, r.number, c.classes, r.reason
FROM revisions r
JOIN articles a ON a.id = r.article
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
LEFT JOIN changes c ON c.revision = r.id
WHERE (r.kind IN ('edit', 'revert') OR (r.kind = 'first' AND c.id IS NOT NULL))
  AND NOT ifnull((SELECT p.fingerprint = r.fingerprint AND p.byline IS r.byline
    FROM revisions p WHERE p.article = r.article AND (p.seen_at, p.id) < (r.seen_at, r.id)
    ORDER BY p.seen_at DESC, p.id DESC LIMIT 1), 0)
""",
)
