"""What runs when, for months: `Daemon`."""

from ingest.daemon.serve import Daemon

__all__ = ["Daemon"]
