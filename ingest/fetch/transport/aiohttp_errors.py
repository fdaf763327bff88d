"""aiohttp's errors as httpx's, each with one line; where httpx has no word, a FetchError of ours."""

import aiohttp
import httpx

from ingest.errors import Failed
from ingest.fetch.transport.tls import BROKEN_OFF, explained

_LONGEST = 160  # characters; some of its errors quote all that was sent


def no_answer(error: Exception) -> httpx.TransportError | Failed:
    """What it means that no head of an answer came."""
    if isinstance(error, (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError)):
        return Failed("tls", explained(error))
    if isinstance(error, (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError)):
        return httpx.ProxyError(_line(error))
    if isinstance(error, aiohttp.ServerTimeoutError):
        return httpx.ConnectTimeout("")
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, ConnectionResetError):  # by then TCP had connected
            return httpx.ConnectError(f"TLS: {BROKEN_OFF}")
        return httpx.ConnectError(_line(error.os_error))
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, OSError)):
        return httpx.ReadError(_line(error))
    return httpx.RemoteProtocolError(_line(error))


def no_end(error: Exception) -> httpx.TransportError:
    """What it means that a body ended before its end."""
    return httpx.ReadError(_line(error.__cause__ or error))


def _line(error: BaseException) -> str:
    said = getattr(error, "message", None) or getattr(error, "strerror", None) or str(error)
    if not isinstance(said, str):
        said = "Server disconnected"  # inside the head of its answer: aiohttp then quotes what came of it, as an object
    first = (said or type(error).__name__).partition("\n")[0].rstrip(":")
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}..."
