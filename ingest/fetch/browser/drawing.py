"""One page drawn: its scripts run on a clock of their own, every request is handed out, and what they made is written down.

The clock stands still while an answer is awaited, so that no script gives up because we ask a site slowly; it goes on at once where
scripts wait for nothing but time. Nothing is clicked, typed or scrolled.
"""

import asyncio
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Route

from ingest.fetch.browser.frames import Broken, Drawn, HeaderLines, PageGets, PageToDraw, PageWants

_STEP = 1_000  # milliseconds of the page's clock between two looks at it
_STEPS = 20  # looks, of a page that goes on changing or shows nothing
_STILL = 3  # looks without a change: it is finished
_SHOWN = 500  # characters of a page that shows something
_STARVED = 20_000  # tasks that a page may run without its clock going on
_EVALUATION = 10_000  # milliseconds of writing it down
_NOT_HANDED_ON = frozenset(  # what would make a browser ask or keep something, or is of the wire
    (
        *("content-encoding", "content-length", "transfer-encoding", "set-cookie", "link", "refresh", "alt-svc", "clear-site-data"),
        *("strict-transport-security", "nel", "report-to", "reporting-endpoints", "content-security-policy-report-only"),
        *("cross-origin-resource-policy", "access-control-allow-origin", "access-control-allow-credentials"),
    )
)
Asked = Callable[[PageWants], Awaitable[PageGets]]


async def draw(browser: Browser, page: PageToDraw, ask: Asked) -> Drawn | Broken:
    """What the page's scripts made of it."""
    context = await browser.new_context(
        service_workers="block",
        accept_downloads=False,
        user_agent=page.agent,
        locale=page.language,
        timezone_id=page.timezone,
        viewport={"width": 1280, "height": 2000},
    )
    try:
        return await _drawn(context, page, ask, f"{browser.browser_type.name.capitalize()} {browser.version}")
    finally:
        await context.close()


async def _drawn(context: BrowserContext, page: PageToDraw, ask: Asked, by: str) -> Drawn | Broken:
    crashed = asyncio.Event()
    await context.route("**/*", _Answering(page, ask).answer)
    await context.route_web_socket("**/*", lambda socket: asyncio.ensure_future(socket.close()))
    tab = await context.new_page()
    tab.on("crash", lambda _: crashed.set())
    context.on("page", lambda popup: asyncio.ensure_future(popup.close()))
    session = await context.new_cdp_session(tab)
    await tab.goto(page.url, wait_until="commit", timeout=0)
    settling = asyncio.ensure_future(_settle(session))
    broke = asyncio.ensure_future(crashed.wait())
    await asyncio.wait((settling, broke), return_when=asyncio.FIRST_COMPLETED)
    if not settling.done():
        settling.cancel()
        return Broken("memory", "its scripts took more memory than they may")
    broke.cancel()
    try:
        settling.result()
        if urlsplit(tab.url).netloc != urlsplit(page.url).netloc:
            return Broken("browser", "its scripts put another page in its place")
        markup = await _evaluate(session, _script("written.js"))
    except Error as error:
        return Broken("browser", str(error).splitlines()[0][:200])
    if not isinstance(markup, str):
        return Broken("too large", "its scripts made too many elements or characters")
    return Drawn(markup.encode("utf-8", "replace"), by)


class _Answering:
    """Hands out each request of a page, the first of which has its answer already."""

    def __init__(self, page: PageToDraw, ask: Asked) -> None:
        self._page = page
        self._ask = ask
        self._begun = False
        self._asked = 0

    async def answer(self, route: Route) -> None:
        request = route.request
        try:
            if request.is_navigation_request():
                if self._begun or request.url.partition("#")[0] != self._page.url.partition("#")[0]:
                    await route.abort("aborted")  # with any other reason an error page takes the place of the page
                    return
                self._begun = True
                await route.fulfill(status=200, headers=_handed_on(self._page.headers), body=self._page.body)
                return
            self._asked += 1
            number, accept = self._asked, request.headers.get("accept")
            given = await self._ask(PageWants(number, request.url, request.method, request.resource_type, accept))
            if given.status == 0:
                await route.abort("blockedbyclient")
                return
            headers = _handed_on(given.headers) | {
                "access-control-allow-origin": request.headers.get("origin", "*"),
                "access-control-allow-credentials": "true",
            }
            await route.fulfill(status=given.status, headers=headers, body=given.body)
        except Error:  # the page is gone
            return


def _handed_on(headers: HeaderLines) -> dict[str, str]:
    return {name: value for name, value in headers if name.lower() not in _NOT_HANDED_ON and value.isprintable()}


async def _settle(session: CDPSession) -> None:
    """Lets the page's clock go on until nothing changes any more."""
    spent = asyncio.Event()
    session.on("Emulation.virtualTimeBudgetExpired", lambda _: spent.set())
    before: Any = None
    still = 0
    for _ in range(_STEPS):
        spent.clear()
        policy = {"policy": "pauseIfNetworkFetchesPending", "budget": _STEP, "maxVirtualTimeTaskStarvationCount": _STARVED}
        await session.send("Emulation.setVirtualTimePolicy", policy)
        await spent.wait()
        now = await _evaluate(session, _script("looked.js"))
        still = still + 1 if now == before else 0
        before = now
        if still >= _STILL and isinstance(now, list) and now[1] >= _SHOWN:
            return


async def _evaluate(session: CDPSession, script: str) -> Any:
    """The value of an expression in a world of ours, which the page's scripts cannot touch."""
    tree = await session.send("Page.getFrameTree")
    world = await session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "ingest"})
    found = await session.send(
        "Runtime.evaluate",
        {"expression": script, "contextId": world["executionContextId"], "returnByValue": True, "timeout": _EVALUATION},
    )
    return found["result"].get("value")


def _script(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
