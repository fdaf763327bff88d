"""A kept page without anything that acts, asks for or leads to anything; its text and its own styles stay.

The content security policy it is served with forbids the same. What a policy does not reach, a connection that is opened ahead for a
`<link>`, or a link that is followed, is taken out here.
"""

import re

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from ingest.core.markup import decode, parser_limits
from ingest.errors import ParseError

_ACTING = "script, iframe, frame, object, embed, applet, portal, link, base, meta, template"
_HARMLESS = frozenset(
    {
        *("class", "id", "lang", "dir", "title", "alt", "style", "width", "height", "colspan", "rowspan", "headers", "scope", "datetime"),
        *("start", "type", "value", "align", "valign", "bgcolor", "border", "cellpadding", "cellspacing", "color", "face", "size", "role"),
        "open",
    }
)
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_LOADING = re.compile(r"(?:url|image-set|image)\s*\([^)]*\)?|@import[^;]*;?", re.IGNORECASE)  # what a style asks for
_HEAD = '<meta charset="utf-8"><style>html{font:16px/1.55 system-ui,sans-serif;padding:1rem}img{min-width:1px}</style>'


def document(body: bytes, content_type: str) -> str:
    """The page as HTML; what is no HTML, or is more than can be parsed, as its plain text."""
    text, _ = decode.decode(body, content_type)
    if "html" in content_type.lower() or _looks_like_html(text):
        try:
            parser_limits.check_markup(text.encode())
            return _stripped(text)
        except ParseError:
            pass
    return str(
        Markup('<!doctype html><meta charset="utf-8"><title>A kept document</title><pre style="white-space: pre-wrap">{}</pre>').format(
            text
        )
    )


def _looks_like_html(text: str) -> bool:
    head = text[:1000].lower()
    return "<html" in head or "<!doctype html" in head or "<body" in head


def _stripped(text: str) -> str:
    tree = LexborHTMLParser(text)
    for node in tree.css(_ACTING):
        node.decompose()
    for node in tree.css("*"):
        for name, value in list(node.attributes.items()):
            if (name.lower() not in _HARMLESS or _LOADING.search(value or "")) and not _is_inline_picture(name, value):
                del node.attrs[name]
    whole = _STYLE.sub(lambda style: _LOADING.sub("none", style[0]), tree.html or "")
    head, closed, rest = whole.partition("<head>")
    return f"<!doctype html>{head}{closed}{_HEAD}{rest}" if closed else f"<!doctype html>{_HEAD}{whole}"


def _is_inline_picture(name: str, value: str | None) -> bool:
    return (
        name == "src"
        and bool(value)
        and str(value).lower().startswith(("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"))
    )
