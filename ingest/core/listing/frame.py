"""Where on a page a link stands: in its lists, or in what frames every page of a site."""

from bisect import bisect_left

from ingest.core.listing.outline import Outline
from ingest.core.listing.templates import Anchor

_ELEMENTS = frozenset({"nav", "footer", "menu", "header", "aside", "dialog", "form"})
_WHOLE = frozenset({"header", "form"})  # older sites put the whole page into one
_BODIES = frozenset({"article", "main"})  # a <header> or <footer> inside them is an article's own
_OF_MENUS = frozenset(
    {"nav", "navbar", "navigation", "menu", "submenu", "megamenu", "dropdown", "footer", "breadcrumb", "breadcrumbs", "crumbs"}
    | {"pager", "pagination", "paging"}
)
_OF_BOXES = frozenset(
    {
        "tags",
        "tagcloud",
        "cloud",
        "related",
        "recommended",
        "recommend",
        "popular",
        "trending",
        "mostread",
        "mostviewed",
        "mostpopular",
        "topread",
        "meistgelesen",
        "masleidas",
        "maslidas",
        "maislidas",
        "piuletti",
        "pluslus",
        "sidebar",
        "widget",
        "complementary",
    }
    | {"share", "sharing", "social", "lang", "langs", "language", "languages", "locale", "partners", "sponsor", "skip", "cookie", "toolbar"}
    | {"login", "topbar", "quicklinks", "utility", "banner", "contentinfo"}
)


_PAIRS = (  # of the words of a name: `most-read`, `box-most-viewed`
    frozenset({"most", "read"}),
    frozenset({"most", "viewed"}),
    frozenset({"most", "commented"}),
    frozenset({"most", "shared"}),
    frozenset({"top", "read"}),
    frozenset({"meist", "gelesen"}),
    frozenset({"mas", "leidas"}),
    frozenset({"mas", "leidos"}),
    frozenset({"mais", "lidas"}),
    frozenset({"piu", "letti"}),
    frozenset({"plus", "lus"}),
)


class Frame:
    """The links of a page by their places; `holds` and `targets` answer for any element of its outline."""

    def __init__(self, outline: Outline, anchors: list[Anchor]) -> None:
        self._outline = outline
        self._anchors = anchors  # in the order of the page
        self._starts = [anchor.box for anchor in anchors]

    def inside(self, box: int) -> list[Anchor]:
        """The links inside an element."""
        return self._anchors[bisect_left(self._starts, box) : bisect_left(self._starts, self._outline.end[box])]

    def number(self, box: int) -> int:
        """How many links are inside an element."""
        return bisect_left(self._starts, self._outline.end[box]) - bisect_left(self._starts, box)

    def frames(self, box: int) -> bool:
        """Whether an element is part of the frame: navigation, footer, tags, related articles, pages, languages.

        A name alone counts only where it is not that of the whole page: `has-sidebar` stands at <body> too.
        """
        outline = self._outline
        while box >= 0:
            tag, names, share = outline.tag[box], outline.names[box], self.number(box) / len(self._starts)
            if tag in _BODIES:
                return share <= 0.5 and self._is_aside(box)
            if tag in _ELEMENTS and not (tag in _WHOLE and share > 0.5):
                return True
            if tag != "a" and ((not _OF_MENUS.isdisjoint(names) and share <= 0.95) or (share <= 0.5 and _is_box(names))):
                return True
            box = outline.parent[box]
        return False

    def _is_aside(self, box: int) -> bool:
        while (box := self._outline.parent[box]) >= 0:
            if self._outline.tag[box] == "aside":
                return True
        return False


def _is_box(names: frozenset[str]) -> bool:
    return not _OF_BOXES.isdisjoint(names) or any(pair <= names for pair in _PAIRS)
