"""What the parts of one run share: its source, the row that logs it, the queues of its pages, and how its URLs are spelled."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ingest.archive.read import lookups
from ingest.archive.write import source_state
from ingest.core import urls
from ingest.core.model import Cited, Source
from ingest.errors import URLError
from ingest.pipeline.keep.looked import Look
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.counting import Counting
from ingest.pipeline.run.host_queues import HostQueues
from ingest.pipeline.run.rechecks import Rechecks


class Queued(Struct, frozen=True):
    """A page that the run looks at when its host's turn comes."""

    url: str  # as it was given
    source: Source
    named: bool = False
    hop: int = 0
    linked: bool = False  # as a document
    old: bool = False  # found by a walk back, or left by a first look: no news when it is kept


class Course:
    """Of one run of one source. The run sets `queues`, `counting` and `began` when a pass begins."""

    def __init__(self, resources: Resources, options: Options, source: Source) -> None:
        self.resources = resources
        self.options = options
        self.source = source
        self.row: int | None = None  # in `runs`
        self.queues: HostQueues[Queued]
        self.counting: Counting
        self.began = 0.0  # monotonic
        self.rechecks = Rechecks(resources, source, paced=options.paced)
        self._ids: dict[str, int] = {}  # of sources, by name
        self._others: Counter[str] = Counter()  # URLs by site, of sites that are other machines'

    @property
    def most(self) -> int:
        """How many articles a run may ask for."""
        return self.source.max_new if self.options.limit is None else self.options.limit

    @property
    def source_id(self) -> int:
        return self._ids[self.source.name]

    async def save(self, source: Source) -> None:
        """Makes a source known to the archive, once a run."""
        if source.name not in self._ids:
            self._ids[source.name] = await self.resources.writer.do(source_state.save, source)

    def add(self, url: str, queued: Queued) -> bool:
        """Puts a page in the queue of its host; False when the run has asked for this URL (normalised) before."""
        return self.queues.add(url, queued)

    def note(self, line: str) -> None:
        """Tells the user something of this source, in one line."""
        self.resources.note(f"{self.source.name}: {line}")

    @property
    def is_cut_off(self) -> bool:
        """Whether nobody answers: what waits is not asked for, and stays due."""
        return self.resources.fetcher.network.gone_since is not None

    async def network_was_gone(self) -> str | None:
        """In words, where it was while this run asked: what was not answered is not counted against anybody."""
        network = self.resources.fetcher.network
        if not await network.was_gone(self.began):
            return None
        return network.told if network.gone_since is not None else "the network was gone for a while"

    # ---------------------------------------------------------------- URLs

    def spelled(self, url: str) -> str:
        """The one spelling of a URL that this source named or led to. Raises URLError."""
        return self.resources.owners.normalise(url, self.source)

    def spelled_all(self, cited: Iterable[Cited], given: dict[str, str]) -> tuple[Cited, ...]:
        """Each cited URL once, as the archive spells it; how it was given is put into `given`."""
        spelled: dict[str, Cited] = {}
        for one in cited:
            try:
                url = self.spelled(one.url)
            except URLError:
                continue
            if self.is_ours(url):
                given[url], spelled[url] = one.url, replace(one, url=url)
        return tuple(spelled.values())

    def is_ours(self, url: str) -> bool:
        """Whether this machine asks the site of a URL; those that it does not are counted."""
        is_ours = self.resources.may_ask(url)
        if not is_ours:
            self._others[urls.site(url)] += 1
        return is_ours

    def note_others(self) -> None:
        """Tells how many URLs other machines ask for."""
        if self._others:
            sites = ", ".join(site for site, _ in self._others.most_common(3))
            self.note(f"{self._others.total()} URLs were left to the machines of their sites ({sites})")

    def look_at(self, queued: Queued) -> Look:
        """A look at a URL as it was given, or at where it moved for good, as long as that answers."""
        url, ask = self.resources.owners.normalise(queued.url, queued.source), urls.request_url(queued.url)
        before = lookups.url_states(self.resources.reader, [url]).get(url)
        if before is not None and before.moved_to is not None:
            there = lookups.url_states(self.resources.reader, [before.moved_to]).get(before.moved_to)
            if there is not None and there.failures == 0:
                url, ask, before = there.url, there.url, there
        return Look(
            url=url,
            ask=ask,
            source=queued.source,
            source_id=self._ids[queued.source.name],
            owners=self.resources.owners,
            run=self.row,
            named=queued.named,
            linked=queued.linked,
            leads=self.is_ours if queued.hop == 0 else None,
            old=queued.old,
            state=before,
            edits=self.rechecks.edits if queued.source is self.source else None,
            said=self.rechecks.said(url),
        )
