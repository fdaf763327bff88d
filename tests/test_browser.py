"""`ingest browse` in a real browser, as a reader uses it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from archived import keep
from playwright.sync_api import Page, expect, sync_playwright

from ingest import archive

VIETNAMESE, ENGLISH = "Đường sắt Bắc - Nam tăng thêm 24 chuyến tàu", "North-South Railway adds 24 trains"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `ingest browse` says that the archive is."""
    path = tmp_path_factory.mktemp("browser") / "kept.db"
    with archive.create_or_open(path) as opened:
        keep(
            opened,
            VIETNAMESE,
            "Ngành đường sắt chạy thêm 24 chuyến tàu.\n\nGiá vé giữ nguyên.",
            url="https://example.com/vi",
            language="vi",
        )
        keep(opened, ENGLISH, "The railway will run 24 more trains.\n\nFares stay the same.", url="https://example.com/en")
        keep(opened, "Reading rooms", "They open on Saturdays.", url="https://example.com/c")
        with opened.batch() as db:
            db.execute("INSERT INTO stories (id, origin, articles, publishers, languages) VALUES (1, 1, 2, 2, ' en vi ')")
            db.execute("INSERT INTO stories (id, origin, articles, publishers, languages) VALUES (3, 3, 1, 1, ' en ')")
            db.execute("UPDATE articles SET story = 1 WHERE id IN (1, 2)")
    command = [sys.executable, "-m", "ingest", "browse", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        line = served.stdout.readline()
        yield line.split(" is at ")[1].split()[0]
        served.terminate()
        assert served.wait(10) == -15


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1300, "height": 900})
        browser.close()


def test_a_reader_types_words_without_accents_and_reaches_the_story(address: str, page: Page) -> None:
    page.goto(address)
    page.fill("input[name=_search]", "duong sat")
    page.press("input[name=_search]", "Enter")
    expect(page.locator("td.col-title")).to_have_text([VIETNAMESE])
    page.locator("td.col-story a").click()
    expect(page.locator("td.col-title")).to_have_text([VIETNAMESE, ENGLISH])


def test_the_languages_of_a_story_stand_side_by_side(address: str, page: Page) -> None:
    page.goto(f"{address}/story?story=1")
    first, second = (page.locator("td.col-full_text").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] + first["width"] <= second["x"]
    assert first["y"] == second["y"]
    assert page.locator("td.col-full_text p").all_inner_texts()[1::2] == ["Giá vé giữ nguyên.", "Fares stay the same."]


def test_no_page_asks_another_host_for_anything(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "/v_articles", "/story?story=1", "/article?article=1"):
        page.goto(f"{address}{path}")
    assert asked
    assert [url for url in asked if not url.startswith(address.rsplit("/", 1)[0])] == []


def test_the_search_box_holds_a_line_of_words(address: str, page: Page) -> None:
    page.goto(address)
    box = page.locator("input[name=_search]").bounding_box()
    assert box is not None
    assert box["width"] > 300


def test_a_row_of_the_stories_leads_to_its_languages_side_by_side(address: str, page: Page) -> None:
    page.goto(f"{address}/stories")
    page.get_by_text("2 side by side").click()
    expect(page.locator("td.col-title")).to_have_text([VIETNAMESE, ENGLISH])


def test_a_story_of_one_article_has_nothing_side_by_side(address: str, page: Page) -> None:
    page.goto(f"{address}/stories")
    expect(page.locator("td.col-articles")).to_have_text(["1", "2 side by side"])


@pytest.mark.parametrize(("path", "column"), [("/article?article=1", "full_text"), ("/newest", "title"), ("/v_articles", "text")])
def test_a_text_has_room_beside_a_long_url(address: str, page: Page, path: str, column: str) -> None:
    page.goto(f"{address}{path}")
    page.evaluate("document.querySelector('td.col-url a').textContent = 'https://example.com/' + 'a'.repeat(300)")
    box = page.locator(f"td.col-{column}").first.bounding_box()
    assert box is not None
    assert box["width"] > 200
