"""docs/schedules.md names every key there is, and its example is a sound file."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from ingest import sources
from ingest.core.model import ArticleRules, Listing, Source, TLSRules

TEXT = (Path(__file__).parent.parent / "docs" / "schedules.md").read_text(encoding="utf-8")


def keys_in(section: str) -> set[str]:
    """The keys named in the first column of the tables of a section."""
    rows = re.findall(r"^\| (`[^|]+) \|", TEXT.partition(section)[2].partition("\n## ")[0], flags=re.M)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize(
    ("section", "struct"),
    [("## The source", Source), ("## `[[listing]]`", Listing), ("## `[article]`", ArticleRules), ("## `[tls]`", TLSRules)],
)
def test_every_key_is_documented(section: str, struct: type[msgspec.Struct]) -> None:
    wanted = {{"listings": "listing"}.get(name, name) for name in struct.__struct_fields__} - {"name"}
    assert keys_in(section) == wanted


def test_the_example_is_sound() -> None:
    example = re.search(r"```toml\n(.*?)```", TEXT, flags=re.S)
    assert example is not None
    assert sources.parse(tomllib.loads(example[1]), Path("example-gov.toml")).title == "Ministry of Examples"
