"""Version 18: documents: what an article is that was read from a PDF or an office file, and which pages link it."""

STATEMENTS = (
    """
CREATE TABLE document_forms (
  revision INTEGER PRIMARY KEY REFERENCES revisions (id),
  media TEXT NOT NULL,                    -- pdf, docx, odt, rtf, xlsx, ods, csv
  pages INTEGER,                          -- null: not known, or the kind has none
  text_from TEXT NOT NULL CHECK (text_from IN ('words', 'recognised', 'none')),
  starts TEXT NOT NULL                    -- JSON: [[place in the text, number]] of each page that begins in it
) STRICT
""",
    "CREATE TRIGGER document_forms_no_update BEFORE UPDATE ON document_forms"
    " BEGIN SELECT RAISE(ABORT, 'document_forms is append-only'); END",
    "CREATE TRIGGER document_forms_no_delete BEFORE DELETE ON document_forms"
    " BEGIN SELECT RAISE(ABORT, 'document_forms is append-only'); END",
    "CREATE TRIGGER document_forms_no_replace BEFORE INSERT ON document_forms"
    " WHEN EXISTS (SELECT 1 FROM document_forms WHERE revision = NEW.revision)"
    " BEGIN SELECT RAISE(ABORT, 'document_forms is append-only'); END",
    """
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id),  -- whose page links it
  url INTEGER NOT NULL REFERENCES urls (id),          -- of the document
  first_seen_at TEXT NOT NULL,
  words TEXT NOT NULL,                                -- of the link; empty when they were erased
  UNIQUE (article, url)
) STRICT
""",
    "CREATE INDEX attachments_url ON attachments (url)",
    """
CREATE VIEW v_documents AS
SELECT a.id, u.url, s.name AS source, a.language, r.title, r.published, f.media, f.pages, f.text_from, k.size, k.sha256, a.state
FROM document_forms f
JOIN articles a ON a.revision = f.revision
JOIN revisions r ON r.id = f.revision
JOIN sources s ON s.id = a.source
JOIN urls u ON u.id = a.url
LEFT JOIN snapshots k ON k.id = r.snapshot
""",
    """
CREATE VIEW v_attachments AS
SELECT t.id, t.article, page.url AS article_url, u.url, t.words, t.first_seen_at,
  (SELECT max(seen.article) FROM article_urls seen WHERE seen.url = t.url AND seen.article != t.article) AS document
FROM attachments t
JOIN articles a ON a.id = t.article
JOIN urls page ON page.id = a.url
JOIN urls u ON u.id = t.url
""",
)
