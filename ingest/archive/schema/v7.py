"""Version 7: by which day articles are found, in an index of its own, and the articles whose search text is to be folded anew."""

STATEMENTS = (
    """
CREATE TABLE article_dates (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  dated_at TEXT NOT NULL                  -- when its newest revision was published; when it was first seen, if that is not known
) STRICT
""",
    "INSERT INTO article_dates SELECT a.id, ifnull(r.published_at, a.first_seen_at) FROM articles a JOIN revisions r ON r.id = a.revision",
    "CREATE INDEX article_dates_at ON article_dates (dated_at)",
    """
CREATE TABLE unfolded (
  article INTEGER PRIMARY KEY REFERENCES articles (id)  -- its search text was folded by an older version
) STRICT
""",
    "INSERT INTO unfolded SELECT id FROM articles",
)
