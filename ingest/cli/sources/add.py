"""`sources add`: a site is asked what it offers, and a schedule file is written when its user agrees."""

import sys
import tomllib
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

import click
from msgspec import Struct

from ingest import sources
from ingest.cli.options.network import Network
from ingest.cli.process.open import fetcher_without_archive
from ingest.cli.terminal.messages import say
from ingest.cli.terminal.output import one_line, plain
from ingest.cli.terminal.times import now_at
from ingest.core.discovery.model import Discovered, Left, Tried
from ingest.errors import SourceError
from ingest.pipeline.site.discover import Discovery, NothingFound
from ingest.pipeline.site.request_limit import RequestLimit
from ingest.sources import draft, exchanged


class Wish(Struct, frozen=True, kw_only=True):
    """What a user wants of `sources add`."""

    url: str
    folder: Path  # of schedule files; made when it is not there
    at_most: int  # requests
    name: str | None = None
    yes: bool = False
    update: bool = False


async def add(wish: Wish, network: Network) -> None:
    """Tells each request and listing on standard error; the path of the file that was written on standard output. Raises IngestError."""
    if wish.name is not None:
        _check_free(wish.folder / f"{wish.name}.toml", wish)
    limit = RequestLimit(wish.at_most, say)
    async with fetcher_without_archive(network, limit.sending) as fetcher:
        try:
            found = await Discovery(fetcher, limit).of(wish.url)
        except NothingFound as error:
            _tell_left(error.left)
            raise
    path = wish.folder / f"{wish.name or draft.name_of(found)}.toml"
    text = draft.draft(found, now_at()[:10])
    sources.parse(tomllib.loads(text), path)  # what is written can be read
    _tell(found)
    if wish.update and path.exists():
        _update(path, text, wish)
        return
    _check_free(path, wish)
    if not _agreed(wish, path, text):
        say("nothing is written")
        return
    exchanged.write_new(path, text)
    click.echo(str(path))


def _check_free(path: Path, wish: Wish) -> None:
    if path.exists() and not wish.update:
        raise SourceError(
            f"{path}: is there already, and nothing is overwritten; --update shows what would change, --name takes another name"
        )


def _agreed(wish: Wish, path: Path, text: str) -> bool:
    """Asks once on a terminal, after a preview; in a pipe nobody is asked."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        return True
    click.echo()
    click.echo(plain(text))
    return wish.yes or click.confirm(f"Write {path}?", default=True)


def _update(path: Path, text: str, wish: Wish) -> None:
    """Shows what would change; writes it only when asked to."""
    old = path.read_text(encoding="utf-8")
    changed = list(unified_diff(_settled(old), _settled(text), str(path), "as it is found now", lineterm=""))
    if not changed:
        click.echo(f"{path}: nothing changed")
        return
    for line in changed:
        click.echo(plain(line))
    if wish.yes or (sys.stdin.isatty() and sys.stdout.isatty() and click.confirm(f"Replace {path}?", default=False)):
        exchanged.replace(path, text)
        click.echo(f"{path}: replaced")


def _settled(text: str) -> list[str]:
    """The lines but for the one that tells the day."""
    return [line for line in text.splitlines() if not line.startswith("# Made from ")]


def _tell(found: Discovered) -> None:
    """What was seen of each listing, on standard error."""
    for one in found.kept:
        _tell_one("kept", one, draft.seen_in_words(one))
    for edition, one in found.editions:
        _tell_one(edition.language, one, draft.seen_in_words(one))
    _tell_left(found.left)


def _tell_left(left: Iterable[Left]) -> None:
    for what, why in draft.left_in_words(left):
        _say(f"left     {what}", why)


def _tell_one(what: str, seen: Tried, words: str) -> None:
    _say(f"{what:8} {seen.kind} {seen.hint.url}", words)


def _say(first: str, second: str) -> None:
    click.echo(f"ingest: {one_line(first)}\n        {one_line(second)}", err=True)
