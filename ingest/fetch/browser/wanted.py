"""Which of a page's requests are let through. Pure."""

from collections.abc import Sequence
from typing import Literal

from ingest.core import urls
from ingest.errors import URLError

MOST = 80  # requests of one page, those that are answered from before among them
_SCRIPTS = frozenset(("script", "xhr", "fetch"))  # what can bring words; pictures, fonts, sounds and frames bring none

Admission = Literal["ask", "empty", "no"]


def decide(page: str, url: str, method: str, kind: str, also: Sequence[str]) -> tuple[Admission, str]:
    """What becomes of a request of `page`, and why. `also`: hosts beyond the page's own site that its source names.

    Styles are answered empty: scripts wait for them, and they say nothing.
    """
    if kind == "stylesheet":
        return "empty", ""
    if kind not in _SCRIPTS:
        return "no", ""
    try:
        asked = urls.request_url(url)
    except URLError:
        return "no", ""
    host = urls.host(asked)
    if not urls.same_site(page, asked) and host not in also:
        return "no", f"of another site, {host}"
    if method != "GET":
        return "no", f"by {method[:10]}, which is never sent"
    return "ask", ""
