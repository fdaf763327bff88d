"""The identity of an article: the source's key, else a canonical that may be believed, else the final URL with its twins folded."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.core.model import Alternate, ArticleRules
from ingest.core.urls.canonical import doubt
from ingest.core.urls.site import host, site
from ingest.core.urls.spelling import normalise
from ingest.core.urls.twins import fold_twins


def identity(
    url: str,
    canonical: str | None,
    rules: ArticleRules,
    alternates: Sequence[Alternate] = (),
    language: str | None = None,
) -> str:
    """What an article is known by, whichever twin of its URL it came from.

    `url` is the document's final URL, `canonical` the declared one (absolute, or None), `language` the page's own when it is known.
    Where the source's key matches: the site and the key's groups, a named group with its name, "moha.gov.vn:item:56698"; else an https URL.
    Raises URLError when `url` is none.
    """
    key = _key(url, rules.key, rules)
    if key is not None:
        return key
    if canonical is not None and doubt(url, canonical, alternates, language, rules.keep_params) is None:
        return _key(canonical, rules.key, rules) or fold_twins(canonical, rules.keep_params)
    return fold_twins(url, rules.keep_params)


def story_key(url: str, rules: ArticleRules) -> str | None:
    """What the source says is one text in all its languages: the site and the groups of `rules.story_key`; None where it does not match.

    Raises URLError when `url` is none.
    """
    return _key(url, rules.story_key, rules)


def _key(url: str, pattern: str | None, rules: ArticleRules) -> str | None:
    """A pattern that ignores case, `(?i)`, folds the case of its groups too."""
    if pattern is None:
        return None
    compiled = _compiled(pattern)
    spelt = normalise(url, rules.keep_params)
    found = compiled.search(spelt)
    if found is None:
        return None
    names = {number: name for name, number in compiled.groupindex.items()}
    parts = [site(host(spelt))]
    for number, value in enumerate(found.groups(), 1):
        if value is not None:
            parts += [names[number], value] if number in names else [value]
    key = ":".join(parts)
    return key.lower() if compiled.flags & re.IGNORECASE else key


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
