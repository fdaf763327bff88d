"""Stories, derived from the links that stand. Every function is called inside a transaction; `at` is UTC text.

Whoever records a link, or learns that a URL leads to an article, calls `settle` for the article; only what can be reached from it by links
is derived again, and `rebuild` comes to the same result.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable

from ingest.archive.story_index import fellows, other_numbers, signature_index, story_links
from ingest.archive.story_index.origin import origin
from ingest.archive.write import append
from ingest.core import urls
from ingest.core.model import Article, Link, Source
from ingest.core.story.declared.evidence import evidence
from ingest.core.story.features.signature import Signature
from ingest.core.story.judging.judge import Weighed
from ingest.core.story.linked import Linked, brings_together, log_odds_of


def note(
    db: sqlite3.Connection,
    id: int,
    article: Article,
    source: Source,
    owners: urls.Owners,
    signature: Signature,
    snapshot: int | None,
    at: str,
) -> None:
    """Records what a new revision of the article `id` declares of its other versions, and which texts it resembles."""
    append.add_links(db, evidence(id, article, source, owners), snapshot, at)
    note_likeness(db, id, article, signature, snapshot, at)


def note_likeness(db: sqlite3.Connection, id: int, article: Article, signature: Signature, snapshot: int | None, at: str) -> None:
    """Records which texts the one that stands at the article `id` resembles."""
    known, candidates = signature_index.weigh(db, id, signature)
    signature_index.keep(db, id, known)
    translations = [found.article for found in candidates if found.known.signature.language != signature.language]
    series = other_numbers.signatures_of_others(db, translations) if translations else {}
    links = tuple(story_links.resembling(db, id, article, known, candidates, series))
    append.add_links(db, links, snapshot, at)
    _learn(db, id, links, at)


def note_likeness_elsewhere(db: sqlite3.Connection, id: int, article: Article, known: Weighed, at: str) -> bool:
    """Records which texts of this archive one resembles that another archive judged against its own: `signature_index.elsewhere`. Whether
    any does. A pair is judged as if whoever saw the newer of the two had met the other; `at`: when it is found."""
    own, candidates = signature_index.elsewhere(db, id, known.signature)
    signature_index.keep(db, id, known)
    if not candidates:
        return False
    languages = [found.article for found in candidates if found.known.signature.language != known.signature.language]
    series = other_numbers.signatures_of_others(db, languages) if languages else {}
    links = tuple(story_links.resembling(db, id, article, own, candidates, series))
    if links:
        seen = story_links.stood_since(db, [id, *(found.article for found in candidates)])
        for link in links:
            append.add_links(db, [link], None, max(seen[article.url], seen[link.target]))
    _learn(db, id, links, at)
    return bool(links)


def _learn(db: sqlite3.Connection, id: int, links: Iterable[Link], at: str) -> None:
    """What follows from the `links` of an article: `other_numbers.learn`, `fellows.judge`."""
    if any(link.apart for link in links):
        other_numbers.unite(db, {id})
        for judged in sorted(other_numbers.learn(db, id, at)):
            settle(db, judged, at)
    if any(brings_together(log_odds_of(link.confidence)) for link in links):
        fellows.judge(db, id, at)


def settle(db: sqlite3.Connection, article: int, at: str) -> None:
    """Derives again the stories that the links of an article can reach."""
    _derive(db, story_links.reachable(db, _story_fellows(db, article)), at, article)


class Rebuilding:
    """Derives all stories again from the links that stand, once the pairs that are alike were judged again by their texts.

    It may be done in several transactions, between which others write: the result is the same.
    """

    def __init__(self) -> None:
        self.changed = 0  # articles that have another story than before
        self.is_done = False
        self._after = 0
        self._seen: set[int] = set()

    def go_on(self, db: sqlite3.Connection, at: str, enough: Callable[[], bool] = lambda: False) -> None:
        """Goes on where it was left, until it is done or `enough`, which is asked after each story."""
        if not self._seen:
            other_numbers.forget(db)
        for (article,) in db.execute("SELECT id FROM articles WHERE id > ? ORDER BY id", (self._after,)).fetchall():
            if article not in self._seen:
                self._derive(db, article, at)
                self._after = article
                if enough():
                    return
        self.is_done = True

    def _derive(self, db: sqlite3.Connection, article: int, at: str) -> None:
        linked = story_links.reachable(db, {article})
        self._seen.update(linked.members)
        other_numbers.judge_again(db, linked, at)
        other_numbers.unite(db, linked.members)
        before = numbers(db, sorted(linked.members))
        _derive(db, linked, at)
        self.changed += len(set(numbers(db, sorted(linked.members))) - set(before))


def rebuild(db: sqlite3.Connection, at: str) -> int:
    """The whole of it in one transaction; how many articles have another story now."""
    rebuilding = Rebuilding()
    rebuilding.go_on(db, at)
    return rebuilding.changed


def say_joined(db: sqlite3.Connection, article: int, other: int, because: str, at: str) -> None:
    """Records a person's word that two articles are one text; it overrides an earlier one that they are not."""
    take_back(db, article, {other}, apart=True, at=at)
    append.add_links(db, [_word(db, article, other, because, apart=False)], None, at)
    settle(db, article, at)


def say_apart(db: sqlite3.Connection, article: int, because: str, at: str) -> tuple[int, ...]:
    """Records a person's word that an article is apart from the others of its story; these."""
    others = tuple(sorted(_story_fellows(db, article) - {article}))
    take_back(db, article, set(others), apart=False, at=at)
    append.add_links(db, [_word(db, article, other, because, apart=True) for other in others], None, at)
    settle(db, article, at)
    return others


def take_back(db: sqlite3.Connection, article: int, others: set[int] | None, *, apart: bool, at: str) -> tuple[int, ...]:
    """Undoes what a person said of an article and `others`, None: of any other; those of whom something was."""
    undone = set()
    for link, by, other in story_links.words_on(db, article, apart=apart):
        fellow = other if by == article else by
        if others is None or fellow in others:
            append.undo_link(db, link, "taken back", at)
            undone.add(fellow)
    for fellow in (article, *undone):
        settle(db, fellow, at)
    return tuple(sorted(undone))


def numbers(db: sqlite3.Connection, articles: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """(article, its story) of each."""
    return tuple((article, db.execute("SELECT story FROM articles WHERE id = ?", (article,)).fetchone()[0]) for article in articles)


def _word(db: sqlite3.Connection, article: int, other: int, because: str, *, apart: bool) -> Link:
    reason = f"a person said that they are {'apart' if apart else 'one text'}" + (f": {because}" if because else "")
    url = story_links.url_of(db, other)
    return Link(article=article, target=url, relation="person", basis="person", confidence=1.0, reason=reason, apart=apart)


def _story_fellows(db: sqlite3.Connection, article: int) -> set[int]:
    """The article, and those that are in its story so far: a link may have been taken back."""
    sql = "SELECT b.id FROM articles a JOIN articles b ON b.story = a.story WHERE a.id = ?"
    return {article, *(fellow for (fellow,) in db.execute(sql, (article,)))}


def _derive(db: sqlite3.Connection, linked: Linked, at: str, of: int | None = None) -> None:
    """`of`: the article whose links or words are news; None: of any."""
    found = linked.stories()
    _store(db, {article: found[article] for article in linked.members}, at, of)


def _store(db: sqlite3.Connection, stories: dict[int, int], at: str, of: int | None) -> None:
    """Writes the stories that these articles make up; one that is no more leads to the one that its first article is in."""
    sql = """
        SELECT a.id, a.story, s.articles FROM articles a LEFT JOIN stories s ON s.id = a.story
        WHERE a.id IN (SELECT value FROM json_each(?))
    """
    rows = db.execute(sql, (json.dumps(list(stories)),)).fetchall()
    before, having = {article: story for article, story, _ in rows}, {story: articles for _, story, articles in rows}
    members: dict[int, list[int]] = {}
    for article, story in sorted(stories.items()):
        members.setdefault(story, []).append(article)
    for story, articles in members.items():
        stands = having.get(story) == len(articles) and all(before[article] == story for article in articles)
        if not stands or of is None or of in articles:
            _write(db, story, articles)
    db.executemany(
        "UPDATE articles SET story = ? WHERE id = ?", [(story, article) for article, story in stories.items() if before[article] != story]
    )
    for ended in sorted(set(before.values()) - set(stories.values()) - {None}):
        db.execute("DELETE FROM stories WHERE id = ?", (ended,))
        db.execute("UPDATE story_redirects SET story = ? WHERE story = ?", (stories[ended], ended))
        db.execute("INSERT OR REPLACE INTO story_redirects (id, story, since) VALUES (?, ?, ?)", (ended, stories[ended], at))


def _write(db: sqlite3.Connection, story: int, members: list[int]) -> None:
    sql = """
        SELECT a.language, a.source, r.published_at, a.first_seen_at
        FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id IN (SELECT value FROM json_each(?))
    """
    languages, sources, published, seen = zip(*db.execute(sql, (json.dumps(members),)).fetchall(), strict=True)
    dates = [date for date in published if date]
    db.execute("DELETE FROM story_redirects WHERE id = ?", (story,))
    db.execute(
        """
        INSERT OR REPLACE INTO stories (id, origin, articles, publishers, languages, first_published_at, newest_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (
            story,
            origin(db, members),
            len(members),
            len(set(sources)),
            f" {' '.join(sorted(set(languages)))} ",
            min(dates, default=None),
            max(dates, default=max(seen)),
        ),
    )
