"""Pages as ministries, towns, courts, statistical offices and small newsrooms set them out, in the markup of the systems that they use.

`fixtures/extract/government` holds a page (`.html`) and its right text (`.txt`), a line each; a line that begins with ? is right with and
without: captions, contacts, signatures, the line of place and date.
"""

import re
from pathlib import Path

import pytest
from extracting import document

from ingest.core.extract import extract

PAGES = sorted((Path(__file__).parent.parent / "fixtures" / "extract" / "government").glob("*.html"))
BETWEEN = "\0"


def folded(text: str) -> str:
    return re.sub(r"[\s|\u200b]+", "", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_text_is_whole_and_nothing_else(page: Path) -> None:
    lines = page.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    left = folded(extract(document(page.read_text(encoding="utf-8"), "https://www.example.org/news/2026/a-page")).text)
    missing = []
    for line in sorted(lines, key=len, reverse=True):
        said = folded(line.removeprefix("?"))
        if said in left:
            left = left.replace(said, BETWEEN, 1)
        elif not line.startswith("?"):
            missing.append(line)
    assert missing == []
    assert left.strip(f"{BETWEEN}-*") == "" or set(left) <= set(f"{BETWEEN}-*")
