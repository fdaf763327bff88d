"""The articles that a page met for the first time may be, at an address that an editor changed without a redirect."""

import sqlite3
from itertools import islice

from ingest.archive.read import known
from ingest.core.judgement import is_renamed
from ingest.core.model import Document
from ingest.core.parsed import Parsed
from ingest.pipeline.keep.article import read_page
from ingest.pipeline.keep.looked import Look

_MOST = 3  # looks that one page may cost


def older(db: sqlite3.Connection, look: Look, document: Document, parsed: Parsed) -> tuple[str, ...]:
    """The URLs of articles of the same day, source and text that this run has not asked for, the newest first."""
    page = read_page(look, document, parsed)
    if look.article is not None or look.run is None or page.published_at is None or look.imported:
        return ()
    if look.owners.spelling(document.url, look.source).rules.key is not None:  # the address tells which article it is
        return ()
    found = known.elsewhere(db, look.source_id, page.language, page.published_at[:10], look.run)
    others = (url for url, published_at, text in found if url not in (page.url, look.url) and is_renamed(url, published_at, text, page))
    return tuple(islice(others, _MOST))
