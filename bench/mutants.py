"""Plants one fault at a time in the code that decides, and asks whether a test notices.

    make mutants                                       # every target, 40 faults each: some hours of one core
    .mutants/bin/python bench/mutants.py due daemon --sample 20 --seed 2 --touched .mutants/touched.json

The faults are cosmic-ray's: an operator, a comparison, a number, a loop or a condition is changed. Which of them are tried is drawn with a
seed, so that two runs compare. Every survivor is printed: either it changes nothing that matters, or a test is missing. It works on a copy
of what git knows. Asked are the tests of the whole suite that come into the changed function, the quickest first; which ones these are, a
run of the suite says beforehand (bench/touched.py), or a file of an earlier one. A fault that makes them hang is noticed as well.
"""

import argparse
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem
from touched import Touched, noted

ROOT = Path(__file__).parent.parent
TARGETS = {
    "due": ("core/due.py",),
    "change": ("core/change",),
    "judgement": ("core/judgement.py", "core/verdicts.py", "core/removal.py"),
    "write": ("archive/write",),
    "fetch": ("fetch",),
    "sources": ("sources",),
    "pipeline": ("pipeline/keep", "pipeline/run"),
    "daemon": ("daemon",),
    "cli": ("cli",),
}
# `X | None` is an annotation here, hardly ever an operation.
SPARED = ("core/ReplaceBinaryOperator_BitOr", "core/RemoveDecorator")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all when none is named")
    parser.add_argument("--sample", type=int, default=40, help="faults a target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=float, default=60, help="seconds that the tests asked about one fault may take without it")
    parser.add_argument("--python", default=str(ROOT / ".venv/bin/python"), help="that runs the tests")
    parser.add_argument("--touched", type=Path, help="where to keep which tests come into what, for the next runs")
    arguments = parser.parse_args()
    if unknown := set(arguments.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    python = str(Path(arguments.python).absolute())
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        if arguments.touched is not None and arguments.touched.exists():
            touched = Touched.read(arguments.touched)
        else:
            copied(noting := Path(folder) / "noting")
            touched = noted(noting, (file for name in TARGETS for file in modules(noting, name)), python)
            shutil.rmtree(noting)
            if arguments.touched is not None:
                touched.write(arguments.touched)
        copied(here := Path(folder) / "here")
        for name in arguments.targets or TARGETS:
            tried(name, here, touched, arguments.sample, arguments.seed, arguments.most, python)


def copied(to: Path) -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, to / name, follow_symlinks=False)


def modules(here: Path, target: str) -> list[Path]:
    places = [here / "ingest" / one for one in TARGETS[target]]
    return [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]


def tried(target: str, here: Path, touched: Touched, sample: int, seed: int, most: float, python: str) -> None:
    every = faults(here, target)
    chosen = random.Random(seed).sample(every, min(sample, len(every)))
    # The copy comes before the installed package, in the processes that the tests start as well.
    command = f"env -C {here} PYTHONPATH={here} {python} -m pytest -x -q -n 0 -p no:cacheprovider @{here}/asked.txt"
    survived, unasked = [], 0
    for item in chosen:
        fault = item.mutations[0]
        module = Path(fault.module_path)
        tests, seconds = touched.by(str(module.relative_to(here)), module.read_text(encoding="utf-8"), fault.start_pos[0], most)
        (here / "asked.txt").write_text("\n".join(tests), encoding="utf-8")
        result = mutate_and_test(item.mutations, command if tests else "true", 30 + 6 * seconds)
        if result.test_outcome is TestOutcome.SURVIVED:
            unasked += not tests
            survived.append(f"{len(tests)} tests did not notice it, {seconds:.0f} s\n{result.diff}")
            print(lines(survived[-1]), end="\n\n", flush=True)
    killed = len(chosen) - len(survived)
    told = f"{target}: {killed} of {len(chosen)} faults noticed ({killed / len(chosen):.0%}), drawn from {len(every)} with seed {seed}"
    print(f"{told}; of {unasked} no test enters the function", flush=True)


def faults(here: Path, target: str) -> list[WorkItem]:
    """Every fault that can be planted, in an order of its own."""
    with use_db(":memory:", WorkDB.Mode.create) as session:
        init(modules(here, target), session, {})
        items = [one for one in session.work_items if not any(each.operator_name.startswith(SPARED) for each in one.mutations)]
    return sorted(items, key=lambda one: tuple(str(each) for each in one.mutations))  # job ids are random


def lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip())


if __name__ == "__main__":
    main()
