"""How the names of Japanese persons and places that stand in Chinese characters are read: 福島 is Fukushima.

No capital and no space marks them, so that they are looked up in a table, the longest first. A reading is in Latin letters without long
vowels, as most other languages write it.
"""

from collections.abc import Iterator
from functools import cache

from ingest.core.story.features.tables import rows

_LENGTHS = (4, 3, 2)  # characters of a name in the table


def read(run: str) -> Iterator[str]:
    """The readings of the names in a run of Chinese characters, in their order."""
    table = _table()
    at = 0
    while at < len(run):
        size = next((size for size in _LENGTHS if run[at : at + size] in table), 0)
        if size:
            yield table[run[at : at + size]]
        at += size or 1


@cache
def _table() -> dict[str, str]:
    """About 1.5 MB; read when the first Japanese text comes."""
    return {row[0]: row[1] for row in rows("japanese.tsv")}
