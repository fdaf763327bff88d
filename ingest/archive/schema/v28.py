"""Version 28: the origins and other languages that an article's page leads to wait in the archive until they are asked for."""

STATEMENTS = (
    """
CREATE TABLE led_to (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,                      -- normalised; nobody has asked for it
  article INTEGER NOT NULL REFERENCES articles (id),  -- whose page names it
  source INTEGER NOT NULL REFERENCES sources (id),    -- whose runs ask for it
  UNIQUE (url, article)
) STRICT
""",
    "CREATE INDEX led_to_article ON led_to (article)",
    "CREATE INDEX led_to_source ON led_to (source)",
)
