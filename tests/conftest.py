"""Which tests are collected here, and the server that they share."""

import compileall
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from origin import Origin

import ingest
from ingest.scale.cluster import cores

# How long an example takes says more of the machine than of the program. CI takes the same examples each time, so that a change is
# judged by what it did; everybody else's runs look further.
settings.register_profile("steady", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("steady")

_CHROMIUM = shutil.which("chromium")
_IN_A_BROWSER = ["test_browser.py", "test_browser_axe.py", "test_browser_hostile.py", "test_browser_words.py"]
collect_ignore = [] if _CHROMIUM or os.environ.get("CI") else _IN_A_BROWSER  # CI installs a browser, and fails without


def pytest_configure(config: pytest.Config) -> None:
    """Hundreds of processes are started: where Python keeps nothing that it compiled, each would compile the program anew."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        if not hasattr(config, "workerinput"):
            compileall.compile_dir(Path(ingest.__file__).parent, quiet=2)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for a third of their time, for processes, servers and a browser."""
    return cores() + 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if collect_ignore:
        terminalreporter.write_line("Not run: tests/test_browser*.py; they need a browser, `chromium`, on PATH.", yellow=True)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder in which the user is."""
    return tmp_path


@pytest.fixture
def origin() -> Iterator[Origin]:
    """A loopback server that says what the test tells it to; see `tests/origin.py`."""
    with Origin() as server:
        yield server
