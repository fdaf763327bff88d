"""What is kept of a source's health from run to run, and what a run makes of it."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec
import zstandard
from msgspec import Struct

from ingest.core.health import baseline, counts
from ingest.core.health.baseline import Baseline
from ingest.core.health.judge import Judged, judge
from ingest.core.health.memory import Memory
from ingest.core.health.model import Brought, Day, Health


class Carried(Struct, frozen=True, kw_only=True):
    """`day` (its ordinal) is the last on which a run ended; its counts are in `counts`, those of the days before it are kept by month."""

    day: int
    counts: Day = Day()
    baseline: Baseline = Baseline()
    memory: Memory = Memory()


class Concluded(Struct, frozen=True, kw_only=True):
    kept: Carried
    judged: Judged


def day_of(at: str) -> int:
    """The ordinal of the UTC day of a UTC text."""
    return date.fromisoformat(at[:10]).toordinal()


def conclude(
    kept: Carried | None, health: Health | None, brought: Brought, past: Callable[[tuple[int, Day] | None], Mapping[int, Day]]
) -> Concluded:
    """What a run makes of a source's health; `kept` and `health` are None when there are none yet.

    On the first run of a new day the baseline is learned anew: `past` is given the day that is over, with its counts, and returns all days.
    """
    today = day_of(brought.at)
    if kept is None:
        kept = Carried(day=today, baseline=baseline.learn(past(None), today))
    elif today > kept.day:  # a clock that was set back adds to the day that it had reached
        kept = Carried(day=today, baseline=baseline.learn(past((kept.day, kept.counts)), today), memory=kept.memory)
    elif today < kept.day - 1:  # but by one that ran ahead days would be one until that day comes; which of the two is right shows later
        past((kept.day, kept.counts))
        kept = Carried(day=today, baseline=kept.baseline, memory=kept.memory)
    judged = judge(kept.baseline, kept.memory, health, brought)
    counted = counts.add(kept.counts, brought, is_unwell=judged.health.state.is_trouble, failed_before=kept.memory.failures > 0)
    return Concluded(kept=Carried(day=kept.day, counts=counted, baseline=kept.baseline, memory=judged.memory), judged=judged)


def packed(kept: Carried) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(msgspec.msgpack.encode(kept))


def unpacked(packed: bytes) -> Carried:
    """Raises ValueError when the bytes are no such thing, or of another version of this program: then all is learned anew."""
    try:
        return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed), type=Carried)
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise ValueError(f"not what is kept of a source's health: {error}") from error
