"""A message that is handed to a service which the user names, such as a webhook: where we may connect, and no manners of a crawler."""

from collections.abc import Mapping, Sequence

import httpx

from ingest import __version__
from ingest.errors import Failed, Refused, URLError
from ingest.fetch.client.exchange import Bounds, Large, exchange
from ingest.fetch.client.target import Target
from ingest.fetch.manners.clock import Clock
from ingest.fetch.transport import live_transport
from ingest.fetch.transport.address import AddressPolicy
from ingest.fetch.transport.resolver import SystemResolver

_SECONDS = 30.0
_MOST = 100_000  # bytes of an answer that are read
_CONNECT_SECONDS = 15.0


async def _room() -> None:
    pass


async def hand_over(
    url: str, body: bytes, headers: Mapping[str, str], *, allow_net: Sequence[str], clock: Clock, proxy: str | None = None
) -> None:
    """POSTs `body` once; redirects are not followed. `allow_net`: ranges that it may connect to although they are not public.

    Raises Failed and Refused, which do not name the URL: there may be a secret in it.
    """
    try:
        target = Target.of(url)
    except URLError:
        raise Refused("url", "no http or https URL") from None
    addresses = AddressPolicy(allow_net, clock, SystemResolver())
    await addresses.check(target, proxied=proxy is not None)
    sent = {"user-agent": f"ingest/{__version__}", "accept": "*/*", **{name.lower(): value for name, value in headers.items()}}
    request = httpx.Request(
        "POST",
        target.url,
        headers=[(name.encode(), value.encode()) for name, value in sent.items()],
        content=body,
        extensions={"url": target.url, "proxy": proxy, "timeout": {"connect": _CONNECT_SECONDS}},
    )
    transport = live_transport(addresses)
    try:
        reply = await exchange(transport, request, Bounds(_SECONDS, _MOST, cut=True), Large(_room))
    finally:
        await transport.aclose()
    if not 200 <= reply.status < 300:
        raise Failed("status", f"answered {reply.status}")
