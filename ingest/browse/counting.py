"""Datasette asks how many rows a table has, how many have each value of a facet, and which come next. Of the view of articles it would
make every row for each of these questions; here an index answers them. What is asked in other words Datasette answers as it does.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

from datasette.database import Database

from ingest.archive.read.browsing import tally

_Ask = Callable[..., Awaitable[Any]]

_LONGEST = 2_000  # characters of a statement that is looked at: Datasette's own are shorter, and a reader's may be of any length
_COLUMNS = r"\[?\w+\]?(?:, \[?\w+\]?)*"
_VIEW = r"from \[?v_articles\]?(?: where (?P<where>.*?))?"
_TOTAL = re.compile(rf"\s*select count\(\*\) {_VIEW}\s*")
_FACET = re.compile(
    rf"\s*select \[?(?P<column>\w+)\]? as value, count\(\*\) as count from \(\s*select {_COLUMNS} {_VIEW}\s*\)"
    r"\s*where \[?(?P=column)\]? is not null\s+group by \[?(?P=column)\]? order by count desc, value limit (?P<most>\d+)\s*"
)
_PAGE = re.compile(
    rf"select (?P<columns>{_COLUMNS}) {_VIEW}\s*order by \[?id\]?(?P<descending> desc)? limit (?P<size>\d+)(?: offset (?P<after>\d+))?"
)
_EQUAL = re.compile(r'["\[]?(\w+)["\]]? = :(\w+)')
_WORDS = re.compile(r"\[?id\]? in \(select rowid from \[?articles_fts\]? where \[?articles_fts\]? match escape_fts\(:(\w+)\)\s*\)")


def _reworded(asked: _Ask) -> _Ask:
    @wraps(asked)
    async def ask(self: Database, sql: str, *rest: Any, **options: Any) -> Any:
        return await asked(self, quicker(sql) or sql, *rest, **options)

    return ask


class ReadArchive(Database):  # type: ignore[misc]
    """An archive among Datasette's databases."""

    execute = _reworded(Database.execute)


def take_over(datasette: Any, name: str) -> None:
    """Puts a `ReadArchive` in the place of the database of that name, before anything was asked of it."""
    before = datasette.databases[name]
    datasette.remove_database(name)
    datasette.add_database(ReadArchive(datasette, path=before.path, is_mutable=before.is_mutable), name, route=before.route)


def quicker(sql: str) -> str | None:
    """A statement with the same answer and the same parameters that makes no row of the view but those shown; None: there is none."""
    if len(sql) > _LONGEST:
        return None
    asked = _TOTAL.fullmatch(sql) or _FACET.fullmatch(sql) or _PAGE.fullmatch(sql)
    chosen = _chosen(asked["where"]) if asked else None
    if asked is None or chosen is None:
        return None
    if asked.re is _TOTAL:
        return tally.total(chosen)
    if asked.re is _PAGE:
        newest_first, size, after = bool(asked["descending"]), int(asked["size"]), int(asked["after"] or 0)
        return tally.page(asked["columns"], chosen, newest_first=newest_first, size=size, after=after)
    return tally.by(asked["column"], chosen, int(asked["most"])) if asked["column"] in tally.COLUMNS else None


def _chosen(where: str | None) -> Mapping[str, str] | None:
    """Column -> parameter of conditions that are all equalities of columns that can be counted by, or words; None: some is another."""
    chosen: dict[str, str] = {}
    for condition in where.split(" and ") if where else ():
        if words := _WORDS.fullmatch(condition.strip()):
            column, parameter = tally.WORDS, words[1]
        elif (equal := _EQUAL.fullmatch(condition.strip())) and equal[1] in tally.COLUMNS:
            column, parameter = equal[1], equal[2]
        else:
            return None
        if column in chosen:
            return None
        chosen[column] = parameter
    return chosen
