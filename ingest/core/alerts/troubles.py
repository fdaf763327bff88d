"""The daemon's own troubles: when the disk is nearly full, and when that is over."""

from ingest.core.alerts.model import OwnTrouble

_FULL, _ROOM = 0.90, 0.87  # of the disk: what is reported, and what is no trouble any more


def of_disk(used: int, free: int, last: OwnTrouble | None) -> tuple[str, bool] | None:
    """What is to be reported of a disk with so many bytes used and free: the reason, and whether it is over; None: nothing new.

    `last`: what was last reported of it. Free is what the program may still write.
    """
    share = used / max(1, used + free)
    is_told = last is not None and not last.is_over
    if share >= _FULL and not is_told:
        return f"the disk of the archive is {100 * share:.0f} % full, {_size(free)} are free", False
    if share < _ROOM and is_told:
        return f"the disk of the archive has room again: {100 * share:.0f} % full, {_size(free)} are free", True
    return None


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
