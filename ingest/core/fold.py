"""The folding that search uses, and its way back to the original text.

Folded: NFKC, case, the letters that have no decomposition (đ ł ø ı), the marks of Latin, Greek and Cyrillic letters; and a space round every
character of scripts written without spaces, so that each is a token of FTS5's unicode61 and a word of theirs is a phrase.
"""

import re
import unicodedata
from functools import lru_cache

_UNSPACED = (  # scripts written without spaces between words
    "\u0e01-\u0eff"  # Thai, Lao
    "\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff"  # Burmese
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # ideographs
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_UNDECOMPOSED = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'(?P<minus>-)?"(?P<phrase>[^"]*)"?|(?P<not>-)?(?P<word>[^\s"]+)')


def fold(text: str) -> str:
    """The folded text, as it is indexed and as queries are asked. Folding twice is folding once."""
    if text.isascii():
        return text.lower()
    return _spaced(
        "".join(
            [_fold_character(character) if character > "\x7f" else character for character in unicodedata.normalize("NFC", text).lower()]
        )
    )


def query(text: str) -> str:
    """An FTS5 MATCH expression of a user's words; "" when they hold nothing that can be searched for.

    Words are ANDed, `"a phrase"` stays one, `word*` is a prefix, `-word` excludes, `OR` between two words means either.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for term in _TERM.finditer(text):
        if term["word"] == "OR":
            either = bool(wanted)
            continue
        words = term["phrase"] if term["phrase"] is not None else term["word"]
        tokens = _WORD.findall(fold(words))
        if not tokens:
            continue
        expression = '"' + " ".join(tokens) + '"' + ("*" if words.endswith("*") and term["word"] else "")
        if term["minus"] or term["not"]:
            unwanted.append(expression)
        elif either:
            wanted[-1] += f" OR {expression}"
        else:
            wanted.append(expression)
        either = False
    if not wanted:
        return ""
    found = " AND ".join(f"({expression})" if " OR " in expression else expression for expression in wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found


def excerpt(text: str, words: str, width: int = 200) -> tuple[str, tuple[tuple[int, int], ...]]:
    """About `width` characters of the original text round the first match of a query's words, and where each match stands in them.

    Without a match: the beginning of the text and no places.
    """
    needles = _needles(words)
    folded, origin = _fold_with_origin(text)
    matches = [(origin[m.start()], origin[m.end() - 1] + 1) for m in needles.finditer(folded)] if needles else []
    start = max(0, matches[0][0] - width // 3) if matches else 0
    if start:
        start = text.find(" ", start, matches[0][0]) + 1 or start
    piece = text[start : start + width]
    return piece, tuple((a - start, b - start) for a, b in matches if a >= start and b <= start + len(piece))


def _needles(words: str) -> re.Pattern[str] | None:
    patterns = []
    for term in _TERM.finditer(words):
        if term["minus"] or term["not"] or term["word"] == "OR":
            continue
        said = term["phrase"] if term["phrase"] is not None else term["word"]
        tokens = _WORD.findall(fold(said))
        if tokens:
            end = "" if said.endswith("*") else r"(?![^\W_])"
            patterns.append(r"[\W_]+".join(map(re.escape, tokens)) + end)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")") if patterns else None


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place in the original that it came from."""
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        piece = _spaced(_fold_character(character.lower()))
        pieces.append(piece)
        origin += [place] * len(piece)
    return "".join(pieces), origin


def _spaced(text: str) -> str:
    return _IS_UNSPACED.sub(lambda match: f" {match[0]} ", text)


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold().translate(_UNDECOMPOSED)
    if folded.isascii():
        return folded
    return _without_marks(folded)


def _without_marks(folded: str) -> str:
    kept = []
    stripping = False
    for character in unicodedata.normalize("NFD", folded):
        if unicodedata.category(character) == "Mn":
            if not stripping:
                kept.append(character)
        else:
            stripping = unicodedata.name(character, "").startswith(("LATIN", "GREEK", "CYRILLIC"))
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_UNDECOMPOSED)
