"""Feeds out: the same questions as the pages', as Atom; and the sources as OPML."""

from collections.abc import Iterable
from hashlib import sha256

from markupsafe import Markup

from ingest.archive.read import article_view, changes, story_view
from ingest.archive.read.article_view import ArticleView
from ingest.archive.read.browsing import coverage, hits
from ingest.archive.read.changes import ChangeView, RemovalView
from ingest.browse.pages.changes import filter_of
from ingest.browse.pages.search import asked_by, name_of
from ingest.browse.rendering import outward
from ingest.browse.visit import Answer, NotHere, Visit
from ingest.core import atom, question
from ingest.core.atom import Feed, Told
from ingest.core.spoken import moments

_EACH = 50
_LONGEST = 3_000  # characters of an article's text in a feed
_ATOM = "application/atom+xml; charset=utf-8"


def search(visit: Visit) -> Answer:
    """The newest articles that answer a question, the last that were kept first."""
    asked = asked_by(visit)
    if trouble := question.read(asked.words).trouble:
        raise NotHere(trouble)
    found = sorted((one.id for one in hits.find(visit.db, asked, news=True).articles), reverse=True)[:_EACH]
    shown = [one for id in found if (one := article_view.article(visit.db, id)) is not None]
    titles = coverage.titles(visit.db, sorted({one.source for one in shown}))
    told = tuple(_article(visit, one, titles) for one in shown)
    return _answer(visit, name_of(visit.db, asked) or "All articles", visit.to("search"), told)


def story(visit: Visit) -> Answer:
    """The articles of a story, and each of their edits."""
    number = visit.number("story") or 0
    members = article_view.story_of(visit.db, number)
    if not members:
        raise NotHere(f"There is no story {number}.")
    titles = coverage.titles(visit.db, sorted({one.source for one in members}))
    told = [_article(visit, one, titles) for one in members]
    told += [_change(visit, one, titles) for member in members for one in changes.of_article(visit.db, member.id)]
    first = story_view.story(visit.db, members[0].id, drift=False).versions[0]
    newest = sorted(told, key=lambda one: one.updated, reverse=True)[:_EACH]
    return _answer(visit, first.title, visit.to("story", number), tuple(newest))


def edits(visit: Visit) -> Answer:
    """What publishers changed, as the arguments ask."""
    found = changes.changes(visit.db, filter_of(visit), _EACH)
    titles = coverage.titles(visit.db, sorted({one.source for one in found}))
    return _answer(visit, "What publishers changed", visit.to("changes"), tuple(_change(visit, one, titles) for one in found))


def removals(visit: Visit) -> Answer:
    """What publishers took away."""
    found = changes.removed(visit.db, filter_of(visit), _EACH)
    titles = coverage.titles(visit.db, sorted({one.source for one in found}))
    return _answer(visit, "What publishers took away", visit.to("removed"), tuple(_removal(visit, one, titles) for one in found))


def opml(visit: Visit) -> Answer:
    """The sources, each with the feed of its articles here."""
    lines = [
        Markup('<outline type="rss" text="{0}" title="{0}" xmlUrl="{1}" htmlUrl="{2}"/>').format(
            title, f"{visit.origin}{visit.to('search.atom', source=name)}", outward(homepage) or ""
        )
        for name, title, homepage in coverage.active(visit.db)
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head><title>Sources of this archive</title></head>\n<body>'
    return _conditional(visit, "\n".join([head, *lines, "</body>\n</opml>\n"]), "text/x-opml; charset=utf-8", None)


def _article(visit: Visit, one: ArticleView, titles: dict[str, str]) -> Told:
    permanent = visit.to("article", one.id)
    paragraphs = one.text[:_LONGEST].split("\n\n")
    body = Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs)
    more = Markup('<p><a href="{}">…</a></p>').format(visit.origin + permanent) if len(one.text) > _LONGEST else Markup("")
    return Told(
        id=_id(visit, f"article/{one.id}"),
        title=one.title,
        updated=one.first_seen_at,
        published=one.published_at if one.published_precision != "day" else None,
        link=visit.origin + permanent,
        via=outward(one.url),
        author=one.byline or titles.get(one.source, one.source),
        language=one.language,
        html=body + more,
        about=(one.source, one.language),
    )


def _change(visit: Visit, one: ChangeView, titles: dict[str, str]) -> Told:
    words = Markup("<p><del>{}</del> <ins>{}</ins></p>").format(one.before or "", one.after or "")
    when = moments.between(one.previous_confirmed_at, one.seen_at, one.seen_at)
    return Told(
        id=_id(visit, f"revision/{one.revision}"),
        title=f"{one.class_ or 'back as it was'}: {one.title}",
        updated=one.seen_at,
        link=visit.origin + visit.to("article", one.article, "diff", newer=one.number),
        via=outward(one.url),
        author=titles.get(one.source, one.source),
        language=one.language,
        html=words + Markup("<p>{}</p>").format(when),
        about=tuple((one.classes or "").split()),
    )


def _removal(visit: Visit, one: RemovalView, titles: dict[str, str]) -> Told:
    return Told(
        id=_id(visit, f"removal/{one.article}/{one.gone_at}"),
        title=f"Removed: {one.title}",
        updated=one.gone_at or visit.now,
        link=visit.origin + visit.to("article", one.article),
        via=outward(one.url),
        author=titles.get(one.source, one.source),
        language=one.language,
        html=str(Markup("<p>{}</p>").format(one.reason or "The publisher took it away.")),
        about=("removed",),
    )


def _id(visit: Visit, what: str) -> str:
    """A name that stays when the archive is served elsewhere. Source: RFC 4151, tag URIs."""
    return f"tag:ingest.invalid,2024:{visit.name}/{what}"


def _answer(visit: Visit, title: str, page: str, told: Iterable[Told]) -> Answer:
    asked = visit.path + ("?" + visit.query_string if visit.query_string else "")
    shows = page + ("?" + visit.query_string if visit.query_string else "")
    told = tuple(told)
    feed = Feed(
        title=f"{title} · The public record",
        itself=visit.origin + asked,
        page=visit.origin + shows,
        told=told,
        updated="1970-01-01T00:00:00Z",
    )
    return _conditional(visit, atom.render(feed), _ATOM, max((one.updated for one in told), default=None))


def _conditional(visit: Visit, body: str, kind: str, changed_at: str | None) -> Answer:
    """The body, or only that it is as it was (RFC 9110, 13.1.2 and 13.1.3)."""
    tag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if changed_at:
        headers["Last-Modified"] = moments.http_date(changed_at)
    known = visit.headers.get("if-none-match")
    if known is not None:
        same = known.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in known.split(",")]
    else:
        same = "Last-Modified" in headers and visit.headers.get("if-modified-since") == headers["Last-Modified"]
    return Answer("" if same else body, kind, 304 if same else 200, headers)
