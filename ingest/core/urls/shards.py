"""Which of several machines asks a site, so that its manners hold over all of them: rendezvous hashing of registrable domains.

Every machine finds the same answer by itself, and one machine more takes from each of the others its part and moves nothing else
(Thaler and Ravishankar, 1998).
"""

import re

from msgspec import Struct
from xxhash import xxh3_64_intdigest

from ingest.core.model import Source
from ingest.core.urls.site import site
from ingest.errors import URLError

_MOST = 10_000


class Shard(Struct, frozen=True):
    """The machine `number` of so many, counted from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, said: str) -> "Shard":
        """Of `2/8`. Raises ValueError."""
        found = re.fullmatch(r"(\d{1,5})/(\d{1,5})", said)
        shard = cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        if not 1 <= shard.number <= shard.of <= _MOST:
            raise ValueError(f"{said!r} is no share of machines such as 2/8")
        return shard

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, url: str) -> bool:
        """Whether a URL is this machine's to ask. What is no URL is everybody's, which says what is wrong with it."""
        try:
            return owner(site(url), self.of) == self.number
        except URLError:
            return True

    def has_source(self, source: Source) -> bool:
        """A source is where its home page or first listing is."""
        first = source.homepage or next((listing.url for listing in source.listings), None)
        return first is None or self.has(first)


def owner(its_site: str, of: int) -> int:
    """The number of the machine that asks a site, from 1 to `of`."""
    return max(range(1, of + 1), key=lambda number: (xxh3_64_intdigest(f"{number} {its_site}".encode()), number))
