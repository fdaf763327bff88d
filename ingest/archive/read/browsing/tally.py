"""What a table of all articles asks: how many there are, how many of a source, a language and so on, and which fifty come next.

All three are answered in an index; the view `v_articles` would make every row, its text and all, to count or to pass over it.
"""

from collections.abc import Mapping

# The plus keeps SQLite in the one index that holds all of them: to begin with one that holds some, it would look up the rest.
_OF_ARTICLES = {"language": "+a.language", "state": "+a.state", "translation": "a.translation"}
_OF_SOURCES = {"source": "name", "country": "country"}
COLUMNS = frozenset({*_OF_ARTICLES, *_OF_SOURCES})  # of v_articles, that can be counted by
WORDS = "words"  # in place of a column: the words that an article holds


def total(chosen: Mapping[str, str]) -> str:
    """The statement that counts the rows of v_articles; `chosen`: column -> name of the statement's parameter that it equals."""
    return f'SELECT ifnull(sum(articles), 0) AS "count(*)" FROM ({_counted(chosen)})'


def by(column: str, chosen: Mapping[str, str], most: int) -> str:
    """The statement that counts them by the value of a column: rows of `value` and `count`, the most frequent first, nulls left out."""
    value = {"source": "s.name", "country": "s.country"}.get(column, f"counted.{column}")
    return f"""
        SELECT {value} AS value, sum(articles) AS count
        FROM ({_counted(chosen, is_of_translations=column == "translation")}) counted JOIN sources s ON s.id = counted.source
        WHERE {value} IS NOT NULL GROUP BY value ORDER BY count DESC, value LIMIT {most}
    """


def page(columns: str, chosen: Mapping[str, str], *, newest_first: bool, size: int, after: int) -> str:
    """The statement of so many rows of v_articles, `after` so many others. `columns`: as they are selected."""
    order = "DESC" if newest_first else "ASC"
    ids = f"SELECT a.id FROM articles a WHERE {_where(chosen)} ORDER BY a.id {order} LIMIT {size} OFFSET {after}"
    return f"SELECT {columns} FROM v_articles WHERE id IN ({ids}) ORDER BY id {order}"


def _counted(chosen: Mapping[str, str], *, is_of_translations: bool = False) -> str:
    where, group = _where(chosen), "a.source, a.language, a.state"
    if is_of_translations:
        where, group = f"a.translation IS NOT NULL AND {where}", f"a.translation, {group}"
    return f"SELECT {group}, count(*) AS articles FROM articles a WHERE {where} GROUP BY {group}"


def _where(chosen: Mapping[str, str]) -> str:
    said = [f"{_OF_ARTICLES[column]} = :{parameter}" for column, parameter in chosen.items() if column in _OF_ARTICLES]
    of_sources = [f"{_OF_SOURCES[column]} = :{parameter}" for column, parameter in chosen.items() if column in _OF_SOURCES]
    if of_sources:
        said.append(f"a.source IN (SELECT id FROM sources WHERE {' AND '.join(of_sources)})")
    if WORDS in chosen:
        said.append(f"+a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH escape_fts(:{chosen[WORDS]}))")
    return " AND ".join(said) or "1"
