"""Articles that links can bring together, and the stories that follow."""

from collections.abc import Iterable, Mapping
from math import log

from msgspec import Struct, field

from ingest.core.story.declared.borne_out import MUCH_CITED, Declared, Member, borne_out
from ingest.core.story.features.minhash import UNLIKE, resemblance
from ingest.core.story.group import Pair, derive
from ingest.core.story.judging.judge import Weighed
from ingest.core.story.judging.weights import REACH


class Linked(Struct):
    """All that is known of some articles and of those that they resemble."""

    members: set[int] = field(default_factory=set)  # those that may come together
    all_members: dict[int, Member] = field(default_factory=dict)  # and those that resemble one of them
    declared: dict[Declared, None] = field(default_factory=dict)  # as a set that keeps its order
    likely: dict[Pair, float] = field(default_factory=dict)  # log-odds by the newest judgement of the two texts
    series: set[Pair] = field(default_factory=set)  # judged to be two numbers of a series, or otherwise not one text
    person: dict[Pair, bool] = field(default_factory=dict)  # the last word on two articles: True, apart
    unlike: set[Pair] = field(default_factory=set)  # declared pairs in one language whose texts have nothing in common

    @property
    def joined(self) -> set[Pair]:
        """Those that a person joined."""
        return {found for found, apart in self.person.items() if not apart}

    @property
    def parted(self) -> set[Pair]:
        """Those that a person keeps apart."""
        return {found for found, apart in self.person.items() if apart}

    @property
    def borne_out(self) -> set[Pair]:
        """The declared pairs that may be joined without a look at their texts: `declared.py`."""
        return borne_out(self.declared, self.all_members, self.unlike | self.series)

    def stories(self, *, inferred: bool = True) -> dict[int, int]:
        """Each article's story. `inferred` False: as far as publishers and persons say so."""
        languages = {article: member.language for article, member in self.all_members.items()}
        likely = self.likely if inferred else {}
        return derive(languages, likely, (self.borne_out | self.joined) - self.parted, self.parted, self.series - self.joined)


def brings_together(log_odds: float) -> bool:
    """Whether a likely pair can end in one story: below that no lead over rivals makes it likely enough."""
    return log_odds >= REACH


def names_together(naming: int) -> bool:
    """Whether articles that name one page can be one text by it. One more than can is looked at: whoever makes it too many parts those
    before it."""
    return naming <= MUCH_CITED + 1


def unlike_of(pairs: Iterable[Pair], known: Mapping[int, Weighed]) -> set[Pair]:
    """The pairs whose texts have nothing in common, of those whose signatures are known."""
    both = ((a, b) for a, b in pairs if a in known and b in known)
    return {(a, b) for a, b in both if resemblance(known[a].sketch, known[b].sketch) <= UNLIKE}


def log_odds_of(confidence: float) -> float:
    """The log-odds of a confidence (0 to 1) that was recorded to six digits."""
    held = min(max(confidence, 1e-6), 1 - 1e-6)
    return log(held / (1 - held))
