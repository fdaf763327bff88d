"""`ingest verify`: of an archive, or of a proof that was handed over."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.cli.options.paths import FILE
from ingest.cli.options.reading import db_option
from ingest.errors import ConfigError

if TYPE_CHECKING:
    from ingest.core.evidence.note import Note, PublicKey


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("proof", type=FILE, required=False)
@db_option
@click.option(
    "--since",
    type=FILE,
    metavar="CHECKPOINT",
    help="Signed checkpoints that were kept elsewhere, one or several: the archive must begin with each.",
)
@click.option("--evidence", is_flag=True, help="Read only what proofs rest on: the log, its checkpoints, the pages.")
@click.option("--key", metavar="KEY", help="The public key, NAME+ID+KEY, or a file with it: who must have signed.")
@click.option("--authorities", type=FILE, metavar="PEM", help="Certificates of the authorities whose time stamps are believed.")
@click.pass_context
def verify(
    context: click.Context, proof: Path | None, db: Path, since: Path | None, evidence: bool, key: str | None, authorities: Path | None
) -> None:
    """Read all of an archive and tell what is wrong with it: the file, every kept page and text against its hash and its leaf in the
    log, the signed checkpoints, the search index, what is derived. Or check a PROOF that `ingest cite --proof` wrote, without an archive.

    Writes nothing; a copy on a medium that cannot be written will do. Exits 1 when something is wrong.

    \b
    Examples:
      ingest verify --db archive.db
      ingest verify --evidence --since checkpoints.txt --key KEY
      ingest verify proof.zip --key KEY
    """
    public = _key(key)
    if proof is not None:
        _verify_proof(context, proof, public, authorities)
        return
    from ingest.archive import integrity
    from ingest.cli.terminal.messages import bar

    with bar("reading") as progress:
        report = integrity.verify(db, progress, evidence_alone=evidence)
    problems = [*report.problems, *_of_checkpoints(db, since, public, authorities)]
    for line in (*problems, *report.unread):
        click.echo(f"{db}: {line}", err=True)
    if problems:
        context.exit(1)
    click.echo(f"{db}: {'its evidence is ' if evidence else ''}sound, {report.pages} kept pages read")


def _key(given: str | None) -> "PublicKey | None":
    from ingest.core.evidence import note

    if given is None:
        return None
    file = Path(given)
    try:
        return note.parse_key(file.read_text(encoding="utf-8") if "+" not in given and file.is_file() else given)
    except (ValueError, OSError) as error:
        raise ConfigError(f"--key: {error}") from None


def _of_checkpoints(db: Path, since: Path | None, key: "PublicKey | None", authorities: Path | None) -> list[str]:
    """What is wrong with the archive's checkpoints beside the key, the authorities and the checkpoints that were kept elsewhere."""
    if since is None and key is None and authorities is None:
        return []
    from ingest import archive
    from ingest.seal import checking

    with archive.open_readonly(db, guarded=False) as opened:
        found = list(checking.signatures(opened.db, key)) if key is not None else []
        if authorities is not None:
            found += checking.stamps(opened.db, authorities)
        if since is not None:
            found += [f"{since}: {problem}" for problem in checking.going_on(opened.db, _notes(since), key)]
        return found


def _notes(file: Path) -> "list[Note]":
    from ingest.core.evidence import note

    try:
        return note.parse_all(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(f"{file}: {error}") from None


def _verify_proof(context: click.Context, file: Path, key: "PublicKey | None", authorities: Path | None) -> None:
    from ingest.archive import stale_log
    from ingest.core.evidence import proof
    from ingest.seal import proof_file, timestamps
    from ingest.seal.keys import is_signed

    if stale_log.is_database(file):
        raise ConfigError(f"{file}: a database, not a proof; `ingest verify --db {file}` reads an archive")
    given = proof_file.read(file)
    problems = [*proof.problems(given.proof, given.page, given.headers, given.words, given.note.checkpoint), *proof_file.unlike(given)]
    if key is not None and not is_signed(given.note, key):
        problems.append("the checkpoint is not signed with that key")
    stamped = ""
    if authorities is not None:
        try:
            if given.stamp is None:
                raise timestamps.NoTimestamp("it has no time stamp")
            at = timestamps.verified_at(given.stamp, given.note.text().encode(), authorities)
            stamped = f"; an authority saw the checkpoint at {at}"
        except timestamps.NoTimestamp as error:
            problems.append(str(error))
    for line in problems:
        click.echo(f"{file}: {line}", err=True)
    if problems:
        context.exit(1)
    bounds = ", ".join(f"{said} {at}" for said, at in given.proof.bounds.items() if said in proof.LOGGED_BOUNDS)
    signed = "signed with that key" if key else "signed; by whom was not checked, give --key"
    click.echo(f"{file}: holds. {given.proof.url}: {bounds}; under a checkpoint, {signed}{stamped}")
    told = [f"{said} {at}" for said, at in given.proof.bounds.items() if said not in proof.LOGGED_BOUNDS]
    told.append(f"the checkpoint is of {given.proof.sealed_at}")
    click.echo(f"{file}: the keeper's word alone: {', '.join(told)}; not checked: {', '.join(given.unchecked)}", err=True)
