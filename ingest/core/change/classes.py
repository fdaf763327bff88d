"""The class of one stretch of words, from what it touches and where it stands."""

import re
import unicodedata
from bisect import bisect_right

from msgspec import Struct

from ingest.core.change.model import Kind
from ingest.core.change.tokens import HAN_DIGITS, UNSPACED_CHARACTER, Piece
from ingest.core.change.vocabulary import BYLINE, CORRECTION, DATELINE, SURNAMES, Vocabulary

_CLAUSE = 6  # words from which a stretch that only one version has is text added or removed, not wording
_SMALL = 8  # words of a stretch in which a "not" is what changed
_BYLINE = 110  # characters that a byline has at most
_DATE = re.compile(
    r"\d{1,2}([/.\-])\d{1,2}\1\d{2,4}|\d{4}([/.\-])\d{1,2}\2\d{1,2}|\d{1,2}/\d{1,2}|(?:1[89]|20|25)\d\d(?:[/\-]\d\d(?:\d\d)?)?|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
)
_DATE_MARKS = frozenset("年 月 日 号 號 년 월 일 ngày tháng năm thg วันที่ พ.ศ ថ្ងៃទី ឆ្នាំ ວັນທີ".split())
_DATE_MARK_AFTER = re.compile(r"^(?:年|月|日|号|號|년|월|일)")
_BESIDE_NUMBERS = frozenset({"may"})  # a month there alone
_SENTENCE_END = frozenset('.!?:…"。！？।॥۔؟')
_MONEY = frozenset("$€£¥₫₹₩₽₺฿元円원")
_QUOTED = re.compile(r"\"[^\"]{2,1200}\"|「[^」]{2,800}」|『[^』]{2,800}』")
_PARTICLES = frozenset("的地得了着過过")
_COUNTERS = frozenset("个個人名位元年月日时時分秒岁歲次件家户戶所座条條吨噸米里公亩畝倍成折度%％届屆章项項种種台輛辆艘架円歳回本枚台軒兆")


class Place(Struct, frozen=True):
    """Two paragraphs that are one, edited, and where the stretch stands: `old[a:b]` became `new[c:d]`."""

    old: Piece
    new: Piece
    a: int
    b: int
    c: int
    d: int

    @property
    def before(self) -> tuple[str, ...]:
        return self.old.tokens[self.a : self.b]

    @property
    def after(self) -> tuple[str, ...]:
        return self.new.tokens[self.c : self.d]

    def sides(self) -> tuple[tuple[Piece, int, int], tuple[Piece, int, int]]:
        return (self.old, self.a, self.b), (self.new, self.c, self.d)


def kind_of(place: Place, words: Vocabulary) -> Kind:
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
    if _negations(place, words):
        return "negation"
    if _is_about(place, words):
        return "dates" if _dates(place, words) else "numbers"
    if _is_quoted(place):
        return "typo" if _is_typo(before, after) else "quotes"
    if _names(place, words):
        return "names"
    if _is_typo(before, after):
        return "typo"
    return "wording"


def paragraph_kind(text: str, byline: bool, kind: Kind) -> Kind:
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
    if max(place.b - place.a, place.d - place.c) > _SMALL:
        return False
    counts = [
        sum(token.casefold() in words.negations or token.casefold().partition("'")[0] in words.negations for token in tokens)
        for tokens in (place.before, place.after)
    ]
    if counts[0] != counts[1]:
        return True
    if words.negation_within is None:
        return False
    texts = [piece.text[piece.start(max(0, a - 3)) : piece.end(min(len(piece.tokens), b + 3))] for piece, a, b in place.sides()]
    if words.no_negation is not None:
        texts = [words.no_negation.sub("", text) for text in texts]
    return len(words.negation_within.findall(texts[0])) != len(words.negation_within.findall(texts[1]))


# ---------------------------------------------------------------- numbers and dates


def _is_number(token: str, words: Vocabulary) -> bool:
    if token[0].isdecimal():
        return True
    if len(token) > 1 and all(character in HAN_DIGITS for character in token):
        return True
    return token.casefold() in words.numbers and token not in HAN_DIGITS


def _han_number(piece: Piece, at: int) -> bool:
    """A single ideograph that is a number: before a counter, or after a number."""
    token = piece.tokens[at]
    if token not in HAN_DIGITS:
        return False
    following = piece.tokens[at + 1] if at + 1 < len(piece.tokens) else ""
    previous = piece.tokens[at - 1] if at else ""
    return following in _COUNTERS or following in ("月", "日", "年") or previous[-1:].isdecimal() or (previous in "第共约約" and previous != "")


def _is_date_token(piece: Piece, at: int, words: Vocabulary) -> bool:
    token = piece.tokens[at]
    folded = token.casefold()
    if folded in words.dates or f"{folded}" in _DATE_MARKS:
        return True
    for size in (1, 2, 3, 4, 5, 6, 7, 8):  # a month or a day among characters
        if UNSPACED_CHARACTER.match(token) and any(
            "".join(piece.tokens[first : first + size]) in words.dates for first in range(max(0, at - size + 1), at + 1)
        ):
            return True
    previous = piece.tokens[at - 1].casefold() if at else ""
    following = piece.tokens[at + 1].casefold() if at + 1 < len(piece.tokens) else ""
    if token[0].isdecimal() or _han_number(piece, at) or _is_number(token, words):
        if previous in _MONEY or following in _MONEY or token[-1] in "%％":
            return False
        if _DATE.fullmatch(token) and not re.fullmatch(r"\d{4}", token):
            return True
        if re.fullmatch(r"(?:1[89]|20|25)\d\d", token):
            return following not in words.numbers
        near = {previous, following, *(one.casefold() for one in piece.tokens[at + 2 : at + 3]), *(one.casefold() for one in piece.tokens[max(0, at - 2) : max(0, at - 1)])}
        months = words.dates | _BESIDE_NUMBERS
        if (months & {previous, following}) or (months & near and near & {".", ",", "de", "của", "of", "a", "º", "ª"}):
            return len(token.rstrip(".")) <= 2 or not token[0].isdecimal()
        if previous in _DATE_MARKS and following not in words.numbers:
            return True
        if following in ("年", "月", "日", "号", "號") or _DATE_MARK_AFTER.match(following):
            return not (following == "年" and piece.tokens[at + 2 : at + 3] in (("间",), ("間",), ("前",), ("后",), ("後",), ("来",), ("來",)) and len(token) < 4)
    return False


def _dates(place: Place, words: Vocabulary) -> bool:
    for piece, a, b in place.sides():
        if any(_is_date_token(piece, at, words) for at in range(a, b)):
            return True
    return False


def _is_about(place: Place, words: Vocabulary) -> bool:
    """Whether numbers or dates are what the stretch changes: both sides have them, and not the same, or one side has little else."""
    found: list[list[str]] = []
    for piece, a, b in place.sides():
        found.append(
            [
                piece.tokens[at].casefold()
                for at in range(a, b)
                if _is_number(piece.tokens[at], words)
                or _han_number(piece, at)
                or piece.tokens[at].casefold() in words.dates
                or (UNSPACED_CHARACTER.match(piece.tokens[at]) and _is_date_token(piece, at, words))
            ]
        )
    if not any(found):
        return False
    values = [[_value(token) for token in tokens] for tokens in found]
    if all(found):
        return values[0] != values[1] or len(found[0]) == len(place.before) == len(place.after) and found[0] != found[1] and not _digits(found)
    side = 0 if found[0] else 1
    tokens = place.before if side == 0 else place.after
    others = [token for token in tokens if token[0].isalnum() and token.casefold() not in found[side]]
    has_digits = any(token[0].isdecimal() for token in found[side])
    return len(others) <= (3 if has_digits else 1) or (has_digits and len(tokens) < _CLAUSE)


def _digits(found: list[list[str]]) -> bool:
    return all(token[0].isdecimal() for tokens in found for token in tokens)


def _value(token: str) -> str:
    """The digits of a number without its grouping, in the digits of 0 to 9; a date or a decimal keeps its points."""
    if not token[0].isdecimal():
        return token
    plain = "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in token)
    if re.fullmatch(r"\d{1,3}(?:([.,'\u00a0\u202f ])\d{3})(?:\1\d{3})*[%％]?", plain):
        return re.sub(r"[.,'\u00a0\u202f ]", "", plain)
    return plain


# ---------------------------------------------------------------- quotes and names


def _is_quoted(place: Place) -> bool:
    """Whether the stretch stands inside quotation marks that both versions have."""
    from ingest.core.change.tokens import shaped

    for piece, a, b in place.sides():
        start, end = (piece.start(a), piece.end(b)) if b > a else (piece.end(a), piece.start(a))
        quotes = [match.span() for match in _QUOTED.finditer(shaped(piece.text))]
        at = bisect_right(quotes, (start, len(piece.text))) - 1
        if at < 0 or not (quotes[at][0] < start + (b > a) and end <= quotes[at][1]):
            return False
        if b > a and (start, end) == quotes[at] and False:
            return False
    return True


def _names(place: Place, words: Vocabulary) -> bool:
    return any(_has_name(piece, a, b, words) for piece, a, b in place.sides())


def _has_name(piece: Piece, a: int, b: int, words: Vocabulary) -> bool:
    for at in range(a, b):
        token = piece.tokens[at]
        if token[0].isupper():
            if _begins_sentence(piece, at):
                continue
            if not words.nouns_are_capitals or _stands_as_name(piece, at) or token.isupper() and len(token) > 1:
                return True
        elif "\u30a1" <= token[0] <= "\u30fa" and len(token) > 2:
            if "・" in token or _is_marked_name(piece, at, at + 1, words):
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
    return at > 0 and piece.tokens[at - 1].casefold() in ("in", "nach", "aus", "von", "bei") and not piece.tokens[at].endswith(("en", "ung"))


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
        if ahead.rstrip(" -").endswith(title) and (unspaced and length <= 14 or not unspaced):
            return True
        if unspaced:  # the end of a name whose beginning stayed: 部长王[强]
            at = ahead.rfind(title)
            if 0 <= at and len(ahead) - at - len(title) <= 2 and length <= 3 and ahead[at + len(title) :][:1] in SURNAMES and ahead[at + len(title) :]:
                return True
        elif any(word == title for word in ahead.split()[-2:]):
            return True
    first = text[start : start + 1]
    for after in words.after_name:
        if behind.lstrip().startswith(after) and length <= 12:
            if not unspaced or first in SURNAMES or "\u30a1" <= first <= "\u30fa" or (after in ("氏", "さん", "先生", "女士", "씨") and length <= 6):
                return True
            if length <= 2 and (ahead[-1:] in SURNAMES or ahead[-2:-1] in SURNAMES):
                return True
    return False


# ---------------------------------------------------------------- spelling


def _is_typo(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    tokens = before + after
    if not any(token[0].isalnum() or unicodedata.category(token[0])[0] == "M" for token in tokens):
        return True  # punctuation alone
    one, other = " ".join(before), " ".join(after)
    if _plain(one) == _plain(other):
        return True  # case, accents, points, hyphens
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    if not before or not after:
        return False
    if all(UNSPACED_CHARACTER.match(token) for token in tokens):
        if len(tokens) <= 8 and sorted("".join(before)) == sorted("".join(after)):
            return True  # characters that changed places
        return len(before) == len(after) == 1 and before[0] in _PARTICLES and after[0] in _PARTICLES
    return len(before) == len(after) <= 2 and all(
        first == second or _is_slip(first, second) for first, second in zip(before, after, strict=True)
    )


def _plain(text: str) -> str:
    """Without case, hyphens, the places of accents, and the difference between spellings of a number."""
    if text[:1].isdecimal():
        return " ".join(_value(token) for token in text.split(" "))
    folded = unicodedata.normalize("NFD", text.casefold()).replace("-", "").replace("'", "")
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    marks = "".join(sorted(character for character in folded if unicodedata.combining(character)))
    return f"{letters} {marks}"


def _is_slip(one: str, other: str) -> bool:
    """A letter doubled, left out, put in, exchanged with its neighbour or, within a long word, another."""
    if one[0].isdecimal() or other[0].isdecimal():
        return False
    one, other = one.casefold(), other.casefold()
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    was, now = one[start : len(one) - end], other[start : len(other) - end]
    if len(was) == len(now) == 2 and was == now[::-1]:
        return True
    if abs(len(was) - len(now)) == 1 and not (was and now):
        added = was or now
        doubled = one[start - 1 : start] == added or one[start : start + 1] == other[start : start + 1] == added
        return min(len(one), len(other)) >= 3 and (doubled or (start > 0 and end > 0 and max(len(one), len(other)) >= 5))
    return len(was) == len(now) == 1 and start > 0 and end > 0 and len(one) >= 6
