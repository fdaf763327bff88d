"""Keeps the public record: government and news articles, every version, every language, in one SQLite archive."""

__version__ = "0.1.0"
