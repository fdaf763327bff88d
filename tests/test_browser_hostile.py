"""What was written to run in a reader's browser does not run there: on every page, on the plain tables, in feeds, in a kept page."""

from collections.abc import Iterator
from urllib.parse import quote

import hostile
import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request
from served import chromium, served

SOURCE = quote('bad"><script>hit(30)</script>', safe="")
PAGES = (
    "today", "search", f"search?q={quote(hostile.ALL)}", "search?q=hit&sort=best",
    f"search?language={quote(hostile.PAYLOADS[1])}", "stories",
    "story/1", "story/1?left=2&right=1", "article/1", "article/1?images=1", "article/2",
    "article/3", "article/3/version/1", "article/4",
    "article/3/diff", "article/3/version/1/page", "article/3/version/1/kept", "changes", "removed", "sources", f"source/{SOURCE}",
    "log",
    f"explain?url={quote(hostile.PAYLOADS[4])}", f"explain?url={quote(hostile.PAYLOADS[1])}", "about",
    f"article/{quote(hostile.PAYLOADS[0])}",
    "changes?class=%3Cscript%3Ehit(70)%3C/script%3E", "today?day=%3Cscript%3Ehit(71)%3C/script%3E",
)  # fmt: skip
TABLES = (
    "", "v_articles", "v_articles?_search=hit", "articles", "articles/1", "v_revisions", "v_links", "v_changes", "v_removed", "sources",
    "urls",
    "runs", "fetches", "images", "authors", "tags", "stories", "links/1", "?sql=select+title,+markdown,+text+from+revisions",
    "what_became_of?url=javascript%3A//a.example/%250Ahit(60)", "unhealthy_sources",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(hostile.made(tmp_path_factory.mktemp("hostile") / "kept.db")) as address:
        yield address


@pytest.fixture(scope="module")
def visitor(address: str) -> Iterator[BrowserContext]:
    """A browser in which `hit` tells that a script of the archive's ran, whose console is kept, and whose requests are."""
    with chromium() as browser:
        context = browser.new_context()
        context.expose_function("hit", lambda number: HITS.append(number))
        yield context


HITS: list[int] = []
INJECTED = """
[...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].filter((one) =>
  /^on/i.test(one.name) || (/^(href|src|action|data|formaction)$/i.test(one.name) && /^\\s*(javascript|data:text)/i.test(one.value))
).map((one) => `${element.tagName} ${one.name}=${one.value}`))
"""


def look(visitor: BrowserContext, url: str) -> tuple[list[str], list[str], list[str]]:
    """What was injected in a page, what its policy had to stop, and what was asked of other servers."""
    page = visitor.pages[0] if visitor.pages else visitor.new_page()  # a page of its own for each costs a process
    page.goto("about:blank")
    said: list[str] = []
    asked: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    def note_request(request: Request) -> None:
        asked.append(request.url)

    page.on("console", note)
    page.on("request", note_request)
    page.goto(url)
    found = page.evaluate(INJECTED)
    page.remove_listener("console", note)
    page.remove_listener("request", note_request)
    here = url.split("/kept")[0]
    stopped = [line for line in said if "Content Security Policy" in line or "Content-Security-Policy" in line]
    return found, stopped, [one for one in asked if not one.startswith((here, "data:"))]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_or_loads_what_the_archive_holds(address: str, visitor: BrowserContext, path: str) -> None:
    HITS.clear()
    injected, stopped, asked = look(visitor, address + path)
    if "images=1" in path:  # the reader asked for these
        asked = [url for url in asked if not url.startswith("https://x.example/")]
    assert (HITS, injected, stopped, asked) == ([], [], [], [])


@pytest.mark.parametrize("path", TABLES)
def test_no_plain_table_runs_or_loads_what_the_archive_holds(address: str, visitor: BrowserContext, path: str) -> None:
    HITS.clear()
    injected, _, asked = look(visitor, f"{address.removesuffix('/-/')}/{path}".rstrip("/") if path else address.removesuffix("/-/"))
    assert (HITS, injected, asked) == ([], [], [])


def test_a_script_that_got_into_a_page_would_not_run(address: str, visitor: BrowserContext) -> None:
    """The policy stands behind the escaping: of ours, and of Datasette's own pages."""
    for url in (f"{address}today", address.removesuffix("/-/"), f"{address.removesuffix('-/')}v_articles"):
        page = visitor.new_page()
        page.goto(url)
        HITS.clear()
        page.evaluate("""() => {
            const inline = document.createElement("script"); inline.textContent = "hit(90)"; document.body.append(inline);
            const image = new Image(); image.setAttribute("onerror", "hit(91)"); image.src = "data:,"; document.body.append(image);
        }""")
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        page.close()
        assert HITS == []


def test_datasettes_own_scripts_still_run(address: str, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto(f"{address.removesuffix('-/')}v_articles")
    assert page.evaluate("typeof DATASETTE_ALLOW_FACET") == "boolean"
    page.goto(f"{address.removesuffix('/-/')}?sql=select+1")
    page.wait_for_selector(".CodeMirror")
    page.close()


def test_a_kept_page_leads_nowhere_and_keeps_its_words(address: str, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto(f"{address}article/3/version/1/kept")
    assert page.locator("a[href], form[action], script, link, meta[http-equiv], iframe, object, [onload]").count() == 0
    assert "out" in page.locator("body").inner_text()
    page.close()
