"""What may lie at the place of an archive: a plain file, or nothing. A device or a pipe is neither written to nor renamed away."""

import stat
from pathlib import Path

from ingest.errors import NotAnArchive


def require(path: Path) -> None:
    """Raises NotAnArchive for a folder, and for what is no file at all."""
    try:
        mode = path.stat().st_mode
    except OSError:  # nothing is there, or whoever opens it says why not
        return
    if stat.S_ISDIR(mode):
        raise NotAnArchive(f"{path}: a folder; name a file")
    if not stat.S_ISREG(mode):
        raise NotAnArchive(f"{path}: a device, a pipe or a socket; name a file")
