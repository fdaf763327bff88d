"""Pages that a browser saved, folders of `--record`, and archives, taken into an archive."""

import io
import json
import quopri
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from archived import keep
from program import ingest, rows
from test_import import FIRST, PARAGRAPH, URL, page
from warcio.archiveiterator import ArchiveIterator

from ingest import archive
from ingest.core.model import Document
from ingest.imported import files
from ingest.imported.earlier import Earlier

NOW = "2026-01-01T00:00:00Z"
SAVED = "Fri Mar 01 2019 09:00:00 GMT+0100 (Central European Standard Time)"
FIXTURES = Path(__file__).parent.parent / "fixtures"


def mhtml(body: bytes = b"", *, address: str = URL, date: str = "Fri, 1 Mar 2019 08:00:00 -0000", charset: str = "utf-8") -> bytes:
    """As Chrome saves a page, with a picture beside it."""
    named = (("From", "<Saved by Blink>"), ("Snapshot-Content-Location", address), ("Subject", "The bridge"), ("Date", date))
    head = "".join(f"{name}: {value}\r\n" for name, value in named if value)
    head += 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
    part = f"----b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    place = f"Content-Location: {address}\r\n" if address else ""
    picture = "----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b--\r\n"
    return f"{head}{part}{place}\r\n".encode() + quopri.encodestring(body or page()) + f"\r\n{picture}".encode()


def single_file(address: str = URL, date: str = SAVED, body: bytes = b"") -> bytes:
    said = f"<!--\n Page saved with SingleFile \n url: {address} \n saved date: {date}\n-->".encode()
    return b"<!DOCTYPE html> <html lang=en>" + said + (body or page())


def read(path: Path) -> tuple[list[Document], list[str]]:
    refused: list[str] = []
    return list(files.documents(path, NOW, refused.append, Earlier())), refused


@pytest.mark.parametrize(("name", "content"), [("a.mhtml", mhtml()), ("a.html", single_file())])
def test_a_saved_page_is_kept_at_its_own_url_and_date(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (told,) = ingest("import", name, "--json", cwd=tmp_path).lines
    assert (told["verdict"], told["title"], told["url"]) == ("new", "The bridge opens", URL)
    assert rows(tmp_path / "archive.db", "SELECT first_seen_at FROM v_articles") == [(FIRST,)]
    assert rows(tmp_path / "archive.db", "SELECT peer FROM fetches") == [(f"imported from {name}",)]
    assert ingest("import", name, "--json", cwd=tmp_path).lines == []


def test_a_foreign_charset_is_read(tmp_path: Path) -> None:
    text = "桥梁三年后通车，市长表示，过桥不收费。" * 12
    body = f"<html lang=zh><title>桥</title><article><h1>桥梁通车</h1><p>{text}</p></article></html>".encode("gb18030")
    (tmp_path / "a.mht").write_bytes(mhtml(body, charset="gb2312"))
    ingest("import", "a.mht", cwd=tmp_path)
    assert rows(tmp_path / "archive.db", "SELECT title, instr(text, '市长') > 0 FROM v_articles") == [("桥梁通车", 1)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("a.html", page(), "its comment with URL and date is missing", id="any other page"),
        pytest.param("a.html", single_file(date="yesterday"), "no date", id="no date"),
        pytest.param("a.html", single_file(date="Fri Mar 01 2999 09:00:00 GMT+0100"), "to come", id="a date to come"),
        pytest.param("a.html", single_file(date="2019-03-01T09:00:00"), "without a zone", id="a date without a zone"),
        pytest.param("a.html", single_file(address="file:///etc/passwd"), "http", id="an address of a file"),
        pytest.param("a.html", single_file(address="https://news.example/\0a"), "address", id="NUL in an address"),
        pytest.param("a.html", single_file(body=b"x" * 8_000_000), "more than 8,000,000", id="a large page"),
        pytest.param("a.html", b"", "missing", id="nothing"),
        pytest.param("a.mhtml", mhtml()[:-40], "cut short", id="a file that is cut short"),
        pytest.param("a.mhtml", mhtml()[:900], "cut short", id="a page that is cut short"),
        pytest.param("a.mhtml", mhtml(date=""), "no date", id="a message without a date"),
        pytest.param("a.mhtml", mhtml(address=""), "address", id="a message without an address"),
        pytest.param("a.mhtml", mhtml(b"<p>" + b"x" * 8_000_000), "more than 8,000,000", id="a large part"),
        pytest.param("a.mhtml", b"x" * 32_000_001, "more than 32,000,000", id="a large file"),
        pytest.param("a.mhtml", page(), "no MHTML", id="no message"),
        pytest.param("a.mhtml", b"Content-Type: multipart/related; boundary=a\r\n\r\n--a\r\n\r\n--a--\r\n", "no part", id="none"),
        pytest.param(
            "a.mhtml",
            b"".join(b"Content-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(3000)),
            "a.mhtml",
            id="three thousand parts in each other",
        ),
        pytest.param("a.mhtml", b"\0" * 100_000, "no MHTML", id="zeros"),
    ],
)
def test_a_hostile_page_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    documents, refused = read(tmp_path / name)
    assert documents == []
    assert len(refused) == 1
    assert says in refused[0]
    assert len(refused[0].splitlines()) == 1


def folder(path: Path, *lines: object, body: bytes = b"") -> Path:
    path.mkdir()
    (path / "1.body").write_bytes(body or page())
    (path / "index.jsonl").write_text("".join(f"{json.dumps(line) if isinstance(line, dict) else line}\n" for line in lines))
    return path


ANSWER = {"url": URL, "status": 200, "headers": [["content-type", "text/html"]], "file": "1.body", "at": FIRST}


def test_a_folder_of_a_recorded_fetch_goes_into_an_archive(tmp_path: Path) -> None:
    told = ingest(
        "fetch", "--replay", FIXTURES / "founding", "--back", "all", "--record", "saved", "--db", "there.db", "--json", cwd=tmp_path
    )  # fmt: skip
    assert told.code == 0
    assert ingest("import", "saved", "--db", "here.db", cwd=tmp_path).code == 0
    for sql in (
        "SELECT url, language, title, text, source FROM v_articles ORDER BY url",
        "SELECT seen_at, text FROM v_revisions ORDER BY text",
    ):
        assert rows(tmp_path / "here.db", sql) == rows(tmp_path / "there.db", sql)


def test_the_date_of_an_answer_counts_where_the_folder_has_none(tmp_path: Path) -> None:
    old = {**ANSWER, "at": None, "headers": [*ANSWER["headers"], ["Date", "Fri, 01 Mar 2019 08:00:00 GMT"]]}  # type: ignore[misc]
    documents, refused = read(folder(tmp_path / "saved", old, {**ANSWER, "status": 404}, {**ANSWER, "file": None}))
    assert ([one.exchange.ended_at for one in documents], refused) == ([FIRST], [])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({**ANSWER, "file": "../1.body"}, "outside"),
        ({**ANSWER, "file": "/etc/passwd"}, "outside"),
        ({**ANSWER, "file": "a\0b"}, "outside"),
        ({**ANSWER, "file": "none.body"}, "no file"),
        ({**ANSWER, "at": None}, "no date"),
        ({**ANSWER, "at": "2999-01-01T00:00:00Z"}, "to come"),
        ({**ANSWER, "url": "javascript:alert(1)"}, "line 1"),
        ("{", "line 1"),
        ("\0\0", "line 1"),
        ("[1]", "line 1"),
    ],
)
def test_a_line_that_is_hostile_is_refused_and_the_rest_is_read(tmp_path: Path, line: object, says: str) -> None:
    documents, refused = read(folder(tmp_path / "saved", line, {**ANSWER, "url": f"{URL}/good"}))
    assert [one.url for one in documents] == [f"{URL}/good"]
    assert (len(refused), says in refused[0]) == (1, True), refused


def test_a_page_that_scripts_filled_goes_out_and_comes_back_and_is_what_is_shown(tmp_path: Path) -> None:
    """Of a recorded folder the answer and what was made of it are two lines; in a WACZ the index leads to what was made."""
    shell = b"<html><body><div id=app></div><script src=/app.js></script></body></html>"
    there, here = tmp_path / "there.db", tmp_path / "here.db"
    saved = folder(tmp_path / "saved", ANSWER, {**ANSWER, "file": "2.body", "rendered": "Chromium 130, 2 requests"}, body=shell)
    (saved / "2.body").write_bytes(page())
    assert ingest("import", saved, "--db", there, cwd=tmp_path).code == 0
    assert ingest("export", "-o", "out.wacz", "--db", there, cwd=tmp_path).code == 0
    assert ingest("import", "out.wacz", "--db", here, cwd=tmp_path).code == 0
    kept = """
        SELECT r.text LIKE 'The bridge over%', s.rendered, s.sha256, b.sha256
        FROM revisions r JOIN snapshots s ON s.id = r.snapshot JOIN snapshots b ON b.id = s.made_from
    """
    (row,) = rows(there, kept)
    assert tuple(row) == (1, "Chromium 130, 2 requests", sha256(page()).hexdigest(), sha256(shell).hexdigest())
    assert rows(here, kept) == [row]
    with ZipFile(tmp_path / "out.wacz") as file:
        (line,) = file.read("indexes/index.cdx").decode().splitlines()
        said = json.loads(line.split(" ", 2)[2])
        whole = file.read("archive/data.warc.gz")
        (listed,) = [json.loads(one) for one in file.read("pages/pages.jsonl").splitlines()[1:]]
    part = whole[int(said["offset"]) : int(said["offset"]) + int(said["length"])]
    assert [(one.rec_type, one.content_stream().read()) for one in ArchiveIterator(io.BytesIO(part))] == [("resource", page())]
    assert "The bridge over" in listed["text"]


def test_an_archive_is_merged_and_other_files_are_imported_beside_it(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "other.db") as made:
        keep(made, "Title", PARAGRAPH)
    (tmp_path / "a.html").write_bytes(single_file())
    ended = ingest("import", "other.db", "a.html", cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert rows(tmp_path / "archive.db", "SELECT title FROM v_articles ORDER BY title") == [("The bridge opens",), ("Title",)]


def test_a_folder_without_an_index_is_told_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = ingest("import", "empty", cwd=tmp_path)
    assert (ended.code, "index.jsonl" in ended.err) == (2, True)
    assert not (tmp_path / "archive.db").exists()
