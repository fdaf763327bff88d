"""Stories: texts with several versions, the newest first."""

from ingest.archive.read import story_view
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, Visit

_LIMIT = 60


def page(visit: Visit) -> Answer:
    language, missing = visit.one("language"), visit.one("missing")
    found = story_view.stories(
        visit.db,
        languages=[language] if language else (),
        missing=[missing] if missing else (),
        publishers=min(visit.number("publishers") or 1, 1000),
        limit=_LIMIT,
    )
    return rendered(
        visit,
        "stories",
        stories=found,
        language=language,
        missing=missing,
        publishers=visit.number("publishers"),
        limit=_LIMIT,
        plain=(("Stories as a table", visit.table("stories")), ("JSON", visit.table("stories.json"))),
    )
