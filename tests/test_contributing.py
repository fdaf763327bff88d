"""What CONTRIBUTING.md says to touch for a change was touched for every one so far."""

import re
from pathlib import Path
from typing import get_args

import pytest

from ingest.archive.schema.steps import VERSION
from ingest.cli import _COMMANDS
from ingest.core import listing
from ingest.core.model import Article, ListingKind, Verdict

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its depth."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^\1 |\Z)", text, flags=re.M | re.S)
    assert found is not None, f"{page} has no section {heading!r}"
    return found[2]


def first_column(table: str) -> list[str]:
    """The words of a table's first column, taken out of their backticks; the heading is left out."""
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")][2:]
    return [word.strip(" `") for row in rows for word in row.split(",")]


def test_every_verdict_is_explained() -> None:
    assert sorted(first_column(section("docs/running.md", "Verdicts"))) == sorted(verdict.value for verdict in Verdict)


def test_every_field_of_an_article_is_explained() -> None:
    assert first_column(section("docs/metadata.md", "The fields of an article")) == list(Article.__struct_fields__)


@pytest.mark.parametrize("kind", get_args(ListingKind))
def test_every_kind_of_listing_has_its_reader_and_is_explained(kind: str) -> None:
    readers = {path.stem for path in Path(listing.__file__).parent.glob("*.py")}
    assert kind in readers or f"{kind}list" in readers
    assert f"`{kind}`" in section("docs/schedules.md", "`[[listing]]`")


def test_every_step_of_the_schema_has_its_file_and_its_archive() -> None:
    for version in range(1, VERSION + 1):
        assert (ROOT / f"ingest/archive/schema/v{version}.py").exists()
        assert (ROOT / f"fixtures/archives/version-{version}.db.gz").exists()


def test_every_command_is_explained() -> None:
    assert first_column(section("docs/running.md", "Commands")) == [f"ingest {name}" for name in _COMMANDS]


def test_every_path_that_is_named_exists() -> None:
    paths = re.findall(r"`(?:\.venv/bin/python )?((?:ingest|docs|tests|fixtures)/[\w/.]*)`", CONTRIBUTING)
    assert len(paths) > 15
    for path in paths:
        assert (ROOT / path).exists(), path


def test_every_target_that_is_named_is_one_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", CONTRIBUTING, flags=re.M):
        assert re.search(rf"^{target}:", makefile, flags=re.M), target
