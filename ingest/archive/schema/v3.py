"""Version 3: what listings declare of an article's other languages, and the origins that a page names in words alone."""

STATEMENTS = (
    """
CREATE TABLE listed_alternates (
  id INTEGER PRIMARY KEY,
  url INTEGER NOT NULL REFERENCES urls (id),
  listing INTEGER NOT NULL REFERENCES urls (id),
  first_seen_at TEXT NOT NULL,
  language TEXT NOT NULL,                 -- as declared
  target TEXT NOT NULL,                   -- normalised URL
  UNIQUE (url, target, language)
) STRICT
""",
    "CREATE TABLE named_origins (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id), words TEXT NOT NULL) STRICT",
    "CREATE INDEX named_origins_article ON named_origins (article)",
)
