"""How a cell of an archive is shown: numbers that name an article or a story lead to its page."""

from typing import Any

from markupsafe import Markup

# (table or view, column) -> the page that the number leads to
_PAGES = {
    ("stories", "id"): "story",
    ("stories", "origin"): "article",
    ("articles", "id"): "article",
    ("articles", "story"): "story",
    ("v_articles", "id"): "article",
    ("v_articles", "story"): "story",
    ("v_revisions", "article"): "article",
    ("v_links", "article"): "article",
    ("v_links", "target_article"): "article",
    ("v_changes", "article"): "article",
    ("v_removed", "article"): "article",
}
_IN_QUERIES = {"article": "article", "target_article": "article", "story": "story"}


def render(row: Any, value: Any, column: str, table: str | None, base: str) -> Markup | None:
    """The cell's HTML, or None where Datasette's own is right. `table` is None in a query, `base` the archive's path in Datasette."""
    if not isinstance(value, int):
        return None
    if (table, column) == ("stories", "articles"):
        return _link(base, "story", row["id"], f"{value} side by side" if value > 1 else value)
    page = _IN_QUERIES.get(column) if table is None else _PAGES.get((table, column))
    return _link(base, page, value, value) if page else None


def _link(base: str, page: str, number: int, label: object) -> Markup:
    return Markup('<a href="{}/-/{}/{}">{}</a>').format(base, page, number, label)
