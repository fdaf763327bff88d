"""One look at one URL: what is known before it is asked, and what is reported after its commit."""

from collections.abc import Callable

from msgspec import Struct

from ingest.archive.read import lookups
from ingest.archive.read.led_to import Led
from ingest.core import urls
from ingest.core.edits import Edits, LookedAgain
from ingest.core.health.model import Features
from ingest.core.model import Article, Document, Exchange, Source, Validators, Verdict
from ingest.core.parsed import Standing
from ingest.pipeline.report import DocumentReport


class Look(Struct, frozen=True, kw_only=True):
    """One URL that was asked for, and by which run."""

    url: str  # normalised
    ask: str  # as it was given, which is what the server is asked
    source: Source
    source_id: int
    owners: urls.Owners
    run: int | None
    named: bool = False
    state: lookups.UrlState | None = None  # as it was before
    imported: bool = False  # another program asked, when it did
    linked: bool = False  # as a document, by an article of a source that takes them
    leads: Callable[[str], bool] | None = None  # whether an origin or language that its page names is asked for too; None: none is
    old: bool = False  # a walk back found it, or a first look had left it: it is nobody's news
    edits: Edits | None = None  # what looks at its source's articles found before
    said: bool | None = None  # whether a listing says that it was modified since the last look; None: none does

    def is_past(self, at: str) -> bool:
        """Whether a look at that time (UTC text) came before the newest one at this URL; only an imported one can."""
        return self.imported and self.state is not None and self.state.checked_at is not None and self.state.checked_at > at

    def spelled(self, url: str) -> str:
        """The one spelling of a URL that this look led to. Raises URLError."""
        return self.owners.normalise(url, self.source)

    def missing_since(self, at: str) -> str:
        """Since when what was here is missing, if it is at `at`: no later than that, whatever a clock that ran ahead has noted."""
        return min((self.state.missing_since if self.state else None) or at, at)

    @property
    def may_be_document(self) -> bool:
        """Whether a document is taken here: where a source says so, a person named it, or another program brought it."""
        return self.source.documents or self.named or self.linked or self.imported

    @property
    def article(self) -> int | None:
        """The article that was read at this URL before."""
        return self.state.article if self.state else None

    @property
    def standing(self) -> Standing | None:
        """What is held of the article whose text is taken from this very URL."""
        state = self.state
        return Standing(state.fingerprint, state.byline) if state and state.fingerprint is not None else None

    @property
    def held(self) -> int | None:
        """The article whose text is taken from this very URL."""
        return self.state.article if self.state and self.state.fingerprint is not None else None


class Written(Struct, frozen=True):
    """A report, and of a new article what health counts of it.

    `led`: what the article's page leads to and nobody has asked for; `attached`: the documents that the page links; `again`: of an article
    whose text was known, what this look found.
    """

    report: DocumentReport
    led: tuple[Led, ...] = ()
    features: Features | None = None
    attached: tuple[str, ...] = ()
    again: LookedAgain | None = None


def reported(
    look: Look, exchange: Exchange, verdict: Verdict, reason: str, article: int | None, page: Article | None = None
) -> DocumentReport:
    """The report of it, made after its commit."""
    return DocumentReport(
        url=look.url,
        source=look.source.name,
        verdict=verdict,
        reason=reason,
        status=exchange.status,
        final_url=exchange.final_url if exchange.final_url != look.url else None,
        article=article,
        title=page.title if page else None,
        language=page.language if page else None,
        published=page.published.local if page and page.published else None,
        published_at=page.published.at if page and page.published else None,
        named=look.named,
    )


def validators_of(document: Document) -> Validators | None:
    """Those of a whole answer: a server may name the same bytes anew. A 304 leaves ours, and those behind a redirect are another URL's."""
    if document.status == 304 or document.exchange.hops:
        return None
    return Validators(document.header("etag"), document.header("last-modified"))


def lied(before: Validators, document: Document) -> bool:
    """Whether a changed text or listing came with the validators of the one before it (RFC 9110 8.8.1 calls for new ones)."""
    if before.etag is not None:
        return before.etag == document.header("etag")
    return before.last_modified is not None and before.last_modified == document.header("last-modified")
