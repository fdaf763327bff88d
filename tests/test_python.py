"""The library, as docs/python.md tells of it."""

import asyncio
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archived import T1, T2, URL, keep
from test_library import PAGE

import ingest
from ingest import archive
from ingest.core.model import Source
from ingest.errors import ConfigError, IngestError

DOC = (Path(__file__).parent.parent / "docs" / "python.md").read_text(encoding="utf-8")
ROWS, TABLES, FETCHING = re.findall(r"^```python\n(.*?)^```", DOC, flags=re.M | re.S)
TEXT = "The railway costs £{} million, the ministry said on Monday."
ADDRESS = "https://example.gov/news/1"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "The railway", TEXT.format("4.2"), language="en", tags=("rail",))
        keep(opened, "The railway", TEXT.format("2.4"), language="en", at=T1, kind="edit")
        keep(
            opened, "Đường sắt", "Đường sắt mới.", url="https://example.com/vi", language="vi", at=T1, source=Source(name="vn", title="VN")
        )
        keep(opened, "The pier", "It was opened.", url="https://example.org/pier", language="en", at=T2)
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "1.html").write_text(PAGE, encoding="utf-8")
    answer = {"url": ADDRESS, "status": 200, "headers": [["content-type", "text/html; charset=utf-8"]], "file": "1.html"}
    (saved / "index.jsonl").write_text(json.dumps(answer), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_of_rows_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(ROWS, {})
    assert capsys.readouterr().out.splitlines() == ["2 Đường sắt 1", f"{T1} £4.2 million £2.4 million"]


def test_the_example_of_tables_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(TABLES, {})
    assert capsys.readouterr().out.splitlines() == [f"{{'{URL}': 2, 'https://example.org/pier': 1}}", "timestamp[s, tz=UTC]"]


def test_the_example_of_fetching_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(FETCHING, {})
    assert capsys.readouterr().out.startswith("new Bridge opened")
    exec(FETCHING, {})  # the package of that name is loaded by now
    assert capsys.readouterr().out.startswith("unchanged")


@pytest.mark.parametrize(
    ("filters", "articles", "revisions"),
    [
        ({}, [1, 2, 3], [1, 2, 3, 4]),
        ({"query": "duong"}, [2], [3]),
        ({"languages": ["vi"]}, [2], [3]),
        ({"sources": ["vn"]}, [2], [3]),
        ({"since": T2}, [3], [4]),
        ({"since": datetime(2024, 12, 20, tzinfo=UTC)}, [3], [4]),
        ({"until": T1}, [1], [1, 2]),
        ({"changed_since": T1, "until": T1}, [1], [1, 2]),
        ({"after": 2}, [3], [3, 4]),
        ({"story": 99}, [], []),
    ],
)
def test_rows_are_filtered_as_an_export(here: Path, filters: dict[str, object], articles: list[int], revisions: list[int]) -> None:
    with ingest.open_archive(here / "archive.db") as opened:
        rows = opened.articles(**filters)  # type: ignore[arg-type]
        assert [row.id for row in rows] == articles == [row.id for row in rows]
        assert [row.id for row in opened.revisions(**filters)] == revisions  # type: ignore[call-overload]


def test_a_filter_that_cannot_be_is_told(here: Path) -> None:
    with ingest.open_archive(here / "archive.db") as opened:
        with pytest.raises(IngestError, match="no language"):
            opened.articles(languages=["xx"])
        with pytest.raises(TypeError, match="a list"):
            opened.articles(languages="vi")
        with pytest.raises(ValueError, match="zone"):
            opened.articles(since=datetime(2024, 12, 20))


def test_a_table_without_rows_has_its_columns(here: Path) -> None:
    with ingest.open_archive(here / "archive.db") as opened:
        assert opened.stories().to_arrow().column_names[:2] == ["id", "origin"]
        assert list(opened.links().to_pandas().columns)[:2] == ["id", "article"]


def test_it_fetches_inside_a_running_loop_and_raises_there(here: Path) -> None:
    async def cell() -> list[str]:
        with pytest.raises(ConfigError, match="cannot be replayed"):
            ingest.fetch(ADDRESS, db="archive.db", replay="none")
        return [str(report.verdict) for report in ingest.fetch(ADDRESS, db="archive.db", replay="saved")]

    assert asyncio.run(cell()) == ["new"]


def test_a_url_that_is_none_is_a_report(here: Path) -> None:
    (report,) = ingest.fetch(["javascript:alert(1)"], db="new.db", replay="saved")
    assert report.verdict == "refused"
