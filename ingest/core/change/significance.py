"""How much a change matters, 0 to 1: figures, negations and attributions most, spelling and bylines least."""

import math
import re
import unicodedata

from ingest.core.change.model import HEADLINE, ChangeKind, Span

_WEIGHTS: dict[ChangeKind, float] = {
    "negation": 0.85,
    "numbers": 0.7,
    "names": 0.62,
    "quotes": 0.6,
    "dates": 0.55,
    "correction": 0.55,
    "headline": 0.42,
    "lead": 0.32,
    "removed": 0.3,
    "added": 0.3,
    "wording": 0.16,
    "moved": 0.08,
    "typo": 0.03,
    "byline": 0.04,
}
_SHARED = {"removed", "added"}  # they weigh by how much of the text they are
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d+)*")


def significance(spans: tuple[Span, ...], length: int) -> float:
    """Of all spans together: the heaviest, and a little for each of the others. `length`: characters of the longer text."""
    if not spans:
        return 0.0
    weights = sorted((_weight(span, length) for span in spans), reverse=True)
    rest = math.prod(1 - weight * 0.2 for weight in weights[1:12])
    return round(1 - (1 - weights[0]) * rest, 3)


def _weight(span: Span, length: int) -> float:
    weight = _WEIGHTS[span.kind]
    size = max(end - start for start, end in zip(span.starts, span.ends, strict=True))
    if span.kind in _SHARED:
        weight = min(0.8, weight + 0.8 * size / max(1, length))
    elif span.kind == "numbers":
        weight = min(0.9, weight + 0.2 * _distance(span.before, span.after))
    elif span.kind in ("wording", "lead", "quotes", "headline"):
        weight = min(weight + 0.12, weight + 0.001 * size)
    if span.kind not in ("typo", "byline", "moved", "headline", "lead"):
        if span.paragraphs[1] == HEADLINE:
            weight += 0.08
        elif span.paragraphs[1] == 1:
            weight += 0.03
    return min(weight, 0.97)


def _distance(before: str, after: str) -> float:
    """0 to 1: how far apart the first numbers are, as a ratio; 1 from a factor of ten on, or where one side has none."""
    found = [_NUMBER.search(text) for text in (before, after)]
    values = [_amount(match[0]) if match else 0.0 for match in found]
    if min(values) <= 0:
        return 0.5 if max(values) > 0 else 0.3
    return float(min(1.0, abs(math.log10(values[0] / values[1])) ** 0.5))


def _amount(digits: str) -> float:
    plain = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else "." if one in ".," else "" for one in digits)
    whole, _, part = plain.rpartition(".")
    if whole and len(part) == 3:
        return float(f"{whole}{part}".replace(".", "")[:300])
    return float(f"{whole.replace('.', '')[:300]}.{part}" if whole else plain[:300])
