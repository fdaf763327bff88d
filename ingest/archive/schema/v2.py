"""Version 2: what finds, without reading texts, the articles that may be one text with a new one, or that show the very same text."""

STATEMENTS = (
    """
CREATE TABLE signatures (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  length INTEGER NOT NULL,                -- characters of the newest text
  total REAL NOT NULL,                    -- rarity of all its features, as it was judged
  keys BLOB NOT NULL,                     -- features, 4 bytes each
  places BLOB NOT NULL,                   -- where each stands, in thousandths of the text, 2 bytes each
  sketch BLOB NOT NULL                    -- the smallest hashes of its shingles, 4 bytes each
) STRICT
""",
    "CREATE TABLE features (feature INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles (id),"
    " PRIMARY KEY (feature, article)) STRICT, WITHOUT ROWID",
    "CREATE INDEX fetches_same_quarantined ON fetches (fingerprint, article) WHERE fingerprint IS NOT NULL",
)
