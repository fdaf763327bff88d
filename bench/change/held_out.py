#!/usr/bin/env python3
"""Score the classes on sentences that no rule was written beside: held_out.py

`held_out.tsv`: language, class, a sentence and the same edited, in languages that `pages.txt` has none of. The sentence is the second
paragraph of an article. A word that the program lacks is a finding, and the file is not altered for it.
"""

from collections import Counter
from pathlib import Path

from ingest.core.change.compare import compare
from ingest.core.change.model import Version, mirrored

PAIRS = Path(__file__).with_name("held_out.tsv")


def main() -> None:
    pairs: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong = []
    for language, kind, before, after in (line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()):
        one, other = (Version("—", f"—\n\n{sentence}", language) for sentence in (before, after))
        change = compare(one, other)
        assert compare(other, one) == mirrored(change), before
        pairs[language] += 1
        right[language] += change.kind == kind
        if change.kind != kind:
            wrong.append(f"{language} {kind}, told {change.kind or 'nothing'}: {before} -> {after}")
    print(f"{pairs.total()} pairs in {len(pairs)} languages: {right.total() / pairs.total():.1%} right")
    print(", ".join(f"{language} {right[language]}/{count}" for language, count in pairs.items()))
    print("\n".join(wrong))


if __name__ == "__main__":
    main()
