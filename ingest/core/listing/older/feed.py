"""How a feed goes on: the next page or the archive before it (RFC 5005), and the numbered pages of WordPress's feeds."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ingest.core import urls
from ingest.core.listing.gather import absolute
from ingest.core.listing.older.series import GUESSED, counted, with_value
from ingest.core.listing.xml import local
from ingest.core.model import Older

_GOES_ON = ("next", "prev-archive")


def of_feed(root: ET.Element, url: str, shown: int) -> Older:
    """What a feed at `url`, of whose articles `shown` were read, tells of its older ones."""
    around = [root, *(child for child in root if local(child.tag) == "channel")]
    links = [child for group in around for child in group if local(child.tag) == "link" and child.get("href")]
    for relation in _GOES_ON:
        for link in links:
            if link.get("rel") == relation:
                target = absolute(url, link.get("href") or "")
                if target is not None and target != url and urls.same_site(target, url):
                    return Older(urls=(target,), how=f"rel={relation}")
    if not shown:
        return Older()
    if target := counted(url, shown):
        return Older(urls=(target,), how=GUESSED)
    made_by = _text(child.text for group in around for child in group if local(child.tag) == "generator")
    if "wordpress.org" in made_by:
        return Older(urls=(with_value(url, "paged", "2"),), how="WordPress's numbered feeds")
    return Older()


def of_header(said: str | None, url: str) -> Older:
    """The URL that a `Link` header calls the next one (RFC 8288)."""
    for part in (said or "").split(","):
        target, _, parameters = part.strip().partition(">")
        words = [one.strip().lower().replace('"', "") for one in parameters.split(";")]
        if target.startswith("<") and "rel=next" in words:
            found = absolute(url, target[1:])
            if found is not None and found != url and urls.same_site(found, url):
                return Older(urls=(found,), how="rel=next in a Link header")
    return Older()


def _text(texts: Iterable[str | None]) -> str:
    return " ".join(text for text in texts if text)
