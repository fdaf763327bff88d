"""One kept page, read anew and compared with what is held of its article.

`read_anew` does the whole of it from values alone; `judge` is its second half, for whoever has the page read elsewhere.
"""

from typing import Literal

from msgspec import Struct
from xxhash import xxh3_64_hexdigest

from ingest.core.change import decide
from ingest.core.model import Article, Document, Source, Verdict
from ingest.core.parsed import Parsed, ReadOutcome, Trouble
from ingest.core.reparse.fields import FieldDifference, differences

Finding = Literal["same", "changed", "doubted", "refused"]


class Held(Struct, frozen=True, kw_only=True):
    """What the archive holds of an article: its newest revision, and what was read with it."""

    article: Article
    language: str  # of the article, "und" when not known; it is part of its identity
    fingerprint: str


class Rereading(Struct, frozen=True, kw_only=True):
    """What a page says today beside what is held.

    `outcome`: `same` · `changed` · `doubted`, a text that looks worse than the one that is held · `refused`, which is never taken: no
    article at all, or one in another language.
    """

    outcome: Finding
    reason: str = ""  # of a doubt or a refusal
    differs: tuple[FieldDifference, ...] = ()
    before: int = 0  # characters of text
    after: int = 0


def read_anew(held: Held, document: Document, source: Source) -> tuple[Rereading, Parsed | None]:
    """The comparison, and with a reading that may be taken all that was read. Raises nothing but what is a fault of ours."""
    from ingest.core import reading  # the extractor: 80 ms that whoever compares alone is spared

    return judge(held, reading.read(document, source))


def judge(held: Held, outcome: ReadOutcome) -> tuple[Rereading, Parsed | None]:
    """As `read_anew`, once the page was read."""
    before = len(held.article.text)
    if not isinstance(outcome, Parsed):
        told = outcome.told if isinstance(outcome, Trouble) else "the page is a listing"
        return Rereading(outcome="refused", reason=f"no article: {told}", before=before), None
    now, after = outcome.article, len(outcome.article.text)
    language = now.language_or_und
    if language != held.language:
        reason = f"the language is {language}, not {held.language}"
        return Rereading(outcome="refused", reason=reason, before=before, after=after), None
    differs = differences(held.article, now)
    if not differs:
        return Rereading(outcome="same", before=before, after=after), None
    kept = decide.Kept(fingerprint=held.fingerprint, title=held.article.title, text=held.article.text, language=held.language)
    decision = decide.decide(kept, now.title, now.text, language)
    is_doubted = decision.verdict is Verdict.QUARANTINED
    rereading = Rereading(
        outcome="doubted" if is_doubted else "changed",
        reason=decision.reason if is_doubted else "",
        differs=differs,
        before=before,
        after=after,
    )
    return rereading, outcome


def rules_of(source: Source) -> str:
    """16 hex digits of all that a source's file says about reading its pages: two readings by the same rules are the same."""
    said = (source.article, source.language, source.timezone, source.date_order, source.country, *filter(None, (source.ocr,)))
    return xxh3_64_hexdigest(repr(said).encode())
