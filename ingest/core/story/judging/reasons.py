"""Why two texts were judged to be one, in words."""

from ingest.core.story.features.minhash import Copied
from ingest.core.story.judging.judge import Weighed, in_order, shared_by

NAMED = 6  # of what is shared, the rarest


def reason_for(a: Weighed, b: Weighed, copied: Copied | None = None, lead: float | None = None, days: int | None = None) -> str:
    """The words that are quoted are those of `a`. `copied`: in one language; `lead`: log-odds by which `b` is ahead of the next article in
    its language."""
    said = []
    if copied is not None and copied.share >= 0.1:
        about = "" if copied.exact else "about "
        said.append(f"{about}{copied.share:.0%} of the shorter text's runs of four words stand in the other")
    shared = shared_by(a, b)
    if shared:
        spelled = dict(zip(a.signature.keys, a.signature.written, strict=False))
        rarest = sorted(shared, key=a.rarities.__getitem__, reverse=True)  # of two as rare, the first in the text
        named = list(dict.fromkeys([spelled[key] for key in rarest if key in spelled]))[:NAMED]
        chain = in_order([(a.places[key], b.places[key]) for key in shared])
        said.append(f"{len(shared)} numbers, names and places in common, {chain} of them in the same order: {', '.join(named)}")
    if lead is not None:
        said.append(f"{abs(lead):.1f} {'ahead of' if lead >= 0 else 'behind'} the next {b.signature.language} article")
    if days is not None:
        said.append("published on one day" if days == 0 else f"published {days} day{'s' if days > 1 else ''} apart")
    return "; ".join(said) or "the same shape and length"
