"""A person's word on stories, given in the browser where `ingest browse --write` allows it, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from program import rows
from readers import TRAINS, made
from served import chromium, served

WORDS = "SELECT reason FROM v_links WHERE relation = 'person'"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("words") / "kept.db")


@pytest.fixture(scope="module")
def address(kept: Path) -> Iterator[str]:
    with served(kept, "--write") as address:
        yield address


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


def open_story(address: str, page: Page) -> None:
    page.goto(f"{address}stories")
    page.get_by_role("link", name=TRAINS["vi"][0]).click()


def test_an_article_is_split_from_its_story_and_the_word_is_taken_back(address: str, page: Page, kept: Path) -> None:
    open_story(address, page)
    versions = page.locator("ol.line > li")
    before = versions.count()
    french = versions.filter(has_text=TRAINS["fr"][0])
    french.get_by_text("It does not belong here").click()
    french.get_by_label("Why").fill("another <b>year</b>'s plan")
    french.get_by_role("button", name="Split it").click()
    expect(page.get_by_role("status")).to_contain_text("This article stands apart now.")
    expect(page.locator("h1")).to_have_text(TRAINS["fr"][0])
    assert rows(kept, WORDS)[0][0] == "a person said that they are apart: another <b>year</b>'s plan"
    page.get_by_role("button", name="Take it back").click()
    expect(versions).to_have_count(before)
    assert rows(kept, WORDS) == []


def test_an_article_is_joined_by_its_address_and_the_word_is_taken_back_where_it_stands(address: str, page: Page, kept: Path) -> None:
    (url,) = rows(kept, "SELECT url FROM v_articles WHERE title = 'Grants for village halls reopen'")[0]
    open_story(address, page)
    page.get_by_label("Its address or number").fill(url)
    page.get_by_role("button", name="Join it").click()
    expect(page.get_by_role("status")).to_contain_text("These articles are one text now.")
    joined = page.locator("ol.line > li").filter(has_text="Grants for village halls reopen")
    joined.locator("summary").first.click()
    joined.get_by_role("button", name="Take it back").click()
    expect(page.locator("ol.line > li").filter(has_text="Grants for village halls reopen")).to_have_count(0)
    assert rows(kept, WORDS) == []


def test_what_cannot_be_joined_is_told_on_a_page(address: str, page: Page) -> None:
    open_story(address, page)
    page.get_by_label("Its address or number").fill("999999")
    page.get_by_role("button", name="Join it").click()
    expect(page.locator("main")).to_contain_text("999999: no article has that number")


@pytest.mark.parametrize("cookie", ["", "session=of-another-program"])
def test_a_word_without_the_token_of_a_page_is_refused(address: str, kept: Path, cookie: str) -> None:
    word = {"word": "split", "article": "97"}
    with httpx.Client(headers={"Cookie": cookie} if cookie else {}) as client:
        assert client.post(f"{address}words", data=word).status_code == 422
        assert client.post(f"{address}words", data={**word, "token": "ä" * 32}).status_code == 422
        assert rows(kept, WORDS) == []
        text = client.get(f"{address}story/85").text
        word["token"] = text.partition('name="token" value="')[2].partition('"')[0]
        nonsense = client.post(f"{address}words", data={**word, "word": "<script>"})
        assert (nonsense.status_code, "&lt;script&gt;: no word" in nonsense.text) == (422, True)
        assert client.post(f"{address}words", data={**word, "word": "unsplit"}).status_code == 422, "nobody split it"
        assert client.get(f"{address}words").status_code == 404


def test_without_write_there_are_no_forms_and_no_word_is_taken(kept: Path) -> None:
    with served(kept) as address, httpx.Client() as client:
        text = client.get(f"{address}story/85").text
        assert "does not belong" not in text
        assert 'name="token"' not in text
        said = client.post(f"{address}words", data={"word": "split", "article": "97", "token": ""})
        assert (said.status_code, rows(kept, WORDS)) == (403, [])
