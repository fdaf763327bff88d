"""HTTP: manners, safety, validators, replay. The only code that knows httpx; it knows nothing of the archive."""

from .clock import Clock, SystemClock
from .fetcher import Fetcher
from .replay import Recorder, ReplayTransport
from .settings import HostState, RobotsCopy, Settings

__all__ = ["Clock", "Fetcher", "HostState", "Recorder", "ReplayTransport", "RobotsCopy", "Settings", "SystemClock"]
