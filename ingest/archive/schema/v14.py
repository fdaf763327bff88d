"""Version 14: an article whose words were erased by order is called so wherever its title stands."""

STATEMENTS = (
    "DROP TRIGGER revisions_no_update",
    """CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions WHEN NOT (
  EXISTS (SELECT 1 FROM erasures WHERE kept = 'revisions' AND row = OLD.id)
  AND NEW.byline IS NULL AND NEW.title = '[erased by order]' AND NEW.lead IS NULL
  AND NEW.found = '[]' AND NEW.text = '' AND NEW.markdown = ''
  AND NEW.id = OLD.id AND NEW.article = OLD.article AND NEW.number = OLD.number AND NEW.kind = OLD.kind AND NEW.change IS OLD.change
  AND NEW.reason = OLD.reason AND NEW.seen_at = OLD.seen_at AND NEW.previous_confirmed_at IS OLD.previous_confirmed_at
  AND NEW.fingerprint = OLD.fingerprint AND NEW.extractor = OLD.extractor AND NEW.snapshot IS OLD.snapshot
  AND NEW.page_kind = OLD.page_kind AND NEW.access = OLD.access AND NEW.published IS OLD.published
  AND NEW.published_at IS OLD.published_at AND NEW.published_precision IS OLD.published_precision AND NEW.modified IS OLD.modified
  AND NEW.modified_at IS OLD.modified_at AND NEW.modified_precision IS OLD.modified_precision AND NEW.publisher IS OLD.publisher
  AND NEW.section IS OLD.section
) BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END""",
)
