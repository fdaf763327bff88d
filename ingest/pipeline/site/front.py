"""Where the look at a site starts: its front page, and the listing or article that was named."""

from ingest.core import listing as listings
from ingest.core import urls
from ingest.core.discovery.model import Hint
from ingest.core.discovery.offer import feed_hint
from ingest.core.extract import extract
from ingest.core.model import ADHOC, Document, Listing
from ingest.core.urls.shape import is_home
from ingest.errors import FetchError, ListingError, NotAnArticle, ParseError, Wall
from ingest.pipeline.ask import PAGE
from ingest.pipeline.site.asked import OTHERWISE, AskedSite, path_and_query


async def front_of(asked: AskedSite, document: Document) -> tuple[Document | None, list[Hint]]:
    """The page to start from, and what was named itself when that is a listing or an article's page."""
    kind = listings.sniff(document)
    if kind is None:
        raise ListingError(f"{document.url}: neither a page nor a listing")
    if kind != "page":
        hint = Hint(url=document.url, kind=kind, why="named by you")
        asked.note(asked.seen(hint, document))
        return await _home_of(asked, document.url), [hint]
    try:
        extract(document)
    except Wall as error:
        raise Wall(error.kind, f"{document.url}: {error}") from None
    except NotAnArticle as error:
        if error.kind not in OTHERWISE:
            raise ListingError(f"{document.url}: {error}") from None
        return document, []
    if is_home(*path_and_query(document.url)) or _lists(document):
        return document, []
    declared = [feed_hint(one, "declared by the article that you named") for one in listings.feeds_of(document)]
    return await _home_of(asked, document.url), declared


def _lists(document: Document) -> bool:
    """Whether a page with a text of its own is a list of articles all the same."""
    if urls.looks_like_article(document.url, "/".join(document.url.split("/")[:3]) + "/"):
        return False
    try:
        return len(listings.read(document, Listing(kind="page", url=document.url), ADHOC).cited) >= 5
    except ParseError:
        return False


async def _home_of(asked: AskedSite, url: str) -> Document | None:
    """The front page of the same host; None when it stands behind a wall or brings none."""
    home = "/".join(url.split("/")[:3]) + "/"
    try:
        document = await asked.document(home, PAGE)
        if listings.sniff(document) != "page":
            return None
        extract(document)
    except NotAnArticle as error:
        return document if error.kind in OTHERWISE else None
    except (FetchError, ParseError) as error:
        asked.untried.append(f"the home page could not be read: {error}")
        return None
    return document
