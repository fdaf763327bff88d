"""Version 5: the sitemaps that an index names are listings of their own, each with its turn and its pace."""

STATEMENTS = (
    """
CREATE TABLE listed_sitemaps (
  id INTEGER PRIMARY KEY,
  root INTEGER NOT NULL REFERENCES urls (id),    -- the listing of a schedule file that leads here
  parent INTEGER NOT NULL REFERENCES urls (id),  -- the index that names it: the root, or a sitemap below it
  url INTEGER NOT NULL REFERENCES urls (id),
  depth INTEGER NOT NULL,                        -- 1: named by the root
  place INTEGER NOT NULL,                        -- in its index, the newest first
  modified_at TEXT,                              -- as the index says
  read_modified_at TEXT,                         -- what it said when the sitemap was last read
  read_at TEXT,                                  -- null: not yet
  next_due_at TEXT,
  interval INTEGER,                              -- seconds between two looks
  failures INTEGER NOT NULL DEFAULT 0,
  UNIQUE (root, url)
) STRICT
""",
    "CREATE INDEX listed_sitemaps_parent ON listed_sitemaps (parent)",
    "CREATE INDEX listed_sitemaps_url ON listed_sitemaps (url)",
)
