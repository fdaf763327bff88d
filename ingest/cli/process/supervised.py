"""What the daemon reports to systemd: that it is ready, that it is alive, that it stops. sd_notify(3), protocol and all."""

import os
import socket
import time

from ingest.cli.terminal.output import line


class Supervisor:
    """Sends to the socket that NOTIFY_SOCKET names; without one, and where it is gone, nothing happens."""

    def __init__(self) -> None:
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        is_ours = os.environ.get("WATCHDOG_PID") in (None, str(os.getpid()))
        seconds = int(os.environ.get("WATCHDOG_USEC") or 0) / 1e6 if is_ours else 0
        self._pause = seconds / 3  # twice may be late
        self._next = 0.0
        self._is_ready = False

    def ready(self) -> None:
        """Once: what was to be done before work begins is done."""
        if not self._is_ready:
            self._is_ready = True
            self._send("READY=1")

    def alive(self, status: str) -> None:
        """As often as the watchdog wants it, however often it is called; `status` is what `systemctl status` shows."""
        if self._pause and time.monotonic() >= self._next:
            self._next = time.monotonic() + self._pause
            self._send(f"WATCHDOG=1\nSTATUS={line(status)}")

    def stopping(self) -> None:
        self._send("STOPPING=1")

    def _send(self, state: str) -> None:
        if not self._address:
            return
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to:
            try:
                to.sendto(state.encode(), address)
            except OSError:  # whoever listened does so no more
                self._address = ""
