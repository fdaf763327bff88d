"""Version 12: what counts the articles of a day and of a source, and finds those that were removed, without reading all of them."""

STATEMENTS = (
    "CREATE INDEX articles_seen ON articles (first_seen_at, source, language)",
    "CREATE INDEX articles_source_language ON articles (source, language, state, first_seen_at)",
    "CREATE INDEX articles_removal ON articles (removal) WHERE removal IS NOT NULL",
)
