"""`ingest merge`: other archives, into one."""

import sys
from pathlib import Path

import click

from ingest.cli.options.paths import FILE
from ingest.cli.options.reading import db_option, json_option
from ingest.cli.terminal.times import now_at
from ingest.core.times import later

_COLUMNS = ("articles", "versions", "looks", "erased", "refused")


@click.command("merge", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("others", nargs=-1, required=True, type=FILE, metavar="OTHER.db...")
@db_option
@json_option
@click.option("--wait", is_flag=True, help="Wait while another process fetches for this archive.")
def command(others: tuple[Path, ...], db: Path, as_json: bool, wait: bool) -> None:
    """Take what other archives hold into one: articles, versions, pages, evidence, looks. The others are only read.

    In whatever order archives come, articles, versions and stories are the same. Texts stay as they were read; `ingest reparse` reads
    pages anew. What was erased by order on either side is erased. It may be stopped and called again: what is there is passed over.

    \b
    Examples:
      ingest merge other.db
      ingest merge north.db south.db --db all.db
    """
    sys.exit(0 if merge(others, db, as_json=as_json, wait=wait) else 1)


def merge(others: tuple[Path, ...], db: Path, *, as_json: bool, wait: bool) -> bool:
    """Merges them one after the other, and prints what each brought; whether all of it could be taken. Raises ArchiveError."""
    from ingest.archive.merge import other
    from ingest.archive.merge.merging import Merging
    from ingest.cli.terminal.messages import bar, say
    from ingest.cli.terminal.output import print_json, print_table
    from ingest.cli.writing import opened
    from ingest.pipeline.upkeep import LOG_KEPT

    for path in others:
        other.require(path, db)
    rows = []
    with opened(db, dry_run=False, wait=float("inf") if wait else 0, note=say) as ours, ours:
        for path in others:
            with bar(f"merging {path.name}") as progress, other.opened(path, progress) as theirs:
                now = now_at()
                counts = Merging(ours, theirs, later(now, -LOG_KEPT), refuse=say, progress=progress).go(now)
            rows.append((path.name, counts))
    for name, counts in rows:
        if as_json:
            print_json({"archive": name, **{column: getattr(counts, column) for column in _COLUMNS}})
    if not as_json:
        cells = [(name, *(getattr(counts, column) for column in _COLUMNS)) for name, counts in rows]
        print_table(("archive", *_COLUMNS), cells, right=_COLUMNS)
    return not any(counts.refused for _, counts in rows)
