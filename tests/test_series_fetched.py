"""The numbers of a series as they are fetched: pages in any order, one by one and side by side, make the stories of `ingest group`."""

import random
from pathlib import Path

from replayed import fetched, write_pages
from test_series import rates, written


def test_numbers_that_are_fetched_in_any_order_are_told_apart_as_group_does(tmp_path: Path) -> None:
    found = [*written(), *rates()[:6]]
    write_pages(tmp_path / "pages", found)
    urls = [one["url"] for one in found]
    for name, order in (("backwards", urls[::-1]), ("shuffled", random.Random(4).sample(urls, len(urls)))):
        arrived, rebuilt, grouped = fetched(tmp_path, tmp_path / "pages", order, f"{name}.db")
        assert sorted(map(len, grouped)) == [1, 2, 2, 2, 2, 3], "three numbers of a bulletin, three of a rate notice in two languages"
        assert (arrived, rebuilt) == (grouped, grouped), name
