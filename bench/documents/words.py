"""How much of a document's words come out, in order: word F1, where words of scripts without spaces are their letters."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")


def words(text: str) -> list[str]:
    """Marks above and below letters count as the letters do; the order of marks and the form of letters do not."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def bag_f1(said: str, wanted: str) -> float:
    """Of the words, wherever they stand."""
    one, other = Counter(words(said)), Counter(words(wanted))
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


def order_f1(said: str, wanted: str) -> float:
    """Of the words that stand in the same order: the stretches that both have."""
    one, other = words(said), words(wanted)
    both = sum(match.size for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return 2 * both / (len(one) + len(other)) if both else 0.0
