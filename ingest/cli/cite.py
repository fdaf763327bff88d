"""`ingest cite`: one article, to be shown to others."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.archive.read.named import article_of
from ingest.cli.options.paths import FILE
from ingest.cli.options.reading import db_option
from ingest.cli.terminal.output import plain
from ingest.errors import NotKnown

if TYPE_CHECKING:
    import sqlite3

    from ingest.export.citation import Form


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("named", metavar="URL|NUMBER")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "bibtex", "csl-json", "ris")),
    help="How the citation is written. Default: text, and none with --proof.",
)
@click.option("--proof", type=FILE, help="Write what a stranger can check without the archive, as one ZIP file.")
@click.option("--key", type=FILE, help="The private key that checkpoints were signed with, of which the public one is named in the proof.")
@click.option("--revision", type=click.IntRange(1), metavar="N", help="That version, as `ingest show` numbers them; else the newest.")
@db_option
def cite(named: str, form: "Form | None", proof: Path | None, revision: int | None, key: Path | None, db: Path) -> None:
    """Print the citation of a version of an article, or hand out the version with its proof.

    It has author, title, publisher, date, address, the day on which the text was last seen there, the version and its hash.

    \b
    Examples:
      ingest cite https://example.gov/news/1
      ingest cite https://example.gov/news/1 --format bibtex >> sources.bib
      ingest seal && ingest cite https://example.gov/news/1 --proof proof.zip
    """
    from ingest import archive

    if key is not None and proof is None:
        raise click.UsageError("--key is of a proof; give --proof FILE.zip too")
    with archive.open_readonly(db) as opened:
        article = article_of(opened.db, named).id
        if form is not None or proof is None:
            _print(opened.db, article, revision, form or "text")
        if proof is not None:
            _prove(opened.db, article, revision, proof, key, db)


def _print(db: "sqlite3.Connection", article: int, revision: int | None, form: "Form") -> None:
    from ingest.archive.read.reference import reference
    from ingest.export.citation import cited

    found = reference(db, article, revision)
    if found is None:
        raise NotKnown(f"article {article} has no version {revision}; `ingest show {article} --revisions` lists them")
    click.echo(plain(cited(found, form)))


def _prove(db: "sqlite3.Connection", article: int, revision: int | None, proof: Path, key: Path | None, path: Path) -> None:
    from io import BytesIO

    from ingest import config
    from ingest.archive.evidence import leaves
    from ingest.archive.evidence import proof as gathered
    from ingest.archive.file_copy import Partial, put
    from ingest.archive.read import exports
    from ingest.cli.process.signing import key_file
    from ingest.cli.process.to_file import writing
    from ingest.core.evidence import note
    from ingest.errors import ConfigError, NotKnown
    from ingest.export import wacz
    from ingest.seal import keys, proof_file

    file = key_file(path, config.read(path), key)
    evidence = gathered.of_article(db, article, revision)
    if isinstance(evidence, str):
        raise NotKnown(f"article {article} cannot be proved: {evidence}")
    public = keys.SigningKey.load(file).public(leaves.origin(db)[0])
    if not keys.is_signed(note.parse(evidence.checkpoint.note), public):
        raise ConfigError(f"{file}: not the key that signed the checkpoint of {evidence.checkpoint.made_at}; name that one with --key")
    shown = BytesIO()
    wacz.write(islice(exports.pages(db, exports.Wanted(after=evidence.kept - 1), alone=True), 1), shown, evidence.checkpoint.made_at)
    with writing(proof), Partial(proof) as partial:
        partial.write_bytes(proof_file.write(evidence, public.text(), shown.getvalue()))
        put(partial, proof)
    click.echo(f"{proof}: article {article} as it was seen, under the checkpoint of {evidence.checkpoint.made_at}", err=True)
