"""Evidence that gathers over articles and pages: fields that are empty, texts that are short, pages that answer badly."""

from collections.abc import Iterator, Sequence
from math import log

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.health import cusum
from ingest.core.health.baseline import Baseline
from ingest.core.health.memory import Memory, Sign, Sum
from ingest.core.health.model import FIELDS, Brought, State
from ingest.core.health.wording import usual

_CHANCE = 0.01  # of a false alarm a year, of each of the eight sums
_MOST = 1.5  # times what is enough: more is not remembered, so that a source that is sound again is soon held for so
_OVER = 0.3  # times what is enough: below it the matter is over
_ARTICLE = {"date": "a date", "byline": "a byline", "lead": "a lead", "picture": "a picture"}
_PAGE = {"troubled": "brought no article", "blocked": "were behind a wall", "missing": "were taken away"}


class _Seen(Struct, frozen=True, kw_only=True):
    """What one run says about one of the sums."""

    name: str
    evidence: float
    bad: int
    number: int
    yearly: float
    state: State
    reason: str  # with {bad} and {number}
    last_good: str | None
    last_bad: str | None


def gathered(baseline: Baseline, memory: Memory, brought: Brought) -> tuple[Memory, list[Sign], list[str]]:
    """The sums after a run, what they say against the source, and what of it this very run says, in words."""
    sums, good = dict(memory.sums), dict(memory.good)
    findings, shortfalls = [], []
    for seen in (*_articles(baseline, brought), *_pages(baseline, brought)):
        before = sums.get(seen.name, Sum())
        enough = cusum.evidence_for(_CHANCE, seen.yearly)
        evidence = min(max(0.0, before.evidence + seen.evidence), _MOST * enough)
        is_told = evidence >= enough or (before.is_told and evidence > _OVER * enough)
        if evidence == 0:
            sums.pop(seen.name, None)
        else:
            sums[seen.name] = Sum(round(evidence, 3), before.bad + seen.bad, before.number + seen.number, is_told)
        if seen.last_good is not None and not is_told:
            good[seen.name] = seen.last_good
        if is_told:
            now = sums[seen.name]
            reason = seen.reason.format(bad=now.bad, number=now.number)
            chance = cusum.chance(evidence, seen.yearly)
            findings.append(Sign(state=seen.state, reason=reason, chance=chance, before=good.get(seen.name), after=seen.last_bad))
            if seen.bad and seen.evidence > 0:
                shortfalls.append(reason)
    return replace(memory, sums=sums, good=good), findings, shortfalls


def _articles(baseline: Baseline, brought: Brought) -> Iterator[_Seen]:
    articles = brought.articles
    if not articles or brought.first:
        return
    for field in FIELDS:
        share = baseline.fields.get(field)
        if share is None or not share.can_tell:
            continue
        good = [one.url for one in articles if field in one.fields]
        bad = [one.url for one in articles if field not in one.fields]
        yield _Seen(
            name=field,
            evidence=share.evidence(len(bad), len(good)),
            bad=len(bad),
            number=len(articles),
            yearly=baseline.articles_a_year,
            state=State.PARTIAL,
            reason=f"{{bad}} of the last {{number}} articles have not {_ARTICLE[field]} ({usual(share.usual)})",
            last_good=_last(good),
            last_bad=_last(bad),
        )
    if baseline.length is not None:
        short = [one.url for one in articles if log(max(1, one.length)) < baseline.length.mean - log(2)]
        long = [one.url for one in articles if one.url not in short]
        total = sum(log(max(1, one.length)) for one in articles)
        yield _Seen(
            name="length",
            evidence=baseline.length.evidence(len(articles), total),
            bad=len(short),
            number=len(articles),
            yearly=baseline.articles_a_year,
            state=State.PARTIAL,
            reason="{bad} of the last {number} articles have less than half of the usual text",
            last_good=_last(long),
            last_bad=_last(short),
        )


def _pages(baseline: Baseline, brought: Brought) -> Iterator[_Seen]:
    bad_ones = (
        ("troubled", brought.troubled, brought.pages, brought.troubled_page),
        ("blocked", brought.blocked, brought.pages, brought.wall_page),
        ("missing", brought.missing, brought.held, brought.missing_page),
    )
    good = brought.articles[-1].url if brought.articles else None
    for name, bad, number, last_bad in bad_ones:
        share = baseline.pages.get(name)
        if share is None or not share.can_tell or not number:
            continue
        yield _Seen(
            name=name,
            evidence=share.evidence(bad, number - bad),
            bad=bad,
            number=number,
            yearly=baseline.pages_a_year,
            state=State.BLOCKED if name == "blocked" else State.PARTIAL,
            reason=f"{{bad}} of the last {{number}} pages {_PAGE[name]} ({usual(share.usual)})",
            last_good=good,
            last_bad=last_bad,
        )


def _last(urls: Sequence[str]) -> str | None:
    return urls[-1] if urls else None
