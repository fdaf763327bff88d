"""A document becomes an article.

`page` parses and sets the text out as a reader meets it, `body` finds the article's text and writes it, `fields` reads what the page says
of itself, `walls` refuses what is no article. Each names the rule that decided, and what the others offered.
"""

from msgspec.structs import replace

from ingest.core.extract import walls
from ingest.core.extract.body import article_blocks, carried, render
from ingest.core.extract.fields import attachments, authors, citation, dates, images, kind, language, lead, links, publisher, title
from ingest.core.extract.page import headings, jsonld
from ingest.core.extract.page.html import Page
from ingest.core.markup import decode
from ingest.core.model import ADHOC, Article, Document, Found, Image, Source
from ingest.errors import NotAnArticle, Wall

VERSION = 13  # raised with every change of results; kept with each revision


def extract(document: Document, source: Source = ADHOC) -> Article:
    """The article of a document. Raises NotAnArticle, Wall, Unsupported or ParseError, and nothing else, for any bytes."""
    page = Page.of(document)
    root = page.tree.body
    if root is None:
        raise NotAnArticle("empty", "the page has no body")
    layout = article_blocks.layout_of(page, root, source.article)
    declared = page.first("og:title", "twitter:title") or next(iter(page.titles), "")
    own = jsonld.own(page.jsonld, page.url, declared)
    headline = title.choose(page, source, own, layout)
    told = own.get("articleBody") if own else None
    text = article_blocks.find(page, layout, source.article, headline.value, told if isinstance(told, str) else "")
    layout = text.layout
    at = headings.title_block(layout, headline.value)
    data = carried.carried(page, source.article, text, headline.value)
    if not text.told:
        _judge(page, text, headline.value, own, document.status, is_shell=data is not None)
    if data is not None:
        text, headline = data.body, _with_title(headline, data)
    is_told_by_data = data is not None and own is None
    if data is not None and own is None:
        own = data.node
    writer = render.Renderer(text.blocks)
    written = decode.clean(text.told or writer.text())
    pictures: tuple[Image, ...] = ()
    if text.box:
        first = text.box.first if at is None or data is not None else min(at, text.box.first)
        pictures = images.within(text.layout, first, text.box.last, set(text.blocks), page.base)
    opening = lead.choose(page, source, layout, headline.value)
    who = authors.choose(page, source, own, layout, at, headline.site)
    speech = language.choose(page, source, own, f"{headline.value}\n{written}")
    when = dates.choose(page, source, own, layout, at, speech.value, document.exchange.ended_at)
    place = publisher.choose(page, own)
    origin = citation.choose(page, source, text.layout, text.blocks, opening.value)
    sort = kind.choose(page, own, headline.value, text.layout, text.blocks, len(pictures))
    if not written and not pictures and sort.kind not in ("gallery", "video"):
        raise NotAnArticle("empty", "the page has a title and no text of its own")
    addresses = links.declared(page)
    found = (
        *headline.found,
        *opening.found,
        text.found,
        *who.found,
        *when.found,
        *speech.found,
        *place.found,
        *origin.found,
        *sort.found,
        *((Found("page", f"rendered by {document.rendered}"),) if document.rendered else ()),
    )
    return Article(
        url=document.url,
        title=decode.clean(headline.value),
        text=written,
        markdown=decode.clean(text.told or writer.markdown(page.base)),
        lead=decode.clean(opening.value) if opening.value else None,
        byline=who.byline,
        authors=who.value,
        publisher=place.publisher,
        published=when.published,
        modified=when.modified,
        language=speech.value,
        section=place.section,
        tags=place.tags,
        images=pictures,
        canonical=addresses.canonical,
        alternates=addresses.alternates,
        amp=addresses.amp,
        citations=origin.value,
        kind=sort.kind,
        access=sort.access,
        attachments=attachments.choose(page),
        translation=source.article.translation,
        found=_said_by(data.where, found) if data is not None and is_told_by_data else found,
    )


def _judge(page: Page, text: article_blocks.Body, headline: str, own: jsonld.Node | None, status: int, *, is_shell: bool) -> None:
    """Raises Wall or NotAnArticle for what is no article; a page whose text its scripts carry may be empty."""
    try:
        walls.judge(page, text.layout, text.blocks, headline, own, status)
    except Wall:
        raise
    except NotAnArticle as error:
        if not is_shell or error.kind not in ("shell", "empty"):
            raise


def _with_title(headline: title.Title, data: carried.ScriptBody) -> title.Title:
    """The title that the scripts' own record has: what a shell calls itself is often the site's name."""
    if data.title is None or data.is_titled or data.title.casefold() == headline.value.casefold():
        return headline
    found = Found("title", f"script data {data.where}", (("shown", headline.value),))
    return replace(headline, value=data.title, found=(found, *(one for one in headline.found if one.field != "title")))


def _said_by(where: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """What was read of the scripts' record as of JSON-LD is named as what it is."""
    return tuple(replace(one, rule=one.rule.replace("json-ld", f"script data {where}:")) for one in found)
