"""How soon a broken source is told, and how often a sound one is: python bench/health/score.py [--seeds FIRST LAST] [--years N].

Every run of simulated years goes through the judgement that the daemon makes. The first year is learned from, and its alarms are shown
apart; breaks begin on a day of the second year. An alarm is a change to a state of trouble of a source that is sound. Seeds from 100 on
were not looked at while the limits were chosen.
"""

import argparse
import random
from collections import Counter
from statistics import median
from time import process_time

from generate import BREAKS, SHAPES, START, Years

from ingest.core.health import keeping
from ingest.core.health.keeping import Carried
from ingest.core.health.model import Day, Health, State

_TOLD = {"language lost": "partial", "break": "partial", "half-break": "partial", "gap": "partial", "wall": "blocked", "move": "moved"}


def judged(years: Years, days: int, until: State | None = None) -> list[tuple[int, float, Health, int]]:
    """Changes to states of trouble: the day, its hour, the state, and how many runs had brought something since the break."""
    carried: Carried | None = None
    health: Health | None = None
    closed: dict[int, Day] = {}
    found = []

    def past(over: tuple[int, Day] | None) -> dict[int, Day]:
        if over is not None:
            closed[over[0]] = over[1]
        return closed

    runs = 0
    for day, of_day in years.days(days):
        for brought in of_day:
            if years.broken and day >= years.broken_on:
                runs += bool(brought.articles) or years.broken in ("gap", "wall", "move")
            was = health.state if health else None
            concluded = keeping.conclude(carried, health, brought, past)
            carried, health = concluded.kept, concluded.judged.health
            if health.state.is_trouble and health.state is not was:
                found.append((day, int(brought.at[11:13]) / 24, health, runs))
                if years.broken and day >= years.broken_on:
                    return found
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs=2, type=int, default=[100, 104])
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--breaks", nargs="*", default=list(BREAKS))
    parser.add_argument("--shapes", nargs="*", default=list(SHAPES))
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    seeds = range(arguments.seeds[0], arguments.seeds[1])
    began, source_years = process_time(), 0
    print(f"{'false alarms a source and year':32} first year   later")
    for shape in arguments.shapes:
        first = later = 0
        kinds: Counter[str] = Counter()
        for seed in seeds:
            found = judged(Years(shape, seed), 365 * arguments.years)
            source_years += arguments.years
            for day, _, health, _ in found:
                first += day < 365
                later += day >= 365
                kinds[health.state] += 1
                if arguments.show:
                    print("   ", shape, seed, START.fromordinal(START.toordinal() + day), health.state, health.reason)
        print(
            f"{shape:32} {first / len(seeds):10.2f} {later / len(seeds) / max(1, arguments.years - 1):7.2f}  {dict(kinds) or ''}",
            flush=True,
        )
    print(f"\n{'told after days (runs), median':32} " + " ".join(f"{shape:>14}" for shape in arguments.shapes))
    for broken in arguments.breaks:
        cells = []
        for shape in arguments.shapes:
            delays, runs, missed = [], [], 0
            for seed in seeds:
                on = 400 + random.Random(seed).randrange(300)
                source_years += 2
                found = judged(Years(shape, seed, broken=broken, broken_on=on), on + 150)
                told = [(day + hour - on, after) for day, hour, health, after in found if day >= on and _is_right(broken, health)]
                if told:
                    delays.append(told[0][0])
                    runs.append(told[0][1])
                else:
                    missed += 1
            cells.append(f"{median(delays):.1f} ({median(runs):.0f})" + f" -{missed}" * bool(missed) if delays else f"missed {missed}")
        print(f"{broken:32} " + " ".join(f"{cell:>14}" for cell in cells), flush=True)
    print(f"\n{1000 * (process_time() - began) / source_years / 365:.1f} ms of CPU a source and day, generator included")


def _is_right(broken: str, health: Health) -> bool:
    return health.state == _TOLD.get(broken, health.state)


if __name__ == "__main__":
    main()
