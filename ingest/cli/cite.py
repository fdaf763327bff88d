"""`ingest cite`: one article, to be shown to others."""

from pathlib import Path

import click

from ingest.cli.paths import FILE
from ingest.cli.reading import NotInArchive, article_of, db_option


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("named", metavar="URL|NUMBER")
@click.option("--proof", type=FILE, required=True, help="Write what a stranger can check without the archive, as one ZIP file.")
@click.option("--key", type=FILE, help="The private key that checkpoints were signed with, of which the public one is named in the proof.")
@click.option("--revision", type=click.IntRange(1), metavar="N", help="That version, as `ingest show` numbers them; else the newest.")
@db_option
def cite(named: str, proof: Path, revision: int | None, key: Path | None, db: Path) -> None:
    """Hand out a version of an article with the proof of it.

    \b
    Example:
      ingest seal && ingest cite https://example.gov/news/1 --proof proof.zip
    """
    from ingest import archive, config
    from ingest.archive.evidence import leaves
    from ingest.archive.evidence import proof as gathered
    from ingest.seal import keys, proof_file

    given = config.read(db).seal or config.Seal()
    file = key or (db.parent / given.key if given.key else keys.default_file())
    with archive.open_readonly(db) as opened:
        article = article_of(opened.db, named)
        evidence = gathered.of_article(opened.db, article.id, revision)
        if isinstance(evidence, str):
            raise NotInArchive(f"article {article.id} cannot be proved: {evidence}")
        public = keys.SigningKey.load(file).public(leaves.origin(opened.db)[0]).text()
    proof.write_bytes(proof_file.write(evidence, public))
    click.echo(f"{proof}: article {article.id} as it was seen, under the checkpoint of {evidence.checkpoint.made_at}")
