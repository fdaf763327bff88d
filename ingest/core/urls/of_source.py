"""How a source's URLs are spelled, and which source owns a URL.

A URL has one spelling, that of the source that owns its host: links, redirects, followed URLs and what a listing of another site cites
are all spelled by it, so that they compare equal.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ingest.core.model import ADHOC, Alternate, ArticleRules, Source
from ingest.core.urls import canonical, identity, twins
from ingest.core.urls.site import host, site
from ingest.core.urls.spelling import normalise
from ingest.errors import URLError


class Spelling(Struct, frozen=True):
    """One source's way with its URLs. All methods raise URLError for what is no http or https URL."""

    rules: ArticleRules = ADHOC.article

    def normalise(self, url: str) -> str:
        """The one spelling of a URL: what the archive compares."""
        return normalise(url, self.rules.keep_params)

    def fold_twins(self, url: str) -> str:
        """One URL for all twins of a page: www., mobile and AMP hosts, index files, trailing slashes, parameters' order."""
        return twins.fold_twins(url, self.rules.keep_params)

    def identity(self, url: str, declared: str | None = None, alternates: Sequence[Alternate] = (), language: str | None = None) -> str:
        """What the article at a document's final URL is known by; `declared` is the canonical URL that the page declares."""
        return identity.identity(url, declared, self.rules, alternates, language)

    def story_key(self, url: str) -> str | None:
        """What the source says is one text in all its languages; None where its pattern does not match."""
        return identity.story_key(url, self.rules)

    def doubt(self, url: str, declared: str, alternates: Sequence[Alternate] = (), language: str | None = None) -> str | None:
        """Why a declared canonical is not believed; None when it may be."""
        return canonical.doubt(url, declared, alternates, language, self.rules.keep_params)


class Owners:
    """The sources by the hosts of their home pages and listings."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._by_site: dict[str, dict[str, tuple[Source, tuple[str, ...]]]] = {}  # site -> name -> (source, its hosts there)
        self._sites: dict[str, tuple[str, ...]] = {}  # name -> the sites that it is found by
        for source in sources:
            self.put(source)

    def put(self, source: Source) -> None:
        """Adds a source, or takes what its file says now for what it said before."""
        self.remove(source.name)
        homes = dict.fromkeys(host(url) for url in (source.homepage, *(listing.url for listing in source.listings)) if url)
        by_site: dict[str, list[str]] = {}
        for home in homes:
            by_site.setdefault(site(home), []).append(_bare(home))
        self._sites[source.name] = tuple(by_site)
        for its_site, hosts in by_site.items():
            self._by_site.setdefault(its_site, {})[source.name] = (source, tuple(hosts))

    def remove(self, name: str) -> None:
        for its_site in self._sites.pop(name, ()):
            del self._by_site[its_site][name]

    def of(self, url: str) -> Source | None:
        """The source whose site a URL is on; of several on one site, the one with the most of the host in common. Raises URLError."""
        its_host = host(url)
        candidates = self._by_site.get(site(its_host))
        if not candidates:
            return None
        bare = _bare(its_host)
        in_common = [
            (home == bare, its_host.endswith(home), source.name, source) for source, homes in candidates.values() for home in homes
        ]
        best = max(one[:2] for one in in_common)
        return min((name, source) for *common, name, source in in_common if tuple(common) == best)[1]

    def spelling(self, url: str, led_by: Source = ADHOC) -> Spelling:
        """That of the source that owns the URL; where none does, that of the source whose pages or listings led to it. Raises URLError."""
        return Spelling((self.of(url) or led_by).article)

    def normalise(self, url: str, led_by: Source = ADHOC) -> str:
        """The one spelling of a URL. Raises URLError."""
        url = url.strip()
        try:
            owner = self.of(url)
        except URLError:  # the spelling says what is wrong with it
            owner = None
        return Spelling((owner or led_by).article).normalise(url)


def _bare(host: str) -> str:
    return host.removeprefix("www.")
