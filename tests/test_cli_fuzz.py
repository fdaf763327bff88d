"""Every command, with every option, given what no user should give: an exit code of the table, one line, no traceback."""

import contextlib
import io
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from archived import keep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import environment

from ingest.archive import create_or_open
from ingest.cli import commands, main

NASTY = [
    "", "-", "--", "0", "-1", "1", "2", "nan", "-inf", "1e400", "all", "7d", "999999d", "99999999999d", "9" * 5000, "9223372036854775807",
    "9223372036854775808", "18446744073709551616", "\udcff\udcfe", "caf\u00e9", "x" * 300, "\u202e\x1b[31m", "(" * 2000, '"', "NEAR(", "https://",
    "http://[", "https://example.com/a", "https://example.com/" + "a" * 9000, "https://\udcff/", "https://user:sekret@127.0.0.1:99999/",
    "archive.db", "damaged.db", "empty.db", "future.db", "other.db", "loop",
    "0x10", "N..M", "1..2", "1,2", "text.txt", "missing/archive.db", "folder", "127.0.0.0/8", "::/0",
    "en", "zh-Hans", "2026-02-30", "0001-01-01", "9999-12-31",
]  # fmt: skip
VALUES = st.sampled_from(NASTY) | st.text(st.characters(exclude_characters="\0/\udc80", exclude_categories=["Cs"]), max_size=20).filter(
    lambda word: word != "--debug"
)  # which is meant to show tracebacks
ENDED = {  # what keeps a command from running on, or from the network; the last of an option counts
    "fetch": ["--replay", "pages"],
    "daemon": ["--schedules", "missing"],
    "browse": ["--port", "65536"],
    "backfill": ["--schedules", "missing"],
    "sources add": ["--replay", "pages"],
    "sources check": ["--schedules", "missing"],
    "sources try": ["--replay", "pages"],
    "sources capture": ["--replay", "pages"],
    "extract": ["--replay", "pages"],
}


def leaves() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", its) for inner, its in command.commands.items())
        else:
            yield name, command


LEAVES = dict(leaves())


@st.composite
def calls(draw: st.DrawFn, name: str) -> list[str]:
    """Some options of a command, each with a value, and about as many arguments as it takes."""
    words: list[str] = []
    options = [one for one in LEAVES[name].params if isinstance(one, click.Option)]
    for option in draw(st.lists(st.sampled_from(options), max_size=4)) if options else ():
        words.append(draw(st.sampled_from(option.opts)))
        if not option.is_flag:
            words.append(draw(VALUES))
    arguments = draw(st.lists(VALUES, max_size=3))
    return [*words, *(["--"] if draw(st.booleans()) else []), *arguments] if name not in ENDED else [*words, *ENDED[name], "--", *arguments]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with an archive, some saved pages, and an environment that says nothing."""
    folder = tmp_path_factory.mktemp("fuzz")
    with create_or_open(folder / "archive.db") as archive:
        keep(archive, "The railway bridge", "It was opened on Monday.", language="en")
        keep(archive, "Cầu đường sắt", "Cầu được khánh thành.", url="https://example.com/vi", language="vi")
    (folder / "pages").mkdir()
    (folder / "pages" / "index.jsonl").touch()
    (folder / "folder").mkdir()
    (folder / "ingest.toml").write_text('[[alert]]\nname = "desk"\nfeed = "alerts.xml"\n', encoding="utf-8")
    whole = (folder / "archive.db").read_bytes()
    (folder / "damaged.db").write_bytes(whole[: len(whole) // 2] + b"x" * 5000)
    (folder / "empty.db").touch()
    for name, sql in (("future.db", "PRAGMA user_version = 99"), ("other.db", "CREATE TABLE other (x)")):
        if name == "future.db":
            (folder / name).write_bytes(whole)
        with contextlib.closing(sqlite3.connect(folder / name)) as db:
            db.execute(sql)
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    (folder / "text.txt").write_text("no archive", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for variable in set(os.environ) - set(environment()):
            patched.delenv(variable)
        yield folder


def called(words: list[str], **streams: Any) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one call."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")
    with pytest.MonkeyPatch.context() as patched, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patched.setattr(sys, "argv", ["ingest", *words])
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        out.flush()
        err.flush()
    code = ended.value.code
    assert isinstance(code, int)
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()


@pytest.mark.parametrize("name", LEAVES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_given_a_command_answers_in_one_line_with_a_code_of_the_table(name: str, data: st.DataObject, here: Path) -> None:
    words = [*name.split(), *data.draw(calls(name))]
    code, _, err = called(words)
    assert code in (0, 1, 2, 75), (words, err)
    assert "Traceback" not in err, words
    assert "a fault of ingest" not in err, (words, err)
    assert "sekret" not in err, (words, err)
    if code in (2, 75):
        lines = err.splitlines()
        assert lines[-1].startswith("ingest: "), (words, err)
        assert len(lines[-1]) <= 1100, words


NEEDED = {  # what a command wants besides an archive
    "search": ["bridge"], "show": ["1"], "story": ["1"], "series": ["1"], "explain": ["https://example.com/a"],
    "join": ["1", "2"], "split": ["1"],
    "watch add": ["figures"], "watch remove": ["figures"], "backup": ["copy.db"], "restore": ["missing.db"],
    "publish": ["public.db"], "import": ["pages.warc"], "merge": ["archive.db"], "backfill": ["pages.warc"], "sources show": ["gov-uk"],
    "cite": ["1", "--proof", "proof.zip"], "erase": ["1", "--because", "an order", "--yes"],
    "fetch": ["https://example.com/", "--replay", "pages"], "daemon": ["--schedules", "folder"], "browse": ["--port", "0"],
}  # fmt: skip


@pytest.mark.parametrize("file", ["pipe", "loop", "folder", "text.txt", "damaged.db", "future.db", "other.db"])
@pytest.mark.parametrize("name", [name for name in LEAVES if any(param.name == "db" for param in LEAVES[name].params)])
def test_what_is_no_archive_is_named_at_once(name: str, file: str, here: Path) -> None:
    """SQLite waits for ever at a pipe. No device is named here: a fault would displace that of the machine."""
    code, _, err = called([*name.split(), "--db", file, *NEEDED.get(name, [])])
    assert (code, err.count("ingest: ")) == (2, 1), err
    assert file in err or name in ("restore", "import", "merge", "backfill")  # what they are given is looked at first


@pytest.mark.parametrize("debug", ["maybe", "", "2", "\udcff"])
def test_a_wrong_debug_variable_brings_no_traceback(debug: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INGEST_DEBUG", debug)
    code, _, err = called(["show", "77"])
    assert code in (1, 2)
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", [["--help"], ["status"], ["show", "1"], ["search", "bridge", "--json"], ["sources", "list"]])
def test_an_output_that_is_full_is_named(words: list[str], here: Path) -> None:
    from subprocess import PIPE, run

    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = run([sys.executable, "-m", "ingest", *words], stdout=full, stderr=PIPE, text=True, check=False, env=environment())
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == "ingest: standard output: No space left on device"
    assert "Traceback" not in ended.stderr


def test_an_archive_may_have_a_name_that_is_no_utf_8(here: Path) -> None:
    assert called(["fetch", "--db", "\udcff.db", "--replay", "pages", "https://example.com/\udcff"])[0] == 1
    assert (here / "\udcff.db").exists()
    code, out, _ = called(["status", "--db", "\udcff.db"])
    assert code == 0
    assert "0 articles" in out
    assert called(["verify", "--db", "\udcff.db"])[0] == 0
