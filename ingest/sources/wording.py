"""Errors in a file's own words: a schedule file's, or those of `ingest.toml`."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ingest.core.model import ArticleRules, Listing, Source, TLSRules

IN_FILE = {"listings": "listing"}  # our field -> its key in the file
TABLES = {"listing": Listing, "article": ArticleRules, "tls": TLSRules}


_LONGEST = 80  # characters of a value that an error shows


def clipped(value: object) -> str:
    """A value as an error shows it."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def keys_of(struct: Any) -> set[str]:
    """The keys that a file may use for a table."""
    return {IN_FILE.get(name, name) for name in struct.__struct_encode_fields__} - {"name"}


def in_words(message: str, whole: Any = Source, tables: Mapping[str, Any] = TABLES) -> str:
    """msgspec's "... - at `$.article`" in the words of the file, which is read as `whole` and its tables as those."""
    what, _, where = message.partition(" - at `$")
    where = where.rstrip("`").lstrip(".").replace("listings", "listing")
    names = re.findall(r"[a-z_]+", where)
    unknown = re.search(r"unknown field `(\w+)`", what)
    if unknown:
        keys = keys_of(tables.get(names[-1], whole) if names else whole)
        return f"{where + '.' if where else ''}{unknown[1]}: unknown key{nearest(unknown[1], keys)}"
    if what.startswith("Invalid enum value "):
        *around, key = names
        choices = ", ".join(_choices(tables.get(around[-1], whole) if around else whole, key))
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
