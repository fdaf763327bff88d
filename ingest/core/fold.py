"""The folding that search uses, and its way back to the original text.

Folded: NFKC, case, the letters that have no decomposition (đ ł ø ı), the marks of Latin, Greek and Cyrillic letters, the vowel points of
Arabic and Hebrew, the letters that Arabic and Persian are typed with either way, the digits of every script. What else is no letter or
number becomes a space (unicode61 takes signs younger than itself for letters), and a space goes round every character of scripts written
without spaces, so that each is a token of FTS5 and their words are phrases.

Whoever changes what is folded adds a step of the schema that lists all articles in `unfolded`, as version 7 does.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from ingest.core.alphabets import Alphabets
from ingest.core.patterns import lazy

_UNSPACED = lazy(
    "[\u0e01-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # ideographs
)
_UNDECOMPOSED = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})
_TYPED_EITHER_WAY = str.maketrans("آأإٱىیکةہۀ", "ااااييكههه")  # as Lucene's ArabicNormalizer and PersianNormalizer have them
_MARKED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_ANY_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # of those scripts, standing alone
_POINTS = "\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"  # and the tatweel
_DROPPED = lazy(f"[{_ANY_MARK}{_POINTS}]")

_ATTACHED = (  # to the character before: what NFKC may join to it, and vowels and tones of unspaced scripts
    f"{_ANY_MARK}{_POINTS}\u1160-\u11ff\u3099\u309a\uff9e\uff9f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
)
_CLUSTER = lazy(f".[{_ATTACHED}]*", re.DOTALL)
_VOICED = "\u3099\u309a\uff9e\uff9f"  # signs that join with the kana before
_TOKENS = lazy("([\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]+)")  # each character is one, and its own folding

_WORD = lazy(r"[^\W_]+")
_QUOTES = str.maketrans("“”„‟«»＂", '"""""""')
_TERM = lazy(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MOST_TERMS = 50  # FTS5 refuses expressions deeper than 256

_UNBROKEN = lazy(r"\S+")


class _Characters(dict[int, str]):
    """The folding of each character, made when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _Words(dict[str, str]):
    """The folding of words that were met lately: a text's words recur, which makes folding three times faster."""

    def __missing__(self, word: str) -> str:
        folded = word.lower() if word.isascii() else " ".join(unicodedata.normalize("NFKC", word).translate(_CHARACTERS).split())
        if len(word) <= _CACHED_LENGTH:
            if len(self) >= _CACHED_WORDS:
                self.clear()
            self[word] = folded
        return folded


_CACHED_LENGTH, _CACHED_WORDS = 16, 32_000  # at most about 6 MB
_LONG = 200  # characters: a text that is folded as one, not word by word
_CHARACTERS = _Characters()
_WORDS = _Words()


def fold(text: str) -> str:
    """The folded text, one space between words, as it is indexed and as queries are asked. Idempotent."""
    if text.isascii():
        return " ".join(text.lower().split())
    if len(text) > _LONG:
        if _TOKENS.search(text, 0, _LONG):
            if not any(sign in text for sign in _VOICED):
                return _fold_unspaced(text)
        elif (at_once := _ALPHABETS.folded(text)) is not None:
            return " ".join(at_once.split())
    folded = _fold_words(text)
    return " ".join(folded.split()) if "  " in folded or folded[:1] == " " or folded[-1:] == " " else folded


def _fold_words(text: str) -> str:
    return " ".join(map(_WORDS.__getitem__, text.split()))


def _fold_unspaced(text: str) -> str:
    """Of Chinese and Japanese: most characters are tokens as they stand."""
    tokens: list[str] = []
    for at, piece in enumerate(_TOKENS.split(text)):
        if at % 2:
            tokens += piece
        else:
            tokens += _fold_words(piece).split()
    return " ".join(tokens)


def searchable(title: str, byline: str | None, lead: str | None, text: str) -> str:
    """What an article is found by: all that a reader sees of it, folded."""
    return fold("\n".join(filter(None, (title, byline, lead, text))))


def query(text: str) -> str:
    """An FTS5 MATCH expression of a user's words, never a syntax error; "" when they hold nothing that can be searched for.

    Words are ANDed, `"a phrase"` stays one, `word*` is a prefix, `-word` excludes, `OR` between two words means either; the first 50 count.
    """
    groups, unwanted = grouped(text)
    if not groups:
        return ""
    wanted = [" OR ".join(term.expression for term in group) for group in groups]
    found = " AND ".join(f"({expression})" if " OR " in expression else expression for expression in wanted)
    return f"({found}) NOT ({' OR '.join(term.expression for term in unwanted)})" if unwanted else found


class Term(Struct, frozen=True):
    """A word or phrase of a query: as FTS5 takes it, and as it was typed."""

    expression: str
    said: str


def grouped(text: str) -> tuple[list[list[Term]], list[Term]]:
    """What a text must hold, any one term of each group; and what it must not."""
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    either = False
    for no, is_prefix, tokens, said in terms(text):
        term = Term(f'"{" ".join(tokens)}"{"*" if is_prefix else ""}', said)
        if not tokens:
            either = bool(wanted)
        elif no:
            unwanted.append(term)
        elif either:
            wanted[-1].append(term)
            either = False
        else:
            wanted.append([term])
    return wanted, unwanted


def excerpt(text: str, words: str, width: int = 200) -> tuple[str, tuple[tuple[int, int], ...]]:
    """About `width` characters of the original text where most of a query's words stand together, and start and end of each match in them.

    Without a match: the beginning of the text and no matches.
    """
    return excerpt_at(text, words, width)[1:]


def excerpt_at(text: str, words: str, width: int = 200) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """As `excerpt`, before it the place in the text of the first match."""
    pattern = _pattern(words)
    matches = _best_matches(text, pattern, width) if pattern else []
    start = _word_start(text, max(0, matches[0][0] - width // 3), matches[0][0]) if matches else 0
    end = _word_end(text, start + width // 2, start + width)
    found = tuple((first - start, last - start) for first, last in matches if last <= end)
    return matches[0][0] if matches else 0, text[start:end], found


def terms(text: str) -> Iterator[tuple[bool, bool, list[str], str]]:
    """(excluded, prefix, tokens, as it was typed) of each word or phrase of a query; OR is the one without tokens."""
    for number, term in enumerate(_TERM.finditer(text.translate(_QUOTES))):
        if number == _MOST_TERMS:
            return
        if term["word"] == "AND":
            continue
        if term["word"] == "OR":
            yield False, False, [], "OR"
            continue
        said = term["word"] or term["phrase"] or ""
        tokens = _WORD.findall(fold(said))
        if tokens:
            yield bool(term["no"]), said.endswith("*") and bool(term["word"]), tokens, said


def _pattern(words: str) -> re.Pattern[str] | None:
    """Finds the words of a query in folded text."""
    patterns = {
        r"[\W_]+".join(map(re.escape, tokens)) + ("" if is_prefix else r"(?![^\W_])")
        for no, is_prefix, tokens, _ in terms(words)
        if tokens and not no
    }
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(patterns, key=len, reverse=True))})") if patterns else None


def _best_matches(text: str, pattern: re.Pattern[str], width: int) -> list[tuple[int, int]]:
    """Where in the original the matches of about `width` characters are: those that hold most of a query's words, and of such the first."""
    words = [(match.start(), _WORDS[match[0]], match[0]) for match in _UNBROKEN.finditer(text)]
    ends = list(accumulate(len(folded) + 1 for _, folded, _ in words))
    found = list(pattern.finditer(" ".join([folded for _, folded, _ in words])))
    best: list[re.Match[str]] = []
    most = last = 0
    for first, match in enumerate(found):
        last = max(last, first)
        while last < len(found) and found[last].start() < match.start() + width * 2 // 3:
            last += 1
        together = found[first:last]
        if (different := len({one[0] for one in together})) > most:
            best, most = together, different
    return [(_origin(words, ends, one.start())[0], _origin(words, ends, one.end() - 1)[1]) for one in best]


def _origin(words: list[tuple[int, str, str]], ends: list[int], place: int) -> tuple[int, int]:
    """Start and end, in the original, of the cluster that a character of the folded words came from."""
    number = bisect_right(ends, place)
    start, folded, word = words[number]
    inside = place - (ends[number] - len(folded) - 1)
    length = 0
    for cluster in _CLUSTER.finditer(word):
        piece = unicodedata.normalize("NFKC", cluster[0]).translate(_CHARACTERS)
        length += len(piece.replace(" ", ""))
        if length > len(folded[: inside + 1].replace(" ", "")) - 1:
            break
    return start + cluster.start(), start + cluster.end()


def _word_start(text: str, earliest: int, latest: int) -> int:
    """The first place between two where a word begins."""
    if earliest == 0:
        return 0
    space = text.find(" ", earliest, latest)
    return space + 1 if space >= 0 else earliest


def _word_end(text: str, earliest: int, latest: int) -> int:
    """The last place between two where a word ends."""
    if latest >= len(text):
        return len(text)
    space = text.rfind(" ", earliest, latest + 1)
    return space if space >= 0 else latest


def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold().translate(_UNDECOMPOSED)
    if not folded.isascii():
        folded = "".join(map(_without_marks, folded)).translate(_UNDECOMPOSED).lower()
    folded = _DROPPED.sub("", folded).translate(_TYPED_EITHER_WAY)
    return _UNSPACED.sub(r" \g<0> ", "".join(map(_plain_digit_or_space, folded)))


def _plain_digit_or_space(character: str) -> str:
    """A digit of any script as 0 to 9, a sign as a space, a letter as it is."""
    if character <= "\x7f":
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character if character.isalnum() else " "


def _without_marks(character: str) -> str:
    if not unicodedata.name(character, "").startswith(_MARKED_SCRIPTS):
        return character
    return "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))


_ALPHABETS = Alphabets(_fold_character)
