"""The verdicts of all that is no article: no answer, a status that says no, a page that cannot be read, a listing, a robots.txt.

Those of an article are chosen by `judgement`, and no verdict is chosen anywhere else. Each comes with its reason, one line for the log.
"""

from ingest.core.change.decide import Decision
from ingest.core.model import ListingPage, Removal, Verdict
from ingest.core.parsed import Trouble
from ingest.core.removal import is_removed
from ingest.errors import IngestError, Refused, URLError, Wall

NOT_MODIFIED = Decision(Verdict.UNCHANGED, "not modified since")
SAME_BYTES = Decision(Verdict.UNCHANGED, "the same bytes as before")
REMOVALS: dict[int, Removal] = {404: "not found", 410: "gone"}  # by status

_CLOSED = (401, 403, 407, 451)  # statuses that say: not for you
_TROUBLES = {"Wall": Verdict.BLOCKED, "Unsupported": Verdict.UNSUPPORTED, "NotAnArticle": Verdict.NOT_AN_ARTICLE}


def of_erased(at: str) -> Decision:
    """An article whose words were erased by order at `at`: none of them is taken again."""
    return Decision(Verdict.REFUSED, f"erased by order on {at[:10]}: not kept again")


def of_error(error: IngestError) -> Decision:
    """A URL, a request or a worker that brought nothing to be read."""
    if isinstance(error, Wall):
        return Decision(Verdict.BLOCKED, str(error))
    return Decision(Verdict.REFUSED if isinstance(error, Refused | URLError) else Verdict.FAILED, str(error))


def of_status(status: int, page: Trouble | None) -> Decision:
    """An error status. `page`: how the body that came with it was read, if it was: it may name the wall."""
    reason = f"answered {status}"
    if page is not None and page.is_wall and page.kind != "refused":
        return Decision(Verdict.BLOCKED, f"{reason}, {page.told}")
    return Decision(Verdict.BLOCKED if status in _CLOSED else Verdict.FAILED, reason)


def of_missing(kind: Removal, since: str, at: str, *, holds_article: bool, looks: int = 1, left: tuple[str, str] | None = None) -> Decision:
    """A status of `REMOVALS` at `at`, the first of `looks` in a row at `since`; GONE: the publisher removed what is there.

    `left`: the listing that the article was taken out of, and when.
    """
    also = f"; it left {left[0]} by {left[1][:10]}" if left else ""
    if kind == "gone":
        return Decision(Verdict.GONE, f"410 Gone{also}")
    is_gone = holds_article and is_removed(kind, since, at, looks)
    return Decision(Verdict.GONE if is_gone else Verdict.FAILED, f"404 Not Found, first on {since[:10]}{also}")


def of_replaced(kind: Removal, reason: str, since: str, at: str, looks: int) -> Decision:
    """A page that says that its article was removed; `looks` in a row showed it, this one included."""
    if is_removed(kind, since, at, looks):
        return Decision(Verdict.GONE, f"{reason}; so since {since[:10]}")
    return Decision(Verdict.QUARANTINED, reason)


def of_trouble(trouble: Trouble, *, holds_article: bool) -> Decision:
    """A page that could not be read as an article; `holds_article`: one was read at its URL before."""
    if trouble.is_wall or not holds_article:
        return Decision(_TROUBLES.get(trouble.error, Verdict.FAILED), trouble.told)
    return Decision(Verdict.QUARANTINED, f"an article was here, now: {trouble.told}")


def of_listing(page: ListingPage | None) -> Decision:
    """A listing that was read; `page` None: it says what it said before."""
    return Decision(Verdict.LISTING, "a listing, unchanged" if page is None else f"a listing of {len(page.cited)} articles")


def of_listing_status(url: str, of_page: Decision) -> Decision:
    """A listing that was answered with an error status; `of_page`: the decision for a page with that status."""
    return Decision(of_page.verdict, f"{url}: the listing {of_page.reason}")


def of_list_end(status: int) -> Decision:
    """A page beyond the last one of a list, which the site answers with an error status."""
    return Decision(Verdict.LISTING, f"the list ends before this page: answered {status}")


def of_unread_listing(url: str, trouble: Trouble) -> Decision:
    reason = trouble.told if url in trouble.told else f"{url}: {trouble.told}"
    return Decision(Verdict.BLOCKED if trouble.is_wall else Verdict.FAILED, reason)


def of_emptied_listing(url: str) -> Decision:
    """One that cites nothing any more."""
    return Decision(Verdict.FAILED, f"{url}: 0 articles in a listing that had some before (min_links = 0 allows it): it changed shape")


def of_robots(rules: int | None) -> Decision:
    """A robots.txt with so many rules for us; None: the one that we have still holds."""
    said = "not modified since" if rules is None else f"{rules or 'no'} rule{'s' * (rules != 1)} for us"
    return Decision(Verdict.ROBOTS, f"robots.txt: {said}")


def of_unread_robots(error: IngestError) -> Decision:
    return Decision(Verdict.FAILED, f"robots.txt: {error}")
