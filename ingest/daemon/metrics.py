"""What Prometheus reads of the daemon, on a loopback port. The extra `metrics`; no other module knows prometheus_client."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, ProcessCollector, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ingest.archive import open_readonly
from ingest.archive.read import lookups
from ingest.core.alerts.model import AlertSent
from ingest.core.times import seconds_between
from ingest.errors import ArchiveError, ConfigError
from ingest.pipeline.events import RunEnded, RunEvent
from ingest.pipeline.report import DocumentReport

_SOURCES = 20  # that are named; the others are one


class Metrics(Collector):
    """Counted from the daemon's start on. Its event loop tells; a thread of the server's own reads."""

    def __init__(self, path: Path, now: Callable[[], str], load: Callable[[], tuple[int, int]]) -> None:
        """`load`: runs under way, and sources that wait for a place."""
        self._path = path
        self._now = now
        self._load = load
        self._runs: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()
        self._alerts: Counter[str] = Counter()
        self._seconds = 0.0
        self._by_source: Counter[str] = Counter()

    def heard(self, event: RunEvent) -> None:
        if isinstance(event, RunEnded):
            self._runs[event.outcome] += 1
            self._seconds += event.seconds

    def sent(self, event: AlertSent) -> None:
        self._alerts[event.alert] += 1

    def tell(self, report: DocumentReport) -> None:
        self._documents[str(report.verdict)] += 1
        self._by_source[report.source] += 1

    def collect(self) -> Iterator[Metric]:
        yield _counted("ingest_runs", "Runs that ended, by outcome.", "outcome", self._runs)
        yield _counted("ingest_documents", "Documents, by verdict.", "verdict", self._documents)
        yield _counted(
            "ingest_source_documents", f"Documents of the {_SOURCES} sources that have most, and of all others.", "source", self._top()
        )
        yield CounterMetricFamily("ingest_run_seconds", "Seconds that runs took, all together.", value=self._seconds)
        yield _counted("ingest_alerts", "Messages of alerts that were taken.", "alert", self._alerts)
        running, waiting = self._load()
        yield GaugeMetricFamily("ingest_runs_under_way", "Runs under way.", value=running)
        yield GaugeMetricFamily("ingest_queue", "Sources that wait for a place.", value=waiting)
        yield from self._of_archive()

    def _top(self) -> dict[str, int]:
        top = dict(self._by_source.copy().most_common(_SOURCES))
        other = sum(self._by_source.copy().values()) - sum(top.values())
        return top | {"other": other} if other else top

    def _of_archive(self) -> Iterator[Metric]:
        try:
            with open_readonly(self._path, guarded=False) as opened:
                now = self._now()
                number, since = lookups.overdue(opened.db, now)
        except ArchiveError:  # the daemon itself says so
            return
        lag = max(0.0, seconds_between(since, now)) if since else 0.0
        yield GaugeMetricFamily("ingest_sources_due", "Sources whose time has come.", value=number)
        yield GaugeMetricFamily("ingest_lag_seconds", "How long the longest waiting of them is due.", value=lag)
        size = sum(one.stat().st_size for one in (self._path, self._path.with_name(self._path.name + "-wal")) if one.exists())
        yield GaugeMetricFamily("ingest_archive_bytes", "Size of the archive and its log.", value=size)


def _counted(name: str, help: str, label: str, counts: Counter[str] | dict[str, int]) -> Metric:
    family = CounterMetricFamily(name, help, labels=[label])
    for value, count in sorted(counts.copy().items()):
        family.add_metric([value], count)
    return family


@contextmanager
def served(port: int, metrics: Metrics) -> Iterator[int]:
    """At http://127.0.0.1:PORT/metrics, with those of the process (memory, handles, CPU). Raises ConfigError."""
    registry = CollectorRegistry()
    registry.register(metrics)
    ProcessCollector(registry=registry)
    try:
        server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
    except OSError as error:
        raise ConfigError(f"--metrics {port}: {error.strerror}") from error
    try:
        yield int(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
