"""Where a page may say a date: in its data, its markup, its address, its scripts. What each says, not which is believed."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ingest.core.dates import moments
from ingest.core.dates.moments import FoundDate, Habits
from ingest.core.extract.page import dateline, jsonld
from ingest.core.extract.page.html import Page
from ingest.core.model import Moment
from ingest.core.patterns import lazy

DateOffer = tuple[str, Moment]  # rule, what it read

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "published_at", "publish-date", "publishdate", "publish_date", "published_time", "pubdate", "pub_date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "bt:pubdate", "dc.date.issued", "dcterms.issued", "article:post_date",
    "article.published", "article_date_original", "originalpublicationdate",
    "citation_publication_date", "citation_date", "citation_online_date", "prism.publicationdate", "article:publicationdate",
    "ptime", "rnews:datepublished", "timestamp",
)  # fmt: skip
CREATED_META = ("dc.date.created", "dcterms.created", "datecreated")  # a page that was begun, or moved, may appear much later
LOOSE_META = ("date", "dc.date", "dcterms.date", "dcterms.available", "created", "time", "og:pubdate", "releasedate", "release_date")
MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "article:modified", "datemodified", "og:updated_time", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "modified_time", "article:updated_time", "bt:moddate", "updated_time",
    "dateupdated", "revised",
)  # fmt: skip

_IN_URL = lazy(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_.-])(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9](?=[/_.]|\Z))|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?![\da-z])"
)
_IN_URL_WORD = lazy(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/)")
_CLOCK_WIDGET = lazy(r"current|today|(?<![a-z])now(?![a-z])|live-?date|server-?time", re.IGNORECASE)
_SCRIPT_NAME = lazy(
    r"[\"'](?=[dfpcr])(?:date_?|first_?)?(?:publi(?:sh(?:ed)?|cation)(?:_?(?:at|date|time|on))?|pub_?date|created_?(?:at|on|date)|date_?created|release_?date)[\"']"
    r"\s*:\s*[\"']?(\d[\dT:.+Z /-]{8,30})",
    re.IGNORECASE,
)
_MARKED = (
    "[itemprop=datePublished], [property=datePublished], [pubdate], [property~='schema:datePublished'], "
    "[property~='schema:dateCreated'][content], [property~='dc:created'][content], [property~='dc:issued'][content]"
)
_ARTICLES_FOOT = "article > footer, .node > footer"
_FOOTLINE = 200  # characters


def of_node(node: jsonld.Node, names: tuple[str, ...], habits: Habits) -> Iterator[DateOffer]:
    for name in names:
        for text in jsonld.texts(node.get(name)):
            if moment := moments.first(text, habits):
                yield f"json-ld {name}", moment


def of_meta(page: Page, names: tuple[str, ...], habits: Habits) -> Iterator[DateOffer]:
    for name, text in page.said(*names):
        if moment := moments.first(text, habits):
            yield f"meta {name}", moment


def selected(page: Page, selector: str, habits: Habits) -> Iterator[DateOffer]:
    for node in page.tree.css(selector):
        if moment := moments.first(_said(node), habits):
            yield "article.date", moment


def marked(page: Page, habits: Habits) -> Iterator[DateOffer]:
    for node in page.tree.css(_MARKED):
        if moment := moments.first(_said(node), habits):
            yield "itemprop datePublished", moment


def times(page: Page, habits: Habits) -> Iterator[DateOffer]:
    for node in page.elements("time"):
        attributes = node.attributes
        if _CLOCK_WIDGET.search(f"{attributes.get('id')} {attributes.get('class')}"):  # it shows when the page was asked for
            continue
        if moment := moments.first(_said(node), habits):
            yield "time element", moment


def of_scripts(page: Page, habits: Habits) -> Iterator[DateOffer]:
    """Pages that scripts write carry what they write as JSON."""
    for script in page.elements("script"):
        if "src" in script.attributes:
            continue
        for match in _SCRIPT_NAME.finditer(script.text()):
            if moment := moments.first(match[1], habits):
                yield "script", moment


def of_url(url: str, rule: str, habits: Habits) -> Iterator[DateOffer]:
    if match := _IN_URL.search(url):
        year, _, month, day, compact_month, compact_day = match.groups()
        said = f"{year}-{month or compact_month}-{day or compact_day}"
    elif match := _IN_URL_WORD.search(url):
        said = " ".join(match.groups()[::-1])
    else:
        return
    if moment := moments.first(said, habits):
        yield rule, moment


def _said(node: LexborNode) -> str:
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("content") or attributes.get("title") or node.text()


def _stands_above_text(foot: LexborNode) -> bool:
    """Whether more than a line follows the foot of an article."""
    after, at = 0, foot.next
    while at is not None and after < _FOOTLINE:
        after += len(at.text())
        at = at.next
    return after >= _FOOTLINE


def in_feet(page: Page, habits: Habits) -> Iterator[FoundDate]:
    """The datelines in the foot of an article that a CMS sets above its text: "Submitted by ... on ..."."""
    for node in page.tree.css(_ARTICLES_FOOT):
        if _stands_above_text(node):
            for reading, role in dateline.in_line(" ".join(node.text(separator=" ").split()), habits):
                if role == "dateline":
                    yield reading
