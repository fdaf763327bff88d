"""Whether a stretch changes a name: by capitals, or in scripts without them by the titles and verbs beside it."""

import re

from ingest.core.change.place import Place
from ingest.core.change.tokens import UNSPACED_CHARACTER, Piece
from ingest.core.change.vocabulary import SURNAMES, Vocabulary

_SENTENCE_END = frozenset('.!?:…"。！？।॥۔؟')
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_BEFORE_PLACES = ("in", "nach", "aus", "von", "bei")
_POLITE = ("氏", "さん", "先生", "女士", "씨")  # after a name and nothing else


def is_name(place: Place, words: Vocabulary) -> bool:
    return any(_has_name(piece, a, b, words) for piece, a, b in place.sides())


def _has_name(piece: Piece, a: int, b: int, words: Vocabulary) -> bool:
    for at in range(a, b):
        token = piece.tokens[at]
        if token[0].isupper():
            if _begins_sentence(piece, at):
                continue
            if not words.nouns_are_capitals or _stands_as_name(piece, at) or (token.isupper() and len(token) > 1):
                return True
        elif "\u30a1" <= token[0] <= "\u30fa" and len(token) > 2 and ("・" in token or _is_marked_name(piece, at, at + 1, words)):
            return True
    return bool(b > a and words.titles + words.after_name) and _is_marked_name(piece, a, b, words)


def _begins_sentence(piece: Piece, at: int) -> bool:
    while at and not piece.tokens[at - 1][0].isalnum():
        if piece.tokens[at - 1][0] in _SENTENCE_END or piece.tokens[at - 1] in "-•*":
            return True
        at -= 1
    return at == 0


def _stands_as_name(piece: Piece, at: int) -> bool:
    """German writes every noun with a capital: a name is beside another one, or follows a preposition without an article."""
    near = [piece.tokens[place] for place in (at - 1, at + 1) if 0 <= place < len(piece.tokens)]
    if any(token[0].isupper() for token in near if not _begins_sentence(piece, at - 1) or token is near[-1]):
        return True
    return at > 0 and piece.tokens[at - 1].casefold() in _BEFORE_PLACES and not piece.tokens[at].endswith(("en", "ung"))


def _is_marked_name(piece: Piece, a: int, b: int, words: Vocabulary) -> bool:
    """In scripts without capitals: right after a title, or a surname right before one or before a verb of saying."""
    start, end = piece.start(a), piece.end(b)
    text = piece.text
    ahead, behind = text[max(0, start - 14) : start], text[end : end + 8]
    unspaced = UNSPACED_CHARACTER.match(text[start : start + 1]) is not None
    length = end - start
    if length > 24:
        return False
    for title in words.titles:
        if ahead.rstrip(" -").endswith(title) and ((unspaced and length <= 14) or not unspaced):
            return True
        if unspaced:  # the end of a name whose beginning stayed: 部长王[强]
            kept = ahead.rpartition(title)[2] if title in ahead else ""
            if length <= 3 and 0 < len(kept) <= 2 and kept[0] in SURNAMES:
                return True
        elif any(word == title for word in ahead.split()[-2:]):
            return True
    first = text[start : start + 1]
    for after in words.after_name:
        if behind.lstrip().startswith(after) and length <= 12:
            if words.any_ideographs and 2 <= length <= 6 and not _IDEOGRAPH.match(ahead[-1:]) and _IDEOGRAPH.match(first):
                return True
            if not unspaced or first in SURNAMES or "\u30a1" <= first <= "\u30fa" or (after in _POLITE and length <= 6):
                return True
            if length <= 2 and (ahead[-1:] in SURNAMES or ahead[-2:-1] in SURNAMES):
                return True
    return False
