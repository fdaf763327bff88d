"""An `[[alert]]` table: who hears of what, and by which way. Secrets are named in it as `${NAME}`, and filled in from the environment."""

import re
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

Matter = Literal["health", "daemon"]
Way = Literal["webhook", "command", "feed", "email", "apprise"]
WAYS: tuple[Way, ...] = ("webhook", "command", "feed", "email", "apprise")

_SECRET = re.compile(r"\$\{(\w+)\}")
_NAME = re.compile(r"[\w.-]{1,50}")
_WAIT = "5m"
_SHORTEST_SECRET = 4  # characters: what is shorter is hidden by nobody


class Email(Struct, frozen=True, forbid_unknown_fields=True):
    """By which mail server, from whom, to whom."""

    server: str  # host, or host:port
    to: tuple[str, ...]
    sender: str = msgspec.field(name="from")
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = None


class Alert(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the ways is set. Operators' alerts say what they are about, readers' ones name watches."""

    name: str
    about: tuple[Matter, ...] = ()
    watches: tuple[str, ...] = ()  # `*` is all of them
    wait: str = _WAIT  # how long news is gathered before it is sent
    webhook: str | None = None
    headers: dict[str, str] = {}  # of the webhook's requests
    command: tuple[str, ...] | None = None
    feed: str | None = None  # a file
    email: Email | None = None
    apprise: tuple[str, ...] | None = None
    allow_net: tuple[str, ...] = ()  # ranges that a webhook may be in although they are not public

    @property
    def way(self) -> Way:
        return next(way for way in WAYS if getattr(self, way) is not None)

    @property
    def told(self) -> tuple[Matter, ...]:
        """What operators hear of; nothing where the alert is a reader's."""
        return () if self.watches else self.about or ("health", "daemon")


def problem(alert: Alert) -> str | None:
    """What is wrong with a table, in words; None: nothing."""
    if not _NAME.fullmatch(alert.name):
        return "a name has 1 to 50 letters, digits, points, hyphens and underscores"
    ways = [way for way in WAYS if getattr(alert, way) is not None]
    if len(ways) != 1:
        return f"one way is wanted ({', '.join(WAYS)}), {len(ways)} are given; two ways are two alerts"
    if alert.about and alert.watches:
        return "what operators are told (`about`) and readers' `watches` are two alerts"
    if alert.webhook is not None and not alert.webhook.startswith(("http://", "https://", "${")):
        return "webhook: no http or https URL"
    if (alert.headers or alert.allow_net) and alert.webhook is None:
        return "`headers` and `allow_net` are a webhook's"
    if alert.command is not None and not (alert.command and all(alert.command)):
        return 'command: wanted a list of words, such as ["/usr/local/bin/tell", "--all"]'
    if alert.email is not None and not alert.email.to:
        return "email: nobody is named in `to`"
    if alert.apprise is not None and not alert.apprise:
        return "apprise: no URL is given"
    return None


def filled(alert: Alert, environment: Mapping[str, str]) -> Alert:
    """With the secrets that it names. Raises KeyError with the name of one that the environment does not have."""
    asked = msgspec.to_builtins(alert)
    return msgspec.convert({**_filled(asked, environment), "name": alert.name}, Alert)


def secrets(alert: Alert) -> tuple[str, ...]:
    """What of a filled table is never to be shown or stored, the longest first."""
    found = [alert.webhook or "", *alert.headers.values(), *(alert.apprise or ())]
    if alert.webhook:
        host, _, path = alert.webhook.partition("://")[2].partition("/")
        found += [f"/{path}" if path else "", host.rpartition("@")[0]]
    if alert.email:
        found += [alert.email.password or "", alert.email.user or ""]
    return tuple(sorted({one for one in found if len(one) >= _SHORTEST_SECRET}, key=len, reverse=True))


def hidden(text: str, alert: Alert) -> str:
    """A text without the secrets of a filled table."""
    for secret in secrets(alert):
        text = text.replace(secret, "***")
    return text


def _filled(value: Any, environment: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _SECRET.sub(lambda found: environment[found[1]], value)
    if isinstance(value, dict):
        return {name: _filled(one, environment) for name, one in value.items()}
    return [_filled(one, environment) for one in value] if isinstance(value, list | tuple) else value
