"""The language of the article: what the page declares, checked against its text.

`<html lang>` is right on .93 of the pages; wrong are templates that keep `en`, a `content-language` of the publisher's other edition,
and translations under the original's tag. A text of some sentences says plainly what it is in, so it may overrule; a short one may not.
"""

from collections.abc import Iterator

from msgspec import Struct

from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.sentences import ends_sentence
from ingest.core.language.identify import Speech
from ingest.core.language.tags import tag
from ingest.core.model import Found, Source

_LOOKED_AT = 4_000  # characters
_ENOUGH = 250  # characters of sentences


class Language(Struct, frozen=True):
    value: str | None
    found: tuple[Found, ...]


def choose(page: Page, source: Source, own: jsonld.Node | None, text: str) -> Language:
    """`text` is the article's, title and body."""
    offers = [(rule, language) for rule, said in _declared(page, source, own) if (language := tag(said))]
    speech = Speech(_sentences(text))
    chosen = next((offer for offer in offers if not speech.excludes(offer[1])), None)
    if chosen is None and speech.language is None:
        return Language(None, ())
    rule, language = chosen or ("text", speech.language or "")
    if language.startswith("zh") and speech.script == "zh":
        language = speech.language or language
    others = tuple(offer for offer in offers if offer[0] != rule)
    return Language(language, (Found("language", rule, others),))


def _sentences(text: str) -> str:
    """The text without the title and the lines that are no sentences, if enough is left: headings are often in another language."""
    lines = text[:_LOOKED_AT].split("\n")
    said = "\n".join(line for line in lines[1:] if ends_sentence(line))
    return said if len(said) >= _ENOUGH else text


def _declared(page: Page, source: Source, own: jsonld.Node | None) -> Iterator[tuple[str, str]]:
    if page.language:
        yield "html lang", page.language
    if own:
        for said in jsonld.texts(own.get("inLanguage")):
            yield "json-ld inLanguage", said
    for name in ("og:locale", "content-language", "language", "dc.language", "dcterms.language"):
        for _, text in page.said(name):
            yield f"meta {name}", text.split(",")[0]
    if header := page.header("content-language"):
        yield "header content-language", header.split(",")[0]
    if source.language:
        yield "source", source.language
