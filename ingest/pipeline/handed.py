"""What a person hands to a running daemon, and the daemon's reports: both pass through the archive as JSON."""

import msgspec
from msgspec import Struct

from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Options


class HandedFetch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Sources by name, and URLs; the limits are those of `Options`."""

    sources: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    again: bool = False
    everything: bool = False
    since: str | None = None
    limit: int | None = None
    older: bool = False
    back_to: str | None = None

    @property
    def options(self) -> Options:
        return Options(
            again=self.again, everything=self.everything, since=self.since, limit=self.limit, older=self.older, back_to=self.back_to
        )


class ToldOfFetch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing of them: a report of a document, a line that its user should know, or that the run of a source ended."""

    report: DocumentReport | None = None
    note: str | None = None
    source: str | None = None
    problem: str | None = None  # why that run was no success
    walked: str | None = None  # how far its walk over older pages is


def encoded(value: HandedFetch | ToldOfFetch) -> str:
    return msgspec.json.encode(value).decode()


def fetch_of(text: str) -> HandedFetch:
    return msgspec.json.decode(text, type=HandedFetch)


def told_of(text: str) -> ToldOfFetch:
    return msgspec.json.decode(text, type=ToldOfFetch)
