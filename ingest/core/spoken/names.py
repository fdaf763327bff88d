"""Names of languages and countries."""

from functools import cache, partial
from typing import Literal

from msgspec import Struct

from ingest.core import tables

Direction = Literal["ltr", "rtl", "auto"]
_rows = partial(tables.rows, __package__)
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


class SpokenLanguage(Struct, frozen=True):
    """A language as it is shown. `own`: as its speakers write it; `direction` is `auto` where nothing is known of the language."""

    tag: str
    name: str
    own: str
    direction: Direction


def language(tag: str | None) -> SpokenLanguage:
    """Of a BCP 47 tag; what is no tag that is known is shown as it stands."""
    said = tag or "und"
    known = _languages()
    found = known.get(said) or known.get(said.partition("-")[0])
    if said == "und":
        return SpokenLanguage("und", "Language not known", "Language not known", "auto")
    if found is None:
        return SpokenLanguage(said, said, said, "auto")
    direction: Direction = "rtl" if _RTL_SCRIPTS & set(said.split("-")[1:]) else found.direction
    return SpokenLanguage(said, found.name, found.own, direction)


def country(code: str | None) -> str:
    """The name of an ISO 3166 code in English; the code itself where it is none."""
    return _countries().get(code or "", code or "Country not known")


@cache
def _languages() -> dict[str, SpokenLanguage]:
    return {tag: SpokenLanguage(tag, name, own, "rtl" if way == "rtl" else "ltr") for tag, name, own, way in _rows("languages.tsv")}


@cache
def _countries() -> dict[str, str]:
    return dict(_rows("countries.tsv"))
