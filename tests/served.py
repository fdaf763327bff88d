"""`ingest browse` over an archive, and a browser that looks at it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright


@contextmanager
def served(path: Path, *options: str) -> Iterator[str]:
    """Where the pages of the archive are, up to their names: `http://127.0.0.1:PORT/kept/-/`."""
    command = [sys.executable, "-m", "ingest", "browse", str(path), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        line = running.stdout.readline()
        assert " is at " in line, running.stderr.read()
        try:
            yield line.split(" is at ")[1].split()[0].removesuffix("today")
        finally:
            running.terminate()
            running.communicate(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()
