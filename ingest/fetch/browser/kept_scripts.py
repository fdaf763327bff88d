"""Scripts of a site, kept for an hour, so that a site is not asked for them with every page."""

import time
from collections.abc import Callable

from ingest.fetch.browser.frames import HeaderLines

_BYTES = 30_000_000  # kept at most; those used least go first
_SECONDS = 3600.0


class KeptScripts:
    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: dict[str, tuple[float, HeaderLines, bytes]] = {}
        self._bytes = 0

    def get(self, url: str) -> tuple[HeaderLines, bytes] | None:
        """HeaderLines and body."""
        kept = self._kept.get(url)
        if kept is None or kept[0] < self._now():
            return None
        self._kept[url] = self._kept.pop(url)
        return kept[1:]

    def keep(self, url: str, status: int, headers: HeaderLines, body: bytes) -> None:
        """Those alone that were answered with 200 and may be kept (RFC 9111 3)."""
        control = ",".join(value for name, value in headers if name == "cache-control").lower()
        if status != 200 or "no-store" in control or len(body) > _BYTES // 4:
            return
        self._drop(url)
        self._kept[url] = (self._now() + _SECONDS, headers, body)
        self._bytes += len(body)
        while self._bytes > _BYTES:
            self._drop(next(iter(self._kept)))

    def _drop(self, url: str) -> None:
        if (kept := self._kept.pop(url, None)) is not None:
            self._bytes -= len(kept[2])
