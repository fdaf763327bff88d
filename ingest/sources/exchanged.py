"""Sources as other programs keep them: OPML (opml.org/spec2.opml) in and out, lists of URLs, CSV with a column of URLs."""

import csv
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from msgspec import Struct

from ingest.core import urls
from ingest.core.listing import xml
from ingest.core.model import ListingKind, Source
from ingest.errors import SourceError, URLError
from ingest.sources.file import parse
from ingest.sources.spelling import quoted, slug

_URL_COLUMNS = ("xmlurl", "feed url", "feed_url", "feed", "url", "link")
_TITLE_COLUMNS = ("title", "name", "text")
_FEED_SCHEME = re.compile(r"^feed:(?://|(https?://))")  # as browsers once handed feeds to readers
_KINDS: dict[str, ListingKind] = {  # types of FreshRSS that are no feeds
    "html+xpath": "page",
    "html+xpath+json+dotnotation": "page",
    "json+dotnotation": "json",
    "json+dotpath": "json",
}


class Subscription(Struct, frozen=True):
    """A feed that a file names, or a page that a reader reads as one."""

    url: str
    title: str | None = None
    homepage: str | None = None
    kind: ListingKind = "feed"
    tags: tuple[str, ...] = ()


def subscriptions(body: bytes, path: str) -> list[Subscription]:
    """What a file names, in its order. Raises SourceError for a file that is none of the three."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return list(_of_opml(start, path))
    try:
        lines = body.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8: {error}") from None
    try:
        return _of_lines(lines, path)
    except csv.Error as error:
        raise SourceError(f"{path}: no CSV that can be read: {error}") from None


def _of_lines(lines: list[str], path: str) -> list[Subscription]:
    header = [name.strip().lower() for name in next(csv.reader(lines[:1]), [])]
    column = next((header.index(name) for name in _URL_COLUMNS if name in header), None)
    if column is not None:
        title = next((header.index(name) for name in _TITLE_COLUMNS if name in header), None)
        rows = [row for row in csv.reader(lines[1:]) if len(row) > column and row[column].strip()]
        return [Subscription(row[column].strip(), row[title].strip() if title is not None and len(row) > title else None) for row in rows]
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found or not found[0].startswith(("http://", "https://")):
        raise SourceError(f"{path}: neither OPML, nor CSV with a column named url, nor one URL a line")
    return [Subscription(url) for url in found]


def source_of(one: Subscription, folder: Path, taken: Iterable[str]) -> tuple[Path, str, Source]:
    """(path of a file that is not there yet, its text, the source that it says). Raises SourceError and URLError."""
    url = urls.request_url(_FEED_SCHEME.sub(lambda found: found[1] or "http://", one.url))
    homepage = "/".join(url.split("/")[:3]) + "/"
    if one.homepage:
        homepage = urls.request_url(one.homepage)
    path = folder / f"{_free_name(one.title or urls.host(homepage), urls.host(url), set(taken))}.toml"
    title = " ".join((one.title or urls.host(homepage)).split())
    tags = f"tags = [{', '.join(map(quoted, one.tags))}]\n" if one.tags else ""
    text = f'title = {quoted(title)}\nhomepage = {quoted(homepage)}\n{tags}\n[[listing]]\nkind = "{one.kind}"\nurl = {quoted(url)}\n'
    content = {"title": title, "homepage": homepage, "tags": list(one.tags), "listing": [{"kind": one.kind, "url": url}]}
    return path, text, parse(content, path)


def write_new(path: Path, text: str) -> None:
    """The whole file or none; never over another. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        part.write_text(text, encoding="utf-8")
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)


def replace(path: Path, text: str) -> None:
    """The whole file, in one step. Raises OSError."""
    part = path.with_suffix(".part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def opml(sources: Iterable[Source]) -> bytes:
    """OPML 2.0 of the feeds of the sources; a source without a feed has no place in it."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Sources of ingest"
    body = ET.SubElement(root, "body")
    for source in sources:
        for listing in source.listings:
            if listing.kind == "feed":
                said = {"type": "rss", "text": source.title, "title": source.title, "xmlUrl": listing.url}
                said |= {"htmlUrl": source.homepage} if source.homepage else {}
                said |= {"category": ",".join(f"/{tag}" for tag in source.tags)} if source.tags else {}
                ET.SubElement(body, "outline", said)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _of_opml(body: bytes, path: str) -> Iterator[Subscription]:
    root = xml.parse(body, path, [])
    if root is None or xml.local(root.tag) != "opml":
        raise SourceError(f"{path}: XML, but no OPML that can be read")
    waiting: list[tuple[ET.Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        outline, within = waiting.pop()
        said = {name.lower(): value for name, value in outline.attrib.items()}
        title = said.get("title") or said.get("text")
        if xml.local(outline.tag) == "outline" and (url := said.get("xmlurl", "").strip()):
            categories = (one.rpartition("/")[2] for one in said.get("category", "").split(","))
            tags = tuple(dict.fromkeys(tag for name in (*within, *categories) if (tag := slug(name))))
            kind = _KINDS.get(said.get("type", "").lower(), "feed")
            yield Subscription(url, title, said.get("htmlurl") or None, kind, tags)
        elif xml.local(outline.tag) == "outline" and title:  # a folder of the reader's
            within = (*within, title)
        waiting += [(child, within) for child in reversed(outline)]


def _free_name(title: str, host: str, taken: set[str]) -> str:
    """A file's name out of the title, where that has Latin letters, else out of the host; numbered when it is taken."""
    first = slug(title)
    if len(first) < 3 or first == "adhoc":
        first = slug(host.removeprefix("www."))
    number = 2
    name = first
    while name in taken:
        name, number = f"{first}-{number}", number + 1
    return name


def known_urls(sources: Iterable[Source]) -> set[str]:
    """The listings that the sources have already, as they are asked."""
    found = set()
    for source in sources:
        for listing in source.listings:
            try:
                found.add(urls.request_url(listing.url))
            except URLError:
                continue
    return found
