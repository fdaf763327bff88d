"""The questions that docs/archive.md asks of the tables are questions that they answer."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import T0, T1, URL, exchange, keep

from ingest import archive
from ingest.archive.write import log, url_state
from ingest.core.model import Cited, Verdict

PAGE = (Path(__file__).parents[1] / "docs" / "archive.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"^([^\n]+):\n\n```sql\n(.*?)^```$", PAGE, flags=re.M | re.S))
LATER = "2025-02-18T03:00:00Z"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path_factory.mktemp("docs") / "a.db") as opened:
        keep(opened, "Title", "Text")
        keep(opened, "Title", "Other text", kind="edit", at=LATER)
        with opened.batch() as db:
            url_state.see_listed(db, url_state.id_of(db, "https://example.com/feed", T0), [Cited(url=URL, published_at=T0)], 1, T1)
            log.add_fetch(db, 1, url_state.id_of(db, URL, T1), exchange(at=T1), Verdict.QUARANTINED, "a wall", program="0", snapshot=1)
        yield opened


def test_there_are_questions() -> None:
    assert len(QUESTIONS) == PAGE.count("```sql") > 4


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_an_answer(kept: archive.Archive, question: str) -> None:
    assert kept.db.execute(QUESTIONS[question]).fetchall()


def test_every_table_is_described(kept: archive.Archive) -> None:
    tables = [
        name
        for (name,) in kept.db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
        if not name.startswith(("sqlite_", "_sqlite"))
    ]
    described = set(re.findall(r"`(\w+)`", PAGE))
    assert [name for name in tables if name not in described] == []
