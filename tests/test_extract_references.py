"""What a reference in a page points at: the short way for absolute URLs, and the long way, mean the same."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.extract.page.references import absolute

BASE = "https://ministry.example/news/2026/bridge.html?page=2"

PIECES = ["a", "b0", *"-.~%/?#&=;:@,+()!'", "é", " ", "\t", "//", "..", "./", "%C3%A9", ":8080"]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_an_absolute_url_is_what_resolving_makes_of_it(parts: list[str]) -> None:
    reference = "https://other.example" + "".join(parts)
    try:
        resolved = urljoin(BASE, reference)
    except ValueError:
        assert absolute(BASE, reference) is None
    else:
        assert absolute(BASE, reference) == resolved


@pytest.mark.parametrize(
    ("reference", "means"),
    [
        ("https://other.example/a?b=1&c=2", "https://other.example/a?b=1&c=2"),
        ("/a", "https://ministry.example/a"),
        ("a", "https://ministry.example/news/2026/a"),
        ("?page=3", "https://ministry.example/news/2026/bridge.html?page=3"),
        ("//other.example/a", "https://other.example/a"),
        ("mailto:a@b.example", None),
        ("javascript:void(0)", None),
        ("http://[", None),
    ],
)
def test_references_of_every_kind(reference: str, means: str | None) -> None:
    assert absolute(BASE, reference) == means
