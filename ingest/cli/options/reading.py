"""What the commands that read an archive share: their options, and opening it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ingest import archive
from ingest.cli.options.paths import FILE


def db_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--db", type=FILE, default="archive.db", envvar="INGEST_DB", show_default=True, help="The archive.")(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The archive's connection, read-only. Raises ArchiveError."""
    with archive.open_readonly(path) as opened:
        yield opened.db
