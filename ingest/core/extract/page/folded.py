"""Boxes that are hidden until a reader asks for them: panels of an accordion, tabs, "read more". Authorities put the substance there.

What tells them from dialogs, menus and copies for other screens: their name or role says so, the browser may open them for a search in
the page, or the heading or button that opens them stands right before them.
"""

import re

from selectolax.lexbor import LexborNode

_NAMED = re.compile(
    r"accordi?on|akkordeon|acorde|collaps|expand|toggl|unfold|foldable|aufklapp|klapp|spoiler|"
    r"(?<![a-z])(?:tab|faq)s?[-_]*(?:pane|panel|content|body|answer|item)|(?<![a-z])panel|(?<![a-z])answer|read-?more|show-?more",
    re.IGNORECASE,
)
_OF_THE_PAGE = re.compile(
    r"nav|menu|search|shar(?:e|ing)|log-?in|sign-?in|modal|popup|pop-up|overlay|lightbox|drawer|off-?canvas|mobile|sidebar|widget|cookie|consent|"
    r"lang|comment|header|footer|newsletter|subscri|paywall|filter|tooltip|related|share",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "button", "dt", "summary"))
_LEAST = 40  # characters of text that are worth a reader's click


def opens_on_demand(node: LexborNode, attributes: dict[str, str | None], name: str, role: str) -> bool:
    """Whether a hidden box is a section that a click opens."""
    if _OF_THE_PAGE.search(name) or role not in ("", "tabpanel", "region"):
        return False
    if len(node.text().strip()) < _LEAST:
        return _NAMED.search(name) is not None and _opener_before(node)
    if role == "tabpanel" or attributes.get("hidden") == "until-found" or _NAMED.search(name):
        return True
    return _opener_before(node)


def _opener_before(node: LexborNode) -> bool:
    before = node.prev
    while before is not None and before.tag in ("-text", "-comment"):
        if before.tag == "-text" and (before.text_content or "").strip():
            return False
        before = before.prev
    if before is None:
        return False
    return (
        before.tag in _HEADINGS
        or (before.attributes.get("role") == "button")
        or before.css_first("[aria-expanded], [aria-controls]") is not None
    )
