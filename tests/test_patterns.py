"""Regular expressions that are compiled late."""

import re

import pytest

from ingest.core.patterns import lazy


def test_a_late_one_does_what_one_compiled_at_once_does() -> None:
    late, at_once = lazy(r"(?P<word>[a-z]+)-?", re.IGNORECASE), re.compile(r"(?P<word>[a-z]+)-?", re.IGNORECASE)
    text = "Bridge-opened 7"
    for _ in range(2):  # compiled, and remembered
        assert late.sub("x", text) == at_once.sub("x", text) == "xx 7"
        assert [match["word"] for match in late.finditer(text)] == ["Bridge", "opened"]
        assert (late.pattern, late.flags, late.groups) == (at_once.pattern, at_once.flags, at_once.groups)


def test_a_wrong_one_is_told_of_when_it_is_used() -> None:
    wrong = lazy("(")
    with pytest.raises(re.error):
        wrong.search("")
