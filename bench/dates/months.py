"""Writes the month names of CLDR (unicode.org/cldr) for the package, and dates in their languages for its tests. Wants the package babel.

python bench/dates/months.py
"""

import re
from datetime import date
from pathlib import Path

from babel import Locale
from babel.dates import format_date

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = """
    en de fr es pt it ca gl ro nl sv da nb nn is fi et lv lt pl cs sk sl hr bs hu sq tr az uz ru uk be bg sr mk kk ky tk tg mn el hy ka he
    ar fa ur ps hi mr ne bn as pa gu or ta te kn ml si th lo km my id ms fil sw zu af am eu cy ga gd br lb fo mt
""".split()  # noqa: SIM905
_BEFORE = re.compile(r"^(?:de |d’)")
FORMS = (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated"), ("stand-alone", "abbreviated"))


def names(language: str, earlier: list[str]) -> list[str]:
    """The forms of each month, joined by `/`. Left out: numbers, which patterns read, and "de" before a name, which every language has.

    `earlier`: what the file has, of an older CLDR; a form that CLDR gave up is still printed.
    """
    months = Locale.parse(language).months
    forms = [
        dict.fromkeys(_BEFORE.sub("", months[context][width][month]).strip(".׳॰’' ").casefold() for context, width in FORMS)
        for month in range(1, 13)
    ]
    spelled = [
        [re.sub("[ \u200c\u200d]", "_", form) for form in of_month if form and not any(map(str.isdigit, form))] for of_month in forms
    ]
    return ["/".join(filter(None, dict.fromkeys([*now, *before.split("/")]))) for now, before in zip(spelled, earlier, strict=True)]


def main() -> None:
    file = ROOT / "ingest/core/dates/months.tsv"
    earlier = {line.split("\t")[0]: line.split("\t")[1:] for line in file.read_text("utf-8").splitlines()}
    rows = [(language, *names(language, earlier.get(language, [""] * 12))) for language in LANGUAGES]
    file.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
    spelt = []
    for language in (*LANGUAGES, "vi", "zh", "ja", "ko"):
        for month in range(1, 13):
            day = date(2026, month, 17)
            spelt.append(f"{language}\t{day}\t{format_date(day, ('long', 'medium')[month % 2], locale=language)}\n")
    (ROOT / "tests/cldr_dates.tsv").write_text("".join(spelt), "utf-8")


if __name__ == "__main__":
    main()
