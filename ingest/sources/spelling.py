"""How schedule files spell names and strings."""

import re

from ingest.core.fold import fold

_UNFIT = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Small letters without accents and digits, with single hyphens, at most forty characters; empty when the text has none of them."""
    return _UNFIT.sub("-", fold(text)).strip("-")[:40].strip("-")


def quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + "".join(rf"\u{ord(c):04x}" if c in '"\\' or ord(c) < 32 or ord(c) == 127 else c for c in text) + '"'
