"""What the daemon and `ingest alerts` need to tell anybody."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import config
from ingest.cli.options.network import Network
from ingest.config import Config
from ingest.core.alerts.settings import Alert

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.alerts.alerting import Alerting
    from ingest.core.alerts.model import AlertSent
    from ingest.pipeline.resources import Resources


def check(settings: Config, names: tuple[str, ...] = ()) -> tuple[Alert, ...]:
    """The alerts, or those named, ready to be sent. Raises ConfigError for a secret, a range or a package that is missing."""
    found = config.alerts(settings, names)
    for alert in found:
        if alert.apprise is not None:
            from ingest.alerts import by_apprise

            by_apprise.require()
    return found


def beside(resources: "Resources", path: Path, settings: Config, network: Network, sent: "Callable[[AlertSent], None]") -> "Alerting":
    """What tells of a daemon's archive; of nothing, where no alert is set."""
    from ingest.alerts.alerting import Alerting
    from ingest.alerts.ways import Ways

    ways = Ways(
        folder=Path(os.path.abspath(path)).parent,
        reader=resources.reader,
        clock=resources.clock,
        allow_net=network.allow_net,
        proxy=network.proxy or settings.proxy,
    )
    return Alerting(config.alerts(settings), path, ways, resources.writer, resources.note, sent=sent)
