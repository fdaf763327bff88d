"""Errors in a schedule file's own words."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ingest.core.model import ArticleRules, Listing, Source, TLSRules

IN_FILE = {"listings": "listing"}  # our field -> its key in the file
_TABLES = {"listing": Listing, "article": ArticleRules, "tls": TLSRules}


_LONGEST = 80  # characters of a value that an error shows


def clipped(value: object) -> str:
    """A value as an error shows it."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def keys_of(struct: Any) -> set[str]:
    """The keys that a file may use for a table."""
    return {IN_FILE.get(name, name) for name in struct.__struct_fields__} - {"name"}


def in_words(message: str) -> str:
    """msgspec's "... - at `$.article`" in the words of the file."""
    what, _, where = message.partition(" - at `$")
    where = where.rstrip("`").lstrip(".").replace("listings", "listing")
    unknown = re.search(r"unknown field `(\w+)`", what)
    if unknown:
        table = where.split("[")[0].split(".")[-1]
        keys = keys_of(_TABLES.get(table, Source))
        return f"{where + '.' if where else ''}{unknown[1]}: unknown key{nearest(unknown[1], keys)}"
    if what.startswith("Invalid enum value "):
        table, _, key = where.rpartition(".")
        choices = ", ".join(_choices(_TABLES.get(re.split(r"[.\[]", table)[0], Source), key))
        return f"{where}: {what.removeprefix('Invalid enum value ')} is none of {choices}"
    missing = re.search(r"missing required field `(\w+)`", what)
    if missing:
        return f"{where + '.' if where else ''}{IN_FILE.get(missing[1], missing[1])}: is missing"
    return f"{where}: {what}" if where else what


def _choices(struct: Any, key: str) -> tuple[str, ...]:
    """The words that a field may be."""
    hint = get_type_hints(struct)[key]
    return next(get_args(one) for one in (hint, *get_args(hint)) if get_origin(one) is Literal)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that says which known word may have been meant."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""
