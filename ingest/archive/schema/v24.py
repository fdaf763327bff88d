"""Version 24: digests of rows that no leaf of the log covers, and of the requests of the day that is not over: damage is seen."""

STATEMENTS = (
    """
CREATE TABLE part_digests (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  digest INTEGER NOT NULL                 -- of its rows in authors, tags, images and named_origins
) STRICT
""",
    "ALTER TABLE runs ADD COLUMN digest INTEGER",  # of the row, once it has ended; null: not known
    "ALTER TABLE sources ADD COLUMN digest INTEGER",  # of its name, title, homepage, country and language; null: not known
    """
CREATE TABLE open_looks (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  first INTEGER NOT NULL,                 -- the rows of `fetches` from this
  last INTEGER NOT NULL,                  -- to that, which no row of `looks` stands for yet
  number INTEGER NOT NULL,                -- of them
  chain BLOB NOT NULL CHECK (length(chain) = 32)  -- SHA-256 of the chain before the last of them, and of its leaf
) STRICT
""",
)
