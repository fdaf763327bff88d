"""What runs a daemon on a server: logs, a supervisor, metrics, a shell that completes, a container."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml  # type: ignore[import-untyped]  # it ships no types
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, environment, html, ingest, source, start

DEPLOY = Path(__file__).parents[1] / "deploy"


def site(here: Path, origin: Origin) -> None:
    pages = [origin.serve("/1", html(article("Bridge opened"))), origin.url("/gone")]
    source(here, origin.serve("/feed", answer(feed(*pages))))


# ---------------------------------------------------------------- logs


def events(err: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in err.splitlines()]


def test_a_log_in_json_has_one_event_a_line(tmp_path: Path, origin: Origin) -> None:
    site(tmp_path, origin)
    ended = ingest("fetch", *LOOPBACK, "--log-format", "json", cwd=tmp_path)
    told = events(ended.err)
    assert [one["event"] for one in told] == ["said", "run started", "page failed", "run ended"]
    assert told[1].items() >= {"source": "ministry", "what": "listings"}.items()
    assert told[2].items() >= {"url": origin.url("/gone"), "verdict": "failed", "status": 404}.items()
    assert told[3].items() >= {"outcome": "ok", "documents": {"new": 1, "failed": 1}}.items()
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(one["at"])) for one in told)
    verbose = ingest("fetch", *LOOPBACK, "--again", "-v", "--log-format", "json", cwd=tmp_path)
    assert "page" in [one["event"] for one in events(verbose.err)]
    wrong = ingest("fetch", "nobody", "--log-format", "json", cwd=tmp_path)
    assert (wrong.code, [one["event"] for one in events(wrong.err)]) == (2, ["failed"])


def test_a_log_is_quiet_unless_asked_otherwise(tmp_path: Path, origin: Origin) -> None:
    site(tmp_path, origin)
    ended = ingest("fetch", *LOOPBACK, cwd=tmp_path)
    assert len(ended.err.splitlines()) == 2, "the archive was made, and a page failed"
    verbose = ingest("fetch", *LOOPBACK, "--again", "-v", cwd=tmp_path).err
    assert "ministry: listings: begun" in verbose
    assert re.search(r"unchanged: http\S+/1: ", verbose)
    assert re.search(r"ministry: listings: ok after \d+ s: ", verbose)


# ---------------------------------------------------------------- a supervisor, metrics


def test_a_supervisor_hears_that_it_is_ready_alive_and_stopping_and_metrics_count(tmp_path: Path, origin: Origin) -> None:
    pytest.importorskip("prometheus_client")
    site(tmp_path, origin)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(30)
        listening.bind(str(tmp_path / "notify"))
        variables = environment() | {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "3000000"}
        command = [sys.executable, "-m", "ingest", "daemon", *LOOPBACK, "--metrics", "0"]
        with subprocess.Popen(command, cwd=tmp_path, env=variables, stderr=subprocess.PIPE, text=True) as running:
            try:
                assert running.stderr is not None
                address = next(found[0] for line in running.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+/metrics", line)))
                heard = [listening.recv(4096).decode() for _ in range(3)]
                assert sorted(one.split("\n")[0] for one in heard) == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
                assert any("STATUS=" in one for one in heard)
                while 'ingest_documents_total{verdict="new"} 1.0' not in (shown := urlopen(address).read().decode()):
                    listening.recv(4096)  # a second passes
                assert 'ingest_source_documents_total{source="ministry"} ' in shown
                assert "process_resident_memory_bytes" in shown
                assert re.search(r"ingest_archive_bytes [1-9]", shown)
                assert re.search(r"ingest_(lag_seconds|sources_due|queue|runs_under_way) \d", shown)
            finally:
                running.send_signal(signal.SIGTERM)
                running.communicate(timeout=15)
        listening.setblocking(False)
        rest = []
        while True:
            try:
                rest.append(listening.recv(4096).decode())
            except BlockingIOError:
                break
    assert rest[-1] == "STOPPING=1"
    assert running.returncode == 143


def test_a_port_that_is_taken_is_named(tmp_path: Path, origin: Origin) -> None:
    pytest.importorskip("prometheus_client")
    site(tmp_path, origin)
    port = origin.url("/").rsplit(":", 1)[1].rstrip("/")
    ended = ingest("daemon", *LOOPBACK, "--metrics", port, cwd=tmp_path)
    assert (ended.code, f"--metrics {port}: Address already in use" in ended.err) == (2, True), ended.err


# ---------------------------------------------------------------- a shell


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(tmp_path: Path, shell: str) -> None:
    assert "_INGEST_COMPLETE" in ingest("completion", shell, cwd=tmp_path).out


def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    (tmp_path / "ingest").write_text(f'#!/bin/sh\nexec {sys.executable} -m ingest "$@"\n', encoding="utf-8")
    (tmp_path / "ingest").chmod(0o755)
    asked = """
        source <(ingest completion bash)
        COMP_WORDS=(ingest da); COMP_CWORD=1; _ingest_completion ingest; echo "${COMPREPLY[@]}"
        COMPREPLY=(); COMP_WORDS=(ingest fetch --log); COMP_CWORD=2; _ingest_completion ingest; echo "${COMPREPLY[@]}"
    """
    variables = environment() | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    ended = subprocess.run(["bash", "-c", asked], cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == ["daemon", "--log-format"], ended.stderr


# ---------------------------------------------------------------- a container


def test_a_daemon_that_is_there_is_healthy(tmp_path: Path, origin: Origin) -> None:
    site(tmp_path, origin)
    assert ingest("status", "--daemon", cwd=tmp_path).code == 1
    running = start("daemon", *LOOPBACK, cwd=tmp_path)
    try:
        assert running.stderr is not None
        assert "running for" in running.stderr.readline()
        told = ingest("status", "--daemon", cwd=tmp_path)
        assert (told.code, f"process {running.pid} is its daemon" in told.out) == (0, True)
    finally:
        running.kill()
        running.communicate()
    assert ingest("status", "--daemon", cwd=tmp_path).code == 1


def test_the_container_keeps_its_promises() -> None:
    """Not root, one volume, a health check, installed from the pins, and the program as process 1."""
    text = re.sub(r"\\\n\s*", "", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    last = lines[max(number for number, (word, _) in enumerate(lines) if word == "FROM") :]
    said = dict(last)
    assert said["USER"] == "10001:10001"
    assert json.loads(said["VOLUME"]) == ["/var/lib/ingest"]
    assert json.loads(said["HEALTHCHECK"].partition("CMD ")[2]) == ["ingest", "status", "--daemon"]
    assert (json.loads(said["ENTRYPOINT"]), json.loads(said["CMD"])) == (["ingest"], ["daemon"])
    assert said["STOPSIGNAL"] == "SIGTERM"
    assert "--require-hashes -r requirements.txt" in text
    assert all(":latest" not in rest and ":" in rest for word, rest in lines if word == "FROM")
    copied = [rest.split()[:-1] for word, rest in lines if word == "COPY" and not rest.startswith("--from")]
    assert [name for names in copied for name in names if not (DEPLOY.parent / name).exists()] == []


def test_the_compose_file_runs_it_without_rights() -> None:
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["ingest"]
    assert service["build"]["dockerfile"] == "deploy/Containerfile"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert "archive:/var/lib/ingest" in service["volumes"]
    assert int(service["stop_grace_period"].removesuffix("s")) > 10, "the promise is to stop within ten seconds"
