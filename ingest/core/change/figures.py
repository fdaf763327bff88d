"""Whether numbers or dates are what a stretch changes, in any script."""

import re
import unicodedata

from ingest.core.change.place import Place
from ingest.core.change.tokens import HAN_DIGITS, UNSPACED_CHARACTER, Piece
from ingest.core.change.vocabulary import Vocabulary

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
        months = words.dates | _BESIDE_NUMBERS
        near = {one.casefold() for one in piece.tokens[max(0, at - 2) : at + 3]}
        if months & {previous, following} or (months & near and near & _BETWEEN):
            return len(token.rstrip(".")) <= 2 or not token[0].isdecimal()
        ahead, behind = piece.text[: piece.starts[at]].rstrip(), piece.text[piece.end(at + 1) :][:16].lstrip()
        if UNSPACED_CHARACTER.match(behind) and (behind.startswith(words.months_apart) or ahead.endswith(_DATE_MARKS_APART)):
            return True
        if previous in _DATE_MARKS and following not in words.numbers:
            return True
        if following in ("年", "月", "日", "号", "號") or _DATE_MARK_AFTER.match(following):
            is_span = following == "年" and len(token) < 4 and "".join(piece.tokens[at + 2 : at + 3]) in _SPAN_OF_YEARS
            return not is_span
    return False


def is_date(place: Place, words: Vocabulary) -> bool:
    """Whether the figures of each side that has any are of a date: 680 that becomes 2041 is no year."""
    sides = [
        [_is_date_token(piece, at, words) for at in range(a, b) if piece.tokens[at][0].isdecimal() or _is_date_token(piece, at, words)]
        for piece, a, b in place.sides()
    ]
    return any(sides) and all(any(found) for found in sides if found)


def is_figure(place: Place, words: Vocabulary) -> bool:
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
    values = [[value(token) for token in tokens] for tokens in found]
    if all(found):
        return values[0] != values[1] or (
            len(found[0]) == len(place.before) == len(place.after) and found[0] != found[1] and not _digits(found)
        )
    side = 0 if found[0] else 1
    tokens = place.before if side == 0 else place.after
    others = [token for token in tokens if token[0].isalnum() and token.casefold() not in found[side]]
    has_digits = any(token[0].isdecimal() for token in found[side])
    return len(others) <= (3 if has_digits else 1) or (has_digits and len(tokens) < _CLAUSE)


def _digits(found: list[list[str]]) -> bool:
    return all(token[0].isdecimal() for tokens in found for token in tokens)


def value(token: str) -> str:
    """The digits of a number without its grouping, in the digits of 0 to 9; a date or a decimal keeps its points."""
    if not token[0].isdecimal():
        return token
    plain = "".join(str(unicodedata.decimal(character)) if character.isdecimal() else character for character in token)
    if re.fullmatch(r"\d{1,3}(?:([.,'\u00a0\u202f ])\d{3})(?:\1\d{3})*[%％]?", plain):
        return re.sub(r"[.,'\u00a0\u202f ]", "", plain)
    return plain
