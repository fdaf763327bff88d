"""Version 19: walks back over the older pages of listings, how far each is, and which articles one brought."""

STATEMENTS = (
    """
CREATE TABLE walks (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id),
  listing INTEGER NOT NULL UNIQUE REFERENCES urls (id),  -- of the schedule file
  began_at TEXT NOT NULL,
  back_to TEXT,                           -- null: all
  until_known INTEGER NOT NULL DEFAULT 0, -- 1: a walk before it came to its end; this one goes on until it meets what that one brought
  expected INTEGER,                       -- pages in all, as the listing shows
  reached TEXT,                           -- publication of the articles on the last page that was read
  next_due_at TEXT,                       -- null: at any time
  failures INTEGER NOT NULL DEFAULT 0,    -- in a row
  ended_at TEXT,
  why TEXT                                -- it ended, or waits; in words
) STRICT
""",
    """
CREATE TABLE walk_pages (
  id INTEGER PRIMARY KEY,
  walk INTEGER NOT NULL REFERENCES walks (id),
  ask TEXT NOT NULL,                      -- its URL as it is asked
  place INTEGER NOT NULL,                 -- in an archive by month or an index, the newest first
  number INTEGER NOT NULL,                -- 1: the listing itself, or the first page of a month
  how TEXT,                               -- the page before it led here, in words
  read_at TEXT,                           -- null: it waits
  cited INTEGER,
  fresh INTEGER,                          -- of these: cited by no page before it
  digest BLOB,                            -- of the list of these URLs
  UNIQUE (walk, ask)
) STRICT
""",
    """
CREATE TABLE walk_urls (
  walk INTEGER NOT NULL REFERENCES walks (id),
  url INTEGER NOT NULL REFERENCES urls (id),
  page INTEGER NOT NULL REFERENCES walk_pages (id),
  ask TEXT,                               -- as it is asked; null: it is not asked, or was
  PRIMARY KEY (walk, url)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX walk_urls_waiting ON walk_urls (walk, page) WHERE ask IS NOT NULL",
    """
CREATE TABLE walked (
  article INTEGER PRIMARY KEY REFERENCES articles (id)  -- a walk brought it: it was old when it was first seen, and is nobody's news
) STRICT
""",
    """
CREATE VIEW v_walks AS
SELECT s.name AS source, u.url AS listing, w.began_at, w.back_to,
  (SELECT count(*) FROM walk_pages p WHERE p.walk = w.id AND p.read_at IS NOT NULL) AS pages, w.expected,
  (SELECT ifnull(sum(p.fresh), 0) FROM walk_pages p WHERE p.walk = w.id) AS articles,
  w.reached, w.next_due_at, w.ended_at, w.why
FROM walks w JOIN sources s ON s.id = w.source JOIN urls u ON u.id = w.listing
""",
)
