"""What an article's page shows of one of its versions, beyond what the views have."""

import sqlite3
from typing import Literal

import msgspec
from msgspec import Struct

from ingest.archive import markup
from ingest.core.model import Author, Image


class FieldFound(Struct, frozen=True, array_like=True):
    """How a field was found, and what else was offered: (rule, value)."""

    field: str
    rule: str
    offered: tuple[tuple[str, str], ...]


class Leaf(Struct, frozen=True, kw_only=True):
    """A version as it was read. `sha256`, `fetched_at`, `size`, `encoding`: of the page that it was read from, where one is kept."""

    markdown: str
    page_kind: str
    access: str
    publisher: str | None
    section: str | None
    modified: str | None
    found: tuple[FieldFound, ...]
    snapshot: int | None
    sha256: str | None
    fetched_at: str | None
    size: int | None
    encoding: Literal["zstd", "zstd-diff", "erased"] | None
    content_type: str
    rendered: str | None  # by what, where scripts made the page


class Belongings(Struct, frozen=True, kw_only=True):
    """What belongs to an article as it stands."""

    source_title: str
    homepage: str | None
    country: str | None
    pictures: tuple[Image, ...]
    authors: tuple[Author, ...]
    tags: tuple[str, ...]


def leaf(db: sqlite3.Connection, revision: int) -> Leaf:
    sql = """
        SELECT r.text, r.markdown, r.markup, r.page_kind, r.access, r.publisher, r.section, r.modified, r.found, r.snapshot, s.sha256,
          s.fetched_at, s.size, s.encoding, s.headers, s.rendered
        FROM revisions r LEFT JOIN snapshots s ON s.id = r.snapshot WHERE r.id = ?
    """
    row = db.execute(sql, (revision,)).fetchone()
    text, markdown, marked, page_kind, access, publisher, section, modified, found, *of_page = row
    snapshot, sha256, fetched_at, size, encoding, headers, rendered = of_page
    named = msgspec.json.decode(headers or "[]", type=tuple[tuple[str, str], ...])
    return Leaf(
        markdown=markup.unpack(text, markdown, marked),
        page_kind=page_kind,
        access=access,
        publisher=publisher,
        section=section,
        modified=modified,
        found=msgspec.json.decode(found, type=tuple[FieldFound, ...]),
        snapshot=snapshot,
        sha256=sha256,
        fetched_at=fetched_at,
        size=size,
        encoding=encoding,
        content_type=next((value for name, value in named if name.lower() == "content-type"), ""),
        rendered=rendered,
    )


def belongings(db: sqlite3.Connection, article: int) -> Belongings:
    sql = "SELECT s.title, s.homepage, s.country FROM articles a JOIN sources s ON s.id = a.source WHERE a.id = ?"
    title, homepage, country = db.execute(sql, (article,)).fetchone()
    pictures = db.execute("SELECT url, alt, caption, credit FROM images WHERE article = ? ORDER BY id", (article,))
    authors = db.execute("SELECT name, organization FROM authors WHERE article = ? ORDER BY id", (article,))
    tags = db.execute("SELECT tag FROM tags WHERE article = ? ORDER BY id", (article,))
    return Belongings(
        source_title=title,
        homepage=homepage,
        country=country,
        pictures=tuple(Image(url=url, alt=alt, caption=caption, credit=credit) for url, alt, caption, credit in pictures),
        authors=tuple(Author(name, bool(organization)) for name, organization in authors),
        tags=tuple(tag for (tag,) in tags),
    )
