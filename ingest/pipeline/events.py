"""What runs tell while they are under way, for logs and metrics."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.model import Verdict
from ingest.core.times import seconds_between
from ingest.pipeline.report import DocumentReport

if TYPE_CHECKING:
    from ingest.pipeline.resources import Resources
    from ingest.pipeline.run.run import Run


class RunStarted(Struct, frozen=True, kw_only=True):
    at: str  # UTC text
    source: str
    what: str  # its "listings", "articles" that are due again, "named" URLs


class RunEnded(Struct, frozen=True, kw_only=True):
    at: str
    source: str
    what: str
    outcome: str  # ok, partial, failed, stopped, fault
    seconds: float
    documents: dict[Verdict, int]
    problem: str | None = None


RunEvent = RunStarted | RunEnded


class Heard:
    """A run of a source that is reported. It is to be made with these `resources`, which count what it brings."""

    def __init__(self, resources: "Resources", source: str, what: str) -> None:
        self._source = source
        self._what = what
        self._documents: Counter[Verdict] = Counter()
        self._tell = resources.tell
        self.resources = replace(resources, tell=self._counted)

    async def through(self, run: "Run", work: Coroutine[Any, Any, None]) -> None:
        """Its work, as it ends or raises."""
        began = self.resources.clock.now()
        self.resources.heard(RunStarted(at=began, source=self._source, what=self._what))
        outcome, problem = "fault", None
        try:
            await work
            outcome = "stopped" if run.is_cut_off else "failed" if run.problem else "partial" if run.shortfall else "ok"
            problem = run.problem or run.shortfall
        except asyncio.CancelledError:
            outcome = "stopped"
            raise
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
            raise
        finally:
            at = self.resources.clock.now()
            ended = RunEnded(
                at=at, source=self._source, what=self._what, outcome=outcome, seconds=seconds_between(began, at),
                documents=dict(self._documents), problem=problem,
            )  # fmt: skip
            self.resources.heard(ended)

    def _counted(self, report: DocumentReport) -> None:
        self._documents[report.verdict] += 1
        self._tell(report)
