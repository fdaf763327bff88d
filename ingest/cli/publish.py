"""`ingest publish`."""

from pathlib import Path

import click

from ingest.cli.options.paths import FILE
from ingest.cli.options.reading import db_option
from ingest.cli.terminal.times import now_at


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=FILE)
@db_option
@click.option("--with-pages", is_flag=True, help="With the kept pages, most of an archive's size.")
@click.option("--with-troubles", is_flag=True, help="With requests that failed, were blocked or refused, and why.")
def publish(file: Path, db: Path, with_pages: bool, with_troubles: bool) -> None:
    """Write a compact copy of an archive to FILE, for others to read.

    Watches and what is known of hosts are never in it. FILE is written anew only once the copy is whole.

    \b
    Example:
      ingest publish public.db --db /srv/record/archive.db && datasette -i public.db
    """
    from ingest.archive import publishing

    publishing.publish(db, file, at=now_at(), pages=with_pages, troubles=with_troubles)
    left_out = [name for name, given in (("kept pages", with_pages), ("troubles of fetching", with_troubles)) if not given]
    without = f", without {' and '.join(left_out)}" if left_out else ""
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB of {db.stat().st_size / 1e6:.1f} MB{without}")
