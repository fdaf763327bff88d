"""Which tests come into which function, in whatever process, and how long each takes: `noted` runs the suite once on a copy to find out.

Each function of the copy begins with a line that says that it was entered. pytest puts the name of the running test into the environment,
and what a test starts inherits it. What a fixture of a module enters, all tests of that module may look at.
"""

import ast
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

_SEEN = """\
import os
_seen = set()
def at(name):
    if (key := (name, os.environ.get("PYTEST_CURRENT_TEST", ""))) not in _seen:
        _seen.add(key)
        try:
            note = os.open({file!r}, os.O_WRONLY | os.O_APPEND)
        except OSError:
            return
        os.write(note, "\\t".join(("in", *key, "\\n")).encode())
        os.close(note)
def pytest_runtest_logreport(report):
    note = os.open({file!r}, os.O_WRONLY | os.O_APPEND)
    os.write(note, "\\t".join(("ran", report.nodeid, report.outcome, repr(report.duration), "\\n")).encode())
    os.close(note)
"""


class Touched:
    """`module` is a path below the project, a function its dotted name in there: `ingest/core/due.py`, `Class.method`."""

    def __init__(self, seconds: dict[str, float], came: dict[str, list[str]]) -> None:
        """`seconds`: by test; those that failed are not there. `came`: tests by `MODULE:FUNCTION`."""
        self._seconds = seconds
        self._came = came

    def write(self, file: Path) -> None:
        names = {name: number for number, name in enumerate(self._seconds)}
        came = {function: [names[one] for one in tests] for function, tests in self._came.items()}
        file.write_text(json.dumps([self._seconds, came]), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Self:
        seconds, came = json.loads(file.read_text(encoding="utf-8"))
        names = list(seconds)
        return cls(seconds, {function: [names[one] for one in tests] for function, tests in came.items()})

    def by(self, module: str, text: str, line: int, most: float) -> tuple[list[str], float]:
        """The tests that come into the function at a line, the quickest first, for at most so many seconds; and how long they take.

        For what is outside of every function: those that come into any of the module.
        """
        inside = [(first, name) for name, _, first, last in functions(text) if first <= line <= last]
        if inside and (came := self._came.get(f"{module}:{max(inside)[1]}")) is not None:
            tests = set(came)
        else:
            tests = {one for function, came in self._came.items() if function.startswith(f"{module}:") for one in came}
        taken, chosen = 0.0, []
        for one in sorted(tests, key=lambda one: (self._seconds[one], one)):
            if taken + self._seconds[one] > most:
                break
            taken += self._seconds[one]
            chosen.append(one)
        return chosen, taken


def functions(text: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, int, int]]:
    """Those of a module: name, node, first and last line."""

    def below(node: ast.AST, name: str) -> Iterator[tuple[str, Any, int, int]]:
        for one in ast.iter_child_nodes(node):
            if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                dotted = f"{name}.{one.name}".lstrip(".")
                if not isinstance(one, ast.ClassDef):
                    yield dotted, one, min([one.lineno, *(each.lineno for each in one.decorator_list)]), one.end_lineno or one.lineno
                yield from below(one, dotted)
            else:
                yield from below(one, name)

    return below(ast.parse(text), "")


def noted(here: Path, modules: Iterable[Path], python: str) -> Touched:
    """Runs the suite in a copy of the project, whose `modules` (files of it) say what is entered; they are as before afterwards."""
    notes = here / "touched.notes"
    notes.touch()
    (here / "touched_seen.py").write_text(_SEEN.format(file=str(notes)), encoding="utf-8")
    before = {file: file.read_text(encoding="utf-8") for file in modules}
    for file, text in before.items():
        file.write_text(_marked(text, str(file.relative_to(here))), encoding="utf-8")
    command = [python, "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", "-p", "touched_seen"]
    subprocess.run(command, cwd=here, env=os.environ | {"PYTHONPATH": str(here)}, check=False, stdout=subprocess.DEVNULL)
    for file, text in before.items():
        file.write_text(text, encoding="utf-8")
    return _counted(line.split("\t") for line in notes.read_text(encoding="utf-8").splitlines())


def _marked(text: str, module: str) -> str:
    lines = text.splitlines(keepends=True)
    places = []
    for name, node, _, _ in functions(text):
        body = [one for one in node.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
        if body and body[0].lineno > node.lineno:
            decorators = [one.lineno for one in getattr(body[0], "decorator_list", [])]
            places.append((min([body[0].lineno, *decorators]), body[0].col_offset, name))
    for line, indent, name in sorted(places, reverse=True):
        lines.insert(line - 1, f"{' ' * indent}__import__('touched_seen').at({f'{module}:{name}'!r})\n")
    return "".join(lines)


def _counted(notes: Iterable[list[str]]) -> Touched:
    seconds: defaultdict[str, float] = defaultdict(float)
    failed = set()
    entered: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name, *more in notes:
        if kind == "ran":
            seconds[name] += float(more[1])
            failed |= {name} if more[0] == "failed" else set()
        elif more[0]:
            test, _, phase = more[0].rpartition(" ")
            entered[name].add(test if phase == "(call)" else test.partition("::")[0])
    ran = {name: took for name, took in seconds.items() if name not in failed}
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for name in ran:
        by_file[name.partition("::")[0]].append(name)
    came = {
        function: sorted({one for test in tests for one in by_file.get(test, [test]) if one in ran}) for function, tests in entered.items()
    }
    return Touched(ran, came)
