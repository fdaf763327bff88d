"""List pages without a selector: every article of the list, and nothing else of the page, over layouts of a dozen languages."""

import pytest
from list_layouts import EARLIER, LATER, Layout, page_of
from listed import read

from ingest.core import urls


@pytest.mark.parametrize("layout", [*EARLIER, *LATER], ids=lambda layout: layout.name)
def test_a_list_is_read_whole_and_nothing_round_it(layout: Layout) -> None:
    spelled = urls.Spelling().normalise
    markup, url, titles = page_of(layout)
    found = {spelled(one.url): one.title for one in read("page", markup, url=url).cited}
    assert found == {spelled(url): title for url, title in titles.items()}


def test_the_layouts_are_in_more_than_ten_languages() -> None:
    assert len({layout.words.language for layout in (*EARLIER, *LATER)}) >= 10
