"""Listings that were tried -> the order in which they are worth keeping, and why others are left out.

What is looked at is what came: how many articles, how new, with dates, on the site itself, and whether those that were read are articles.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from ingest.core import urls
from ingest.core.discovery.model import Tried
from ingest.core.fold import fold
from ingest.core.language.identify import Speech
from ingest.core.language.tags import tag
from ingest.core.model import Cited

_SAMPLE = 200  # cited URLs that are looked at
_PAGES = 0.5  # share of a sitemap's addresses that look like an article's, at least
_OURS = 0.5  # share of the cited URLs that are on the site, at least
_DEAD = 400  # days behind the newest of all listings: nobody fills it any more
_STALE = 60
_RECENT = timedelta(days=30)
_KINDS = {"feed": 3.0, "json": 2.5, "page": 1.5, "sitemap": 0.5}
_SAME = 0.5  # share of one listing's articles that another has as well: it adds little
_COMMENT = (
    "comment on ", "comments on ", "by: ", "re: ", "reply to: ", "kommentar zu ", "von: ", "commentaire sur ", "commentaires sur ",
    "par : ", "comentario en ", "comentario sobre ", "comentarios en ", "por: ", "da: ", "commento su ", "binh luan ve ",
)  # fmt: skip


class Ranked(Struct, frozen=True):
    """A listing with its worth; a `reason` says why it is left out."""

    seen: Tried
    worth: float
    reason: str | None = None


def promising(cited: Sequence[Cited], listing_url: str) -> list[Cited]:
    """The cited URLs that may be articles, in their order, the newest first where dates are given."""
    likely = [one for one in cited if urls.may_be_article(one.url, listing_url)]
    if not all(one.title for one in likely):
        likely = [one for one in likely if urls.looks_like_article(one.url, listing_url)] or likely
    return sorted(likely, key=lambda one: one.published_at or one.modified_at or "", reverse=True)


def language_of(cited: Iterable[Cited]) -> str | None:
    """What the titles of a listing are in, else what it says of all of them; None when neither tells."""
    chosen = [one for one in cited if one.title or one.language][:40]
    titles = [one.title for one in chosen if one.title]
    spoken = Speech(". ".join(titles)).language if titles else None
    if spoken:
        return spoken
    said = {one.language for one in chosen}
    return tag(said.pop()) if len(said) == 1 else None


def refused(seen: Tried, site: str) -> str | None:
    """Why a listing that could be read is none to keep, as far as its own words say; None: its articles decide."""
    sample = seen.cited[:_SAMPLE]
    if seen.problem:
        return seen.problem
    if not sample:
        return "it lists no article"
    foreign = sum(not urls.same_site(one.url, site) for one in sample)
    if foreign > (1 - _OURS) * len(sample):
        return f"{foreign} of {len(sample)} links lead to other sites"
    if seen.kind == "sitemap" and not any(one.title for one in sample):
        spread = seen.cited[:: max(1, len(seen.cited) // _SAMPLE)]
        likely = sum(urls.looks_like_article(one.url, seen.url) for one in spread)
        if likely < _PAGES * len(spread):
            return f"{likely} of {len(spread)} addresses that were looked at are like an article's"
    if _is_of_comments(seen):
        return "it lists what readers write"
    return None


def ranked(tried: Iterable[Tried], site: str, language: str | None) -> list[Ranked]:
    """The listings, the best first, then those that are left out. `language`: that of the front page."""
    tried = list(tried)
    newest = max((at for seen in tried if (at := newest_of(seen)) is not None), default=None)
    judged = [_judge(seen, site, language, newest) for seen in tried]
    return sorted(judged, key=lambda one: (one.reason is not None, -one.worth))


def newest_of(seen: Tried) -> str | None:
    """When its newest article was published, as the listing or else the articles that were read say. UTC text."""
    dates = [when for one in seen.cited if (when := one.published_at or one.modified_at)]
    return max(dates or [one.published.at for one in seen.articles if one.published], default=None)


def overlap(one: Tried, other: Tried) -> int:
    """How many articles of `one` the other lists too."""
    return len(_addresses(one) & _addresses(other))


def adds_little(one: Tried, other: Tried) -> bool:
    """Whether most articles of `one` are listed by the other as well."""
    return overlap(one, other) > _SAME * min(len(_addresses(one)), len(_addresses(other)))


def a_day(seen: Tried) -> float | None:
    """Articles that a listing brings a day, by the dates of the last thirty days before its newest; None without dates."""
    dates = sorted((at for one in seen.cited if (at := one.published_at or one.modified_at)), reverse=True)
    if len(dates) < 3:
        return None
    last = _moment(dates[0])
    recent = [moment for one in dates if last - (moment := _moment(one)) <= _RECENT]
    if len(recent) < 3:
        return len(recent) / _RECENT.days
    return (len(recent) - 1) / max((last - recent[-1]) / timedelta(days=1), 0.25)


def _judge(seen: Tried, site: str, language: str | None, newest: str | None) -> Ranked:
    reason = refused(seen, site)
    if reason is None and seen.failures and not seen.articles:
        reason = f"none of {len(seen.failures)} of its articles could be read: {seen.failures[0]}"
    age = _days_behind(seen, newest)
    if reason is None and age is not None and age > _DEAD:
        reason = f"its newest article is of {(newest_of(seen) or '')[:10]}, {age:.0f} days older than another listing's"
    if reason is not None:
        return Ranked(seen, 0.0, reason)
    sample = seen.cited[:_SAMPLE]
    number = len(seen.articles) + len(seen.failures)  # none: not read yet, all is hoped
    read = len(seen.articles) / number if number else 1.0
    dated = sum(one.published is not None for one in seen.articles) / len(seen.articles) if seen.articles else 1.0
    told = sum(bool(one.published_at) for one in sample) / len(sample)
    worth = _KINDS[seen.kind] + 3 * read + 1.5 * dated + told
    worth += math.log2(min(len(seen.cited), 100))
    worth -= 2.0 * (age is not None and age > _STALE) + 3.0 * seen.hint.doubts + 1.0 * seen.home
    worth -= 2.0 * bool(language and seen.language and seen.language != language) + 2.0 * _is_misnamed(seen)
    if seen.kind == "sitemap" and told == 1:
        worth += 1.5  # a news sitemap: the last two days, with titles and dates
    return Ranked(seen, worth)


def _days_behind(seen: Tried, newest: str | None) -> float | None:
    own = newest_of(seen)
    return float((_moment(newest) - _moment(own)) / timedelta(days=1)) if own and newest else None


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _is_of_comments(seen: Tried) -> bool:
    """Whether its address or its titles say that what it lists are readers' comments."""
    if {"comments", "commentaires", "kommentare", "comentarios"} & set(seen.url.lower().replace("-", "/").split("/")):
        return True
    titles = [fold(one.title) for one in seen.cited[:_SAMPLE] if one.title]
    return len(titles) >= 3 and sum(title.startswith(_COMMENT) for title in titles) > len(titles) / 2


def _is_misnamed(seen: Tried) -> bool:
    """Whether what it calls its articles has no word in common with what they call themselves."""
    titles = {one.url: one.title for one in seen.cited if one.title}
    pairs = [(titles[one.url], one.title) for one in seen.articles if one.url in titles]
    return len(pairs) >= 2 and not any(set(fold(a).split()) & set(fold(b).split()) for a, b in pairs)


def _addresses(seen: Tried) -> set[str]:
    return {one.url.partition("://")[2].removeprefix("www.").partition("#")[0].rstrip("/") for one in seen.cited}
