"""What differs between two versions of a text, in the words of someone who holds the publisher to account: numbers and dates first."""

import re
from collections import Counter
from difflib import SequenceMatcher

from msgspec import Struct

_TOKEN = re.compile(
    r"\d+(?:[.,:/\-]\d+)*%?"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"  # a character of a script without spaces
    r"|[^\W\d_]+(?:['’\-][^\W\d_]+)*"
    r"|[^\w\s]"
)
_DATE = re.compile(r"\d{1,2}([/.\-])\d{1,2}\1\d{2,4}|\d{4}([/.\-])\d{1,2}\2\d{1,2}|\d{1,2}/\d{1,2}|(?:19|20)\d\d")
_DATE_WORDS = {  # of languages that write dates in words
    "English": "January February March April May June July August September October November December",
    "English days": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "French days": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_NUMBER_WORDS = {
    "English": "hundred thousand million millions billion billions trillion trillions",
    "French": "cent mille million millions milliard milliards",
    "Vietnamese": "trăm nghìn ngàn triệu tỷ tỉ",
    "Chinese, Japanese": "一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 兆",
}
_IN_DATES = frozenset(" ".join(_DATE_WORDS.values()).split())
_IN_NUMBERS = frozenset(" ".join(_NUMBER_WORDS.values()).split())
_SENTENCE_END = frozenset('.!?:…“"”«»')

_EDITED = 0.4  # share of words in common from which a paragraph that came is a paragraph that went, edited
_MOST_PARAGRAPHS = 60  # that are compared each with each
_MOST_TOKENS = 600  # of a paragraph that are compared one by one
_SHOWN = 3  # examples of each kind in a reason


class Difference(Struct, frozen=True):
    """A stretch of words that was replaced. Either side may be empty."""

    kind: str  # numbers, dates, names, typo, wording
    before: str
    after: str


def difference(title: str, text: str, new_title: str, new_text: str) -> tuple[str, str]:
    """(class of change, reason in one line) of a newer version; the class is the gravest of what the reason names.

    Classes, the gravest first: numbers, dates, names, removed, added, title, wording, moved, typo.
    """
    before, after = _paragraphs(text), _paragraphs(new_text)
    gone = list((Counter(before) - Counter(after)).elements())
    come = list((Counter(after) - Counter(before)).elements())
    edited, removed, added = _paired(gone, come)
    changes = [change for old, new in edited for change in _replaced(old, new)]
    told: dict[str, str] = {}
    for kind, words in (("numbers", "numbers"), ("dates", "dates"), ("names", "names")):
        if shown := [change for change in changes if change.kind == kind]:
            told[kind] = f"{words} were changed: {_examples(shown)}"
    if removed:
        told["removed"] = f"{_count(removed)} removed: {_clipped(removed[0])}"
    if added:
        told["added"] = f"{_count(added)} added: {_clipped(added[0])}"
    if _joined(title) != _joined(new_title):
        told["title"] = f"the title was {_clipped(title)}"
    if shown := [change for change in changes if change.kind == "wording"]:
        told["wording"] = f"wording was changed: {_examples(shown)}"
    if not gone and not come and before != after:
        told["moved"] = "paragraphs were moved"
    if shown := [change for change in changes if change.kind == "typo"]:
        told["typo"] = f"spelling was changed: {_examples(shown)}"
    if not told:
        return "wording", "the text was divided differently"
    return next(iter(told)), "; ".join(told.values())


def _paragraphs(text: str) -> list[str]:
    return [joined for paragraph in re.split(r"\n\s*\n", text) if (joined := _joined(paragraph))]


def _joined(text: str) -> str:
    return " ".join(text.split())


def _paired(gone: list[str], come: list[str]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Paragraphs that were edited, as (before, after); those that were removed; those that were added."""
    if len(gone) * len(come) > _MOST_PARAGRAPHS**2:
        return [], gone, come
    bags = [Counter(_TOKEN.findall(paragraph)) for paragraph in come]
    edited: list[tuple[str, str]] = []
    removed: list[str] = []
    left = set(range(len(come)))
    for paragraph in gone:
        bag = Counter(_TOKEN.findall(paragraph))
        best = max(left, key=lambda place: (_share(bag, bags[place]), -place), default=None)
        if best is not None and _share(bag, bags[best]) >= _EDITED:
            edited.append((paragraph, come[best]))
            left.remove(best)
        else:
            removed.append(paragraph)
    return edited, removed, [come[place] for place in sorted(left)]


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _replaced(before: str, after: str) -> list[Difference]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return [Difference("wording", before, after)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        _difference(old, new, (first, last), (new_first, new_last))
        for what, first, last, new_first, new_last in matcher.get_opcodes()
        if what != "equal"
    ]


def _difference(old: list[str], new: list[str], gone: tuple[int, int], come: tuple[int, int]) -> Difference:
    before, after = old[slice(*gone)], new[slice(*come)]
    shown = " ".join(before), " ".join(after)
    tokens = before + after
    if any(_DATE.fullmatch(token) or token in _IN_DATES for token in tokens):
        return Difference("dates", *shown)
    if any(token[0].isdigit() or token in _IN_NUMBERS for token in tokens):
        return Difference("numbers", *shown)
    if _has_name(old, gone) or _has_name(new, come):
        return Difference("names", *shown)
    if len(before) == len(after) <= 2 and SequenceMatcher(None, *shown, autojunk=False).ratio() >= 0.6:
        return Difference("typo", *shown)
    if not any(token[0].isalnum() for token in tokens):
        return Difference("typo", *shown)
    return Difference("wording", *shown)


def _has_name(tokens: list[str], span: tuple[int, int]) -> bool:
    """Whether one of the words has a capital that does not merely begin a sentence."""
    return any(tokens[place][0].isupper() and place > 0 and tokens[place - 1][0] not in _SENTENCE_END for place in range(*span))


def _examples(changes: list[Difference]) -> str:
    shown = [f"{_clipped(change.before)} to {_clipped(change.after)}" for change in changes[:_SHOWN]]
    return ", ".join(shown) + (f" and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else "")


def _clipped(words: str) -> str:
    words = _joined(words)
    if not words:
        return "nothing"
    return f"“{words[:60].rstrip()}…”" if len(words) > 60 else f"“{words}”"


def _count(paragraphs: list[str]) -> str:
    return "a paragraph was" if len(paragraphs) == 1 else f"{len(paragraphs)} paragraphs were"
