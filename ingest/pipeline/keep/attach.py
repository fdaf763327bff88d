"""The documents that an article's page links, recorded beside it."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress

from ingest.archive.write import attachments
from ingest.core.model import Attachment
from ingest.errors import URLError


def attach(
    db: sqlite3.Connection, article: int | None, linked: Iterable[Attachment], spelled: Callable[[str], str], source: int, at: str
) -> tuple[str, ...]:
    """Their URLs, as `spelled` spells them; called inside a transaction."""
    found: dict[str, Attachment] = {}
    for one in linked:
        with suppress(URLError):
            url = spelled(one.url)
            found.setdefault(url, Attachment(url, one.words))
    if article is not None and found:
        attachments.see(db, article, found.values(), source, at)
    return tuple(found)
