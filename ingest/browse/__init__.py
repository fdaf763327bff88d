"""The Datasette plugin: an archive that is opened in Datasette gets folded search, titles, facets, readable cells and canned queries.

Datasette finds this module by its entry point. Databases that are not archives are left as they are.
"""

import sqlite3
from typing import Any

from markupsafe import Markup
from pluggy import HookimplMarker

from ingest.browse import about, cells, limits
from ingest.core import fold

hookimpl = HookimplMarker("datasette")


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Datasette's search box asks `MATCH escape_fts(:search)`: for an archive, that function folds as the index was folded."""
    if about.is_archive(datasette, database):
        limits.limit(conn)
        conn.create_function("escape_fts", 1, _match, deterministic=True)
        conn.create_function("fold", 1, fold.fold, deterministic=True)


@hookimpl
def startup(datasette: Any) -> None:
    from ingest.browse.counting import take_over

    for name in [name for name in datasette.databases if about.is_archive(datasette, name)]:
        take_over(datasette, name)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    from ingest.browse.routes import routes

    return routes()


@hookimpl
def skip_csrf(scope: dict[str, Any]) -> bool:
    """Words on stories carry a token of ours, which is asked of everybody."""
    from ingest.browse.writing import PATH

    return bool(scope["path"].endswith(f"/-/{PATH}"))


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Guards the pages of archives; other databases' are left as they are."""
    from ingest.browse.door import guarded

    def is_ours(path: str) -> bool:
        archives = [str(datasette.urls.database(name)) for name in datasette.databases if about.is_archive(datasette, name)]
        return any(path == base or path.startswith((f"{base}/", f"{base}.")) for base in archives)

    return lambda app: guarded(app, is_ours)


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    return about.metadata(datasette)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    if not about.is_archive(datasette, database):
        return None
    return cells.render(row, value, column, table, datasette.urls.database(database))


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    if database is None or not about.is_archive(datasette, database):
        return []
    return [datasette.urls.static_plugins("ingest", "tables.css")]


def _match(words: str) -> str:
    return fold.query(words) or '""'  # an empty MATCH is a syntax error to FTS5, an empty phrase finds nothing
