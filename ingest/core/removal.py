"""When a publisher is taken to have removed an article. What is held is kept; the mark is undone when the text is seen again."""

import re

from ingest.core import urls
from ingest.core.model import Removal
from ingest.core.notices import NOTICES
from ingest.core.times import seconds_between
from ingest.core.urls.shape import document_id, is_home, is_section, path_and_query

_GONE_AFTER = 14 * 86400  # seconds of nothing but 404, or of pages that say so, until an article is taken for removed
_MEANT_AFTER = 86400  # seconds over which looks must agree until the publisher is taken to have meant what they show
_MEANT_LOOKS = 3
_NOTICE = 600  # characters; a longer text that speaks of a withdrawal reports one
_APART = re.compile(r"\s+")


def is_removed(kind: Removal, since: str, at: str, looks: int) -> bool:
    """Whether `looks` in a row that began at `since` (UTC text), the last one at `at`, are enough. A 410 is at once."""
    if kind == "gone":
        return True
    if kind == "not found" or (kind == "unlisted" and not was_meant(since, at, looks)):
        return seconds_between(since, at) >= _GONE_AFTER
    return was_meant(since, at, looks)


def was_meant(since: str, at: str, looks: int) -> bool:
    """Whether a page that so many looks in a row showed alike was put there by its publisher, and is no passing fault."""
    return looks >= _MEANT_LOOKS and seconds_between(since, at) >= _MEANT_AFTER


def leads_away(asked: str, final: str) -> str | None:
    """Where a redirect led that left the article for a page about nothing in particular: "the home page", "a section"; None: it did not.

    Both URLs normalised.
    """
    (path, query), (to, to_query) = path_and_query(asked), path_and_query(final)
    if is_home(path, query) or document_id(to, to_query):
        return None
    if is_home(to):
        return "the home page"
    if (path.rstrip("/") + "/").startswith(to.rstrip("/") + "/") and len(to.rstrip("/")) < len(path.rstrip("/")):
        return "a section"
    if urls.same_site(asked, final) and is_section(to) and not is_section(path):
        return "a section"
    return None


def leads_home(asked: str, final: str) -> bool:
    """Whether a redirect led to a home page, of a site or of one of its languages. Both URLs normalised."""
    return urls.same_site(asked, final) and leads_away(asked, final) == "the home page"


def notice(title: str, text: str) -> str | None:
    """The words by which a short page says that its article was withdrawn; None when it says no such thing."""
    if len(text) > _NOTICE:
        return None
    said = _APART.sub(" ", f"{title} {text}").casefold()
    return next((words for words in NOTICES if words in said), None)
