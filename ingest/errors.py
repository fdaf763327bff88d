"""Every error that ingest raises on purpose.

IngestError                 the message is one line that names the thing, what was found and what was wanted
├── ConfigError             the call, a schedule file or the configuration is wrong: nothing starts (exit 2)
│   ├── SourceError         a schedule file: names the file and the key
│   └── UnknownSource       no source has that name: names the nearest one
├── ArchiveError            the archive cannot be used (exit 2)
│   ├── ArchiveMissing      no file there, and the command does not create one
│   ├── NotAnArchive        a file, but not one of ours
│   ├── ArchiveNewer        written by a newer ingest
│   ├── ArchiveUnwritable   read-only, full disk
│   ├── ArchiveDamaged      malformed, or what guards its tables was removed
│   └── ArchiveBusy         another process fetches for it (exit 75)
├── URLError                not a URL, or of a kind that we never ask for
├── FetchError              a request brought no complete answer
│   ├── Refused             our own rules forbade it: robots, address, port, a host on hold
│   └── Failed              the network or the server did: DNS, TLS, time-out, cut short, too large
├── OutputError             what is told or recorded can no longer be written: nobody reads it, or its disk is full
└── ParseError              an answer came, and no article can be made of it
    ├── ListingError        a listing that cannot be read, or that yields suspiciously little
    │   └── ListingBlocked  a wall stands before it
    ├── Unsupported         a PDF, an image, an office file: the URL is kept, no failure
    └── NotAnArticle        an HTML page without an article: error page, listing, empty shell
        └── Wall            a page that stands between us and the article; recorded as blocked
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.core.model import Exchange


class IngestError(Exception):
    """Base of all of them. `str(error)` is one line, fit to be shown to a user."""


class ConfigError(IngestError):
    pass


class SourceError(ConfigError):
    pass


class UnknownSource(ConfigError):
    pass


class ArchiveError(IngestError):
    pass


class ArchiveMissing(ArchiveError):
    pass


class NotAnArchive(ArchiveError):
    pass


class ArchiveEmpty(NotAnArchive):
    """Nothing was made in the file yet."""


class ArchiveNewer(ArchiveError):
    pass


class ArchiveUnwritable(ArchiveError):
    pass


class ArchiveDamaged(ArchiveError):
    pass


class ArchiveMoved(ArchiveError):
    """The file was removed or replaced while it was open."""


class ArchiveBusy(ArchiveError):
    pass


class DaemonRuns(ArchiveBusy):
    """A daemon fetches for the archive: what others want fetched can be handed to it."""


class NotKnown(IngestError):
    """A name that the archive does not hold."""


class OutputError(IngestError):
    pass


class URLError(IngestError):
    pass


class FetchError(IngestError):
    """`kind` is a short stable word ("robots", "address", "timeout", ...) kept with the fetch."""

    exchange: "Exchange | None" = None  # what was asked and answered until then; None: nothing was asked

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class Refused(FetchError):
    pass


class Failed(FetchError):
    pass


class ParseError(IngestError):
    pass


class ListingError(ParseError):
    pass


class ListingBlocked(ListingError):
    pass


class Unsupported(ParseError):
    pass


class NotAnArticle(ParseError):
    """`kind` is a short stable word: "soft-404", "home", "listing", "empty", "shell", ...; for a Wall "captcha", "consent", ..."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind

    def __reduce__(self) -> tuple[type["NotAnArticle"], tuple[str, str]]:  # it crosses a process boundary
        return type(self), (self.kind, str(self))


class Wall(NotAnArticle):
    exchange: "Exchange | None" = None  # only when the fetcher met it, and no document came
