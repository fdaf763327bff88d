"""A document becomes an article.

`extract` composes the rules, one module each: `page` parses, `title`, `dates`, `authors`, `language`, `links`, `citation` and
`kind` read what the page says of itself, `body` finds the text. Each says which of its rules decided.
"""

from ingest.core.extract.page import Page
from ingest.core.model import ADHOC, Article, Document, Source

VERSION = 1  # raised with every change of results; kept with each revision


def extract(document: Document, source: Source = ADHOC) -> Article:
    """The article of a document. Raises NotAnArticle, Wall, Unsupported or ParseError, and nothing else, for any bytes."""
    page = Page.of(document)
    body = page.body
    return Article(url=document.url, title=page.first("og:title") or "", text=body.text(separator="\n", strip=True) if body else "")
