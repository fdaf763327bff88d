"""A series at one address: an agenda, today's rates, a bulletin. Its page shows one text after another, and each is a text of its own.

A page is rolling when its headline keeps its form while a date or a number in it goes on; when the same places hold the figures of
another day; or when it has shown three texts that have nothing in common with each other. An article that was replaced once is none.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from msgspec import Struct

from ingest.core.change.decide import ONE_TEXT, STRANGERS, Kept, likeness
from ingest.core.change.model import NUMBER
from ingest.core.change.vocabulary import vocabulary
from ingest.core.fold import fold
from ingest.core.story.features.words import UNSPACED
from ingest.core.story.series.laid import Laid, lay
from ingest.core.story.series.number import apart
from ingest.core.story.series.slots import same_places
from ingest.core.times import seconds_between

_CORRECTED = 0.9  # of neighbouring words in common, from which only the date of one and the same text may have been put right
_REWRITTEN = 0.25  # of sentences in common, below which a text under a headline was written anew
ROLLED_ON = 0.5  # the same, where the address is known to show one text after another
_HALF_A_DAY = 43200  # seconds; a report that is brought up to date changes sooner
_FEW = 3  # figures of one page that another number changes at least, where no headline says that it is one
_PATIENCE = 3  # times that a first text stands longer than a later one, from which it was an article's, and its address was taken
_SLACK = 86400  # seconds between two looks, for which a text may have stood unseen
_STUB = {False: 300, True: 100}  # characters of a text that is none; True: in scripts without spaces
_FRAMED = 0.2  # share of the smaller page's frame that the other has too; two templates of one site share more
_ATTRIBUTE = re.compile(rb"(?:class|id|href|src)\s*=\s*[\"']([^\"'<>]{1,200})[\"']")
_FIGURE = (
    r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|er|º|ª)?|(?<!\w)[ivx]{2,5}(?!\w)"
    r"|[〇零一二三四五六七八九十百]+|[（(][月火水木金土日월화수목금토일][）)]"
)
_DAY = re.compile(r"\d[./-]\d|tháng\s*\d|\d\s*[月월]|\b(?:19|20|25)\d\d\b")
_SENTENCE_END = re.compile(r"(?<!\d)[.!?](?:\s|$)|[。！？।\n]")
_WORD_OR_MASK = re.compile(r"\w+|#")


class Number(Struct, frozen=True, kw_only=True):
    """A text that stood at the address, as far as it tells what is to come."""

    seen_at: str  # UTC text
    title: str
    length: int  # characters of the text
    change: str | None  # the class of its revision
    text: str | None  # of the last two


class Shown(Struct, frozen=True, kw_only=True):
    """A text that was seen at the address."""

    at: str  # UTC text
    text: str
    language: str
    publisher: str | None
    frame: frozenset[bytes]  # of its page


class Stood(Struct, frozen=True, kw_only=True):
    """The text that stood there first, and between which two looks (UTC text) it was seen."""

    since: str
    until: str
    text: str
    language: str
    publisher: str | None
    frame: frozenset[bytes]


def another_number(kept: Kept, recent: Sequence[Number], title: str, text: str, language: str, at: str) -> str | None:
    """Why a text that stands in the place of `kept` since `at` is another number, to be believed at once; None when nothing says so.

    `recent`: the last texts that stood there, the newest first, of which `kept` is the first.
    """
    if not text or (kept.language and kept.language != language):
        return None
    is_rolling = any(one.change == NUMBER for one in recent)
    form = _form(title, language)
    is_same = fold(title) == fold(kept.title)
    if not is_same and "#" in form and form == _form(kept.title, language):
        is_corrected = not is_rolling and fold(text) == fold(kept.text)  # the headline alone
        return _follows(kept, title) if not is_corrected and _goes_on(kept, title, text, language) else None
    if is_rolling:
        forms = {_form(one.title, language) for one in recent}
        is_expected = form in forms or len(forms) > 2  # headlines of one form, or free ones
        is_stub = len(text) * 2 < min(one.length for one in recent)
        is_next = is_other(kept.title, kept.text, title, text, language, rewritten=ROLLED_ON)
        return _follows(kept, title) if is_expected and not is_stub and is_next else None
    if not is_same:
        return None
    if likeness(kept.text, text) < STRANGERS:
        return None if len(text) * 2 < len(kept.text) else f"another text under the same headline, {title[:80]!r}"
    figures = _other_figures(lay(kept.title, kept.text, language), lay(title, text, language))
    return figures or _third(recent, title, text, language, at)


def _follows(kept: Kept, title: str) -> str:
    return f"another number at the same address: {title[:80]!r} after {kept.title[:80]!r}"


def _goes_on(kept: Kept, title: str, text: str, language: str) -> bool:
    """Whether a headline with another date or number stands over another text. A death toll in it may rise in one and the same."""
    like = likeness(kept.text, text)
    is_dated = _names_day(title, language)
    if like < (_CORRECTED if is_dated else ONE_TEXT) or (is_dated and is_other(title, text, kept.title, kept.text, language)):
        return True
    before, now = lay(kept.title, kept.text, language), lay(title, text, language)
    if apart(before, now, like) is None:
        return False
    figures = [value for one in (now, before) for place, value in one.values.items() if place < one.title]
    is_next = len(figures) == 2 and figures[0] - figures[1] == 1
    return is_next or is_dated or any(slot.kind == "day" for slot in same_places(before, now).slots)


def is_other(title: str, text: str, other_title: str, other: str, language: str, *, rewritten: float = _REWRITTEN) -> bool:
    """Whether two texts that stood under one headline, or headlines of one form, are two numbers and no version of each other.

    `rewritten`: the share of sentences in common below which they are, whatever else they say.
    """
    ours, theirs = _sentences(text), _sentences(other)
    if len(ours & theirs) < rewritten * min(len(ours), len(theirs)):
        return True
    return apart(lay(title, text, language), lay(other_title, other, language), likeness(text, other)) is not None


def _sentences(text: str) -> frozenset[str]:
    return frozenset(folded for one in _SENTENCE_END.split(text) if (folded := fold(one)))


def _third(recent: Sequence[Number], title: str, text: str, language: str, at: str) -> str | None:
    """Under one headline the third text in a row, each half a day after the one before it and another one."""
    if len(recent) < 2 or fold(recent[1].title) != fold(title):
        return None
    if min(seconds_between(recent[0].seen_at, at), seconds_between(recent[1].seen_at, recent[0].seen_at)) < _HALF_A_DAY:
        return None
    told = [(title, text), *((one.title, one.text) for one in recent[:2] if one.text is not None)]
    if all(is_other(*one, *other, language) for one, other in combinations(told, 2)):
        return f"the third text under one headline, {title[:80]!r}"
    return None


def rolled(stood: Stood, before: Sequence[Shown], now: Shown) -> tuple[int, ...]:
    """Whether a text is the third at one address that has nothing in common with those before it: the places in `before` of the others.

    `before`: what was seen since `stood` was, the oldest first. Texts follow each other about as fast as the first one was followed; they
    share a language, a publisher and the page around them, which those of who takes over an address do not.
    """
    times = [*(one.at for one in before), now.at]
    longest = max((seconds_between(one, other) for one, other in pairwise(times)), default=0)
    if seconds_between(stood.since, stood.until) > _PATIENCE * longest + _SLACK or not _is_of(now, stood):
        return ()
    texts, places = [stood.text, now.text], []
    if likeness(*texts) >= STRANGERS:
        return ()
    for place, one in enumerate(before):
        if _is_of(one, stood) and all(likeness(one.text, other) < STRANGERS for other in texts):
            texts.append(one.text)
            places.append(place)
    return tuple(places)


def frame(body: bytes) -> frozenset[bytes]:
    """What a page has around its text: the addresses and names in its markup."""
    return frozenset(_ATTRIBUTE.findall(body))


def _is_of(one: Shown, stood: Stood) -> bool:
    """Whether a text is one of the same page's, and no stub."""
    if (one.language, one.publisher) != (stood.language, stood.publisher):
        return False
    if len(one.text) < min(_STUB[one.language.partition("-")[0] in UNSPACED], len(stood.text) / 2):
        return False
    return len(one.frame & stood.frame) >= _FRAMED * min(len(one.frame), len(stood.frame))


def _form(title: str, language: str) -> tuple[str, ...]:
    """A headline with its numbers, months and days of the week masked."""
    masked = _dated(language)[1].sub(" # ", f" {title.casefold()} ")
    words = _WORD_OR_MASK.findall(masked)
    return tuple(word for place, word in enumerate(words) if word != "#" or words[place - 1 : place] != ["#"])


def _names_day(title: str, language: str) -> bool:
    """Whether a headline has a date: a month, a weekday, or figures with a sign of dates between them."""
    named, _ = _dated(language)
    return named.search(title.casefold()) is not None or _DAY.search(title) is not None


@lru_cache(maxsize=64)
def _dated(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The name of a month or weekday; that or a number, in digits, as a Roman numeral or as ideographs."""
    unspaced = language.partition("-")[0] in UNSPACED
    names = "|".join(re.escape(name) for name in sorted(vocabulary(language).dates, key=lambda name: (-len(name), name)))
    named = f"(?:{names})" if unspaced else rf"(?<!\w)(?:{names})(?!\w)"
    return re.compile(named), re.compile(rf"{_FIGURE}|{named}")


def _other_figures(before: Laid, now: Laid) -> str | None:
    """The same page with another day's figures: more places differ than agree, and a day of a month is among them or none agrees."""
    found = same_places(before, now)
    figures = [slot for slot in found.slots if slot.kind in ("number", "day")]
    has_day = any(slot.kind == "day" for slot in figures)
    if len(figures) < _FEW or len(figures) < found.agreeing or (found.agreeing and not has_day):
        return None
    shown = ", ".join(f"{slot.here} to {slot.there}" for slot in figures[:_FEW])
    return f"the figures of another day under the same headline: {shown}"
