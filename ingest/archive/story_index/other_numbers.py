"""Numbers of a series, as links tell them apart; and what is judged again once they are known. Every function is called inside a
transaction; `at` is UTC text."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingest.archive.story_index import story_links
from ingest.archive.story_index.signature_index import kept, weighed
from ingest.archive.write import append
from ingest.core.story.group import Pair
from ingest.core.story.judging.by_text import is_alike, parted
from ingest.core.story.judging.judge import Weighed, confidence, dated, days_apart
from ingest.core.story.judging.standing import NUMBERS, score_in_series, without_standing
from ingest.core.story.linked import Linked, brings_together, log_odds_of
from ingest.core.story.resembling import likeness, parting

YOUNG = 4  # other numbers; once more are known, one more changes little of what stands in all of them
_SHIFT = 0.5  # log-odds by which a judgement differs before it is worth another link


def others(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, list[int]]:
    """The articles that are not one text with each of these, however alike; of those that have any."""
    sql = """
        WITH asked (article) AS (SELECT value FROM json_each(?)),
        told (article, other, target) AS (
          SELECT l.article, l.target_article, l.target FROM v_links l WHERE l.article IN asked AND l.relation = 'text' AND l.apart
          UNION
          SELECT l.article, l.target_article, l.target FROM article_urls au JOIN urls u ON u.id = au.url JOIN v_links l ON l.target = u.url
          WHERE au.article IN asked AND l.relation = 'text' AND l.apart
        )
        SELECT article, other FROM told t
        WHERE other IS NOT NULL AND other != article AND (
          SELECT apart FROM v_links l WHERE l.article = t.article AND l.target = t.target AND l.relation = 'text' ORDER BY id DESC LIMIT 1
        )
    """
    asked = set(articles)
    found: dict[int, set[int]] = defaultdict(set)
    for article, other in db.execute(sql, (json.dumps(list(asked)),)):
        if article in asked:
            found[article].add(other)
        if other in asked:
            found[other].add(article)
    return {article: sorted(numbers) for article, numbers in found.items()}


def unite(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Gives each of these, and the articles that it was told apart from, the number of one series: the least id in it, in whatever order
    they came."""
    for article, found in others(db, articles).items():
        ids = json.dumps([article, *found])
        known = db.execute("SELECT id, series FROM articles WHERE id IN (SELECT value FROM json_each(?))", (ids,)).fetchall()
        series = min(id if number is None else number for id, number in known)
        other = json.dumps(sorted({number for _, number in known} - {None, series}))
        db.execute("UPDATE articles SET series = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND series IS NOT ?1", (series, ids))
        db.execute("UPDATE articles SET series = ?1 WHERE series IN (SELECT value FROM json_each(?2))", (series, other))


def forget(db: sqlite3.Connection) -> None:
    """Leaves every article without a series, before all are told apart again."""
    db.execute("UPDATE articles SET series = NULL WHERE series IS NOT NULL")


def signatures_of_others(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, list[Weighed]]:
    """The signatures of as many of these as are asked about what stands in all numbers."""
    numbers = {article: found[:NUMBERS] for article, found in others(db, articles).items()}
    known = kept(db, {other for found in numbers.values() for other in found})
    return {article: [known[other] for other in found if other in known] for article, found in numbers.items()}


def learn(db: sqlite3.Connection, article: int, at: str) -> set[int]:
    """Judges again what the young numbers of the series of an article were taken for, before it taught what stands in all of them. The
    articles of which another judgement was recorded."""
    numbers = others(db, others(db, {article}).get(article, ()))
    young = {number for number, found in numbers.items() if len(found) <= YOUNG}
    if not young:
        return set()
    linked = story_links.linked_of(db, young)
    return _judge_without_standing(db, {found: odds for found, odds in linked.likely.items() if not young.isdisjoint(found)}, at)


def judge_again(db: sqlite3.Connection, linked: Linked, at: str) -> None:
    """Records of the likely pairs which are not one text, by their newest texts, and how likely those in two languages are by what does
    not stand in all numbers of a series: an older version may have taken them for one."""
    pairs = sorted(linked.likely.keys() - linked.series)
    known = kept(db, {article for found in pairs for article in found})
    pairs = [(a, b) for a, b in pairs if is_alike(a, b, known)]
    texts = story_links.texts_of(db, {article for found in pairs for article in found})
    for (a, b), why in parted(pairs, known, texts).items():
        append.add_links(db, [parting(b, story_links.url_of(db, a), why, linked.all_members[a].language)], None, at)
        linked.series.add((a, b))
    _judge_without_standing(db, {found: odds for found, odds in linked.likely.items() if found not in linked.series}, at)


def _judge_without_standing(db: sqlite3.Connection, likely: Mapping[Pair, float], at: str) -> set[int]:
    likely = {found: log_odds for found, log_odds in likely.items() if brings_together(log_odds)}
    numbers = signatures_of_others(db, {article for found in likely for article in found}) if likely else {}
    likely = {(a, b): log_odds for (a, b), log_odds in likely.items() if a in numbers or b in numbers}
    known = kept(db, {article for found in likely for article in found}) if likely else {}
    judged: set[int] = set()
    for (a, b), log_odds in sorted(likely.items()):
        if a not in known or b not in known or known[a].signature.language == known[b].signature.language:
            continue
        seen = story_links.seen(db, (a, b))
        own = without_standing(weighed(db, b, known[b].signature), numbers.get(b, ()))
        score = score_in_series(own, without_standing(known[a], numbers.get(a, ())))
        score = dated(score, days_apart(seen[a].published, seen[b].published))
        if abs(log_odds_of(confidence(score)) - log_odds) > _SHIFT:
            why = "judged again without what stands in all numbers of a series"
            append.add_links(db, [likeness(b, seen[a].url, score, why, known[a].signature.language)], None, at)
            judged |= {a, b}
    return judged
