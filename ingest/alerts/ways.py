"""A message goes the way that its alert names."""

import sqlite3
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from ingest.alerts import by_apprise, command, feed_file, mail
from ingest.alerts.apart import apart
from ingest.alerts.not_delivered import NotDelivered
from ingest.archive.read import alerts as read
from ingest.core.alerts.model import Message
from ingest.core.alerts.settings import Alert, hidden
from ingest.errors import ConfigError, FetchError
from ingest.fetch import Clock, hand_over

_IN_FEED = 100  # messages


class Ways(Struct, frozen=True, kw_only=True):
    """What it takes to deliver. `folder`: that of the archive, where a feed's file is unless its path is absolute."""

    folder: Path
    reader: sqlite3.Connection | None  # None: no archive is there
    clock: Clock
    allow_net: tuple[str, ...] = ()
    proxy: str | None = None

    async def deliver(self, alert: Alert, message: Message) -> None:
        """Once. Raises NotDelivered, with the reason and without a secret."""
        try:
            await self._deliver(alert, message)
        except (NotDelivered, FetchError, ConfigError) as error:
            raise NotDelivered(hidden(" ".join(str(error).split()), alert)) from None

    async def _deliver(self, alert: Alert, message: Message) -> None:
        if alert.webhook is not None:
            headers = {"content-type": "application/json", "idempotency-key": message.id, **alert.headers}
            allowed = (*self.allow_net, *alert.allow_net)
            proxy = None if alert.allow_net else self.proxy  # what is near is not behind it
            await hand_over(alert.webhook, msgspec.json.encode(message), headers, allow_net=allowed, clock=self.clock, proxy=proxy)
        elif alert.command is not None:
            await command.run(alert.command, message)
        elif alert.email is not None:
            await apart(partial(mail.send, alert.email, message))
        elif alert.apprise is not None:
            await apart(partial(by_apprise.send, alert.apprise, message))
        elif alert.feed is not None:
            known = read.messages(self.reader, alert.name, _IN_FEED) if self.reader is not None else ()
            newest = known if any(one.id == message.id for one in known) else (message, *known)
            await apart(partial(feed_file.write, self.folder / alert.feed, alert.name, newest, message.at))
