"""What a pass shows while it runs, and what it says at its end."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ingest.cli.output import console, line, print_json, print_table
from ingest.pipeline.report import COLUMNS, DocumentReport, Tally

if TYPE_CHECKING:
    from rich.status import Status


class Progress:
    """Failures go to stderr as they come, one line each; with `as_json` every report goes to stdout, else a table at the end."""

    def __init__(self, *, as_json: bool, names_failures: bool = True) -> None:
        self._as_json = as_json
        self._names_failures = names_failures
        self._tallies: dict[str, Tally] = {}
        self._status: Status | None = None
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
        """A line that counts, on a terminal."""
        if not sys.stderr.isatty():  # asked here, not of rich: it takes 40 ms to load
            yield
            return
        with console(err=True).status("starting") as self._status:
            yield
        self._status = None

    def say(self, message: str) -> None:
        click.echo(f"ingest: {line(message)}", err=True)

    def source(self, name: str) -> None:
        self._tally(name)

    def source_failed(self, name: str, problem: str) -> None:
        self._tally(name).problem = problem
        self.say(f"{name}: {problem}")

    def tell(self, report: DocumentReport) -> None:
        self._tally(report.source).add(report)
        if self._as_json:
            print_json(report)
        if report.failed and self._names_failures:
            self.say(f"{report.verdict}: {report.reason if report.url in report.reason else f'{report.url}: {report.reason}'}")
        self._show()

    def _show(self) -> None:
        if self._status is None:
            return
        counts: Counter[str] = Counter()
        for tally in self._tallies.values():
            counts.update(tally.verdicts)
        counted = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        walks = [f"{source}, {how_far}" for source, how_far in self._walks.items()]
        self._status.update("; ".join(filter(None, [counted, walks[-1] if walks else ""])))

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
