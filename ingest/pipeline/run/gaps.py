"""What a listing dropped between two looks is looked for: in its older pages, else in the site's sitemap."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from ingest.archive.read import health, lookups, sitemaps
from ingest.core import urls, verdicts
from ingest.core.listing.gaps import Gap, gap_of, shape
from ingest.core.model import Cited, Listing, ListingPage, Source
from ingest.errors import FetchError, ParseError, URLError
from ingest.pipeline.keep.listing import ReadListing
from ingest.pipeline.resources import Resources

_MOST_PAGES = 8  # older pages of a listing
_MOST_SITEMAPS = 3


class Filling(Struct, frozen=True, kw_only=True):
    """`is_closed`: the pages lead back to what is known, so that nothing is missing."""

    readings: tuple[ReadListing, ...] = ()
    where: str = ""
    is_closed: bool = False

    @property
    def found(self) -> int:
        return sum(len(one.page.cited) for one in self.readings)


class Gaps:
    """Of one run over a source that was last looked at at `last_ok_at` (None: never); `read` brings a listing."""

    def __init__(
        self,
        resources: Resources,
        source: Source,
        source_id: int,
        last_ok_at: str | None,
        read: Callable[[Listing], Awaitable[ReadListing]],
    ) -> None:
        self._resources = resources
        self._source = source
        self._source_id = source_id
        self._last_ok_at = last_ok_at
        self._read = read

    def of(self, index: ReadListing) -> Gap | None:
        """What a listing may have dropped; to be asked before it is recorded what it cites."""
        cited = index.page.cited
        if self._last_ok_at is None or self._split(cited)[1] or not self._has_cited(index.url):
            return None
        kept = health.kept(self._resources.reader, self._source_id)
        pulse = kept.baseline.pulse if kept is not None else None
        return gap_of(cited, self._last_ok_at, pulse.rhythm if pulse is not None else None)

    def _has_cited(self, url: str) -> bool:
        """Whether the listing has cited articles, and did when it was read last: it may have dropped them."""
        before = lookups.url_states(self._resources.reader, [url]).get(url)
        if before is None or not sitemaps.has_cited(self._resources.reader, before.id):
            return False
        said = lookups.reason_before(self._resources.reader, before.id, verdicts.of_listing(None).reason)
        return said != verdicts.of_listing(ListingPage()).reason

    async def filled(self, listing: Listing, index: ReadListing, gap: Gap) -> Filling:
        """What cannot be read is reported, and fills nothing."""
        by_pages = await self._older_pages(listing, index, gap)
        if by_pages.is_closed or any(one.kind == "sitemap" for one in self._source.listings):
            return by_pages
        by_sitemap = await self._sitemap(listing, index, gap)
        return by_sitemap if by_sitemap.found > by_pages.found else by_pages

    async def _older_pages(self, listing: Listing, index: ReadListing, gap: Gap) -> Filling:
        found: list[ReadListing] = []
        seen, waiting, is_closed = {listing.url}, list(index.page.older.urls), False
        had = {one.url for one in index.page.cited}
        while waiting and len(found) < _MOST_PAGES and not is_closed:
            url = waiting.pop(0)
            if url in seen:
                continue
            seen.add(url)
            reading = await self._asked(replace(listing, url=url, min_links=0), listing)
            if reading is None:
                break
            cited = [one for one in reading.page.cited if one.url not in had]
            had.update(one.url for one in cited)
            new, known = self._split(cited)
            is_closed = known > 0 or any(not gap.holds(one) for one in new)
            found.append(_only(reading, [one for one in new if gap.holds(one)]))
            if not cited:  # the site answers with the same page, whatever is asked
                break
            waiting = waiting or list(reading.page.older.urls)
        return Filling(readings=tuple(found), where="older pages", is_closed=is_closed)

    async def _sitemap(self, listing: Listing, index: ReadListing, gap: Gap) -> Filling:
        shapes = {shape(one.url) for one in index.page.cited}
        waiting = self._named_in_robots(listing.url)
        found: list[ReadListing] = []
        asked = 0
        while waiting and asked < _MOST_SITEMAPS:
            asked += 1
            reading = await self._asked(Listing(kind="sitemap", url=waiting.pop(0), min_links=0), listing)
            if reading is None:
                continue
            waiting = [one.url for one in reading.page.listings if gap.holds(one)] + waiting
            dated = [one for one in reading.page.cited if one.published_at or one.modified_at]
            found.append(_only(reading, self._split([one for one in dated if gap.holds(one) and shape(one.url) in shapes])[0]))
        return Filling(readings=tuple(found), where="the sitemap")

    async def _asked(self, listing: Listing, beside: Listing) -> ReadListing | None:
        if not urls.same_site(listing.url, beside.url):
            return None
        try:
            return await self._read(listing)
        except (FetchError, ParseError) as error:
            self._resources.note(str(error))
            return None

    def _named_in_robots(self, beside: str) -> list[str]:
        try:
            named = self._resources.fetcher.sitemaps(beside)
        except URLError:
            return []
        found = [url for one in named if (url := urls.join(beside, one)) is not None]
        return sorted(found, key=lambda url: "news" not in url.lower())

    def _split(self, cited: Sequence[Cited]) -> tuple[tuple[Cited, ...], int]:
        """Those that nobody has seen yet, as they were given, and the number of the others."""
        spelled: dict[str, Cited] = {}
        for one in cited:
            with suppress(URLError):
                spelled.setdefault(self._resources.owners.normalise(one.url, self._source), one)
        before = lookups.url_states(self._resources.reader, list(spelled))
        return tuple(one for url, one in spelled.items() if url not in before), len(before)


def _only(reading: ReadListing, cited: Sequence[Cited]) -> ReadListing:
    return replace(reading, page=replace(reading.page, cited=tuple(cited)))
