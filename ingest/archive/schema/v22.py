"""Version 22: what counts the translations of an archive without reading its articles."""

STATEMENTS = ("CREATE INDEX articles_translated ON articles (translation, source, language, state) WHERE translation IS NOT NULL",)
