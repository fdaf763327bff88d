"""Which sources a command means: those of a tag, all of one's own, or the built-in set, which is too large to be started by accident."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

import click

from ingest import sources
from ingest.cli.options.network import Network, replayed
from ingest.core.model import Source
from ingest.core.urls import Shard
from ingest.errors import ConfigError, UnknownSource

tag_option = click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only the sources with this tag; may be repeated.")


class _ShardType(click.ParamType[Shard]):
    name = "share of machines"

    def convert(self, value: str | Shard, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        if isinstance(value, Shard):
            return value
        try:
            return Shard.read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


shard_option = click.option("--shard", type=_ShardType(), metavar="N/M", help="Only the sites of machine N of M, which divide them.")


def tagged(loaded: Mapping[str, Source], tags: Collection[str]) -> dict[str, Source]:
    """The sources that have any of the tags; all of them when none is named. Raises UnknownSource, which names the nearest tag."""
    known = {tag for source in loaded.values() for tag in source.tags}
    for tag in tags:
        if tag not in known:
            near = get_close_matches(tag, known, n=1, cutoff=0.5)
            raise UnknownSource(
                f"--tag {tag}: no source has that tag{f'; did you mean {near[0]}?' if near else ''}; `ingest sources list` shows all"
            )
    return {name: source for name, source in loaded.items() if not tags or set(tags).intersection(source.tags)}


def of_all(loaded: Mapping[str, Source], folder: Path, network: Network, *, agreed: bool) -> dict[str, Source]:
    """The sources of a command that names none. From saved pages, those of which one listing is saved.

    Raises ConfigError, which says what would be done, for the built-in set unless `agreed`.
    """
    saved = replayed(network)
    if saved is not None:
        return {name: source for name, source in loaded.items() if any(saved.has(listing.url) for listing in source.listings)}
    if not agreed and is_built_in(loaded, folder):
        hosts = {listing.url.split("/")[2] for source in loaded.values() for listing in source.listings}
        most = sum(source.max_new for source in loaded.values())
        raise ConfigError(
            f"this would ask all {len(loaded)} built-in sources, {len(hosts)} hosts, for up to {most:,} articles: "
            "name some, choose with --tag, or say --all; `ingest sources list` shows them"
        )
    return dict(loaded)


def is_built_in(names: Collection[str], folder: Path) -> bool:
    """Whether a folder with files of these names is the built-in set, or that of a checkout: no file in it is one's own."""
    ours = {path.stem for path in sources.built_in().glob("*.toml")}
    return folder == sources.built_in() or (folder == Path("schedules") and set(names) == ours)
