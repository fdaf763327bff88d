"""What the command and its workers tell each other. It loads neither Dask nor a parser."""

from hashlib import sha256
from typing import Literal

import msgspec
from msgspec import Struct

from ingest import __version__
from ingest.core import urls
from ingest.core.model import Source
from ingest.errors import ConfigError, URLError

PartForm = Literal["archive", "dataset"]


class Selection(Struct, frozen=True, kw_only=True):
    """Which pages are wanted; all of them where nothing is said."""

    sites: tuple[str, ...] = ()  # hosts, with all below them
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None  # UTC text: seen since then
    until: str | None = None  # and before then

    def has_moment(self, at: str) -> bool:
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)

    def has_site(self, url: str) -> bool:
        if not self.sites:
            return True
        try:
            host = urls.host(url)
        except URLError:
            return False
        return any(host == site or host.endswith(f".{site}") for site in self.sites)


class BackfillOrder(Struct, frozen=True, kw_only=True):
    """What holds for all shares of a run."""

    form: PartForm
    place: str  # the folder, or what fsspec calls one, that parts are put into
    selection: Selection
    sources: tuple[Source, ...] = ()  # whose pages are read by their own rules
    agent: str = ""  # User-Agent, where files are asked for by HTTP
    program: str = __version__


class FileShare(Struct, frozen=True, kw_only=True):
    """What one task reads: a file, or the records of it that begin from `start` and before `end`.

    A share with an `every` and without an end goes so many bytes far; its report says where the next one begins.
    """

    url: str  # a path, or a URL that fsspec reads
    size: int | None = None  # bytes of a file on this machine, which may grow
    start: int = 0
    end: int | None = None
    every: int | None = None

    @property
    def name(self) -> str:
        return self.url.partition("?")[0].rstrip("/").rpartition("/")[2]

    @property
    def until(self) -> int | None:
        """The offset from which on a record belongs to the next share."""
        return self.end if self.end is not None else self.start + self.every if self.every is not None else None

    def key(self, selection: Selection) -> str:
        """32 hex digits for what is read, and which of it: the same in a run that is called again. An end that is known changes nothing."""
        said = msgspec.json.encode((self.url, self.size, self.start, self.every, selection))
        return sha256(said).hexdigest()[:32]


class PartReport(Struct, frozen=True):
    """What came of a share. It lies in its part, or beside its parts in a data set, so that it outlives who asked for it."""

    key: str
    name: str  # of the file that was read
    start: int
    next: int | None = None  # where the share after this one begins
    pages: int = 0  # that are in the part
    left: int = 0  # pages that were read, and were no article or in no language that is wanted
    refused: int = 0
    refusals: tuple[str, ...] = ()  # the first of them, a line each
    part: str = ""  # the file's name


def require_version(program: str) -> None:
    """On a worker: raises ConfigError for an order of another version of ingest."""
    if program != __version__:
        raise ConfigError(f"a worker has ingest {__version__}, and {program} asked it: install the same version on all machines")
