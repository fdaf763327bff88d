"""The other languages of a site: a listing of each, found beside the main one or on its own front page."""

from ingest.core.discovery import editions, judge
from ingest.core.discovery.model import Edition, Hint, Offer, Tried
from ingest.pipeline.site.asked import AskedSite

_MOST_EDITIONS = 8
_AN_EDITION = 3  # requests that another language takes


async def editions_of(asked: AskedSite, main: Tried, offer: Offer) -> list[tuple[Edition, Tried]]:
    """A listing of each other language, as far as the limit allows."""
    found: list[tuple[Edition, Tried]] = []
    for edition in offer.editions:
        if len(found) == _MOST_EDITIONS or asked.limit.left < _AN_EDITION:
            asked.untried.append(f"{edition.language}: {edition.url} ({edition.why}), not tried: the limit of requests")
            continue
        seen, problem = await _edition(asked, edition, main, offer)
        if seen is not None:
            found.append((edition, seen))
        else:
            asked.untried.append(f"{edition.language}: {edition.url} ({edition.why}): {problem}")
    return found


async def _edition(asked: AskedSite, edition: Edition, main: Tried, offer: Offer) -> tuple[Tried | None, str]:
    there = editions.counterpart(main.url, offer.url, edition.url)
    hints = [Hint(url=there, kind=main.kind, why="the same listing in another language")] if there else []
    hints.append(Hint(url=edition.url, kind="page", why=edition.why))
    problem = "no listing was found"
    while hints and asked.limit.left >= 2:
        hint = hints.pop(0)
        seen, further = await asked.try_listing(hint, sections=hint.url == edition.url)
        hints = [*[one for one in further if not one.doubts][:1], *hints]
        problem = judge.refused(seen, asked.site) or (f"its listing is that of {main.url}" if judge.adds_little(seen, main) else "")
        if problem or (seen.language and not _alike(seen.language, edition.language)):
            problem = problem or f"the titles in its listing are in {seen.language}"
            continue
        if seen.kind == "page" and hints:  # its feed says more
            rest, hints = hints, []
            better = [one for one in rest if one.kind == "feed"]
            if (
                better
                and (tried := (await asked.try_listing(better[0]))[0])
                and not judge.refused(tried, asked.site)
                and not judge.adds_little(tried, main)
            ):
                seen = tried
        seen = await asked.with_articles(seen, 1)
        if seen.articles and (seen.language or _alike(seen.articles[0].language or "", edition.language)):
            return seen, ""
        problem = seen.failures[0] if seen.failures else f"its articles are in {seen.articles[0].language}"
    return None, problem


def _alike(one: str, other: str) -> bool:
    return one == other or (one.partition("-")[0] == other.partition("-")[0])
