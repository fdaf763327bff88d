"""The options by which a command reaches the network. It imports little: commands that use the network load the rest."""

import ipaddress
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from ingest.cli.options.paths import FOLDER
from ingest.config import MOST_AT_ONCE, check_proxy
from ingest.errors import ConfigError

if TYPE_CHECKING:
    import httpx

    from ingest.fetch import AddressPolicy, Clock
    from ingest.fetch.transport.replay import ReplayTransport


class Network(Struct, frozen=True, kw_only=True):
    """How to reach the network, or the folder of saved pages that stands for it."""

    replay: Path | None = None
    record: Path | None = None
    allow_net: tuple[str, ...] = ()
    delay: float | None = None
    concurrency: int | None = None
    proxy: str | None = None


def network_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that make a Network; `network_of` takes them out of a command's arguments."""
    for option in (
        click.option("--replay", type=FOLDER, metavar="DIR", help="Answer every request from saved pages; touch no network."),
        click.option("--record", type=FOLDER, metavar="DIR", help="Keep what was fetched as saved pages."),
        click.option("--allow-net", multiple=True, metavar="CIDR", help="Also connect to addresses of this range; may be repeated."),
        click.option("--delay", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Pace per host; below 1 only inside --allow-net."),
        click.option("--concurrency", type=click.IntRange(1, MOST_AT_ONCE), metavar="N", help="Requests at a time in all (32)."),
        click.option("--proxy", envvar="INGEST_PROXY", metavar="URL", help="Connect through this proxy, http://host:port."),
    ):
        command = option(command)
    return command


def network_of(arguments: dict[str, Any]) -> Network:
    """Checked here, before anything is made. Raises ConfigError."""
    names = Network.__struct_fields__
    network = Network(**{name: arguments.pop(name) for name in names})
    for range in network.allow_net:
        try:
            ipaddress.ip_network(range)
        except ValueError as error:
            raise ConfigError(f"--allow-net {range}: not a range such as 127.0.0.0/8 ({error})") from None
    if network.delay is not None and math.isnan(network.delay):  # in any range, as Python compares
        raise ConfigError("--delay nan: not a number of seconds")
    if network.delay is not None and network.delay < 1 and not network.allow_net and not network.replay:
        raise ConfigError(f"--delay {network.delay:g}: below one second only for hosts inside --allow-net")
    check_proxy(network.proxy, "--proxy")
    replayed(network)
    return network


def replayed(network: Network) -> "ReplayTransport | None":
    """The saved pages that stand for the network, if they do. Raises ConfigError for a folder without any."""
    if network.replay is None:
        return None
    from ingest.fetch.transport.replay import ReplayTransport

    return ReplayTransport(network.replay)


def way(network: Network, clock: "Clock") -> "tuple[httpx.AsyncBaseTransport, AddressPolicy]":
    """What carries the requests, and where it may connect. Raises ConfigError."""
    from ingest.fetch import AddressPolicy, SystemResolver, live_transport

    addresses = AddressPolicy(network.allow_net, clock, SystemResolver())
    return replayed(network) or live_transport(addresses), addresses
