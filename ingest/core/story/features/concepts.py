"""Words that mean the same: countries, cities, months, days and languages in some fifty languages.

Germany, Allemagne, Niemcy, Đức, 德国 and ألمانيا have no letter in common; the table brings each to one concept. A word is looked up by its
stem, two words by both their stems, and where a script puts no spaces, runs of characters of a few fixed lengths.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ingest.core.story.features.glued import GLUED, forms
from ingest.core.story.features.tables import rows
from ingest.core.story.features.words import UNSPACED, Words, stems

_LONGEST = 11  # letters of a word whose stem its ending is part of
_NAME = 4  # letters of a name that is known without its ending
_INFLECTED = frozenset("az be bg bs cs el et fi hr hu hy is lt lv mk pl ro ru sk sl sq sr tg tk tr tt uk uz".split())  # noqa: SIM905


class _Table(Struct, frozen=True):
    concepts: dict[str, str]  # key -> concept
    heads: frozenset[str]  # how keys of more than one word, or of more than the shortest run, begin
    words: frozenset[str]  # keys of one word, and heads
    lengths: tuple[int, ...]  # of runs, the longest first


@lru_cache(maxsize=64)  # all 59 take 15 MB and 70 ms; most archives are of a few languages
def _table(language: str) -> _Table | None:
    concepts = {key: concept for _, key, concept in rows("concepts.tsv", language)}
    if not concepts:
        return None
    if language.partition("-")[0] in UNSPACED:
        lengths = tuple(sorted({len(key) for key in concepts}, reverse=True))
        heads = frozenset(key[: lengths[-1]] for key in concepts)
    else:
        lengths = ()
        heads = frozenset(key.partition(" ")[0] for key in concepts if " " in key)
    return _Table(concepts, heads, heads | concepts.keys(), lengths)


def concepts(words: Words, language: str) -> Iterator[tuple[int, str]]:
    """Each concept that a text names: where (as `Words.at` counts), and which. A script without its own table uses its language's."""
    table = _table(language) or _table(words.language)
    if table is None:
        return
    if table.lengths:
        for start, run in zip(words.at, words.folded, strict=True):
            yield from ((start + at, concept) for at, concept in _in_run(run, table))
        return
    each = list(set(words.folded))
    keys = {word: key for word, key in zip(each, stems(each, words.language), strict=True) if key in table.words}
    if words.language in GLUED and words.language != "ko":  # of which `stems` takes all off
        keys |= _within(each, keys, table, words.language)
    elif words.language in _INFLECTED:
        keys |= _uninflected(words, keys, table)
    last = len(words.folded) - 1
    for at, word in [(at, word) for at, word in enumerate(words.folded) if word in keys] if keys else ():
        key, both = keys[word], None
        if key in table.heads and at < last:
            both = table.concepts.get(f"{key} {stems(words.folded[at + 1 : at + 2], words.language)[0]}")
        yield from sorted((at, concept) for concept in (both, table.concepts.get(key)) if concept)


def _within(each: list[str], known: dict[str, str], table: _Table, language: str) -> dict[str, str]:
    """The keys of the words that another form of theirs leads to: without a case that a short name wears."""
    found = {}
    for word in each:
        if word not in known and len(word) <= _LONGEST:
            for form in forms(word, language)[1:]:
                key = stems([form], language)[0]
                if key in table.words:
                    found[word] = key
                    break
    return found


def _uninflected(words: Words, known: dict[str, str], table: _Table) -> dict[str, str]:
    """The same of capitalised words without the one or two letters that a case adds to a name of four or more: Ирана, Iranu."""
    found = {}
    for written, word in zip(words.written, words.folded, strict=True):
        if written != word and word not in known and word not in found and _NAME < len(word) <= _NAME + 3:
            key = next((word[:size] for size in (len(word) - 1, len(word) - 2) if size >= _NAME and word[:size] in table.concepts), None)
            if key:
                found[word] = key
    return found


def _in_run(run: str, table: _Table) -> Iterator[tuple[int, str]]:
    shortest = table.lengths[-1]
    for at in range(len(run) - shortest + 1):
        if run[at : at + shortest] in table.heads:
            for size in table.lengths:
                concept = table.concepts.get(run[at : at + size])
                if concept:
                    yield at, concept
                    break
