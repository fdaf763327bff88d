"""Delivery by Apprise, which knows a hundred services; the extra `alerts`."""

import logging
from collections.abc import Sequence

from ingest.alerts.not_delivered import NotDelivered
from ingest.core.alerts.model import Message
from ingest.errors import ConfigError


def require() -> None:
    """Raises ConfigError when it is not installed."""
    try:
        import apprise  # noqa: F401
    except ImportError:
        raise ConfigError("`apprise` in [[alert]] needs the extra `alerts`: python3 -m pip install 'ingest[alerts]'") from None


def send(urls: Sequence[str], message: Message) -> None:
    """Raises NotDelivered. Waits for the services. What Apprise says of its URLs is not logged: they hold secrets."""
    require()
    import apprise

    logging.getLogger("apprise").disabled = True
    services = apprise.Apprise()
    for number, url in enumerate(urls, start=1):
        if not services.add(url):
            raise NotDelivered(f"URL number {number} of `apprise` is none that Apprise knows")
    if not services.notify(title=message.title, body=message.text, body_format=apprise.NotifyFormat.TEXT):
        raise NotDelivered("Apprise could not deliver it to every service")
