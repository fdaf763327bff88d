"""The names of aiohttp's that are not public and that connections rely on: a version without one of them fails here, by name."""

import asyncio
import inspect
import tomllib
from importlib.metadata import version
from pathlib import Path

import aiohttp
import pytest
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection, TCPConnector
from aiohttp.streams import StreamReader


def test_the_version_is_the_one_that_was_read() -> None:
    assert version("aiohttp").startswith("3.14.")
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]
    assert "aiohttp>=3.14,<3.15" in project["dependencies"]


@pytest.mark.parametrize("name", ["_payload", "_parser", "_upgraded", "_should_close"])
def test_a_response_handler_has_this(name: str) -> None:
    async def made() -> ResponseHandler:
        return ResponseHandler(asyncio.get_running_loop())

    assert hasattr(asyncio.run(made()), name)


@pytest.mark.parametrize("name", ["set_response_params", "feed_data", "data_received", "set_exception", "exception", "force_close"])
def test_a_response_handler_does_this(name: str) -> None:
    assert hasattr(ResponseHandler, name)


def test_a_body_counts_what_it_was_fed() -> None:
    assert "total_bytes" in dir(StreamReader)


def test_a_connector_makes_its_protocols_with_this() -> None:
    assert "_factory" in inspect.getsource(TCPConnector.__init__) + inspect.getsource(aiohttp.BaseConnector.__init__)


def test_a_session_repeats_no_request_when_told_so() -> None:
    assert "_retry_connection" in inspect.getsource(aiohttp.ClientSession)


def test_requests_and_responses_start_on_a_connection() -> None:
    assert list(inspect.signature(aiohttp.ClientRequest.send).parameters) == ["self", "conn"]
    assert list(inspect.signature(aiohttp.ClientResponse.start).parameters) == ["self", "connection"]
    assert {"protocol", "transport"} <= set(dir(Connection))
