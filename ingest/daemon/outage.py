"""A network that is gone: said once, waited for, and come back from without a burst."""

import asyncio
from collections.abc import Callable

from ingest.alerts.alerting import Alerting
from ingest.archive.write import source_state
from ingest.core.health.wording import counted, lasted
from ingest.core.times import seconds_between
from ingest.pipeline.resources import Resources

_WITHIN = 300  # seconds in which the sources that are overdue by then have their looks
_TOLD_AFTER = 300  # seconds; one that is shorter is no alert
_SHOWN = 3  # sites that are named


class Outage:
    """Of a daemon: to be looked at with every tick."""

    def __init__(self, resources: Resources, note: Callable[[str], None], alerting: Alerting | None) -> None:
        self._resources = resources
        self._network = resources.fetcher.network
        self._note = note
        self._alerting = alerting
        self._since: str | None = None  # as it was said
        self._may_be_told = True  # as an alert, by this process or an earlier one

    async def look(self, group: asyncio.TaskGroup) -> bool:
        """Whether nothing is to be begun, because nobody answers. Looks whether the network is back are tasks of the group."""
        since, now = self._network.gone_since, self._resources.clock.now()
        if since is not None:
            if self._since is None:
                self._since = since
                silent = ", ".join(self._network.silent[:_SHOWN])
                self._note(
                    f"{self._network.told} ({silent}, ...); nothing is counted against the sources, and a few are asked four times a minute"
                )
            if self._alerting is not None and seconds_between(since, now) >= _TOLD_AFTER:
                self._may_be_told = True
                await self._alerting.network(self._network.told)
            group.create_task(self._network.look_again())
            return True
        if self._since is not None:
            waited, self._since = lasted(seconds_between(self._since, now)), None
            count = await self._resources.writer.do(source_state.spread, now, _WITHIN)
            waiting = f"{counted(count, 'source is', 'sources are')} looked at within {_WITHIN // 60} minutes"
            self._note(f"the network is back after {waited}; {waiting}")
        if self._may_be_told and self._network.answers:
            self._may_be_told = False
            if self._alerting is not None:
                await self._alerting.network("the network is back", is_over=True)
        return False
