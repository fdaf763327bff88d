"""The tables that the package ships, as text that one can read and diff. `#` begins a comment line."""

from collections.abc import Iterator
from importlib.resources import files


def rows(package: str, name: str, first: str | None = None) -> Iterator[list[str]]:
    """The tab-separated columns of each line of a package's file `name`; with `first`, only of lines whose first column it is."""
    beginning = "" if first is None else f"{first}\t"
    for line in files(package).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and line.startswith(beginning) and not line.startswith("#"):
            yield line.split("\t")
