"""When a declared canonical URL may be believed (RFC 6596, and what sites really declare)."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from ingest.core.model import Alternate
from ingest.core.urls.shape import document_id, is_home, language_of, path_and_query, without_language, words_in
from ingest.core.urls.site import site
from ingest.core.urls.twins import fold_twins
from ingest.errors import URLError

_SLUG = 4  # words: a shorter last segment may be a number, a date or a section, and says little
_UNFILLED = re.compile(r"undefined|null|none|nan|.*(?:[{}]|\[object ).*", re.IGNORECASE)
_ERROR_PAGE = re.compile(r"(?:40[0-9]|50[0-9]|error|not-?_?found|page-?not-?found)(?:\.\w{2,5})?", re.IGNORECASE)


def doubt(
    url: str,
    canonical: str,
    alternates: Sequence[Alternate] = (),
    language: str | None = None,
    keep_params: Sequence[str] = (),
) -> str | None:
    """Why the canonical that a page declares is evidence and not its identity; None when it may be believed.

    `url` is the document's final URL, `language` the page's own when it is known. The canonical must be of the same site, and name neither
    the home page, nor the section that the page is in, nor another language's page, nor plainly another document, nor be a
    template's mistake.
    """
    try:
        here, there = fold_twins(url, keep_params), fold_twins(canonical, keep_params)
    except URLError:
        return "it is not a URL"
    if here == there:
        return None
    if site(here) != site(there):
        return f"it names another site, {site(there)}"
    if _port(here) != _port(there):
        return "it names another port, which another server answers"
    here_path, here_query = path_and_query(here)
    there_path, there_query = path_and_query(there)
    if is_home(there_path, there_query):
        return "it names the home page"
    if mistake := _mistaken(there, there_path):
        return mistake
    if _names_other_language(here, there, alternates, language, keep_params):
        return "it names the page in another language"
    here_id, there_id = document_id(here_path, here_query), document_id(there_path, there_query)
    if here_id and there_id:
        return None if here_id == there_id else f"it names another document, {there_id} instead of {here_id}"
    here_words, there_words = words_in(here_path), words_in(there_path)
    if here_path.startswith(there_path + "/") and not there_query and there_id is None and len(there_words) < _SLUG:
        return "it names the section that the page is in"
    if len(here_words) >= _SLUG and len(there_words) >= _SLUG and set(here_words).isdisjoint(there_words):
        return "it names a page of another title"
    return None


def _mistaken(url: str, path: str) -> str | None:
    """What went wrong where a template filled in no address, one without a scheme, or that of its error page."""
    segments = unquote(path).split("/")
    if _UNFILLED.fullmatch(segments[-1]):
        return "its template was not filled in"
    if any("." in segment and site(segment) == site(url) for segment in segments):
        return "it has no scheme"  # "a.vn/x" on https://a.vn/y is https://a.vn/a.vn/x
    return "it names an error page" if _ERROR_PAGE.fullmatch(segments[-1]) else None


def _names_other_language(here: str, there: str, alternates: Sequence[Alternate], language: str | None, keep_params: Sequence[str]) -> bool:
    declared: dict[str, set[str]] = {}
    for alternate in alternates:
        if alternate.language.lower() != "x-default":
            try:
                declared.setdefault(fold_twins(alternate.url, keep_params), set()).add(_primary(alternate.language))
            except URLError:
                continue
    own = declared.get(here, set()) | ({_primary(language)} if language else set())
    if own and there in declared:
        return own.isdisjoint(declared[there])
    here_language, there_language = language_of(here), language_of(there)
    if here_language and not there_language and language and _is_section(here_language, language):
        return False
    if here_language and there_language:
        return here_language != there_language
    return here_language != there_language and without_language(here) == without_language(there)


def _is_section(segment: str, language: str) -> bool:
    """Whether two letters that might spell a language name a section, Taiwan or technology, on a page that is in another language."""
    own, chinese = _primary(language), ("tw", "hk", "mo", "cn", "sg")
    return _primary(segment) != own and not (own == "zh" and segment in chinese)


def _port(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("]")[2].partition(":")[2]


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]
