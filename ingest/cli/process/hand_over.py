"""`ingest fetch` beside a running daemon: hands it what is asked for through the archive, and follows what becomes of it."""

import time
from pathlib import Path

from ingest import archive
from ingest.archive.read import handed as read
from ingest.archive.write import handed as write
from ingest.cli.options.network import Network
from ingest.cli.process.signals import noted
from ingest.cli.terminal.progress import Progress
from ingest.cli.terminal.times import now_at
from ingest.core.urls import Shard
from ingest.errors import DaemonRuns
from ingest.pipeline.handed import HandedFetch, ToldOfFetch, encoded, told_of

_POLL = 0.2  # seconds between two looks at the answers
_IS_IT_THERE = 10  # looks without an answer after which the daemon itself is looked for


def why_not(network: Network, *, has_folder: bool, due: bool, dry_run: bool) -> str | None:
    """Why a fetch with these options is none that a daemon can do for its user; None: it can."""
    if due:
        return "it runs what is due itself"
    if dry_run:
        return "nothing is handed to it with --dry-run"
    if has_folder:
        return "it has schedule files of its own: without --schedules this would be handed to it"
    if network != Network():
        return "it reaches the network in its own way: without options of the network this would be handed to it"
    return None


def other_shard(path: Path, shard: Shard | None) -> str | None:
    """Why the daemon that is there asks none of this machine's sites, when it was started for those of another; None: it does."""
    holder = archive.holder(path)
    if shard is None or holder is None or holder.shard == str(shard):
        return None
    return f"it was started {f'with --shard {holder.shard}' if holder.shard else 'for all sites'}, and this fetch has --shard {shard}"


def to_daemon(path: Path, fetch: HandedFetch, progress: Progress, *, wait: bool) -> int | None:
    """Until all of it is answered; the number of the signal that ended the waiting, if one did.

    Raises DaemonRuns when the daemon ended before. With `wait` the next one's answer is waited for.
    """
    stopped: list[int] = []
    with archive.open_existing(path) as opened, noted(stopped):
        with opened.batch() as db:
            number = write.hand(db, encoded(fetch), now_at())
        for name in fetch.sources:
            progress.source(name)
        with progress.shown():
            _follow(opened, number, progress, stopped, wait=wait)
        if not stopped:
            return None
        with opened.batch() as db:
            is_withdrawn = write.withdraw(db, number)
    progress.say("withdrawn" if is_withdrawn else "no longer followed; the daemon finishes what it began")
    return stopped[0]


def _follow(opened: archive.Archive, number: int, progress: Progress, stopped: list[int], *, wait: bool) -> None:
    """Returns when all of it is answered, or `stopped` has a signal."""
    last, silent, is_told = 0, 0, False
    while not stopped:
        is_there = silent < _IS_IT_THERE or _daemon_is_there(opened.path)
        found = read.progress(opened.db, number, last)  # after that look: what it wrote before it ended counts
        for answer, told in found.answers:
            last = answer
            _tell(told_of(told), progress)
        if found.is_ended:
            return
        if is_there:
            is_told = False
        elif not is_told:
            is_told = True
            line = f"{opened.path}: the daemon ended before it had answered; nothing is lost: the next `ingest daemon` goes on with it"
            if not wait:
                progress.summary()
                raise DaemonRuns(line)
            progress.say(line)
        silent = 0 if found.answers or silent == _IS_IT_THERE else silent + 1
        time.sleep(_POLL)


def _daemon_is_there(path: Path) -> bool:
    holder = archive.holder(path)
    return holder is not None and holder.is_daemon


def _tell(told: ToldOfFetch, progress: Progress) -> None:
    if told.report is not None:
        progress.tell(told.report)
    if told.note is not None:
        progress.say(told.note)
    if told.source is not None and told.walked is not None:
        progress.walked(told.source, told.walked)
    if told.source is not None and told.problem is not None:
        progress.source_failed(told.source, told.problem)
