"""A site is asked what it offers: its front page, the listings that may be there, some of their articles, its other languages.

What is tried is chosen here, within a limit of requests; what came of it is judged in `core/discovery`.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec.structs import replace

from ingest.core import listing as listings
from ingest.core import urls
from ingest.core.discovery import document_key, editions, judge, places, usual
from ingest.core.discovery.model import Discovered, Edition, Hint, Left, Offer, Tried
from ingest.core.discovery.offer import feed_hint, offer_of
from ingest.core.discovery.places import Grounded
from ingest.core.extract import extract
from ingest.core.model import ADHOC, Article, Document, Listing
from ingest.core.urls.shape import is_home
from ingest.errors import FetchError, IngestError, ListingError, NotAnArticle, ParseError, Unsupported, Wall
from ingest.fetch import Fetcher
from ingest.pipeline.ask import LISTING, PAGE
from ingest.pipeline.request_limit import RequestLimit

_MOST_TRIED = 14  # listings, but for those of other languages
_MOST_READ = 4  # listings of which articles are read
_ARTICLES = 3  # of each of them
_LEARNED_FROM = 10  # articles of the best one, from which the rest of the file is learned
_MOST_KEPT = 3  # listings of the front page's language
_MOST_EDITIONS = 8
_AN_EDITION = 3  # requests that another language takes
_FOR_ARTICLES = 9  # requests that are kept back while listings are tried
_OTHERWISE = frozenset(("listing", "shell", "empty", "home"))  # what a front page is when it is no article


class NothingFound(IngestError):
    """A site of which no listing can be kept. `left`: what was tried, and why it was not kept."""

    def __init__(self, reason: str, left: tuple[Left, ...]) -> None:
        super().__init__(reason)
        self.left = left


class Discovery:
    """One look at one site. `fetcher` counts its requests with `limit`."""

    def __init__(self, fetcher: Fetcher, limit: RequestLimit) -> None:
        self._fetcher = fetcher
        self._limit = limit
        self._tried: dict[str, Tried] = {}
        self._read: dict[str, Article | str] = {}  # by URL: the article, or why there is none
        self._site = ""
        self._untried: list[str] = []

    async def of(self, url: str) -> Discovered:
        """What the site of a home page, section, feed, sitemap or article offers.

        Raises FetchError, Wall and ListingError when the URL brings nothing to start from, NothingFound when no listing can be kept.
        """
        asked = urls.request_url(url)
        document = await self._document(asked)
        self._site = document.url
        front, given = await self._front(document)
        offer = offer_of(front) if front is not None else _unknown(document.url)
        await self._try_all(given, front, offer)
        order = await self._in_order(offer)
        good = [one.seen for one in order if one.reason is None and one.seen.articles]
        left = [Left(one.seen, one.reason or "none of its articles was read") for one in order if one.seen not in good]
        if not good:
            raise NothingFound(f"{asked}: no listing was found of which an article could be read; nothing is written", tuple(left))
        kept = self._kept(good)
        left = [Left(one, self._beside(one, kept)) for one in good if one not in kept] + left
        others = await self._editions(kept[0], offer)
        kept[0] = await self._more_articles(kept[0])
        return self._found(asked, offer, kept, others, left)

    # ---------------------------------------------------------------- where to start

    async def _document(self, url: str, most: int = LISTING) -> Document:
        document = await self._fetcher.get(url, ADHOC, max_body=most)
        if document.status != 200:
            if document.status in (401, 403, 429):
                raise Wall("refused", f"{document.url}: answered {document.status}")
            raise ListingError(f"{document.url}: answered {document.status}")
        return document

    async def _front(self, document: Document) -> tuple[Document | None, list[Hint]]:
        """The page to start from, and what was named itself when that is a listing or an article's page."""
        kind = listings.sniff(document)
        if kind is None:
            raise ListingError(f"{document.url}: neither a page nor a listing")
        if kind != "page":
            hint = Hint(url=document.url, kind=kind, why="named by you")
            self._note(self._seen(hint, document))
            return await self._home_of(document.url), [hint]
        try:
            extract(document)
        except Wall as error:
            raise Wall(error.kind, f"{document.url}: {error}") from None
        except NotAnArticle as error:
            if error.kind not in _OTHERWISE:
                raise ListingError(f"{document.url}: {error}") from None
            return document, []
        if is_home(*_path_and_query(document.url)) or self._lists(document):
            return document, []
        declared = [feed_hint(one, "declared by the article that you named") for one in listings.feeds_of(document)]
        return await self._home_of(document.url), declared

    def _lists(self, document: Document) -> bool:
        """Whether a page with a text of its own is a list of articles all the same."""
        if urls.looks_like_article(document.url, "/".join(document.url.split("/")[:3]) + "/"):
            return False
        try:
            return len(listings.read(document, Listing(kind="page", url=document.url), ADHOC).cited) >= 5
        except ParseError:
            return False

    async def _home_of(self, url: str) -> Document | None:
        """The front page of the same host; None when it stands behind a wall or brings none."""
        home = "/".join(url.split("/")[:3]) + "/"
        try:
            document = await self._document(home, PAGE)
            if listings.sniff(document) != "page":
                return None
            extract(document)
        except NotAnArticle as error:
            return document if error.kind in _OTHERWISE else None
        except (FetchError, ParseError) as error:
            self._untried.append(f"the home page could not be read: {error}")
            return None
        return document

    # ---------------------------------------------------------------- listings

    async def _try_all(self, given: list[Hint], front: Document | None, offer: Offer) -> None:
        await self._try_each([*given, *offer.feeds, *offer.linked[:6]], 8)
        if front is not None:
            hint = Hint(url=front.url, kind="page", why="the page itself")
            self._note(replace(self._seen(hint, front), home=is_home(*_path_and_query(front.url))))
        await self._try_each(offer.sections[:4], _MOST_TRIED - 4)
        if front is not None and not any(
            seen.kind in ("feed", "json") and not judge.refused(seen, self._site) for seen in self._tried.values()
        ):
            await self._try_each(usual.usual_feeds(front.url, front.body), _MOST_TRIED + 3)
        named = [one for one in map(self._absolute, self._fetcher.sitemaps(self._site)) if one is not None]
        sitemaps = [Hint(url=one, kind="sitemap", why="named in robots.txt") for one in sorted(named, key=_is_plain)][:3]
        if sitemaps or not any(not judge.refused(seen, self._site) for seen in self._tried.values()):
            await self._try_each(sitemaps or usual.usual_sitemaps(self._site), _MOST_TRIED + 5)

    async def _try_each(self, hints: Iterable[Hint], most: int) -> None:
        """Those of them that were not tried yet, until so many were tried; what they lead to comes next."""
        waiting = list(hints)
        while waiting and len(self._tried) < most and self._limit.left > _FOR_ARTICLES:
            hint = waiting.pop(0)
            if hint.url not in self._tried:
                seen, further = await self._try(hint)
                self._note(seen)
                waiting = [*further, *waiting]

    async def _try(self, hint: Hint) -> tuple[Tried, list[Hint]]:
        """A listing, and what it leads to: a page's feeds, an index's newest sitemaps."""
        try:
            document = await self._document(hint.url)
        except (FetchError, ParseError) as error:
            return Tried(hint=hint, url=hint.url, kind=hint.kind or "page", problem=_short(error, hint.url)), []
        seen, further = self._seen(hint, document), []
        if listings.sniff(document) == "page":
            try:
                offer = offer_of(document)
            except ParseError:
                return seen, []
            where = "declared by a page of news" if hint.kind == "page" else "linked by the site's page of feeds"
            further = [replace(one, why=where) for one in (*offer.feeds, *(() if hint.kind == "page" else offer.linked[:3]))]
        elif seen.kind == "sitemap":
            further = [Hint(url=one, kind="sitemap", why=f"the newest below {seen.url}") for one in seen.below[:2]]
        return seen, further

    def _seen(self, hint: Hint, document: Document) -> Tried:
        kind = listings.sniff(document)
        empty = Tried(hint=hint, url=document.url, kind=kind or hint.kind or "page")
        if kind is None:
            return replace(empty, problem="no listing of any kind")
        if kind == "page" and hint.kind not in ("page", None):
            return replace(empty, problem=f"a page instead of a {hint.kind}")
        try:
            if kind == "page":
                _no_wall(document)
            page = listings.read(document, Listing(kind=kind, url=document.url, min_links=0), ADHOC)
        except ParseError as error:
            return replace(empty, problem=_short(error, document.url))
        if page.listings and not page.cited:
            below = sorted((one.url for one in page.listings), key=_is_plain)
            return replace(empty, problem=f"an index of {len(page.listings)} sitemaps", below=tuple(below))
        return replace(empty, cited=page.cited, older=page.older, language=judge.language_of(page.cited))

    def _note(self, seen: Tried) -> None:
        self._tried.setdefault(seen.hint.url, seen)

    def _absolute(self, reference: str) -> str | None:
        url = urls.join(self._site, reference)
        return url if url is not None and urls.same_site(url, self._site) else None

    # ---------------------------------------------------------------- articles

    async def _in_order(self, offer: Offer) -> list[judge.Ranked]:
        """The listings by their worth; of the best ones some articles are read, and the order is made anew."""
        order = judge.ranked(_once(self._tried.values()), self._site, offer.language)
        for number in range(_MOST_READ):
            unread = [one.seen for one in order if one.reason is None and not one.seen.articles]
            if not unread or (number >= 2 and sum(bool(one.seen.articles) for one in order) == 0 and number > 2):
                break
            seen = await self._with_articles(unread[0], _ARTICLES)
            rest = [one.seen for one in order if one.seen is not unread[0]]
            order = judge.ranked([seen, *rest], self._site, offer.language)
        return order

    async def _with_articles(self, seen: Tried, number: int) -> Tried:
        articles, failures = [], []
        for one in judge.promising(seen.cited, seen.url)[:number]:
            found = await self._article(one.url)
            if isinstance(found, str):
                failures.append(found)
            else:
                articles.append(found)
        if not articles and not failures:
            failures = ["none of its links may be an article"]
        return replace(seen, articles=tuple(articles), failures=tuple(failures))

    async def _more_articles(self, seen: Tried) -> Tried:
        return await self._with_articles(seen, min(_LEARNED_FROM, len(seen.articles) + len(seen.failures) + self._limit.left))

    async def _article(self, url: str) -> Article | str:
        if url not in self._read:
            try:
                self._read[url] = extract(await self._document(url, PAGE))
            except (FetchError, Unsupported, ParseError) as error:
                self._read[url] = _short(error, url)
        return self._read[url]

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

    async def _editions(self, main: Tried, offer: Offer) -> list[tuple[Edition, Tried]]:
        """A listing of each other language, as far as the limit allows."""
        found: list[tuple[Edition, Tried]] = []
        for edition in offer.editions:
            if len(found) == _MOST_EDITIONS or self._limit.left < _AN_EDITION:
                self._untried.append(f"{edition.language}: {edition.url} ({edition.why}), not tried: the limit of requests")
                continue
            seen, problem = await self._edition(edition, main, offer)
            if seen is not None:
                found.append((edition, seen))
            else:
                self._untried.append(f"{edition.language}: {edition.url} ({edition.why}): {problem}")
        return found

    async def _edition(self, edition: Edition, main: Tried, offer: Offer) -> tuple[Tried | None, str]:
        there = editions.counterpart(main.url, offer.url, edition.url)
        hints = [Hint(url=there, kind=main.kind, why="the same listing in another language")] if there else []
        hints.append(Hint(url=edition.url, kind="page", why=edition.why))
        problem = "no listing was found"
        while hints and self._limit.left >= 2:
            hint = hints.pop(0)
            seen, further = await self._try(hint)
            hints = [*[one for one in further if not one.doubts][:1], *hints]
            problem = judge.refused(seen, self._site) or (f"its listing is that of {main.url}" if judge.adds_little(seen, main) else "")
            if problem or (seen.language and not _alike(seen.language, edition.language)):
                problem = problem or f"the titles in its listing are in {seen.language}"
                continue
            if seen.kind == "page" and hints:  # its feed says more
                rest, hints = hints, []
                better = [one for one in rest if one.kind == "feed"]
                if (
                    better
                    and (tried := (await self._try(better[0]))[0])
                    and not judge.refused(tried, self._site)
                    and not judge.adds_little(tried, main)
                ):
                    seen = tried
            seen = await self._with_articles(seen, 1)
            if seen.articles and (seen.language or _alike(seen.articles[0].language or "", edition.language)):
                return seen, ""
            problem = seen.failures[0] if seen.failures else f"its articles are in {seen.articles[0].language}"
        return None, problem

    def _found(self, asked: str, offer: Offer, kept: list[Tried], others: list[tuple[Edition, Tried]], left: list[Left]) -> Discovered:
        articles = [article for seen in kept for article in seen.articles]
        where = places.country(urls.host(offer.url), offer.region)
        language = _language(kept[0], offer)
        addresses = dict.fromkeys(one.url for one in judge.promising(kept[0].cited, kept[0].url)[:50])
        return Discovered(
            asked=asked,
            homepage=offer.url if is_home(*_path_and_query(offer.url)) else "/".join(offer.url.split("/")[:3]) + "/",
            title=_title(offer, articles),
            country=where,
            language=language,
            timezone=places.time_zone(where.value, articles),
            date_order=places.date_order(where.value, language.value, (one.text for one in articles)),
            kept=tuple(kept),
            editions=tuple(others),
            left=tuple(left),
            untried=tuple(self._untried),
            key=document_key.learn(list(addresses), articles),
            requests=self._limit.sent,
        )


def _no_wall(document: Document) -> None:
    """Raises ParseError when a page is a wall, an error page or out of order; a page that lists articles is none of them."""
    try:
        extract(document)
    except NotAnArticle as error:
        if error.kind not in _OTHERWISE:
            raise


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


def _alike(one: str, other: str) -> bool:
    return one == other or (one.partition("-")[0] == other.partition("-")[0])


def _is_plain(url: str) -> bool:
    """False for the sitemaps that say in their address that they have news: they come first."""
    return "news" not in urlsplit(url).path.lower()


def _path_and_query(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.path, parts.query


def _short(error: Exception, url: str) -> str:
    return str(error).removeprefix(f"{url}: ")
