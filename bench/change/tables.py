#!/usr/bin/env python3
"""Make `words.tsv`, the words by which a change is classed, from Unicode CLDR: tables.py FOLDER

FOLDER holds the packages cldr-dates-full, cldr-numbers-full and cldr-rbnf of cldr-json, each unpacked in a folder of its name.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.core.language.function_words import WORDS

TABLE = Path(__file__).parents[2] / "ingest/core/change/tables/words.tsv"
_LANGUAGES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl ha he hi hr hu hy id is it ja ka kk km ko ky lo lt lv
mk mn ms mt my nb ne nl pcm pl ps pt ro ru sk sl so sq sr sv sw ta te th tr uk ur uz vi xh yo zh zh-Hant zu
"""
_TOO_COMMON = {  # words that mostly mean something else
    "en": "may mar dec sat sun jan second seconds point",
    "fr": "mar mer sam dim ven jeu lun",
    "pt": "out set dom",
    "es": "mar dom sáb",
    "it": "mar mer sab dom gio ven set",
    "vi": "tư năm lẻ",
}
_UNSPACED = {"ja", "km", "lo", "my", "th", "zh"}


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def part(folder: Path, package: str, language: str, file: str) -> dict:
    return read(folder / package / "main" / language / f"{file}.json").get("main", {}).get(language, {})


def clean(word: str) -> str:
    return unicodedata.normalize("NFC", re.sub("[\u200e\u200f\u00ad]", "", word)).casefold().strip(" .\u00a0\u202f")


def is_word(word: str) -> bool:
    """Letters and the signs that stand on them: vowel signs are no letters to Python."""
    return bool(word) and all(character.isalpha() or unicodedata.category(character)[0] == "M" for character in word)


def dates(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    calendar = part(folder, "cldr-dates-full", language, "ca-gregorian").get("dates", {}).get("calendars", {}).get("gregorian", {})
    for kind in ("months", "days"):
        for use in ("format", "stand-alone"):
            for width, least in (("wide", 2 if language.split("-")[0] in _UNSPACED | {"ko", "hi", "ur", "fa"} else 3), ("abbreviated", 3)):
                for name in calendar.get(kind, {}).get(use, {}).get(width, {}).values():
                    word = clean(name)
                    if len(word) >= least and not any(letter.isdecimal() for letter in word):
                        yield "date", word
    fields = part(folder, "cldr-dates-full", language, "dateFields").get("dates", {}).get("fields", {})
    for key in ("relative-type--1", "relative-type-1"):
        if " " not in clean(fields.get("day", {}).get(key, "")):
            yield "date", clean(fields["day"][key]) if key in fields.get("day", {}) else ""
    for unit in ("second", "minute", "hour", "day"):
        for width in ("", "-short", "-narrow"):
            for pattern in fields.get(f"{unit}{width}", {}).get("relativeTime-type-past", {}).values():
                yield "ago", clean(pattern)


def scales(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    for name, formats in part(folder, "cldr-numbers-full", language, "numbers").get("numbers", {}).items():
        if name.startswith("decimalFormats"):
            for length in ("long", "short"):
                for pattern in formats.get(length, {}).get("decimalFormat", {}).values():
                    for alternative in pattern.split(";"):
                        word = clean(re.sub(r"[0'\u00a4]", "", alternative))
                        if word and (len(word) > 1 or language.split("-")[0] in ("ja", "ko", "zh")) and (length == "long" or len(word) > 2):
                            yield "number", word


def spelled(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    """The words of the rules that spell numbers out, from nothing to a trillion; cardinals alone."""
    rules = read(folder / "cldr-rbnf" / "rbnf" / f"{language}.json").get("rbnf", {}).get("rbnf", {}).get("SpelloutRules", {})
    for name, lines in rules.items():
        if "ordinal" in name or "lenient" in name or "year" in name:
            continue
        for base, rule in (line for line in lines if len(line) == 2):
            if not re.fullmatch(r"\d+(/\d+)?", base) or int(base.split("/")[0]) > 10**12:
                continue
            text = re.sub(r"→[^→]*→+|←[^←]*←+|=[^=]*=|\$\([^)]*\)\$", "\n", rule.rstrip(";"))
            literal = "\n" not in text
            for words in re.split(r"[\n\[\]|,\-\s'’]+", text):
                word = clean(words)
                if (is_word(word) and len(word) > (1 if literal else 2)) or (language.split("-")[0] in _UNSPACED and word):
                    yield "number", word


def main() -> None:
    folder = Path(sys.argv[1])
    for package in ("cldr-dates-full", "cldr-numbers-full", "cldr-rbnf"):
        if not (folder / package).is_dir():
            sys.exit(f"{folder}: no {package} there; without it the table would be empty")
    with open(TABLE, "w", encoding="utf-8") as table:
        table.write("# Language, kind (date: months, days, yesterday and tomorrow; number: spelled and scales; ago: how long ago), word.\n")
        table.write("# From Unicode CLDR 48; see LICENSE-unicode.txt. Made by bench/change/tables.py.\n")
        for language in _LANGUAGES.split():
            common = {*WORDS.get(language, "").split(), *_TOO_COMMON.get(language, "").split()}
            found = {*dates(folder, language), *scales(folder, language), *spelled(folder, language)}
            lines = sorted((kind, word) for kind, word in found if word and word not in common)
            table.writelines(f"{language}\t{kind}\t{word}\n" for kind, word in lines)


if __name__ == "__main__":
    main()
