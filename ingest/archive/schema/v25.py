"""Version 25: articles know the series that they are a number of. What was told apart before has one once stories are rebuilt."""

STATEMENTS = (
    "ALTER TABLE articles ADD COLUMN series INTEGER",  # derived: the first article of its series; null: of none
    "CREATE INDEX articles_series ON articles (series) WHERE series IS NOT NULL",
    "DROP VIEW v_articles",
    """
CREATE VIEW v_articles AS
SELECT a.id, u.url, s.name AS source, s.country, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, a.first_seen_at,
  (SELECT max(seen.checked_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_checked_at,
  a.state, a.translation, a.story,
  (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_confirmed_at,
  a.gone_at, u.missing_since, m.kind AS removal, a.series
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
LEFT JOIN removals m ON m.id = a.removal
""",
)
