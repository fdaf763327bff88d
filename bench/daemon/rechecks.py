"""What learned looks at articles find, against the ladder: python bench/daemon/rechecks.py [--days 365] [--seed 1] [--budget N].

Of each kind of source every article of a year is looked at again in two ways: by the ladder of `core.due` alone, and by what the looks at
its source's articles taught (`core.edits`), the likeliest first within a budget of looks a day. Shown are the looks, the texts that they
found, texts a hundred looks, the share of all texts that the publisher made and somebody looked at in time, and the hours from an edit to
the look, median and 90th of a hundred.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from statistics import median

from ingest.core import due
from ingest.core.edits import Edits, LookedAgain, believes, chance, interval, learn

DAY, HOUR = 86400.0, 3600.0


class Article:
    def __init__(self, published: float, edits: list[float], dated: str | None) -> None:
        self.published = published
        self.edits = sorted(edits)
        self.dated = dated  # of its listing's dates: "true", "false" (never moves), "noisy" (moves each day), None
        self.changed = self.looked = published
        self.is_edited = False

    def modified(self, now: float) -> float | None:
        """As a listing says it at that time."""
        if self.dated is None:
            return None
        if self.dated == "noisy":
            return now // DAY * DAY
        return max((one for one in self.edits if one <= now and self.dated == "true"), default=self.published)


def poisson(rate: float, chance: random.Random) -> int:
    count, at = 0, chance.expovariate(rate) if rate else 2.0
    while at < 1:
        count, at = count + 1, at + chance.expovariate(rate)
    return count


def bursts(share: float, mean: float, hours: float) -> Callable[[random.Random], list[float]]:
    """Of a share of the articles about so many edits, most within some hours."""
    return lambda chance: (
        [chance.expovariate(1 / (hours * HOUR)) for _ in range(1 + poisson(mean, chance))] if chance.random() < share else []
    )


def pages(share: float, every: float) -> Callable[[random.Random], list[float]]:
    """A share of them is kept up to date for ever, every so many days."""

    def made(chance: random.Random) -> list[float]:
        if chance.random() >= share:
            return []
        found, at = [], 0.0
        while (at := at + chance.expovariate(1 / (every * DAY))) < 365 * DAY:
            found.append(at)
        return found

    return made


KINDS: dict[str, tuple[float, Callable[[random.Random], list[float]], str | None]] = {  # articles a day, their edits, dates in the listing
    "newsroom": (20, bursts(0.45, 1.0, 3), None),
    "agency, live": (15, bursts(0.7, 4.0, 1.5), None),
    "ministry": (4, bursts(0.03, 0.2, 48), None),
    "ministry, dated": (4, bursts(0.03, 0.2, 48), "true"),
    "corrections late": (6, bursts(0.15, 0.3, 24 * 20), None),
    "pages kept current": (3, pages(0.08, 9), None),
    "kept current, dated": (3, pages(0.08, 9), "true"),
    "kept current, lying": (3, pages(0.08, 9), "false"),
    "kept current, noisy": (3, pages(0.08, 9), "noisy"),
    "never": (10, lambda _: [], None),
}


def made(kind: str, days: int, seed: int) -> list[Article]:
    chance = random.Random(f"{kind} {seed}")
    each, edits, dated = KINDS[kind]
    return [
        Article(published, [published + one for one in edits(chance)], dated)
        for published in sorted(chance.uniform(0, days * DAY) for _ in range(int(each * days)))
    ]


class Found:
    def __init__(self) -> None:
        self.looks, self.texts, self.delays = 0, 0, list[float]()


def look(article: Article, now: float, found: Found) -> int:
    """How many edits it finds; they look like one."""
    new = [one for one in article.edits if article.looked < one <= now]
    found.looks += 1
    if new:
        found.texts += 1
        found.delays.append((now - new[0]) / HOUR)
    return len(new)


def by_ladder(articles: list[Article], end: float) -> Found:
    found = Found()
    queue = [(one.published + HOUR, number) for number, one in enumerate(articles)]
    heapify(queue)
    while queue and queue[0][0] < end:
        now, number = heappop(queue)
        article = articles[number]
        changed = bool(look(article, now, found))
        article.looked = now
        article.changed = now if changed else article.changed
        heappush(queue, (now + due.article_pace(int(now - article.changed), changed).interval, number))
    return found


def by_edits(articles: list[Article], end: float, budget: float) -> Found:
    """A pass every five minutes, as the daemon's, and a listing that is read every hour."""
    found, edits, learned = Found(), Edits(), False
    queue = [(one.published + interval(None, 0, is_edited=False), number) for number, one in enumerate(articles)]
    heapify(queue)
    planned = {number: at for at, number in queue}
    now, spent, day, newest = 0.0, 0, 0, 0
    while now < end:
        now += 300
        if now // DAY != day:
            day, spent = now // DAY, 0
        said: dict[int, bool] = {}
        if now % HOUR == 0:
            while newest < len(articles) and articles[newest].published < now:
                newest += 1
            for number in range(max(0, newest - 500), newest):  # what the listing still cites
                modified = articles[number].modified(now)
                if modified is None:
                    continue
                article = articles[number]
                said[number] = modified > article.looked
                if said[number] and believes(edits if learned else None):
                    planned[number] = min(planned[number], now)
                    heappush(queue, (planned[number], number))
                elif not said[number] and planned[number] < now + DAY:
                    wait = interval(
                        edits if learned else None, article.looked - article.changed, is_edited=article.is_edited, is_unmodified=True
                    )
                    if article.looked + wait > planned[number]:
                        planned[number] = article.looked + wait
                        heappush(queue, (planned[number], number))
        waiting = []
        while queue and queue[0][0] <= now:
            at, number = heappop(queue)
            if planned[number] == at:
                article = articles[number]
                likely = chance(
                    edits, article.looked - article.changed, now - article.changed, is_edited=article.is_edited, said=said.get(number)
                )
                waiting.append((likely, number))
        left = max(0, int(budget * max(now % DAY, 3600) / DAY) - spent)
        waiting.sort(reverse=True)
        for _, number in waiting[left:]:
            planned[number] = now + max(HOUR, (now - articles[number].looked) / 2)
            heappush(queue, (planned[number], number))
        for _, number in waiting[:left]:
            spent += 1
            article = articles[number]
            changed = bool(look(article, now, found))
            seen = LookedAgain(
                since=article.looked - article.changed,
                until=now - article.changed,
                is_edited=article.is_edited,
                changed=changed,
                said=said.get(number),
            )
            edits, learned = learn(edits, [seen]), True
            article.looked = now
            if changed:
                article.changed, article.is_edited = now, True
            planned[number] = now + interval(edits, now - article.changed, is_edited=article.is_edited)
            heappush(queue, (planned[number], number))
    return found


def row(found: Found, total: int) -> Iterator[str]:
    delays = sorted(found.delays) or [0.0]
    yield f"{found.looks:8,} {found.texts:6,} {100 * found.texts / max(1, found.looks):6.1f}"
    yield f"{found.texts / max(1, total):5.0%} {median(delays):5.1f} {delays[int(0.9 * (len(delays) - 1))]:6.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=float, default=500)
    parser.add_argument("--kind", choices=KINDS)
    arguments = parser.parse_args()
    print(f"{'':21}{'edits':>7} | {'ladder: looks, texts, a hundred, share, hours':>46} | {'learned':>46} | gain")
    for kind in [arguments.kind] if arguments.kind else KINDS:
        end = arguments.days * DAY
        total = sum(one < end for article in made(kind, arguments.days, arguments.seed) for one in article.edits)
        before = by_ladder(made(kind, arguments.days, arguments.seed), end)
        after = by_edits(made(kind, arguments.days, arguments.seed), end, arguments.budget)
        gain = (after.texts / max(1, after.looks)) / (before.texts / before.looks) if before.texts else 1.0
        print(f"{kind:21}{total:7,} | {' '.join(row(before, total)):>46} | {' '.join(row(after, total)):>46} | {gain:.2f}", flush=True)


if __name__ == "__main__":
    main()
