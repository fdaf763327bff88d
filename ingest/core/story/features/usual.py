"""The usual words of languages whose script has no capitals: they are no names."""

from functools import lru_cache

from ingest.core.story.features.tables import rows


@lru_cache(maxsize=64)
def usual_words(language: str) -> frozenset[str]:
    """By a bare code; none where nothing is known of a language."""
    return frozenset(word for _, word in rows("usual.tsv", language))
