"""`ingest extract`: the article of a file, a URL or standard input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from program import ingest

PAGES = Path(__file__).parent.parent / "fixtures" / "founding"
FILE = PAGES / "www.gov.uk" / "flood-warden-handbook.html"
URL = "https://www.gov.uk/government/publications/flood-warden-handbook"


def extract(*arguments: str | Path, given: bytes = b"", code: int = 0, cwd: Path | None = None) -> str:
    ended = ingest("extract", *arguments, stdin=given, cwd=cwd or PAGES)
    assert ended.code == code, ended.err
    return ended.err if code else ended.out


@pytest.mark.parametrize("name", [FILE, "-", URL])
def test_a_file_standard_input_and_a_url_give_the_same_article(name: str | Path) -> None:
    out = extract(name, "--replay", PAGES, given=FILE.read_bytes())
    assert out.startswith("Flood warden handbook\n\nThis handbook is for volunteers")


@pytest.mark.parametrize(("encoding", "form"), [("ascii", "text"), ("ascii", "json"), ("latin-1", "markdown"), ("cp1252", "text")])
def test_a_terminal_of_few_characters_is_no_reason_to_fail(encoding: str, form: str) -> None:
    title = "Thủ tướng mở cầu 😀 \u2028"
    page = f"<title>{title}</title><article><h1>{title}</h1>{'<p>The bridge over the river was opened on Monday by the minister.</p>' * 9}"
    command = [sys.executable, "-m", "ingest", "extract", "-", "--format", form]
    told = subprocess.run(command, input=page.encode(), capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (told.returncode, told.stderr) == (0, b"")
    if form == "json":
        assert json.loads(told.stdout)["title"].startswith("Thủ tướng mở cầu 😀")


def test_a_url_is_read_with_what_its_source_is_known_to_be(tmp_path: Path) -> None:
    url = "https://www.vietnam.vn/en/thu-vien-luu-dong-den-voi-hoc-sinh-vung-cao"
    article = json.loads(extract(url, "--replay", PAGES, "--format", "json", cwd=tmp_path))
    assert (article["language"], article["translation"], article["url"]) == ("en", "machine", url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [(f"{URL}/none", "answered 404"), ("none.html", "No such file"), ("-", "ingest: -: "), ("ftp://example.com/", "ftp://example.com/")],
)
def test_what_gives_no_article_is_told_in_one_line(name: str, wanted: str) -> None:
    err = extract(name, "--replay", PAGES, code=2 if wanted == "No such file" or "ftp" in name else 1)
    assert wanted in err.splitlines()[-1]


def test_json_lines_are_answered_one_by_one() -> None:
    lines = b"".join(json.dumps({"id": n, "html_path": str(FILE), "url": URL}).encode() + b"\n" for n in (1, 2))
    answers = [json.loads(line) for line in extract("--jsonl", given=lines).splitlines()]
    assert [(answer["id"], answer["title"], answer["language"]) for answer in answers] == [
        (1, "Flood warden handbook", "en"),
        (2, "Flood warden handbook", "en"),
    ]


@pytest.mark.parametrize("line", [b"not json", b'{"id": 1}', b"[]", b"\xff"])
def test_a_line_that_asks_nothing_is_told_with_its_number(line: bytes) -> None:
    said = extract("--jsonl", given=b"\n" + line + b"\n", code=2)
    assert said.startswith("ingest: standard input, line 2: ")
    assert len(said.splitlines()) == 1
