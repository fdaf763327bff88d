"""A change in one line of words, as the log and the revisions keep it."""

from collections.abc import Sequence

from ingest.core.change.model import KINDS, Change, ChangeKind, Span
from ingest.core.change.tokens import joined

_SHOWN = 3  # examples of each kind
_LONGEST = 60  # characters of an example
_SAID: dict[ChangeKind, str] = {
    "numbers": "numbers were changed",
    "negation": "a “not” came or went",
    "dates": "dates were changed",
    "names": "names were changed",
    "quotes": "a quotation was changed",
    "headline": "the headline was changed",
    "lead": "the lead was changed",
    "correction": "a correction note was added",
    "wording": "wording was changed",
    "moved": "paragraphs were moved",
    "typo": "spelling was changed",
    "byline": "the byline or dateline was changed",
}


def reason(change: Change) -> str:
    """What was changed from what to what, the gravest first; "" when nothing was."""
    by_kind = {kind: [span for span in change.spans if span.kind == kind] for kind in KINDS}
    return "; ".join(_said(kind, spans) for kind, spans in by_kind.items() if spans)


def _said(kind: ChangeKind, spans: Sequence[Span]) -> str:
    if kind in ("removed", "added"):
        words = spans[0].before if kind == "removed" else spans[0].after
        what = "a passage was" if len(spans) == 1 else f"{len(spans)} passages were"
        return f"{what} {kind}: {clipped(words)}"
    if kind == "moved":
        return _SAID[kind]
    if kind == "correction":
        came = spans[0].after
        return f"{_SAID[kind]}: {clipped(came)}" if came else f"a correction note was taken away: {clipped(spans[0].before)}"
    shown = [f"{clipped(span.before)} to {clipped(span.after)}" for span in spans[:_SHOWN]]
    return f"{_SAID[kind]}: {', '.join(shown)}" + (f" and {len(spans) - _SHOWN} more" if len(spans) > _SHOWN else "")


def clipped(words: str) -> str:
    """In quotation marks, on one line, cut where it is long; `nothing` when it is empty."""
    words = joined(words)
    if not words:
        return "nothing"
    return f"“{words[:_LONGEST].rstrip()}…”" if len(words) > _LONGEST else f"“{words}”"
