"""What a pass reports: one line a document, one tally a source."""

from collections import Counter

from msgspec import Struct

from ingest.core.model import Verdict

COLUMNS = (Verdict.NEW, Verdict.REVISED, Verdict.UNCHANGED, Verdict.DUPLICATE, Verdict.QUARANTINED)  # of the table; the rest is "failed"
_NO_ARTICLE = frozenset({Verdict.UNSUPPORTED, Verdict.NOT_AN_ARTICLE, Verdict.LISTING, Verdict.ROBOTS})
TROUBLE = frozenset(Verdict) - frozenset(COLUMNS) - _NO_ARTICLE


class DocumentReport(Struct, frozen=True, kw_only=True):
    """What became of one document, reported after its commit. Names are those of the archive's columns."""

    url: str
    source: str
    verdict: Verdict
    reason: str
    status: int | None = None
    final_url: str | None = None
    article: int | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None
    published_at: str | None = None
    named: bool = False  # the user named this URL

    @property
    def failed(self) -> bool:
        """Whether the user must hear of it: a page that could not be fetched, or a named URL that brought no article."""
        return self.verdict in TROUBLE or (self.named and self.verdict in (*_NO_ARTICLE, Verdict.QUARANTINED))


class Tally:
    """The counts of one source in one pass."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.verdicts: Counter[Verdict] = Counter()
        self.problem: str | None = None  # the run failed
        self.named_failures = 0
        self.troubles = 0

    def add(self, report: DocumentReport) -> None:
        self.verdicts[report.verdict] += 1
        self.troubles += report.failed
        self.named_failures += report.named and report.failed

    @property
    def failed(self) -> int:
        return sum(count for verdict, count in self.verdicts.items() if verdict not in COLUMNS)
