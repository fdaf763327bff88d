"""Which page is at which path of an archive, and how a request of Datasette becomes a visit."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import NotFound, Response
from datasette.utils import sqlite_timelimit

from ingest.browse import about, limits, policy, writing
from ingest.browse.pages import about as about_page
from ingest.browse.pages import article, changes, feeds, kept, requests, search, sources, stories, story, today
from ingest.browse.rendering import page as rendered
from ingest.browse.visit import Answer, NotHere, PageOf, Visit
from ingest.core.times import utc_text
from ingest.errors import ArchiveError, NotKnown

_NUMBER = "[1-9][0-9]{0,17}"
PAGES: dict[str, PageOf] = {
    "today": today.page,
    "search": search.page,
    r"search\.json": search.as_json,
    r"search\.csv": search.as_csv,
    r"search\.atom": feeds.search,
    r"changes\.atom": feeds.edits,
    r"removed\.atom": feeds.removals,
    rf"story/(?P<story>{_NUMBER})\.atom": feeds.story,
    r"sources\.opml": feeds.opml,
    "stories": stories.page,
    "changes": changes.page,
    "removed": changes.removed,
    "sources": sources.page,
    r"source/(?P<source>[^/]+)": sources.one,
    "log": requests.page,
    "explain": requests.explain,
    "about": about_page.page,
    r"opensearch\.xml": about_page.opensearch,
    rf"story/(?P<story>{_NUMBER})": story.page,
    rf"article/(?P<article>{_NUMBER})": article.page,
    rf"article/(?P<article>{_NUMBER})\.(?P<format>md|txt|json)": article.plain,
    rf"article/(?P<article>{_NUMBER})/version/(?P<version>{_NUMBER})": article.page,
    rf"article/(?P<article>{_NUMBER})/version/(?P<version>{_NUMBER})\.(?P<format>md|txt|json)": article.plain,
    rf"article/(?P<article>{_NUMBER})/version/(?P<version>{_NUMBER})/page": kept.frame,
    rf"article/(?P<article>{_NUMBER})/version/(?P<version>{_NUMBER})/kept": kept.document,
    rf"article/(?P<article>{_NUMBER})/diff": article.difference,
}
_LONGEST = 5_000  # milliseconds of a page's questions to the archive


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """For Datasette's `register_routes`."""
    views = {path: _view(page) for path, page in PAGES.items()} | {writing.PATH: _words}
    return [(rf"^/(?P<database>[^/.]+)/-/{path}$", view) for path, view in views.items()]


def _view(page: PageOf) -> Callable[..., Any]:
    async def view(request: Any, datasette: Any) -> Response:
        name = datasette_name(request)
        if not about.is_archive(datasette, name):
            raise NotFound(f"{name} is no archive")
        await _require_permission(datasette, request.actor, name)

        def answer(db: sqlite3.Connection) -> Answer:
            visit = _visit(db, name, request, datasette)
            with limits.lifted(db), sqlite_timelimit(db, _LONGEST):
                try:
                    return page(visit)
                except (NotHere, ArchiveError) as error:
                    return rendered(visit, "not_here", status=404, told=str(error))
                except sqlite3.OperationalError as error:
                    if "interrupted" not in str(error):
                        raise
                    return rendered(visit, "not_here", status=503, told="This takes the archive too long; ask for less.")

        found = await datasette.get_database(name).execute_fn(answer)
        headers = {**policy.headers(found.allows), **found.headers}
        return Response(found.body, status=found.status, headers=headers, content_type=found.kind)

    return view


async def _words(request: Any, datasette: Any) -> Response:
    """Takes a person's word, and leads to the story that came of it."""
    name = datasette_name(request)
    if not about.is_archive(datasette, name):
        raise NotFound(f"{name} is no archive")
    await _require_permission(datasette, request.actor, name)
    writing.check(request, datasette)
    said = await request.post_vars()
    path = Path(datasette.get_database(name).path)
    try:
        kept = await asyncio.to_thread(writing.say, path, said, utc_text(datetime.now(UTC)))
    except (NotKnown, ArchiveError) as error:
        told = str(error)
        return await _view(lambda visit: rendered(visit, "not_here", status=422, told=told))(request, datasette)
    return Response("", status=303, headers={"Location": f"{datasette.urls.database(name)}/-/story/{kept['story']}?{urlencode(kept)}"})


async def _require_permission(datasette: Any, actor: Any, name: str) -> None:
    """Raises Datasette's Forbidden when the archive is not this reader's to see. Datasette 1.0 asks in another way than 0.65."""
    if hasattr(datasette, "ensure_permissions"):
        await datasette.ensure_permissions(actor, [("view-database", name), "view-instance"])
    else:
        from datasette.resources import DatabaseResource

        await datasette.ensure_permission(action="view-database", resource=DatabaseResource(name), actor=actor)


def datasette_name(request: Any) -> str:
    """The name of the database that a request is for."""
    return str(request.url_vars["database"])


def _visit(db: sqlite3.Connection, name: str, request: Any, datasette: Any) -> Visit:
    base = datasette.urls.database(name)
    is_writing = writing.allowed(datasette)
    return Visit(
        db=db,
        name=name,
        base=str(base),
        origin=datasette.absolute_url(request, "/").rstrip("/"),
        path=str(base) + "/-/" + request.scope["path"].partition("/-/")[2],
        query=tuple((key, value) for key in request.args for value in request.args.getlist(key)),
        parts={key: value for key, value in request.url_vars.items() if value is not None},
        now=utc_text(datetime.now(UTC)),
        headers=request.headers,
        writing=is_writing,
        token=writing.token() if is_writing else "",
        static=lambda file: f"{datasette.urls.static_plugins('ingest', file)}?{_digest(file)}",
    )


@cache
def _digest(file: str) -> str:
    """Of a file that comes with the pages: a browser that keeps it asks anew when it changed."""
    return sha256(files(__package__).joinpath("static", file).read_bytes()).hexdigest()[:12]
