"""HTTP: manners, safety, validators, replay. The only code that knows httpx and aiohttp; it knows nothing of the archive."""

from ingest.fetch.clock import Clock, SystemClock
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.recorder import Recorder
from ingest.fetch.settings import HostState, RobotsCopy, Settings

__all__ = ["Clock", "Fetcher", "HostState", "Recorder", "RobotsCopy", "Settings", "SystemClock"]
