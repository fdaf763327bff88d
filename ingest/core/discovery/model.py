"""What discovery hands on."""

from msgspec import Struct

from ingest.core.discovery.document_key import DocumentKey
from ingest.core.discovery.places import Grounded
from ingest.core.model import Article, Cited, ListingKind, Older


class Hint(Struct, frozen=True, kw_only=True):
    """A place where a listing may be."""

    url: str
    kind: ListingKind | None  # as it is announced; None: whatever comes
    why: str  # "declared by the page", "in robots.txt", ...
    title: str | None = None
    usual: bool = False  # nothing names it: such addresses have a listing often
    doubts: bool = False  # its name or address says comments, events, vacancies, pictures


class Edition(Struct, frozen=True):
    """The front page of another language."""

    language: str
    url: str
    why: str


class Offer(Struct, frozen=True, kw_only=True):
    """What one page of a site says of the site."""

    url: str
    title: str | None
    title_why: str
    language: str | None  # as declared
    region: str | None  # two capital letters, of its language tag or locale
    feeds: tuple[Hint, ...] = ()  # declared in its head
    linked: tuple[Hint, ...] = ()  # feeds that its links lead to
    sections: tuple[Hint, ...] = ()  # pages of news that its links lead to, the most promising first
    editions: tuple[Edition, ...] = ()  # without its own language


class Tried(Struct, frozen=True, kw_only=True):
    """A listing that was tried. With `problem` it is none."""

    hint: Hint
    url: str
    kind: ListingKind
    cited: tuple[Cited, ...] = ()
    language: str | None = None  # of the titles that it cites
    articles: tuple[Article, ...] = ()  # those of its articles that were read
    failures: tuple[str, ...] = ()  # why others were not
    problem: str | None = None
    home: bool = False  # the front page itself
    older: Older = Older()  # how it goes on
    below: tuple[str, ...] = ()  # of an index: the sitemaps that it names, newest first


class Left(Struct, frozen=True):
    """A listing that was tried and is not kept, and why."""

    seen: Tried
    reason: str


class Discovered(Struct, frozen=True, kw_only=True):
    """All that a schedule file can say of a site, with what each line rests on."""

    asked: str
    homepage: str
    title: Grounded
    country: Grounded
    language: Grounded
    timezone: Grounded
    date_order: Grounded
    kept: tuple[Tried, ...]  # in the order of their worth
    editions: tuple[tuple[Edition, Tried], ...] = ()
    left: tuple[Left, ...] = ()
    untried: tuple[str, ...] = ()  # editions that the limit of requests left, and other things not done
    key: DocumentKey
    requests: int
    shells: int = 0  # pages that were empty without their scripts
