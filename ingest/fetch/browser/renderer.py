"""Draws pages whose scripts fill them: starts the process that does, fetches what its pages want, and ends it when it takes too long."""

import asyncio
import importlib.util
from typing import Self

import msgspec
from msgspec.structs import replace

from ingest.core.model import Document, Exchange, Source
from ingest.errors import Failed
from ingest.fetch.browser import launch
from ingest.fetch.browser.drawer import Drawer
from ingest.fetch.browser.frames import Broken, Drawn, HeaderLines, PageToDraw
from ingest.fetch.browser.kept_scripts import KeptScripts
from ingest.fetch.browser.launch import Manner
from ingest.fetch.browser.visit import PageVisit
from ingest.fetch.client.fetcher import Fetcher
from ingest.fetch.manners.turns import Turns

SECONDS = 40.0  # that a page may take on a machine however busy, time in which its requests are awaited left out
_NOT_AGAIN = 300.0  # seconds in which a browser that did not start is not started
_PAGES = 100  # that one process draws
_STAYS = ("content-language", "x-robots-tag")  # headers of an answer that are true of what its scripts make of it


class BrowserRenderer:
    """`draw` gives a page as its scripts leave it. An async context manager; nothing is started before it is needed."""

    def __init__(self, fetcher: Fetcher, manner: Manner, *, seconds: float = SECONDS) -> None:
        self._fetcher = fetcher
        self._manner = manner
        self._seconds = seconds
        self._scripts = KeptScripts()
        self._drawer: Drawer | None = None
        self._unstarted: tuple[float, Broken] | None = None  # until when, and why
        self._one = asyncio.Lock()  # pages are drawn one at a time: a browser is large

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._drawer is not None:
            await self._drawer.end()

    async def draw(self, document: Document, source: Source, max_wait: float, turns: Turns | None = None) -> Document:
        """What the scripts of an answer make of it, with the answer as `raw`. Raises Failed: "browser", which says what is missing."""
        url = document.url
        path = self._browser(url)
        async with self._one:
            visit = PageVisit(self._fetcher, self._scripts, document, source, max_wait, turns)
            drawn: Drawn | Broken
            try:
                drawer = await self._started(path)
                if isinstance(drawer, Broken):
                    drawn = drawer
                else:
                    async with drawer.bounded(self._seconds):
                        drawn = await drawer.draw(_page(document, source, self._fetcher.agent(source)), visit)
            except TimeoutError:
                drawn = Broken("slow", f"its scripts were not done after {self._seconds:.0f} s")
            except (EOFError, ConnectionError, msgspec.MsgspecError):
                drawn = Broken("browser", "the browser broke down")
            except BaseException:
                await self._drop()
                raise
            finally:
                await visit.close()
            if isinstance(drawn, Broken):
                await self._drop()
                raise Failed(drawn.kind, f"{url}: {_told(drawn)}{visit.refusals}")
            if self._drawer is not None and self._drawer.pages >= _PAGES:
                await self._drop()
        by = f"{drawn.by}, {visit.asked} request{'s' * (visit.asked != 1)}{visit.refusals}"
        return replace(document, exchange=_exchange(document, visit.wire_bytes), body=drawn.markup, rendered=by, raw=document)

    def _browser(self, url: str) -> str:
        """Raises Failed with what is to be installed."""
        if importlib.util.find_spec("playwright") is None:
            raise Failed("browser", f"{url}: its text is made by scripts, which `render` runs; that takes: pip install 'ingest[browser]'")
        path = launch.found(self._manner.browser)
        if path is None:
            named = self._manner.browser
            what = f"no program {named}, which `browser` in ingest.toml names" if named else "no Chromium (Debian: apt install chromium)"
            raise Failed("browser", f"{url}: its text is made by scripts, which `render` runs; there is {what}")
        return path

    async def _started(self, path: str) -> Drawer | Broken:
        """Or what keeps the browser from starting, which is not tried again with every page."""
        now = asyncio.get_running_loop().time()
        if self._drawer is not None:
            return self._drawer
        if self._unstarted is not None and now < self._unstarted[0]:
            return self._unstarted[1]
        drawer = self._drawer = await Drawer.start(path, self._manner)
        broken = await drawer.begin()
        self._unstarted = (now + _NOT_AGAIN, broken) if broken is not None else None
        return broken or drawer

    async def _drop(self) -> None:
        drawer, self._drawer = self._drawer, None
        if drawer is not None:
            await drawer.end()


def _page(document: Document, source: Source, agent: str) -> PageToDraw:
    headers: HeaderLines = tuple((name, value) for name, value in document.exchange.headers if name != "content-type")
    kind = document.header("content-type") or "text/html"
    speech, zone = source.language or "en", source.timezone or "UTC"
    return PageToDraw(document.url, (*headers, ("content-type", kind)), document.body, agent, speech, zone)


def _exchange(document: Document, wire_bytes: int) -> Exchange:
    """Of a page that was drawn: its validators speak of the answer alone, and no answer says what it would be next time."""
    before = document.exchange
    headers = (("content-type", "text/html; charset=utf-8"), *((name, value) for name, value in before.headers if name in _STAYS))
    return replace(before, headers=headers, wire_bytes=before.wire_bytes + wire_bytes)


def _told(broken: Broken) -> str:
    if broken.kind != "start":
        return broken.reason
    hint = "; `browser_sandbox = false` in ingest.toml does without its sandbox" if "sandbox" in broken.reason.lower() else ""
    return f"the browser does not start: {broken.reason}{hint}"
