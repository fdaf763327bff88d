"""A feed as Atom says it (RFC 4287), written from values; what XML cannot hold is left out of it."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


class Told(Struct, frozen=True, kw_only=True):
    """One thing that a feed tells. `id`: an IRI that never changes and is no other's; `updated`: UTC text; `link`: a URL of ours;
    `via`: the publisher's; `html`: its text as markup, already safe."""

    id: str
    title: str
    updated: str
    link: str
    author: str
    published: str | None = None
    via: str | None = None
    language: str | None = None
    html: str = ""
    about: tuple[str, ...] = ()  # its categories


class Feed(Struct, frozen=True, kw_only=True):
    """`itself`: the URL of the feed; `page`: that of the page that shows the same."""

    title: str
    itself: str
    page: str
    told: tuple[Told, ...]
    updated: str  # when there is nothing to tell


def render(feed: Feed) -> str:
    """The document, in UTF-8 when it is encoded so."""
    newest = max((told.updated for told in feed.told), default=feed.updated)
    return "".join((opening(feed, newest), *map(one, feed.told), CLOSING))


CLOSING = "</feed>\n"


def opening(feed: Feed, updated: str) -> str:
    """What stands before the first thing that it tells; a feed without URLs of its own names none."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", feed.itself),
        _element("title", feed.title),
        _element("updated", updated),
    ]
    if feed.page:
        lines.append(f'<link rel="self" type="application/atom+xml" href={_attribute(feed.itself)}/>')
        lines.append(f'<link rel="alternate" type="text/html" href={_attribute(feed.page)}/>')
    lines.append("<generator>ingest</generator>")
    return "\n".join(lines) + "\n"


def one(told: Told) -> str:
    """One thing that it tells, as it stands in the document."""
    return "\n".join(_told(told)) + "\n"


def _told(one: Told) -> Iterable[str]:
    language = (
        f" xml:lang={_attribute(one.language)}" if one.language and re.fullmatch("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", one.language) else ""
    )
    yield f"<entry{language}>"
    yield _element("id", one.id)
    yield _element("title", " ".join(one.title.split()) or "Untitled")
    yield _element("updated", one.updated)
    if one.published:
        yield _element("published", one.published)
    yield f"<author>{_element('name', one.author or 'Unknown')}</author>"
    yield f'<link rel="alternate" type="text/html" href={_attribute(one.link)}/>'
    if one.via:
        yield f'<link rel="via" href={_attribute(one.via)}/>'
    for term in one.about:
        yield f"<category term={_attribute(term)}/>"
    if one.html:
        yield f'<content type="html">{_text(one.html)}</content>'
    yield "</entry>"


def _element(name: str, said: str) -> str:
    return f"<{name}>{_text(said)}</{name}>"


def _text(said: str) -> str:
    return escape(_NOT_XML.sub("", said))


def _attribute(said: str) -> str:
    return quoteattr(_NOT_XML.sub("", said))
