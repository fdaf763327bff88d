"""Whether numbers or dates are what a stretch changes, in any script."""

import re
import unicodedata

from ingest.core.change.place import Place
from ingest.core.change.tokens import HAN_DIGITS, UNSPACED_CHARACTER, Piece
from ingest.core.change.vocabulary import Vocabulary

_BESIDE_DIGITS = 3  # other words of a stretch that only one side has, and that is about its figures
_LONGEST_NAME = 8  # characters of a month or a day
_YEAR = re.compile(r"(?:1[89]|20|25)\d\d")  # in Thailand 2568
_CLAUSE = 6  # words from which a stretch with digits on one side alone is a clause
_DATE = re.compile(
    r"\d{1,2}([/.\-])\d{1,2}\1\d{2,4}|\d{4}([/.\-])\d{1,2}\2\d{1,2}|\d{1,2}/\d{1,2}|(?:1[89]|20|25)\d\d(?:[/\-]\d\d(?:\d\d)?)?|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
)
_DATE_MARKS = frozenset(["年", "月", "日", "号", "號", "년", "월", "일", "ngày", "tháng", "năm", "thg", "วันที่", "พ.ศ", "ថ្ងៃទី", "ឆ្នាំ", "ວັນທີ"])
_DATE_MARKS_APART = ("วันที่", "ថ្ងៃទី", "ວັນທີ")  # in scripts without spaces
_DATE_MARK_AFTER = re.compile(r"^(?:年|月|日|号|號|년|월|일)")
_MONEY = frozenset("$€£¥₫₹₩₽₺฿元円원")
_COUNTERS = frozenset("个個人名位元年月日时時分秒岁歲次件家户戶所座条條吨噸米里公亩畝倍成折度%％届屆章项項种種台輛辆艘架円歳回本枚台軒兆")
_SPAN_OF_YEARS = frozenset("间間前后後来來")
_BETWEEN = frozenset([".", ",", "de", "của", "of", "a", "º", "ª"])  # a day and its month
_BESIDE_NUMBERS = frozenset({"may"})  # a month there alone


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
    return following in _COUNTERS or following in ("月", "日", "年") or previous[-1:].isdecimal() or previous in ("第", "共", "约", "約")


def _is_date_token(piece: Piece, at: int, words: Vocabulary) -> bool:
    token = piece.tokens[at]
    folded = token.casefold()
    if folded in words.dates or folded in _DATE_MARKS or _is_in_date_word(piece, at, words):
        return True
    return (_is_number(token, words) or _han_number(piece, at)) and _is_number_of_date(piece, at, words)


def _is_in_date_word(piece: Piece, at: int, words: Vocabulary) -> bool:
    """Whether a character is one of a month's or a day's name, in a script without spaces."""
    if not UNSPACED_CHARACTER.match(piece.tokens[at]):
        return False
    runs = (piece.tokens[first : first + size] for size in range(1, _LONGEST_NAME + 1) for first in range(max(0, at - size + 1), at + 1))
    return any("".join(run) in words.dates for run in runs)


def _is_number_of_date(piece: Piece, at: int, words: Vocabulary) -> bool:
    """Whether a number is a day, a month, a year or a time of day, by its form and what stands beside it."""
    token = piece.tokens[at]
    previous = piece.tokens[at - 1].casefold() if at else ""
    following = piece.tokens[at + 1].casefold() if at + 1 < len(piece.tokens) else ""
    if previous in _MONEY or following in _MONEY or token[-1] in "%％":
        return False
    if _YEAR.fullmatch(token):
        return following not in words.numbers
    if _DATE.fullmatch(token):
        return True
    months = words.dates | _BESIDE_NUMBERS
    near = {one.casefold() for one in piece.tokens[max(0, at - 2) : at + 3]}
    if months & {previous, following} or (months & near and near & _BETWEEN):
        return len(token) <= 2 or not token[0].isdecimal()
    ahead, behind = piece.text[: piece.starts[at]].rstrip(), piece.text[piece.end(at + 1) :][:16].lstrip()
    if UNSPACED_CHARACTER.match(behind) and (behind.startswith(words.months_apart) or ahead.endswith(_DATE_MARKS_APART)):
        return True
    if previous in _DATE_MARKS and following not in words.numbers:
        return True
    is_span = following == "年" and len(token) < 4 and "".join(piece.tokens[at + 2 : at + 3]) in _SPAN_OF_YEARS
    return _DATE_MARK_AFTER.match(following) is not None and not is_span


def is_date(place: Place, words: Vocabulary) -> bool:
    """Whether the figures of each side that has any are of a date: 680 that becomes 2041 is no year."""
    sides = [
        [_is_date_token(piece, at, words) for at in range(a, b) if piece.tokens[at][0].isdecimal() or _is_date_token(piece, at, words)]
        for piece, a, b in place.sides()
    ]
    return any(sides) and all(any(found) for found in sides if found)


def is_figure(place: Place, words: Vocabulary) -> bool:
    """Whether numbers or dates are what the stretch changes: both sides have them, and not the same, or one side has little else."""
    before, after = ([piece.tokens[at] for at in range(a, b) if _says_figure(piece, at, words)] for piece, a, b in place.sides())
    if before and after:
        return [value(token.casefold()) for token in before] != [value(token.casefold()) for token in after]
    figures, tokens = (before, place.before) if before else (after, place.after)
    others = [token for token in tokens if token[0].isalnum() and token not in figures]
    if any(token[0].isdecimal() for token in figures):
        return len(others) <= _BESIDE_DIGITS or len(tokens) < _CLAUSE
    return bool(figures) and len(others) <= 1


def _says_figure(piece: Piece, at: int, words: Vocabulary) -> bool:
    token = piece.tokens[at]
    if _is_number(token, words) or _han_number(piece, at) or token.casefold() in words.dates:
        return True
    return UNSPACED_CHARACTER.match(token) is not None and _is_date_token(piece, at, words)


def value(token: str) -> str:
    """The digits of a number without its grouping, in the digits of 0 to 9; a date or a decimal keeps its points."""
    if not token[0].isdecimal():
        return token
    plain = "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in token)
    if re.fullmatch(r"\d{1,3}(?:([.,'\u00a0\u202f ])\d{3})(?:\1\d{3})*[%％]?", plain):
        return re.sub(r"[.,'\u00a0\u202f ]", "", plain)
    return plain
