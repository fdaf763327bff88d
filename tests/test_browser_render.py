"""`render`: pages that scripts fill are drawn by a browser that reaches nothing but through our fetcher."""

import asyncio
import importlib.util
import json
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from origin import Origin, answer
from program import LOOPBACK, ingest, rows, source
from rendered import APP, TEXT, WAYS_OUT, article, shell
from test_hand_over import daemon, until

from ingest.core.extract import extract
from ingest.core.model import ADHOC, Document, Source
from ingest.errors import Failed
from ingest.fetch import AddressPolicy, BrowserRenderer, Fetcher, Manner, Settings, SystemClock, SystemResolver, live_transport
from ingest.fetch.browser import processes

SOURCE = replace(ADHOC, name="ministry", render=True, language="en", timezone="UTC")
JS: dict[str, Any] = {"Content_Type": "text/javascript"}
HTML: dict[str, Any] = {"Content_Type": "text/html; charset=utf-8"}
JSON: dict[str, Any] = {"Content_Type": "application/json"}


@asynccontextmanager
async def rendering(*, flags_alone: bool = False, seconds: float = 40.0) -> AsyncIterator[tuple[Fetcher, BrowserRenderer]]:
    clock = SystemClock()
    addresses = AddressPolicy(("127.0.0.0/8",), clock, SystemResolver())
    fetcher = Fetcher(
        Settings(contact="me@example.org", delay=0.0),
        transport=live_transport(addresses),
        addresses=addresses,
        clock=clock,
        hosts=lambda _: None,
        save=lambda _: None,
        log=lambda *_: None,
    )
    manner = Manner(sandbox=False, flags_alone=flags_alone)
    async with fetcher, BrowserRenderer(fetcher, manner, seconds=seconds) as renderer:
        yield fetcher, renderer


def drawn(url: str, of: Source = SOURCE, **manner: Any) -> Document:
    async def draw() -> Document:
        async with rendering(**manner) as (fetcher, renderer):
            return await renderer.draw(await fetcher.get(url, of), of, 30.0)

    return asyncio.run(draw())


@pytest.mark.parametrize("flags_alone", [True, False])
def test_nothing_leaves_a_page_but_by_our_own_requests(flags_alone: bool) -> None:
    with Origin() as origin, Origin(("127.0.0.2",)) as other, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as heard:
        heard.bind(("127.0.0.2", 0))
        heard.setblocking(False)
        script = WAYS_OUT.replace("THERE", other.url("", "127.0.0.2")).replace("UDP", str(heard.getsockname()[1])).replace("TEXT", TEXT)
        url = origin.serve("/bridge", answer(shell("/app.js"), Set_Cookie="a=b", **HTML))
        origin.serve("/app.js", answer(script.encode(), **JS))
        document = drawn(url, flags_alone=flags_alone)
        assert other.connections == 0
        with pytest.raises(BlockingIOError):
            heard.recv(1)
        assert {asked.path for asked in origin.requests} <= {"/robots.txt", "/bridge", "/app.js", "/shared.js"}
        assert all(asked.method == "GET" and "cookie" not in asked.headers for asked in origin.requests)
        assert {asked.headers["user-agent"].partition("/")[0] for asked in origin.requests} == {"ingest"}
    found = extract(document, SOURCE)
    assert (found.title, found.text) == ("The bridge is rebuilt", TEXT.strip())
    assert document.rendered is not None
    assert "of another site, 127.0.0.2" in document.rendered
    assert document.raw is not None
    assert document.raw.body == shell("/app.js")


ENDLESS = {
    "a loop": ("while (true);", "slow"),
    "a document": (  # of more elements than one may have
        "const one = document.getElementById('app');"
        "while (one.childElementCount < 150000) one.insertAdjacentHTML('beforeend', '<p>x</p>'.repeat(10000));",
        "too large",
    ),
    "memory": ("window.kept = []; setInterval(() => { kept.push(new Uint8Array(5e7).fill(7)); }, 1);", "memory|slow"),
}


def test_a_page_without_an_end_costs_itself_alone() -> None:
    async def draw() -> None:
        async with rendering() as (fetcher, renderer):
            for name, (_, kinds) in ENDLESS.items():
                renderer._seconds = 1.5 if name == "a loop" else 30.0  # that it burns
                url = origin.url(f"/{name[2:]}")
                with pytest.raises(Failed) as told:
                    await renderer.draw(await fetcher.get(url), SOURCE, 30.0)
                assert told.value.kind in kinds.split("|"), str(told.value)
                assert str(told.value).startswith(url)
                assert "\n" not in str(told.value)
            renderer._seconds = 40.0
            good = await renderer.draw(await fetcher.get(origin.url("/news/1")), SOURCE, 30.0)
            assert extract(good, SOURCE).title == "The bridge"
            ran = processes.tree(_drawer(renderer))
        assert len(ran) > 2
        assert not processes.alive(ran)

    with Origin() as origin:
        for name, (script, _) in ENDLESS.items():
            origin.serve(f"/{name[2:]}", answer(shell(f"/{name[2:]}.js"), **HTML))
            origin.serve(f"/{name[2:]}.js", answer(script.encode(), **JS))
        origin.serve("/news/1", answer(shell("/app.js"), **HTML))
        origin.serve("/app.js", answer(APP, **JS))
        origin.serve("/api/1", answer(article("The bridge"), **JSON))
        asyncio.run(draw())


def _drawer(renderer: BrowserRenderer) -> int:
    assert renderer._drawer is not None
    return renderer._drawer._process.pid


def test_what_is_missing_is_told_in_a_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with Origin() as origin:
        url = origin.serve("/news/1", answer(shell("/app.js"), **HTML))
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        with pytest.raises(Failed, match=r"pip install 'ingest\[browser\]'"):
            drawn(url)
        monkeypatch.undo()
        monkeypatch.setattr(shutil, "which", lambda name: None)
        with pytest.raises(Failed, match="apt install chromium"):
            drawn(url)


def ministry(origin: Origin, folder: Path, more: str = "") -> None:
    """A site whose pages are all empty without scripts."""
    listing = origin.serve("/news/all", answer(shell("/app.js"), ETag='"1"', **HTML))
    origin.serve("/app.js", answer(APP, **JS))
    titles = {1: "The bridge is rebuilt", 2: "The road is closed", 3: "The school is opened"}
    origin.serve("/api/all", answer(json.dumps([{"id": number, "title": title} for number, title in titles.items()]).encode(), **JSON))
    origin.serve("/robots.txt", answer(b"User-agent: *\nDisallow: /api/3\n"))
    for number, title in titles.items():
        origin.serve(f"/news/{number}", answer(shell("/app.js"), ETag='"1"', **HTML))
        origin.serve(f"/api/{number}", answer(article(title, f"{title}. {TEXT}"), **JSON))
    source(folder, listing, more=more)
    path = folder / "schedules" / "ministry.toml"
    path.write_text('render = true\nlanguage = "en"\n' + path.read_text().replace('kind = "feed"', 'kind = "page"'))
    (folder / "ingest.toml").write_text("browser_sandbox = false\n")


def test_a_site_of_shells_is_read_as_any_other(tmp_path: Path) -> None:
    with Origin() as origin:
        ministry(origin, tmp_path)
        first = ingest("fetch", "ministry", "--record", "saved", *LOOPBACK, cwd=tmp_path)
        assert first.code == 0, first.err
        assert len(origin.asked("/app.js")) == 1  # for four pages
        assert origin.asked("/api/3") == []
        origin.serve("/api/1", answer(article("The bridge is rebuilt", f"The bridge was closed again. {TEXT}"), **JSON))
        edited = ingest("fetch", "ministry", "--again", *LOOPBACK, cwd=tmp_path)
        assert "if-none-match" not in origin.asked("/news/1")[-1].headers
    archive = tmp_path / "archive.db"
    verdicts = rows(
        archive, "SELECT u.url, f.verdict FROM fetches f JOIN urls u ON u.id = f.url WHERE u.url LIKE '%/news/_' ORDER BY u.url, f.id"
    )
    assert [verdict for _, verdict in verdicts] == ["new", "revised", "new", "unchanged", "not an article", "not an article"], edited.err
    reasons = dict(rows(archive, "SELECT u.url, f.reason FROM fetches f JOIN urls u ON u.id = f.url"))
    assert reasons[origin.url("/news/3")].endswith("2 requests; not asked for: 1 forbidden by robots.txt")
    kept = rows(
        archive,
        "SELECT s.rendered LIKE 'Chromium %, 2 requests', s.made_from IS NOT NULL, b.rendered IS NULL FROM revisions r "
        "JOIN snapshots s ON s.id = r.snapshot JOIN snapshots b ON b.id = s.made_from",
    )
    assert kept == [(1, 1, 1)] * 3
    assert ingest("show", "1", "--raw", cwd=tmp_path).out == shell("/app.js").decode()
    assert "<h1>The bridge is rebuilt</h1>" in ingest("show", "1", "--rendered", cwd=tmp_path).out
    assert "rendered by Chromium" in rows(archive, "SELECT found FROM revisions LIMIT 1")[0][0]
    reread = ingest("reparse", "ministry", cwd=tmp_path)
    assert reread.code == 0, reread.err
    assert ingest("verify", cwd=tmp_path).code == 0
    replay = tmp_path / "replayed"
    replay.mkdir()
    (replay / "ingest.toml").write_text('browser = "there-is-none"\n')
    told = ingest("fetch", "ministry", "--replay", "../saved", "--schedules", "../schedules", cwd=replay)
    assert told.code == 0, told.err
    texts = "SELECT title, text FROM revisions WHERE number = 1 ORDER BY title"
    assert rows(replay / "archive.db", texts) == rows(archive, texts)


def test_the_daemon_draws_pages_and_leaves_no_process_behind(tmp_path: Path) -> None:
    with Origin() as origin:
        ministry(origin, tmp_path)
        with daemon(tmp_path) as running:
            until(lambda: rows(tmp_path / "archive.db", "SELECT 1 FROM runs WHERE outcome = 'ok'"))
            ran = processes.tree(running.pid)
            running.terminate()
            _, told = running.communicate()
    assert len(ran) > 4
    assert rows(tmp_path / "archive.db", "SELECT title FROM articles ORDER BY title") == [
        ("The bridge is rebuilt",),
        ("The road is closed",),
    ]
    until(lambda: not processes.alive(ran[1:]))
    assert "stopped; what was finished is kept" in told
