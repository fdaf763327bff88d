"""`ingest sources try`, and folders of schedule files that are empty or half written."""

import subprocess
import sys
from pathlib import Path

from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, environment, html, ingest, source

HOME = b"""<!DOCTYPE html><html lang="en"><head><title>The Ministry</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.xml">
<link rel="alternate" type="application/atom+xml" title="Speeches" href="/speeches.xml"></head>
<body><main><h1>Welcome</h1><p>Choose a language.</p><a href="/en">English</a></main></body></html>"""


def test_a_draft_may_be_written_into_the_folder_that_it_is_for(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    url = origin.serve("/feed", answer(feed(page), Content_Type="application/rss+xml"))
    (here / "schedules").mkdir()
    with (here / "schedules" / "new.toml").open("w", encoding="utf-8") as draft:  # as the shell makes it before anything runs
        command = [sys.executable, "-m", "ingest", "sources", "try", *LOOPBACK, url]
        ended = subprocess.run(command, cwd=here, env=environment(), stdout=draft, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ingest("sources", "check", cwd=here).out.strip() == "schedules: 1 schedule files are right"
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 0


def test_a_file_that_is_wrong_is_named_and_stops_no_trial(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    url = origin.serve("/feed", answer(feed(page), Content_Type="application/rss+xml"))
    source(here, url, "sound")
    (here / "schedules" / "wrong.toml").write_text("titel = 1", encoding="utf-8")
    tried = ingest("sources", "try", "sound", *LOOPBACK, cwd=here)
    assert tried.code == 0
    assert "# title:      Bridge opened" in tried.out
    assert "schedules/wrong.toml: wrong, and left out; `ingest sources check` says what is wrong" in tried.err


def test_of_a_home_page_the_declared_feeds_are_told(here: Path, origin: Origin) -> None:
    tried = ingest("sources", "try", *LOOPBACK, origin.serve("/", html(HOME)), cwd=here)
    assert tried.code == 0, tried.err
    assert f"# declares a feed: {origin.url('/news.xml')}  News" in tried.out
    assert f"# declares a feed: {origin.url('/speeches.xml')}  Speeches" in tried.out
    assert 'kind = "feed"' in tried.out
    assert f'url = "{origin.url("/news.xml")}"' in tried.out


def test_a_page_without_links_and_feeds_is_no_source(here: Path, origin: Origin) -> None:
    page = HOME.replace(b"alternate", b"preload")
    tried = ingest("sources", "try", *LOOPBACK, origin.serve("/", html(page)), cwd=here)
    assert tried.code == 1
    assert tried.err.startswith("ingest: ")


def test_an_empty_folder_of_schedule_files_stops_no_named_url(here: Path, origin: Origin) -> None:
    (here / "schedules").mkdir()
    assert ingest("fetch", *LOOPBACK, origin.serve("/news/1", html(article())), cwd=here).code == 0
