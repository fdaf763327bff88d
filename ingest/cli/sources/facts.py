"""`sources list` and `sources show`: the schedule files as they are understood, and what the archive knows of a source."""

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ingest.archive.read import status as statuses
from ingest.archive.read import walks
from ingest.archive.read.condition import condition
from ingest.cli.options.reading import reading
from ingest.cli.terminal.output import print_json, print_table
from ingest.cli.terminal.times import now_at
from ingest.core.listing.older.walk import in_words
from ingest.core.model import ADHOC, Listing, Source
from ingest.core.spoken.moments import ago


def print_list(sources: Iterable[Source], *, as_json: bool) -> None:
    """A table on a terminal, tab-separated lines in a pipe, objects with `as_json`."""
    if as_json:
        for source in sources:
            print_json(source)
        return
    short = sys.stdout.isatty()
    rows = [
        (s.name, s.title, s.country, s.language, every(s.every), " ".join(s.tags))
        if short
        else (s.name, s.title, s.country, s.language, every(s.every), _kinds(s), " ".join(s.tags))
        for s in sources
    ]
    columns = ("source", "title", "country", "language", "every", *(() if short else ("listings",)), "tags")
    print_table(columns, rows)


def show(source: Source, file: Path, db: Path, *, as_json: bool) -> None:
    """A source as it is understood, its defaults marked, and what the archive knows of it. Raises ArchiveError for what is no archive."""
    known = _known(db, source.name)
    if as_json:
        print_json({"file": str(file), "source": msgspec.to_builtins(source), "state": msgspec.to_builtins(known)})
        return
    rows = [("title", source.title), ("file", str(file)), *_settings(source)]
    rows += [("listing", _listing(one)) for one in source.listings]
    for name in source.article.__struct_fields__:
        if value := getattr(source.article, name):
            rows.append((name, value if isinstance(value, str) else ", ".join(value)))
    print_table(("source", source.name), [*rows, *_archived(known, db), *_walks(db, source.name)])


def every(seconds: int) -> str:
    """`30m` of 1800."""
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _settings(source: Source) -> list[tuple[str, str]]:
    """Label and value; what the file leaves to the program says so."""
    back = "all" if source.back is None else every(source.back)
    default = {name: getattr(ADHOC, name) for name in ("every", "max_new", "delay", "concurrency", "recheck_per_day")} | {"back": 7 * 86400}

    def told(name: str, shown: str) -> str:
        return f"{shown} (default)" if getattr(source, name) == default[name] else shown

    return [
        ("homepage", source.homepage or "-"),
        ("country", source.country or "-"),
        ("language", source.language or "as each page says"),
        ("timezone", source.timezone or "UTC (default)"),
        ("date_order", source.date_order or "by the language (default)"),
        ("tags", ", ".join(source.tags) or "-"),
        ("every", told("every", every(source.every))),
        ("back", told("back", back)),
        ("history", source.history or "no older pages (default)"),
        ("max_new", told("max_new", str(source.max_new))),
        ("delay", told("delay", f"{source.delay:g}s")),
        ("concurrency", told("concurrency", str(source.concurrency))),
        ("recheck_per_day", told("recheck_per_day", str(source.recheck_per_day))),
        ("documents", f"taken, up to {source.max_document / 1_000_000:g} MB" if source.documents else "left (default)"),
        *((("ocr", source.ocr),) if source.ocr else ()),
    ]


def _known(db: Path, name: str) -> statuses.SourceStatus | None:
    if not db.exists() and not db.is_symlink():
        return None
    with reading(db) as connection:
        return statuses.source(connection, name)


def _archived(known: statuses.SourceStatus | None, db: Path) -> list[tuple[str, str]]:
    if known is None:
        return [("archive", f"{db}: nothing of this source yet")]
    now = now_at()
    last = f"{known.last_run_at} ({ago(known.last_run_at, now)})" if known.last_run_at else "never"
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in known.verdicts)
    how = condition(known, now)
    rows = [("archive", f"{db}: {known.articles} articles; {how.word}"), ("last run", f"{last}: {verdicts}" if verdicts else last)]
    if known.interval:
        rows.append(("next run", f"{known.next_due_at or 'due'}; every {every(known.interval)} now"))
    if how.reason:
        rows.append(("trouble", how.reason))
    return rows


def _walks(db: Path, name: str) -> list[tuple[str, str]]:
    """How far the walks over older pages are."""
    if not db.exists():
        return []
    with reading(db) as connection:
        found = walks.views(connection, name)
    return [
        (
            "older pages",
            f"{one.listing}: {in_words(one.pages, one.expected, one.reached)}, {one.articles} articles;"
            f" {'ended' if one.ended_at else 'goes on'}{f': {one.why}' if one.why else ''}",
        )
        for one in found
    ]


def _listing(listing: Listing) -> str:
    least = f", at least {listing.least_links} articles" if listing.least_links else ""
    links = f", links {listing.links}" if listing.links else ""
    return f"{listing.kind} {listing.url}{links}{least}"


def _kinds(source: Source) -> str:
    return ", ".join(sorted({listing.kind for listing in source.listings}))
