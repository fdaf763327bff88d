"""What one run brought, counted while it runs, for the health of its source."""

from ingest.core import urls
from ingest.core.edits import LookedAgain
from ingest.core.health.model import Brought, Features, ListingSize
from ingest.core.model import Listing, Verdict
from ingest.errors import FetchError, ListingBlocked, Wall
from ingest.pipeline.keep import Look, Written
from ingest.pipeline.keep.listing import ReadListing

_TROUBLED = (Verdict.QUARANTINED, Verdict.FAILED, Verdict.NOT_AN_ARTICLE)
_NOT_ASKED = (Verdict.REFUSED, Verdict.LISTING, Verdict.ROBOTS)


class Counting:
    """Of one source: listings that were read, pages that were looked at."""

    def __init__(self, began_at: str, *, has_listings: bool, first: bool) -> None:
        self._began_at = began_at
        self.has_listings = has_listings
        self._first = first
        self._problems: list[str] = []
        self._wall: str | None = None
        self._is_passing = True
        self.is_unanswered = False  # a listing brought no answer
        self._host: str | None = None
        self._gaps: list[str] = []
        self._moved_to: str | None = None
        self._sizes: list[ListingSize] = []
        self._articles: list[Features] = []
        self.again: list[LookedAgain] = []  # what looks at articles that were read before found
        self._pages = self._troubled = self._blocked = self._held = self._missing = 0
        self.no_answers = 0  # pages that nobody answered for
        self._samples: dict[str, str] = {}

    def gap(self, told: str) -> None:
        """A listing dropped articles that were not found elsewhere."""
        self._gaps.append(told)

    @property
    def problem(self) -> str | None:
        """Why listings could not be read, in one line."""
        return "; ".join(self._problems) or None

    def listing(self, listing: Listing, reading: ReadListing) -> None:
        """One of the schedule file was read; how many articles an index leads to is no size."""
        self._moved_to = reading.moved_to or self._moved_to
        if reading.body_hash is not None and not reading.page.listings:
            self._sizes.append(ListingSize(listing.url, len(reading.page.cited)))

    def no_listing(self, listing: Listing, error: Exception) -> None:
        self._problems.append(str(error))
        is_passing = isinstance(error, FetchError) or " answered 5" in str(error) or " answered 429" in str(error)
        self._is_passing &= is_passing
        self.is_unanswered |= isinstance(error, FetchError)
        if isinstance(error, Wall | ListingBlocked):
            self._wall = str(error)
        if is_passing or self._wall:
            self._host = urls.host(listing.url)

    def page(self, look: Look, written: Written) -> None:
        verdict, reason = written.report.verdict, written.report.reason
        if verdict in _NOT_ASKED:
            return
        if verdict is Verdict.FAILED and written.report.status is None:
            self.no_answers += 1
        is_missing = verdict is Verdict.GONE or (written.report.status == 404 and verdict is Verdict.FAILED)
        self._pages += 1
        if look.held is not None:
            self._held += 1
            self._missing += is_missing
        if is_missing:
            self._samples["missing"] = f"{look.url}: {reason}"
        elif verdict is Verdict.BLOCKED:
            self._blocked += 1
            self._samples["blocked"] = f"{look.url}: {reason}"
            self._host = self._host or urls.host(look.url)
        elif verdict in _TROUBLED:
            self._troubled += 1
            self._samples["troubled"] = f"{look.url}: {reason}"
        if written.features is not None:
            self._articles.append(written.features)
        if written.again is not None:
            self.again.append(written.again)

    def brought(self, at: str, *, was_cut_off: bool = False) -> Brought:
        """All of it, at the run's end. `was_cut_off`: the network was gone for a while, and what nobody answered says nothing."""
        unheard = self.no_answers if was_cut_off else 0
        return Brought(
            at=at,
            began_at=self._began_at,
            has_listings=self.has_listings,
            first=self._first,
            problem=self.problem,
            is_passing=self._is_passing and self.problem is not None,
            wall=self._wall,
            host=self._host if self._is_passing or self._wall or not self._problems else None,
            moved_to=self._moved_to,
            gap="; ".join(self._gaps) or None,
            sizes=tuple(self._sizes),
            articles=tuple(self._articles),
            pages=self._pages - unheard,
            troubled=self._troubled - unheard,
            blocked=self._blocked,
            held=self._held,
            missing=self._missing,
            wall_page=self._samples.get("blocked"),
            troubled_page=self._samples.get("troubled"),
            missing_page=self._samples.get("missing"),
        )
