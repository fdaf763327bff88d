"""Version 11: the earlier numbers of rolling pages, which stay searchable, and the index over them."""

STATEMENTS = (
    """
CREATE TABLE numbers (
  revision INTEGER PRIMARY KEY REFERENCES revisions (id),  -- a text of its own that another one followed at the same address
  search_text TEXT NOT NULL               -- folded; what numbers_fts indexes
) STRICT
""",
    """
CREATE VIRTUAL TABLE numbers_fts USING fts5 (
  search_text, content="numbers", content_rowid="revision", tokenize="unicode61 remove_diacritics 2"
)
""",
)
