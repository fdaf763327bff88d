"""Several machines divide the sites among them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, rows, source

from ingest.core.urls import Shard
from ingest.core.urls.shards import owner

SITES = st.from_regex(r"[a-z]{1,12}\.example", fullmatch=True)


@given(SITES, st.integers(1, 40))
def test_a_site_is_one_machines_with_all_of_its_hosts(site: str, of: int) -> None:
    mine = [number for number in range(1, of + 1) if Shard(number, of).has(f"https://news.{site}/a")]
    assert mine == [owner(site, of)]
    assert Shard(mine[0], of).has(f"http://www.{site}:8080/b?c")


@given(SITES, st.integers(1, 40))
def test_one_machine_more_takes_sites_and_moves_no_other(site: str, of: int) -> None:
    assert owner(site, of + 1) in (owner(site, of), of + 1)


def test_machines_have_about_as_many_sites_each() -> None:
    counts = [0] * 8
    for number in range(8000):
        counts[owner(f"site{number}.example", 8) - 1] += 1
    assert min(counts) > 850
    assert max(counts) < 1150


@pytest.mark.parametrize("said", ["0/8", "9/8", "1", "a/b", "1/0", "-1/2", "1/100000"])
def test_what_is_no_share_is_refused(said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="share of machines"):
        Shard.read(said)


def test_a_fetch_asks_the_sites_of_its_share_and_no_others(tmp_path: Path) -> None:
    """The addresses of the loopback are sites of their own; the source is at one, and cites an article of another."""
    of = next(of for of in range(2, 40) if owner("127.0.0.1", of) != owner("127.0.0.2", of))
    with Origin(("127.0.0.1", "127.0.0.2")) as origin:
        here, there = origin.url("/news/first-bridge-opened"), origin.url("/news/second-bridge-opened", "127.0.0.2")
        origin.serve("/feed", answer(feed(here, there), Content_Type="application/rss+xml"))
        for path in ("/news/first-bridge-opened", "/news/second-bridge-opened"):
            origin.serve(path, html(article(f"Bridge {path[6:11]}")))
        source(tmp_path, origin.url("/feed"))
        call = ("fetch", "ministry", *LOOPBACK)
        others = ingest(*call, "--shard", f"{owner('127.0.0.2', of)}/{of}", cwd=tmp_path)
        assert (others.code, origin.requests) == (0, [])
        ended = ingest(*call, "--shard", f"{owner('127.0.0.1', of)}/{of}", cwd=tmp_path)
        assert ended.code == 0, ended.err
        assert "URLs were left to the machines of their sites (127.0.0.2)" in ended.err
        assert not origin.asked("/news/second-bridge-opened")
        assert rows(tmp_path / "archive.db", "SELECT url FROM v_articles") == [(here,)]
        origin.serve("/news/first-bridge-opened", answer(status=302, Location=there))
        moved = ingest(*call, "--again", "--shard", f"{owner('127.0.0.1', of)}/{of}", cwd=tmp_path)
        assert "another machine's to ask" in moved.err
        assert not origin.asked("/news/second-bridge-opened")
