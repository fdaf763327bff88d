"""HTTP: manners, safety, validators, replay. The only code that knows httpx and aiohttp; it knows nothing of the archive."""

import sys
from types import ModuleType
from typing import Any

from ingest.fetch.browser.launch import Manner
from ingest.fetch.browser.renderer import BrowserRenderer
from ingest.fetch.browser.replayed import ReplayedRenderer
from ingest.fetch.client.fetcher import Fetcher
from ingest.fetch.client.settings import HostState, RobotsCopy, Settings
from ingest.fetch.hand_over import hand_over
from ingest.fetch.manners.clock import Clock, SystemClock
from ingest.fetch.manners.turns import Turns
from ingest.fetch.question import answered
from ingest.fetch.transport import live_transport
from ingest.fetch.transport.address import AddressPolicy
from ingest.fetch.transport.recorder import Recorder
from ingest.fetch.transport.resolver import SystemResolver

__all__ = [
    "AddressPolicy",
    "BrowserRenderer",
    "Clock",
    "Fetcher",
    "HostState",
    "Manner",
    "Recorder",
    "ReplayedRenderer",
    "RobotsCopy",
    "Settings",
    "SystemClock",
    "SystemResolver",
    "Turns",
    "answered",
    "hand_over",
    "live_transport",
]


class _Callable(ModuleType):
    """Loading this package puts it in the place of the function `ingest.fetch`, so that it must answer as that."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return sys.modules[__name__.partition(".")[0]]._fetch(*arguments, **named)


sys.modules[__name__].__class__ = _Callable
