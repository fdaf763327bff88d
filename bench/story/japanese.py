"""Make `japanese.tsv` from the dictionary IPADIC, as the package janome holds it: japanese.py

Needs janome and anyascii. Kept are the likeliest readings of the surnames, given names and places of two to four Chinese characters that
are likelier names than anything else, those first that the dictionary holds for the most frequent.
"""

import re
from pathlib import Path

from anyascii import anyascii
from janome.tokenizer import Tokenizer

TABLE = Path(__file__).parents[2] / "ingest/core/story/features/tables/japanese.tsv"
MOST = 10_000
NAME = re.compile(r"[\u3005\u3400-\u9fff]{2,4}$")
KINDS = ("名詞,固有名詞,人名,姓", "名詞,固有名詞,人名,名", "名詞,固有名詞,地域,一般")
PROPER = "名詞,固有名詞,"
_VOWELS = {"ャ": "a", "ュ": "u", "ョ": "o"}
_NO_Y = re.compile(r"(?:sh|ch|j)i$")


def latin(kana):
    """Hepburn's spelling without long vowels."""
    found = ""
    for letter in kana:
        if letter in _VOWELS and found.endswith("i"):
            found = found[:-1] + ("" if _NO_Y.search(found) else "y") + _VOWELS[letter]
        elif letter == "ッ":
            found += "*"
        else:
            written = re.sub("[^a-z]", "", anyascii(letter).lower())
            found = f"{found[:-1]}{written[:1]}{written}" if found.endswith("*") else found + written
    return re.sub(r"ou(?![aeiou])|oo", "o", found.strip("*")).replace("uu", "u")


def entries():
    """(written, part of speech, cost, kana) of all that the dictionary holds; the lower the cost, the more frequent."""
    dictionary = Tokenizer().sys_dic
    for number in range(max(end for _, end in dictionary.bucket_ranges)):
        written, _, _, cost = dictionary._find_entry(number)
        if NAME.match(written):
            said, _, _, _, kana, _ = dictionary.lookup_extra(number)
            yield written, said, cost, kana


def main():
    names, others = {}, {}
    for written, said, cost, kana in entries():
        if said.startswith(KINDS):
            names[written] = min(names.get(written, (cost, kana)), (cost, kana))
        elif not said.startswith((f"{PROPER}人名", f"{PROPER}地域")):
            others[written] = min(others.get(written, cost), cost)
    likely = sorted((cost, written, kana) for written, (cost, kana) in names.items() if others.get(written, cost) >= cost)
    with open(TABLE, "w", encoding="utf-8") as table:
        table.write("# How names in Chinese characters are read in Japanese, without long vowels.\n")
        table.write("# From IPADIC; see LICENSE-ipadic.txt. Made by bench/story/japanese.py.\n")
        for written, kana in sorted((written, kana) for _, written, kana in likely[:MOST]):
            table.write(f"{written}\t{latin(kana)}\n")


if __name__ == "__main__":
    main()
