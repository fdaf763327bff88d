"""HTTP: manners, safety, validators, replay. The only code that knows httpx and aiohttp; it knows nothing of the archive."""

from .clock import Clock, SystemClock
from .fetcher import Fetcher
from .recorder import Recorder
from .settings import HostState, RobotsCopy, Settings

__all__ = ["Clock", "Fetcher", "HostState", "Recorder", "RobotsCopy", "Settings", "SystemClock"]
