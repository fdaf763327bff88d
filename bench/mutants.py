"""Plants one fault at a time in the code that decides, and asks whether its tests notice.

    make mutants                                       # every target, 40 faults each: an hour or two of one core
    .mutants/bin/python bench/mutants.py due pace --sample 20 --seed 2

The faults are cosmic-ray's: an operator, a comparison, a number, a loop or a condition is changed. Which of them are tried is drawn with a
seed, so that two runs compare. Every survivor is printed: either it changes nothing that matters, or a test is missing. It works on a copy
of what git knows, with the tests that concern the target alone. A fault that makes them hang is noticed as well.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).parent.parent
TARGETS = {  # name: (modules, their tests, the quickest first)
    "due": (("core/due.py",), ("due",)),
    "change": (("core/change",), ("change_bounds", "change", "change_compare", "founding_changes")),
    "judgement": (("core/judgement.py", "core/verdicts.py", "core/removal.py"), ("judgement", "verdicts", "rolling", "keep")),
    "append": (("archive/write/append.py",), ("archive_append", "keep", "archive_read")),
    "pace": (("fetch/manners/pace.py", "fetch/manners/retry.py"), ("fetch_manners", "fetch_statuses")),
    "pipeline": (
        ("pipeline/keep", "pipeline/run"),
        (
            "choose",
            "keep",
            "host_queues",
            "workers",
            "edits",
            "rolling_watched",
            "cli_fetch",
            "cli_fetch_again",
            "cli_fetch_listings",
            "history",
        ),
    ),
    "daemon": (("daemon",), ("places", "daemon_simulated", "daemon_health", "network_lost", "hand_over", "daemon")),
}
CONFIG = """[cosmic-ray]
module-path = {modules}
timeout = {timeout}
excluded-modules = []
test-command = "{command}"
[cosmic-ray.distributor]
name = "local"
"""
# `X | None` is an annotation here, hardly ever an operation.
SPARED = ("core/ReplaceBinaryOperator_BitOr", "core/RemoveDecorator")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all when none is named")
    parser.add_argument("--sample", type=int, default=40, help="faults a target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", default=str(ROOT / ".venv/bin/python"), help="that runs the tests")
    arguments = parser.parse_args()
    if unknown := set(arguments.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for name in arguments.targets or TARGETS:
            copy = Path(folder) / name
            copied(copy)
            tried(name, copy, arguments.sample, arguments.seed, arguments.python)
            shutil.rmtree(copy)


def copied(to: Path) -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, to / name, follow_symlinks=False)


def tried(name: str, here: Path, sample: int, seed: int, python: str) -> None:
    modules, tests = TARGETS[name]
    files = " ".join(f"tests/test_{one}.py" for one in tests)
    # The copy comes before the installed package, in the processes that the tests start as well.
    command = f"env PYTHONPATH={here} {Path(python).absolute()} -m pytest -x -q -n 0 -p no:cacheprovider {files}"
    began = time.monotonic()
    subprocess.run(command.split(), cwd=here, check=True, stdout=subprocess.DEVNULL)
    timeout = 20 + 4 * (time.monotonic() - began)
    (here / "session.toml").write_text(
        CONFIG.format(modules=[f"ingest/{one}" for one in modules], timeout=timeout, command=command), encoding="utf-8"
    )
    ray = [sys.executable, "-m", "cosmic_ray.cli"]
    subprocess.run([*ray, "init", "session.toml", "session.sqlite"], cwd=here, check=True)
    with use_db(str(here / "session.sqlite"), WorkDB.Mode.open) as session:
        every = drawn(session, sample, seed)
    subprocess.run([*ray, "exec", "session.toml", "session.sqlite"], cwd=here, check=True)
    with use_db(str(here / "session.sqlite"), WorkDB.Mode.open) as session:
        results = [result for _, result in session.results if result.worker_outcome is not WorkerOutcome.SKIPPED]
    survived = [result for result in results if result.test_outcome is TestOutcome.SURVIVED]
    killed = len(results) - len(survived)
    print(f"{name}: {killed} of {len(results)} faults noticed ({killed / len(results):.0%}), drawn from {every}; {files}", flush=True)
    for result in survived:
        print("\n".join(line for line in (result.diff or "").splitlines() if line.strip()), end="\n\n", flush=True)


def drawn(session: WorkDB, sample: int, seed: int) -> int:
    """Marks all but a sample as skipped; how many there are in all."""
    jobs = {
        item.job_id: tuple(str(one) for one in item.mutations)
        for item in session.work_items
        if not any(one.operator_name.startswith(SPARED) for one in item.mutations)
    }
    names = sorted(jobs, key=jobs.__getitem__)  # job ids are random
    chosen = set(random.Random(seed).sample(names, min(sample, len(names))))
    others = [item.job_id for item in session.work_items if item.job_id not in chosen]
    session.set_multiple_results(others, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    return len(names)


if __name__ == "__main__":
    main()
