"""The sources: how each is doing, what it brings, and articles before and after it broke."""

from ingest.archive.read import status
from ingest.archive.read.article_view import ArticleView, article, articles_at
from ingest.archive.read.browsing import coverage, day, log, yields
from ingest.archive.read.browsing.hits import ArticlesAsked, find, shown
from ingest.archive.read.condition import condition
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core import charts
from ingest.core.spoken import moments

_DAYS, _YEAR = 90, 365
_EACH = 100
_SAMPLES = 300  # the newest articles, whose fields are counted
_RUNS = 12


def page(visit: Visit) -> Answer:
    found = [(one, condition(one, visit.now)) for one in status.sources(visit.db)]
    at = max(1, visit.number("page") or 1)
    here = found[(at - 1) * _EACH : at * _EACH]
    until = day.newest(visit.db) or visit.now[:10]
    counts = day.by_source(visit.db, moments.days_after(until, 1 - _DAYS), until)
    return rendered(
        visit,
        "sources",
        sources=[(one, how, charts.a_day(counts.get(one.name, {}), until, _DAYS, 180, 26)) for one, how in here],
        total=len(found),
        active=sum(one.state == "active" for one, _ in found),
        troubled=sum(how.needs_attention for _, how in found),
        page=at,
        pages=-(-len(found) // _EACH),
        days=_DAYS,
        plain=(
            ("Sources as a table", visit.table("sources")),
            ("JSON", visit.table("sources.json", _shape="objects")),
            ("OPML", visit.to("sources.opml")),
        ),
    )


def one(visit: Visit) -> Answer:
    name = visit.parts["source"]
    found = status.source(visit.db, name)
    if found is None:
        raise NotHere(f"There is no source {name}.")
    until = day.newest(visit.db) or visit.now[:10]
    how = condition(found, visit.now)
    counted, shares = yields.shares(visit.db, name, _SAMPLES)
    newest = find(visit.db, ArticlesAsked(source=name)).articles[:6]
    return rendered(
        visit,
        "source",
        source=found,
        how=how,
        samples=[(when, *_kept(visit, sample)) for when, sample in how.samples],
        about=coverage.about(visit.db, name),
        languages=coverage.languages(visit.db, name),
        chart=charts.a_day(day.a_day(visit.db, moments.days_after(until, 1 - _YEAR), until, name), until, _YEAR, 730, 72),
        runs=log.runs(visit.db, name, _RUNS),
        walls=log.walls(visit.db, name, _RUNS, 8),
        shares=shares,
        counted=counted,
        feeds=(("Its new articles", visit.to("search.atom", source=name)), ("Its changes", visit.to("changes.atom", source=name))),
        newest=shown(visit.db, [one.id for one in newest], width=160),
        plain=(
            ("Its articles as a table", visit.table("v_articles", source=name)),
            ("CSV", visit.table("v_articles.csv", source=name, _size="max")),
            ("Its row", visit.table("sources", name=name)),
        ),
    )


def _kept(visit: Visit, sample: str) -> tuple[str, ArticleView | None]:
    """A sample, and the article whose address it is, where we keep it."""
    known = articles_at(visit.db, sample)
    return sample, article(visit.db, known[0]) if known else None
