"""Writes what a listing brought: first that it was read, then what it cites, and last that it need not be read again."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from ingest import __version__
from ingest.archive.write import alternates, log, source_state, unlisted, url_state
from ingest.core import verdicts
from ingest.core.model import Cited, Document, ListingPage, Validators
from ingest.core.urls import Owners
from ingest.pipeline.keep.looked import Look, lied, validators_of


class ReadListing(Struct, frozen=True, kw_only=True):
    """A listing that was read, and how to recognise it next time. `body_hash` None: it is as it was before."""

    url: str  # normalised
    page: ListingPage = ListingPage()
    validators: Validators | None = None
    body_hash: bytes | None = None
    cited: tuple[str, ...] = ()  # URLs, as the archive spells them
    moved_to: str | None = None  # where it redirects for good


def read(db: sqlite3.Connection, look: Look, document: Document, page: ListingPage | None) -> None:
    """A listing was read; `page` None: it says what it said before."""
    exchange, at = document.exchange, document.exchange.ended_at
    url = url_state.id_of(db, look.url, at, look.source_id)
    validators = validators_of(document) if page is None else None  # of one that says something new: when all that it cites is recorded
    url_state.remember(db, url, at=at, status=exchange.status, next_due_at=None, validators=validators, confirmed=True)
    if page is not None and look.state is not None and look.state.body_hash is not None and lied(look.state.validators, document):
        source_state.distrust_validators(db, look.source_id)
    decision = verdicts.of_listing(page)
    log.add_fetch(db, look.run, url, exchange, decision.verdict, decision.reason, program=__version__)


def cited(
    db: sqlite3.Connection, listing_url: str, found: Sequence[Cited], due_now: Collection[str], source: int, owners: Owners, at: str
) -> None:
    """Records which URLs a listing cites; those to be asked for are due until they are, however this run ends."""
    due = [one.url for one in found if one.url in due_now]
    url_state.see_listed(db, url_state.id_of(db, listing_url, at, source), found, source, at)
    alternates.see(db, listing_url, found, due, owners, at)
    url_state.plan(db, due, at)


def taken(db: sqlite3.Connection, readings: Iterable[ReadListing], at: str) -> None:
    """All that they cite is recorded, so they are not read again until they change. If the run ends earlier, the next one reads them.

    What they cite no more is recorded, where they could be read to their end.
    """
    for one in readings:
        if one.body_hash is not None:
            if not one.page.problems:
                unlisted.note(db, one.url, one.cited, at)
            url_state.remember_listing(db, one.url, one.validators, one.body_hash)
