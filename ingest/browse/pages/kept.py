"""The page as it was kept: in a frame that runs nothing, asks for nothing and leads nowhere."""

from ingest.archive.read import article_view, attachments, documents
from ingest.archive.read.browsing import article_page
from ingest.browse import inert
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, Visit

# The document is opaque to its frame's page and to scripts; nothing but what is in it can be shown.
_DOCUMENT = {
    "default-src": "'none'",
    "script-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "font-src": "data:",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
    "sandbox": "",
}


def frame(visit: Visit) -> Answer:
    version = _version(visit)
    article = article_view.article(visit.db, version.article)
    return rendered(
        visit,
        "kept",
        allows={"frame-src": "'self'"},
        article=article,
        version=version,
        form=attachments.form(visit.db, version.id),
        leaf=article_page.leaf(visit.db, version.id),
        plain=(("The row of the snapshot", visit.table("snapshots", id=version.snapshot)),),
    )


def document(visit: Visit) -> Answer:
    version = _version(visit)
    read = article_page.leaf(visit.db, version.id)
    body = documents.body(visit.db, version.snapshot) if version.snapshot is not None else None
    if body is None:
        raise NotHere("This page was not kept, or was erased by order.")
    if attachments.form(visit.db, version.id) is not None:
        told = f"`ingest show {version.article} --revision {version.number} --raw`"
        raise NotHere(f"This version was read from a file, which is not shown here: {told} writes it.")
    headers = {"X-DNS-Prefetch-Control": "off", "Cross-Origin-Resource-Policy": "same-origin"}
    return Answer(inert.document(body, read.content_type), headers=headers, allows=_DOCUMENT)


def _version(visit: Visit) -> article_view.RevisionView:
    article, wanted = visit.number("article") or 0, visit.number("version")
    for one in article_view.revisions(visit.db, article):
        if one.number == wanted:
            return one
    raise NotHere(f"There is no article {article} with a version {wanted}.")
