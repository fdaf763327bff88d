"""Version 10: a Merkle log over all that is append-only, its signed checkpoints, and erasure by order that leaves it whole."""

STATEMENTS = (
    """
CREATE TABLE logs (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  origin TEXT NOT NULL,                   -- the name of this archive's log, its own
  begun_at TEXT NOT NULL                  -- rows that were kept before are in the log from then on
) STRICT
""",
    """
CREATE TABLE leaves (
  id INTEGER PRIMARY KEY,                 -- 1, 2, 3: leaf N has N-1 before it
  kept TEXT NOT NULL,                     -- the table
  row INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT
""",
    "CREATE UNIQUE INDEX leaves_row ON leaves (kept, row)",
    """
CREATE TABLE looks (
  id INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,                 -- the rows of `fetches` from this
  last INTEGER NOT NULL,                  -- to that
  number INTEGER NOT NULL,                -- of them
  day TEXT NOT NULL,                      -- on which the last of them ended
  root BLOB NOT NULL CHECK (length(root) = 32)  -- of a tree of their own
) STRICT
""",
    """
CREATE TABLE checkpoints (
  id INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,                  -- leaves
  root BLOB NOT NULL CHECK (length(root) = 32),
  made_at TEXT NOT NULL,
  note TEXT NOT NULL                      -- signed
) STRICT
""",
    """
CREATE TABLE checkpoint_marks (
  id INTEGER PRIMARY KEY,
  checkpoint INTEGER NOT NULL REFERENCES checkpoints (id),
  kind TEXT NOT NULL CHECK (kind IN ('timestamp', 'cosignature')),
  added_at TEXT NOT NULL,
  content BLOB NOT NULL                   -- a token of RFC 3161, or the line of a witness
) STRICT
""",
    """
CREATE TABLE erasures (
  id INTEGER PRIMARY KEY,
  kept TEXT NOT NULL CHECK (kept IN ('snapshots', 'revisions', 'changes')),
  row INTEGER NOT NULL,
  erased_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  hashes TEXT NOT NULL,                   -- JSON: {column: "sha256:..."} of what was emptied
  UNIQUE (kept, row)
) STRICT
""",
    # ---------------------------------------------------------------- guards
    "CREATE TRIGGER logs_no_update BEFORE UPDATE ON logs BEGIN SELECT RAISE(ABORT, 'logs is append-only'); END",
    "CREATE TRIGGER logs_no_delete BEFORE DELETE ON logs BEGIN SELECT RAISE(ABORT, 'logs is append-only'); END",
    "CREATE TRIGGER logs_no_replace BEFORE INSERT ON logs WHEN EXISTS (SELECT 1 FROM logs)"
    " BEGIN SELECT RAISE(ABORT, 'logs is append-only'); END",
    "CREATE TRIGGER leaves_no_update BEFORE UPDATE ON leaves BEGIN SELECT RAISE(ABORT, 'leaves is append-only'); END",
    "CREATE TRIGGER leaves_no_delete BEFORE DELETE ON leaves BEGIN SELECT RAISE(ABORT, 'leaves is append-only'); END",
    "CREATE TRIGGER leaves_no_replace BEFORE INSERT ON leaves WHEN EXISTS (SELECT 1 FROM leaves WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM leaves WHERE kept = NEW.kept AND row = NEW.row)"
    " BEGIN SELECT RAISE(ABORT, 'leaves is append-only'); END",
    "CREATE TRIGGER looks_no_update BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'looks is append-only'); END",
    "CREATE TRIGGER looks_no_delete BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'looks is append-only'); END",
    "CREATE TRIGGER looks_no_replace BEFORE INSERT ON looks WHEN EXISTS (SELECT 1 FROM looks WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'looks is append-only'); END",
    "CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END",
    "CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END",
    "CREATE TRIGGER checkpoints_no_replace BEFORE INSERT ON checkpoints WHEN EXISTS (SELECT 1 FROM checkpoints WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'checkpoints is append-only'); END",
    "CREATE TRIGGER checkpoint_marks_no_update BEFORE UPDATE ON checkpoint_marks"
    " BEGIN SELECT RAISE(ABORT, 'checkpoint_marks is append-only'); END",
    "CREATE TRIGGER checkpoint_marks_no_delete BEFORE DELETE ON checkpoint_marks"
    " BEGIN SELECT RAISE(ABORT, 'checkpoint_marks is append-only'); END",
    "CREATE TRIGGER checkpoint_marks_no_replace BEFORE INSERT ON checkpoint_marks"
    " WHEN EXISTS (SELECT 1 FROM checkpoint_marks WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'checkpoint_marks is append-only'); END",
    "CREATE TRIGGER erasures_no_update BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END",
    "CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END",
    "CREATE TRIGGER erasures_no_replace BEFORE INSERT ON erasures WHEN EXISTS (SELECT 1 FROM erasures WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM erasures WHERE kept = NEW.kept AND row = NEW.row)"
    " BEGIN SELECT RAISE(ABORT, 'erasures is append-only'); END",
    # ---------------------------------------------------------------- an order empties the words of a row, and nothing else of it
    "DROP TRIGGER revisions_no_update",
    """CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions WHEN NOT (
  EXISTS (SELECT 1 FROM erasures WHERE kept = 'revisions' AND row = OLD.id)
  AND NEW.byline IS NULL AND NEW.title = '' AND NEW.lead IS NULL AND NEW.found = '[]' AND NEW.text = '' AND NEW.markdown = ''
  AND NEW.id = OLD.id AND NEW.article = OLD.article AND NEW.number = OLD.number AND NEW.kind = OLD.kind AND NEW.change IS OLD.change
  AND NEW.reason = OLD.reason AND NEW.seen_at = OLD.seen_at AND NEW.previous_confirmed_at IS OLD.previous_confirmed_at
  AND NEW.fingerprint = OLD.fingerprint AND NEW.extractor = OLD.extractor AND NEW.snapshot IS OLD.snapshot
  AND NEW.page_kind = OLD.page_kind AND NEW.access = OLD.access AND NEW.published IS OLD.published
  AND NEW.published_at IS OLD.published_at AND NEW.published_precision IS OLD.published_precision AND NEW.modified IS OLD.modified
  AND NEW.modified_at IS OLD.modified_at AND NEW.modified_precision IS OLD.modified_precision AND NEW.publisher IS OLD.publisher
  AND NEW.section IS OLD.section
) BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END""",
    "DROP TRIGGER changes_no_update",
    """CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes WHEN NOT (
  EXISTS (SELECT 1 FROM erasures WHERE kept = 'changes' AND row = OLD.id)
  AND NEW.before = '' AND NEW.after = '' AND NEW.spans = '[]' AND NEW.id = OLD.id AND NEW.revision = OLD.revision
  AND NEW.class IS OLD.class AND NEW.classes = OLD.classes AND NEW.significance = OLD.significance
) BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END""",
)
