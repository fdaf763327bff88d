"""Home: a day of the archive, what changed and vanished first."""

import re

from ingest.archive.read import changes, story_view
from ingest.archive.read.browsing import coverage, day, hits
from ingest.archive.read.changes import Filter
from ingest.archive.read.condition import needy
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core import charts
from ingest.core.change.gravity import gravest_first
from ingest.core.change.model import NUMBER
from ingest.core.spoken import moments

_DAYS = 60  # in the chart
_SOURCES, _EACH = 12, 4  # shown of a day's new articles
_CHANGES, _REMOVED, _UNCONFIRMED = 200, 50, 20  # looked at
_SHOWN = 8
_STORIES = 400  # the newest, of which those in most languages are shown


def page(visit: Visit) -> Answer:
    newest = day.newest(visit.db)
    if newest is None:
        return rendered(visit, "empty")
    shown = visit.one("day") or newest
    if not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]|29|3[01])", shown) or not _is_day(shown):
        raise NotHere(f"{shown} is no day such as {newest}")
    arrivals = day.arrivals(visit.db, shown, _SOURCES, _EACH)
    articles = {one.id: one for one in hits.shown(visit.db, [id for group in arrivals for id in group.articles], width=160)}
    since, until = moments.day_before(shown), moments.days_after(shown, 1)
    wanted = Filter(since=since)
    edits = [one for one in changes.changes(visit.db, wanted, _CHANGES) if one.seen_at < until and one.class_ not in (None, NUMBER)]
    removed = [one for one in changes.removed(visit.db, wanted, _REMOVED) if (one.gone_at or "") < until]
    unconfirmed = [one for one in changes.unconfirmed(visit.db, wanted, _UNCONFIRMED) if one.since < until]
    chart = charts.a_day(day.a_day(visit.db, moments.days_after(shown, 1 - _DAYS), shown), shown, _DAYS, 600, 72)
    named = {one.source for one in edits} | {one.source for one in removed} | {one.source for one in unconfirmed}
    return rendered(
        visit,
        "today",
        day=shown,
        newest=newest,
        before=since,
        after=until if shown < newest else None,
        arrivals=arrivals,
        articles=articles,
        languages=day.languages(visit.db, shown),
        sources=day.sources(visit.db, shown),
        edits=gravest_first(edits)[:_SHOWN],
        removed=removed[:_SHOWN],
        unconfirmed=unconfirmed[:_SHOWN],
        counts=(len(edits), len(removed), len(unconfirmed)),
        titles=coverage.titles(visit.db, sorted(named)),
        troubled=needy(visit.db, visit.now, counted=False)[:_SHOWN],
        stories=sorted(story_view.stories(visit.db, limit=_STORIES), key=lambda one: -len(one.languages))[:6],
        chart=chart,
        totals=day.totals(visit.db),
        plain=(("Articles as a table", visit.table("v_articles")), ("JSON", visit.table("v_articles.json"))),
        feeds=(
            ("New articles", visit.to("search.atom")),
            ("Changes", visit.to("changes.atom")),
            ("Removals", visit.to("removed.atom")),
        ),
    )


def _is_day(said: str) -> bool:
    try:
        moments.day(said)
    except ValueError:
        return False
    return True
