"""Sources out of OPML, lists and CSV, and back."""

from pathlib import Path

import pytest
from program import ingest

from ingest import sources
from ingest.errors import IngestError
from ingest.sources import exchanged

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Feeds</title></head><body>
<outline text="Government" title="Government">
  <outline type="rss" text="The Ministry &quot;of&quot; Ports" xmlUrl="https://a.example/feed.xml" htmlUrl="https://a.example/news/"/>
  <outline type="rss" text="政府新聞" xmlUrl="https://news.b.example/rss"/>
</outline>
<outline text="Bad" xmlUrl="ftp://c.example/feed"/>
<outline text="Ministère de l’Économie" type="HTML+XPath" category="/presse,/Élus" xmlUrl="feed://d.example/fil"/>
<outline text="The Ministry &quot;of&quot; Ports" xmlUrl="https://a.example/other.xml"/>
</body></opml>"""


def test_opml_becomes_a_checked_file_each_and_what_failed_is_told(here: Path) -> None:
    (here / "feeds.opml").write_text(OPML, encoding="utf-8")
    ended = ingest("sources", "import", "feeds.opml", cwd=here)
    assert ended.code == 1
    assert "ftp://c.example/feed" in ended.err
    loaded = sources.load(here / "schedules")
    assert sorted(loaded) == ["ministere-de-l-economie", "news-b-example", "the-ministry-of-ports", "the-ministry-of-ports-2"]
    ministry = loaded["the-ministry-of-ports"]
    assert (ministry.title, ministry.homepage) == ('The Ministry "of" Ports', "https://a.example/news/")
    assert loaded["news-b-example"].title == "政府新聞"
    assert [loaded[name].tags for name in sorted(loaded)] == [("presse", "elus"), ("government",), ("government",), ()]
    assert [(one.kind, one.url) for one in loaded["ministere-de-l-economie"].listings] == [("page", "http://d.example/fil")]


def test_what_a_source_has_already_is_not_written_again(here: Path) -> None:
    (here / "feeds.txt").write_text("# ours\nhttps://a.example/feed\nhttps://a.example/feed\n", encoding="utf-8")
    assert ingest("sources", "import", "feeds.txt", cwd=here).code == 0
    before = {path: path.read_bytes() for path in (here / "schedules").iterdir()}
    again = ingest("sources", "import", "feeds.txt", cwd=here)
    assert "a source has it already" in again.err
    assert {path: path.read_bytes() for path in (here / "schedules").iterdir()} == before


def test_what_is_exported_comes_back_the_same(here: Path) -> None:
    (here / "feeds.csv").write_text("Name,URL\nThe Ministry,https://a.example/feed?a=1&b=2\n", encoding="utf-8")
    ingest("sources", "import", "feeds.csv", cwd=here)
    out = ingest("sources", "export", "--opml", "--schedules", "schedules", cwd=here).out
    assert exchanged.subscriptions(out.encode(), "x") == [
        exchanged.Subscription("https://a.example/feed?a=1&b=2", "The Ministry", "https://a.example/")
    ]


@pytest.mark.parametrize(
    "body", [b"", b"words", b"<rss/>", b"\xff\xfe", b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', b"<opml><body>", b"url\n" + b"x" * 200_000]
)
def test_what_is_none_of_these_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(IngestError, match="x"):
        exchanged.subscriptions(body, "x")
