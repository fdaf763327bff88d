"""Version 6: how and since when an article is gone, and when its text was last seen; what finds the articles whose URLs answer no more."""

STATEMENTS = (
    "ALTER TABLE articles ADD COLUMN removal TEXT CHECK (removal IN ('not found', 'gone', 'redirect', 'notice'))",
    "UPDATE articles SET removal = 'not found' WHERE state = 'gone'",
    "CREATE INDEX urls_missing ON urls (source) WHERE missing_since IS NOT NULL",
    "DROP VIEW v_articles",
    """
CREATE VIEW v_articles AS
SELECT a.id, u.url, s.name AS source, s.country, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, a.first_seen_at,
  (SELECT max(seen.checked_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_checked_at,
  a.state, a.translation, a.story,
  (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_confirmed_at,
  a.gone_at, u.missing_since, a.removal
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    "DROP VIEW v_removed",
    """
CREATE VIEW v_removed AS
SELECT a.id AS article, u.url, s.name AS source, a.language, r.title, a.gone_at,
  (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_confirmed_at,
  u.missing_since,
  (SELECT f.reason FROM fetches f WHERE f.url = u.id AND f.verdict = 'gone' ORDER BY f.id DESC LIMIT 1) AS reason,
  a.revision, a.removal
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
WHERE a.state = 'gone'
""",
)
