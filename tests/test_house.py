"""The house as a whole: which way imports go, which words are used, what a wheel carries, what the package offers."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

import ingest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "ingest").rglob("*.py"))

MAY_IMPORT = {
    "errors": set(),
    "core": {"core", "errors"},
    "sources": {"sources", "core", "errors"},
    "config": {"sources", "core", "errors"},
    "fetch": {"fetch", "core", "errors"},
    "archive": {"archive", "core", "errors"},
    "pipeline": {"pipeline", "fetch", "archive", "core", "errors"},
    "alerts": {"alerts", "fetch", "archive", "sources", "core", "errors"},
    "daemon": {"daemon", "alerts", "pipeline", "fetch", "archive", "sources", "config", "core", "errors"},
    "browse": {"browse", "archive", "core", "errors"},
    "seal": {"seal", "archive", "fetch", "core", "errors"},
    "imported": {"imported", "core", "errors"},
    "export": {"export", "archive", "core", "errors"},
    "scale": {"scale", "imported", "pipeline", "archive", "core", "errors"},
}
EXTRACT_MAY_IMPORT = {  # the rooms of core/extract; what two of them need lies in page
    "__init__": {"page", "body", "fields", "walls"},
    "page": {"page"},
    "body": {"body", "page"},
    "fields": {"fields", "page"},
    "walls": {"page"},
}
KNOWN_TO_ONE = {
    "httpx": "fetch",
    "httpx_aiohttp": "fetch",
    "aiohttp": "fetch",
    "playwright": "fetch",
    "sqlite_utils": "archive",
    "apscheduler": "daemon",
    "uvicorn": "browse",
    "prometheus_client": "daemon",
    "distributed": "scale",
    "dask": "scale",
    "fsspec": "scale",
}
IMPURE = {
    "asyncio",
    "http",
    "logging",
    "os",
    "pathlib",
    "random",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
}
PURE = {"time.struct_time"}  # it reads no clock
READS_A_TABLE = {"ingest/core/urls/site.py"}  # once, out of a package that carries it
FORMATS_OWN_WORD = {"ingest/core/listing": "entry", "ingest/fetch/transport": "data"}  # Atom's; asyncio's, of what a connection brings
UNWANTED = {"item", "entry", "post", "record", "crawler", "spider", "data", "info", "manager", "helper", "utils", "util"}


def named(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_bytes())


@cache
def nodes(module: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(module)))


def room(module: Path) -> str:
    """The top-level part of the package that a module belongs to."""
    return module.relative_to(ROOT / "ingest").parts[0].removesuffix(".py")


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Every module that a module imports when it runs, absolute, wherever in it the import stands."""
    return tuple(_imported(module))


def _imported(module: Path) -> Iterator[str]:
    for_types = [
        inner for node in nodes(module) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test) for inner in node.body
    ]
    for node in nodes(module):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ("ingest", *module.relative_to(ROOT / "ingest").parent.parts)
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield from (".".join([*above, *filter(None, [node.module]), name.name]) for name in node.names)


def test_imports_go_one_way() -> None:
    assert [told for module in MODULES for told in wrong_imports(module)] == []


def wrong_imports(module: Path) -> Iterator[str]:
    here = room(module)
    for name in imported(module):
        top, _, rest = name.partition(".")
        if top == "ingest" and here in MAY_IMPORT:
            to = rest.partition(".")[0]
            if to not in MAY_IMPORT[here] and not to.startswith("__"):
                yield f"{named(module)}: {here} imports {name}"
        if KNOWN_TO_ONE.get(top, here) != here:
            yield f"{named(module)}: {top} is known to {KNOWN_TO_ONE[top]} alone"
        if here == "core" and named(module) not in READS_A_TABLE and top in IMPURE and name not in PURE:
            yield f"{named(module)}: core is pure, and imports {name}"


def test_a_name_of_a_type_means_one_thing() -> None:
    """Of classes and of aliases such as `Kind = Literal[...]`; those that begin with an underscore are their module's own."""
    places: dict[str, list[str]] = {}
    for module in MODULES:
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef):
                name = node.name
            elif isinstance(node, ast.Assign) and re.fullmatch("[A-Z][a-z]+[A-Za-z]*", ast.unparse(node.targets[0])):
                name = ast.unparse(node.targets[0])
            else:
                continue
            if not name.startswith("_"):
                places.setdefault(name, []).append(str(module.relative_to(ROOT)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def chosen_verdicts(module: Path) -> Iterator[str]:
    """Where a verdict is named that is neither compared with nor one of a module's constants."""
    spared = {id(inner) for node in tree(module).body if isinstance(node, ast.Assign) for inner in ast.walk(node)}
    spared |= {id(inner) for node in nodes(module) if isinstance(node, ast.Compare) for inner in ast.walk(node)}
    for node in nodes(module):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Verdict" and id(node) not in spared:
            yield f"{named(module)}:{node.lineno}"


def test_verdicts_are_chosen_in_core() -> None:
    assert [line for module in MODULES if room(module) != "core" for line in chosen_verdicts(module)] == []


def test_utc_text_is_written_in_one_place() -> None:
    written = [named(module) for module in MODULES if re.search(r"strftime\(|isoformat\(\)\[:19\]", module.read_text(encoding="utf-8"))]
    assert written == ["ingest/core/times.py"]


SQL = re.compile(
    r"\s*(SELECT\b.*\bFROM\b|INSERT (OR \w+ )?INTO\b|UPDATE \w+ SET\b|DELETE FROM\b|WITH \w+.*\bSELECT\b"
    r"|PRAGMA \w|(CREATE|DROP|ALTER) [A-Z]+ \w)",
    re.S,
)

EXECUTES = {"execute", "executemany", "executescript"}


def sql_in(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """The lines on which a statement of SQL begins, an f-string's included, or on which one is executed."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"execute", "executemany", "executescript"}
        ):
            yield node.lineno


def test_sql_stays_in_the_archive() -> None:
    found = {named(module): list(sql_in(nodes(module))) for module in MODULES if room(module) != "archive"}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source", ["db.execute(s)", 's = "SELECT a FROM b"', 's = f"""\n  UPDATE urls SET {x}"""', 's = "PRAGMA user_version"']
)
def test_sql_is_recognised_when_it_strays(source: str) -> None:
    assert list(sql_in(ast.walk(ast.parse(source))))


def judgements_in(module: Path) -> Iterator[str]:
    """Where a number that was chosen, a threshold, is compared with: it decides what is true of an article."""
    chosen = {
        name.asname or name.name
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ingest.core")
        for name in node.names
        if name.name.isupper()
    }
    for node in nodes(module):
        if isinstance(node, ast.Compare) and any(isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for operator in node.ops):
            for side in (node.left, *node.comparators):
                is_share = isinstance(side, ast.Constant) and isinstance(side.value, float)
                if is_share or any(isinstance(part, ast.Name) and part.id in chosen for part in ast.walk(side)):
                    yield f"{named(module)}:{node.lineno}"


def test_the_archive_decides_nothing() -> None:
    """Thresholds are weighed in core."""
    assert [line for module in MODULES if room(module) == "archive" for line in judgements_in(module)] == []


def test_a_url_is_spelled_by_its_source_alone() -> None:
    """A spelling that no source gave drops what its source keeps, and loses an edit: outside core/urls there is none."""
    spelling = {f"ingest.core.urls.{name}" for name in ("spelling", "twins", "identity", "canonical")}
    others = [module for module in MODULES if not module.is_relative_to(ROOT / "ingest/core/urls")]
    found = [(named(module), name) for module in others for name in imported(module)]
    assert [one for one in found if one[1].rpartition(".")[0] in spelling or one[1] in spelling] == []


def test_every_room_is_in_the_plan() -> None:
    assert {room(module) for module in MODULES} == {*MAY_IMPORT, "cli", "__init__", "__main__"}


def test_the_picture_of_the_rooms_shows_the_imports_that_are() -> None:
    """All arrows but those to core and errors, which every room may import."""
    picture = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("```mermaid")[1].split("```")[0]
    drawn = set(re.findall(r"^ *(\w+) --> (\w+)$", picture, flags=re.M))
    rooms = {*MAY_IMPORT, "cli"}
    found = {(room(module), name.split(".")[1]) for module in MODULES for name in imported(module) if name.startswith("ingest.")}
    assert drawn == {(here, to) for here, to in found if here in rooms and to in rooms - {here, "core", "errors"}}


EXTRACT = ROOT / "ingest/core/extract"


def test_the_rooms_of_the_extractor_import_one_way() -> None:
    wrong = []
    for module in sorted(EXTRACT.rglob("*.py")):
        here = module.relative_to(EXTRACT).parts[0].removesuffix(".py")
        within = {
            rest.partition(".")[0] for name in imported(module) for _, found, rest in [name.partition("ingest.core.extract.")] if found
        }
        wrong += [f"{named(module)}: {here} imports {room}" for room in sorted(within - EXTRACT_MAY_IMPORT[here])]
    assert wrong == []


def test_dates_languages_and_markup_know_no_page() -> None:
    for below in ("dates", "language", "markup"):
        for module in sorted((ROOT / "ingest/core" / below).rglob("*.py")):
            assert not [name for name in imported(module) if name.startswith("ingest.core.extract")], module.name


def names(module: Path) -> Iterator[str]:
    yield module.stem
    for node in nodes(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_names_use_the_words_of_the_house() -> None:
    wrong = []
    for module in MODULES:
        for name in names(module):
            words = {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)}
            if words & UNWANTED - {FORMATS_OWN_WORD.get(str(module.parent.relative_to(ROOT)))}:
                wrong.append(f"{named(module)}: {name}")
    assert wrong == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    assert [named(module) for module in MODULES if marks.search(module.read_text(encoding="utf-8"))] == []


def test_no_error_is_swallowed_whatever_it_is() -> None:
    swallowed = [
        f"{named(module)}:{node.lineno}"
        for module in MODULES
        for node in nodes(module)
        if isinstance(node, ast.ExceptHandler)
        and isinstance(node.body[0], ast.Pass)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert swallowed == []


def test_the_public_surface_is_this() -> None:
    submodules = {path.stem for path in (ROOT / "ingest").iterdir()}
    offered = {name for name in vars(ingest) if not name.startswith("_")} - submodules
    assert offered | {"fetch"} == {"extract", "fetch", "open_archive"}
    assert set(ingest.__all__) == offered | {"__version__", "fetch"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from what git holds or would hold, so that a file that was forgotten is missing."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    for name in filter(None, tracked):
        origin, copy = ROOT / name, source / name
        if not name.startswith(("tests/", "fixtures/", "docs/")) and (origin.is_symlink() or origin.exists()):
            copy.parent.mkdir(parents=True, exist_ok=True)
            if origin.is_symlink():
                copy.symlink_to(os.readlink(origin))
            else:
                copy.write_bytes(origin.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", out, source],
        check=True,
    )
    return next(out.glob("*.whl"))


def test_a_wheel_carries_all_that_is_not_code(wheel: Path) -> None:
    carried = set(ZipFile(wheel).namelist())
    beside = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "ingest").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
    }
    schedules = {f"ingest/schedules/{path.name}" for path in (ROOT / "schedules").glob("*.toml")}
    assert schedules
    assert sorted((beside | schedules) - carried) == []


def test_a_wheel_works_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, here = tmp_path / "site", tmp_path / "here"
    here.mkdir()
    ZipFile(wheel).extractall(site)
    environment = {"PYTHONPATH": str(site), "PATH": os.environ["PATH"]}
    script = "import ingest, sys; print(ingest.__file__); from ingest.cli import main; sys.argv = ['ingest', 'sources', 'list']; main()"
    result = subprocess.run([sys.executable, "-c", script], cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(str(site))
    for name in ("gov-cn", "gov-uk", "moha-gov-vn", "tienphong-vn", "vietnam-vn"):
        assert name in result.stdout


TYPED = """
import ingest

with ingest.open_archive("a.db") as archive:
    for hit in archive.search("duong sat"):
        title: str = hit.title
        wrong: int = ingest.extract(b"<p>", url="https://example.org/").title
"""


def test_a_wheel_brings_its_types_to_who_uses_it(wheel: Path, tmp_path: Path) -> None:
    site, script = tmp_path / "site", tmp_path / "script.py"
    ZipFile(wheel).extractall(site)
    script.write_text(TYPED, encoding="utf-8")
    environment = {"PYTHONPATH": str(site), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", script.name]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    told = [line for line in result.stdout.splitlines() if ": error: " in line]
    assert len(told) == 1, result.stdout
    assert told[0].startswith('script.py:7: error: Incompatible types in assignment (expression has type "str", variable has type "int")')


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["dependencies"]
    more = [*project["dependency-groups"]["dev"], *(one for extra in project["project"]["optional-dependencies"].values() for one in extra)]
    for name, wanted in (("requirements.txt", declared), ("requirements-dev.txt", [*declared, *more])):
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(encoding="utf-8"), flags=re.M))
        assert {re.split(r"[<>=]", one)[0] for one in wanted} <= pinned


def test_pins_carry_hashes_and_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, flags=re.M | re.S)
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
        assert len(pins) > 40
