"""An article: its text as it was read, its versions, what changed between any two, and how to cite it."""

import re

import msgspec
from markupsafe import Markup

from ingest.archive.read import article_view, attachments, changes, series
from ingest.archive.read.article_view import ArticleView, RevisionView
from ingest.archive.read.browsing import article_page, hits
from ingest.archive.read.browsing.article_page import Leaf
from ingest.browse import markdown
from ingest.browse.rendering import outward
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import TEXT, Answer, NotHere, Visit
from ingest.core.change import marked
from ingest.core.change.tokens import joined
from ingest.core.documents import places
from ingest.core.model import DocumentForm
from ingest.core.spoken import moments
from ingest.core.spoken.citation import CitedVersion, citation

_NUMBERS = 12  # of a series that are shown
_MARKDOWN, _JSON = "text/markdown; charset=utf-8", "application/json; charset=utf-8"


def page(visit: Visit) -> Answer:
    found, versions, version = _asked(visit)
    read = article_page.leaf(visit.db, version.id)
    about = article_page.belongings(visit.db, found.id)
    newest = article_view.newest(visit.db, found.id)
    cited = _cited(visit, found, version, read, about.source_title)
    pictures = [one for one in about.pictures if outward(one.url)] if version.number == newest else []
    shows_pictures = bool(pictures) and visit.one("images") == "1"
    sisters = hits.sisters_of(visit.db, [found.story]).get(found.story, ()) if found.story is not None else ()
    permanent = visit.to("article", found.id, "version", version.number)
    form = attachments.form(visit.db, version.id)
    edits = {one.number: one for one in changes.of_article(visit.db, found.id)}
    return rendered(
        visit,
        "article",
        allows={"img-src": "'self' data: https: http:"} if shows_pictures else {},
        article=found,
        version=version,
        versions=[(one, edits.get(one.number)) for one in reversed(versions)],
        newest=newest,
        leaf=read,
        about=about,
        body=_body(read.markdown, version.text, form),
        form=form,
        attached=attachments.of_article(visit.db, found.id),
        linking=attachments.linking(visit.db, found.id),
        numbers=_around(series.numbers(visit.db, found.id), found.id),
        lead=version.lead if version.lead and joined(version.lead) not in joined(version.text) else None,
        modified=moments.published(read.modified) if read.modified and read.modified != version.published else None,
        pictures=pictures,
        shows_pictures=shows_pictures,
        sisters=[one for one in sisters if one.article != found.id],
        links=article_view.links_of(visit.db, found.id),
        citation=citation(cited),
        permanent=visit.origin + permanent,
        plain=(
            ("The row as it is stored", visit.table("v_articles", id=found.id)),
            ("Versions as a table", visit.table("v_revisions", article=found.id)),
            ("JSON", f"{permanent}.json"),
        ),
    )


def _around(numbers: tuple[series.SeriesNumber, ...], article: int) -> tuple[series.SeriesNumber, ...]:
    """The numbers of a series that are nearest to an article, the newest first."""
    at = next((place for place, one in enumerate(numbers) if one.article == article), 0)
    first = max(0, min(at - _NUMBERS // 2, len(numbers) - _NUMBERS))
    return numbers[first : first + _NUMBERS][::-1]


def _body(said: str, text: str, form: DocumentForm | None) -> Markup:
    """The text; of a document with a mark where each page begins."""
    if form is None:
        return markdown.html(said, text)
    if len(said) > markdown.LONGEST:
        parts: list[tuple[tuple[int, ...], str, str]] = [
            ((number,) if number else (), words, words) for number, words in places.pieces(text, form.starts)
        ]
    else:
        parts = [(pages, stretch, "") for pages, stretch in places.blocks(said, text, form.starts)]
    shown = Markup("")
    for pages, stretch, words in parts:
        for number in pages:
            shown += Markup('<p class="leaf" id="page-{0}"><a href="#page-{0}">page {0}</a></p>\n').format(number)
        shown += markdown.paragraphs(words) if words else markdown.html(stretch, "")
    return shown


def plain(visit: Visit) -> Answer:
    """The article as Markdown, text or JSON."""
    found, _, version = _asked(visit)
    read = article_page.leaf(visit.db, version.id)
    about = article_page.belongings(visit.db, found.id)
    form = visit.parts["format"]
    if form == "json":
        told = {
            "article": found.id,
            "version": version,
            "markdown": read.markdown,
            "authors": [one.name for one in about.authors],
            "tags": about.tags,
            "images": about.pictures,
            "page_sha256": read.sha256,
            "permanent": visit.origin + visit.to("article", found.id, "version", version.number),
        }
        return Answer(msgspec.json.format(msgspec.json.encode(told)), _JSON)
    head = [version.title, *filter(None, (version.byline, moments.published(version.published), version.url))]
    if form == "md":
        title = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", version.title)
        return Answer("\n\n".join((f"# {title}", "  \n".join(head[1:]), read.markdown)) + "\n", _MARKDOWN)
    return Answer("\n\n".join(("\n".join(head), version.text)) + "\n", TEXT)


def difference(visit: Visit) -> Answer:
    """What changed from one version to another."""
    found, versions, _ = _asked(visit)
    numbers = [one.number for one in versions]
    newer = visit.number("newer") or article_view.newest(visit.db, found.id)
    place = numbers.index(newer) if newer in numbers else 0
    older = visit.number("older") or numbers[max(0, place - 1)]
    compared = changes.compared(visit.db, found.id, older, newer) if older != newer else None
    if compared is None:
        raise NotHere(f"Article {found.id} has no two versions {older} and {newer}; it has {len(numbers)}.")
    lines = marked.lines(changes.version_of(compared.before), changes.version_of(compared.after), compared.change)
    return rendered(
        visit,
        "difference",
        article=found,
        compared=compared,
        classes=list(dict.fromkeys(span.kind for span in compared.change.spans)),
        lines=_folded(lines),
        versions=versions,
        title=article_page.belongings(visit.db, found.id).source_title,
        plain=(("Versions as a table", visit.table("v_revisions", article=found.id)),),
    )


def _folded(lines: tuple[marked.Line, ...]) -> list[tuple[marked.Line | None, list[marked.Line]]]:
    """Each changed line, and between them the runs of those that stayed."""
    found: list[tuple[marked.Line | None, list[marked.Line]]] = []
    for line in lines:
        if line.kind != "same":
            found.append((line, []))
        elif found and found[-1][0] is None:
            found[-1][1].append(line)
        else:
            found.append((None, [line]))
    return found


def _asked(visit: Visit) -> tuple[ArticleView, tuple[RevisionView, ...], RevisionView]:
    """The article, its versions and the one that is shown: the newest, where no number is given."""
    number = visit.number("article") or 0
    found = article_view.article(visit.db, number)
    if found is None:
        raise NotHere(f"There is no article {number}.")
    versions = article_view.revisions(visit.db, number)
    wanted = int(visit.parts["version"]) if "version" in visit.parts else article_view.newest(visit.db, number)
    version = next((one for one in versions if one.number == wanted), None)
    if version is None:
        raise NotHere(f"Article {number} has no version {wanted}; it has {len(versions)}.")
    return found, versions, version


def _cited(visit: Visit, found: ArticleView, version: RevisionView, read: Leaf, publisher: str) -> CitedVersion:
    return CitedVersion(
        title=version.title,
        byline=version.byline,
        publisher=read.publisher or publisher,
        published=version.published,
        url=version.url,
        kept_at=version.seen_at,
        version=version.number,
        permanent=visit.origin + visit.to("article", found.id, "version", version.number),
        fingerprint=version.fingerprint,
        sha256=read.sha256,
    )
