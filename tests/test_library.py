"""What `import ingest` gives."""

from inspect import signature
from pathlib import Path

import pytest
from archived import T1, URL, keep

import ingest
from ingest.archive import create_or_open
from ingest.errors import ArchiveMissing, ArchiveUnwritable, ParseError

PAGE = """<html lang="en"><head><title>Bridge opened</title></head><body><main><article><h1>Bridge opened</h1>
<p>The railway bridge over the river was opened on Monday after three years of work, the ministry said.</p>
<p>Trains will cross it from Tuesday, at first at half speed, and at full speed once the tests have ended in May.</p>
</article></main></body></html>"""


def test_the_surface_is_typed_and_small() -> None:
    assert ingest.__all__ == ["__version__", "extract", "fetch", "open_archive"]
    assert list(signature(ingest.extract).parameters) == ["body", "url", "content_type", "fetched_at", "source"]
    assert signature(ingest.extract).return_annotation == "_Article"
    assert signature(ingest.open_archive).return_annotation == "_Library"


def test_bytes_become_an_article() -> None:
    article = ingest.extract(PAGE.encode(), "https://ministry.example/bridge")
    assert article.title == "Bridge opened"
    assert article.text.startswith("The railway bridge")
    assert article.text.endswith("ended in May.")


def test_bytes_of_another_charset_become_text() -> None:
    body = PAGE.replace("three", "mười").encode("utf-16-le")
    article = ingest.extract(b"\xff\xfe" + body, "https://ministry.example/bridge", content_type="text/html; charset=utf-8")
    assert "mười years" in article.text


def test_text_that_was_decoded_already_becomes_the_same_article() -> None:
    page = (
        f"<html lang='vi'><head><meta charset='windows-1252'></head><body><h1>Cầu mới</h1><p>{'Cây cầu khánh thành vào mùa xuân. ' * 9}</p>"
    )
    for text in (page, f"\ufeff{page}"):
        article = ingest.extract(text, "https://example.vn/cau", content_type="text/html; charset=windows-1258")
        assert article == ingest.extract(page.encode(), "https://example.vn/cau")
        assert article.title == "Cầu mới"


def test_bytes_that_are_no_article_raise() -> None:
    with pytest.raises(ParseError):
        ingest.extract(b"", "https://ministry.example/empty")


def test_an_archive_answers_sql_and_cannot_be_written_that_way(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with create_or_open(path) as made:
        keep(made, "Bridge", "The railway bridge was opened.")
    with ingest.open_archive(path) as archive:
        assert [row["title"] for row in archive.db["v_articles"].rows] == ["Bridge"]
        assert "v_changes" in archive.db.view_names()
        assert archive.db is archive.db
        with pytest.raises(ArchiveUnwritable):
            archive.db.execute("DELETE FROM runs")


def test_an_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with create_or_open(path) as made:
        keep(made, "Bridge", "The railway bridge was opened.")
        kept = keep(made, "Bridge", "The railway bridge was opened on Monday.", at=T1, kind="edit")
    with ingest.open_archive(path) as archive:
        article = archive.article(URL + "?utm_source=feed")
        assert article is not None
        assert (article.id, article.title) == (kept.article, "Bridge")
        assert archive.article(999) is None
        assert [one.id for one in archive.articles()] == [kept.article]
        versions = archive.revisions(article.id)
        assert [one.kind for one in versions] == ["first", "edit"]
        assert archive.snapshot(versions[0]) == b"The railway bridge was opened."
        assert [hit.id for hit in archive.search("RAILWAY")] == [article.id]
        assert archive.links(article.id) == ()


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match=r"none\.db"):
        ingest.open_archive(tmp_path / "none.db")
