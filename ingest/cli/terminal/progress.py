"""What a pass shows while it runs, and what it says at its end."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from ingest.cli.terminal import messages
from ingest.cli.terminal.output import line, print_json, print_table
from ingest.cli.terminal.times import now_at
from ingest.errors import OutputError
from ingest.pipeline.events import RunEvent, RunStarted
from ingest.pipeline.report import COLUMNS, DocumentReport, Tally

if TYPE_CHECKING:
    from ingest.core.alerts.model import AlertSent


def log_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is printed on standard error, and how: `log_format` and `verbose`."""
    formats = click.Choice(("text", "json"))
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Tell of each run and each page, not of failures alone."),
        click.option(
            "--log-format", type=formats, default="text", envvar="INGEST_LOG_FORMAT", help="Standard error: text, or JSON events."
        ),
    ):
        command = option(command)
    return command


class Progress:
    """Failures go to stderr as they come, one line each; with `as_json` every report goes to stdout, else a table at the end.

    With the log format `json` each line on stderr is an event. `verbose`: runs and pages that did not fail are printed too.
    """

    def __init__(self, *, as_json: bool, names_failures: bool = True, log_format: str = "text", verbose: bool = False) -> None:
        self._as_json = as_json
        self._events = log_format == "json"
        self._verbose = verbose
        self._names_failures = names_failures
        self._tallies: dict[str, Tally] = {}
        self._counting = messages.CountingLine()
        self._walks: dict[str, str] = {}

    @property
    def unanswered(self) -> bool:
        """Whether a source, or a URL that the user named, failed or was refused."""
        return any(tally.problem or tally.named_failures for tally in self._tallies.values())

    @property
    def failures(self) -> int:
        """Pages that failed, named or not."""
        return sum(tally.troubles for tally in self._tallies.values())

    @contextmanager
    def shown(self) -> Iterator[None]:
        """A line that counts, on a terminal that shows no other lines of the work."""
        if self._events or (self._as_json and sys.stdout.isatty()):
            yield
            return
        with messages.counting() as self._counting:
            yield
        self._counting = messages.CountingLine()

    def say(self, message: str) -> None:
        if self._events:
            self._event("said", at=now_at(), message=line(message))
        else:
            messages.say(message)

    def heard(self, event: RunEvent) -> None:
        """A run began or ended."""
        if isinstance(event, RunStarted):
            if self._events:
                self._event("run started", **_fields(event))
            elif self._verbose:
                self.say(f"{event.source}: {event.what}: begun")
        elif self._events:
            self._event("run ended", **_fields(event))
        elif self._verbose:
            counts = ", ".join(f"{count} {verdict}" for verdict, count in event.documents.items()) or "nothing to do"
            self.say(f"{event.source}: {event.what}: {event.outcome} after {event.seconds:.0f} s: {counts}")

    def sent(self, event: "AlertSent") -> None:
        """An alert's message was taken."""
        if self._events:
            self._event("alert sent", **_fields(event))
        elif self._verbose:
            self.say(f"alert {event.alert}: sent: {event.title}")

    def _event(self, name: str, **fields: Any) -> None:
        print_json({"at": fields.pop("at"), "event": name, **fields}, err=True)

    def source(self, name: str) -> None:
        self._tally(name)

    def source_failed(self, name: str, problem: str) -> None:
        self._tally(name).problem = problem
        self.say(f"{name}: {problem}")

    def tell(self, report: DocumentReport) -> None:
        self._tally(report.source).add(report)
        if self._as_json:
            _hand_out(report)
        if (report.failed and self._names_failures) or self._verbose:
            if self._events:
                self._event("page failed" if report.failed else "page", at=now_at(), **_fields(report))
            else:
                self.say(f"{report.verdict}: {report.reason if report.url in report.reason else f'{report.url}: {report.reason}'}")
        self._show()

    def _show(self) -> None:
        counts: Counter[str] = Counter()
        for tally in self._tallies.values():
            counts.update(tally.verdicts)
        counted = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        walks = [f"{source}, {how_far}" for source, how_far in self._walks.items()]
        self._counting.update("; ".join(filter(None, [counted, walks[-1] if walks else ""])))

    def walked(self, source: str, how_far: str) -> None:
        """How far a walk over older pages is; on a terminal it stands in the line that counts."""
        self._walks[source] = how_far
        self._show()

    def summary(self) -> None:
        """The table; nothing with JSON."""
        if self._as_json:
            return
        rows = [
            (name, *(tally.verdicts[verdict] for verdict in COLUMNS), tally.failed, tally.problem or "")
            for name, tally in sorted(self._tallies.items())
        ]
        columns = ("source", *COLUMNS, "failed", "problem")
        print_table(columns, rows, right=columns[1:-1])
        if not any(row[1] or row[2] for row in rows) and not self.unanswered:
            click.echo("nothing new")

    def _tally(self, name: str) -> Tally:
        return self._tallies.setdefault(name, Tally(name))


def _hand_out(report: DocumentReport) -> None:
    """Raises OutputError: there is no sense in going on for nobody."""
    try:
        print_json(report)
    except OSError as error:
        raise OutputError(f"standard output: {error.strerror}; stopped, and what was finished is kept") from error


def _fields(event: Struct) -> dict[str, Any]:
    """Those that say something; text of the web without what a terminal obeys."""
    found = {name: getattr(event, name) for name in event.__struct_fields__}
    return {name: line(value) if type(value) is str else value for name, value in found.items() if value not in (None, False)}
