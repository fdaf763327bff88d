"""Names are resolved by the system, and a silent name server keeps nobody from ending."""

import asyncio
import socket
import threading

import pytest

from ingest.fetch.transport.resolver import SystemResolver


def resolve(name: str) -> tuple[str, ...]:
    async def ask() -> tuple[str, ...]:
        return await SystemResolver()(name)

    return asyncio.run(ask())


def test_each_address_comes_once() -> None:
    found = resolve("localhost")
    assert "127.0.0.1" in found or "::1" in found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("name", ["nowhere.invalid", "a" * 70 + ".test", "a..test"])
def test_what_has_no_address_is_an_error(name: str) -> None:
    with pytest.raises((OSError, UnicodeError)):
        resolve(name)


def test_a_silent_name_server_does_not_keep_the_program_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    silence, gave_up = threading.Event(), threading.Event()

    def be_silent(*_args: object, **_options: object) -> list[object]:
        silence.wait(30)
        gave_up.set()
        return []

    async def ask_and_leave() -> None:
        async with asyncio.timeout(0.05):
            await SystemResolver()("slow.test")

    monkeypatch.setattr(socket, "getaddrinfo", be_silent)
    with pytest.raises(TimeoutError):
        asyncio.run(ask_and_leave())
    assert not gave_up.is_set()
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "resolve slow.test"] == [True]
    silence.set()
