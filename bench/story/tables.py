#!/usr/bin/env python3
"""Make `scales.tsv` and `concepts.tsv` from Unicode CLDR: tables.py FOLDER

FOLDER holds the packages cldr-numbers-full, cldr-localenames-full and cldr-dates-full of cldr-json, each unpacked in a folder of its name.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from ingest.core.story.features.words import UNSPACED, split, stems

PACKAGES = ("cldr-numbers-full", "cldr-localenames-full", "cldr-dates-full")
TABLES = Path(__file__).parents[2] / "ingest/core/story/features/tables"
_LANGUAGES = """
af am ar as az be bg bn bs ca ckb cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko
ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl no or pa pcm pl ps pt ro ru sd si sk sl so sq sr sv sw ta te tg th ti tk tr tt ug uk
ur uz vi xh yo zh zh-Hans zh-Hant zu
"""
LANGUAGES = _LANGUAGES.split()
_LATIN = """
af bs ca cs cy da de en es et eu fi fil fr ga gl ha hr hu id ig is it lb lt lv ms mt nb nl no pcm pl pt ro sk sl so sq sv sw tr vi xh yo
zu
"""
LATIN = _LATIN.split()
REGIONS = "001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 142 143 145 150 151 154 155 419"
RUNS = {"ja": (4, 3, 2), "zh": (3, 2)}
RUN = (7, 5, 4)  # of a script with vowel signs
# A language is mostly named for the people of one country: German, Germany.
COUNTRY = {
    "az": "AZ", "bg": "BG",
    "bn": "BD", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "es": "ES", "et": "EE", "fi": "FI", "fr": "FR", "ga": "IE", "he": "IL",
    "hr": "HR", "hu": "HU", "hy": "AM", "id": "ID", "is": "IS", "it": "IT", "ja": "JP", "ka": "GE", "km": "KH", "ko": "KR", "lo": "LA",
    "lt": "LT", "lv": "LV", "mk": "MK", "mn": "MN", "ms": "MY", "my": "MM", "nb": "NO", "ne": "NP", "nl": "NL", "pl": "PL", "pt": "PT",
    "ro": "RO", "ru": "RU", "sk": "SK", "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA", "uz": "UZ",
    "vi": "VN", "zh": "CN",
}  # fmt: skip


def cldr(folder, package, language, file):
    spelled = {"zh-Hans": "zh"}.get(language, language)
    path = folder / package / "main" / spelled / f"{file}.json"
    return json.loads(path.read_text(encoding="utf-8"))["main"][spelled] if path.exists() else None


def scales(folder, language):
    """word -> power of ten, of the patterns that shorten a number: "0 million"."""
    found = {}
    for name, formats in (cldr(folder, "cldr-numbers-full", language, "numbers") or {"numbers": {}})["numbers"].items():
        if not name.startswith("decimalFormats"):
            continue
        for length in ("long", "short"):
            for count, pattern in formats.get(length, {}).get("decimalFormat", {}).items():
                pattern = pattern.split(";")[0].replace("'", "")
                word = re.sub("[\u00a0\u202f]", " ", re.sub("[0\u200e\u200f]", "", pattern)).strip().casefold().strip(".")
                power = len(count.split("-")[0]) - pattern.count("0")
                one_letter = length == "short" and language.split("-")[0] not in ("ja", "ko", "zh") and len(word) < 2
                if "0" in pattern and word and power and not one_letter:
                    found.setdefault(word, power)
    return found


def names(folder, language):
    """(concept, name) of territories, languages, cities, months and days."""
    display = "localeDisplayNames"
    if territories := cldr(folder, "cldr-localenames-full", language, "territories"):
        for code, name in territories[display]["territories"].items():
            code = code.split("-")[0]
            if (not code.isdigit() or code in REGIONS.split()) and name != code:
                yield f"t:{code}", name
    if languages := cldr(folder, "cldr-localenames-full", language, "languages"):
        for code, name in languages[display]["languages"].items():
            if len(code) == 2 and name != code:
                yield (f"t:{COUNTRY[code]}" if code in COUNTRY else f"l:{code}"), name
    if dates := cldr(folder, "cldr-dates-full", language, "ca-gregorian"):
        calendar = dates["dates"]["calendars"]["gregorian"]
        for kind, prefix in (("months", "m"), ("days", "d")):
            for use in ("format", "stand-alone"):
                yield from (
                    (f"{prefix}:{key}", name) for key, name in calendar[kind][use]["wide"].items() if not re.fullmatch(r"M?\d+.?", name)
                )
    if zones := cldr(folder, "cldr-dates-full", language, "timeZoneNames"):
        yield from cities(zones["dates"]["timeZoneNames"].get("zone", {}))


def cities(zones):
    for name, zone in zones.items():
        if "exemplarCity" in zone:
            yield f"c:{name}", zone["exemplarCity"]
        elif isinstance(zone, dict):
            yield from cities({key: value for key, value in zone.items() if isinstance(value, dict)})


def key(name, language):
    """What a name is looked up by, as `concepts.py` does it; None for one that is too short."""
    base = language.partition("-")[0]
    words = split(re.sub(r"\(.*?\)", "", name).strip(), language)
    if base in UNSPACED:
        run = "".join(words.folded)
        return next((run[:size] for size in RUNS.get(base, RUN) if len(run) >= size), None)
    found = [stem for stem in stems(words.folded, base) if not stem[0].isdecimal()]
    if len(found) > 1:
        return f"{found[0]} {found[1]}"
    return found[0] if found and len(found[0]) > 2 else None


def main():
    folder = Path(sys.argv[1])
    for package in PACKAGES:
        if not (folder / package).is_dir():
            sys.exit(f"{folder}: no {package} there; without it the tables would be empty")
    with open(TABLES / "scales.tsv", "w", encoding="utf-8") as table:
        table.write("# Words that multiply the number before them, by language: word, power of ten.\n")
        table.write("# From Unicode CLDR 48 (compact decimal formats); see LICENSE-unicode.txt. Made by bench/story/tables.py.\n")
        for language in LANGUAGES:
            table.writelines(f"{language}\t{word}\t{power}\n" for word, power in sorted(scales(folder, language).items()))
    with open(TABLES / "concepts.tsv", "w", encoding="utf-8") as table:
        table.write("# What words mean: language, stem or stems, concept (t: territory, l: language, m: month, d: day, c: city).\n")
        table.write("# From Unicode CLDR 48; see LICENSE-unicode.txt. Made by bench/story/tables.py.\n")
        told = {language: list(names(folder, language)) for language in LANGUAGES}
        all_cities = {concept for pairs in told.values() for concept, _ in pairs if concept.startswith("c:")}
        for language in LANGUAGES:
            meanings = defaultdict(set)
            if language in LATIN:  # a city that is not told is written as in the zone's name
                told[language] += (
                    (city, city[2:].replace("_", " ")) for city in sorted(all_cities - {concept for concept, _ in told[language]})
                )
            for concept, name in told[language]:
                if spelled := key(name, language):
                    meanings[spelled].add(concept)
            table.writelines(f"{language}\t{spelled}\t{min(meant)}\n" for spelled, meant in sorted(meanings.items()) if len(meant) == 1)


if __name__ == "__main__":
    main()
