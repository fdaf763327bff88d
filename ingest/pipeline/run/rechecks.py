"""Looks of one run at articles that were read before: which are worth a request now, within what their hosts bear in a day."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ingest.archive.read import lookups
from ingest.archive.read.lookups import DueUrl, UrlState
from ingest.archive.write import url_state
from ingest.core import due, urls
from ingest.core.edits import believes, chance, interval
from ingest.core.model import Cited, Source
from ingest.core.times import later, seconds_between, unix_seconds
from ingest.pipeline.resources import Resources

_MOST = 1000  # that are due and weighed against each other
_SOON = due.DAY  # seconds; a look that is planned within them may be put off by what a listing says


class Rechecks:
    """Of one source. `paced`: the day's looks are spread over the day; False: a person asks, and may have all that is left of them."""

    def __init__(self, resources: Resources, source: Source, *, paced: bool) -> None:
        self._resources = resources
        self._source = source
        self._paced = paced
        self._said: dict[str, bool] = {}
        self.edits = lookups.edits(resources.reader, source.name)

    def said(self, url: str) -> bool | None:
        """Whether a listing of this run says that the article at a URL (normalised) was modified since it was seen; None: none does."""
        return self._said.get(url)

    async def listed(self, cited: Iterable[Cited], states: Mapping[str, UrlState], now: str) -> None:
        """A listing that dates its articles causes looks at those that were modified, and puts off those at the others."""
        still: list[UrlState] = []
        modified: list[tuple[str, str]] = []
        for one in cited:
            state = states.get(one.url)
            if one.modified_at is None or state is None or state.confirmed_at is None or state.next_due_at is None:
                continue
            if state.confirmed_at > now:  # by a clock that ran ahead: what was modified since is not known
                continue
            self._said[one.url] = one.modified_at > state.confirmed_at
            if not self._said[one.url]:
                still.append(state)
            elif state.next_due_at > now and one.modified_at <= now:
                modified.append((one.url, now))
        times = self._put_off(still, now)
        if believes(self.edits):
            times += modified
        if times:
            await self._resources.writer.do(url_state.plan_each, times)

    def _put_off(self, still: list[UrlState], now: str) -> list[tuple[str, str]]:
        soon = later(now, _SOON)
        near = [one for one in still if one.next_due_at is not None and one.next_due_at < soon and not one.failures]
        edited = lookups.edited(self._resources.reader, [one.id for one in near])
        times = []
        for one in near:
            assert one.confirmed_at is not None
            age = max(0.0, seconds_between(one.changed_at or one.confirmed_at, one.confirmed_at))
            wait = interval(self.edits, age, is_edited=one.id in edited, is_unmodified=True)
            at = due.next_look(one.confirmed_at, due.Pace(interval=wait), one.url)
            if one.next_due_at is not None and at > one.next_due_at:
                times.append((one.url, at))
        return times

    async def due(self, source: int, now: str, most: int) -> list[str]:
        """URLs to be asked for now, at most so many: those that were never read, then the likeliest to have changed.

        What its host bears no more today waits for longer, the longer its last look is ago.
        """
        found = lookups.due_urls(self._resources.reader, source, now, max(most, _MOST) if most else 0)
        asked = [one.url for one in found if one.confirmed_at is None][:most]
        left: Counter[str] = Counter()
        seen: set[str] = set()
        put_off = []
        known = sorted((one for one in found if one.confirmed_at is not None), key=lambda one: -self._chance(one, now))
        for one in known:
            host = urls.host(one.url)
            if host not in seen:
                seen.add(host)
                left[host] = self._left(host, now)
            if left[host] <= 0:
                put_off.append((one.url, self._later(one, now)))
            elif len(asked) < most:
                left[host] -= 1
                self._resources.fetcher.count_rechecks(host, 1)
                asked.append(one.url)
        if put_off:
            await self._resources.writer.do(url_state.plan_each, put_off)
        return asked

    def _chance(self, one: DueUrl, now: str) -> float:
        assert one.confirmed_at is not None
        changed_at = one.changed_at or one.confirmed_at
        since, until = max(0.0, seconds_between(changed_at, one.confirmed_at)), max(0.0, seconds_between(changed_at, now))
        return chance(self.edits, since, until, is_edited=one.is_edited, said=self.said(one.url))

    def _left(self, host: str, now: str) -> int:
        per_day = self._source.recheck_per_day
        passed = max(unix_seconds(now) % due.DAY, due.HOUR) if self._paced else due.DAY
        return int(per_day * passed / due.DAY) - self._resources.fetcher.rechecks(host)

    def _later(self, one: DueUrl, now: str) -> str:
        assert one.confirmed_at is not None
        wait = min(max(due.HOUR, seconds_between(one.confirmed_at, now) / 2), due.DAY * 7)
        return due.next_look(now, due.Pace(interval=int(wait)), one.url)
