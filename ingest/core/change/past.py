"""A version that was seen before one that is held already -> what becomes of it. Pure."""

from ingest.core.change import decide
from ingest.core.change.compare import compare
from ingest.core.change.decide import SAME_TEXT, Decision, Kept, reads_the_same
from ingest.core.change.model import Version
from ingest.core.change.reason import reason
from ingest.core.model import Verdict

_STRANGERS = 0.1  # likeness below which two texts have nothing to do with each other, as in `decide`


def decide_past(before: Kept | None, after: Kept | None, title: str, text: str, language: str) -> Decision:
    """`before` stood when it was seen (None: nothing was held of that time), `after` is the next that is held (None: `before` stands).

    It is quarantined where it is unlike both of its neighbours: in another language, about something else, or half of what both are.
    """
    neighbours = [one for one in (before, after) if one is not None]
    assert neighbours  # an article has a version
    now = decide.fingerprint(title, text)
    if before is not None and reads_the_same(before.fingerprint, now):
        return SAME_TEXT
    if all(one.language and one.language != language for one in neighbours):
        return Decision(Verdict.QUARANTINED, f"the language was {neighbours[0].language} then, and here it is {language}")
    if all(title != one.title and decide.likeness(one.text, text) < _STRANGERS for one in neighbours):
        return Decision(Verdict.QUARANTINED, f"another text altogether, titled {title[:80]!r}, not {neighbours[0].title[:80]!r}")
    if before is None:
        return Decision(Verdict.REVISED, "seen before all that was held")
    if all(len(text) * 2 < len(one.text) for one in neighbours):
        return Decision(Verdict.QUARANTINED, f"{len(text):,} characters are left of {len(before.text):,}")
    change = compare(Version(before.title, before.text, before.language or language), Version(title, text, language))
    if change.kind is None:
        return Decision(Verdict.UNCHANGED, "nothing differs that a reader would call an edit")
    return Decision(Verdict.REVISED, f"seen between two versions that were held: {reason(change)}", change.kind)
