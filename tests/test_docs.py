"""The documentation of the views says what they are."""

import re
import sqlite3
from pathlib import Path

import pytest
from archived import keep

from ingest import archive

SQL = (Path(__file__).parent.parent / "docs/sql.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (v_\w+)$(.*?)(?=^## )", SQL, flags=re.M | re.S))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "kept.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "A title", "A text.")
    return path


@pytest.mark.parametrize("view", ["v_articles", "v_revisions", "v_links", "v_changes", "v_removed"])
def test_every_column_of_a_view_is_documented_in_its_order(db: Path, view: str) -> None:
    with sqlite3.connect(db) as plain:
        columns = [row[1] for row in plain.execute(f"PRAGMA table_info({view})")]
    plain.close()
    assert re.findall(r"^\| `(\w+)` \|", SECTIONS[view], flags=re.M) == columns


@pytest.mark.parametrize("question", re.findall(r"```sql\n(.*?)```", SQL, flags=re.S))
def test_every_question_runs_without_our_functions(db: Path, question: str) -> None:
    with sqlite3.connect(db) as plain:
        plain.execute(question).fetchall()
    plain.close()
