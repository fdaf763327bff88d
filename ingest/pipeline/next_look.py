"""When a source or a URL is looked at next: asks `core.due` with what the archive remembers of it."""

from ingest.archive.read.lookups import SourceState
from ingest.core import due
from ingest.core.model import Source
from ingest.core.times import seconds_between


def after_listings(source: Source, at: str, before: SourceState | None, *, cited: int, new: int, failed: bool) -> tuple[str, int]:
    """(UTC text of the next look, interval in seconds) after a look at a source's listings."""
    pace = None
    if before is not None and before.interval is not None:
        pace = due.Pace(interval=before.interval, failures=before.failures)
    pace = due.failed_pace(pace, source.every) if failed else due.listing_pace(pace, source.every, new, cited)
    return due.next_look(at, pace, source.name), pace.interval


def after_text(url: str, at: str, changed_at: str | None, *, changed: bool, rolling: bool) -> str:
    """After a look at `at` that showed the article's text, last changed at `changed_at` (None: never since it was first kept)."""
    age = seconds_between(changed_at, at) if changed_at else 0
    return due.next_look(at, due.article_pace(int(age), changed, rolling), url)


def after_failure(url: str, at: str, failures: int) -> str:
    """After so many looks in a row without a text."""
    pace = due.Pace(interval=due.DAY, failures=failures)
    return due.next_look(at, pace, url)
