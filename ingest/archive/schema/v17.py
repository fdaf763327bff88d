"""Version 17: what is told to whom: the daemon's own troubles, how far each alert is, and its messages until they are delivered."""

STATEMENTS = (
    # Where a host is the cause, which it is for all of its sources: it does not answer, or shows a wall.
    "ALTER TABLE health_changes ADD COLUMN host TEXT",
    """
CREATE TABLE troubles (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('disk', 'clock', 'ended', 'alert', 'started', 'stopped')),
  subject TEXT NOT NULL DEFAULT '',       -- of an alert that cannot be delivered: its name
  reason TEXT NOT NULL,
  is_over INTEGER NOT NULL DEFAULT 0 CHECK (is_over IN (0, 1))
) STRICT
""",
    "CREATE INDEX troubles_kind ON troubles (kind, subject)",
    """
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  progress TEXT NOT NULL CHECK (json_valid(progress)),  -- the last rows that were told, and what is open
  attempts INTEGER NOT NULL DEFAULT 0,    -- in a row, at the message that waits
  next_at TEXT,                           -- when it is tried again; null: now
  problem TEXT                            -- why it could not be delivered
) STRICT
""",
    """
CREATE TABLE alert_messages (
  id INTEGER PRIMARY KEY,
  alert INTEGER NOT NULL REFERENCES alerts (id),
  delivery TEXT NOT NULL UNIQUE,          -- stands in the message: a receiver drops what it has had
  message TEXT NOT NULL CHECK (json_valid(message)),
  progress TEXT NOT NULL CHECK (json_valid(progress)),  -- of the alert, once this was delivered
  delivered_at TEXT
) STRICT
""",
    "CREATE UNIQUE INDEX alert_messages_waiting ON alert_messages (alert) WHERE delivered_at IS NULL",
    "CREATE INDEX alert_messages_alert ON alert_messages (alert)",
)
