"""What differs between two looks at a page that nobody edited: clocks, counters, "3 minutes ago", related links, tokens, sizes."""

import re

from ingest.core.change.tokens import Piece
from ingest.core.change.vocabulary import COUNTER, LABEL, UPDATED, Vocabulary

_SHORT = 90  # characters of a line that is no sentence
_SENTENCE = re.compile(r"[.!?。！？।۔](?:\s|$)")
_CLOCK = re.compile(
    r"[\s\d:./,\-|–—()+]*(?:\b(?:am|pm|a\.m\.|p\.m\.|utc|gmt|ict|cet|cest|est|edt|bst|jst|kst|uhr|h|gmt\+\d+)\b[\s\d:./,\-|()+]*)*",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d{2,5}\s?[x×]\s?\d{2,5}(?:\s?px)?", re.IGNORECASE)
_RANDOM = re.compile(r"(?=[A-Za-z0-9_\-]*\d)(?=[A-Za-z0-9_\-]*[A-Za-z])[A-Za-z0-9_\-]{16,}")
_WORD = re.compile(r"[^\W\d_]+")


def is_noise_line(text: str, words: Vocabulary) -> bool:
    """Whether a paragraph is nothing that a publisher writes: it may come, go and change without an edit."""
    if len(text) > _SHORT:
        return False
    if LABEL.match(text.strip(" -•*»>|:([【（")):
        return True
    if words.ago is not None and (found := words.ago.search(text)):
        rest = (text[: found.start()] + text[found.end() :]).strip()
        return len(_WORD.findall(rest)) <= 3
    if _is_random(text) or _SIZE.fullmatch(text.strip()):
        return True
    if any(character.isdecimal() for character in text):
        if COUNTER.search(text) and len(text) <= 60 and not _SENTENCE.search(text):
            return len(_WORD.findall(COUNTER.sub("", text))) <= 3
        if re.search(r"\d{1,2}[:.h]\d{2}", text) and not _SENTENCE.search(text):
            rest = UPDATED.sub("", text)
            return _CLOCK.fullmatch(" ".join(word for word in rest.split() if word.casefold().strip(",.") not in words.dates)) is not None
    return False


def is_noise(old: Piece, new: Piece, a: int, b: int, c: int, d: int, words: Vocabulary) -> bool:
    """Whether a stretch of an edited paragraph is a size, a token, or how long ago something was in a line that is no sentence."""
    before = old.text[old.start(a) : old.end(b)] if b > a else ""
    after = new.text[new.start(c) : new.end(d)] if d > c else ""
    if not before or not after:
        return False
    wide = _around(old, a, b), _around(new, c, d)
    if all(_SIZE.fullmatch(text) for text in wide) or all(_is_random(text) for text in wide):
        return True
    return is_noise_line(old.text, words) and is_noise_line(new.text, words)


def _around(piece: Piece, a: int, b: int) -> str:
    """The stretch with the rest of the unbroken run of characters that it stands in."""
    start, end = piece.start(a), piece.end(b)
    while start and not piece.text[start - 1].isspace():
        start -= 1
    while end < len(piece.text) and not piece.text[end].isspace():
        end += 1
    return piece.text[start:end].strip(".,;:()[]\"'")


def _is_random(text: str) -> bool:
    return _RANDOM.fullmatch(text.partition("=")[2] or text) is not None
