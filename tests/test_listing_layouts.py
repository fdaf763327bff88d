"""List pages without a selector: every article of the list, and nothing else of the page, over layouts of a dozen languages."""

import pytest
from list_layouts import EARLIER, LATER, Layout, page_of
from list_layouts_more import LINKED, PLAIN
from list_layouts_rows import ROWS
from listed import read

from ingest.core import urls


@pytest.mark.parametrize("layout", [*EARLIER, *LATER, *PLAIN, *LINKED, *ROWS], ids=lambda layout: layout.name)
def test_a_list_is_read_whole_and_nothing_round_it(layout: Layout) -> None:
    spelled = urls.Spelling().normalise
    markup, url, titles = page_of(layout)
    found = {spelled(one.url): one.title for one in read("page", markup, url=url).cited}
    assert found == {spelled(url): title for url, title in titles.items()}


def test_the_layouts_are_in_more_than_ten_languages() -> None:
    assert len({layout.words.language for layout in (*EARLIER, *LATER, *PLAIN, *LINKED)}) >= 20


def test_pictures_beside_headlines_arrows_of_pages_and_days_of_a_calendar_are_no_list() -> None:
    rows = "".join(
        f'<div><a href="/n/{n}/x"><img alt=""></a><h3><a href="/n/{n}/x">Headline number {word}</a></h3>'
        f"<p>Beside {word} stands a summary</p></div>"
        for n, word in enumerate(("one", "two", "three", "four"))
    )
    days = "".join(f'<td><a href="/calendar/{day}/x">{day}</a></td>' for day in range(1, 29))
    steps = "".join(f'<li>Chapter {word} of the handbook <a href="/steps/{word}"><img alt=""></a></li>' for word in ("one", "two"))
    page = f"<main>{rows}</main><table><tr>{days}</tr></table><nav><ul>{steps}</ul></nav>"
    found = {one.url: one.title for one in read("page", page, url="https://a.vn/").cited}
    assert found == {f"https://a.vn/n/{n}/x": f"Headline number {word}" for n, word in enumerate(("one", "two", "three", "four"))}
