"""How a Vietnamese syllable is built: what begins it, its vowels with one tone, what ends it."""

import re
import unicodedata

_BEGIN = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_VOWELS = (
    "oai|oay|oeo|uây|uôi|uya|uyê|uyu|iêu|yêu|ươi|ươu|oao|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|yê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uô|uơ|uy"
    "|ưa|ưi|ươ|ưu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_END = "ch|ng|nh|c|m|n|p|t"
_SYLLABLE = re.compile(rf"(?:{_BEGIN})?(?:{_VOWELS})(?:{_END})?")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_AROUND = ".,;:!?()[]{}\"'“”‘’-–—/0123456789"


def is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable is, with at most one tone."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare = "".join(sign for sign in parts if sign not in _TONES)
    return len(parts) - len(bare) <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def share(text: str) -> float:
    """Of the words with a letter beyond ASCII, how many are such syllables; 0 where there are none."""
    words = [bare for word in text.split() if not (bare := word.strip(_AROUND)).isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
