"""The views: the public interface to SQL. Columns are added at the end, never renamed, reordered or removed.

They use no function of ours, so that any SQLite program can read them.
"""

VIEWS = {
    "v_articles": """
CREATE VIEW v_articles AS
SELECT a.id, u.url, s.name AS source, s.country, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, a.first_seen_at,
  (SELECT max(seen.checked_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_checked_at,
  a.state, a.translation, a.story
FROM articles a
JOIN revisions r ON r.id = a.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    "v_revisions": """
CREATE VIEW v_revisions AS
SELECT r.id, r.article, r.number, u.url, s.name AS source, a.language, r.title, r.byline, r.lead, r.text,
  r.published, r.published_at, r.published_precision, r.modified_at, r.kind, r.change, r.reason,
  r.seen_at, r.previous_confirmed_at, r.fingerprint, r.extractor, r.snapshot
FROM revisions r
JOIN articles a ON a.id = r.article
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
""",
    "v_links": """
CREATE VIEW v_links AS
SELECT l.id, l.article, u.url, l.target,
  (SELECT min(au.article) FROM urls t JOIN article_urls au ON au.url = t.id WHERE t.url = l.target) AS target_article,
  l.relation, l.basis, l.confidence, l.reason, l.language, l.apart, l.snapshot, l.added_at
FROM links l
JOIN articles a ON a.id = l.article
JOIN urls u ON u.id = a.url
WHERE l.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM links back WHERE back.undoes = l.id)
""",
}
