"""Bad input gets one clear line and the right exit code, and nothing that was kept is lost."""

import json
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest import archive, cli

PAGES = Path(__file__).parent.parent / "fixtures" / "founding"
WORDS = "The council met on Tuesday and agreed that the old bridge over the river will be repaired before the winter. "


class Told:
    """What a command said, and how it left."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def line(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line


Program = Callable[..., Told]


@pytest.fixture
def ingest(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Program:
    """Runs a command in an empty folder, as the console script does."""
    for name in ("INGEST_DB", "INGEST_SCHEDULES", "INGEST_CONTACT", "INGEST_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(*arguments: str | Path) -> Told:
        monkeypatch.setattr(sys, "argv", ["ingest", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Told(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def db(tmp_path: Path, ingest: Program) -> Path:
    """An archive with the articles of one source."""
    path = tmp_path / "kept.db"
    assert ingest("fetch", "moha-gov-vn", "--replay", PAGES, "--db", path).code == 0
    return path


@pytest.mark.parametrize(
    ("arguments", "code", "wanted"),
    [
        (("fetch", "moha-gov-v"), 2, "did you mean moha-gov-vn?"),
        (("fetch", "--schedules", "none"), 2, "no such folder"),
        (("fetch", "--schedules", "."), 2, "no schedule file there"),
        (("fetch", "--db", "none/a.db"), 2, "no such folder"),
        (("fetch", "--allow-net", "home"), 2, "--allow-net home: not a range such as 127.0.0.0/8"),
        (("fetch", "--delay", "0"), 2, "below one second only"),
        (("fetch", "--replay", "."), 2, "index.jsonl"),
        (("search", "words"), 2, "no archive is there"),
        (("browse",), 2, "no archive is there"),
        (("status",), 2, "no archive is there"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_and_makes_nothing(ingest: Program, arguments: tuple[str, ...], code: int, wanted: str) -> None:
    told = ingest(*arguments)
    assert (told.code, told.out) == (code, "")
    assert wanted in told.line
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("target", ["ftp://example.com/a", "javascript:alert(1)", "http://", "https://exa mple.com/", "file:///etc/passwd"])
def test_what_is_never_fetched_is_refused_by_name(ingest: Program, target: str) -> None:
    told = ingest("fetch", target, "--replay", PAGES)
    assert told.code == 1
    assert any(target in line for line in told.err.splitlines())


@pytest.mark.parametrize(
    ("toml", "wanted"),
    [
        ('titel = "A"', ("bad.toml", "titel", "title")),
        ('title = "A"\nevery = "soon"', ("bad.toml", "every", "30m")),
        ('title = "A"\n[[listing]]\nkind = "rss"\nurl = "https://example.com/"', ("bad.toml", "kind", "feed")),
        ('title = "A', ("bad.toml",)),
    ],
)
def test_a_wrong_schedule_file_is_named_with_its_key_and_nothing_starts(
    ingest: Program, tmp_path: Path, toml: str, wanted: tuple[str, ...]
) -> None:
    folder = tmp_path / "schedules"
    folder.mkdir()
    (folder / "bad.toml").write_text(toml, encoding="utf-8")
    told = ingest("fetch", "--schedules", folder, "--replay", PAGES)
    assert told.code == 2
    for word in wanted:
        assert word in told.line


def test_a_file_that_is_no_archive_is_left_as_it_is(ingest: Program, tmp_path: Path) -> None:
    notes, other = tmp_path / "notes.txt", tmp_path / "other.db"
    notes.write_text("Only words, and enough of them to be longer than a header. " * 9, encoding="utf-8")
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE t (x)")
    for path in (notes, other):
        before = path.read_bytes()
        for command in ("fetch", "search", "browse"):
            told = ingest(command, *(["x"] if command == "search" else []), "--db", path)
            assert told.code == 2
            assert str(path) in told.line
        assert path.read_bytes() == before


def test_an_archive_of_a_newer_program_is_refused(ingest: Program, db: Path) -> None:
    with closing(sqlite3.connect(db)) as later:
        later.execute("PRAGMA user_version = 999")
    told = ingest("search", "x", "--db", db)
    assert told.code == 2
    assert "newer" in told.line


def test_a_second_process_is_told_to_wait(ingest: Program, db: Path) -> None:
    with archive.fetching(db, 0):
        told = ingest("fetch", "moha-gov-vn", "--replay", PAGES, "--db", db)
    assert told.code == 75
    assert str(db) in told.line


def fetch_one(ingest: Program, tmp_path: Path, body: bytes, content_type: str) -> tuple[Told, dict[str, Any]]:
    """One page of no source, and the row of the fetch log that it left."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page").write_bytes(body)
    line = {"url": "https://example.com/news/page", "status": 200, "headers": [["content-type", content_type]], "file": "page"}
    (folder / "index.jsonl").write_text(json.dumps(line), encoding="utf-8")
    told = ingest("fetch", line["url"], "--replay", folder, "--db", tmp_path / "a.db", "--json")
    return told, json.loads(told.out.splitlines()[-1])


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "failed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unsupported"),
        (b"PK\x03\x04\x14\x00\x06\x00", "unsupported"),
        (b"", "not an article"),
        (b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "not an article"),
    ],
)
def test_what_is_no_page_is_told_apart_whatever_its_header_says(ingest: Program, tmp_path: Path, body: bytes, verdict: str) -> None:
    _, outcome = fetch_one(ingest, tmp_path, body, "text/html; charset=utf-8")
    assert outcome["verdict"] == verdict
    assert outcome["reason"]


def test_a_page_of_another_charset_than_it_says_is_read_as_it_is_meant(ingest: Program, tmp_path: Path) -> None:
    text = f"Đường sắt Bắc - Nam. {WORDS * 5}"
    head = '<meta charset="iso-8859-1"><title>Đường sắt</title>'
    page = f'<html lang="en"><head>{head}</head><body><h1>Đường sắt</h1><p>{text}</p></body></html>'
    told, outcome = fetch_one(ingest, tmp_path, page.encode(), "text/html; charset=windows-1252")
    assert (told.code, outcome["verdict"], outcome["title"]) == (0, "new", "Đường sắt")


def test_without_a_network_every_source_fails_on_its_own_line(ingest: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    names = ("gov-cn", "gov-uk", "moha-gov-vn", "tienphong-vn", "vietnam-vn")
    told = ingest("fetch", *names, "--db", tmp_path / "a.db")
    assert told.code == 1
    failed = {line.split(": ")[1] for line in told.err.splitlines() if line.startswith("ingest: ") and "made" not in line}
    for name in names:
        assert any(name in line for line in failed)
