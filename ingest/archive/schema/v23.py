"""Version 23: pages as their scripts left them, beside the answers that they were made from."""

STATEMENTS = (
    "ALTER TABLE snapshots ADD COLUMN made_from INTEGER REFERENCES snapshots (id)",  # the answer; null: this is one
    "ALTER TABLE snapshots ADD COLUMN rendered TEXT",  # by what, and with how many requests
    "CREATE INDEX snapshots_made_from ON snapshots (made_from) WHERE made_from IS NOT NULL",
    "DROP TRIGGER snapshots_no_update",
    """CREATE TRIGGER snapshots_no_update BEFORE UPDATE ON snapshots WHEN NOT (
  NEW.id = OLD.id AND NEW.url = OLD.url AND NEW.fetched_at = OLD.fetched_at AND NEW.status = OLD.status
  AND NEW.sha256 = OLD.sha256 AND NEW.size = OLD.size AND NEW.base IS NULL
  AND NEW.made_from IS OLD.made_from AND NEW.rendered IS OLD.rendered
  AND ((NEW.encoding = 'erased' AND EXISTS (SELECT 1 FROM tombstones WHERE snapshot = OLD.id))
    OR (NEW.encoding = 'zstd' AND NEW.headers = OLD.headers AND NEW.request_headers = OLD.request_headers
      AND EXISTS (SELECT 1 FROM tombstones WHERE snapshot = OLD.base)))
) BEGIN SELECT RAISE(ABORT, 'snapshots is append-only'); END""",
)
