"""The class of one stretch of words, from what it touches and where it stands."""

import re

from ingest.core.change.figures import is_date, is_figure
from ingest.core.change.model import ChangeKind
from ingest.core.change.names import is_name
from ingest.core.change.place import Place
from ingest.core.change.spelling import is_typo
from ingest.core.change.tokens import Piece, shaped
from ingest.core.change.vocabulary import BYLINE, CORRECTION, DATELINE, Vocabulary

_CLAUSE = 6  # words from which a stretch that only one version has is text added or removed, not wording
_READ = 400  # words of a stretch that are read one by one; a longer one was written anew
_SMALL = 8  # words of a stretch in which a "not" is what changed
_BESIDE = 3  # other words of such a stretch, of a language that has words for "not"
_BYLINE = 110  # characters that a byline has at most
_SENTENCE_END = frozenset('.!?:…"。！？।॥۔؟')
_QUOTED = re.compile(r"\"[^\"]{2,1200}\"|「[^」]{2,800}」|『[^』]{2,800}』")


def kind_of(place: Place, words: Vocabulary) -> ChangeKind:
    """The class of a stretch, without regard to which paragraph it stands in."""
    before, after = place.before, place.after
    only_one = not before or not after
    longer, shorter = max(len(before), len(after)), min(len(before), len(after))
    if _is_in_byline(place):
        return "byline"
    if longer >= _CLAUSE and shorter * 4 <= longer:
        said = _text(place.new, place.c, place.d) if len(after) > len(before) else _text(place.old, place.a, place.b)
        if CORRECTION.search(said[:80]):
            return "correction"
        if only_one or _has_sentence(before if len(before) > len(after) else after):
            return "added" if len(after) > len(before) else "removed"
    if longer > _READ:
        return "wording"
    if _negations(place, words):
        return "negation"
    if is_figure(place, words):
        return "dates" if is_date(place, words) else "numbers"
    if _is_quoted(place):
        return "typo" if is_typo(before, after) or _is_doubled(place) else "quotes"
    if " ".join(before).casefold() == " ".join(after).casefold():
        return "typo"
    if is_name(place, words):
        return "names"
    return "typo" if is_typo(before, after) or _is_doubled(place) else "wording"


def paragraph_kind(text: str, byline: bool, kind: ChangeKind) -> ChangeKind:
    """The class of a whole paragraph that came or went. `byline`: it stands where bylines do, at the beginning or the end."""
    if CORRECTION.search(text[:100]):
        return "correction"
    return "byline" if byline and is_byline(text) else kind


def is_byline(text: str) -> bool:
    return len(text) <= _BYLINE and text[-1:] not in "。.!?" and BYLINE.match(text) is not None


def _text(piece: Piece, start: int, end: int) -> str:
    return piece.text[piece.start(start) : piece.end(end)] if end > start else ""


def _is_in_byline(place: Place) -> bool:
    if is_byline(place.old.text) and is_byline(place.new.text):
        return True
    lines = DATELINE.match(place.old.text), DATELINE.match(place.new.text)
    if not all(lines):
        return False
    ends = [line.end() for line in lines if line]
    return place.old.end(place.b) <= ends[0] and place.new.end(place.d) <= ends[1] and (place.b or place.d) > 0


def _has_sentence(tokens: tuple[str, ...]) -> bool:
    return any(token in _SENTENCE_END for token in tokens)


# ---------------------------------------------------------------- negation


def _negations(place: Place, words: Vocabulary) -> bool:
    """Whether a "not" came or went in a stretch of few words."""
    counts = [
        sum(token.casefold() in words.negations or token.casefold().partition("'")[0] in words.negations for token in tokens)
        for tokens in (place.before, place.after)
    ]
    others = [len(tokens) - count for tokens, count in zip((place.before, place.after), counts, strict=True)]
    if max(place.b - place.a, place.d - place.c) > _SMALL or (counts[0] != counts[1] and max(others) > _BESIDE):
        return False
    if counts[0] != counts[1]:
        return True
    if words.negation_within is None:
        return False
    texts = [piece.text[piece.start(max(0, a - 3)) : piece.end(min(len(piece.tokens), b + 3))] for piece, a, b in place.sides()]
    if words.no_negation is not None:
        texts = [words.no_negation.sub("", text) for text in texts]
    return len(words.negation_within.findall(texts[0])) != len(words.negation_within.findall(texts[1]))


def _is_doubled(place: Place) -> bool:
    """Whether a word or a character stands twice in one version and once in the other."""
    for piece, a, b in place.sides():
        if b - a == 1 and place.b - place.a + place.d - place.c == 1:
            return piece.tokens[a] in (*piece.tokens[max(0, a - 1) : a], *piece.tokens[b : b + 1])
    return False


def _is_quoted(place: Place) -> bool:
    """Whether the stretch stands inside quotation marks in both versions."""
    return all(_in_quotes(piece, a, b) for piece, a, b in place.sides())


def _in_quotes(piece: Piece, a: int, b: int) -> bool:
    start, end = (piece.start(a), piece.end(b)) if b > a else (piece.end(a), piece.end(a))
    return any(match.start() <= start and end <= match.end() and start < match.end() for match in _QUOTED.finditer(shaped(piece.text)))
