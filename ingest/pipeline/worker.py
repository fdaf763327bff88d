"""One extraction process: reads a document on standard input, answers what was made of it, until its input ends.

It holds everything that a hostile page could exhaust, time and memory, and it is the parent that kills it: `workers.py`.
Both sides speak frames: four bytes of length, then MessagePack.
"""

import hashlib
import resource
import signal
import sys

import msgspec
import xxhash
import zstandard

from ingest import errors
from ingest.core import change, fold
from ingest.core.extract import extract
from ingest.core.model import Article, Document, Source
from ingest.core.story.signature import signature

MEMORY = 300 * 1024 * 1024  # bytes of data a worker may hold; the largest of a thousand real pages needed 60 MB


class Task(msgspec.Struct, frozen=True):
    document: Document
    source: Source


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """The ParseError that extraction raised, by class name."""

    error: str
    kind: str
    reason: str


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """All that is computed from one page, so that the parent only decides and stores."""

    article: Article
    fingerprint: str
    search_text: str
    signature: bytes


class Answer(msgspec.Struct, frozen=True):
    sha256: bytes
    body_hash: bytes
    zstd: bytes
    outcome: Parsed | Trouble


def answer(task: Task) -> Answer:
    """Extract one document; its bytes are hashed and compressed here too, where they are at hand and a core is free."""
    body = task.document.body
    return Answer(
        hashlib.sha256(body).digest(),
        body_hash(body),
        zstandard.ZstdCompressor(level=3, write_checksum=True).compress(body),
        _outcome(task),
    )


def body_hash(body: bytes) -> bytes:
    """What decides that a body came again unchanged; sha256 is for proof."""
    return xxhash.xxh3_128_digest(body)


def _outcome(task: Task) -> Parsed | Trouble:
    try:
        article = extract(task.document, task.source)
    except errors.ParseError as error:
        return Trouble(type(error).__name__, getattr(error, "kind", ""), str(error))
    return Parsed(
        article,
        change.fingerprint(article.title, article.text),
        fold.fold("\n".join(filter(None, (article.title, article.byline, article.lead, article.text)))),
        signature(article),
    )


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides when we end
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    decode = msgspec.msgpack.Decoder(Task).decode
    encode = msgspec.msgpack.Encoder().encode
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := requests.read(4)) == 4:
        frame = encode(answer(decode(requests.read(int.from_bytes(head, "big")))))
        answers.write(len(frame).to_bytes(4, "big"))
        answers.write(frame)
        answers.flush()


if __name__ == "__main__":
    main()
