"""A message in words: a title of one line, and a text of a line or two for each thing that happened."""

from collections.abc import Iterator, Sequence

from ingest.core.alerts.model import Happening, HostTold, Message, NewsTold, SourceTold, TroubleTold
from ingest.core.health.wording import counted

_MOST_SHOWN = 50  # in the text; `events` has all
_MOST_NAMES = 40
_LONGEST = 300  # characters of one thing


def message(id: str, alert: str, at: str, events: Sequence[Happening]) -> Message:
    """Of what an alert tells at once."""
    lines = [line for one in events[:_MOST_SHOWN] for line in _lines(one)]
    if len(events) > _MOST_SHOWN:
        lines.append(f"and {len(events) - _MOST_SHOWN} more")
    return Message(id=id, alert=alert, at=at, title=_title(events), text="\n".join(lines) + "\n", events=tuple(events))


def trial(id: str, alert: str, at: str) -> Message:
    """One that tells nothing but that it arrives."""
    return Message(
        id=id, alert=alert, at=at, title=f"A test of the alert {alert}", text="It works: this is a test, and nothing happened.\n", events=()
    )


def _title(events: Sequence[Happening]) -> str:
    if len(events) == 1:
        return _short(_named(events[0]))
    news = [one for one in events if isinstance(one, NewsTold)]
    if news:
        watches = list(dict.fromkeys(one.watch for one in news))
        return ", ".join(f"{watch}: {sum(one.watch == watch for one in news)} new" for watch in watches)
    bad, well = [one for one in events if not _is_over(one)], [one for one in events if _is_over(one)]
    parts = [f"{len(bad)} troubles" if len(bad) > 1 else _short(_named(bad[0]))] if bad else []
    return "; ".join([*parts, *([f"{len(well)} well again"] if well else [])])


def _is_over(one: Happening) -> bool:
    return not isinstance(one, NewsTold) and one.is_over


def _named(one: Happening) -> str:
    match one:
        case SourceTold():
            return f"{one.source}: well again" if one.is_over else f"{one.source}: {one.state}"
        case HostTold():
            sources = one.sources[0] if len(one.sources) == 1 else counted(len(one.sources), "source", "sources")
            return f"{one.host}: well again, {sources}" if one.is_over else f"{one.host}: {one.state}, {sources}"
        case TroubleTold():
            return one.reason
        case NewsTold():
            return f"{one.watch}: {one.class_ or one.what}: {one.title or one.url}"


def _lines(one: Happening) -> Iterator[str]:
    match one:
        case SourceTold():
            was = f", was {one.was}" if one.was is not None else ""
            yield _short(f"{one.source}: {'well again' if one.is_over else one.state}{was}, since {one.since}: {one.reason}")
            yield from (f"  {name}: {_short(sample)}" for name, sample in (("before", one.before), ("after", one.after)) if sample)
        case HostTold():
            yield _short(f"{one.host}: {'well again' if one.is_over else one.state}, since {one.since}: {one.reason}")
            yield f"  sources: {_names(one.sources)}"
            if one.left:
                yield f"  not yet well: {_names(one.left)}"
            if not one.is_over:
                yield "  other sources of this host that fail likewise are part of this, and are not told one by one"
        case TroubleTold():
            yield f"{one.at}: {_short(one.reason)}"
        case NewsTold():
            yield _short(f"{one.watch}: {one.class_ or one.what}: {one.title} ({one.source}, {one.language}, {one.at})")
            yield f"  {one.url}"
            if one.before or one.after:
                yield f"  {_short(one.before or '')} -> {_short(one.after or '')}"


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _short(text: str) -> str:
    """On one line, and no longer than anybody reads."""
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
