"""When a source or a URL is looked at next: asks `core.due` with what the archive remembers of it."""

from ingest.archive.read.lookups import SourceState, UrlState
from ingest.core import due
from ingest.core.edits import Edits, LookedAgain, interval
from ingest.core.model import Source
from ingest.core.times import seconds_between


def after_listings(
    source: Source, at: str, before: SourceState | None, *, cited: int, new: int, failed: bool, dropped: bool = False
) -> tuple[str, int]:
    """(UTC text of the next look, interval in seconds) after a look at a source's listings.

    `dropped`: one of them holds less than what comes between two looks.
    """
    pace = None
    if before is not None and before.interval is not None:
        pace = due.Pace(interval=before.interval, failures=before.failures)
    pace = due.failed_pace(pace, source.every) if failed else due.listing_pace(pace, source.every, cited if dropped else new, cited)
    return due.next_look(at, pace, source.name), pace.interval


def after_text(
    url: str, at: str, changed_at: str | None, *, changed: bool, rolling: bool, is_edited: bool = False, edits: Edits | None = None
) -> str:
    """After a look at `at` that showed the article's text, last changed at `changed_at` (None: never since it was first kept).

    `edits`: what looks at its source's articles found before; None: nothing is known, or the source is none.
    """
    age = seconds_between(changed_at, at) if changed_at else 0
    pace = due.article_pace(int(age), changed, rolling)
    if edits is not None and age >= 0:
        wait = interval(edits, age, is_edited=is_edited or changed)
        pace = due.Pace(interval=min(wait, pace.interval) if rolling else wait)
    return due.next_look(at, pace, url)


def looked_again(state: UrlState, at: str, *, is_edited: bool, changed: bool, said: bool | None) -> LookedAgain | None:
    """What a look at `at` teaches of its source's edits; None when no text was known at the URL before, or a clock was wrong.

    `is_edited`: the text was edited before; `said`: whether a listing said, beforehand, that it was modified since the last look.
    """
    if state.changed_at is None or state.confirmed_at is None:
        return None
    since, until = seconds_between(state.changed_at, state.confirmed_at), seconds_between(state.changed_at, at)
    if not 0 <= since < until:
        return None
    return LookedAgain(since=since, until=until, is_edited=is_edited, changed=changed, said=said)


def after_failure(url: str, at: str, failures: int) -> str:
    """After so many looks in a row without a text."""
    pace = due.Pace(interval=due.DAY, failures=failures)
    return due.next_look(at, pace, url)
