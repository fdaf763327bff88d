"""What a title says and the pieces that it is made of: the headline, the section, the site."""

from collections.abc import Iterator
from functools import lru_cache

from ingest.core.patterns import lazy

_MOST_PIECES = 8  # of a title that are looked at
LONGEST = 400  # characters; a longer h1 holds the page
_SEPARATOR = lazy(
    r"\s+[|–—•·»«›‹>:/*-]\s+|\s*[|_｜]\s*|\s+-{1,2}\s*|--+|\s::\s|\s*[-–—]\s+(?=\S+\Z)"
    r"|(?<=[\u3040-\u9fff\uff00-\uffef])-(?=[\u3040-\u9fffA-Z])"  # 标题-某某网
)
_MARK = lazy(r"[|–—•·»«›‹>:/*_｜-]")
_JOINER = lazy("[\u200c\u200d]")  # written or not, the same word
_NO_WORD = lazy(r"[\W_]+")


def fold(text: str) -> str:
    """Two titles are the same when only case and punctuation differ."""
    return _fold(text[:LONGEST])


@lru_cache(4_096)  # one page's names and titles are compared with each other a hundred times
def _fold(text: str) -> str:
    return _NO_WORD.sub(" ", _JOINER.sub("", text)).strip().casefold()


@lru_cache(1_024)
def pieces_of(text: str) -> list[str]:
    if not _MARK.search(text):
        return [text]
    return [piece for piece in _SEPARATOR.split(text) if piece.strip()]


def runs_of(text: str) -> Iterator[str]:
    """The pieces from each on, with the separators between them: those at the beginning, the short ones first, then all others."""
    pieces = pieces_of(text)
    for start in range(min(len(pieces), _MOST_PIECES)):
        yield from (first_of(text, number, pieces[start:]) for number in range(1, min(len(pieces) - start, _MOST_PIECES) + 1))
        if start + 1 < len(pieces):
            text = text[text.index(pieces[start + 1], len(pieces[start])) :]


def first_of(text: str, number: int, pieces: list[str]) -> str:
    """The first pieces of a text with the separators that stand between them."""
    end = 0
    for piece in pieces[:number]:
        end = text.index(piece, end) + len(piece)
    return text[:end].strip()
