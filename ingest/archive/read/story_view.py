"""A story as readers see it: its origin, its versions, and why each belongs to it. Nothing here writes."""

import sqlite3
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ingest.archive.read import article_view
from ingest.archive.read.named_origins import Named, named_in
from ingest.archive.story_index import story_links
from ingest.archive.story_index.origin import origin
from ingest.core.fold import fold
from ingest.core.model import Basis, Relation, Translation
from ingest.core.story.features.minhash import containment
from ingest.core.story.features.words import split
from ingest.core.story.group import pair
from ingest.core.story.versions.drift import disagreements
from ingest.core.story.versions.origin import Role, role


class Reason(Struct, frozen=True, kw_only=True):
    """A link between two articles of a story."""

    relation: Relation
    basis: Basis
    confidence: float
    reason: str
    article: int  # that says so, or that was judged
    target: int | None  # None: the key or page that several name
    holds: bool  # False: declared, and not borne out by the other side

    def other(self, article: int) -> int | None:
        """The end of the link that is not `article`."""
        return self.target if self.article == article else self.article


class StoryVersion(Struct, frozen=True, kw_only=True):
    """One article of a story."""

    article: int
    role: Role
    language: str
    source: str
    title: str
    url: str
    published: str | None
    published_at: str | None
    first_seen_at: str
    state: str
    translation: Translation | None
    basis: Basis | None  # the strongest reason for which it is here; None: nothing but itself
    confidence: float
    in_common: float | None  # share of the shorter text's runs of words that the origin's or this one's has too; in one language only
    named: tuple[Named, ...]  # as its origin, in the page's own words
    reasons: tuple[Reason, ...]
    drift: tuple[str, ...]


class StoryRow(Struct, frozen=True, kw_only=True):
    """A story in a list of them."""

    id: int
    title: str
    languages: tuple[str, ...]
    articles: int
    publishers: int
    first_published_at: str | None
    newest_at: str | None


class Story(Struct, frozen=True, kw_only=True):
    id: int
    languages: tuple[str, ...]
    publishers: tuple[str, ...]
    versions: tuple[StoryVersion, ...]  # the likely origin first, then by date

    @property
    def row(self) -> StoryRow:
        dates = [version.published_at for version in self.versions if version.published_at]
        return StoryRow(
            id=self.id,
            title=self.versions[0].title,
            languages=self.languages,
            articles=len(self.versions),
            publishers=len(self.publishers),
            first_published_at=min(dates, default=None),
            newest_at=max(dates, default=max(version.first_seen_at for version in self.versions)),
        )


def story(db: sqlite3.Connection, article: int, *, declared_only: bool = False, drift: bool = True) -> Story:
    """The story that an article is in; `declared_only`: as far as publishers and persons say so, nothing inferred."""
    linked = story_links.reachable(db, {article})
    groups = linked.stories(inferred=not declared_only)
    ids = sorted(id for id in linked.members if groups[id] == groups[article])
    articles = {id: found for id in ids if (found := article_view.article(db, id)) is not None}
    first = articles[origin(db, ids)]
    named = named_in(db, ids)
    declared = linked.borne_out
    strongest: tuple[tuple[Basis, set[tuple[int, int]]], ...] = (("person", linked.joined), ("declared", declared))
    versions = []
    for id, found in articles.items():
        reasons = _reasons(db, id, ids, declared)
        basis: Basis | None = next(
            (basis for basis, pairs in strongest if any(pair(id, other) in pairs for other in ids if other != id)), None
        )
        shown = tuple(reason for reason in reasons if not declared_only or reason.basis != "inferred")
        versions.append(
            StoryVersion(
                article=id,
                role=role(found.language, first.language, is_origin=id == first.id),
                language=found.language,
                source=found.source,
                title=found.title,
                url=found.url,
                published=found.published,
                published_at=found.published_at,
                first_seen_at=found.first_seen_at,
                state=found.state,
                translation=found.translation,
                basis=basis or ("inferred" if len(ids) > 1 else None),
                confidence=max((reason.confidence for reason in shown if reason.holds), default=0.0 if len(ids) > 1 else 1.0),
                in_common=containment(found.text, first.text) if found.language == first.language and id != first.id else None,
                named=named.get(id, ()),
                reasons=shown,
                drift=_drift(db, first, found, named) if drift and id != first.id else (),
            )
        )
    return Story(
        id=min(ids),
        languages=tuple(sorted({version.language for version in versions})),
        publishers=tuple(sorted({version.source for version in versions})),
        versions=tuple(
            sorted(versions, key=lambda version: (version.role != "origin", version.published_at or version.first_seen_at, version.article))
        ),
    )


def stories(
    db: sqlite3.Connection,
    *,
    languages: Sequence[str] = (),
    missing: Sequence[str] = (),
    publishers: int = 1,
    articles: int = 2,
    limit: int = 20,
) -> tuple[StoryRow, ...]:
    """Stories with at least so many articles and publishers, in all of `languages` and none of `missing`, the newest first."""
    conditions = ["s.articles >= ?", "s.publishers >= ?"]
    values: list[object] = [articles, publishers]
    for language in languages:
        conditions.append("instr(s.languages, ?)")
        values.append(f" {language} ")
    for language in missing:
        conditions.append("NOT instr(s.languages, ?)")
        values.append(f" {language} ")
    sql = f"""
        SELECT s.id, a.title, s.languages, s.articles, s.publishers, s.first_published_at, s.newest_at
        FROM stories s JOIN articles a ON a.id = s.origin WHERE {" AND ".join(conditions)} ORDER BY s.newest_at DESC, s.id DESC LIMIT ?
    """
    return tuple(
        StoryRow(
            id=id,
            title=title,
            languages=tuple(spelled.split()),
            articles=count,
            publishers=of,
            first_published_at=first,
            newest_at=newest,
        )
        for id, title, spelled, count, of, first, newest in db.execute(sql, (*values, limit))
    )


def _reasons(db: sqlite3.Connection, id: int, ids: Sequence[int], declared: set[tuple[int, int]]) -> tuple[Reason, ...]:
    """The links between an article and the others of its story, what a person said first, then the declared."""
    own = article_view.links_of(db, id)
    others = [link for other in ids if other != id for link in article_view.links_of(db, other)]
    keys = {(link.relation, link.target) for link in own if link.relation in ("key", "citation")}
    found = []
    for link in (*own, *others):
        if link.apart:
            continue
        targets = (story_links.articles_at(db, link.target) & set(ids)) - {link.article}
        shared = not targets and (link.relation, link.target) in keys and any(
            (one.relation, one.target) == (link.relation, link.target) for one in others
        )  # fmt: skip
        if not (targets if link.article == id else id in targets) and not (shared and link.article == id):
            continue
        target = min(targets) if link.article == id and targets else id if targets else None
        holds = link.basis != "declared" or target is None or pair(link.article, target) in declared
        found.append(
            Reason(
                relation=link.relation,
                basis=link.basis,
                confidence=link.confidence,
                reason=link.reason,
                article=link.article,
                target=target,
                holds=holds,
            )
        )
    order = {"person": 0, "declared": 1, "inferred": 2}
    return tuple(sorted(found, key=lambda reason: (order[reason.basis], -reason.confidence, reason.article)))


def _drift(
    db: sqlite3.Connection, first: article_view.ArticleView, version: article_view.ArticleView, named: Mapping[int, Sequence[Named]]
) -> tuple[str, ...]:
    """What differs from the origin, and whether the origin was revised since this version was. Whom the text is from is no part of it."""
    but = signed(named, {first.id: first.language, version.id: version.language})
    told = [str(one) for one in disagreements(version.text, version.language, first.text, first.language, but)]
    ours, theirs = article_view.revisions(db, version.id), article_view.revisions(db, first.id)
    if len(theirs) > 1 and theirs[-1].seen_at > ours[-1].seen_at:
        last = theirs[-1]
        told.insert(
            0, f"the origin was revised on {last.seen_at[:10]} ({last.change}: {last.reason}), this one not since {ours[-1].seen_at[:10]}"
        )
    return tuple(told)


def signed(named: Mapping[int, Sequence[Named]], languages: Mapping[int, str]) -> set[str]:
    """The words, folded, by which articles name whom they are from. `languages`: by article."""
    return {
        fold(word)
        for article, language in languages.items()
        for origin in named.get(article, ())
        for word in split(origin.words, language).written  # as names are cut: Tienphong.vn is two
    }
