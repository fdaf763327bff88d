"""A reader's request to an archive's page, and the answer: plain values, so that a page is a function of the one to the other."""

import sqlite3
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from msgspec import Struct

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"


class NotHere(Exception):
    """What was asked for is not in the archive; the message says what, and what to do."""


class Visit(Struct, frozen=True, kw_only=True):
    """A request. `base`: the archive's path, `/demo`; `origin`: scheme and host of the server as the reader named it."""

    db: sqlite3.Connection
    name: str  # of the archive
    base: str
    origin: str
    path: str
    query: tuple[tuple[str, str], ...]
    parts: Mapping[str, str]  # of the path
    now: str  # UTC text
    headers: Mapping[str, str] = {}
    static: Callable[[str], str]  # the path of a file that comes with the pages
    writing: bool = False  # whether words about stories may be given
    token: str = ""  # that a form sends back

    def one(self, name: str) -> str | None:
        """The first value of an argument; None when it is missing or empty."""
        return next((value.strip() for key, value in self.query if key == name and value.strip()), None)

    def number(self, name: str) -> int | None:
        """The value of an argument, or of a part of the path, that is a whole number SQLite can hold."""
        said = self.parts.get(name) or self.one(name)
        return int(said) if said and said.isascii() and said.isdigit() and len(said) < 19 else None

    def to(self, *parts: object, **arguments: object) -> str:
        """The path of another page of the archive. Arguments that are None or empty are left out."""
        return f"{self.base}/-/{'/'.join(quote(str(part), safe='') for part in parts)}{_query(arguments)}"

    def table(self, name: str, /, **arguments: object) -> str:
        """The path of a plain table, or of its rows as `name.json`."""
        return f"{self.base}/{name}{_query(arguments)}"

    @property
    def query_string(self) -> str:
        """The arguments as they are written in a URL, in one order of spelling."""
        return urlencode([(name, value) for name, value in self.query if value.strip()])

    def again(self, **arguments: object) -> str:
        """This page with other arguments; None takes one away."""
        kept = {key: value for key, value in self.query if key not in arguments}
        return f"{self.path}{_query(kept | arguments)}"


class Answer(Struct, frozen=True):
    """`allows`: sources of content beyond the page's own, by directive of the content security policy."""

    body: str | bytes
    kind: str = HTML
    status: int = 200
    headers: Mapping[str, str] = {}
    allows: Mapping[str, str] = {}


PageOf = Callable[[Visit], Answer]


def _query(arguments: Mapping[str, object]) -> str:
    said = [(name.rstrip("_"), str(value)) for name, value in arguments.items() if value is not None and value != ""]
    return f"?{urlencode(said)}" if said else ""
