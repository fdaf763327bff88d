"""The command line as a whole."""

from pathlib import Path

import click
import pytest
from program import ingest

from ingest.cli import commands


def named() -> list[tuple[str, ...]]:
    """Every command, and those of groups."""
    context = click.Context(commands)
    found: list[tuple[str, ...]] = []
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        inner = command.list_commands(context) if isinstance(command, click.Group) else []
        found += [(name,), *((name, one) for one in inner)]
    return found


def help_of(name: tuple[str, ...]) -> str:
    command: click.Command = commands
    for part in name:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), part)
        assert found is not None
        command = found
    return command.get_help(click.Context(command, info_name=f"ingest {' '.join(name)}"))


@pytest.mark.parametrize("name", named(), ids=" ".join)
def test_every_command_shows_an_example(name: tuple[str, ...]) -> None:
    shown = help_of(name)
    assert "Example" in shown
    assert f"ingest {' '.join(name)}" in shown.partition("Example")[2]


def test_help_names_every_command_without_loading_one(tmp_path: Path) -> None:
    ended = ingest("--help", cwd=tmp_path)
    assert all(f"\n  {name[0]} " in ended.out for name in named() if len(name) == 1)


@pytest.mark.parametrize("called", [(), ("sources",)], ids=" ".join)
def test_a_group_called_alone_shows_its_help_as_it_is_set(called: tuple[str, ...], tmp_path: Path) -> None:
    ended = ingest(*called, cwd=tmp_path)
    assert ended.code == 2
    assert ended.err == ingest(*called, "--help", cwd=tmp_path).out


def test_a_slip_of_the_pen_is_answered_with_the_nearest_command(tmp_path: Path) -> None:
    ended = ingest("serch", "x", cwd=tmp_path)
    assert ended.code == 2
    assert "Did you mean search?" in ended.err


def test_debug_shows_where_an_error_came_from_and_nothing_else_does(tmp_path: Path) -> None:
    command = ("search", "x", "--db", "none.db")
    assert "Traceback" not in ingest(*command, cwd=tmp_path).err
    with pytest.raises(AssertionError, match="Traceback"):
        ingest("--debug", *command, cwd=tmp_path)
