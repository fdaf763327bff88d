"""The documentation of the views says what they are."""

import hashlib
import re
import shlex
import sqlite3
import subprocess
import sys
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
        keep(opened, "A title", "A text.", language="vi")
    return path


@pytest.mark.parametrize("view", ["v_articles", "v_revisions", "v_links", "v_changes", "v_removed"])
def test_every_column_of_a_view_is_documented_in_its_order(db: Path, view: str) -> None:
    with sqlite3.connect(db) as plain:
        columns = [row[1] for row in plain.execute(f"PRAGMA table_info({view})")]
    plain.close()
    assert re.findall(r"^\| `(\w+)` \|", SECTIONS[view], flags=re.M) == columns


RECIPES = [line for block in re.findall(r"^```sh\n(.*?)^```", SQL, flags=re.M | re.S) for line in block.splitlines()]


def test_there_are_recipes() -> None:
    assert len(RECIPES) >= 4


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_of_the_shell_answers_and_writes_nothing(db: Path, recipe: str) -> None:
    name, *arguments = shlex.split(recipe.replace("archive.db", str(db)))
    before = hashlib.sha256(db.read_bytes()).hexdigest()
    ended = subprocess.run([sys.executable, "-m", name.replace("-", "_"), *arguments], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert hashlib.sha256(db.read_bytes()).hexdigest() == before
    assert "v_articles where" not in recipe or "https://example.com/" in ended.stdout


@pytest.mark.parametrize("recipe", re.findall(r"^```python\n(.*?)^```", SQL, flags=re.M | re.S))
def test_a_recipe_of_python_answers(db: Path, recipe: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(recipe.replace('"archive.db"', repr(str(db))), {})
    assert capsys.readouterr().out.endswith(" A title\n")


@pytest.mark.parametrize("question", re.findall(r"```sql\n(.*?)```", SQL, flags=re.S))
def test_every_question_runs_without_our_functions(db: Path, question: str) -> None:
    with sqlite3.connect(db) as plain:
        plain.execute(question).fetchall()
    plain.close()
