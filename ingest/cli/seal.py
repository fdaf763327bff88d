"""`ingest seal`: the head of the archive's log, signed now."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from ingest.cli.options.paths import FILE
from ingest.cli.options.reading import db_option, json_option
from ingest.cli.terminal.messages import say
from ingest.cli.terminal.times import now_at

T = TypeVar("T")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.option("--key", type=FILE, help="The private key; made there when no file is. Default: ~/.config/ingest/seal.key")
@click.option("--timestamp", "authority", metavar="URL", help="An authority of RFC 3161 that says when; default: as ingest.toml says.")
@click.option("--print", "printed", is_flag=True, help="Print the signed checkpoint, to be posted, mailed or printed.")
@click.option("--public-key", is_flag=True, help="Print the public key that checks this archive's checkpoints, and sign nothing.")
@click.option("--cosigned", type=FILE, help="Keep the signatures that witnesses added to a checkpoint, and sign nothing.")
@json_option
def seal(db: Path, key: Path | None, authority: str | None, printed: bool, public_key: bool, cosigned: Path | None, as_json: bool) -> None:
    """Sign the head of the archive's log.

    Every row that is kept for good is a leaf of that log. What was signed, and seen by others, can be neither altered nor taken out
    later without `ingest verify --since` finding it.

    \b
    Examples:
      ingest seal --print >> checkpoints.txt
      ingest seal --timestamp https://freetsa.org/tsr
      ingest seal --public-key
    """
    from ingest import archive, config
    from ingest.archive.evidence import leaves
    from ingest.cli.process.signing import key_file
    from ingest.cli.terminal.output import print_json
    from ingest.seal import keys, sealing

    settings = config.read(db)
    file = key_file(db, settings, key)
    is_new = not file.exists()
    with archive.open_existing(db) as opened:
        signing = keys.SigningKey.load_or_make(file)
        public = signing.public(leaves.origin(opened.db)[0]).text()
        if is_new:
            click.echo(f"{file}: a new key; keep a copy of it, and publish the public one: {public}", err=True)
        if public_key:
            click.echo(public)
            return

        def write(function: Callable[[sqlite3.Connection], T]) -> T:
            with opened.batch() as connection:
                return function(connection)

        if cosigned is not None:
            click.echo(f"{db}: kept {write(lambda connection: _cosign(connection, cosigned))} signatures of witnesses")
            return
        asked = authority or (settings.seal.timestamp if settings.seal else None)
        sealed = sealing.seal(write, signing, now_at(), asked)
    stored = sealed.checkpoint
    if as_json:
        print_json({"made_at": stored.made_at, "size": stored.size, "root": stored.root.hex(), "note": stored.note, "key": public})
    elif printed:
        click.echo(stored.note, nl=False)
    else:
        stamped = ", with a time stamp" if stored.marks else ""
        click.echo(f"{db}: signed {stored.size:,} rows{stamped}; `--print` prints what others can keep")
    if sealed.problem:
        say(f"no time stamp: {sealed.problem}")
        raise SystemExit(1)


def _cosign(db: sqlite3.Connection, file: Path) -> int:
    """Keeps the lines that others have added below a checkpoint of ours; how many are new."""
    from ingest.archive.evidence import checkpoints
    from ingest.core.evidence import note
    from ingest.errors import ConfigError

    try:
        given = note.parse(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(f"{file}: {error}") from None
    checkpoint = checkpoints.of_note(db, given)
    if checkpoint is None:
        raise ConfigError(f"{file}: a checkpoint that this archive does not have")
    stored = checkpoints.stored(db, checkpoint)
    known = {signature.line() for signature in note.parse(stored.note).signatures} | {
        content.decode() for _, content in stored.marks if _ == "cosignature"
    }
    added = [line for line in (signature.line() for signature in given.signatures) if line not in known]
    for line in added:
        checkpoints.mark(db, checkpoint, "cosignature", line.encode(), now_at())
    return len(added)
