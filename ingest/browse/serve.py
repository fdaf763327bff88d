"""Datasette over one archive, on this machine, until stopped."""

import asyncio
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from ingest import archive
from ingest.browse import door
from ingest.errors import ConfigError

_LOOPBACK = "127.0.0.1"
_SETTINGS = {
    "default_page_size": 50,
    "truncate_cells_html": 240,
    "max_csv_mb": 100,
    "allow_download": False,  # an archive in use is copied by `ingest backup`, and a published one by who publishes it
    "suggest_facets": False,  # it groups by every column, whole texts included
}


def build(path: Path, *, write: bool = False) -> Datasette:
    """Datasette over the archive at `path`, not yet served; `write`: readers may say what belongs together. Raises ArchiveError."""
    archive.open_readonly(path).close()
    in_use = archive.readable_in_use(path)
    if write:
        archive.open_existing(path).close()  # what hinders it is raised now
    return Datasette(
        files=[str(path)] if in_use else [],
        immutables=[] if in_use else [str(path)],
        settings=_SETTINGS,
        metadata={"title": "ingest: the public record", "plugins": {"ingest": {"write": write}}},
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


def application(datasette: Datasette, path: Path, hosts: Iterable[str] = ()) -> Any:
    """Datasette as it is served: for its own host and those named, every answer guarded, `/` leading to the archive's first page."""
    app = door.guarded(datasette.app(), lambda _: True)
    app = door.first_page(f"{datasette.urls.database(path.stem)}/-/today", app)
    return door.only_for({_LOOPBACK, "localhost", "[::1]", *(host.lower() for host in hosts)}, app)


def address(datasette: Datasette, path: Path, bound: socket.socket) -> str:
    """The URL of the archive's first page."""
    return f"http://{_LOOPBACK}:{bound.getsockname()[1]}{datasette.urls.database(path.stem)}/-/today"


def serve(datasette: Datasette, path: Path, bound: socket.socket, hosts: Iterable[str] = ()) -> None:
    """Answers until SIGINT or SIGTERM; `hosts`: names beside this machine's own under which it may be asked."""
    asyncio.run(datasette.invoke_startup())
    config = uvicorn.Config(application(datasette, path, hosts), log_level="warning", lifespan="on", server_header=False)
    uvicorn.Server(config).run(sockets=[bound])
