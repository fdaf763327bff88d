"""Rows to be handed to other programs: filtered, in the order of their ids, read some hundred at a time.

Each chunk is a query of its own, so that an export of hours holds up no writer. What is kept meanwhile is exported too.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from ingest.archive import markup
from ingest.archive.read import documents
from ingest.archive.read.article_view import LinkView, RevisionView
from ingest.archive.read.changes import ChangeView
from ingest.core.fold import query
from ingest.errors import ArchiveDamaged

What = Literal["articles", "revisions", "stories", "links", "changes"]
_CHUNK = 500  # rows of one query

_Row = TypeVar("_Row", bound=Struct)


class Wanted(Struct, frozen=True, kw_only=True):
    """Which articles are asked for, with what belongs to them; what is empty asks for all. Times are UTC text."""

    words: str = ""  # as `ingest search` reads them
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None  # published, or else first seen
    until: str | None = None  # before then
    changed_since: str | None = None  # a version of it was seen then or later
    story: int | None = None
    after: int = 0  # rows with greater ids alone


class ExportedArticle(Struct, frozen=True, kw_only=True):
    """An article as it stands, with what belongs to it."""

    id: int
    url: str
    source: str
    country: str | None
    language: str
    title: str
    byline: str | None
    authors: tuple[str, ...]
    publisher: str | None
    section: str | None
    tags: tuple[str, ...]
    lead: str | None
    text: str
    markdown: str
    published: str | None
    published_at: str | None
    modified_at: str | None
    first_seen_at: str
    seen_at: str  # when its text was first seen as it stands
    last_confirmed_at: str | None
    state: str
    gone_at: str | None
    removal: str | None
    translation: str | None
    story: int | None
    versions: int
    fingerprint: str
    sha256: str | None  # of the page that the text was read from
    media: str | None  # of a document: pdf, docx, ...; null: a page
    pages: int | None  # of a document
    attachments: tuple[str, ...]  # URLs of the documents that its page links


class ExportedStory(Struct, frozen=True, kw_only=True):
    """A story, and the ids of its articles."""

    id: int
    origin: int | None
    languages: tuple[str, ...]
    publishers: int
    first_published_at: str | None
    newest_at: str | None
    articles: tuple[int, ...]


class ExportedPage(Struct, frozen=True, kw_only=True):
    """The bytes of one answer, with the headers of both sides and what was read of it."""

    id: int
    url: str
    fetched_at: str
    status: int
    sha256: str
    request_headers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes
    title: str | None
    language: str | None
    text: str | None
    is_repeated: bool = False  # the archive has its bytes more than once
    rendered: str | None = None  # by what, of a page as its scripts left it
    made_from: "ExportedPage | None" = None  # then: the answer


_ARTICLES = """
    SELECT a.id, u.url, s.name AS source, s.country, a.language, r.title, r.byline,
      (SELECT json_group_array(name) FROM (SELECT name FROM authors WHERE article = a.id ORDER BY id)) AS authors, r.publisher, r.section,
      (SELECT json_group_array(tag) FROM (SELECT tag FROM tags WHERE article = a.id ORDER BY id)) AS tags,
      r.lead, r.text, r.markdown, r.markup,
      r.published, r.published_at, r.modified_at, a.first_seen_at, r.seen_at,
      (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id) AS last_confirmed_at,
      a.state, a.gone_at, a.removal, a.translation, a.story,
      (SELECT count(*) FROM v_revisions v WHERE v.article = a.id AND NOT v.repeats) AS versions,
      r.fingerprint, k.sha256, f.media, f.pages,
      (SELECT json_group_array(url) FROM (SELECT t.url FROM v_attachments t WHERE t.article = a.id ORDER BY t.id)) AS attachments
    FROM articles a JOIN revisions r ON r.id = a.revision JOIN sources s ON s.id = a.source JOIN urls u ON u.id = a.url
    LEFT JOIN snapshots k ON k.id = r.snapshot LEFT JOIN document_forms f ON f.revision = r.id
"""
_STORIES = """
    SELECT t.id, t.origin, t.languages, t.publishers, t.first_published_at, t.newest_at,
      (SELECT json_group_array(id) FROM (SELECT id FROM articles WHERE story = t.id ORDER BY id)) AS articles
    FROM stories t
"""
# what -> (the query, its id, the condition that its row belongs to one of the articles, the columns that are JSON, the type of a row)
_QUERIES: dict[str, tuple[str, str, str, tuple[str, ...], type[Struct]]] = {
    "articles": (_ARTICLES, "a.id", "a.id IN", ("authors", "tags", "attachments"), ExportedArticle),
    "revisions": ("SELECT r.* FROM v_revisions r", "r.id", "r.article IN", (), RevisionView),
    "stories": (_STORIES, "t.id", "t.id IN (SELECT story FROM articles WHERE id IN", ("articles",), ExportedStory),
    "links": ("SELECT l.* FROM v_links l", "l.id", "l.article IN", (), LinkView),
    "changes": ("SELECT c.* FROM v_changes c", "c.revision", "c.article IN", (), ChangeView),
}


def rows(db: sqlite3.Connection, what: What, wanted: Wanted) -> Iterator[Struct]:
    """What is asked for, each row typed, by id."""
    sql, id, belongs, of_json, kind = _QUERIES[what]
    among, values = _among(wanted)
    condition = f" AND {belongs} ({among}{')' if '(' in belongs else ''})" if among else ""
    whole = f"{sql} WHERE {id} > :after{condition} ORDER BY {id} LIMIT {_CHUNK}"
    column = id.partition(".")[2]
    after = wanted.after
    while True:
        cursor = db.execute(whole, values | {"after": after})
        names = [name for name, *_ in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor]
        for row in found:
            for name in of_json:
                row[name] = msgspec.json.decode(row[name])
            if what == "articles":
                row["markdown"] = markup.unpack(row["text"], row["markdown"], row.pop("markup"))
            if what == "stories":
                row["languages"] = row["languages"].split()
            yield msgspec.convert(row, kind, strict=False)
        if len(found) < _CHUNK:
            return
        after = found[-1][column]


def count(db: sqlite3.Connection, wanted: Wanted) -> int:
    """How many articles are asked for."""
    among, values = _among(wanted)
    sql = f"SELECT count(*) FROM articles WHERE id > :after{f' AND id IN ({among})' if among else ''}"
    return int(db.execute(sql, values | {"after": wanted.after}).fetchone()[0])


def newest_at(db: sqlite3.Connection) -> str | None:
    """When the newest version was seen; None: there is none."""
    found: str | None = db.execute("SELECT max(seen_at) FROM revisions").fetchone()[0]
    return found


def type_of(what: What) -> type[Struct]:
    """The type of the rows."""
    return _QUERIES[what][4]


# of a snapshot `k` and its URL `u`
_ANSWER = "k.id, u.url, k.fetched_at, k.status, k.sha256, k.request_headers, k.headers"


def pages(db: sqlite3.Connection, wanted: Wanted, *, alone: bool = False) -> Iterator[ExportedPage]:
    """Every page that a version of the articles was read from and that was not erased, by id. Raises ArchiveDamaged.

    `alone`: each is for a file of its own, in which nothing is repeated.
    """
    among, values = _among(wanted)
    sql = f"""
        SELECT {_ANSWER}, r.title, a.language, r.text, k.rendered, k.made_from
        FROM snapshots k JOIN urls u ON u.id = k.url JOIN revisions r ON r.snapshot = k.id JOIN articles a ON a.id = r.article
        WHERE k.id > :after AND k.encoding != 'erased'{f" AND a.id IN ({among})" if among else ""}
        GROUP BY k.id ORDER BY k.id LIMIT {_CHUNK}
    """
    after = wanted.after
    repeated = frozenset() if alone else _repeated(db)
    while True:
        found = db.execute(sql, values | {"after": after}).fetchall()
        for row in found:
            yield _page(db, row, is_repeated=row[4] in repeated)
        if len(found) < _CHUNK:
            return
        after = found[-1][0]


def _page(db: sqlite3.Connection, row: tuple[Any, ...], *, is_repeated: bool = False) -> ExportedPage:
    id, url, at, status, sha256, asked, answered, title, language, text, rendered, made_from = row
    return ExportedPage(
        id=id,
        url=url,
        fetched_at=at,
        status=status,
        sha256=sha256,
        request_headers=_headers(asked),
        headers=_headers(answered),
        body=_body(db, id),
        is_repeated=is_repeated,
        title=title,
        language=language,
        text=text,
        rendered=rendered,
        made_from=_answer(db, made_from) if made_from is not None else None,
    )


def _repeated(db: sqlite3.Connection) -> frozenset[str]:
    """The hashes of bytes that the archive has more than once: few, however many pages it has."""
    return frozenset(sha256 for (sha256,) in db.execute("SELECT sha256 FROM snapshots GROUP BY sha256 HAVING count(*) > 1"))


def _answer(db: sqlite3.Connection, snapshot: int) -> ExportedPage:
    """What a page was rendered from: nothing was read of it."""
    sql = f"SELECT {_ANSWER}, NULL, NULL, NULL, NULL, NULL FROM snapshots k JOIN urls u ON u.id = k.url WHERE k.id = ?"
    return _page(db, db.execute(sql, (snapshot,)).fetchone())


def _body(db: sqlite3.Connection, snapshot: int) -> bytes:
    body = documents.body(db, snapshot)
    if body is None:
        raise ArchiveDamaged(f"snapshot {snapshot} has no bytes, and was not erased")
    return body


def _headers(said: str) -> tuple[tuple[str, str], ...]:
    return msgspec.json.decode(said, type=tuple[tuple[str, str], ...])


def _among(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """A query for the ids of the articles that are asked for, empty for all, and its values."""
    parts: list[str] = []
    values: dict[str, object] = {}
    if wanted.words:
        parts.append("id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match)")
        values["match"] = query(wanted.words) or '""'
    for name, column in (("languages", "language"), ("sources", "source")):
        if some := getattr(wanted, name):
            marks = [f":{name}{at}" for at in range(len(some))]
            values |= {f"{name}{at}": value for at, value in enumerate(some)}
            listed = f"({', '.join(marks)})"
            parts.append(f"{column} IN {listed}" if column == "language" else f"source IN (SELECT id FROM sources WHERE name IN {listed})")
    if wanted.since:
        parts.append("id IN (SELECT article FROM article_dates WHERE dated_at >= :since)")
    if wanted.until:
        parts.append("id IN (SELECT article FROM article_dates WHERE dated_at < :until)")
    if wanted.changed_since:
        parts.append("id IN (SELECT article FROM revisions WHERE seen_at >= :changed_since)")
    if wanted.story is not None:
        parts.append("story = ifnull((SELECT story FROM story_redirects WHERE id = :story), :story)")
    values |= {name: getattr(wanted, name) for name in ("since", "until", "changed_since", "story") if getattr(wanted, name) is not None}
    return (f"SELECT id FROM articles WHERE {' AND '.join(parts)}" if parts else ""), values
