"""Version 21: when a listing ceased to cite a URL although it went on citing older ones."""

STATEMENTS = (
    "ALTER TABLE url_listings ADD COLUMN left_at TEXT",
    "CREATE INDEX url_listings_standing ON url_listings (listing, first_seen_at) WHERE left_at IS NULL",
)
