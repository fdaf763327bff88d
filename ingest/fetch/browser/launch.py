"""How Chromium is started: found, cut off from the network, and small.

Nothing may leave it except through the interception of its pages' requests. So it has no names to resolve, a proxy that is nowhere, no
UDP of its own, and, where the system allows it, a network name space without a network: what a page finds to ask for besides is asked of
nobody.
"""

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_HEAP = 384  # megabytes of one page's JavaScript
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2), linux/sched.h

FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--dns-prefetch-disable",
    "--no-pings",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # its name in older ones
    "--disable-background-networking",
    "--disable-domain-reliability",
    "--disable-3d-apis",
    "--disable-gpu",
    "--disable-speech-api",
    "--disable-remote-fonts",
    "--mute-audio",
    "--blink-settings=imagesEnabled=false",
    "--renderer-process-limit=1",
    f"--js-flags=--max-old-space-size={_HEAP}",
)


class Manner(Struct, frozen=True):
    """How a user wants browsers started."""

    browser: str | None = None  # a path or a name; None: the first that the system has
    sandbox: bool = True  # Chromium's own
    flags_alone: bool = False  # without a name space of its own: for tests of the flags


def found(named: str | None) -> str | None:
    """The browser's path: the one that the configuration names, else the first of the system's."""
    if named is not None:
        return shutil.which(named)
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def leave_network() -> bool:
    """Moves this process, and what it starts, where there is no network; False where the system does not allow it.

    To be called before any thread is started.
    """
    user, group = os.geteuid(), os.getegid()
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if user == 0 and unshare(_NEW_NETWORK) == 0:
        return True
    if unshare(_NEW_USERS | _NEW_NETWORK) != 0:
        return False
    with suppress(OSError):  # then the new space knows us as nobody, which is enough
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True
