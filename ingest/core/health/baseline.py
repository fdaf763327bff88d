"""What a source usually does, learned from the counts of its days."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ingest.core.health import cusum, silence, sizes, trend
from ingest.core.health.cusum import Length, Share
from ingest.core.health.model import FIELDS, Day
from ingest.core.health.silence import Pulse
from ingest.core.health.sizes import Size
from ingest.core.health.trend import Decline

KEPT = 760  # days that are learned from: two years, so that holidays are seen again
_ACCEPTED = 60  # days: what has been otherwise for so long is how the source is now
_YOUNG = 14  # days: nothing is said of the rhythm of a younger source
_RECENT = 180  # days from which shares, lengths and sizes are learned
_FEWEST_TEXTS, _ENOUGH_TEXTS = 15, 60  # from which shares and lengths are; with fewer than enough, of all days
_LANGUAGE = (0.03, 20, 12)  # share of the articles, articles, and days that a language has, to be missed
_NOON = 12


class Baseline(Struct, frozen=True, kw_only=True):
    """None and missing keys: too little was seen to tell."""

    pulse: Pulse | None = None
    languages: dict[str, Pulse] = {}  # of sources of several
    fields: dict[str, Share] = {}  # articles without it, by FIELDS
    pages: dict[str, Share] = {}  # pages that were troubled, blocked, missing
    length: Length | None = None
    sizes: dict[str, Size] = {}  # by the listing's URL
    decline: Decline | None = None
    articles_a_year: float = 0.0
    pages_a_year: float = 0.0
    failures: int = 4  # without an answer in a row, that are more than its past makes likely


def learn(days: Mapping[int, Day], today: int) -> Baseline:
    """From counts by day (its ordinal), `today` left out. Days of trouble are left out, unless all of two months are such."""
    past = [(number, days[number]) for number in sorted(days) if today - KEPT <= number < today and days[number].runs]
    lately = [day for number, day in past if number >= today - _ACCEPTED]
    if len(lately) >= _ACCEPTED // 2 and past[0][0] < today - _ACCEPTED and all(day.is_unwell for day in lately):
        past = past[-len(lately) :]
    else:
        past = [(number, day) for number, day in past if not day.is_unwell]
    watched = [(number, day) for number, day in past if day.runs > day.failed]
    if not watched:
        return Baseline()
    recent = [day for _, day in watched[-_RECENT:]]
    if sum(day.texts for day in recent) < _ENOUGH_TEXTS:
        recent = [day for _, day in watched]
    texts = sum(day.texts for day in recent)
    years = len(watched) / 365.25
    observed = [(number - 1) * 24 for number, _ in watched]
    pulse = None
    if len(watched) >= _YOUNG:
        counts = {(number - 1) * 24 + hour: count for number, day in watched for hour, count in enumerate(day.hours) if count}
        pulse = silence.learn(counts, observed)
    return Baseline(
        pulse=pulse,
        languages=_languages(watched, observed, texts) if pulse is not None else {},
        fields=_fields(recent) if texts >= _FEWEST_TEXTS else {},
        pages=_pages(recent),
        length=cusum.length([day.lengths for day in recent], [day.texts for day in recent]) if texts >= _FEWEST_TEXTS else None,
        sizes=_sizes(recent),
        decline=trend.decline(_weeks(dict(watched), today)) if len(watched) >= 7 * (trend.WEEKS - 2) else None,
        articles_a_year=sum(day.new for _, day in watched) / years,
        pages_a_year=sum(day.pages for _, day in watched) / years,
        failures=_failures([day for _, day in past], years),
    )


def _languages(watched: Sequence[tuple[int, Day]], observed: list[int], texts: int) -> dict[str, Pulse]:
    least_share, fewest, fewest_days = _LANGUAGE
    seen: dict[str, dict[int, int]] = {}
    recent: dict[str, int] = {}
    for number, day in watched:
        for language, count in day.languages.items():
            seen.setdefault(language, {})[(number - 1) * 24 + _NOON] = count
    for _, day in watched[-_RECENT:]:
        for language, count in day.languages.items():
            recent[language] = recent.get(language, 0) + count
    usual = [one for one, count in recent.items() if count >= max(fewest, least_share * texts) and len(seen[one]) >= fewest_days]
    if len(usual) < 2:
        return {}
    learned = {language: silence.learn(seen[language], observed) for language in usual}
    return {language: pulse for language, pulse in learned.items() if pulse is not None}


def _fields(days: Sequence[Day]) -> dict[str, Share]:
    of = [day.texts for day in days]
    return {field: cusum.share([day.without[place] if day.without else 0 for day in days], of) for place, field in enumerate(FIELDS)}


def _pages(days: Sequence[Day]) -> dict[str, Share]:
    pages, held = [day.pages for day in days], [day.held for day in days]
    found = {}
    if sum(pages) >= _FEWEST_TEXTS:
        found["troubled"] = cusum.share([day.troubled for day in days], pages)
        found["blocked"] = cusum.share([day.blocked for day in days], pages)
    if sum(held) >= _FEWEST_TEXTS:
        found["missing"] = cusum.share([day.missing for day in days], held)
    return found


def _sizes(days: Sequence[Day]) -> dict[str, Size]:
    seen: dict[str, list[int]] = {}
    for day in days:
        for url, smallest in day.sizes.items():
            seen.setdefault(url, []).append(smallest)
    learned = {url: sizes.size(smallest) for url, smallest in seen.items()}
    return {url: size for url, size in learned.items() if size is not None}


def _weeks(watched: Mapping[int, Day], today: int) -> list[int | None]:
    """Articles by week, the last whole one last; None: a week that was watched on fewer than five days."""
    found: list[int | None] = []
    for back in range((today - min(watched)) // 7, 0, -1):
        week = [watched[number] for number in range(today - 7 * back, today - 7 * back + 7) if number in watched]
        found.append(round(sum(day.new for day in week) * 7 / len(week)) if len(week) >= 5 else None)
    return found


def _failures(past: Sequence[Day], years: float) -> int:
    """How many failures in a row the past does not explain: four, which are two hours of retries, unless as many pass by themselves."""
    failed, again = sum(day.failed for day in past), sum(day.again_failed for day in past)
    beginnings, goes_on = (failed - again) / max(years, 0.1), (again + 0.4) / (failed + 2)
    number = 4
    while number < 10 and failed >= 10 and beginnings * goes_on ** (number - 1) > 0.1:
        number += 1
    return number
