"""What a browser may do with a page of the archive: nothing but show it. Sources: W3C Content Security Policy 3, Referrer Policy."""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

_PAGE = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FILLED_IN = {"{{ datasette_allow_facet }}": ("true", "false")}  # all that Datasette puts into a script of its own


def headers(allows: Mapping[str, str]) -> dict[str, str]:
    """Of one of our pages; `allows` are directives that it needs beside or in place of those of every page."""
    return {"Content-Security-Policy": _spelled({**_PAGE, **allows}), **_EVERYWHERE}


@cache
def stock_headers() -> dict[str, str]:
    """Of Datasette's own pages: they have scripts and styles in the page. Each script is allowed by its digest, and no other."""
    digests = " ".join(sorted(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in _stock_scripts()))
    allowed = _PAGE | {"script-src": f"'self' {digests}", "style-src": "'self' 'unsafe-inline'", "connect-src": "'self'"}
    return {"Content-Security-Policy": _spelled(allowed), **_EVERYWHERE}


def _stock_scripts() -> set[str]:
    """The inline scripts of Datasette's templates, as they come out."""
    found = set()
    for template in files("datasette").joinpath("templates").iterdir():
        for script in _INLINE.findall(template.read_text(encoding="utf-8")):
            outcomes = [script]
            for variable, values in _FILLED_IN.items():
                outcomes = [outcome.replace(variable, value) for outcome in outcomes for value in values]
            found |= {outcome for outcome in outcomes if "{{" not in outcome}
    return found


def _spelled(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}".strip() for name, sources in directives.items())
