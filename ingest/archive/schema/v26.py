"""Version 26: a text is kept once, and indexed. What search looks in is folded when it is needed; Markdown is a difference to the text."""

STATEMENTS = (
    "PRAGMA secure_delete = ON",  # until the archive is closed: the texts that go stand in no page that becomes free
    # ---------------------------------------------------------------- search
    "DROP TABLE articles_fts",
    """
CREATE VIEW article_words AS
SELECT a.id, r.title || char(10) || ifnull(r.byline || char(10), '') || ifnull(r.lead || char(10), '') || r.text AS search_text
FROM articles a JOIN revisions r ON r.id = a.revision
""",
    # The index holds these words folded; FTS5 reads the view for who asks it for a text, and for nothing else.
    """
CREATE VIRTUAL TABLE articles_fts USING fts5 (
  search_text, content="article_words", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
)
""",
    "INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 16)",
    "INSERT INTO articles_fts (articles_fts, rank) VALUES ('crisismerge', 64)",
    "INSERT OR IGNORE INTO unfolded SELECT id FROM articles",
    "ALTER TABLE articles DROP COLUMN search_text",
    # ---------------------------------------------------------------- Markdown
    "ALTER TABLE revisions ADD COLUMN markup BLOB",  # zstd, the text its dictionary: the Markdown, whose own column is empty then
    "DROP TRIGGER revisions_no_update",
    """CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions WHEN NOT (
  EXISTS (SELECT 1 FROM erasures WHERE kept = 'revisions' AND row = OLD.id)
  AND NEW.byline IS NULL AND NEW.title = '[erased by order]' AND NEW.lead IS NULL
  AND NEW.found = '[]' AND NEW.text = '' AND NEW.markdown = '' AND NEW.markup IS NULL
  AND NEW.id = OLD.id AND NEW.article = OLD.article AND NEW.number = OLD.number AND NEW.kind = OLD.kind AND NEW.change IS OLD.change
  AND NEW.reason = OLD.reason AND NEW.seen_at = OLD.seen_at AND NEW.previous_confirmed_at IS OLD.previous_confirmed_at
  AND NEW.fingerprint = OLD.fingerprint AND NEW.extractor = OLD.extractor AND NEW.snapshot IS OLD.snapshot
  AND NEW.page_kind = OLD.page_kind AND NEW.access = OLD.access AND NEW.published IS OLD.published
  AND NEW.published_at IS OLD.published_at AND NEW.published_precision IS OLD.published_precision AND NEW.modified IS OLD.modified
  AND NEW.modified_at IS OLD.modified_at AND NEW.modified_precision IS OLD.modified_precision AND NEW.publisher IS OLD.publisher
  AND NEW.section IS OLD.section
) BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END""",
)
