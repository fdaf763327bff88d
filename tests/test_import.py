"""What other programs kept, taken into an archive."""

import asyncio
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from program import ingest, rows

from ingest.archive import Writer, create_or_open, open_readonly
from ingest.core.model import Document, Exchange
from ingest.core.urls import Owners
from ingest.pipeline.bring import Bringing
from ingest.pipeline.resources import Means
from ingest.pipeline.workers.pool import Workers

FIXTURES = Path(__file__).parent.parent / "fixtures"
URL = "https://news.example/2019/bridge"
HTML = (("content-type", "text/html; charset=utf-8"),)
FIRST, SECOND, THIRD = "2019-03-01T08:00:00Z", "2019-03-05T08:00:00Z", "2019-03-09T08:00:00Z"
PARAGRAPH = (
    "The council said on Monday that the work on the approach roads had begun in the spring and that it was paid for by the county. "
)


def page(title: str = "The bridge opens", amount: str = "three") -> bytes:
    text = f"The bridge over the river opens after {amount} years of work. " + PARAGRAPH * 4
    body = f"<article><h1>{title}</h1><p>{text}</p><p>{PARAGRAPH}</p></article>"
    return f"<html lang=en><head><title>{title}</title></head><body>{body}</body></html>".encode()


def record(
    body: bytes, *, length: int | None = None, named: str = "", headers: str = "", date: str = FIRST, url: str = URL, answer: str = "200 OK"
) -> bytes:
    """A response as wget writes it. `named` and `headers`: more lines of the record's head and of the answer's."""
    kind = "" if "Content-Type" in headers else "Content-Type: text/html\r\n"
    block = f"HTTP/1.1 {answer}\r\n{kind}{headers}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: {date}\r\nWARC-Target-URI: <{url}>\r\n{named}"
    size = len(block) if length is None else length
    return f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc(*pages: tuple[str, str, bytes], **more: str) -> bytes:
    """(URL, date, body) each, compressed by itself."""
    return b"".join(gzip.compress(record(body, url=url, date=at, **more)) for url, at, body in pages)  # type: ignore[arg-type]


def bring(folder: Path, *files: bytes | Path, code: int = 0, name: str = "crawl.warc.gz") -> list[dict[str, object]]:
    """What became of each page."""
    named = []
    for number, file in enumerate(files):
        path = file if isinstance(file, Path) else folder / f"{number}-{name}"
        if isinstance(file, bytes):
            path.write_bytes(file)
        named.append(path)
    ended = ingest("import", *named, "--json", cwd=folder)
    assert ended.code == code, ended.err
    return ended.lines


HISTORY = "SELECT seen_at, instr(text, 'three') > 0, kind FROM v_revisions ORDER BY seen_at, id"
STANDS = "SELECT instr(text, 'three') > 0, first_seen_at, last_confirmed_at, last_checked_at FROM v_articles"


def test_a_page_is_kept_at_the_date_of_its_record_and_the_log_says_where_it_is_from(tmp_path: Path) -> None:
    (told,) = bring(tmp_path, warc((URL, FIRST, page())))
    assert (told["verdict"], told["title"]) == ("new", "The bridge opens")
    assert rows(tmp_path / "archive.db", STANDS) == [(1, FIRST, FIRST, FIRST)]
    assert rows(tmp_path / "archive.db", "SELECT peer, ended_at FROM fetches") == [("imported from 0-crawl.warc.gz, record 1", FIRST)]
    assert rows(tmp_path / "archive.db", "SELECT fetched_at FROM snapshots") == [(FIRST,)]


def test_no_look_is_planned_for_what_was_imported(tmp_path: Path) -> None:
    bring(
        tmp_path,
        warc((URL, FIRST, page()), (URL, SECOND, page(amount="four")), ("https://news.example/b", FIRST, b"<html>no article</html>")),
    )
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM urls WHERE next_due_at IS NOT NULL") == [(0,)]


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    file = warc((URL, FIRST, page()), (URL, SECOND, page()), (URL, THIRD, page(amount="four")))
    assert [told["verdict"] for told in bring(tmp_path, file)] == ["new", "unchanged", "revised"]
    tables = ("fetches", "revisions", "snapshots", "articles", "urls", "links")
    counted = [rows(tmp_path / "archive.db", f"SELECT count(*) FROM {table}") for table in tables]
    assert bring(tmp_path, file) == []
    assert [rows(tmp_path / "archive.db", f"SELECT count(*) FROM {table}") for table in tables] == counted


def test_an_older_version_that_comes_later_takes_its_place_and_sets_nothing_back(tmp_path: Path) -> None:
    bring(tmp_path, warc((URL, SECOND, page()), (URL, THIRD, page(amount="four"))))
    before = rows(tmp_path / "archive.db", STANDS)
    state = rows(tmp_path / "archive.db", "SELECT checked_at, confirmed_at, changed_at, looks, body_hash FROM urls")
    (told,) = bring(tmp_path, warc((URL, FIRST, page(amount="two"))))
    assert (told["verdict"], told["reason"]) == ("revised", "seen before all that was held")
    assert rows(tmp_path / "archive.db", HISTORY) == [(FIRST, 0, "first"), (SECOND, 1, "first"), (THIRD, 0, "edit")]
    changes = rows(tmp_path / "archive.db", "SELECT seen_at, before, after FROM v_changes ORDER BY seen_at")
    assert changes == [(SECOND, "two years", "three years"), (THIRD, "three years", "four years")]
    assert rows(tmp_path / "archive.db", STANDS) == [(before[0][0], FIRST, *before[0][2:])]
    assert rows(tmp_path / "archive.db", "SELECT checked_at, confirmed_at, changed_at, looks, body_hash FROM urls") == state
    assert ingest("verify", cwd=tmp_path).code == 0


def test_a_version_between_two_that_are_held_is_a_change_of_the_one_before(tmp_path: Path) -> None:
    bring(tmp_path, warc((URL, FIRST, page()), (URL, THIRD, page(amount="four"))))
    (told,) = bring(tmp_path, warc((URL, SECOND, page(amount="ten"))))
    assert told["verdict"] == "revised"
    assert [at for at, *_ in rows(tmp_path / "archive.db", HISTORY)] == [FIRST, SECOND, THIRD]
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM v_changes WHERE seen_at = ?", SECOND) == [(1,)]


def test_a_text_that_stood_then_is_no_version_of_its_own(tmp_path: Path) -> None:
    bring(tmp_path, warc((URL, FIRST, page()), (URL, THIRD, page(amount="four"))))
    (told,) = bring(tmp_path, warc((URL, SECOND, page())))
    assert told["verdict"] == "unchanged"
    assert len(rows(tmp_path / "archive.db", HISTORY)) == 2


def test_what_stands_in_no_relation_to_its_neighbours_is_quarantined(tmp_path: Path) -> None:
    bring(tmp_path, warc((URL, FIRST, page()), (URL, THIRD, page(amount="four"))))
    words = "Stir flour, sugar and butter until smooth; fold in the eggs. Bake for forty minutes, then let it rest under a cloth. "
    other = f"<html lang=en><title>Cake</title><article><h1>Cake</h1><p>{words * 3}</p><p>Serve with cream. {words}</p></article></html>"
    (told,) = bring(tmp_path, warc((URL, SECOND, other.encode())))
    assert (told["verdict"], str(told["reason"])[:23]) == ("quarantined", "another text altogether")
    assert len(rows(tmp_path / "archive.db", HISTORY)) == 2


def test_only_pages_that_answered_are_taken(tmp_path: Path) -> None:
    assert bring(tmp_path, warc((URL, FIRST, page()), answer="404 Not Found")) == []
    assert bring(tmp_path, warc((URL, FIRST, b"\x89PNG"), headers="Content-Type: image/png\r\n")) == []


def test_pages_are_kept_in_the_order_of_their_records_whichever_is_read_first(tmp_path: Path) -> None:
    """What is kept first is what later texts are compared with: the same file makes the same stories."""
    lines = "".join(f"<p>Part {place} of the work cost {place * 7} crowns and took {place % 9 + 2} days.</p>" for place in range(3_000))
    long = page().replace(b"</article>", f"{lines}</article>".encode())
    urls = [f"{URL}/{place}" for place in range(6)]
    bodies = [page(f"Bridge {place}") if place else long for place in range(6)]
    exchanges = [Exchange(url=url, final_url=url, started_at=FIRST, ended_at=FIRST, status=200, headers=HTML) for url in urls]
    documents = [Document(exchange=exchange, body=body) for exchange, body in zip(exchanges, bodies, strict=True)]

    async def bring_all() -> None:
        async with Workers(3) as workers:
            means = Means(reader=reading.db, writer=writer, workers=workers)
            await Bringing(means, Owners(()), lambda report: None, pytest.fail).take(documents)

    with create_or_open(tmp_path / "archive.db") as opened, Writer(opened) as writer, open_readonly(opened.path) as reading:
        asyncio.run(bring_all())
    assert rows(tmp_path / "archive.db", "SELECT url FROM v_articles ORDER BY id") == [(url,) for url in urls]


def test_a_wacz_is_read_as_its_warc(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.wacz", "w") as file:
        file.writestr("archive/data.warc.gz", warc((URL, FIRST, page())))
    assert [told["verdict"] for told in bring(tmp_path, tmp_path / "a.wacz")] == ["new"]
    assert rows(tmp_path / "archive.db", "SELECT peer FROM fetches") == [("imported from a.wacz/data.warc.gz, record 1",)]


GOOD = record(page(), url="https://news.example/good")


@pytest.mark.parametrize(
    ("file", "says", "kept"),
    [
        pytest.param(gzip.compress(GOOD) + gzip.compress(record(page()))[:-200], "cut short", 1, id="a member that is cut short"),
        pytest.param((GOOD + record(page()))[:-200], "cut short", 1, id="a file that is cut short"),
        pytest.param((GOOD + record(page()))[: len(GOOD) + 90], "cut short", 1, id="a head that is cut short"),
        pytest.param(GOOD + record(page(), length=10**18), "record 2", 1, id="a length of an exabyte"),
        pytest.param(GOOD + record(page(), length=20), "damaged after record", 1, id="a length that is too small"),
        pytest.param(
            record(gzip.compress(b"<html>" + b" " * 50_000_000), headers="Content-Encoding: gzip\r\n") + GOOD, "unpacked", 1, id="a bomb"
        ),
        pytest.param(record(b"no gzip", headers="Content-Encoding: gzip\r\n") + GOOD, "record 1", 1, id="a coding that is not there"),
        pytest.param(record(page(), named=f"WARC-Block-Digest: sha1:{'A' * 32}\r\n") + GOOD, "digest", 1, id="a digest of other bytes"),
        pytest.param(record(page(), url="https://news.example/\0a") + GOOD, "address", 1, id="NUL in an address"),
        pytest.param(record(page(), url="file:///etc/passwd") + GOOD, "record 1", 1, id="an address of a file"),
        pytest.param(record(page(), date="yesterday") + GOOD, "no date", 1, id="no date"),
        pytest.param(record(page(), date="2999-01-01T00:00:00Z") + GOOD, "to come", 1, id="a date to come"),
        pytest.param(b"\0" * 100_000, "damaged", 0, id="zeros"),
        pytest.param(b"", "no record", 0, id="nothing"),
        pytest.param(b"PK\x03\x04" + b"x" * 500, "damaged", 0, id="half a ZIP file"),
    ],
)
def test_what_is_hostile_is_refused_in_one_line_and_the_rest_is_kept(tmp_path: Path, file: bytes, says: str, kept: int) -> None:
    (tmp_path / "a.warc").write_bytes(file)
    ended = ingest("import", "a.warc", cwd=tmp_path)
    assert ended.code == 1
    refused, *rest = [line for line in ended.err.splitlines() if "a.warc" in line]
    assert rest == []
    assert says in refused
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM articles") == [(kept,)]
    assert ingest("verify", cwd=tmp_path).code == 0


def revisit(*, url: str = URL, date: str = SECOND, of: str = URL, at: str = FIRST, named: str = "") -> bytes:
    """That the same bytes were seen again, as Browsertrix and wget write it."""
    refers = f"WARC-Refers-To-Target-URI: {of}\r\nWARC-Refers-To-Date: {at}\r\n" if of else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:2>\r\nWARC-Date: {date}\r\nWARC-Target-URI: {url}\r\n{refers}{named}"
    )
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False])
def test_a_revisit_is_a_look_that_saw_the_bytes_of_another_record(tmp_path: Path, packed: bool) -> None:
    records = [
        record(page()),
        revisit(),
        record(page(amount="four"), date=THIRD),
        revisit(date="2019-03-11T08:00:00Z"),
        revisit(url="https://news.example/copy"),
    ]
    file = b"".join(gzip.compress(one) if packed else one for one in records)
    told = bring(tmp_path, file)
    assert [one["verdict"] for one in told] == ["new", "unchanged", "revised", "revised", "new"]
    kinds = rows(tmp_path / "archive.db", "SELECT seen_at, kind FROM v_revisions WHERE url = ? ORDER BY seen_at", URL)
    assert kinds == [(FIRST, "first"), (THIRD, "edit"), ("2019-03-11T08:00:00Z", "revert")]


def test_a_revisit_finds_its_page_in_an_earlier_file_and_in_a_wacz(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.wacz", "w") as file:
        file.writestr("archive/data.warc.gz", gzip.compress(record(page())))
    told = bring(tmp_path, tmp_path / "a.wacz", gzip.compress(revisit(named="WARC-Payload-Digest: sha1:ABC\r\n")))
    assert [one["verdict"] for one in told] == ["new", "unchanged"]


def test_a_revisit_of_a_page_in_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(revisit() + record(page(), date=THIRD))
    ended = ingest("import", "a.warc", cwd=tmp_path)
    assert (ended.code, "record 1: the page that it repeats is in none of these files" in ended.err) == (1, True)


def test_a_damaged_zip_and_one_without_a_warc_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.wacz").write_bytes(b"no ZIP file")
    assert "a damaged WACZ" in ingest("import", "a.wacz", cwd=tmp_path).err
    with ZipFile(tmp_path / "b.wacz", "w") as file:
        file.writestr("../archive/data.warc", b"")
    assert "without a WARC" in ingest("import", "b.wacz", cwd=tmp_path).err


def test_a_file_that_is_not_there_is_told_before_anything_is_made(tmp_path: Path) -> None:
    ended = ingest("import", "a.warc", cwd=tmp_path)
    assert (ended.code, "no such file" in ended.err) == (2, True)
    assert not (tmp_path / "archive.db").exists()


ROUND = (
    "SELECT url, language, title, text, published, source FROM v_articles ORDER BY url",
    "SELECT one.url, other.url FROM v_articles one JOIN v_articles other ON other.story = one.story ORDER BY 1, 2",
    "SELECT url, text, title, seen_at, kind, change, fingerprint FROM v_revisions ORDER BY url, seen_at",
    "SELECT u.url, s.sha256, s.fetched_at FROM snapshots s JOIN urls u ON u.id = s.url ORDER BY 1, 3",
)


def _of_warc(folder: Path) -> Path:
    return folder / "founding.warc.gz"


def _of_wacz(folder: Path) -> Path:
    return folder / "founding.wacz"


@pytest.mark.parametrize("name", [_of_warc, _of_wacz])
def test_the_founding_archive_goes_out_and_comes_back(tmp_path: Path, name: Callable[[Path], Path]) -> None:
    there, here, file = tmp_path / "there", tmp_path / "here", name(tmp_path)
    for folder in (there, here):
        folder.mkdir()
    for pages in ("founding", "founding-later/edited"):
        ingest("fetch", "--replay", FIXTURES / pages, "--back", "all", "--again", cwd=there)
    assert len(rows(there / "archive.db", ROUND[0])) >= 5
    assert ingest("export", "-o", file, cwd=there).code == 0
    assert ingest("import", file, cwd=here).code == 0
    for sql in ROUND:
        left, came = ([list(row) for row in rows(folder / "archive.db", sql)] for folder in (there, here))
        assert json.dumps(came, indent=1) == json.dumps(left, indent=1)
