"""What operators hear of: changes of health and troubles of the daemon, each once, those of one dead host together, recoveries too."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.alerts.model import Happening, HostTold, Incident, OwnTrouble, Reached, SourceTold, TroubleTold
from ingest.core.health.model import HealthChange, State
from ingest.core.times import later

_ALL_WELL = 6 * 3600  # seconds that the other sources of a host are given to be well again, once one is


class Due(Struct, frozen=True):
    """What is to be sent, and how far the alert is once it was."""

    events: tuple[Happening, ...]
    progress: Reached


def operators(
    progress: Reached, changes: Sequence[HealthChange], troubles: Sequence[OwnTrouble], now: str, wait: int, *, itself: str = ""
) -> Due | None:
    """Of what lies behind `progress`, in its order; None: nothing yet. `itself`: the alert's name, which does not hear of itself.

    News waits for company so many seconds. The daemon's own troubles do not, and take along what waits.
    """
    news = [one for one in changes if _is_news(one)]
    own = [one for one in troubles if not (one.kind == "alert" and one.subject == itself)]
    lingering = [key for key, one in progress.incidents.items() if _is_over(one, now)]
    ready = own or lingering or any(not now < later(one.health.since, wait) or one.health.since > now for one in news)
    if news and not ready:
        return None
    moved = replace(
        progress,
        health=changes[-1].number if changes else progress.health,
        trouble=troubles[-1].number if troubles else progress.trouble,
    )
    if moved == progress and not lingering:
        return None
    told: list[Happening] = [
        TroubleTold(kind=one.kind, at=one.at, reason=one.reason, subject=one.subject, is_over=one.is_over) for one in own
    ]
    incidents = dict(progress.incidents)
    told += _of_sources(incidents, _joined(news))
    told += _ended(incidents, now)
    return Due(tuple(told), replace(moved, incidents=incidents))


def _is_news(change: HealthChange) -> bool:
    return change.health.state.is_trouble or (change.was is not None and change.was.is_trouble)


def _joined(changes: Iterable[HealthChange]) -> list[HealthChange]:
    """Of each source one change, from what it was before all of them to what it is after all; none where that is the same trouble.

    A trouble that came and went is reported as one that is over.
    """
    by_source: dict[str, list[HealthChange]] = {}
    for change in changes:
        by_source.setdefault(change.source, []).append(change)
    found = []
    for first, *_, last in ([*of_one[:1], *of_one] for of_one in by_source.values()):
        was = first.was if last.health.state.is_trouble or (first.was is not None and first.was.is_trouble) else last.was
        if was != last.health.state:
            found.append(replace(last, was=was))
    return found


def _of_sources(incidents: dict[str, Incident], changes: Iterable[HealthChange]) -> list[Happening]:
    """Tells each change, or puts it to the incident of its host."""
    told: list[Happening] = []
    opened: set[str] = set()
    for change in changes:
        was_of = _left(incidents, change)
        host, state = change.host, change.health.state
        if host is not None and state in (State.FAILING, State.BLOCKED):
            key = f"{state} {host}"
            if key not in incidents:
                opened.add(key)
                incidents[key] = Incident(since=change.health.since, reason=change.health.reason, sources=())
            incidents[key] = replace(incidents[key], sources=(*incidents[key].sources, change.source))
        elif was_of is None:
            told.append(_told(change))
    for key in opened:
        state_name, _, host = key.partition(" ")
        one = incidents[key]
        told.append(HostTold(host=host, state=State(state_name), since=one.since, reason=one.reason, sources=one.sources))
    return told


def _not_well(incident: Incident, source: str) -> Incident:
    well = tuple(name for name in incident.well if name != source)
    return replace(incident, well=well, well_at=incident.well_at if well else None)


def _left(incidents: dict[str, Incident], change: HealthChange) -> str | None:
    """Takes a source out of the incident that it was in; the incident's key where the source's recovery is reported."""
    for key, one in incidents.items():
        if change.source in one.well and change.health.state.is_trouble:
            incidents[key] = _not_well(one, change.source)  # what is reported of it next is no recovery
        if change.source not in one.sources:
            continue
        if change.health.state.is_trouble:
            incidents[key] = replace(one, sources=tuple(name for name in one.sources if name != change.source))
            return None
        incidents[key] = replace(
            one,
            sources=tuple(name for name in one.sources if name != change.source),
            well=(*one.well, change.source),
            well_at=one.well_at or change.health.since,
        )
        return key
    return None


def _told(change: HealthChange) -> SourceTold:
    health = change.health
    return SourceTold(
        source=change.source,
        was=change.was,
        state=health.state,
        since=health.since,
        reason=health.reason,
        chance=health.chance,
        before=health.before,
        after=health.after,
        is_over=not health.state.is_trouble,
    )


def _is_over(incident: Incident, now: str) -> bool:
    """Whether all are well, or the others had their time, or all went over to something else, which was reported.

    A time to come was noted by a clock that ran ahead: nobody waits for it.
    """
    if not incident.sources:
        return True
    return incident.well_at is not None and not now < later(incident.well_at, _ALL_WELL) <= later(now, _ALL_WELL)


def _ended(incidents: dict[str, Incident], now: str) -> list[Happening]:
    """Takes out the incidents that are over, and tells those that ended well."""
    told: list[Happening] = []
    for key in [key for key, one in incidents.items() if _is_over(one, now)]:
        one = incidents.pop(key)
        state, _, host = key.partition(" ")
        if one.well and one.well_at is not None:
            told.append(
                HostTold(
                    host=host, state=State(state), since=one.well_at, reason=one.reason, sources=one.well, left=one.sources, is_over=True
                )
            )
    return told
