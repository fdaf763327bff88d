"""Which article of a story its text likely came from."""

import json
import sqlite3
from collections.abc import Sequence

from ingest.archive.read.named_origins import named_in
from ingest.archive.story_index.story_links import articles_by_url
from ingest.core.story.versions.origin import Telling, likely_origin


def origin(db: sqlite3.Connection, articles: Sequence[int]) -> int:
    """See `likely_origin`."""
    if len(articles) == 1:
        return articles[0]
    naming = _naming(db, articles)
    named = {other for _, other in naming}
    by_naming = {article for article, _ in naming}
    sql = """
        SELECT a.id, a.translation IS NOT NULL, ifnull(r.published_at, a.first_seen_at), a.language != ifnull(s.language, a.language),
          a.identity, a.language
        FROM articles a JOIN revisions r ON r.id = a.revision JOIN sources s ON s.id = a.source
        WHERE a.id IN (SELECT value FROM json_each(?))
    """
    return likely_origin(
        Telling(
            translated=bool(translated),
            names_another=article in by_naming,
            date=date,
            unnamed=article not in named,
            foreign=bool(foreign),
            identity=identity,
            language=language,
            article=article,
        )
        for article, translated, date, foreign, identity, language in db.execute(sql, (json.dumps(articles),))
    )


def _naming(db: sqlite3.Connection, articles: Sequence[int]) -> set[tuple[int, int]]:
    """(article, another that it names as its origin), by a link or in words."""
    sql = """
        SELECT article, target FROM v_links
        WHERE article IN (SELECT value FROM json_each(?)) AND relation IN ('citation', 'canonical')
    """
    links = db.execute(sql, (json.dumps(articles),)).fetchall()
    held = articles_by_url(db, {target for _, target in links})
    found = {(article, other) for article, target in links for other in held[target] & set(articles)}
    found |= {(article, one.article) for article, said in named_in(db, articles).items() for one in said if one.article is not None}
    return {(article, other) for article, other in found if article != other}
