"""Links from a new text to the articles that it may be one text with, and to those that it is not, however alike they look."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ingest.core.model import Link
from ingest.core.story.candidates import Candidate
from ingest.core.story.judging.by_text import JudgedPair, Text, is_read, judged
from ingest.core.story.judging.judge import Weighed, alike, confidence, dated, days_apart, score_of
from ingest.core.story.judging.reasons import reason_for
from ingest.core.story.judging.standing import score_in_series, without_standing
from ingest.core.story.judging.weights import NOTHING, RECORDED


class Seen(Struct, frozen=True):
    """Where an article stands, and when it was published (UTC text)."""

    url: str
    published: str | None


def to_read(known: Weighed, candidates: Sequence[Candidate]) -> list[int]:
    """The candidates whose texts say more than their signatures do."""
    return [found.article for found in candidates if is_read(known, found.known, found.alike)]


def resembling(
    id: int, own: Text, published: str | None, known: Weighed, candidates: Sequence[Candidate], seen: Mapping[int, Seen],
    texts: Mapping[int, Text], numbers: Mapping[int, Sequence[Weighed]],
) -> Iterator[Link]:  # fmt: skip
    """Those included that are only worth remembering as rivals. `seen` names all candidates, `texts` those `to_read`; `numbers`: of
    candidates in other languages that are numbers of a series, the other numbers."""
    days = {found.article: days_apart(published, seen[found.article].published) for found in candidates}
    said = {found.article: _judged(own, known, found, days[found.article], texts.get(found.article)) for found in candidates}
    series = [found.known for found in sorted(candidates, key=lambda found: found.article) if said[found.article].apart]
    bare = without_standing(known, series)
    compared = {found.article: (known, found.known) for found in candidates}
    for found in candidates:
        if (series or numbers.get(found.article)) and found.known.signature.language != known.signature.language:
            pair = compared[found.article] = bare, without_standing(found.known, numbers.get(found.article, ()))
            said[found.article] = JudgedPair(dated(score_in_series(*pair), days[found.article]))
    for found in candidates:
        judgement = said[found.article]
        if judgement.log_odds < RECORDED and not judgement.apart:
            continue
        language, url = found.known.signature.language, seen[found.article].url
        if judgement.apart:
            yield parting(id, url, judgement.apart, language)
            continue
        rivals = [
            said[other.article].log_odds
            for other in candidates
            if other.known.signature.language == language and other.like is not found.like
        ]
        lead = judgement.log_odds - max(rivals) if rivals else None
        reason = reason_for(*compared[found.article], copied=judgement.copied, lead=lead, days=days[found.article])
        yield likeness(id, url, judgement.log_odds, reason, language)


def between(id: int, a: Weighed, b: Weighed, texts: tuple[Text, Text] | None, seen: tuple[Seen, Seen]) -> Link | None:
    """From the article `id`, whose signature is `a`, to that of `b`, which it did not name when it came; None where there is nothing to
    record. `texts` and `seen` are of both in this order."""
    share = alike(a, b)
    days = days_apart(seen[0].published, seen[1].published)
    said = judged(score_of(a, b, share), days, (a, b), share, texts if is_read(a, b, share) else None)
    if said.apart:
        return parting(id, seen[1].url, said.apart, b.signature.language)
    if said.log_odds < RECORDED:
        return None
    return likeness(id, seen[1].url, said.log_odds, reason_for(a, b, copied=said.copied, days=days), b.signature.language)


def likeness(id: int, target: str, log_odds: float, why: str, language: str) -> Link:
    """How likely the article `id` and the one at `target`, in `language`, are one text."""
    chance = round(confidence(log_odds), 6)
    return Link(article=id, target=target, relation="text", basis="inferred", confidence=chance, reason=why, language=language)


def parting(id: int, target: str, why: str, language: str) -> Link:
    """That the article `id` and the one at `target` are not one text."""
    chance = round(confidence(NOTHING), 6)
    return Link(article=id, target=target, relation="text", basis="inferred", confidence=chance, reason=why, language=language, apart=True)


def _judged(own: Text, known: Weighed, found: Candidate, days: int | None, text: Text | None) -> JudgedPair:
    return judged(found.log_odds, days, (known, found.known), found.alike, None if text is None else (own, text))
