"""Which tests are collected here."""

import os
import shutil

import pytest

_CHROMIUM = shutil.which("chromium")
collect_ignore = [] if _CHROMIUM or os.environ.get("CI") else ["test_browser.py"]  # CI installs a browser, and fails without


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if collect_ignore:
        terminalreporter.write_line("Not run: tests/test_browser.py; it needs a browser, `chromium`, on PATH.", yellow=True)
