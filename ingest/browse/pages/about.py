"""What this is, how to use it by keyboard, and how browsers and feed readers find it."""

from ingest import __version__
from ingest.archive.read import status
from ingest.archive.read.browsing import day
from ingest.browse.rendering import page as rendered
from ingest.browse.rendering import text
from ingest.browse.visit import Answer, Visit


def page(visit: Visit) -> Answer:
    return rendered(
        visit,
        "about",
        version=__version__,
        totals=day.totals(visit.db),
        kept=status.archive(visit.db),
        plain=(("The database", visit.base),),
    )


def opensearch(visit: Visit) -> Answer:
    """So that a browser's address bar can search here. Source: OpenSearch 1.1 description documents."""
    return Answer(text("opensearch.xml", visit=visit), "application/opensearchdescription+xml; charset=utf-8")
