"""What publishers changed and what they took away."""

from typing import Any

from ingest.archive.read import changes
from ingest.archive.read.browsing import coverage
from ingest.archive.read.changes import Filter
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core.change import brief, marked
from ingest.core.change.gravity import gravest_first
from ingest.core.change.model import CLASSES

_EACH = 30
_MOST_PAGES = 30
_MODEST = 400_000  # characters of texts beyond which a page compares no more of them


def page(visit: Visit) -> Answer:
    wanted = filter_of(visit)
    at, found, more = _page_of(visit, changes.changes, wanted)
    shown = gravest_first(found) if visit.one("sort") == "gravest" else list(found)
    return rendered(
        visit,
        "changes",
        wanted=wanted,
        kinds=CLASSES,
        shown=[(one, _brief(visit, one)) for one in shown],
        page=at,
        more=more,
        titles=coverage.titles(visit.db, sorted({one.source for one in found})),
        feeds=(("These changes", f"{visit.to('changes.atom')}?{visit.query_string}"),),
        plain=(("Changes as a table", visit.table("v_changes")), ("JSON", visit.table("v_changes.json", _shape="objects"))),
    )


def removed(visit: Visit) -> Answer:
    wanted = filter_of(visit)
    at, found, more = _page_of(visit, changes.removed, wanted)
    return rendered(
        visit,
        "removed",
        wanted=wanted,
        shown=found,
        unconfirmed=changes.unconfirmed(visit.db, wanted, 20) if at == 1 else (),
        page=at,
        more=more,
        titles=coverage.titles(visit.db, sorted({one.source for one in found})),
        feeds=(("These removals", f"{visit.to('removed.atom')}?{visit.query_string}"),),
        plain=(("Removals as a table", visit.table("v_removed")), ("JSON", visit.table("v_removed.json", _shape="objects"))),
    )


def filter_of(visit: Visit) -> Filter:
    """What the arguments ask for: class, min, source, language, since."""
    kind, source, language = visit.one("class"), visit.one("source"), visit.one("language")
    if kind is not None and kind not in CLASSES:
        raise NotHere(f"{kind} is no class of change; they are {', '.join(CLASSES)}.")
    try:
        least = min(1.0, max(0.0, float(visit.one("min") or 0)))
    except ValueError:
        raise NotHere("The least significance is a number from 0 to 1.") from None
    return Filter(
        classes=(kind,) if kind else (),
        least=least,
        sources=(source,) if source else (),
        languages=(language,) if language else (),
        since=visit.one("since"),
    )


def _page_of(visit: Visit, ask: Any, wanted: Filter) -> tuple[int, Any, bool]:
    """The number of the page, its rows, and whether there are more."""
    at = min(max(1, visit.number("page") or 1), _MOST_PAGES)
    rows = ask(visit.db, wanted, at * _EACH + 1)
    return at, rows[(at - 1) * _EACH : at * _EACH], len(rows) > at * _EACH and at < _MOST_PAGES


def _brief(visit: Visit, one: changes.ChangeView) -> tuple[brief.Extract, ...]:
    """The paragraphs that changed, cut to what it takes to see it."""
    compared = changes.compared_revision(visit.db, one.revision)
    if compared is None or len(compared.before.text) + len(compared.after.text) > _MODEST:
        return ()
    return brief.extracts(marked.lines(compared.before, compared.after, compared.change))
