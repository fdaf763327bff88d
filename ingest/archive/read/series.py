"""Series: articles of one language that fill one template, each a text of its own, as the stories' judgement told them apart."""

import json
import sqlite3
from itertools import pairwise

from msgspec import Struct, structs

from ingest.archive.story_index.other_numbers import others
from ingest.archive.story_index.story_links import texts_of
from ingest.core.story.series.laid import lay
from ingest.core.story.series.slots import same_places

_MOST = 400  # numbers that are looked for
_PLACES = 12  # of two numbers that are shown


class SeriesNumber(Struct, frozen=True, kw_only=True):
    """An article of a series. `differs`: what the number before has in a place, and this one."""

    article: int
    title: str
    source: str
    url: str
    published: str | None
    first_seen_at: str
    story: int | None
    differs: tuple[tuple[str, str], ...] = ()


class SeriesRow(Struct, frozen=True, kw_only=True):
    """A series in a list, from the day of its first article to that of its last; the rest is said of the one that came last."""

    series: int
    articles: int
    first: str
    last: str
    source: str
    language: str | None
    title: str


def listed(db: sqlite3.Connection, *, source: str | None, limit: int) -> tuple[SeriesRow, ...]:
    """The series that are known, the one that an article came to last first. `source`: those of it alone, by its name."""
    sql = """
        WITH known AS (SELECT series, count(*) AS articles, max(id) AS last FROM articles WHERE series IS NOT NULL GROUP BY series),
        shown AS (
            SELECT k.series, k.articles, k.last, v.source, v.language, v.title FROM known k JOIN v_articles v ON v.id = k.last
            WHERE ?1 IS NULL OR v.source = ?1 ORDER BY k.last DESC LIMIT ?2
        )
        SELECT series, articles,
            (SELECT min(ifnull(v.published, v.first_seen_at)) FROM v_articles v WHERE v.series = s.series),
            (SELECT max(ifnull(v.published, v.first_seen_at)) FROM v_articles v WHERE v.series = s.series),
            source, language, title
        FROM shown s ORDER BY last DESC
    """
    rows = db.execute(sql, (source, limit)).fetchall()
    return tuple(SeriesRow(**dict(zip(SeriesRow.__struct_fields__, row, strict=True))) for row in rows)


def numbers(db: sqlite3.Connection, article: int) -> tuple[SeriesNumber, ...]:
    """The series of an article, itself included, by day; nothing where no other number is known. Of articles that are one text only one."""
    reached, wave = {article}, {article}
    while wave and len(reached) < _MOST:
        wave = {other for found in others(db, wave).values() for other in found} - reached
        reached |= wave
    if len(reached) == 1:
        return ()
    sql = """
        SELECT v.id, v.title, v.source, v.url, v.published, v.first_seen_at, v.story
        FROM v_articles v JOIN v_articles own ON own.id = ?1
        WHERE v.id IN (SELECT value FROM json_each(?2)) AND v.language = own.language
        ORDER BY v.id != own.id, v.source != own.source, v.id
    """
    one_a_story: dict[int, SeriesNumber] = {}
    for id, title, source, url, published, first_seen_at, story in db.execute(sql, (article, json.dumps(sorted(reached)))):
        found = SeriesNumber(article=id, title=title, source=source, url=url, published=published, first_seen_at=first_seen_at, story=story)
        one_a_story.setdefault(-id if story is None else story, found)
    kept = sorted(one_a_story.values(), key=lambda one: (one.published or one.first_seen_at, one.article))
    return tuple(kept) if len(kept) > 1 else ()


def compared(db: sqlite3.Connection, series: tuple[SeriesNumber, ...]) -> tuple[SeriesNumber, ...]:
    """The same, each with what differs from the one before."""
    texts = texts_of(db, [one.article for one in series])
    laid = [lay(text.title, text.text, text.language) for one in series for text in (texts[one.article],)]
    told = [tuple((slot.here, slot.there) for slot in same_places(a, b).slots)[:_PLACES] for a, b in pairwise(laid)]
    return (*series[:1], *(structs.replace(one, differs=differs) for one, differs in zip(series[1:], told, strict=True)))
