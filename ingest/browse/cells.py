"""How a cell of an archive is shown: numbers that name an article or a story lead there, whole texts are set as paragraphs."""

from typing import Any

from markupsafe import Markup

# (table or view, column) -> the query that the number leads to, and its parameter
_IN_TABLES = {
    ("stories", "origin"): ("article", "article"),
    ("v_articles", "id"): ("article", "article"),
    ("v_articles", "story"): ("story", "story"),
    ("v_revisions", "article"): ("article", "article"),
    ("v_links", "article"): ("article", "article"),
    ("v_links", "target_article"): ("article", "article"),
}
# column -> query, parameter, and what is shown for the number, if not the number
_IN_QUERIES = {
    "article": ("article", "article", None),
    "target_article": ("article", "article", None),
    "story": ("story", "story", None),
    "versions": ("versions", "article", "all versions"),
    "evidence": ("story_links", "story", "why it belongs here"),
}


def render(row: Any, value: Any, column: str, table: str | None, base: str) -> Markup | None:
    """The cell's HTML, or None where Datasette's own is right. `table` is None in a query, `base` the archive's path in Datasette."""
    if isinstance(value, int):
        if (table, column) == ("stories", "articles"):
            return _link(base, "story", "story", row["id"], f"{value} side by side" if value > 1 else value)
        if table is None and column in _IN_QUERIES:
            query, parameter, label = _IN_QUERIES[column]
            return _link(base, query, parameter, value, label or value)
        if table is not None and (table, column) in _IN_TABLES:
            return _link(base, *_IN_TABLES[table, column], value, value)
    if table is None and column == "full_text" and isinstance(value, str):
        paragraphs = Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in value.split("\n\n"))
        return Markup('<div class="full-text">{}</div>').format(paragraphs)
    return None


def _link(base: str, query: str, parameter: str, value: int, label: object) -> Markup:
    return Markup('<a href="{}/{}?{}={}">{}</a>').format(base, query, parameter, value, label)
