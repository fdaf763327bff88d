"""How a cell of an archive is shown: numbers that name an article or a story lead there, whole texts are set as paragraphs."""

from typing import Any

from markupsafe import Markup

_ARTICLE = {("v_articles", "id"), ("v_revisions", "article"), ("v_links", "article"), ("v_links", "target_article")}
_STORY = {("v_articles", "story")}


def render(value: Any, column: str, table: str | None, base: str) -> Markup | None:
    """The cell's HTML, or None where Datasette's own is right. `table` is None in a query, `base` the archive's path in Datasette."""
    if value is None:
        return None
    if isinstance(value, int):
        if (table, column) in _ARTICLE or (table is None and column in ("article", "target_article")):
            return Markup('<a href="{}/article?article={}">{}</a>').format(base, value, value)
        if (table, column) in _STORY or (table is None and column == "story"):
            return Markup('<a href="{}/story?story={}">{}</a>').format(base, value, value)
    if table is None and column == "full_text" and isinstance(value, str):
        paragraphs = Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in value.split("\n\n"))
        return Markup('<div class="full-text">{}</div>').format(paragraphs)
    return None
