"""Version 27: that the network is gone is a trouble of the daemon's own."""

STATEMENTS = (
    # A CHECK is changed with its column alone.
    "DROP INDEX troubles_kind",
    "ALTER TABLE troubles RENAME COLUMN kind TO kind_before",
    "ALTER TABLE troubles ADD COLUMN kind TEXT NOT NULL DEFAULT 'started'"
    " CHECK (kind IN ('disk', 'clock', 'network', 'ended', 'alert', 'started', 'stopped'))",
    "UPDATE troubles SET kind = kind_before",
    "ALTER TABLE troubles DROP COLUMN kind_before",
    "CREATE INDEX troubles_kind ON troubles (kind, subject)",
)
