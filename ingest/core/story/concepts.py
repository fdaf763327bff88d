"""Words that mean the same: countries, cities, months and days in some fifty languages, and what else the table has.

Germany, Allemagne, Niemcy, Đức, 德国 and ألمانيا have no letter in common; the table brings each to one concept. A word is looked up by its
stem, two words by both their stems, and where a script puts no spaces, runs of characters of a few fixed lengths.
"""

from collections.abc import Iterator
from functools import cache

from ingest.core.story.tables import rows
from ingest.core.story.words import UNSPACED, stem, words


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for language, key, concept in rows("concepts.tsv"):
        table.setdefault(language, {})[key] = concept
    return table


def lookup_keys(text: str, language: str) -> Iterator[tuple[str, int]]:
    """What is looked up of a case-folded text, and where it begins: two words before one, long runs before short ones."""
    base = language.partition("-")[0]
    if base in UNSPACED:
        script, lengths = UNSPACED[base]
        for found in script.finditer(text):
            run, start = found.group(), found.start()
            for size in lengths:
                for at in range(len(run) - size + 1):
                    yield run[at : at + size], start + at
        return
    stems = [(stem(word, base), at) for word, at in words(text, base)]
    for (first, at), (second, _) in zip(stems, stems[1:], strict=False):
        yield f"{first} {second}", at
    yield from stems


def concepts(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Each concept that a case-folded text names, and where; a language without a script of its own in the table uses its bare code's."""
    table = _table().get(language) or _table().get(language.partition("-")[0])
    if table:
        for key, at in lookup_keys(text, language):
            concept = table.get(key)
            if concept:
                yield concept, at
