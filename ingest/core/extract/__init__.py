"""A document becomes an article.

`extract` composes the rules, one module each: `page` parses, `layout` sets the text out as a reader meets it, `title`, `dates` and
`authors` read what the page says of itself, `body` finds the text, `render` writes it. Each says which of its rules decided.
"""

import html
import re

from ingest.core import decode
from ingest.core.extract import about, authors, body, citation, dates, images, jsonld, kind, language, links, render, title, walls
from ingest.core.extract.layout import Layout
from ingest.core.extract.page import Page
from ingest.core.model import ADHOC, Article, Document, Source
from ingest.errors import NotAnArticle

VERSION = 1  # raised with every change of results; kept with each revision

_TAG = re.compile(r"<[^>]{0,2000}>")


def extract(document: Document, source: Source = ADHOC) -> Article:
    """The article of a document. Raises NotAnArticle, Wall, Unsupported or ParseError, and nothing else, for any bytes."""
    page = Page.of(document)
    if page.body is None:
        raise NotAnArticle("empty", "the page has no body")
    layout = Layout(page.body)
    declared = page.first("og:title", "twitter:title") or (page.titles[0] if page.titles else "")
    own = jsonld.own(page.jsonld, page.url, declared)
    headline = title.choose(page, source, own)
    told = own.get("articleBody") if own else None
    told_text = _TAG.sub(" ", html.unescape(told)) if isinstance(told, str) else ""
    found = body.find(layout, headline.value or declared, page.first("og:description", "description") or "", told_text)
    walls.judge(page, layout, found.blocks, headline.value, own, document.status)
    when = dates.choose(page, source, own, layout, headline.value, document.exchange.ended_at)
    who = authors.choose(page, source, own, layout, headline.value)
    text = decode.clean(found.told or render.text(found.blocks))
    pictures = images.within(layout, found.box, set(found.blocks), page.base) if found.box else ()
    tongue = language.choose(page, source, own, f"{headline.value}\n{text}")
    told_of = about.choose(page, own)
    addresses = links.declared(page)
    cited = citation.choose(page, source, layout, found.blocks, None)
    sort = kind.choose(page, own, headline.value, layout, found.blocks, len(pictures))
    return Article(
        url=document.url,
        title=decode.clean(headline.value),
        text=text,
        markdown=decode.clean(found.told or render.markdown(found.blocks, page.base)),
        byline=who.byline,
        authors=who.value,
        published=when.published,
        modified=when.modified,
        publisher=told_of.publisher,
        language=tongue.value,
        section=told_of.section,
        tags=told_of.tags,
        images=pictures,
        canonical=addresses.canonical,
        alternates=addresses.alternates,
        amp=addresses.amp,
        citations=cited.value,
        kind=sort.kind,
        access=sort.access,
        translation=source.article.translation,
        found=(*headline.found, found.found, *when.found, *who.found, *tongue.found, *told_of.found, *cited.found, *sort.found),
    )
