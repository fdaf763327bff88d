"""Version 20: the parts of history that were taken in, so that none is read or taken again."""

STATEMENTS = (
    """
CREATE TABLE imported_parts (
  id INTEGER PRIMARY KEY,
  share TEXT NOT NULL UNIQUE,             -- what was read, and which of it: 32 hexadecimal digits
  part TEXT NOT NULL,                     -- the file that brought it, named by its bytes
  file TEXT NOT NULL,                     -- the WARC or WACZ that it was read from
  start INTEGER NOT NULL,                 -- where in it the share begins
  next INTEGER,                           -- where the one after it does; null: it was the last
  taken_at TEXT NOT NULL,
  pages INTEGER NOT NULL,                 -- that the part held
  left INTEGER NOT NULL,                  -- that were read, and not wanted
  refused INTEGER NOT NULL                -- records that could not be taken
) STRICT
""",
)
