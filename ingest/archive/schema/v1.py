"""Version 1 of the schema: tables, guards and views.

Times are UTC text, `2024-12-18T03:00:00Z`. Every key is an integer and every foreign key one column, which Datasette links.
Long columns stand last in their row: SQLite reads a row from its start, and only as far as it must.
"""

STATEMENTS = (
    # ---------------------------------------------------------------- what is looked at
    """
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  homepage TEXT,
  country TEXT,
  language TEXT,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired')),
  next_due_at TEXT,                       -- null: never looked at, due now
  interval INTEGER,                       -- seconds between looks as they are now; null: as its file says
  last_run_at TEXT,
  last_ok_at TEXT,
  failures INTEGER NOT NULL DEFAULT 0,    -- runs failed since the last good one
  problem TEXT,                           -- of the last run, when it failed
  validators_trusted INTEGER NOT NULL DEFAULT 1 CHECK (validators_trusted IN (0, 1))
) STRICT
""",
    "CREATE INDEX sources_due ON sources (next_due_at) WHERE state = 'active'",
    """
CREATE TABLE urls (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  source INTEGER REFERENCES sources (id),
  first_seen_at TEXT NOT NULL,
  moved_to INTEGER REFERENCES urls (id),  -- where an unbroken chain of 301 and 308 leads
  looks INTEGER NOT NULL DEFAULT 0,       -- answers, or requests that brought none
  failures INTEGER NOT NULL DEFAULT 0,    -- in a row
  status INTEGER,                         -- of the last answer
  checked_at TEXT,                        -- the last answer, whatever it was
  confirmed_at TEXT,                      -- the last answer that showed the text that we hold
  changed_at TEXT,                        -- the last answer that brought a new text
  missing_since TEXT,                     -- the first of an unbroken row of 404
  next_due_at TEXT,                       -- null: asked only when a listing or a user names it
  etag TEXT,
  last_modified TEXT,
  body_hash BLOB
) STRICT
""",
    "CREATE INDEX urls_due ON urls (source, next_due_at) WHERE next_due_at IS NOT NULL",
    """
CREATE TABLE hosts (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL                     -- JSON: robots.txt and its age, holds, failures, the day's requests
) STRICT
""",
    # ---------------------------------------------------------------- the log
    """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT CHECK (outcome IN ('ok', 'failed', 'stopped', 'interrupted')),
  problem TEXT,
  left_over INTEGER NOT NULL DEFAULT 0    -- articles that were due and that the run's limits left
) STRICT
""",
    "CREATE INDEX runs_source ON runs (source)",
    """
CREATE TABLE fetches (
  id INTEGER PRIMARY KEY,
  run INTEGER REFERENCES runs (id),
  url INTEGER NOT NULL REFERENCES urls (id),
  started_at TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  status INTEGER,                         -- null: no answer
  wire_bytes INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  article INTEGER REFERENCES articles (id),
  snapshot INTEGER REFERENCES snapshots (id),
  program TEXT NOT NULL,                  -- version of ingest
  peer TEXT,                              -- address and port that answered
  final_url TEXT,                         -- null: as asked
  fingerprint TEXT,                       -- of the text that was quarantined
  hops TEXT                               -- JSON: [{"url", "status", "location"}]; null: none
) STRICT
""",
    "CREATE INDEX fetches_url ON fetches (url)",
    "CREATE INDEX fetches_quarantined ON fetches (article, fingerprint) WHERE fingerprint IS NOT NULL",
    "CREATE INDEX fetches_run ON fetches (run)",
    "CREATE INDEX fetches_passing ON fetches (ended_at) WHERE snapshot IS NULL",  # what the shortening of the log takes
    "CREATE INDEX fetches_final ON fetches (final_url) WHERE final_url IS NOT NULL",
    """
CREATE TABLE daily_counts (
  id INTEGER PRIMARY KEY,
  source INTEGER REFERENCES sources (id),
  day TEXT NOT NULL,
  counted TEXT NOT NULL CHECK (counted IN ('fetches', 'runs')),
  outcome TEXT NOT NULL,                  -- a verdict, or the outcome of a run
  count INTEGER NOT NULL,
  wire_bytes INTEGER NOT NULL DEFAULT 0
) STRICT
""",
    "CREATE UNIQUE INDEX daily_counts_of ON daily_counts (ifnull(source, 0), day, counted, outcome)",
    """
CREATE TABLE url_listings (
  id INTEGER PRIMARY KEY,
  url INTEGER NOT NULL REFERENCES urls (id),
  listing INTEGER NOT NULL REFERENCES urls (id),
  first_seen_at TEXT NOT NULL,
  title TEXT,                             -- as the listing says
  published_at TEXT,
  UNIQUE (url, listing)
) STRICT
""",
    # ---------------------------------------------------------------- what is kept
    """
CREATE TABLE snapshots (
  id INTEGER PRIMARY KEY,
  url INTEGER NOT NULL REFERENCES urls (id),
  fetched_at TEXT NOT NULL,
  status INTEGER NOT NULL,
  sha256 TEXT NOT NULL,                   -- of the body, content codings undone
  size INTEGER NOT NULL,                  -- of the body
  encoding TEXT NOT NULL CHECK (encoding IN ('zstd', 'zstd-diff', 'erased')),
  base INTEGER REFERENCES snapshots (id), -- zstd-diff: the full snapshot that is its dictionary
  request_headers TEXT NOT NULL,          -- JSON: [[name, value]]
  headers TEXT NOT NULL,
  body BLOB,
  CHECK ((encoding = 'erased') = (body IS NULL)),
  CHECK ((encoding = 'zstd-diff') = (base IS NOT NULL))
) STRICT
""",
    "CREATE INDEX snapshots_base ON snapshots (base) WHERE base IS NOT NULL",
    """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  language TEXT NOT NULL,                 -- und: not known
  source INTEGER NOT NULL REFERENCES sources (id),
  url INTEGER NOT NULL REFERENCES urls (id),
  revision INTEGER NOT NULL REFERENCES revisions (id),
  first_seen_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'gone')),
  gone_at TEXT,
  translation TEXT CHECK (translation IN ('machine', 'human')),
  story INTEGER REFERENCES stories (id) DEFERRABLE INITIALLY DEFERRED,
  title TEXT NOT NULL,
  search_text TEXT NOT NULL,              -- folded; what articles_fts indexes
  UNIQUE (identity, language)
) STRICT
""",
    "CREATE INDEX articles_source ON articles (source)",
    "CREATE INDEX articles_language ON articles (language, state)",  # they are counted without reading their texts
    "CREATE INDEX articles_story ON articles (story)",
    "CREATE INDEX articles_url ON articles (url)",
    """
CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,  -- a first revision is written before its article
  number INTEGER NOT NULL,                -- 1, 2, 3 within the article
  kind TEXT NOT NULL CHECK (kind IN ('first', 'edit', 'revert', 'reparse')),
  change TEXT,                            -- class of change
  reason TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  previous_confirmed_at TEXT,             -- when the earlier text was last known to stand
  fingerprint TEXT NOT NULL,
  extractor INTEGER NOT NULL,             -- version of the extractor
  snapshot INTEGER REFERENCES snapshots (id),
  page_kind TEXT NOT NULL,
  access TEXT NOT NULL,
  published TEXT,                         -- ISO 8601 as the page said it, no finer than it said
  published_at TEXT,
  published_precision TEXT CHECK (published_precision IN ('day', 'minute', 'second')),
  modified TEXT,
  modified_at TEXT,
  modified_precision TEXT CHECK (modified_precision IN ('day', 'minute', 'second')),
  publisher TEXT,
  section TEXT,
  byline TEXT,
  title TEXT NOT NULL,
  lead TEXT,
  found TEXT NOT NULL,                    -- JSON: [[field, rule, [[rule, value]]]], how each field was found and what else was offered
  text TEXT NOT NULL,
  markdown TEXT NOT NULL,
  UNIQUE (article, number)
) STRICT
""",
    """
CREATE TABLE article_urls (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  url INTEGER NOT NULL REFERENCES urls (id),
  relation TEXT NOT NULL,                 -- how the URL led to the article
  seen_at TEXT NOT NULL,
  UNIQUE (url, article)
) STRICT
""",
    "CREATE INDEX article_urls_article ON article_urls (article)",
    "CREATE TABLE authors (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), name TEXT NOT NULL,"
    " organization INTEGER NOT NULL CHECK (organization IN (0, 1))) STRICT",
    "CREATE INDEX authors_article ON authors (article)",
    "CREATE TABLE tags (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), tag TEXT NOT NULL) STRICT",
    "CREATE INDEX tags_article ON tags (article)",
    "CREATE TABLE images (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), url TEXT NOT NULL,"
    " alt TEXT, caption TEXT, credit TEXT) STRICT",
    "CREATE INDEX images_article ON images (article)",
    # ---------------------------------------------------------------- what belongs together
    """
CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),
  target TEXT NOT NULL,                   -- normalised URL, known to us or not
  relation TEXT NOT NULL CHECK (relation IN ('canonical', 'hreflang', 'citation', 'key', 'text', 'person')),
  basis TEXT NOT NULL CHECK (basis IN ('declared', 'inferred', 'person')),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)),
  language TEXT,                          -- of the target
  snapshot INTEGER REFERENCES snapshots (id),
  added_at TEXT NOT NULL,
  undoes INTEGER REFERENCES links (id),   -- this row takes that one back
  reason TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX links_article ON links (article)",
    "CREATE INDEX links_target ON links (target)",
    # Partial, or the planner takes it for the many rows whose `undoes` is null.
    "CREATE UNIQUE INDEX links_undoes ON links (undoes) WHERE undoes IS NOT NULL",
    """
CREATE TABLE stories (
  id INTEGER PRIMARY KEY,                 -- the smallest id among its articles
  origin INTEGER REFERENCES articles (id),
  articles INTEGER NOT NULL,
  publishers INTEGER NOT NULL,
  languages TEXT NOT NULL,                -- sorted, separated and enclosed by spaces
  first_published_at TEXT,
  newest_at TEXT
) STRICT
""",
    "CREATE INDEX stories_newest ON stories (newest_at)",
    "CREATE TABLE story_redirects (id INTEGER PRIMARY KEY, story INTEGER NOT NULL, since TEXT NOT NULL) STRICT",
    """
CREATE TABLE tombstones (
  id INTEGER PRIMARY KEY,
  snapshot INTEGER NOT NULL REFERENCES snapshots (id),
  erased_at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT
""",
    # ---------------------------------------------------------------- search
    """
CREATE VIRTUAL TABLE articles_fts USING fts5 (
  search_text, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
)
""",
    # Merging segments costs as much as writing them; upkeep does what this puts off.
    "INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 16)",
    "INSERT INTO articles_fts (articles_fts, rank) VALUES ('crisismerge', 64)",
    # ---------------------------------------------------------------- guards: these tables are append-only
    "CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END",
    "CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END",
    "CREATE TRIGGER revisions_no_replace BEFORE INSERT ON revisions WHEN EXISTS (SELECT 1 FROM revisions WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM revisions WHERE article = NEW.article AND number = NEW.number)"
    " BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END",
    "CREATE TRIGGER article_urls_no_update BEFORE UPDATE ON article_urls BEGIN SELECT RAISE(ABORT, 'article_urls is append-only'); END",
    "CREATE TRIGGER article_urls_no_delete BEFORE DELETE ON article_urls BEGIN SELECT RAISE(ABORT, 'article_urls is append-only'); END",
    "CREATE TRIGGER article_urls_no_replace BEFORE INSERT ON article_urls WHEN EXISTS (SELECT 1 FROM article_urls WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM article_urls WHERE url = NEW.url AND article = NEW.article)"
    " BEGIN SELECT RAISE(ABORT, 'article_urls is append-only'); END",
    "CREATE TRIGGER links_no_update BEFORE UPDATE ON links BEGIN SELECT RAISE(ABORT, 'links is append-only'); END",
    "CREATE TRIGGER links_no_delete BEFORE DELETE ON links BEGIN SELECT RAISE(ABORT, 'links is append-only'); END",
    "CREATE TRIGGER links_no_replace BEFORE INSERT ON links WHEN EXISTS (SELECT 1 FROM links WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM links WHERE undoes = NEW.undoes)"
    " BEGIN SELECT RAISE(ABORT, 'links is append-only'); END",
    """CREATE TRIGGER snapshots_no_update BEFORE UPDATE ON snapshots WHEN NOT (
  NEW.id = OLD.id AND NEW.url = OLD.url AND NEW.fetched_at = OLD.fetched_at AND NEW.status = OLD.status
  AND NEW.sha256 = OLD.sha256 AND NEW.size = OLD.size AND NEW.base IS NULL
  AND ((NEW.encoding = 'erased' AND EXISTS (SELECT 1 FROM tombstones WHERE snapshot = OLD.id))
    OR (NEW.encoding = 'zstd' AND NEW.headers = OLD.headers AND NEW.request_headers = OLD.request_headers
      AND EXISTS (SELECT 1 FROM tombstones WHERE snapshot = OLD.base)))
) BEGIN SELECT RAISE(ABORT, 'snapshots is append-only'); END""",
    "CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'snapshots is append-only'); END",
    "CREATE TRIGGER snapshots_no_replace BEFORE INSERT ON snapshots WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'snapshots is append-only'); END",
    "CREATE TRIGGER tombstones_no_update BEFORE UPDATE ON tombstones BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END",
    "CREATE TRIGGER tombstones_no_delete BEFORE DELETE ON tombstones BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END",
    "CREATE TRIGGER tombstones_no_replace BEFORE INSERT ON tombstones WHEN EXISTS (SELECT 1 FROM tombstones WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END",
    # ---------------------------------------------------------------- views: the public interface to SQL
    """
CREATE VIEW v_articles AS
SELECT a.id, u.url, s.name AS source, s.country, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, a.first_seen_at,
  (SELECT max(seen.checked_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_checked_at,
  a.state, a.translation, a.story
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    """
CREATE VIEW v_revisions AS
SELECT r.id, r.article, r.number, u.url, s.name AS source, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, r.modified_at, r.kind, r.change, r.reason,
  r.seen_at, r.previous_confirmed_at, r.fingerprint, r.extractor, r.snapshot
FROM revisions r
JOIN articles a ON a.id = r.article
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    """
CREATE VIEW v_links AS
SELECT l.id, l.article, u.url, l.target,
  (SELECT min(au.article) FROM urls t JOIN article_urls au ON au.url = t.id WHERE t.url = l.target) AS target_article,
  l.relation, l.basis, l.confidence, l.reason, l.language, l.apart, l.snapshot, l.added_at
FROM links l
JOIN articles a ON a.id = l.article
JOIN urls u ON u.id = a.url
WHERE l.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM links back WHERE back.undoes = l.id)
""",
    "PRAGMA application_id = 1768843124",  # "ingt": tells our archive from any other SQLite file
)
