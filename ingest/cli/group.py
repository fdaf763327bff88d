"""`ingest group`: articles as JSON lines in, their groups out."""

import sys

import click
import msgspec


class _Line(msgspec.Struct, frozen=True):
    doc_id: str | int
    lang: str
    title: str
    text: str
    published: str | None = None
    url: str | None = None
    canonical: str | None = None


@click.command()
@click.option("--jsonl", is_flag=True, required=True, help="Read {doc_id, lang, title, text} lines, print {doc_id, group} lines.")
def group(jsonl: bool) -> None:
    """Group articles read from standard input, without an archive.

    \b
    Example:
      ingest group --jsonl < articles.jsonl
    """
    from ingest.core.story.group import derive
    from ingest.core.story.pool import Pool
    from ingest.core.story.signature import Signature, signature

    decoder = msgspec.json.Decoder(_Line)
    ids: list[str | int] = []
    signatures: list[Signature] = []
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            article = decoder.decode(line)
        except msgspec.DecodeError as error:
            raise click.UsageError(f"standard input, line {number}: {error}") from None
        ids.append(article.doc_id)
        signatures.append(signature(article.title, article.text, article.lang))
    languages = {at: known.language for at, known in enumerate(signatures)}
    stories = derive(languages, Pool(signatures).pairs())
    for at, doc_id in enumerate(ids):
        click.echo(msgspec.json.encode({"doc_id": doc_id, "group": ids[stories[at]]}))
