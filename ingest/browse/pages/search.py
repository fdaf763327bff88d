"""Search: words in any script, facets with counts, newest first or best first."""

import shlex
import sqlite3
from collections.abc import Mapping

import msgspec

from ingest.archive.read.browsing import coverage, hits
from ingest.archive.read.browsing.hits import ArticlesAsked
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core import question, spreadsheet
from ingest.core.spoken import moments, names

EACH = 20  # hits on a page
_FACETS = ("language", "source", "country", "month", "kind", "state")
_VALUES = 12  # shown of a facet


def page(visit: Visit) -> Answer:
    asked = asked_by(visit)
    at = max(1, visit.number("page") or 1)
    found = hits.find(visit.db, asked)
    shown = hits.shown(visit.db, [one.id for one in found.articles[(at - 1) * EACH : at * EACH]], asked.words)
    if at > 1 and not shown:
        raise NotHere(f"There is no page {at} of this search.")
    facets = {name: values for name, values in found.facets().items() if values and (len(values) > 1 or getattr(asked, name))}
    titles = coverage.titles(visit.db, sorted({one.source for one in found.articles} | ({asked.source} if asked.source else set())))
    return rendered(
        visit,
        "search",
        asked=asked,
        found=found,
        shown=shown,
        page=at,
        pages=-(-len(found.articles) // EACH),
        facets={name: [(value, label(name, value, titles), count) for value, count in values[:_VALUES]] for name, values in facets.items()},
        chosen=[(name, label(name, value, titles)) for name in (*_FACETS, "day") if (value := getattr(asked, name))],
        reading=question.read(asked.words),
        window=hits.WINDOW,
        looked_at=hits.LOOKED_AT,
        watch=watching(asked),
        plain=(
            ("JSON", f"{visit.to('search.json')}?{visit.query_string}"),
            ("CSV", f"{visit.to('search.csv')}?{visit.query_string}"),
            ("The same as a table", visit.table("v_articles", _search=asked.words, language=asked.language, source=asked.source)),
        ),
        feeds=((f"{name_of(visit.db, asked) or 'All articles'}", f"{visit.to('search.atom')}?{visit.query_string}"),),
    )


def as_json(visit: Visit) -> Answer:
    """All articles of the window that answer, as JSON."""
    return Answer(msgspec.json.format(msgspec.json.encode(_all(visit))), "application/json; charset=utf-8")


def as_csv(visit: Visit) -> Answer:
    """The same as CSV, which a spreadsheet may open."""
    columns = ("id", "url", "source", "language", "title", "published", "first_seen_at", "state", "story", "excerpt")
    rows = [[getattr(one, name) for name in columns] for one in _all(visit)]
    return Answer(spreadsheet.csv_of([columns, *rows]), "text/csv; charset=utf-8")


def _all(visit: Visit) -> tuple[hits.HitShown, ...]:
    asked = asked_by(visit)
    return hits.shown(visit.db, [one.id for one in hits.find(visit.db, asked).articles], asked.words)


def watching(asked: ArticlesAsked) -> str:
    """The command that keeps asking the question."""
    options = [("--words", asked.words), ("--source", asked.source), ("--lang", asked.language)]
    return " ".join(["ingest watch add NAME", *(f"{name} {shlex.quote(value)}" for name, value in options if value)])


def asked_by(visit: Visit) -> ArticlesAsked:
    """The question of a request."""
    facets = {name: visit.one(name) for name in (*_FACETS, "day")}
    return ArticlesAsked(words=(visit.one("q") or "")[:1000], before=visit.number("before"), best=visit.one("sort") == "best", **facets)


def name_of(db: sqlite3.Connection, asked: ArticlesAsked) -> str:
    """A question in a few words."""
    titles = coverage.titles(db, [asked.source] if asked.source else [])
    chosen = [label(name, value, titles) for name in (*_FACETS, "day") if (value := getattr(asked, name))]
    return ", ".join(filter(None, (asked.words, *chosen)))


def label(facet: str, value: str, titles: Mapping[str, str]) -> str:
    """A facet's value as a reader reads it; `titles` of sources by their names."""
    if facet == "source":
        return titles.get(value, value)
    if facet == "language":
        return names.language(value).name
    if facet == "country":
        return names.country(value)
    if facet == "month":
        return moments.month(value)
    if facet == "state":
        return {"live": "at the publisher", "gone": "removed"}.get(value, value)
    return moments.day(value) if facet == "day" and _is_date(value) else value


def _is_date(value: str) -> bool:
    return len(value) == 10 and value.replace("-", "").isdecimal() and moments.month(value[:7]) != value[:7]
