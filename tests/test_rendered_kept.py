"""What scripts made of a page is kept beside the answer, and goes along with it. Saved renderings stand for the browser."""

from pathlib import Path

import pytest
from archived import exchange
from msgspec.structs import replace
from program import ingest, rows, source
from rendered import TEXT, shell
from warcio.archiveiterator import ArchiveIterator

from ingest.core.model import Document
from ingest.fetch import Recorder

LISTING, URL = "https://ministry.example/news", "https://ministry.example/news/1"
DRAWN = f"<html lang='en'><head><title>The bridge</title></head><body><article><h1>The bridge</h1><p>{TEXT}</p></article></body></html>"
LINKS = f"<html><body><main><h2><a href='{URL}'>The bridge over the river is rebuilt</a></h2></main></body></html>"
SNAPSHOTS = "SELECT id, made_from, rendered, encoding FROM snapshots ORDER BY id"


def saved(folder: Path, *, drawn: bool = True, raw: bytes | None = None) -> None:
    """A folder of saved pages: a listing and an article, both empty without scripts."""
    recorder = Recorder(folder)
    for url, made in ((LISTING, LINKS), (URL, DRAWN)):
        said = replace(exchange(url), headers=(("content-type", "text/html; charset=utf-8"), ("etag", '"1"')))
        document = Document(exchange=said, body=raw if raw is not None and url == URL else shell("/app.js"))
        recorder.keep(document)
        if drawn or url == LISTING:
            said = replace(said, headers=(("content-type", "text/html; charset=utf-8"),))
            recorder.keep(replace(document, exchange=said, body=made.encode(), rendered="Chromium 150, 3 requests", raw=document))


def fetched(here: Path, render: str = "true") -> str:
    source(here, LISTING)
    path = here / "schedules" / "ministry.toml"
    path.write_text(f"render = {render}\n" + path.read_text().replace('kind = "feed"', 'kind = "page"'))
    return ingest("fetch", "ministry", "--replay", "saved", cwd=here).err


def test_the_answer_and_what_was_made_of_it_go_along_with_an_export_a_merge_and_an_erasure(tmp_path: Path) -> None:
    saved(tmp_path / "saved")
    told = fetched(tmp_path)
    archive = tmp_path / "archive.db"
    assert rows(archive, SNAPSHOTS) == [(1, None, None, "zstd"), (2, 1, "Chromium 150, 3 requests", "zstd")], told
    assert rows(archive, "SELECT snapshot, title FROM revisions") == [(2, "The bridge")]
    assert rows(archive, "SELECT etag FROM urls WHERE url = ?", URL) == [(None,)]
    assert ingest("export", "--format", "warc", "-o", "pages.warc.gz", cwd=tmp_path).code == 0
    with (tmp_path / "pages.warc.gz").open("rb") as stream:
        records = [(one.rec_type, one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(stream)]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "resource", "metadata"]
    assert records[1][2] == shell("/app.js")
    assert records[2][2].decode() == DRAWN
    assert records[2][1]["WARC-Concurrent-To"] == records[1][1]["WARC-Record-ID"]
    assert ingest("seal", "--key", "seal.key", cwd=tmp_path).code == 0
    assert ingest("cite", "1", "--proof", "proof.zip", "--key", "seal.key", cwd=tmp_path).code == 0
    proved = ingest("verify", "proof.zip", cwd=tmp_path)
    assert proved.code == 0, proved.err
    (tmp_path / "other").mkdir()
    merged = ingest("merge", "archive.db", "--db", "other/archive.db", cwd=tmp_path)
    assert merged.code == 0, merged.err
    assert rows(tmp_path / "other" / "archive.db", SNAPSHOTS) == rows(archive, SNAPSHOTS)
    assert ingest("erase", "1", "--because", "by order", "--yes", cwd=tmp_path).code == 0
    assert [encoding for *_, encoding in rows(archive, SNAPSHOTS)] == ["erased", "erased"]
    for one in (archive, tmp_path / "other" / "archive.db"):
        sound = ingest("verify", "--db", one, cwd=tmp_path)
        assert sound.code == 0, sound.err


def test_always_renders_what_shows_a_text_of_its_own_and_a_wall_is_never_rendered(tmp_path: Path) -> None:
    teaser = f"<html><head><title>The bridge</title></head><body><article><h1>The bridge</h1><p>{TEXT[:400]}</p></article></body></html>"
    wall = "<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script><body>Verify you are human</body></html>"
    for render, raw, expected in (
        ("true", teaser, [(None,)]),
        ('"always"', teaser, [("Chromium 150, 3 requests",)]),
        ('"always"', wall, []),
    ):
        here = tmp_path / str(len(list(tmp_path.iterdir())))
        here.mkdir()
        saved(here / "saved", raw=raw.encode())
        told = fetched(here, render)
        assert rows(here / "archive.db", "SELECT k.rendered FROM revisions r JOIN snapshots k ON k.id = r.snapshot") == expected, told


def test_a_page_that_cannot_be_rendered_fails_and_is_asked_for_again(tmp_path: Path) -> None:
    saved(tmp_path / "saved", drawn=False)
    assert f"{URL}: its text is made by scripts, and the saved pages do not hold what they made" in fetched(tmp_path)
    due = "SELECT f.verdict, u.next_due_at IS NOT NULL, f.status FROM fetches f JOIN urls u ON u.id = f.url WHERE u.url = ?"
    assert rows(tmp_path / "archive.db", due, URL) == [("failed", 1, 200)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('render = "never"', "render"),
        ('render_from = ["static.example.net"]', "of use without `render`"),
        ('render = true\nrender_from = ["https://static.example.net/"]', "the name of a host"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, line: str, told: str) -> None:
    source(tmp_path, LISTING)
    path = tmp_path / "schedules" / "ministry.toml"
    path.write_text(f"{line}\n{path.read_text()}")
    ended = ingest("sources", "check", cwd=tmp_path)
    assert ended.code != 0
    assert told in ended.err + ended.out


def test_a_source_is_tried_as_it_is_fetched(tmp_path: Path) -> None:
    saved(tmp_path / "saved")
    fetched(tmp_path)
    tried = ingest("sources", "try", "ministry", "--replay", "saved", cwd=tmp_path)
    assert tried.code == 0, tried.err
    assert f"# page {LISTING}: 1 articles" in tried.out
    assert "# title:      The bridge" in tried.out
    assert ingest("extract", URL, "--replay", "saved", cwd=tmp_path).out.startswith("The bridge\n")
