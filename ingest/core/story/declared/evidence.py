"""What a page, and the listings of its site, declare of its other versions, as links.

Whether they are borne out is seen when stories are derived: `declared.py`.
"""

from collections.abc import Iterable, Iterator

from ingest.core import urls
from ingest.core.model import Alternate, Article, Link, Source
from ingest.core.urls.shape import is_home, path_and_query
from ingest.errors import URLError


def evidence(id: int, article: Article, source: Source, owners: urls.Owners) -> tuple[Link, ...]:
    """The links that the article `id` declares, a target once for each relation. A home page is nobody's other version."""
    found = {(link.relation, link.target): link for link in (*_key(id, article, source, owners), *_pages(id, article, owners))}
    return tuple(found.values())


def listed(id: int, url: str, alternates: Iterable[Alternate], listing: str, owners: urls.Owners) -> tuple[Link, ...]:
    """The links that a feed or sitemap declares of the article `id`, read at `url`, a target once."""
    found = {link.target: link for link in _alternates(id, url, alternates, f"{listing} declares", owners)}
    return tuple(found.values())


def may_speak_for(listing: str, url: str) -> bool:
    """Whether what a listing says of a page is its publisher's word: an aggregator's feed cites the pages of others."""
    return urls.same_site(listing, url)


def _key(id: int, article: Article, source: Source, owners: urls.Owners) -> Iterator[Link]:
    key = owners.spelling(article.url, source).story_key(article.url)
    if key is not None:
        reason = f"{source.name} gives all languages of a text one key, {key}"
        yield Link(article=id, target=key, relation="key", basis="declared", confidence=0.98, reason=reason)


def _pages(id: int, article: Article, owners: urls.Owners) -> Iterator[Link]:
    own = article.url
    if article.canonical is not None and (target := _page(article.canonical, own, owners)):
        reason = f"declares {target} as its canonical page"
        yield Link(article=id, target=target, relation="canonical", basis="declared", confidence=0.9, reason=reason)
    yield from _alternates(id, own, article.alternates, "declares", owners)
    for citation in article.citations:
        if citation.url and (target := _page(citation.url, own, owners)):
            reason = f"names {target} as its origin" + (f': "{citation.words}"' if citation.words else "")
            yield Link(article=id, target=target, relation="citation", basis="declared", confidence=0.95, reason=reason)


def _alternates(id: int, own: str, alternates: Iterable[Alternate], said: str, owners: urls.Owners) -> Iterator[Link]:
    for alternate in alternates:
        if alternate.language.lower() == "x-default":  # where to send a reader of no listed language: often the home page
            continue
        if target := _page(alternate.url, own, owners):
            yield Link(
                article=id,
                target=target,
                relation="hreflang",
                basis="declared",
                confidence=0.95,
                reason=f"{said} {target} as the same in {alternate.language}",
                language=alternate.language,
            )


def _page(url: str, own: str, owners: urls.Owners) -> str | None:
    """The URL as its owner spells it; None when it is none, a home page, or the article's own."""
    try:
        spelling = owners.spelling(url)
        target = spelling.normalise(url)
        is_own = spelling.fold_twins(url) == owners.spelling(own).fold_twins(own)
    except URLError:
        return None
    return None if is_own or is_home(*path_and_query(target)) else target
