"""The nouns of alerts: what happened, how far an alert has delivered it, and the message that does."""

from typing import Literal

import msgspec
from msgspec import Struct

from ingest.core.health.model import State
from ingest.core.watch import Position

TroubleKind = Literal["disk", "clock", "network", "ended", "alert"]


class OwnTrouble(Struct, frozen=True, kw_only=True):
    """Something of the daemon's own: a row, by whose number a reader knows how far he is."""

    number: int
    at: str  # UTC text
    kind: TroubleKind
    subject: str = ""  # of an alert that cannot be delivered: its name
    reason: str  # in words
    is_over: bool = False


class SourceTold(Struct, frozen=True, kw_only=True, tag_field="event", tag="health"):
    """A source's health went from `was` to `state`. `host`: where the host is the cause, for all of its sources alike."""

    source: str
    was: State | None
    state: State
    since: str
    reason: str
    chance: float | None = None
    before: str | None = None
    after: str | None = None
    host: str | None = None
    is_over: bool = msgspec.field(name="over", default=False)  # it is well again


class HostTold(Struct, frozen=True, kw_only=True, tag_field="event", tag="host"):
    """A host that does not answer, or shows a wall, to so many sources; or does so no more. `left`: sources that are not well yet."""

    host: str
    state: State
    since: str
    reason: str
    sources: tuple[str, ...]
    left: tuple[str, ...] = ()
    is_over: bool = msgspec.field(name="over", default=False)


class TroubleTold(Struct, frozen=True, kw_only=True, tag_field="event", tag="daemon"):
    kind: TroubleKind
    at: str
    reason: str
    subject: str = ""
    is_over: bool = msgspec.field(name="over", default=False)


class NewsTold(Struct, frozen=True, kw_only=True, tag_field="event", tag="watch"):
    """A piece of news of a watch, as `ingest watch run --json` prints it."""

    watch: str
    what: str
    article: int
    url: str
    source: str
    language: str
    title: str
    at: str
    earlier: str | None = None
    class_: str | None = msgspec.field(name="class", default=None)
    significance: float | None = None
    before: str | None = None
    after: str | None = None


Happening = SourceTold | HostTold | TroubleTold | NewsTold


class Incident(Struct, frozen=True, kw_only=True):
    """A host that was reported: the sources that it ails, those of them that are well again, and since when the first is."""

    since: str
    reason: str
    sources: tuple[str, ...]
    well: tuple[str, ...] = ()
    well_at: str | None = None


class WatchTold(Struct, frozen=True):
    """How far a watch was delivered. `added_at`: which watch of that name it is."""

    added_at: str
    position: Position


class Reached(Struct, frozen=True, kw_only=True):
    """How far an alert has delivered what there is: the last rows, and what is open."""

    health: int = 0
    trouble: int = 0
    incidents: dict[str, Incident] = {}  # by state and host
    watches: dict[str, WatchTold] = {}


class AlertSent(Struct, frozen=True, kw_only=True):
    """A message was taken: for logs and metrics. `id`: the message's; `attempts`: with the one that was."""

    at: str  # UTC text
    alert: str
    id: str
    title: str
    events: int
    attempts: int = 1


class Message(Struct, frozen=True, kw_only=True):
    """What is delivered. `id`: the same at each attempt, by which a receiver drops a repetition."""

    id: str
    alert: str
    at: str
    title: str
    text: str
    events: tuple[Happening, ...]
