"""What the README tells a user to type, and what it says of the program, is true."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from archived import keep

from ingest import archive, cli, sources

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.M | re.S)
COMMANDS = [
    line.removesuffix("&&").strip().removeprefix(".venv/bin/")
    for kind, block in BLOCKS
    if kind == "sh"
    for line in block.splitlines()
    if line.startswith(("ingest ", ".venv/bin/ingest "))
]


def blocks(kind: str) -> list[str]:
    return [block for is_kind, block in BLOCKS if is_kind == kind]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_one_that_the_program_takes(line: str) -> None:
    command: click.Command | None = cli.commands
    _, *arguments = shlex.split(line)
    while isinstance(command, click.Group):
        name = arguments.pop(0)
        command = command.get_command(click.Context(command), name)
    assert command is not None
    command.make_context(command.name, arguments)


def test_the_schedule_file_is_one_that_loads(tmp_path: Path) -> None:
    (block,) = blocks("toml")
    (tmp_path / "example.toml").write_text(block, encoding="utf-8")
    assert [source.title for source in sources.load(tmp_path).values()] == ["Ministry of Examples"]


def test_the_first_command_ends_with_the_story_and_the_line_that_starts_browsing(tmp_path: Path) -> None:
    first = blocks("sh")[0]
    run = first[first.index(".venv/bin/ingest fetch") :].replace(".venv/bin/ingest fetch", f"{sys.executable} -m ingest fetch")
    run = run.replace(".venv/bin/ingest story", f"{sys.executable} -m ingest story").replace("--db demo.db", f"--db {tmp_path}/demo.db")
    result = subprocess.run(["bash", "-c", run], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    *screen, last = result.stdout.splitlines()
    assert last == "Browse it: .venv/bin/ingest browse demo.db --open"
    assert any("Early policy on regimes and policies for cadres" in line for line in screen)
    assert any("Sớm có chủ trương về chế độ" in line for line in screen)


def test_the_library_example_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (block,) = blocks("python")
    monkeypatch.chdir(tmp_path)
    with archive.create_or_open(tmp_path / "demo.db") as opened:
        keep(opened, "Đường sắt Bắc - Nam", "Ngành đường sắt chạy thêm 24 chuyến tàu.")
    html = (ROOT / "fixtures/founding/www.gov.uk/reading-rooms-open-on-saturdays-from-january.html").read_bytes()
    exec(block, {"html": html})
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Reading rooms open on Saturdays from January")
    assert second == "Đường sắt Bắc - Nam https://example.com/a"


def test_ci_runs_the_command_that_the_readme_gives_for_the_tests() -> None:
    below = README.split("## Tests")[1]
    (command,) = re.findall(r"```sh\n(.*?)```", below, flags=re.S)[0].splitlines()
    assert command == "make setup test"
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "/^## Tests$/" in script
    assert "make lint" in script


def test_make_lists_its_targets_and_runs_the_whole_suite() -> None:
    as_typed = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}  # not below CI's own make
    listed = subprocess.run(["make"], cwd=ROOT, env=as_typed, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in listed.splitlines()] == ["help", "setup", "test", "lint", "format", "docs", "bench", "mutants"]
    planned = subprocess.run(
        ["make", "--dry-run", "--always-make", "setup", "test", "lint"], cwd=ROOT, env=as_typed, capture_output=True, text=True, check=True
    )
    for command in (
        "--require-hashes -r requirements-dev.txt",
        "--editable .",
        "pytest -n auto\n",
        "ruff check .",
        "ruff format --check .",
        "mypy\n",
    ):
        assert command in planned.stdout


@pytest.mark.parametrize(
    "page", ["README.md", "fixtures/founding/README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert "://" in target or ((ROOT / page).parent / target).exists(), target


def test_the_index_names_every_page_of_the_documentation() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        assert path.name == "README.md" or path.name in index


def test_every_variable_that_is_named_is_read() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ingest").rglob("*.py"))
    for name in set(re.findall(r"INGEST_[A-Z]+", README)):
        assert name in code
