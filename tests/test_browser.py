"""`ingest browse` in a real browser, as a reader uses it."""

from collections.abc import Iterator

import feedparser  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, Route, expect
from readers import TRAINS, made
from served import chromium, served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(made(tmp_path_factory.mktemp("browser") / "kept.db")) as address:
        yield address


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1300, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context.new_page()


def test_a_reader_types_words_without_accents_and_reaches_the_story(address: str, page: Page) -> None:
    page.goto(f"{address}today")
    page.keyboard.press("/")
    page.keyboard.type("duong sat tet")
    page.keyboard.press("Enter")
    expect(page.locator(".hits h2 a")).to_have_text([TRAINS["vi"][0]])
    expect(page.locator(".hits mark").first).to_have_text("đường")
    page.get_by_role("link", name="side by side").click()
    expect(page.locator(".heads h3")).to_have_text([TRAINS["vi"][0], TRAINS["en"][0]])


def test_two_languages_stand_side_by_side_paragraph_beside_paragraph(address: str, page: Page) -> None:
    page.goto(f"{address}stories")
    page.get_by_role("link", name=TRAINS["vi"][0]).click()
    page.get_by_label("Right").select_option(label="French, World Service")
    page.get_by_role("button", name="Put side by side").click()
    pairs = page.locator(".pair:not(.heads)")
    expect(pairs).to_have_count(3)  # the French one joins two paragraphs
    left, right = pairs.nth(0).locator("> div").nth(0).bounding_box(), pairs.nth(0).locator("> div").nth(1).bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    expect(page.locator(".drift")).to_have_text(["24", "42"])


def test_no_page_asks_another_host_for_anything(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("today", "search?q=24", "stories", "story/85", "article/97", "article/97/version/1/page", "changes", "sources", "log"):
        page.goto(f"{address}{path}")
    assert len(asked) > 9
    server = address.split("/kept")[0]
    assert [url for url in asked if not url.startswith(server)] == []


def test_what_changed_is_marked_in_the_text(address: str, page: Page) -> None:
    page.goto(f"{address}changes")
    page.get_by_role("link", name="Grants for village halls", exact=True).click()
    expect(page.locator(".diff del")).to_have_text(["4.2", "forty-two"])
    expect(page.locator(".diff ins")).to_have_text(["2.4", "twenty-four"])


def test_a_citation_is_copied_with_its_permanent_link(address: str, page: Page) -> None:
    page.goto(f"{address}article/97")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "“Grants for village halls reopen”, Town Hall of Lindholm, 18 December 2024, 08:20 (UTC)." in copied
    assert copied.endswith(f"{address}article/97/version/3")
    page.goto(copied.rpartition(" ")[2])
    expect(page.locator("h1")).to_have_text("Grants for village halls reopen")


def test_a_search_is_subscribed_to_where_feed_readers_look(address: str, page: Page) -> None:
    page.goto(f"{address}search?q=duong+sat")
    feed = page.locator("link[rel=alternate]").get_attribute("href")
    answer = page.request.get(f"{address.split('/kept')[0]}{feed}")
    assert [one.title for one in feedparser.parse(answer.body()).entries] == [TRAINS["vi"][0]]


def test_pictures_are_loaded_when_they_are_asked_for_and_only_then(address: str, page: Page) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("https://lindholm.example/**", refuse)
    page.goto(f"{address}article/98")
    expect(page.get_by_text("A reading room")).to_be_visible()
    assert asked == []
    page.get_by_role("link", name="Load it").click()
    with page.expect_request("https://lindholm.example/room.jpg"):
        page.locator("figure img").scroll_into_view_if_needed()
    assert asked == ["https://lindholm.example/room.jpg"]
    page.unroute("https://lindholm.example/**")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("vi", "ltr"), ("hi", "ltr")])
def test_a_text_stands_in_its_own_language_and_direction(address: str, page: Page, language: str, direction: str) -> None:
    page.goto(f"{address}article/{85 + list(TRAINS).index(language)}")
    for place in ("h1", ".text"):
        assert page.locator(place).get_attribute("lang") == language
        assert page.locator(place).evaluate("(element) => getComputedStyle(element).direction") == direction


def test_all_works_without_scripts(address: str, page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    plain.goto(f"{address}today")
    plain.get_by_label("Search in any script").fill("duong sat")
    plain.get_by_role("button", name="Search").click()
    plain.get_by_role("link", name="side by side").click()
    assert plain.locator(".pair:not(.heads) .left").first.inner_text() == TRAINS["vi"][1][0]
    plain.close()


def test_j_goes_down_a_list(address: str, page: Page) -> None:
    page.goto(f"{address}search?q=kilometre")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == page.locator(".hits h2 a").nth(1).inner_text()


def test_a_row_of_the_stories_leads_to_its_languages_side_by_side(address: str, page: Page) -> None:
    page.goto(f"{address.removesuffix('-/')}stories")
    page.get_by_text("12 side by side").click()
    expect(page.locator(".heads h3")).to_have_text([TRAINS["vi"][0], TRAINS["en"][0]])


@pytest.mark.parametrize("path", ["v_articles?_sort_desc=id", "v_revisions"])
def test_a_text_has_room_beside_a_long_url(address: str, page: Page, path: str) -> None:
    page.goto(f"{address.removesuffix('-/')}{path}")
    page.evaluate("document.querySelector('td.col-url a').textContent = 'https://example.com/' + 'a'.repeat(300)")
    box = page.locator("td.col-text").first.bounding_box()
    assert box is not None
    assert box["width"] > 200
