"""The nouns of health: what a run brought, what is counted of a day, and the state that a source is in."""

from enum import StrEnum

from msgspec import Struct

FIELDS = ("date", "byline", "lead", "picture")  # of an article that not every source gives


class State(StrEnum):
    """How a source is. The list is closed; the gravest first."""

    FAILING = "failing"  # its listings cannot be read
    BLOCKED = "blocked"  # a wall stands before its listings or its articles
    MOVED = "moved"  # a listing redirects elsewhere for good
    PARTIAL = "partial"  # fewer links, emptier fields, shorter texts, a language less than it should have
    QUIET = "quiet"  # silent for longer than its past makes likely
    DECAYING = "decaying"  # each week a little less
    NEW = "new"  # too young to judge
    HEALTHY = "healthy"

    @property
    def is_trouble(self) -> bool:
        return self not in (State.NEW, State.HEALTHY)


class Features(Struct, frozen=True, kw_only=True):
    """What is counted of a new article."""

    url: str
    fields: frozenset[str]  # of FIELDS, those that it has
    length: int  # characters of its text
    language: str
    published_at: str | None = None  # UTC text, when it is known to the minute


class ListingSize(Struct, frozen=True):
    """How many articles a listing cited; listings that say what they said before are left out."""

    url: str
    cited: int


class Brought(Struct, frozen=True, kw_only=True):
    """What one run over a source's listings, or over its articles alone, brought."""

    at: str  # UTC text of its end
    began_at: str
    has_listings: bool = True  # False: only articles that were due again
    first: bool = False  # the first look at the source, which takes what was there before
    problem: str | None = None  # why its listings could not be read
    is_passing: bool = False  # that no answer came, or one that a server gives in a bad hour: it often is over by the next run
    wall: str | None = None  # the wall that stands before them
    host: str | None = None  # that gave no answer, or showed a wall
    moved_to: str | None = None  # where a listing redirects for good
    gap: str | None = None  # that listings dropped articles since the last look, in words
    sizes: tuple[ListingSize, ...] = ()
    articles: tuple[Features, ...] = ()  # new ones
    pages: int = 0  # looked at
    troubled: int = 0  # of these: quarantined, failed, no article
    blocked: int = 0  # of these: behind a wall
    held: int = 0  # looks at articles that are kept
    missing: int = 0  # of these: the publisher took it away
    wall_page: str | None = None  # the last page that a wall stood before, with its reason
    troubled_page: str | None = None
    missing_page: str | None = None

    @property
    def is_all_new(self) -> bool:
        """Whether nothing of the last look is left in the listings: some articles may have come and gone between two looks."""
        return self.gap is not None or 0 < sum(one.cited for one in self.sizes) <= len(self.articles)


class Day(Struct, frozen=True, array_like=True):
    """The counts of a source on one UTC day."""

    runs: int = 0  # over listings
    failed: int = 0  # of these
    again_failed: int = 0  # of these: after one that failed
    is_unwell: bool = False  # the source was in trouble: nothing is learned from it for now
    hours: list[int] = []  # new articles by hour, or none on all of the day
    sizes: dict[str, int] = {}  # the smallest of the day, by the listing's URL
    texts: int = 0  # new articles whose fields were counted, first looks included
    without: list[int] = []  # how many of these lack each of FIELDS
    lengths: float = 0.0  # sum of the natural logarithms of their lengths
    languages: dict[str, int] = {}
    lags: int = 0  # articles whose time from publication to archive is known
    lag: float = 0.0  # sum of the natural logarithms of it, in seconds
    pages: int = 0
    troubled: int = 0
    blocked: int = 0
    held: int = 0
    missing: int = 0

    @property
    def new(self) -> int:
        return sum(self.hours)


class Health(Struct, frozen=True, kw_only=True):
    """The state of a source. `chance`: that a sound source looks like this at some time in a year; None: it is no matter of chance."""

    state: State
    since: str  # UTC text
    reason: str  # in words
    chance: float | None = None
    before: str | None = None  # a sample: an article, or a listing with its size, as it was
    after: str | None = None  # and as it is


class HealthChange(Struct, frozen=True, kw_only=True):
    """A source's health went from one state to another; `number` is its row, by which who reads them knows how far he is."""

    number: int
    source: str
    was: State | None  # None: it was never judged before
    health: Health
    host: str | None = None  # where the host is the cause, for all of its sources alike: it does not answer, or shows a wall
