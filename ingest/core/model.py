"""The nouns. Frozen, typed values that pass between modules; none of them does anything.

Times named `*_at` are UTC text, `2024-12-18T03:00:00Z`: they sort, compare and read the same everywhere.
Languages are BCP 47 without region, with a script for Chinese alone: `vi`, `zh-Hans`.
"""

from enum import StrEnum
from typing import Literal

from msgspec import Struct

ListingKind = Literal["feed", "sitemap", "page", "json"]
Precision = Literal["day", "minute", "second"]
MediaKind = Literal["pdf", "docx", "odt", "rtf", "pptx", "xlsx", "ods", "csv"]
TextFrom = Literal["words", "recognised", "none"]  # a document's: its own words, those recognised in its pictures, a scan without any
PageKind = Literal["article", "live", "gallery", "video", "listing", "press-release", "document"]
Relation = Literal["canonical", "hreflang", "citation", "key", "text", "person"]
Basis = Literal["declared", "inferred", "person"]
Translation = Literal["machine", "human"]
Removal = Literal["not found", "gone", "redirect", "notice", "unlisted"]  # how a publisher took an article away: 404, 410, ...


class Verdict(StrEnum):
    """What became of a document. The list is closed."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    LISTING = "listing"
    ROBOTS = "robots"
    NOT_AN_ARTICLE = "not an article"
    UNSUPPORTED = "unsupported"
    BLOCKED = "blocked"
    REFUSED = "refused"
    GONE = "gone"
    FAILED = "failed"


# ---------------------------------------------------------------- what a schedule file says


class Listing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed, sitemap, index page or JSON list that cites articles."""

    kind: ListingKind
    url: str
    links: str | None = None  # page: CSS of the links that are articles; none: those that look like articles
    min_links: int | None = None  # fewer: the listing changed shape, the run fails loudly; none: see `least_links`
    items: str | None = None  # json: dotted path to the list of articles; none: the top level
    fields: dict[str, str] = {}  # json: our name (url, title, published, language) -> dotted path in an entry
    next: str | None = None  # page: CSS of the link to older articles; json: dotted path to their URL, or to a cursor; none: it is found
    pages: str | None = None  # template of the URLs of older pages, `https://example.gov/news?page={n}`; none: they are found

    @property
    def least_links(self) -> int:
        """How many articles it has at least. Where the file says nothing, a page has one: without any it is a wall or another page."""
        return self.min_links if self.min_links is not None else int(self.kind == "page")


class ArticleRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the generic extractor cannot know of one site. CSS selectors and regular expressions, as the file says them."""

    body: str | None = None
    title: str | None = None
    date: str | None = None
    byline: str | None = None
    lead: str | None = None
    drop: tuple[str, ...] = ()
    keep_params: tuple[str, ...] = ()  # query parameters that name a document here
    key: str | None = None  # its groups, with the site, are the identity
    story_key: str | None = None  # its groups are one text over languages: evidence, not identity
    cites: str | None = None  # CSS of the place where the page names its origin
    translation: Translation | None = None  # what this source's texts are, when they are translations


class TLSRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is added or lowered for this source's hosts, each by name. Verification is never switched off."""

    intermediate: str | None = None  # PEM file beside the schedule file: an intermediate certificate that the server leaves out
    minimum: Literal["1.0", "1.1", "1.2"] | None = None
    legacy_renegotiation: bool = False
    hostname: str | None = None  # the certificate may be for this name instead


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher's schedule file, checked."""

    name: str
    title: str
    homepage: str | None = None
    country: str | None = None
    language: str | None = None  # when the page does not say
    timezone: str | None = None  # IANA name, for dates without an offset
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    tags: tuple[str, ...] = ()  # groups that a user names: `--tag eu`
    every: int = 1800  # seconds between looks at the listings, at first
    back: int | None = 7 * 86400  # the first look: how many seconds back; None: all
    max_new: int = 200  # and how many articles
    history: str | None = None  # the daemon walks back over older pages: "all", or to a date
    delay: float = 1.0  # seconds between two requests to a host
    concurrency: int = 1  # requests at a time to a host
    max_day: int | None = None  # requests a day to a host
    recheck_per_day: int = 500  # of these, looks at articles that were read before
    documents: bool = False  # PDF and office files that its articles link, or its listings cite, are asked for
    max_document: int = 20_000_000  # bytes of one
    ocr: str | None = None  # a command that recognises the words of a picture
    render: bool | Literal["always"] = False  # scripts are run: of pages that are empty without them, or of all
    render_from: tuple[str, ...] = ()  # hosts beyond the site's own from which its pages take scripts and words
    contact: str | None = None
    proxy: str | None = None
    tls: TLSRules = TLSRules()
    listings: tuple[Listing, ...] = ()
    article: ArticleRules = ArticleRules()


ADHOC = Source(name="adhoc", title="URLs of no source", back=None)  # who names a listing wants what it cites, however old


# ---------------------------------------------------------------- what came over the wire


class Validators(Struct, frozen=True):
    """What a server gave us to ask with again, byte for byte (RFC 9110 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


class Hop(Struct, frozen=True):
    """One redirect that was followed: the URL that answered, its status, where it pointed."""

    url: str
    status: int
    location: str


class Exchange(Struct, frozen=True, kw_only=True):
    """What was asked and answered, without the body; a row of the fetch log."""

    url: str  # as asked
    final_url: str
    started_at: str
    ended_at: str
    status: int | None = None  # none: no answer
    hops: tuple[Hop, ...] = ()
    permanent_url: str | None = None  # where an unbroken chain of 301 and 308 from `url` led
    peer: str | None = None  # address and port that answered
    request_headers: tuple[tuple[str, str], ...] = ()  # as sent, nothing secret among them
    headers: tuple[tuple[str, str], ...] = ()  # of the last answer; names in lower case
    wire_bytes: int = 0
    attempts: int = 1


class Document(Struct, frozen=True, kw_only=True):
    """One HTTP response as it came, its content codings undone; or what its scripts made of it, which says by what it was `rendered`."""

    exchange: Exchange
    body: bytes = b""
    rendered: str | None = None
    raw: "Document | None" = None  # of one that was rendered: the response

    @property
    def url(self) -> str:
        return self.exchange.final_url

    @property
    def status(self) -> int:
        return self.exchange.status or 0

    def header(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        return next((value for key, value in self.exchange.headers if key == name), None)


# ---------------------------------------------------------------- what a listing says


class Alternate(Struct, frozen=True):
    """Another language's URL of the same text, as a page, header, feed or sitemap declares it."""

    language: str  # as declared, `x-default` included
    url: str


class Cited(Struct, frozen=True, kw_only=True):
    """A URL that a listing cites, with what the listing says of it."""

    url: str
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    alternates: tuple[Alternate, ...] = ()


class Older(Struct, frozen=True, kw_only=True):
    """How a listing goes on to older articles, as its document shows; empty: it does not."""

    urls: tuple[str, ...] = ()  # the next page; several: of an archive by month, the newest first
    how: str = ""  # in words
    pages: int | None = None  # in all, this one among them
    cursor: str | None = None  # what a template wants instead of a number


class ListingPage(Struct, frozen=True, kw_only=True):
    """What one listing document yielded."""

    cited: tuple[Cited, ...] = ()
    listings: tuple[Cited, ...] = ()  # of a sitemap index: the sitemaps it names, newest first
    problems: tuple[str, ...] = ()  # what was malformed and recovered from; the run says so
    older: Older = Older()


# ---------------------------------------------------------------- what a page says


class Moment(Struct, frozen=True, kw_only=True):
    """A date as far as it is known. A date without a time never shifts a day."""

    local: str  # ISO 8601 as the page says it, no finer than known: 2024-12-18, 2024-12-18T10:23+07:00
    at: str  # UTC text; with precision day, midnight of that very day
    precision: Precision
    said: str = ""  # the characters that were read


class Author(Struct, frozen=True):
    name: str
    organization: bool = False


class Image(Struct, frozen=True, kw_only=True):
    url: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Citation(Struct, frozen=True, kw_only=True):
    """The origin that a page names: a URL ("Source: https://..."), or words alone ("according to ...", a sign-off)."""

    url: str | None = None
    words: str = ""


class Attachment(Struct, frozen=True):
    """A document that a page links."""

    url: str
    words: str = ""  # of the link


class DocumentForm(Struct, frozen=True):
    """What an article is that was read from a document, not from a page."""

    media: MediaKind
    pages: int | None = None  # None: not known, or the kind has none
    text_from: TextFrom = "words"
    starts: tuple[tuple[int, int], ...] = ()  # (place in the text, number) of each page that begins in it


class Found(Struct, frozen=True):
    """How a field was decided: the rule that won, and what the other rules offered."""

    field: str
    rule: str
    offered: tuple[tuple[str, str], ...] = ()  # (rule, value), the winner left out


class Article(Struct, frozen=True, kw_only=True):
    """A parsed page. Text is NFC, paragraphs separated by a blank line."""

    url: str  # the document's final URL
    title: str
    text: str
    markdown: str = ""
    lead: str | None = None
    byline: str | None = None  # as printed
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    canonical: str | None = None  # as declared, absolute; whether it may be believed is `urls.identity`'s decision
    alternates: tuple[Alternate, ...] = ()
    amp: str | None = None
    citations: tuple[Citation, ...] = ()
    kind: PageKind = "article"
    access: Literal["open", "partial"] = "open"  # partial: paywalled, only the beginning is here
    translation: Translation | None = None
    attachments: tuple[Attachment, ...] = ()
    form: DocumentForm | None = None  # of a document
    found: tuple[Found, ...] = ()

    @property
    def language_or_und(self) -> str:
        """As it is kept: "und" (BCP 47) when the language is not known."""
        return self.language or "und"


# ---------------------------------------------------------------- what belongs together


class Link(Struct, frozen=True, kw_only=True):
    """A recorded piece of evidence that an article and a target URL are one text."""

    article: int
    target: str  # normalised URL; resolved through `article_urls` when stories are derived
    relation: Relation
    basis: Basis
    confidence: float  # 0 to 1; 1 is certain
    reason: str
    language: str | None = None  # of the target, when the evidence says so
    apart: bool = False  # a person's word that the two do not belong together
