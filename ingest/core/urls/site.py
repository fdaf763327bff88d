"""Whose host it is: the registrable domain by the public suffix list (publicsuffix.org), which the package publicsuffixlist carries."""

import importlib.util
from functools import cache, lru_cache
from pathlib import Path

import can_ada

from ingest.errors import URLError


def host(url: str) -> str:
    """The host of an http or https URL, IDNA, lower case, without port and trailing dot. Raises URLError when there is none."""
    try:
        found = can_ada.parse(url).hostname.rstrip(".")
    except (ValueError, TypeError):
        found = ""
    if not found:
        raise URLError(f"{url!r}: not a URL with a host")
    return found


@lru_cache(maxsize=8192)
def _site_of_host(name: str) -> str:
    if name.startswith("[") or name.rpartition(".")[2].isdigit():
        return name  # an address
    labels = name.split(".")
    rules = _suffix_rules()
    for start in range(len(labels)):  # the longest rule wins, an exception beats all
        candidate = ".".join(labels[start:])
        if "!" + candidate in rules:
            return candidate
        if candidate in rules or "*." + ".".join(labels[start + 1 :]) in rules:
            if start == 1 and labels[0] == "www" and "." in candidate:
                return candidate  # www.gov.uk is the site of gov.uk itself, which is a public suffix
            return ".".join(labels[max(start - 1, 0) :])
    return ".".join(labels[-2:])  # the list's own default rule: `*`


def site(url_or_host: str) -> str:
    """The registrable domain: "moha.gov.vn" of "https://www.moha.gov.vn/x" (gov.vn is a public suffix).

    An IP literal, a single label and a public suffix are sites of their own. Raises URLError for a URL without a host.
    """
    if "/" in url_or_host:
        return _site_of_host(host(url_or_host))
    name = url_or_host if url_or_host.startswith("[") else url_or_host.partition(":")[0]
    return _site_of_host(name.lower().rstrip("."))


def same_site(a: str, b: str) -> bool:
    """Whether two URLs or hosts belong to one registrable domain."""
    return site(a) == site(b)


@cache
def _suffix_rules() -> frozenset[str]:
    # The package's own class takes 110 ms of CPU to import and load, this takes 5: the rules are looked up as they are written.
    spec = importlib.util.find_spec("publicsuffixlist")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("publicsuffixlist is not installed")
    lines = (Path(spec.submodule_search_locations[0]) / "public_suffix_list.dat").read_text("utf-8").split("\n")
    return frozenset(_to_ascii(line.strip()) for line in lines if line and not line.startswith("//"))


def _to_ascii(rule: str) -> str:
    if rule.isascii():
        return rule
    return ".".join(label if label.isascii() else can_ada.idna_encode(label).decode() for label in rule.split("."))
