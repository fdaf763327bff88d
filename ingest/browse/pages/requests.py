"""The fetch log, and all that is known of one URL."""

import re

from ingest.archive.read import article_view
from ingest.archive.read.browsing import log
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core.model import Verdict
from ingest.errors import URLError

_EACH = 100


def page(visit: Visit) -> Answer:
    verdict, day = visit.one("verdict"), visit.one("day")
    if verdict is not None and verdict not in list(Verdict):
        raise NotHere(f"{verdict} is no verdict; they are {', '.join(Verdict)}.")
    if day is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise NotHere(f"{day} is no day such as {visit.now[:10]}.")
    status, before = visit.number("status"), visit.number("before")
    asked = log.RequestsAsked(verdict=verdict, source=visit.one("source"), status=status, day=day, before=before)
    found = log.requests(visit.db, asked, _EACH)
    return rendered(
        visit,
        "log",
        asked=asked,
        verdicts=list(Verdict),
        requests=found,
        further=found[-1].id if len(found) == _EACH else None,
        looked_at=log.LOOKED_AT,
        plain=(("The log as a table", visit.table("fetches")), ("JSON", visit.table("fetches.json", _shape="objects"))),
    )


def explain(visit: Visit) -> Answer:
    """Where a URL was seen, when it was asked for, and what became of it."""
    url = visit.one("url")
    found, trouble = None, None
    if url is not None:
        try:
            found = article_view.explain(visit.db, url)
            trouble = None if found else "This address was never seen, neither in a listing nor in a page."
        except URLError as error:
            trouble = str(error)
    return rendered(visit, "explain", url=url, found=found, trouble=trouble, plain=(("Addresses as a table", visit.table("urls")),))
