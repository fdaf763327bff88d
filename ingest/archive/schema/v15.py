"""Version 15: fetches that a person hands to the daemon, and what it tells of them; what looks again at a source's articles found."""

STATEMENTS = (
    # AUTOINCREMENT: who follows one never meets the number of another.
    """
CREATE TABLE handed_fetches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handed_at TEXT NOT NULL,
  taken_at TEXT,                          -- null: no daemon has begun it
  ended_at TEXT,                          -- null: a daemon is to begin it, or to begin it again
  fetch TEXT NOT NULL CHECK (json_valid(fetch))
) STRICT
""",
    "CREATE INDEX handed_fetches_waiting ON handed_fetches (id) WHERE ended_at IS NULL",
    """
CREATE TABLE handed_answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handed INTEGER NOT NULL REFERENCES handed_fetches (id) ON DELETE CASCADE,
  told TEXT NOT NULL CHECK (json_valid(told))
) STRICT
""",
    "CREATE INDEX handed_answers_handed ON handed_answers (handed)",
    "ALTER TABLE sources ADD COLUMN edits TEXT CHECK (edits IS NULL OR json_valid(edits))",
)
