"""What stands before Datasette: foreign hosts are refused, every answer says what a browser may do with it, CSV runs no formula."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from ingest.browse import policy
from ingest.core.spreadsheet import Rewriter

_Send = Callable[[dict[str, Any]], Awaitable[None]]
_App = Callable[[dict[str, Any], Callable[[], Awaitable[dict[str, Any]]], _Send], Awaitable[None]]


def guarded(app: _App, is_ours: Callable[[str], bool]) -> _App:
    """The application, its answers to paths that are ours with the headers of `policy`, where they have none, and with harmless CSV."""

    async def guard(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: _Send) -> None:
        if scope["type"] != "http" or not is_ours(scope["path"]):
            await app(scope, receive, send)
            return
        answer = _Guarded(send, is_csv=scope["path"].endswith(".csv"))
        await app(scope, receive, answer.send)

    return guard


def only_for(hosts: Collection[str], app: _App) -> _App:
    """Answers those alone who ask for one of these hosts, by its name without a port: a page elsewhere whose name is made to lead here
    could read the archive (DNS rebinding)."""

    async def guard(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: _Send) -> None:
        if scope["type"] == "http" and _host(scope["headers"]) not in hosts:
            await _refuse(send)
        else:
            await app(scope, receive, send)

    return guard


def first_page(path: str, app: _App) -> _App:
    """Leads from `/` to the archive's first page."""

    async def guard(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: _Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/":
            await send({"type": "http.response.start", "status": 302, "headers": [(b"location", path.encode())]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await app(scope, receive, send)

    return guard


def _host(headers: Collection[tuple[bytes, bytes]]) -> str:
    said = [value.decode("latin-1").strip().lower() for name, value in headers if name == b"host"]
    if len(said) != 1:
        return ""
    host, _, port = said[0].rpartition(":") if not said[0].endswith("]") else (said[0], "", "")
    return host if host and port.isdigit() else said[0]


async def _refuse(send: _Send) -> None:
    body = b"This archive is served under another name. `ingest browse --host NAME` allows one more.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_raw({"X-Content-Type-Options": "nosniff"})]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class _Guarded:
    """One answer on its way out."""

    def __init__(self, send: _Send, *, is_csv: bool) -> None:
        self._send = send
        self._is_csv = is_csv
        self._rewriter: Rewriter | None = None

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            await self._send(self._begun(message))
        elif self._rewriter is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            body = self._rewriter.feed(message.get("body", b""))
            if not message.get("more_body"):
                body += self._rewriter.end()
            await self._send({**message, "body": body})

    def _begun(self, message: dict[str, Any]) -> dict[str, Any]:
        named = [(name.lower(), value) for name, value in message.get("headers", [])]
        known = {name for name, _ in named}
        kind = next((value for name, value in named if name == b"content-type"), b"").lower()
        if self._is_csv and message["status"] == 200 and kind.startswith((b"text/csv", b"text/plain")):
            self._rewriter = Rewriter()
            named = [(name, value) for name, value in named if name != b"content-length"]
        added = [(name, value) for name, value in _raw(policy.stock_headers()) if name not in known]
        return {**message, "headers": [*named, *added]}
