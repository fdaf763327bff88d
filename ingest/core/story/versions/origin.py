"""Which article of a story its text likely came from, and what the others are to it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Role = Literal["origin", "translation", "republication"]


class Telling(Struct, frozen=True, order=True):
    """What ranks an article among those of its story: the least told it first. `order` compares the fields as they stand here."""

    translated: bool  # it says that it is a translation
    names_another: bool  # as its origin, by a link or in words
    date: str  # UTC text: when it was published or, where that is not known, first seen
    unnamed: bool  # no other article names it as its origin
    foreign: bool  # not in its source's own language
    identity: str
    language: str
    article: int


def likely_origin(tellings: Iterable[Telling]) -> int:
    """Who likely said it first: no translation, naming none of the others as its origin, the earliest published, or seen; of several, one
    that others name, one in its source's own language. The order in which they were kept has no part in it."""
    return min(tellings).article


def role(language: str, origin_language: str, *, is_origin: bool) -> Role:
    if is_origin:
        return "origin"
    return "republication" if language == origin_language else "translation"
