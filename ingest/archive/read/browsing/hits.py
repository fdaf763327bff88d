"""Articles that answer a question of words and facets, in a bounded window of those that were kept last."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, to_builtins

from ingest.archive.read.attachments import page_of
from ingest.archive.read.search import having_phrase
from ingest.core.fold import excerpt_at, query
from ingest.core.ranking import Ranking

LOOKED_AT = 20_000  # articles that hold the words and are looked at, the newest: a common word would take the whole archive
WINDOW = 1_000  # of those, that are counted and put in order
RANKED = 400  # of those, that are weighed by how well they answer
# An index answers each alone. Language and state are too common to be gathered first.
_AMONG = {
    "source": "SELECT id FROM articles WHERE source = (SELECT id FROM sources WHERE name = :source)",
    "month": "SELECT article AS id FROM article_dates WHERE dated_at >= :month || '-' AND dated_at < :month || '-~'",
    "day": "SELECT id FROM articles WHERE first_seen_at >= :day || 'T' AND first_seen_at < :day || 'T~'",
}
_ALONE = _AMONG | {
    "gone": "SELECT id FROM articles WHERE state = 'gone'",
    "language": "SELECT id FROM articles WHERE language = :language",
}
_WHERE = {
    "language": "a.language = :language",
    "source": "s.name = :source",
    "country": "s.country = :country",
    "month": "substr(d.dated_at, 1, 7) = :month",
    "kind": "r.page_kind = :kind",
    "state": "a.state = :state",
    "day": "substr(a.first_seen_at, 1, 10) = :day",
}

_NEWS = "NOT EXISTS (SELECT 1 FROM walked WHERE article = a.id)"


class ArticlesAsked(Struct, frozen=True, kw_only=True):
    """A question; what is None asks for all. `before`: an article, so that only those that were kept earlier are looked at."""

    words: str = ""
    language: str | None = None
    source: str | None = None  # its name
    country: str | None = None
    month: str | None = None  # of publication, or else of when it was first seen: `2024-12`
    kind: str | None = None  # of its page
    state: str | None = None
    day: str | None = None  # on which it was first seen, UTC
    before: int | None = None
    best: bool = False  # first those that answer best, not the newest


class Answering(Struct, frozen=True):
    """An article that answers, as far as it is counted."""

    id: int
    source: str
    language: str
    country: str | None
    month: str
    kind: str
    state: str
    dated_at: str


class Sister(Struct, frozen=True):
    """Another article of a hit's story."""

    article: int
    language: str
    title: str


class HitShown(Struct, frozen=True, kw_only=True):
    """An article in a list. `marks`: (start, end) of each match in `excerpt`, which is cut from the original text."""

    id: int
    url: str
    source: str
    source_title: str
    language: str
    title: str
    published: str | None
    first_seen_at: str
    state: str
    story: int | None
    translation: str | None
    excerpt: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    sisters: tuple[Sister, ...] = ()
    media: str | None = None  # of a document: pdf, docx, ...
    page: int | None = None  # of a document: on which the excerpt stands


class Answers(Struct, frozen=True, kw_only=True):
    """What answers. `articles` are in the order that was asked for; `further`: from where to look on in what was kept earlier."""

    articles: tuple[Answering, ...]
    further: int | None

    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """Of each facet its values and how many articles have them, the most frequent first; months the newest first."""
        counted: dict[str, Counter[str]] = {
            name: Counter(str(getattr(one, name)) for one in self.articles if getattr(one, name) is not None)
            for name in ("language", "source", "country", "month", "kind", "state")
        }
        found = {name: sorted(counts.items(), key=lambda one: (-one[1], one[0])) for name, counts in counted.items()}
        found["month"].sort(reverse=True)
        return found


def find(db: sqlite3.Connection, asked: ArticlesAsked, *, news: bool = False) -> Answers:
    """The newest articles that answer, at most `WINDOW` of them, of at most `LOOKED_AT` that hold the words. Words that hold nothing to
    search for find nothing. `news`: without what a walk over older pages brought.
    """
    match = query(asked.words)
    if asked.words.strip() and not match:
        return Answers(articles=(), further=None)
    values = to_builtins(asked) | {"match": match, "before": asked.before or 1 << 62, "looked_at": LOOKED_AT, "window": WINDOW + 1}
    looked_at = _looked_at(asked, match)
    where = " AND ".join(["1", *(clause for name, clause in _WHERE.items() if values[name] is not None), *([_NEWS] if news else [])])
    sql = f"""
        SELECT a.id, s.name, a.language, s.country, substr(d.dated_at, 1, 7), r.page_kind, a.state, d.dated_at
        FROM ({looked_at}) looked CROSS JOIN articles a ON a.id = looked.id JOIN article_dates d ON d.article = a.id
        JOIN revisions r ON r.id = a.revision JOIN sources s ON s.id = a.source
        WHERE {where} LIMIT :window
    """  # in the order of what is looked at: to ask for it again would take all of that first
    rows = [Answering(*row) for row in db.execute(sql, values)]
    further = rows[WINDOW - 1].id if len(rows) > WINDOW else _end_of_look(db, looked_at, values)
    return Answers(articles=tuple(_in_order(db, rows[:WINDOW], asked)), further=further)


def shown(db: sqlite3.Connection, articles: Sequence[int], words: str = "", width: int = 220) -> tuple[HitShown, ...]:
    """Articles as a list shows them, in the order given."""
    sql = """
        SELECT a.id, u.url, s.name, s.title, a.language, r.title, r.published, a.first_seen_at, a.state, a.story, a.translation,
          ifnull(r.lead, ''), r.text, f.media, f.starts
        FROM json_each(?) wanted JOIN articles a ON a.id = wanted.value JOIN revisions r ON r.id = a.revision
        JOIN sources s ON s.id = a.source JOIN urls u ON u.id = a.url LEFT JOIN document_forms f ON f.revision = r.id ORDER BY wanted.key
    """
    rows = db.execute(sql, (json.dumps(list(articles)),)).fetchall()
    sisters = sisters_of(db, {row[9] for row in rows if row[9] is not None})
    found = []
    for id, url, source, source_title, language, title, published, seen, state, story, translation, lead, text, media, starts in rows:
        place, piece, marks = excerpt_at(text, words, width) if words else excerpt_at(lead or text, "", width)
        found.append(
            HitShown(
                id=id,
                url=url,
                source=source,
                source_title=source_title,
                language=language,
                title=title,
                published=published,
                first_seen_at=seen,
                state=state,
                story=story,
                translation=translation,
                excerpt=piece,
                marks=marks,
                media=media,
                page=page_of(starts, place, marks),
                sisters=_others(sisters.get(story, ()), id, language),
            )
        )
    return tuple(found)


def sisters_of(db: sqlite3.Connection, stories: Iterable[int]) -> dict[int, tuple[Sister, ...]]:
    """The articles of each story."""
    sql = """
        SELECT a.story, a.id, a.language, a.title FROM json_each(?) wanted JOIN articles a ON a.story = wanted.value
        ORDER BY a.language, a.id
    """
    found: dict[int, list[Sister]] = {}
    for story, *rest in db.execute(sql, (json.dumps(sorted(stories)),)):
        found.setdefault(story, []).append(Sister(*rest))
    return {story: tuple(articles) for story, articles in found.items()}


def _others(articles: Iterable[Sister], id: int, language: str) -> tuple[Sister, ...]:
    """One article of each other language."""
    by_language = {one.language: one for one in articles if one.article != id and one.language != language}
    return tuple(by_language.values())


def _looked_at(asked: ArticlesAsked, match: str) -> str:
    """The statement of the articles that are looked at: by words and by what narrows them at once, or by what narrows them most."""
    end = "ORDER BY id DESC LIMIT :looked_at"
    if match:
        # The plus keeps SQLite from asking FTS5 once for each article that may be found.
        among = "".join(f" AND +rowid IN ({sql})" for name, sql in _AMONG.items() if getattr(asked, name) is not None)
        return f"SELECT rowid AS id FROM articles_fts WHERE articles_fts MATCH :match AND rowid < :before{among} {end}"
    narrowest = next((name for name in ("day", "month", "source") if getattr(asked, name) is not None), None)
    if narrowest is None:
        narrowest = "gone" if asked.state == "gone" else "language" if asked.language is not None else None
    if narrowest is None:
        return f"SELECT id FROM articles WHERE id < :before {end}"
    return f"SELECT * FROM ({_ALONE[narrowest]}) WHERE id < :before {end}"


def _end_of_look(db: sqlite3.Connection, looked_at: str, values: dict[str, object]) -> int | None:
    """The oldest article that was looked at, where there were more to look at than were."""
    count, oldest = db.execute(f"SELECT count(*), min(id) FROM ({looked_at})", values).fetchone()
    return oldest if count == LOOKED_AT else None


def _in_order(db: sqlite3.Connection, rows: list[Answering], asked: ArticlesAsked) -> list[Answering]:
    """The newest first; where the best are asked for, of the newest `RANKED` those first that answer best."""
    rows.sort(key=lambda one: (one.dated_at, one.id), reverse=True)
    if not asked.best or not asked.words:
        return rows
    ranking = Ranking(asked.words)
    first = rows[:RANKED]
    sql = """
        SELECT a.id, a.title, r.text FROM json_each(?) wanted JOIN articles a ON a.id = wanted.value
        JOIN revisions r ON r.id = a.revision
    """
    in_order = having_phrase(db, ranking, [one.id for one in first])
    texts = db.execute(sql, (json.dumps([one.id for one in first]),))
    rank = {id: ranking.of(title, text, has_phrase=id in in_order) for id, title, text in texts}
    return [*sorted(first, key=lambda one: rank[one.id]), *rows[RANKED:]]  # stable: the newest first among equals
