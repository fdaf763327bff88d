"""A story: who published it, why its articles belong together, and any two of them side by side."""

from collections.abc import Sequence

from msgspec import Struct

from ingest.archive.read import article_view, story_view
from ingest.archive.read.article_view import ArticleView
from ingest.archive.read.browsing import coverage
from ingest.archive.read.story_view import Story, StoryVersion
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core.change.tokens import paragraphs
from ingest.core.story.versions import drift
from ingest.core.story.versions.aligned import aligned

_LONGEST = 60_000  # characters of a text that are set side by side
_MOST_IN_A_QUESTION = 300  # articles that a link to a table names
_Marks = tuple[tuple[int, int], ...]


class Beside(Struct, frozen=True):
    """Paragraphs that stand beside each other, each with what the other side has otherwise."""

    left: tuple[tuple[str, _Marks], ...]
    right: tuple[tuple[str, _Marks], ...]


def page(visit: Visit) -> Answer:
    number = visit.number("story") or 0
    members = article_view.story_of(visit.db, number)
    if not members:
        raise NotHere(f"There is no story {number}.")
    told = story_view.story(visit.db, members[0].id, drift=False)
    articles = {one.article: one for one in told.versions}
    left, right = _chosen(visit, told)
    texts = {one.id: one for one in members}
    differences, pairs = tuple[drift.Disagreement, ...](), tuple[Beside, ...]()
    if right is not None:
        one, two = texts[left], texts[right]
        differences = drift.disagreements(one.text[:_LONGEST], one.language, two.text[:_LONGEST], two.language)
        pairs = _side_by_side(one, two, differences)
    return rendered(
        visit,
        "story",
        story=told,
        origin=told.versions[0],
        english=next((one for one in told.versions if one.language == "en"), None),
        languages=_by_language(told.versions),
        missing=coverage.missing(visit.db, told.publishers, told.languages),
        titles=coverage.titles(visit.db, told.publishers),
        articles=articles,
        left=articles[left],
        right=articles[right] if right is not None else None,
        pairs=pairs,
        differences=differences,
        feeds=(("This story", f"{visit.to('story', told.id)}.atom"),),
        evidence=visit.table("v_links", article__in=",".join(str(one.article) for one in told.versions[:_MOST_IN_A_QUESTION])),
        said={key: visit.one(key) for key in ("said", "article", "other")},
        is_cut=right is not None and max(len(texts[left].text), len(texts[right].text)) > _LONGEST,
        plain=(
            ("Its articles as a table", visit.table("v_articles", story=told.id)),
            ("JSON", visit.table("v_articles.json", story=told.id, _shape="objects")),
            ("CSV", visit.table("v_articles.csv", story=told.id, _size="max")),
        ),
    )


def _chosen(visit: Visit, told: Story) -> tuple[int, int | None]:
    """The two articles that stand side by side: those asked for, or the origin and its English version, or else the next."""
    ids = [one.article for one in told.versions]
    left = visit.number("left") or ids[0]
    if left not in ids:
        left = ids[0]
    right = visit.number("right")
    if right is None or right not in ids or right == left:
        others = [one for one in told.versions if one.article != left]
        preferred = sorted(others, key=lambda one: (one.language == _language(told, left), one.language != "en"))
        right = preferred[0].article if preferred else None
    return left, right


def _language(told: Story, article: int) -> str:
    return next(one.language for one in told.versions if one.article == article)


def _by_language(versions: Sequence[StoryVersion]) -> list[tuple[str, list[StoryVersion]]]:
    found: dict[str, list[StoryVersion]] = {}
    for one in versions:
        found.setdefault(one.language, []).append(one)
    return list(found.items())


def _side_by_side(one: ArticleView, two: ArticleView, differences: Sequence[drift.Disagreement]) -> tuple[Beside, ...]:
    left, right = one.text[:_LONGEST], two.text[:_LONGEST]
    ours, theirs = paragraphs(left), paragraphs(right)
    here = {value for difference in differences for value in difference.here}
    there = {value for difference in differences for value in difference.there}

    def told(texts: list[str], at: tuple[int, ...], language: str, values: set[str]) -> tuple[tuple[str, _Marks], ...]:
        return tuple((texts[n], drift.places(texts[n], language, values) if values else ()) for n in at)

    return tuple(
        Beside(told(ours, row.left, one.language, here), told(theirs, row.right, two.language, there))
        for row in aligned(left, one.language, right, two.language)
    )
