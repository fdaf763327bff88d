"""`ingest daemon --metrics`: what the daemon tells goes to its metrics as well."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.cli.terminal.progress import Progress
from ingest.cli.terminal.times import now_at
from ingest.core.alerts.model import AlertSent
from ingest.errors import ConfigError
from ingest.pipeline.events import RunEvent
from ingest.pipeline.report import DocumentReport

if TYPE_CHECKING:
    from ingest.daemon.metrics import Metrics
    from ingest.daemon.places import Load


def require_metrics() -> None:
    """Raises ConfigError where the extra is not installed."""
    if find_spec("prometheus_client") is None:
        raise ConfigError("--metrics needs a package that is not installed: pip install 'ingest[metrics]'")


class Measured:
    """`tell`, `heard` and `sent` go on to `progress`; with a port they are counted first."""

    def __init__(self, port: int | None, path: Path, progress: Progress) -> None:
        self._port = port
        self._path = path
        self._progress = progress
        self._metrics: Metrics | None = None

    def tell(self, report: DocumentReport) -> None:
        if self._metrics is not None:
            self._metrics.tell(report)
        self._progress.tell(report)

    def heard(self, event: RunEvent) -> None:
        if self._metrics is not None:
            self._metrics.heard(event)
        self._progress.heard(event)

    def sent(self, event: AlertSent) -> None:
        if self._metrics is not None:
            self._metrics.sent(event)
        self._progress.sent(event)

    @contextmanager
    def served(self, load: "Callable[[], Load]") -> Iterator[None]:
        """While it lasts, they can be read. Raises ConfigError when the port cannot be had."""
        if self._port is None:
            yield
            return
        from ingest.daemon import metrics

        self._metrics = metrics.Metrics(self._path, now_at, load)
        with metrics.served(self._port, self._metrics) as port:
            self._progress.say(f"metrics are at http://127.0.0.1:{port}/metrics")
            yield
