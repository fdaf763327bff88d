"""A walk over the older pages of a listing: where it goes after each page, and why it ends."""

from collections.abc import Sequence

from msgspec import Struct

from ingest.core.listing.older import months, template
from ingest.core.listing.older.series import GUESSED
from ingest.core.model import Cited, Listing, Older

_MOST_PAGES = 20_000  # of a walk: whatever goes on beyond has no end
_MOST_DRY = 2  # pages in a row that cite only what pages before them cited: articles that came meanwhile push a page of them onto the next
_MOST_EMPTY = 12  # months in a row without an article; a ministry has a summer, an endless calendar has nothing else


class Sofar(Struct, frozen=True, kw_only=True):
    """How far a walk is. Times are UTC text."""

    began_at: str
    back_to: str | None = None  # None: all
    until_known: bool = False  # it ends where a walk before it had been
    pages: int = 0  # read, the listing itself among them
    expected: int | None = None
    reached: str | None = None
    dry: int = 0  # pages in a row that cited nothing that no page before them did
    empty: int = 0  # pages in a row that cited nothing


class OlderPage(Struct, frozen=True, kw_only=True):
    """A page of a walk, as it was read."""

    url: str  # as it was asked
    number: int  # 1: the listing itself, or the first page of a month
    is_first: bool = False  # the listing itself
    was_guessed: bool = False  # nothing but the number in an address led to it
    cited: int
    fresh: tuple[Cited, ...] = ()  # those that no page before it cited
    known: int = 0  # how many of these were looked at before the walk began
    is_repeated: bool = False  # it lists what a page before it listed
    older: Older = Older()


class Onward(Struct, frozen=True, kw_only=True):
    """Where a walk goes after a page. `why` it goes no further from there; `is_end`: nor, for now, to any page that waits."""

    urls: tuple[str, ...] = ()
    why: str = ""
    is_end: bool = False


def onward(walk: Sofar, leaf: OlderPage, listing: Listing) -> Onward:
    """What follows a page of a walk; `walk` as it was before it."""
    what = f"page {walk.pages + 1}"
    following = _following(walk, leaf, listing)
    if walk.pages + 1 >= _MOST_PAGES:
        return Onward(urls=following, why=f"{what} is the last that one walk reads", is_end=True)
    is_index = listing.kind == "sitemap"
    if leaf.cited == 0 and leaf.number > 1 and not is_index:
        by_month = bool(following) and (_is_by_month(listing) or months.period_of(leaf.url) is not None)
        if not by_month or walk.empty + 1 >= _MOST_EMPTY:
            return Onward(why=f"{what} is empty" if not by_month else f"{what} is the twelfth empty month in a row")
    if leaf.is_repeated and leaf.number > 1:
        return Onward(why=f"{what} lists what a page before it listed")
    if not leaf.fresh and leaf.cited and walk.dry >= _MOST_DRY:
        return Onward(why=f"{what} is the third in a row that lists nothing new")
    if not is_index and is_before(walk.back_to, dates_of(leaf)):
        return Onward(urls=following, why=f"{what} is older than {(walk.back_to or '')[:10]}", is_end=True)
    if walk.until_known and not leaf.is_first and leaf.fresh and leaf.known == len(leaf.fresh):
        return Onward(urls=following, why=f"all on {what} was kept by a walk before", is_end=True)
    if not following:
        return Onward(why=leaf.older.how if leaf.older.how.startswith("the last") else f"{what} names no older page")
    return Onward(urls=following)


def _following(walk: Sofar, leaf: OlderPage, listing: Listing) -> tuple[str, ...]:
    """By the file's template, else as the page shows; on a page of a month its own next page alone."""
    if listing.pages is not None:
        found = template.page(listing.pages, leaf.number + 1, walk.began_at, leaf.older.cursor)
        return (found,) if found is not None and found != leaf.url else ()
    if leaf.older.how == GUESSED and leaf.number > 1 and not leaf.was_guessed:  # pages before it said how they go on, and it does not
        return ()
    return tuple(url for url in dict.fromkeys(leaf.older.urls) if url != leaf.url)


def _is_by_month(listing: Listing) -> bool:
    return listing.pages is not None and template.is_by_month(listing.pages)


def dates_of(leaf: OlderPage) -> tuple[str, ...]:
    """When the articles of a page were published, as far as the listing says it."""
    return tuple(date for one in leaf.fresh if (date := one.published_at or one.modified_at))


def is_before(back_to: str | None, dates: Sequence[str]) -> bool:
    """Whether all dates, of which there are some, lie before the one that a walk goes back to."""
    return back_to is not None and bool(dates) and max(dates) < back_to


def reached(dates: Sequence[str]) -> str | None:
    """How far back a page is: the middle of its dates, since some lists have an old article pinned, others a new one."""
    return sorted(dates)[len(dates) // 2] if dates else None


def in_words(pages: int, expected: int | None, reached: str | None) -> str:
    """How far it is: page 14 of about 80, back to March 2021."""
    of = f" of about {expected}" if expected is not None and expected > pages else ""
    back = f", back to {_MONTHS[int(reached[5:7]) - 1]} {reached[:4]}" if reached else ""
    return f"page {pages}{of}{back}"


_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905  a list to read
