"""What a run says of its source's health: the baseline, what is remembered, and what the run brought make a state.

Each chance is that of a sound source looking so at some time in a year. The limits add up to less than one false alarm in five years.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.health import rhythm
from ingest.core.health.baseline import Baseline
from ingest.core.health.gathering import gathered
from ingest.core.health.memory import Memory, Sign, with_articles
from ingest.core.health.model import Brought, Health, State
from ingest.core.health.wording import counted, often

_QUIET = 0.04
_LANGUAGES = 0.02  # of all of a source together
_SIZE = 0.01
_DECLINE, _DECLINE_IS_OVER = 0.02, 0.2
_LOSS, _LOSS_IS_OVER = 0.35, 0.2  # of what there was twelve weeks ago
_AT_LEAST = 2  # runs in a row, where one alone may be an accident of the network


class Judged(Struct, frozen=True, kw_only=True):
    """`shortfall`: why the run yields too little to be a success, in words; None: it is one, or failed."""

    health: Health
    memory: Memory
    shortfall: str | None = None


def judge(baseline: Baseline, memory: Memory, before: Health | None, brought: Brought) -> Judged:
    """The health of a source after a run; `before`: as it was."""
    if brought.problem is not None:
        return _failed(baseline, memory, before, brought)
    small: dict[str, int] = {}
    shortfalls = list(_too_small(baseline, memory, brought, small))
    if brought.has_listings:
        moved = memory.moved + 1 if brought.moved_to else 0
        memory = with_articles(replace(memory, has_worked=True, failures=0, moved=moved, small=memory.small | small), brought)
    memory, findings, of_articles = gathered(baseline, memory, brought)
    findings += _small(baseline, memory, brought, before)
    if brought.has_listings:
        findings += _moved(memory, brought)
        findings += _quiet(baseline, memory, brought, before)
        findings += _lost_languages(baseline, memory, brought)
        findings += _declining(baseline, brought, before)
    if before is not None and before.state.is_trouble and (not brought.has_listings or _is_told_elsewhere(memory, findings)):
        findings.append(Sign(state=before.state, reason=before.reason, chance=before.chance, before=before.before, after=before.after))
    health = _gravest(findings, baseline, before, brought.at)
    return Judged(health=health, memory=memory, shortfall="; ".join((*shortfalls, *of_articles)) or None)


def _failed(baseline: Baseline, memory: Memory, before: Health | None, brought: Brought) -> Judged:
    failures = memory.failures + 1
    memory = replace(memory, failures=failures)
    if memory.has_worked and failures < (baseline.failures if brought.is_passing else _AT_LEAST):
        health = before or Health(state=State.NEW, since=brought.at, reason="too young to judge")
        return Judged(health=health, memory=memory)
    state = State.BLOCKED if brought.wall else State.FAILING
    reason = f"{brought.wall or brought.problem} ({counted(failures, 'time', 'times')} in a row)"
    after = brought.wall or brought.problem
    found = Sign(state=state, reason=reason, before=memory.newest.url if memory.newest else None, after=after)
    return Judged(health=_gravest([found], baseline, before, brought.at), memory=memory)


def _gravest(findings: list[Sign], baseline: Baseline, before: Health | None, at: str) -> Health:
    order = list(State)
    if findings:
        found = min(findings, key=lambda one: (order.index(one.state), 1.0 if one.chance is None else one.chance))
        others = sum(one.state == found.state for one in findings) - 1
        reason = found.reason + (f", and {counted(others, 'other sign', 'other signs')}" if others else "")
    elif baseline.pulse is None:
        found, reason = Sign(state=State.NEW, reason=""), "too young to judge"
    else:
        found, reason = Sign(state=State.HEALTHY, reason=""), "as it usually is"
    if before is None or before.state != found.state:
        return Health(state=found.state, since=at, reason=reason, chance=found.chance, before=found.before, after=found.after)
    return Health(
        state=found.state,
        since=before.since,
        reason=reason,
        chance=found.chance,
        before=found.before or before.before,
        after=found.after or before.after,
    )


def _is_told_elsewhere(memory: Memory, findings: list[Sign]) -> bool:
    """Whether evidence that was reported still holds, and this run brought nothing to judge it by."""
    return not findings and any(one.is_told for one in memory.sums.values())


def _too_small(baseline: Baseline, memory: Memory, brought: Brought, runs: dict[str, int]) -> Iterator[str]:
    """Which listings are too small in this run; for how many runs in a row is put into `runs`."""
    for one in brought.sizes:
        size = baseline.sizes.get(one.url)
        is_small = size is not None and size.chance(one.cited) < _SIZE
        runs[one.url] = memory.small.get(one.url, 0) + 1 if is_small else 0
        if size is not None and is_small:
            yield f"{one.url}: {counted(one.cited, 'article', 'articles')} in the listing, {size.last} before"


def _small(baseline: Baseline, memory: Memory, brought: Brought, before: Health | None) -> Iterator[Sign]:
    cited = {one.url: one.cited for one in brought.sizes}
    for url, runs in memory.small.items():
        size = baseline.sizes.get(url)
        if runs < _AT_LEAST or size is None:
            continue
        if url not in cited:  # it says what it said when it was too small
            stands = before is not None and before.state is State.PARTIAL
            reason = before.reason if before is not None and stands else f"{url}: the listing is too small"
            yield Sign(state=State.PARTIAL, reason=reason, chance=before.chance if before is not None and stands else None)
            continue
        chance = size.chance(cited[url])
        yield Sign(
            state=State.PARTIAL,
            reason=f"{url}: {counted(cited[url], 'article', 'articles')} in the listing, {size.last} before; {often(chance)}",
            chance=chance,
            before=f"{url}: {counted(size.last, 'article', 'articles')}",
            after=f"{url}: {counted(cited[url], 'article', 'articles')}",
        )


def _moved(memory: Memory, brought: Brought) -> Iterator[Sign]:
    if memory.moved >= _AT_LEAST:
        yield Sign(state=State.MOVED, reason=f"a listing redirects for good to {brought.moved_to}", after=brought.moved_to)


def _quiet(baseline: Baseline, memory: Memory, brought: Brought, before: Health | None) -> Iterator[Sign]:
    """Once quiet, a source is so until something new comes: the rhythm that is learned meanwhile is that of silence."""
    if brought.articles or memory.newest is None:
        return
    was = before if before is not None and before.state is State.QUIET else None
    chance = baseline.pulse.chance(memory.newest.hour, rhythm.hours(brought.at)) if baseline.pulse else 1.0
    if was is not None:
        chance = min(chance, was.chance or 1.0)
    elif chance >= _QUIET:
        return
    since = rhythm.text(memory.newest.hour)
    yield Sign(state=State.QUIET, reason=f"nothing new since {since[:10]}; {often(chance)}", chance=chance, before=memory.newest.url)


def _lost_languages(baseline: Baseline, memory: Memory, brought: Brought) -> Iterator[Sign]:
    """Languages that are silent while others go on."""
    if memory.newest is None:
        return
    now = rhythm.hours(brought.at)
    for language, pulse in baseline.languages.items():
        last = memory.languages.get(language)
        if last is None or last.hour >= memory.newest.hour:
            continue
        chance = pulse.chance(last.hour, min(now, memory.newest.hour))
        if chance * len(baseline.languages) < _LANGUAGES:
            reason = f"no article in {language} since {rhythm.text(last.hour)[:10]}, while others came; {often(chance)}"
            yield Sign(state=State.PARTIAL, reason=reason, chance=chance, before=last.url, after=memory.newest.url)


def _declining(baseline: Baseline, brought: Brought, before: Health | None) -> Iterator[Sign]:
    if (decline := baseline.decline) is None:
        return
    is_declining = before is not None and before.state is State.DECAYING
    chance, loss = (_DECLINE_IS_OVER, _LOSS_IS_OVER) if is_declining else (_DECLINE, _LOSS)
    if decline.chance < chance and decline.loss > loss and (decline.is_steady or is_declining):
        reason = f"each week a little less, {100 * decline.loss:.0f} % lost in twelve weeks; {often(decline.chance)}"
        yield Sign(state=State.DECAYING, reason=reason, chance=decline.chance)
