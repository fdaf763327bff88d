"""An origin that a page names in words alone: which publisher is meant."""

import re
from collections.abc import Mapping

from msgspec import Struct

from ingest.core import urls
from ingest.core.fold import fold

_SHORTEST = 6  # letters of a name that is looked for without its spaces: Tiền Phong is tienphong.vn
_ASIDE = re.compile(r"\s*\([^()]*\)")  # Ministry of Home Affairs (Viet Nam)


class Publisher(Struct, frozen=True):
    """Whose article it is: where it stands, and what its publisher is called, by itself and by our schedule file."""

    url: str
    called: tuple[str, ...] = ()


def meant(words: str, naming: int, publishers: Mapping[int, Publisher]) -> int | None:
    """The one article of `publishers` whose publisher the words name; None when there is none, or more than one. `naming`: whose words."""
    own = urls.site(publishers[naming].url)
    others = {article: publisher for article, publisher in publishers.items() if urls.site(publisher.url) != own}
    said = f" {fold(words)} "
    found = [article for article, publisher in others.items() if any(_is_in(said, name) for name in _names(publisher))]
    return found[0] if len(found) == 1 else None


def _names(publisher: Publisher) -> set[str]:
    site = urls.site(publisher.url)
    return {fold(name) for name in (site, site.partition(".")[0], *(_ASIDE.sub("", called) for called in publisher.called))} - {""}


def _is_in(said: str, name: str) -> bool:
    squeezed = name.replace(" ", "")
    return f" {name} " in said or (len(squeezed) >= _SHORTEST and squeezed in said.replace(" ", ""))
