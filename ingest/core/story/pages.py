"""Which of many articles are one text by the pages that they name: for articles that stand in no archive."""

from collections.abc import Sequence

from msgspec import Struct

from ingest.core import urls
from ingest.core.story.declared.borne_out import Declared, Member, borne_out
from ingest.core.story.features.minhash import UNLIKE, resemblance
from ingest.core.story.group import Pair
from ingest.core.story.judging.judge import Weighed
from ingest.core.urls.shape import is_home, path_and_query
from ingest.errors import URLError


class PageUrls(Struct, frozen=True):
    """Where an article was read, and the page that it declares to be its canonical one."""

    url: str | None = None
    canonical: str | None = None


def one_text(pages: Sequence[PageUrls], known: Sequence[Weighed]) -> set[Pair]:
    """The pairs, by their places in both sequences, that were read at one URL or name one canonical page.

    As in an archive (`declared.py`) no home page counts, nor one that many name, nor that of two unlike texts in one language.
    """
    read = [_page(page.url) for page in pages]
    canonical = [_page(page.canonical) for page in pages]
    held: dict[str, int] = {}
    for article, url in enumerate(read):
        if url:
            held.setdefault(url, article)
    links = [Declared(article, held[url], url, "key") for article, url in enumerate(read) if url]
    # As good as a citation, whether or not the page is among them.
    links += [Declared(article, held.get(url), url, "citation") for article, url in enumerate(canonical) if url]
    members = {article: Member(known[article].signature.language, urls.site(url) if url else "") for article, url in enumerate(read)}
    found = borne_out(links, members)
    return found - {(a, b) for a, b in found if _unlike(known[a], known[b])}


def _page(url: str | None) -> str | None:
    """One spelling of the URL; None when it is none, or a home page."""
    if not url:
        return None
    try:
        spelled = urls.Spelling().fold_twins(url)
    except URLError:
        return None
    return None if is_home(*path_and_query(spelled)) else spelled


def _unlike(a: Weighed, b: Weighed) -> bool:
    return a.signature.language == b.signature.language and resemblance(a.sketch, b.sketch) <= UNLIKE
