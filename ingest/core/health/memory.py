"""What is remembered of a source between two runs."""

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.health import counts, rhythm
from ingest.core.health.model import Brought, State


class Sum(Struct, frozen=True, array_like=True):
    """Evidence that gathers, and of how many articles or pages it is, and how many bad ones, since there last was none."""

    evidence: float = 0.0
    bad: int = 0
    number: int = 0
    is_told: bool = False  # it was enough, and has not gone since


class Newest(Struct, frozen=True, array_like=True):
    hour: float  # of `rhythm`
    url: str


class Memory(Struct, frozen=True, kw_only=True):
    newest: Newest | None = None  # article
    languages: dict[str, Newest] = {}
    sums: dict[str, Sum] = {}  # by what is asked of articles and pages
    good: dict[str, str] = {}  # by the same: the last article that was as it should be
    small: dict[str, int] = {}  # by the listing's URL: how many runs in a row it was too small
    has_worked: bool = False  # its listings could be read at some time
    failures: int = 0  # in a row
    moved: int = 0  # runs in a row in which a listing redirected for good


class Sign(Struct, frozen=True, kw_only=True):
    """Something that speaks against a source's health."""

    state: State
    reason: str
    chance: float | None = None
    before: str | None = None
    after: str | None = None


def with_articles(memory: Memory, brought: Brought) -> Memory:
    """What a run that read the listings tells of when the source publishes, and in which languages."""
    newest, languages, now = memory.newest, dict(memory.languages), rhythm.hours(brought.at)
    for article in brought.articles:
        hour = counts.hour_of(article.published_at, brought)
        seen = Newest(rhythm.hours(brought.at[:10] + "T00:00:00Z") + hour, article.url)
        newest = seen if _is_older(newest, seen.hour, now) else newest
        before = languages.get(article.language)
        languages[article.language] = seen if _is_older(before, seen.hour, now) or before is None else before
    return replace(memory, newest=newest, languages=languages)


def _is_older(one: Newest | None, hour: float, now: float) -> bool:
    """Than an article of that hour; one of a time to come was stamped by a clock that ran ahead, and says nothing."""
    return one is None or one.hour <= hour or one.hour > now
