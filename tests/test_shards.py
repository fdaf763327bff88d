"""Several machines divide the sites among them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, rows, source, start

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


@pytest.fixture
def two_sites(tmp_path: Path) -> Iterator[tuple[Origin, str, str]]:
    """A source at each of two sites, and the shares of the two machines that have one each."""
    of = next(of for of in range(2, 40) if owner("127.0.0.1", of) != owner("127.0.0.2", of))
    with Origin(("127.0.0.1", "127.0.0.2")) as origin:
        for name, host in (("ministry", "127.0.0.1"), ("agency", "127.0.0.2")):
            pages = origin.url(f"/{name}/1", host), origin.url(f"/{name}/named", host)
            origin.serve(f"/{name}/feed", answer(feed(pages[0]), Content_Type="application/rss+xml"))
            for number, path in enumerate((f"/{name}/1", f"/{name}/named")):
                origin.serve(path, html(article(f"Bridge {number} of the {name}")))
            source(tmp_path, origin.url(f"/{name}/feed", host), name)
        yield origin, f"{owner('127.0.0.1', of)}/{of}", f"{owner('127.0.0.2', of)}/{of}"


@contextmanager
def daemon(here: Path, *options: str) -> Iterator[None]:
    """One that has looked at its sources."""
    running = start("daemon", *LOOPBACK, *options, cwd=here)
    assert running.stderr is not None
    assert "running for" in running.stderr.readline()
    end = monotonic() + 120  # of a machine that is busy with much else
    try:
        while not rows(here / "archive.db", "SELECT 1 FROM runs WHERE outcome = 'ok'"):
            assert monotonic() < end
            assert running.poll() is None, running.communicate()
            sleep(0.05)
        yield
    finally:
        running.kill()
        running.communicate()


def test_a_daemon_asks_the_sites_of_its_share_whoever_hands_it_what(two_sites: tuple[Origin, str, str], tmp_path: Path) -> None:
    origin, mine, others = two_sites
    here, there = origin.url("/ministry/named"), origin.url("/agency/named", "127.0.0.2")
    with daemon(tmp_path, "--shard", mine):
        assert rows(tmp_path / "archive.db", "SELECT url FROM v_articles") == [(origin.url("/ministry/1"),)]
        other = ingest("fetch", "agency", "--shard", others, cwd=tmp_path)
        assert (other.code, f"it was started with --shard {mine}, and this fetch has --shard {others}" in other.err) == (75, True), (
            other.err
        )
        same = ingest("fetch", "agency", "ministry", here, there, "--shard", mine, cwd=tmp_path)
        assert same.code == 0, same.err
        assert "left to the machines of their sites (127.0.0.2)" in same.err
        unsaid = ingest("fetch", "agency", cwd=tmp_path)
        assert (unsaid.code, f"another machine's, by the daemon's --shard {mine}" in unsaid.err) == (1, True), unsaid.err
    assert {asked.host for asked in origin.requests} == {"127.0.0.1"}
    assert rows(tmp_path / "archive.db", "SELECT url FROM v_articles ORDER BY id") == [(origin.url("/ministry/1"),), (here,)]


def test_a_daemon_of_all_sites_takes_no_fetch_for_the_sites_of_one_machine(two_sites: tuple[Origin, str, str], tmp_path: Path) -> None:
    origin, mine, _ = two_sites
    with daemon(tmp_path):
        ended = ingest("fetch", origin.url("/agency/named", "127.0.0.2"), "--shard", mine, cwd=tmp_path)
        assert (ended.code, f"it was started for all sites, and this fetch has --shard {mine}" in ended.err) == (75, True), ended.err
    assert not origin.asked("/agency/named")
