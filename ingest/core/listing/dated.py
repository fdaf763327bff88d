"""Whether words of a list say a date, and how long they are as a reader sees them."""

import re

from ingest.core.dates import months

_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s?[-/.年년]\s?\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?(?:\d{4}|\d\d))?|\d{1,2}\s?[月월])(?!\d)"
)
_DAY_AND_MONTH = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th|\.|º)?\s(?:de\s)?([^\W\d_]{3,})|([^\W\d_]{3,})\.?\s\d{1,2}(?!\d)")
_NUMBERS = r"(?:\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d\d))"
_EDGE = re.compile(rf"^[(\[]?{_NUMBERS}[.)\]]?\s*[-–—:|·•]?\s+|\s+[-–—:|·•]?\s*[(\[]?{_NUMBERS}[.)\]]?$")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # a character of these says as much as two and a half letters
_REST = 4  # letters beside a date that are no title: a weekday, "on"


def says_a_date(text: str) -> bool:
    if not any(map(str.isdigit, text)):
        return False
    return bool(_DATE.search(text)) or any(months.number(after or before) for after, before in _DAY_AND_MONTH.findall(text))


def is_mostly_a_date(text: str) -> bool:
    """Whether a date, or a number, is all that it says."""
    rest = _DAY_AND_MONTH.sub(" ", _DATE.sub(" ", text)) if says_a_date(text) else text
    return sum(map(str.isalpha, rest)) <= (_REST if rest != text else 0)


def without_date(text: str) -> str:
    """Without a date in numbers before or behind it, which stands in the line of a title and is none of it."""
    return _EDGE.sub("", text) or text


def letters(words: str) -> float:
    """Length in letters, as a headline fills a line."""
    return len(words) + 1.5 * len(_WIDE.findall(words))
