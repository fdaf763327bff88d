"""A site is asked what it offers: its front page, the listings that may be there, some of their articles, its other languages.

What is tried is chosen here, within a limit of requests; what came of it is judged in `core/discovery`.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from ingest.core import urls
from ingest.core.discovery import document_key, judge, places, usual
from ingest.core.discovery.model import Discovered, Edition, Hint, Left, Offer, Tried
from ingest.core.discovery.offer import offer_of
from ingest.core.discovery.places import Grounded
from ingest.core.model import Article, Document
from ingest.core.urls.shape import is_home
from ingest.errors import IngestError
from ingest.fetch import Fetcher
from ingest.pipeline.site.asked import AskedSite, is_plain, path_and_query
from ingest.pipeline.site.front import front_of
from ingest.pipeline.site.other_languages import editions_of
from ingest.pipeline.site.request_limit import RequestLimit

_MOST_TRIED = 14  # listings, but for those of other languages
_MOST_READ = 4  # listings of which articles are read
_ARTICLES = 3  # of each of them
_LEARNED_FROM = 10  # articles of the best one, from which the rest of the file is learned
_MOST_KEPT = 3  # listings of the front page's language
_FOR_ARTICLES = 9  # requests that are kept back while listings are tried


_RENDER = "`render = true` in a file of your own runs them"


class NothingFound(IngestError):
    """A site of which no listing can be kept. `left`: what was tried, and why it was not kept."""

    def __init__(self, reason: str, left: tuple[Left, ...]) -> None:
        super().__init__(reason)
        self.left = left


class Discovery:
    """One look at one site. `fetcher` counts its requests with `limit`."""

    def __init__(self, fetcher: Fetcher, limit: RequestLimit) -> None:
        self._asked = AskedSite(fetcher, limit)

    async def of(self, url: str) -> Discovered:
        """What the site of a home page, section, feed, sitemap or article offers.

        Raises FetchError, Wall and ListingError when the URL brings nothing to start from, NothingFound when no listing can be kept.
        """
        asked = urls.request_url(url)
        document = await self._asked.document(asked)
        self._asked.site = document.url
        front, given = await front_of(self._asked, document)
        offer = offer_of(front) if front is not None else _unknown(document.url)
        await self._try_all(given, front, offer)
        order = await self._in_order(offer)
        good = [one.seen for one in order if one.reason is None and one.seen.articles]
        left = [Left(one.seen, one.reason or "none of its articles was read") for one in order if one.seen not in good]
        if not good:
            hint = f"; {self._asked.shells} of its pages are empty until scripts have run: {_RENDER}" if self._asked.shells else ""
            raise NothingFound(f"{asked}: no listing was found of which an article could be read; nothing is written{hint}", tuple(left))
        kept = self._kept(good)
        left = [Left(one, self._beside(one, kept)) for one in good if one not in kept] + left
        others = await editions_of(self._asked, kept[0], offer)
        kept[0] = await self._more_articles(kept[0])
        return self._found(asked, offer, kept, others, left)

    # ---------------------------------------------------------------- listings

    async def _try_all(self, given: list[Hint], front: Document | None, offer: Offer) -> None:
        await self._try_each([*given, *offer.feeds, *offer.linked[:6]], 8)
        if front is not None:
            hint = Hint(url=front.url, kind="page", why="the page itself")
            self._asked.note(replace(self._asked.seen(hint, front), home=is_home(*path_and_query(front.url))))
        await self._try_each(offer.sections[:4], _MOST_TRIED - 4)
        if front is not None and not any(
            seen.kind in ("feed", "json") and not judge.refused(seen, self._asked.site) for seen in self._asked.tried.values()
        ):
            await self._try_each(usual.usual_feeds(front.url, front.body), _MOST_TRIED + 3)
        sitemaps = [Hint(url=one, kind="sitemap", why="named in robots.txt") for one in sorted(self._asked.sitemaps(), key=is_plain)][:3]
        if sitemaps or not any(not judge.refused(seen, self._asked.site) for seen in self._asked.tried.values()):
            await self._try_each(sitemaps or usual.usual_sitemaps(self._asked.site), _MOST_TRIED + 5)

    async def _try_each(self, hints: Iterable[Hint], most: int) -> None:
        """Those of them that were not tried yet, until so many were tried; what they lead to comes next."""
        waiting = list(hints)
        while waiting and len(self._asked.tried) < most and self._asked.limit.left > _FOR_ARTICLES:
            hint = waiting.pop(0)
            if hint.url not in self._asked.tried:
                seen, further = await self._asked.try_listing(hint)
                self._asked.note(seen)
                waiting = [*further, *waiting]

    # ---------------------------------------------------------------- articles

    async def _in_order(self, offer: Offer) -> list[judge.Ranked]:
        """The listings by their worth; of the best ones some articles are read, and the order is made anew."""
        order = judge.ranked(_once(self._asked.tried.values()), self._asked.site, offer.language)
        for number in range(_MOST_READ):
            unread = [one.seen for one in order if one.reason is None and not one.seen.articles]
            if not unread or (number == _MOST_READ - 1 and not any(one.seen.articles for one in order)):
                break
            seen = await self._asked.with_articles(unread[0], _ARTICLES)
            rest = [one.seen for one in order if one.seen is not unread[0]]
            order = judge.ranked([seen, *rest], self._asked.site, offer.language)
        return order

    async def _more_articles(self, seen: Tried) -> Tried:
        return await self._asked.with_articles(seen, min(_LEARNED_FROM, len(seen.articles) + len(seen.failures) + self._asked.limit.left))

    # ---------------------------------------------------------------- what is kept

    def _kept(self, good: list[Tried]) -> list[Tried]:
        """The best, and others of its language that bring other articles."""
        kept = good[:1]
        for one in good[1:]:
            fit = (
                not one.hint.doubts
                and not one.home
                and one.kind != "sitemap"
                and len(one.articles) >= 2
                and one.language == kept[0].language
            )
            if fit and len(kept) < _MOST_KEPT and not any(judge.adds_little(one, other) for other in kept):
                kept.append(one)
        return kept

    def _beside(self, one: Tried, kept: list[Tried]) -> str:
        best = max(kept, key=lambda other: judge.overlap(one, other))
        common = judge.overlap(one, best)
        if common:
            return f"{common} of its {len(one.cited)} articles are also in the {best.kind} {best.url}"
        return "other listings have more that is news"

    def _found(self, asked: str, offer: Offer, kept: list[Tried], others: list[tuple[Edition, Tried]], left: list[Left]) -> Discovered:
        articles = [article for seen in kept for article in seen.articles]
        where = places.country(urls.host(offer.url), offer.region)
        language = _language(kept[0], offer)
        addresses = dict.fromkeys(one.url for one in judge.promising(kept[0].cited, kept[0].url)[:50])
        return Discovered(
            asked=asked,
            homepage=offer.url if is_home(*path_and_query(offer.url)) else "/".join(offer.url.split("/")[:3]) + "/",
            title=_title(offer, articles),
            country=where,
            language=language,
            timezone=places.time_zone(where.value, articles),
            date_order=places.date_order(where.value, language.value, (one.text for one in articles)),
            kept=tuple(kept),
            editions=tuple(others),
            left=tuple(left),
            untried=tuple(self._asked.untried),
            key=document_key.learn(list(addresses), articles),
            requests=self._asked.limit.sent,
            shells=self._asked.shells,
        )


def _once(tried: Iterable[Tried]) -> list[Tried]:
    """Each listing once: several addresses may lead to one."""
    by_url: dict[str, Tried] = {}
    for seen in tried:
        if seen.url not in by_url or by_url[seen.url].problem:
            by_url[seen.url] = seen
    return list(by_url.values())


def _unknown(url: str) -> Offer:
    return Offer(url="/".join(url.split("/")[:3]) + "/", title=None, title_why="", language=None, region=None)


def _title(offer: Offer, articles: list[Article]) -> Grounded:
    if offer.title:
        return Grounded(offer.title, offer.title_why)
    names = [one.publisher for one in articles if one.publisher]
    if names:
        return Grounded(
            max(names, key=names.count), f"what {names.count(max(names, key=names.count))} of {len(articles)} articles call their publisher"
        )
    return Grounded(urls.host(offer.url), "not established: the host's name")


def _language(seen: Tried, offer: Offer) -> Grounded:
    said = [one.language for one in seen.articles if one.language]
    if said:
        most = max(said, key=said.count)
        return Grounded(most, f"{said.count(most)} of {len(seen.articles)} articles")
    if seen.language:
        return Grounded(seen.language, "the titles of its listing")
    return Grounded(offer.language, "what the front page says") if offer.language else Grounded(None, "not established")
