"""Title, authors, date and language of self-written pages, as the content systems of authorities and small newsrooms set them out."""

import json
from pathlib import Path
from typing import Any

import pytest
from extracting import document

from ingest.core import extract

PAGES = Path(__file__).parents[1] / "fixtures" / "fields"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["file"].removesuffix(".html") for row in ROWS])
def test_what_a_reader_sees_is_what_is_read(row: dict[str, Any]) -> None:
    page = document((PAGES / row["file"]).read_bytes(), row["url"], headers=(("content-type", "text/html"),))
    article = extract.extract(page)
    read = {
        "title": article.title,
        "authors": sorted(author.name for author in article.authors),
        "date": article.published.local[:10] if article.published else None,
        "language": article.language,
    }
    expected = {
        field: sorted(row[field]) if field == "authors" else row[field] for field in read if row[field] is not None or field == "date"
    }
    wrong = [field for field, value in expected.items() if read[field] != value]
    assert wrong == row.get("missed", []), read


def test_every_page_is_listed() -> None:
    assert {row["file"] for row in ROWS} == {path.name for path in PAGES.glob("*.html")}
    assert all(len({row[field] for row in ROWS}) > 20 for field in ("title", "date", "language"))
