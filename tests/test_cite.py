"""A version of an article, cited."""

import json
from pathlib import Path

import pytest
from archived import T0, T1, T2, keep
from program import ingest

from ingest import archive
from ingest.archive.read.reference import Reference
from ingest.core.model import Author, Moment
from ingest.export.citation import Form, cited

BRIDGE = "https://example.com/a"
REFERENCE = Reference(
    article=7,
    version=2,
    url="https://example.com/a?q={x}&b=50%25",
    title="50 % of {all} _bridges_",
    authors=(Author("Nguyễn Thị Hoa"), Author("Ministry of Works & Bridges", True)),
    publisher="The Example",
    published="2024-12-18T10:23+07:00",
    language="en",
    seen_at=T0,
    accessed_at=T2,
    sha256="ab" * 32,
    fingerprint="cd" * 16,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    day = Moment(local="2024-12-18", at="2024-12-18T00:00:00Z", precision="day")
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "The bridge", "It was opened on Monday.", at=T0, byline="By Jo Doe", authors=(Author("Jo Doe"),), published=day)
        keep(opened, "The new bridge", "It was opened on Tuesday.", at=T1, kind="edit", authors=(Author("Ann Roe"),), publisher="Works")
        opened.db.execute("UPDATE urls SET confirmed_at = ?", (T2,))
    return tmp_path


def test_a_citation_says_who_what_where_when_and_which_version(folder: Path) -> None:
    ended = ingest("cite", BRIDGE, cwd=folder)
    assert ended.code == 0
    text, _, hash = ended.out.rstrip().rpartition(" ")
    assert text == (
        "Ann Roe. “The new bridge”. Works, no date. https://example.com/a. Accessed 20 December 2024. "
        f"Version 2, first seen {T1}, SHA-256 of the page"
    )
    assert len(hash) == 65


def test_an_earlier_version_has_its_own_words_and_was_last_seen_before_the_next(folder: Path) -> None:
    (said,) = json.loads(ingest("cite", "1", "--revision", "1", "--format", "csl-json", cwd=folder).out)
    assert said["title"] == "The bridge"
    assert said["author"] == [{"literal": "By Jo Doe"}]
    assert said["issued"] == {"date-parts": [[2024, 12, 18]]}
    assert said["accessed"] == {"date-parts": [[2024, 12, 18]]}
    assert said["version"] == "1"


def test_a_version_that_is_not_there_is_told(folder: Path) -> None:
    ended = ingest("cite", "1", "--revision", "9", cwd=folder)
    assert ended.code == 1
    assert "article 1 has no version 9; `ingest show 1 --revisions` lists them" in ended.err
    assert ingest("show", "1", "--revisions", cwd=folder).code == 0
    assert ingest("cite", "1", "--key", "seal.key", cwd=folder).code == 2


def test_bibtex_escapes_what_tex_would_obey() -> None:
    assert cited(REFERENCE, "bibtex").splitlines() == [
        "@online{ingest-7-2,",
        r"  author = {{Nguyễn Thị Hoa} and {Ministry of Works \& Bridges}},",
        r"  title = {{50 \% of \{all\} \_bridges\_}},",
        "  organization = {{The Example}},",
        "  date = {2024-12-18},",
        "  url = {https://example.com/a?q=%7Bx%7D&b=50%25},",
        "  urldate = {2024-12-20},",
        "  langid = {en},",
        "  version = {2},",
        f"  note = {{Version 2, first seen {T0}, SHA-256 of the page {'ab' * 32}}},",
        "}",
    ]


def test_ris_has_one_field_a_line_and_ends() -> None:
    assert cited(REFERENCE, "ris").split("\n") == [
        "TY  - ELEC",
        "AU  - Nguyễn Thị Hoa",
        "AU  - Ministry of Works & Bridges",
        "TI  - 50 % of {all} _bridges_",
        "PB  - The Example",
        "PY  - 2024",
        "DA  - 2024/12/18",
        "UR  - https://example.com/a?q={x}&b=50%25",
        "Y2  - 2024/12/20",
        "LA  - en",
        "ET  - 2",
        f"N1  - Version 2, first seen {T0}, SHA-256 of the page {'ab' * 32}",
        "ID  - ingest-7-2",
        "ER  - ",
    ]


@pytest.mark.parametrize("form", ["text", "bibtex", "ris"])
def test_no_title_begins_a_field_of_its_own(form: Form) -> None:
    hostile = Reference(**{name: getattr(REFERENCE, name) for name in REFERENCE.__struct_fields__} | {"title": "A\r\nER  - \u2028\x00B"})
    plain = cited(REFERENCE, form)
    assert len(cited(hostile, form).splitlines()) == len(plain.splitlines())


def test_without_a_page_the_hash_is_that_of_the_text_and_what_is_unknown_is_left_out() -> None:
    bare = Reference(
        article=1, version=1, url=BRIDGE, title="A", authors=(), publisher="B", published=None, language="und",
        seen_at=T0, accessed_at=T0, sha256=None, fingerprint="cd" * 16,
    )  # fmt: skip
    (said,) = json.loads(cited(bare, "csl-json"))
    assert set(said) == {"id", "type", "title", "publisher", "container-title", "accessed", "URL", "version", "note"}
    assert said["note"].endswith(f"fingerprint of the text {'cd' * 16}")
    assert cited(bare, "text").startswith("“A”. B, no date. ")
