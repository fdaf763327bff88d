"""One parsing process: reads a document on standard input, answers what was made of it, until its input ends.

It holds everything that a hostile page could exhaust, time and memory, and it is the parent that kills it: `workers.py`.
Both sides speak frames: four bytes of length, then MessagePack. The bytes of a document follow its task in a frame of their own, as they
are: packed into the task, they would lie in memory twice on either side.
"""

import gc
import resource
import signal
import sys

import msgspec
from msgspec.structs import replace

from ingest import errors
from ingest.archive import packing
from ingest.core import fold, listing
from ingest.core.change import decide
from ingest.core.extract import VERSION, extract
from ingest.core.model import Article, Listing
from ingest.core.story.signature import signature
from ingest.pipeline.workers.task import Answer, Listed, Parsed, Same, Task, Trouble, body_hash

CPU = 5.0  # seconds of processor time for one page; a thousand real ones stayed below 0.1
MEMORY = 160 * 1024 * 1024  # bytes of data a worker may hold; the largest of a thousand real pages needed 60 MB, a sitemap of 50 MB 90

OUT_OF_MEMORY = "MemoryError"


def answer(task: Task) -> Answer:
    """Read one document; its bytes are compressed and hashed here too, where they are at hand and a core is free."""
    body, outcome = task.document.body, _outcome(task)
    packed = packing.pack(body) if isinstance(outcome, Parsed | Trouble) else None
    worn = isinstance(outcome, Trouble) and outcome.error == OUT_OF_MEMORY
    return Answer(body_hash(body), outcome, worn, packed)


def _outcome(task: Task) -> Parsed | Same | Listed | Trouble:
    try:
        if task.listing is not None:
            return _listed(task, task.listing)
        if task.may_list and (kind := listing.sniff(task.document)) in ("feed", "sitemap", "json"):
            return Listed(listing.read(task.document, Listing(kind=kind, url=task.document.url), task.source))
        return _parsed(extract(task.document, task.source), task.fingerprint)
    except errors.NotAnArticle as error:
        if task.may_list and error.kind in ("listing", "home"):
            return _as_listing(task, error)
        return Trouble(type(error).__name__, error.kind, str(error))
    except errors.ParseError as error:
        return Trouble(type(error).__name__, "", str(error))
    except MemoryError:
        return Trouble(OUT_OF_MEMORY, "", f"{task.document.url}: reading it took more than {MEMORY >> 20} MB of memory")
    except Exception as error:  # a fault of ours costs the page it met, and is told
        url = task.document.url
        return Trouble("ParseError", "", f"{url}: a fault of ingest, please report it: {type(error).__name__}: {error}")


def _listed(task: Task, at: Listing) -> Listed | Trouble:
    """What the listing says, or the wall that stands in its place. Raises ListingError."""
    try:
        return Listed(listing.read(task.document, at, task.source))
    except errors.ListingError:
        wall = _wall(task)
        if wall is None:
            raise
        return Trouble(type(wall).__name__, wall.kind, str(wall))


def _wall(task: Task) -> errors.Wall | None:
    try:
        extract(task.document, task.source)
    except errors.Wall as wall:
        return wall
    except errors.ParseError:
        return None
    return None


def _as_listing(task: Task, not_an_article: errors.NotAnArticle) -> Listed | Trouble:
    try:
        return Listed(listing.read(task.document, Listing(kind="page", url=task.document.url), task.source))
    except errors.ListingError:
        return Trouble(type(not_an_article).__name__, not_an_article.kind, str(not_an_article))


def _parsed(article: Article, standing: str | None) -> Parsed | Same:
    fingerprint = decide.fingerprint(article.title, article.text)
    if fingerprint == standing:
        return Same()
    return Parsed(
        article,
        VERSION,
        fingerprint,
        fold.searchable(article.title, article.byline, article.lead, article.text),
        signature(article.title, article.text, article.language or "und", tuple(image.url for image in article.images)),
    )


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides when we end
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    decode = msgspec.msgpack.Decoder(Task).decode
    encode = msgspec.msgpack.Encoder().encode
    answers = sys.stdout.buffer
    gc.freeze()  # what was imported stays: looking through it again and again is a hundredth of what a page costs
    while (frame := _frame()) is not None and (body := _frame()) is not None:
        task = decode(frame)
        task = replace(task, document=replace(task.document, body=body))
        signal.setitimer(signal.ITIMER_PROF, CPU)  # its signal ends the process, whatever code is running
        frame = encode(answer(task))
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(len(frame).to_bytes(4, "big"))
        answers.write(frame)
        answers.flush()


def _frame() -> bytes | None:
    """The next frame of standard input; None at its end."""
    head = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(int.from_bytes(head, "big")) if len(head) == 4 else None


if __name__ == "__main__":
    main()
