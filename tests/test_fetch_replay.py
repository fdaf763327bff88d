"""Recorded folders: what was recorded is answered again, all else is 404, and nothing is waited for, resolved or read outside."""

import gzip
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fetching import Fetching, ManualClock
from origin import Origin, answer

from ingest.errors import ConfigError
from ingest.fetch import HostState, Recorder
from ingest.fetch.transport.replay import ReplayTransport


def index(folder: Path, *lines: dict[str, Any]) -> Path:
    (folder / "index.jsonl").write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return folder


def replaying(folder: Path) -> Fetching:
    return Fetching(transport=ReplayTransport(folder), clock=ManualClock())


def test_what_was_recorded_is_replayed(origin: Origin, tmp_path: Path) -> None:
    origin.serve("/old", answer(status=301, Location="/a?b=c"))
    origin.serve("/a?b=c", answer(gzip.compress("<p>tiếng Việt".encode()), Content_Encoding="gzip", ETag='"v1"'))
    origin.serve("/turn", answer(b"<meta http-equiv=refresh content='0;url=/a?b=c'>"))
    recorder = Recorder(tmp_path)
    with Fetching(allow_net=("127.0.0.0/8",), delay=0.0) as live:
        documents = [live.get(origin.url(path)) for path in ("/old", "/turn", "/missing")]
    for document in documents:
        recorder.keep(document)
    with replaying(tmp_path) as again:
        for document in documents:
            replayed = again.get(document.exchange.url)
            assert (replayed.status, replayed.url, replayed.body) == (document.status, document.url, document.body)
            assert [hop.status for hop in replayed.exchange.hops] == [hop.status for hop in document.exchange.hops]
            assert replayed.header("etag") == document.header("etag")


def test_bodies_are_plain_files_and_a_second_recorder_adds_to_them(origin: Origin, tmp_path: Path) -> None:
    origin.serve("/a", answer(b"one"))
    origin.serve("/b", answer(b"two"))
    with Fetching(allow_net=("127.0.0.0/8",), delay=0.0) as live:
        for path in ("/a", "/b"):
            Recorder(tmp_path).keep(live.get(origin.url(path)))
    assert sorted(path.read_bytes() for path in tmp_path.glob("*.body")) == [b"one", b"two"]
    with replaying(tmp_path) as again:
        assert again.get(origin.url("/b")).body == b"two"


def test_a_folder_in_hand_may_have_folders(tmp_path: Path) -> None:
    (tmp_path / "example.org").mkdir()
    (tmp_path / "example.org" / "a.html").write_bytes(b"page")
    index(
        tmp_path, {"url": "https://example.org/a", "status": 200, "headers": [["content-type", "text/html"]], "file": "example.org/a.html"}
    )
    with replaying(tmp_path) as fetching:
        assert fetching.get("https://example.org/a").body == b"page"


def test_all_else_is_404_and_nobody_is_waited_for(tmp_path: Path) -> None:
    index(tmp_path, {"url": "https://example.org/a", "status": 200})
    with replaying(tmp_path) as fetching:
        assert [fetching.get(f"https://example.org/{number}").status for number in range(20)] == [404] * 20
        assert fetching.clock.monotonic() == 0.0


def test_the_last_line_of_a_url_counts(tmp_path: Path) -> None:
    index(tmp_path, {"url": "https://example.org/a", "status": 200}, {"url": "https://example.org/a", "status": 410})
    with replaying(tmp_path) as fetching:
        assert fetching.get("https://example.org/a").status == 410


@pytest.mark.parametrize("file", ["../secret", "/etc/hostname", "a/../../secret"])
def test_a_file_outside_the_folder_is_never_read(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "folder").mkdir()
    index(tmp_path / "folder", {"url": "https://example.org/a", "status": 200, "file": file})
    with replaying(tmp_path / "folder") as fetching, pytest.raises(ConfigError, match="outside the folder"):
        fetching.get("https://example.org/a")


@pytest.mark.parametrize("text", ["{", "[]\n", '{"url": "https://example.org/"}\n', '{"url": 1, "status": 200}\n'])
def test_an_index_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "index.jsonl").write_text(text)
    with pytest.raises(ConfigError, match=r"index\.jsonl: cannot be replayed"):
        ReplayTransport(tmp_path)


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be replayed"):
        ReplayTransport(tmp_path / "nowhere")


def test_a_recorded_refusal_keeps_nobody_waiting(tmp_path: Path) -> None:
    paused = [["retry-after", "20"]]
    index(tmp_path, *({"url": f"https://example.org/{status}", "status": status, "headers": paused} for status in (429, 500, 503)))
    with replaying(tmp_path) as fetching:
        assert [
            document.exchange.attempts for document in fetching.all(*(f"https://example.org/{status}" for status in (429, 500, 503)))
        ] == [1] * 3


def test_what_is_remembered_of_a_live_host_is_left_alone(tmp_path: Path) -> None:
    index(tmp_path, {"url": "https://example.org/a", "status": 200})
    held = HostState(host="example.org", hold_until="9999-01-01T00:00:00Z", failures=7)
    with Fetching(transport=ReplayTransport(tmp_path), hosts=[held]) as fetching:
        assert fetching.get("https://example.org/a").status == 200
    assert fetching.saved == {"example.org": held}
