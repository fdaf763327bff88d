#!/usr/bin/env python3
"""Make `usual.tsv` from the lists of the package wordfreq: usual.py [MOST]

Needs wordfreq. Kept are the most frequent words of three letters or more of the languages whose script has no capitals.
"""

import sys
from pathlib import Path

from wordfreq import top_n_list

from ingest.core.story.features.words import split

TABLE = Path(__file__).parents[2] / "ingest/core/story/features/tables/usual.tsv"
LANGUAGES = ("ar", "bn", "fa", "he", "hi", "ko", "ta", "ur")
MOST = 3_000


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else MOST
    with open(TABLE, "w", encoding="utf-8") as table:
        table.write("# Usual words of languages that have no capitals: they are no names.\n")
        table.write("# From wordfreq; see LICENSE-wordfreq.txt. Made by bench/story/usual.py.\n")
        for language in LANGUAGES:
            found = top_n_list(language, most)
            words = {word for word in found if split(word, language).written == [word] and not word.isascii() and len(word) > 2}
            table.writelines(f"{language}\t{word}\n" for word in sorted(words))


if __name__ == "__main__":
    main()
