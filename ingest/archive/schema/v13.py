"""Version 13: how each source is doing: what its days brought, its state, and each change of that state. Runs may be partial."""

STATEMENTS = (
    """
CREATE TABLE source_months (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id),
  month TEXT NOT NULL,                    -- 2026-03
  days BLOB NOT NULL,                     -- the counts of its days that are over, packed; a kilobyte at most
  UNIQUE (source, month)
) STRICT
""",
    """
CREATE TABLE health (
  source INTEGER PRIMARY KEY REFERENCES sources (id),
  state TEXT NOT NULL,
  since TEXT NOT NULL,
  reason TEXT NOT NULL,                   -- in words
  chance REAL CHECK (chance BETWEEN 0 AND 1),  -- that a sound source looks so at some time in a year; null: no matter of chance
  before TEXT,                            -- a sample of how it was: the URL of an article, or a listing with its size
  after TEXT,                             -- and of how it is
  kept BLOB NOT NULL                      -- packed: today's counts, what was learned, and what is remembered between runs
) STRICT
""",
    """
CREATE TABLE health_changes (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES sources (id),
  at TEXT NOT NULL,
  was TEXT,                               -- null: it was never judged before
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  chance REAL CHECK (chance BETWEEN 0 AND 1),
  before TEXT,
  after TEXT
) STRICT
""",
    "CREATE INDEX health_changes_source ON health_changes (source)",
    "CREATE TRIGGER health_changes_no_update BEFORE UPDATE ON health_changes"
    " BEGIN SELECT RAISE(ABORT, 'health_changes is append-only'); END",
    "CREATE TRIGGER health_changes_no_delete BEFORE DELETE ON health_changes"
    " BEGIN SELECT RAISE(ABORT, 'health_changes is append-only'); END",
    "CREATE TRIGGER health_changes_no_replace BEFORE INSERT ON health_changes"
    " WHEN EXISTS (SELECT 1 FROM health_changes WHERE id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'health_changes is append-only'); END",
    # A run that yields too little is no success. A CHECK is changed with its column alone.
    "ALTER TABLE runs RENAME COLUMN outcome TO outcome_before",
    "ALTER TABLE runs ADD COLUMN outcome TEXT CHECK (outcome IN ('ok', 'partial', 'failed', 'stopped', 'interrupted'))",
    "UPDATE runs SET outcome = outcome_before",
    "ALTER TABLE runs DROP COLUMN outcome_before",
    """
CREATE VIEW v_health AS
SELECT s.name AS source, h.state, h.since, h.reason, h.chance, h.before, h.after
FROM health h JOIN sources s ON s.id = h.source WHERE s.state = 'active'
""",
    """
CREATE VIEW v_health_changes AS
SELECT c.id, s.name AS source, c.at, c.was, c.state, c.reason, c.chance, c.before, c.after
FROM health_changes c JOIN sources s ON s.id = c.source
""",
)
