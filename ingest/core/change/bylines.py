"""Whether two bylines name the same people: when a page was updated, and how long ago, stands beside names and is nobody's name."""

import re

from ingest.core.change.tokens import joined
from ingest.core.change.vocabulary import BYLINE, UPDATED, Vocabulary, vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"am|pm|a|m|p|utc|gmt|ict|cet|cest|est|edt|bst|jst|kst|uhr|h|at|on|st|nd|rd|th|[年月日時时分년월일시분]")


def same_byline(one: str | None, other: str | None, language: str | None) -> bool:
    """Both as printed; None: no byline. The order of names and the shape of what stands between them do not count."""
    if one == other:
        return True
    words = vocabulary(language)
    return _names(one or "", words) == _names(other or "", words)


def _names(byline: str, words: Vocabulary) -> frozenset[str]:
    said = joined(byline)
    if words.ago is not None:
        said = words.ago.sub(" ", said)
    said = UPDATED.sub(" ", said).strip()
    unlabelled = BYLINE.sub(" ", said, count=1)
    found = (word.casefold() for word in _WORD.findall(unlabelled) or _WORD.findall(said))  # some labels stand behind the name
    return frozenset(word for word in found if word not in words.dates and not _CLOCK.fullmatch(word))
