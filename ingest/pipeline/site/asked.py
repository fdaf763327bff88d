"""A site that is asked within a limit of requests: documents, listings and articles, each read once."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from ingest.core import listing as listings
from ingest.core import urls
from ingest.core.discovery import judge
from ingest.core.discovery.model import Hint, Tried
from ingest.core.discovery.offer import offer_of
from ingest.core.extract import extract
from ingest.core.model import ADHOC, Article, Document, Listing
from ingest.errors import FetchError, ListingError, NotAnArticle, ParseError, Unsupported, Wall
from ingest.fetch import Fetcher
from ingest.pipeline.ask import LISTING, PAGE
from ingest.pipeline.site.request_limit import RequestLimit

OTHERWISE = frozenset(("listing", "shell", "empty", "home"))  # what a front page is when it is no article


class AskedSite:
    """What one site has answered so far. `fetcher` counts its requests with `limit`."""

    def __init__(self, fetcher: Fetcher, limit: RequestLimit) -> None:
        self._fetcher = fetcher
        self._articles: dict[str, Article | str] = {}  # by URL: the article, or why there is none
        self.limit = limit
        self.shells = 0  # pages that are empty until their scripts have run
        self.site = ""  # the URL that everything else is of the site of
        self.tried: dict[str, Tried] = {}  # listings, by the URL that was asked for
        self.untried: list[str] = []  # what was not read, and why, each in one line

    def sitemaps(self) -> list[str]:
        """What the site's robots.txt names."""
        return [one for one in map(self._absolute, self._fetcher.sitemaps(self.site)) if one is not None]

    async def document(self, url: str, most: int = LISTING) -> Document:
        """One answer of 200. Raises FetchError, Wall, ListingError."""
        document = await self._fetcher.get(url, ADHOC, max_body=most)
        if document.status != 200:
            if document.status in (401, 403, 429):
                raise Wall("refused", f"{document.url}: answered {document.status}")
            raise ListingError(f"{document.url}: answered {document.status}")
        return document

    async def try_listing(self, hint: Hint, *, sections: bool = False) -> tuple[Tried, list[Hint]]:
        """A listing, and what it leads to: a page's feeds, then its first page of news where `sections` are asked for; an index's newest
        sitemaps."""
        try:
            document = await self.document(hint.url)
        except (FetchError, ParseError) as error:
            return Tried(hint=hint, url=hint.url, kind=hint.kind or "page", problem=_short(error, hint.url)), []
        seen, further = self.seen(hint, document), []
        if listings.sniff(document) == "page":
            try:
                offer = offer_of(document)
            except ParseError:
                return seen, []
            if hint.kind == "page":
                further = [replace(one, why="declared by a page of news") for one in offer.feeds]
                further += [replace(one, why="linked by a page of news") for one in offer.linked if one.kind == "feed"][:2]
            else:
                further = [replace(one, why="linked by the site's page of feeds") for one in (*offer.feeds, *offer.linked[:3])]
            further += offer.sections[:1] if sections else ()
        elif seen.kind == "sitemap":
            further = [Hint(url=one, kind="sitemap", why=f"the newest below {seen.url}") for one in seen.below[:2]]
        return seen, further

    def seen(self, hint: Hint, document: Document) -> Tried:
        """What a document says as the listing that it was asked for as, or why it is none."""
        kind = listings.sniff(document)
        empty = Tried(hint=hint, url=document.url, kind=kind or hint.kind or "page")
        if kind is None:
            return replace(empty, problem="no listing of any kind")
        if kind == "page" and hint.kind not in ("page", None):
            return replace(empty, problem=f"a page instead of a {hint.kind}")
        try:
            if kind == "page":
                self.shells += _is_shell(document)
            page = listings.read(document, Listing(kind=kind, url=document.url, min_links=0), ADHOC)
        except ParseError as error:
            return replace(empty, problem=_short(error, document.url))
        if page.listings and not page.cited:
            below = sorted((one.url for one in page.listings), key=is_plain)
            return replace(empty, problem=f"an index of {len(page.listings)} sitemaps", below=tuple(below))
        return replace(empty, cited=page.cited, older=page.older, language=judge.language_of(page.cited))

    def note(self, seen: Tried) -> None:
        """Remembers a listing that was tried, the first time."""
        self.tried.setdefault(seen.hint.url, seen)

    async def with_articles(self, seen: Tried, number: int) -> Tried:
        """A listing, with the first articles of it that were read."""
        articles, failures = [], []
        for one in judge.promising(seen.cited, seen.url)[:number]:
            found = await self.article(one.url)
            if isinstance(found, str):
                failures.append(found)
            else:
                articles.append(found)
        if not articles and not failures:
            failures = ["none of its links may be an article"]
        return replace(seen, articles=tuple(articles), failures=tuple(failures))

    async def article(self, url: str) -> Article | str:
        """The article at a URL, or why there is none."""
        if url not in self._articles:
            try:
                self._articles[url] = extract(await self.document(url, PAGE))
            except (FetchError, Unsupported, ParseError) as error:
                self.shells += isinstance(error, NotAnArticle) and error.kind == "shell"
                self._articles[url] = _short(error, url)
        return self._articles[url]

    def _absolute(self, reference: str) -> str | None:
        url = urls.join(self.site, reference)
        return url if url is not None and urls.same_site(url, self.site) else None


def _is_shell(document: Document) -> bool:
    """Raises ParseError when a page is a wall, an error page or out of order; a page that lists articles is none of them."""
    try:
        extract(document)
    except NotAnArticle as error:
        if error.kind not in OTHERWISE:
            raise
        return error.kind == "shell"
    return False


def is_plain(url: str) -> bool:
    """False for the sitemaps that say in their address that they have news: they come first."""
    return "news" not in urlsplit(url).path.lower()


def path_and_query(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.path, parts.query


def _short(error: Exception, url: str) -> str:
    return str(error).removeprefix(f"{url}: ")
