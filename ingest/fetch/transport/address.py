"""Where it may connect: each address that a name resolves to is global unicast, or in a range that the user allowed.

A name is resolved once; what was checked is what is connected to, so that a second, different answer of the
name server (DNS rebinding) is never used.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

from ingest.errors import ConfigError, Failed, Refused
from ingest.fetch.client.target import Target
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.recent import Recent

Resolver = Callable[[str], Awaitable[Sequence[str]]]  # a name -> its addresses as text; raises OSError

PORTS = frozenset({80, 443, 8080, 8443})

_KEPT_SECONDS = 300.0
_RESOLVE_SECONDS = 15.0
_HOSTS = 5000

# https://www.iana.org/assignments/iana-ipv4-special-registry: what is there not "globally reachable", and multicast.
_SPECIAL_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast and reserved
    )
)
# https://www.iana.org/assignments/iana-ipv6-special-registry; all outside 2000::/3 is not global unicast anyway.
_GLOBAL_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")


class Approved(NamedTuple):
    """The addresses of a host, all of them checked."""

    addresses: tuple[str, ...]
    allowed: bool  # all of them lie in a range that the user allowed


class AddressPolicy:
    """Says where it may connect, and remembers for a few minutes what a name resolved to."""

    def __init__(self, allow_net: Sequence[str], clock: Clock, resolver: Resolver | None) -> None:
        """Without a resolver nothing is resolved, and only literal addresses and ports are checked. Raises ConfigError."""
        try:
            self._allowed = tuple(ip_network(net, strict=False) for net in allow_net)
        except ValueError as error:
            raise ConfigError(f"allow-net: {error}; wanted a range like 127.0.0.0/8") from None
        self._clock = clock
        self._resolver = resolver
        self._known: Recent[str, tuple[float, Approved]] = Recent(_HOSTS)

    async def approve(self, host: str) -> Approved:
        """Raises Refused for a forbidden address, Failed for a name that does not resolve."""
        kept = self._known.get(host)
        if kept is not None and kept[0] > self._clock.monotonic():
            return kept[1]
        literal = _literal(host)
        addresses = (literal,) if literal else await self._resolve(host)
        for address in addresses:
            if not self._allows(address) and not is_global(address):
                what = host if literal else f"{host} resolves to {address}, which"
                raise Refused("address", f"{what} is not a public address; --allow-net opens a range")
        approved = Approved(tuple(map(str, addresses)), bool(addresses) and all(map(self._allows, addresses)))
        self._known.put(host, (self._clock.monotonic() + _KEPT_SECONDS, approved))
        return approved

    async def check(self, target: Target, *, proxied: bool = False) -> Approved:
        """As `approve`, and the port: 80, 443, 8080 or 8443, any inside an allowed range.

        A proxy may know names that we cannot resolve; those that we can are checked all the same.
        """
        try:
            approved = await self.approve(target.host)
        except Failed:
            if not proxied:
                raise
            approved = Approved((), False)
        if target.port not in PORTS and not approved.allowed:
            raise Refused("port", f"port {target.port} is not one of 80, 443, 8080, 8443")
        return approved

    async def _resolve(self, host: str) -> tuple[IPv4Address | IPv6Address, ...]:
        if self._resolver is None:
            return ()
        try:
            async with asyncio.timeout(_RESOLVE_SECONDS):
                found = tuple(ip_address(text) for text in await self._resolver(host))
        except TimeoutError:
            raise Failed("dns", f"{host} does not resolve: no answer after {_RESOLVE_SECONDS:.0f} s") from None
        except (OSError, ValueError) as error:  # ValueError: a name that cannot be one, such as a label of 64 characters
            raise Failed("dns", f"{host} does not resolve: {error}") from None
        if not found:
            raise Failed("dns", f"{host} does not resolve: it has no address")
        return found

    def _allows(self, address: IPv4Address | IPv6Address) -> bool:
        real = unwrapped(address)
        return any(real.version == net.version and real in net for net in self._allowed)


def is_global(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is global unicast, by the registries of special-purpose addresses (RFC 6890)."""
    real = unwrapped(address)
    if isinstance(real, IPv4Address):
        return not any(real in net for net in _SPECIAL_V4)
    return real.scope_id is None and real in _GLOBAL_V6 and not any(real in net for net in _SPECIAL_V6)


def unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv4-mapped (RFC 4291), 6to4 (RFC 3056) or NAT64 (RFC 6052) one; any other as it is."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
