"""What every kind of listing shares: links made absolute, duplicates dropped, at most 50,000."""

import re
from collections.abc import Iterable
from html import unescape

from ingest.core import urls
from ingest.core.markup.decode import clean
from ingest.core.model import Cited, Source
from ingest.errors import URLError

MAX_CITED = 50_000  # sitemaps.org's own limit
_HOST = re.compile(r"(?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z]{2,63}(?=[:/?#]|$)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.*?-->")


def absolute(base: str, reference: str) -> str | None:
    """The absolute URL of a reference found on `base`; None when it names none.

    `www.a.vn/tin/1.html` is a host without its scheme, though the URL standard reads a file of that name: when it begins with `www.`,
    or with a host of the site itself.
    """
    reference = reference.strip()
    host = _HOST.match(reference)
    if host is not None and (host[0].lower().startswith("www.") or urls.same_site(host[0], base)):
        return urls.join(base, "//" + reference)
    return urls.join(base, reference)


def gather(cited: Iterable[Cited], source: Source, problems: list[str]) -> tuple[Cited, ...]:
    """The cited URLs in order, each once, at most 50,000; more are reported as a problem.

    Two spellings of one URL are one; how the URL of another site is spelled is its owner's to say, so that it is taken as it stands.
    """
    spelling = urls.Spelling(source.article)
    seen: set[str] = set()
    kept: list[Cited] = []
    for one in cited:
        spelt = one.url
        if "?" in spelt or "%" in spelt or ";" in spelt:
            try:
                spelt = urls.request_url(spelt) if _is_foreign(spelt, source) else spelling.normalise(spelt)
            except URLError:
                continue
        if spelt in seen:
            continue
        if len(kept) == MAX_CITED:
            problems.append(f"more than {MAX_CITED:,} URLs: the rest was left")
            break
        seen.add(spelt)
        kept.append(one)
    return tuple(kept)


def _is_foreign(url: str, source: Source) -> bool:
    return source.homepage is not None and not urls.same_site(source.homepage, url)


def plain(markup: str | None) -> str | None:
    """A title without tags, entities and line breaks; None when nothing is left. Of more than 5,000 characters the first are read."""
    if not markup:
        return None
    markup = markup[:5_000]
    if "<" in markup:
        markup = _TAG.sub("", markup)
    if "&" in markup:
        markup = unescape(markup)
        if "<" in markup:
            markup = _TAG.sub("", markup)
    return " ".join(clean(markup).split()) or None


def uncut(words: str, said: str | None) -> str:
    """The words of a link, or what its `title` says where they are the beginning of that, cut off."""
    shown = words.rstrip(". …")
    if said and shown and words.endswith(("…", "...")):
        whole = " ".join(said.split())
        if len(whole) >= len(shown) and whole.startswith(shown):
            return whole
    return words
