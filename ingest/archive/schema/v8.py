"""Version 8: what a re-parse found of each kept page, so that one that was stopped goes on where it was."""

STATEMENTS = (
    """
CREATE TABLE rereadings (
  id INTEGER PRIMARY KEY REFERENCES articles (id),
  revision INTEGER NOT NULL REFERENCES revisions (id),  -- the newest when its page was read anew
  extractor INTEGER NOT NULL,             -- version of the extractor
  rules TEXT NOT NULL,                    -- digest of what the source's file said about reading its pages
  found TEXT NOT NULL                     -- JSON: outcome, reason, differs, before, after
) STRICT
""",
)
