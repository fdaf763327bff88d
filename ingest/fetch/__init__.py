"""HTTP: manners, safety, validators, replay. The only code that knows httpx and aiohttp; it knows nothing of the archive."""

from ingest.fetch.client.fetcher import Fetcher
from ingest.fetch.client.settings import HostState, RobotsCopy, Settings
from ingest.fetch.manners.clock import Clock, SystemClock
from ingest.fetch.transport.recorder import Recorder

__all__ = ["Clock", "Fetcher", "HostState", "Recorder", "RobotsCopy", "Settings", "SystemClock"]
