"""Whether two stretches say the same and are only spelled otherwise."""

import unicodedata

from ingest.core.change.figures import value
from ingest.core.change.tokens import UNSPACED_CHARACTER

_PARTICLES = frozenset("的地得了着過过")


def is_typo(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
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
        return " ".join(value(token) for token in text.split(" "))
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
