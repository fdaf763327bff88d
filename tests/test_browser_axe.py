"""Every page is usable by those who cannot see it well, or not at all: axe-core finds nothing serious or critical (WCAG 2.2 AA)."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from readers import made
from served import chromium, served

PAGES = (
    "today", "search", "search?q=24", "search?q=-strike", "stories", "story/85", "story/85?left=89&right=90", "article/85", "article/89",
    "article/97", "article/98", "article/99", "article/97/version/1", "article/97/diff", "article/97/version/1/page", "changes", "removed",
    "sources", "source/world-service", "log", "explain?url=https://world.example/latest", "about", "article/999",
)  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
EVERY_RULE = ((1280, "light"), (360, "dark"))  # the others tell of colours alone what these do not


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(made(tmp_path_factory.mktemp("axe") / "kept.db"), "--write") as address:
        yield address


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        context = browser.new_context(bypass_csp=True)  # axe is a script that no page of ours would load
        context.add_init_script(script=Axe().axe_script)
        yield context.new_page()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious_and_a_phone_needs_no_scrolling_sideways(address: str, page: Page, path: str) -> None:
    page.goto(address + path)
    found: list[tuple[str, str, Any]] = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            rules = TAGS if (width, scheme) in EVERY_RULE else COLOURS
            answer = page.evaluate("options => axe.run(options)", {"runOnly": rules, "resultTypes": ["violations"]})
            found += [
                (f"{width} {scheme}", one["id"], [node["html"][:120] for node in one["nodes"]][:3])
                for one in answer["violations"]
                if one["impact"] in ("serious", "critical")
            ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_page_is_light_to_load(address: str, page: Page) -> None:
    """Below 100 KB, with its stylesheet and script."""
    page.goto(f"{address}today")
    beside = page.evaluate("[...document.querySelectorAll('link[rel=stylesheet], script[src]')].map((one) => one.href || one.src)")
    weight = sum(len(page.request.get(url).body()) for url in beside)
    assert weight > 10_000
    for path in PAGES:
        assert weight + len(page.request.get(address + path).body()) < 100_000, path
