"""Documents, as a user meets them: linked from an article, found by their words, shown with their pages, compared, handed on."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import documented
import pytest
from documented import Said
from origin import Origin, answer
from program import LOOPBACK, html, ingest, rows

from ingest.browse import serve

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>M</title><item><title>Railway decree signed</title><link>{url}</link>
<pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate></item></channel></rss>"""
NEWS = """<html lang="en"><head><title>Railway decree signed</title></head><body>
<nav><a href="/privacy.pdf">Privacy</a></nav><main><article><h1>Railway decree signed</h1>
<p>The Minister of Examples signed the decree on railways today, in the presence of the whole cabinet.</p>
<p>It enters into force on the first of April, when the first section of the line between the capitals will be opened.</p>
<p><a href="/files/decree.pdf">The decree (PDF)</a></p></article></main><footer><a href="/terms.pdf">Terms</a></footer></body></html>"""
FIRST = "Article 1. A railway line of 541 kilometres shall be built between the two capitals by the Ministry, which reports yearly."
SECOND = "Article 2. The line is financed by bonds named Perseverance, whose interest the treasury bears until the line has been opened."
SOURCE = """
title = "The Ministry"
every = "30m"
back = "all"
documents = true
[[listing]]
kind = "feed"
url = "{url}"
"""


def decree(second: str = SECOND, title: str = "Microsoft Word - decree.doc", extra: bytes = b"(saved once)") -> bytes:
    """Two pages with a running head, a heading and page numbers."""
    pages = []
    for number, words in ((1, FIRST), (2, second)):
        heading = [Said(72, 760, "Decree on Railways", 18)] if number == 1 else []
        pages.append(
            [Said(72, 800, f"Official Gazette 12, {number}"), *heading, *documented.lines(words, y=700), Said(290, 40, str(number))]
        )
    return documented.pdf(pages, title=title, created="D:20240305090000Z", extra={900: extra})


@contextmanager
def browsed(archive: Path) -> Iterator[Callable[[str], Any]]:
    """Asks Datasette for the pages of an archive, by what follows `/-/`."""
    datasette = serve.build(archive)

    async def ask(page: str) -> Any:
        return await datasette.client.get(f"/{archive.stem}/-/{page}")

    with asyncio.Runner() as runner:
        runner.run(datasette.invoke_startup())
        yield lambda page: runner.run(ask(page))
        for database in datasette.databases.values():
            database.close()


def pdf(body: bytes) -> bytes:
    return answer(body, Content_Type="application/pdf")


def ministry(here: Path, origin: Origin, name: str = "ministry") -> None:
    """A source whose feed cites one article, with one document."""
    article = origin.serve("/news/railway-decree-signed-today", html(NEWS.encode()))
    feed = origin.serve("/feed.xml", answer(FEED.format(url=article).encode(), Content_Type="application/rss+xml"))
    (here / "schedules").mkdir(exist_ok=True)
    (here / "schedules" / f"{name}.toml").write_text(SOURCE.format(url=feed), encoding="utf-8")


def fetch(here: Path, *more: str) -> list[dict[str, object]]:
    ended = ingest("fetch", "ministry", "--json", *more, *LOOPBACK, cwd=here)
    assert ended.code == 0, ended.err
    return ended.lines


def verdicts(lines: list[dict[str, object]]) -> dict[str, object]:
    return {str(line["url"]).rpartition("/")[2]: line["verdict"] for line in lines}


def test_a_decree_that_an_article_links_is_kept_found_by_its_words_and_shown_with_its_pages(here: Path, origin: Origin) -> None:
    ministry(here, origin)
    origin.serve("/files/decree.pdf", pdf(decree()))
    assert verdicts(fetch(here)) == {"railway-decree-signed-today": "new", "decree.pdf": "new"}
    assert not origin.asked("/privacy.pdf")
    assert not origin.asked("/terms.pdf")
    archive = here / "archive.db"
    [(document, title, media, pages, language, published)] = rows(
        archive, "SELECT id, title, media, pages, language, published FROM v_documents"
    )
    assert (title, media, pages, language, published) == ("Decree on Railways", "pdf", 2, "en", "2024-03-05")
    assert rows(archive, "SELECT words, document FROM v_attachments") == [("The decree (PDF)", document)]
    [hit] = ingest("search", "perseverance bonds", "--json", cwd=here).lines
    assert (hit["id"], hit["page"]) == (document, 2)
    shown = ingest("show", str(document), cwd=here).out
    assert "[page 2]\n\nArticle 2. The line is financed" in shown
    assert "Official Gazette" not in shown
    assert "attached to: article 1, Railway decree signed" in shown
    assert f"article {document}, 2 pages" in ingest("show", "1", cwd=here).out
    with browsed(archive) as get:
        article = get(f"article/{document}").text
        assert '<p class="leaf" id="page-2">' in article
        assert "Attached to" in article
        assert "Attached documents" in get("article/1").text
        assert "PDF, page 2" in get("search?q=perseverance").text
        frame, file = get(f"article/{document}/version/1/page"), get(f"article/{document}/version/1/kept")
        assert "--raw" in frame.text
        assert "<iframe" not in frame.text
        assert file.status_code == 404
        assert b"%PDF" not in file.content


def test_its_bytes_come_back_and_go_along_with_an_export_a_merge_and_a_proof(here: Path, origin: Origin) -> None:
    body = decree()
    url = origin.serve("/files/decree.pdf", pdf(body))
    assert ingest("fetch", url, *LOOPBACK, cwd=here).code == 0
    assert rows(here / "archive.db", "SELECT sha256 FROM v_documents") == [(sha256(body).hexdigest(),)]
    [article] = ingest("export", cwd=here).lines
    assert (article["media"], article["pages"]) == ("pdf", 2)
    assert ingest("export", "-o", "all.warc.gz", cwd=here).code == 0
    assert ingest("import", "all.warc.gz", "--db", "other.db", cwd=here).code == 0
    assert rows(here / "other.db", "SELECT sha256, pages FROM v_documents") == [(sha256(body).hexdigest(), 2)]
    assert ingest("merge", "archive.db", "--db", "third.db", cwd=here).code == 0
    assert rows(here / "third.db", "SELECT sha256, pages FROM v_documents") == [(sha256(body).hexdigest(), 2)]
    assert ingest("seal", "--key", "seal.key", cwd=here).code == 0
    assert ingest("cite", url, "--proof", "proof.zip", "--key", "seal.key", cwd=here).code == 0
    with ZipFile(here / "proof.zip") as proof:
        assert proof.read("page.bin") == body
    assert ingest("verify", "proof.zip", cwd=here).code == 0


def test_a_pdf_that_was_saved_anew_is_unchanged_and_an_edit_is_compared(here: Path, origin: Origin) -> None:
    edited = SECOND.replace("Perseverance", "Patience")
    saved = (decree(), decree(title="Decree", extra=b"(anew)"), decree(edited))
    url = origin.serve("/files/decree.pdf", *(pdf(body) for body in saved))
    told = [ingest("fetch", url, "--again", "--json", *LOOPBACK, cwd=here).lines[0]["verdict"] for _ in range(3)]
    assert told == ["new", "unchanged", "revised"]
    difference = ingest("show", url, "--diff", cwd=here).out
    assert "Perseverance" in difference
    assert "Patience" in difference


def test_documents_are_left_where_the_source_does_not_ask_for_them(here: Path, origin: Origin) -> None:
    ministry(here, origin)
    origin.serve("/files/decree.pdf", pdf(decree()))
    file = here / "schedules" / "ministry.toml"
    wanting = file.read_text(encoding="utf-8")
    file.write_text(wanting.replace("documents = true", ""), encoding="utf-8")
    fetch(here)
    assert not origin.asked("/files/decree.pdf")
    file.write_text(wanting, encoding="utf-8")
    assert verdicts(fetch(here)) == {"decree.pdf": "new"}  # what was linked before is asked for from then on


def test_a_document_over_the_limit_is_refused_in_one_line(here: Path, origin: Origin) -> None:
    ministry(here, origin)
    file = here / "schedules" / "ministry.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("documents = true", 'documents = true\nmax_document = "9 MB"'), encoding="utf-8"
    )
    origin.serve("/files/decree.pdf", pdf(b"%PDF-1.7\n" + bytes(9_100_000)))
    [line] = [one for one in fetch(here) if one["verdict"] == "refused"]
    assert "more than max_document (9,000,000)" in str(line["reason"])
    assert verdicts(fetch(here)) == {}


def test_a_scan_is_told_as_such_and_read_by_the_users_command(here: Path, origin: Origin) -> None:
    url = origin.serve("/files/scan.pdf", pdf(documented.pdf([[], []], picture=bytes(range(200)) * 200)))
    assert ingest("fetch", url, *LOOPBACK, cwd=here).code == 0
    assert "a scan without words of its own" in ingest("show", url, cwd=here).out
    script = "import sys; head = sys.stdin.buffer.read(2); print('The railway opens', head.decode())"
    (here / "ingest.toml").write_text(f"ocr = '''python3 -c \"{script}\"'''\n", encoding="utf-8")
    assert ingest("reparse", "--keep", "--force", cwd=here).code == 0
    [hit] = ingest("search", '"railway opens P5"', "--json", cwd=here).lines
    assert hit["page"] == 1
    assert rows(here / "archive.db", "SELECT text_from FROM v_documents") == [("recognised",)]


def test_a_command_that_cannot_recognise_costs_one_line(here: Path, origin: Origin) -> None:
    url = origin.serve("/files/scan.pdf", pdf(documented.pdf([[]], picture=bytes(range(200)) * 200)))
    (here / "ingest.toml").write_text('ocr = "no-such-program stdin"\n', encoding="utf-8")
    ended = ingest("fetch", url, *LOOPBACK, cwd=here)
    assert ended.code == 0
    [line] = [line for line in ended.err.splitlines() if "ocr:" in line]
    assert line.endswith("the scan is kept without its words")
    assert rows(here / "archive.db", "SELECT text_from FROM v_documents") == [("none",)]


@pytest.mark.parametrize("words", ['max_document = "20"', "max_document = 20", 'ocr = "\'"'])
def test_a_wrong_key_is_named(here: Path, origin: Origin, words: str) -> None:
    ministry(here, origin)
    file = here / "schedules" / "ministry.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("documents = true", words), encoding="utf-8")
    ended = ingest("sources", "check", cwd=here)
    assert ended.code == 2 or ended.code == 1
    assert words.partition(" ")[0] in ended.out + ended.err


def test_erasure_takes_the_words_of_the_link_too(here: Path, origin: Origin) -> None:
    ministry(here, origin)
    origin.serve("/files/decree.pdf", pdf(decree()))
    fetch(here)
    assert ingest("erase", "1", "--because", "an order", "--yes", cwd=here).code == 0
    assert rows(here / "archive.db", "SELECT words FROM attachments") == [("",)]
    with sqlite3.connect(here / "archive.db") as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute("DELETE FROM document_forms")
