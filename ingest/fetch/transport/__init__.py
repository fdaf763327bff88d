"""How bytes travel, each an httpx transport: live connections to checked addresses, replayed pages; and a recorder of them."""

from typing import TYPE_CHECKING

from ingest.fetch.transport.address import AddressPolicy
from ingest.fetch.transport.tls import no_authorities

if TYPE_CHECKING:
    from ingest.fetch.transport.live import LiveTransport


def live_transport(addresses: AddressPolicy) -> "LiveTransport":
    """Connections to what `addresses` allows. aiohttp is loaded here, for who connects: it takes a tenth of a second."""
    with no_authorities():
        from ingest.fetch.transport.live import LiveTransport

    return LiveTransport(addresses)
