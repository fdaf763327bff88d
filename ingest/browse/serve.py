"""Datasette over one archive, on this machine, until stopped."""

import asyncio
import socket
from pathlib import Path

import uvicorn
from datasette.app import Datasette

from ingest import archive
from ingest.errors import ConfigError

_LOOPBACK = "127.0.0.1"
_SETTINGS = {
    "default_page_size": 50,
    "truncate_cells_html": 240,
    "suggest_facets": False,  # it groups by every column, whole texts included
}


def build(path: Path) -> Datasette:
    """Datasette over the archive at `path`, not yet served. Raises ArchiveError."""
    archive.open_readonly(path).close()
    in_use = archive.readable_in_use(path)
    return Datasette(
        files=[str(path)] if in_use else [],
        immutables=[] if in_use else [str(path)],
        settings=_SETTINGS,
        metadata={"title": "ingest: the public record"},
    )


def listen(port: int) -> socket.socket:
    """A socket that already listens, so that a browser may be sent there at once; port 0 takes any free one. Raises ConfigError."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((_LOOPBACK, port))
        bound.listen()
    except OSError as error:
        bound.close()
        raise ConfigError(f"port {port}: {error.strerror}; name another with --port, or 0 for any free one") from error
    return bound


def address(datasette: Datasette, path: Path, bound: socket.socket) -> str:
    """The URL of the archive's first page."""
    return f"http://{_LOOPBACK}:{bound.getsockname()[1]}{datasette.urls.database(path.stem)}"


def serve(datasette: Datasette, bound: socket.socket) -> None:
    """Answers until SIGINT or SIGTERM."""
    asyncio.run(datasette.invoke_startup())
    uvicorn.Server(uvicorn.Config(datasette.app(), log_level="warning", lifespan="on")).run(sockets=[bound])
