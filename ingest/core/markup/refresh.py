"""Redirects that a page or a Refresh header asks for (WHATWG HTML 4.2.4.4)."""

import re

from selectolax.lexbor import LexborHTMLParser

from ingest.core import urls

_SOON = 5  # seconds; who has to wait longer is meant to read the page first
_LOOKED_AT = 64 * 1024  # bytes; where a head is
_REFRESH = re.compile(
    r"""\s* (?P<seconds>\d+) [\d.]* (?: \s*[;,]\s* | \s+ )
        (?: url \s*=\s* )? (?P<quote>["']?) (?P<url>.*) """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_DECLARED = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh")  # in lower case; scripts that speak of a refresh need no parser


def target(url: str, content: str, base: str | None = None) -> str | None:
    """Where a refresh on the page `url` leads: absolute; None for one without a URL, not soon, or back to the page itself.

    `base`: what its URL is relative to, if not the page.
    """
    found = _REFRESH.fullmatch(content)
    if found is None or int(found["seconds"][:9]) > _SOON:
        return None
    reference = found["url"].partition(found["quote"])[0] if found["quote"] else found["url"]
    where = urls.join(base or url, reference.strip()) if reference.strip() else None
    return None if where == urls.join(url, "") else where


def of_page(url: str, body: bytes) -> str | None:
    """Where the page's own `<meta http-equiv=refresh>` leads, as `target`. One inside `<noscript>` or a comment is none."""
    head = body[:_LOOKED_AT]
    if _DECLARED.search(head.lower()) is None:
        return None
    tree = LexborHTMLParser(head, encoding=True, scripting=True)
    base = tree.css_first("base[href]")
    base_url = urls.join(url, base.attributes["href"] or "") if base else None
    for meta in tree.css("meta[http-equiv]"):
        if (meta.attributes["http-equiv"] or "").strip().lower() == "refresh":
            return target(url, meta.attributes.get("content") or "", base_url)
    return None
