"""Which declared links are borne out, once both ends are known."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ingest.core.model import Relation
from ingest.core.story.group import Pair, pair

HUB = 3  # articles of one language and site that name a page: it is what they all refer to, not what each was made from
MUCH_CITED = 40  # articles that name a page, in all


class Member(Struct, frozen=True):
    """What decides of an article whether a declaration can be true of it."""

    language: str  # und: not known
    site: str


class Declared(Struct, frozen=True):
    """A declared link whose target is an article that we hold, or, `target` None, a page or key that several articles name."""

    article: int
    target: int | None
    named: str  # the URL or key
    relation: Relation
    language: str | None = None  # of the target, as declared


def borne_out(links: Iterable[Declared], members: Mapping[int, Member], unlike: Iterable[Pair] = ()) -> set[Pair]:
    """The pairs that may be joined without a look at their texts. `unlike`: pairs in one language whose texts have nothing in common.

    hreflang: only declared from both sides, and the target is in the language that it is declared to be in. Canonical and citation: not
    when the page is named by many, nor when both are in one language and unlike. Articles that name one page that we do not hold are one
    text by it; so are those that share a key.
    """
    links = list(links)
    hubs = _hubs(links, members)
    strangers = set(unlike)
    hreflang = {(link.article, link.target) for link in links if link.relation == "hreflang" and _language_fits(link, members)}
    found: set[Pair] = set()
    first: dict[tuple[str, str], int] = {}
    for link in sorted(links, key=lambda link: (link.named, link.article)):
        if link.relation == "hreflang":
            if link.target is not None and (link.target, link.article) in hreflang and (link.article, link.target) in hreflang:
                found.add(pair(link.article, link.target))
            continue
        if link.named in hubs:
            continue
        other = link.target
        if other is None and link.relation in ("citation", "key"):
            other = first.setdefault((link.relation, link.named), link.article)
        if other is not None and other != link.article and pair(link.article, other) not in strangers:
            found.add(pair(link.article, other))
    return found


def _language_fits(link: Declared, members: Mapping[int, Member]) -> bool:
    if link.target is None or link.language is None:
        return False
    found = members[link.target].language.partition("-")[0]
    return found in ("und", link.language.lower().replace("_", "-").partition("-")[0])


def _hubs(links: Iterable[Declared], members: Mapping[int, Member]) -> set[str]:
    naming: dict[str, set[int]] = {}
    for link in links:
        if link.relation in ("citation", "canonical"):
            naming.setdefault(link.named, set()).add(link.article)
    hubs = set()
    for named, articles in naming.items():
        alike = Counter(members[article] for article in articles)
        if len(articles) > MUCH_CITED or max(alike.values()) >= HUB:
            hubs.add(named)
    return hubs
