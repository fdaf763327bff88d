"""What is there to run it on a server."""

import os
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1] / "deploy" / "ingest.service"


def unit() -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their capitals
    parser.read(UNIT, encoding="utf-8")
    return parser


def test_the_unit_takes_the_exit_codes_for_what_the_table_says() -> None:
    service = unit()["Service"]
    assert service["SuccessExitStatus"] == "143 130"
    assert service["Restart"] == "on-failure"
    assert int(service["RestartSec"]) >= 5
    assert int(service["TimeoutStopSec"]) > 10, "the promise is to stop within ten seconds"


def test_the_unit_has_a_user_of_its_own_and_is_enabled_somewhere() -> None:
    assert unit()["Service"]["User"] == "ingest"
    assert unit()["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None and "CI" not in os.environ,
    reason="no systemd on this machine, whose own check of the unit this is; CI installs it",
)
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "ingest"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    copy = tmp_path / "ingest.service"
    copy.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/ingest/bin/ingest", str(program)), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False)
    about_it = [line for line in verified.stderr.splitlines() if "ingest.service" in line]
    assert about_it == []
    assert verified.returncode == 0, verified.stderr
