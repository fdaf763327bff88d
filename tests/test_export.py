"""What is exported, as the tools that it is for read it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import duckdb
import feedparser  # type: ignore[import-untyped]
import polars
import pytest
from archived import T0, T1, T2, keep
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from program import Ended, ingest
from warcio.archiveiterator import ArchiveIterator

from ingest import archive
from ingest.core.model import Author
from ingest.export import wacz as packed
from ingest.export.sorted_lines import SortedLines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "=cmd|' /C calc'!A1", "It was opened on Monday.", at=T0, authors=(Author("Jo Doe"), Author("+84 123")), tags=("rail",))
        keep(opened, "The bridge", "It was opened on Tuesday.", at=T1, kind="edit")
        keep(opened, "Cầu đường sắt", "Cầu được khánh thành.", url="https://example.com/vi?b=2&a=1", language="vi", at=T1)
        keep(opened, "The pier", "It was opened on Monday.", url="https://www.example.org/pier", language="en", at=T2)
    return tmp_path


def export(*arguments: str | Path, cwd: Path) -> Ended:
    ended = ingest("export", *arguments, cwd=cwd)
    assert ended.code == 0, ended.err
    return ended


def test_every_kind_of_row_is_a_json_object_a_line(folder: Path) -> None:
    assert [row["title"] for row in export(cwd=folder).lines] == ["The bridge", "Cầu đường sắt", "The pier"]
    assert [row["number"] for row in export("--what", "revisions", cwd=folder).lines] == [1, 2, 1, 1]
    (change,) = export("--what", "changes", cwd=folder).lines
    assert (change["article"], change["class"]) == (1, "dates")
    assert export("--what", "links", cwd=folder).lines == []


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (("--lang", "vi"), [2]),
        (("--lang", "vi", "--lang", "und"), [1, 2]),
        (("--query", "duong sat"), [2]),
        (("--query", "opened", "--since", "2024-12-20"), [3]),
        (("--query", "opened", "--until", "2024-12-20"), [1]),
        (("--changed-since", "2024-12-20"), [3]),
        (("--since-id", "1"), [2, 3]),
        (("--query", "nothing of the kind"), []),
    ],
)
def test_filters_are_those_of_the_search(folder: Path, filters: tuple[str, ...], ids: list[int]) -> None:
    with archive.create_or_open(folder / "archive.db") as opened:
        opened.db.execute("UPDATE articles SET language = 'und' WHERE id = 1")
    assert [row["id"] for row in export(*filters, cwd=folder).lines] == ids


def test_an_export_of_nothing_to_a_pipe_says_so(folder: Path) -> None:
    ended = ingest("export", "--since", "2099-01-01", cwd=folder)
    assert (ended.code, ended.out, ended.err) == (0, "", "nothing to export\n")


def test_a_language_or_source_that_is_not_there_is_told(folder: Path) -> None:
    assert "no language of that name" in ingest("export", "--lang", "xx", cwd=folder).err
    assert "no source of that name" in ingest("export", "--source", "xx", cwd=folder).err


def test_a_spreadsheet_runs_nothing_of_a_csv(folder: Path) -> None:
    out = export("--format", "csv", "--what", "revisions", cwd=folder).out
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert rows[0]["title"] == "'=cmd|' /C calc'!A1"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]


def test_parquet_is_typed_and_read_by_duckdb_and_polars(folder: Path) -> None:
    export("-o", "a.parquet", cwd=folder)
    file = str(folder / "a.parquet")
    titles = (
        duckdb.connect()
        .execute(f"SELECT title FROM '{file}' WHERE first_seen_at >= TIMESTAMPTZ '2024-12-19 00:00:00Z' ORDER BY id")
        .fetchall()
    )
    assert titles == [("Cầu đường sắt",), ("The pier",)]
    frame = polars.read_parquet(file)
    assert frame.schema["first_seen_at"] == polars.Datetime("ms", "UTC")
    assert frame["tags"].to_list() == [[], [], []]
    assert frame.schema["versions"] == polars.Int64


@pytest.mark.parametrize(("by", "parts"), [("source", 1), ("month", 1)])
def test_parquet_in_parts_is_one_data_set(folder: Path, by: str, parts: int) -> None:
    for some in (("--until", "2024-12-20"), ("--since-id", "2"), ("--since-id", "2")):
        export("-o", "parts", "--format", "parquet", "--partition", by, *some, cwd=folder)
    assert len(list((folder / "parts").iterdir())) == parts
    assert [path.name for path in sorted(folder.glob("parts/*/*"))] == ["part-000000000001.parquet", "part-000000000003.parquet"]
    found = duckdb.connect().execute(
        f"SELECT count(*), count(DISTINCT {by}) FROM read_parquet('{folder}/parts/**/*.parquet', hive_partitioning = true)"
    )
    assert found.fetchall() == [(3, parts)]


def test_markdown_has_front_matter_and_a_file_an_article(folder: Path) -> None:
    export("-o", "notes", "--format", "markdown", cwd=folder)
    names = sorted(path.name for path in (folder / "notes").iterdir())
    assert names == ["2024-12-18-the-bridge-1.md", "2024-12-19-cầu-đường-sắt-2.md", "2024-12-20-the-pier-3.md"]
    _, front, text = (folder / "notes" / names[1]).read_text(encoding="utf-8").split("---\n", 2)
    said = dict(line.split(": ", 1) for line in front.splitlines())
    assert json.loads(said["title"]) == "Cầu đường sắt"
    assert json.loads(said["url"]) == "https://example.com/vi?b=2&a=1"
    assert text.startswith("\n# Cầu đường sắt\n")


def test_an_atom_feed_is_read_by_feedparser_and_has_what_rfc_4287_asks_for(folder: Path) -> None:
    export("-o", "news.atom", cwd=folder)
    whole = (folder / "news.atom").read_bytes()
    feed = feedparser.parse(whole)
    assert (feed.bozo, feed.feed.updated, feed.feed.title) == (False, T2, "Articles of archive.db")
    assert [one.title for one in feed.entries] == ["The bridge", "Cầu đường sắt", "The pier"]
    assert [one.link for one in feed.entries][1] == "https://example.com/vi?b=2&a=1"
    assert feed.entries[0].updated == T1
    assert feed.entries[0].content[0].value == "<p>It was opened on Tuesday.</p>"
    tree = ElementTree.fromstring(whole)
    atom = "{http://www.w3.org/2005/Atom}"
    for part in (tree, *tree.findall(f"{atom}entry")):  # 4.1.1, 4.1.2
        assert [len(part.findall(f"{atom}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    ids = [one.findtext(f"{atom}id") for one in tree.findall(f"{atom}entry")]
    assert len(set(ids)) == 3
    assert all(id and id.startswith("urn:uuid:") for id in ids)
    assert all(one.find(f"{atom}author/{atom}name") is not None for one in tree.findall(f"{atom}entry"))
    piped = export("--format", "atom", "--lang", "vi", cwd=folder).out
    assert [one.title for one in feedparser.parse(piped).entries] == ["Cầu đường sắt"]


def responses(file: Path) -> list[tuple[str, str, bytes]]:
    """(type, URL, payload) of the pages in a WARC, as warcio reads it."""
    with file.open("rb") as stream:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
            for one in ArchiveIterator(stream, check_digests="raise")
            if one.rec_type in ("response", "revisit")
        ]


def test_a_warc_is_read_by_warcio_and_fastwarc(folder: Path) -> None:
    export("-o", "a.warc.gz", cwd=folder)
    file = folder / "a.warc.gz"
    assert responses(file) == [
        ("response", "https://example.com/a", b"It was opened on Monday."),
        ("response", "https://example.com/a", b"It was opened on Tuesday."),
        ("response", "https://example.com/vi?b=2&a=1", "Cầu được khánh thành.".encode()),
        ("revisit", "https://www.example.org/pier", b""),
    ]
    with file.open("rb") as stream:
        kinds = [(one.record_type, one.verify_block_digest()) for one in FastIterator(stream, parse_http=False)]
    assert [kind for kind, _ in kinds].count(WarcRecordType.response) == 3
    assert all(holds for _, holds in kinds)
    again = folder / "again.warc.gz"
    export("-o", again, cwd=folder)
    assert [payload for *_, payload in responses(again)] == [payload for *_, payload in responses(file)]


def test_a_warc_goes_to_a_pipe(folder: Path) -> None:
    command = [sys.executable, "-m", "ingest", "export", "--format", "warc"]
    (folder / "piped.warc.gz").write_bytes(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)
    assert len(responses(folder / "piped.warc.gz")) == 4


def test_a_wacz_is_valid_to_its_own_tool_and_its_index_leads_to_the_pages(folder: Path) -> None:
    export("-o", "a.wacz", cwd=folder)
    tool = [sys.executable, "-W", "ignore", "-c", "import sys; from wacz.main import main; sys.exit(main())", "validate", "-f", "a.wacz"]
    checked = subprocess.run(tool, cwd=folder, capture_output=True, text=True)  # of its own, for it leaves a folder to the collector
    assert checked.returncode == 0, checked.stdout
    with ZipFile(folder / "a.wacz") as file:
        data = file.read("archive/data.warc.gz")
        lines = file.read("indexes/index.cdx").decode().splitlines()
        pages = file.read("pages/pages.jsonl").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(pages) - 1 == 4
    for line in lines:
        key, _, said = line.split(" ", 2)
        at = json.loads(said)
        part = data[int(at["offset"]) : int(at["offset"]) + int(at["length"])]
        (one,) = ArchiveIterator(io.BytesIO(part))
        assert one.rec_headers.get_header("WARC-Target-URI") == at["url"]
        assert key == packed.turned(at["url"])


def test_lines_are_in_order_however_many_are_sorted_at_once() -> None:
    lines = [f"{number * 7 % 31}\n".encode() for number in range(40)]
    with SortedLines(at_once=7) as kept:
        for line in lines:
            kept.add(line)
        assert list(kept.lines()) == sorted(lines)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/Pier", "org,example)/pier"),
        ("http://example.com:8080/a?b=2&a=1", "com,example:8080)/a?a=1&b=2"),
        ("https://example.com", "com,example)/"),
    ],
)
def test_a_url_is_turned_round_for_the_index(url: str, key: str) -> None:
    assert packed.turned(url) == key


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--format", "parquet"), "needs a file"),
        (("--format", "wacz", "--what", "links", "-o", "a.wacz"), "has no links"),
        (("--partition", "month"), "parquet's"),
        (("--format", "parquet", "--partition", "source", "--what", "links", "-o", "parts"), "of no one source"),
        (("-o", "."), "a folder; name a file"),
        (("-o", "a.xlsx"), ".xlsx is no form of an export"),
        (("-o", "a.warc"), ".warc is no form of an export"),
    ],
)
def test_what_makes_no_sense_is_told(folder: Path, arguments: tuple[str, ...], says: str) -> None:
    ended = ingest("export", *arguments, cwd=folder)
    assert ended.code == 2
    assert says in ended.err


def test_an_export_that_fails_leaves_what_was_there(folder: Path) -> None:
    (folder / "a.csv").write_text("before")
    damaged = (folder / "archive.db").read_bytes()
    (folder / "archive.db").write_bytes(damaged[: len(damaged) // 2])
    assert ingest("export", "-o", "a.csv", cwd=folder).code == 2
    assert (folder / "a.csv").read_text() == "before"
