from pathlib import Path

from archived import keep
from click.testing import CliRunner

from ingest import archive
from ingest.cli import commands


def test_a_sound_archive_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text")
    result = CliRunner().invoke(commands, ["verify", "--db", str(path)])
    assert (result.exit_code, result.stdout) == (0, f"{path}: sound, 1 kept pages read\n")


def test_what_is_wrong_is_told_and_the_exit_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text")
        opened.db.execute("UPDATE articles SET search_text = 'other words'")
    result = CliRunner().invoke(commands, ["verify", "--db", str(path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"{path}: the search index does not agree with the articles: database disk image is malformed\n"
