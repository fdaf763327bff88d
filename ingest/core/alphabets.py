"""Whole texts folded at once, by the alphabet that they are written in. Pure; what is learned of texts changes the time it takes alone.

The letters of a text are few, so each becomes one byte by the machinery of 8-bit encodings, and each byte its folding: two passes in C
in place of a look-up for every word.
"""

import codecs
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

_SIZE = 256  # characters of an alphabet, with U+0000
_MOST = 16  # alphabets that are remembered
_ASCII = frozenset(map(chr, range(1, 128)))
_LONGER = 0xE000  # from here on, for private use, so no folding has them: they stand for foldings of several letters
_NONE = "\ufffe"  # an undefined place, to `codecs`


class _Alphabet(Struct, frozen=True):
    """`bytes_of`: a map of `codecs`; `letters`: the folding of each byte; `longer`: what stands in it for several letters, and these."""

    characters: frozenset[str]
    bytes_of: Any
    letters: str
    longer: tuple[tuple[str, str], ...]

    def folded(self, text: str) -> str:
        """Raises UnicodeEncodeError for a text with other characters."""
        found = codecs.charmap_decode(codecs.charmap_encode(text, "strict", self.bytes_of)[0], "strict", self.letters)[0]
        for one, several in self.longer:
            found = found.replace(one, several)
        return found


class Alphabets:
    """Those of the texts that came by. `fold_character`: what each character becomes by itself."""

    def __init__(self, fold_character: Callable[[str], str]) -> None:
        self._fold_character = fold_character
        self._known: tuple[_Alphabet, ...] = ()  # the one used last first

    def folded(self, text: str) -> str | None:
        """Each character folded by itself, spaces as they come; None for a text where that may not be enough, or that has no alphabet."""
        for at, alphabet in enumerate(self._known):
            try:
                found = alphabet.folded(text)
            except UnicodeEncodeError as error:
                if not self._is_plain(text[error.start]):
                    return None
                continue
            if at:
                self._use(alphabet, instead=alphabet)
            return found
        characters = _ASCII.union(text) - {"\0"}
        if len(characters) >= _SIZE or not all(map(self._is_plain, characters - _ASCII)):
            return None
        narrower = min(self._known, key=lambda known: len(known.characters | characters), default=None)
        if narrower is not None and len(narrower.characters | characters) < _SIZE:
            characters |= narrower.characters
        else:
            narrower = None
        alphabet = self._made(characters)
        self._use(alphabet, instead=narrower)
        return alphabet.folded(text)

    def _is_plain(self, character: str) -> bool:
        """Whether it can be folded by itself, and is no token by itself, of which a text may have thousands."""
        folded = self._fold_character(character)
        return _stands_alone(character) and (folded == folded.strip() or folded.isspace())

    def _use(self, alphabet: _Alphabet, *, instead: _Alphabet | None) -> None:
        self._known = (alphabet, *(known for known in self._known if known is not instead))[:_MOST]

    def _made(self, characters: Iterable[str]) -> _Alphabet:
        ordered = "\0" + "".join(sorted(characters))
        letters: list[str] = []
        longer: list[tuple[str, str]] = []
        for character in ordered:
            folded = self._fold_character(character)
            if len(folded) > 1:
                folded = folded if folded.strip() else " "
            if len(folded) != 1:
                longer.append((chr(_LONGER + len(longer)), folded))
                folded = longer[-1][0]
            letters.append(folded)
        bytes_of = codecs.charmap_build(ordered.ljust(_SIZE, _NONE))
        return _Alphabet(frozenset(ordered[1:]), bytes_of, "".join(letters).ljust(_SIZE, _NONE), tuple(longer))


def _stands_alone(character: str) -> bool:
    """Whether NFKC never joins it to what stands before it: it has no marks, and is no letter of Hangul. Maps go as far as _NONE."""
    return character < _NONE and not any(
        unicodedata.category(part)[0] == "M" or "\u1100" <= part <= "\u11ff" or "\uac00" <= part <= "\ud7a3"
        for part in unicodedata.normalize("NFKC", character)
    )
