"""Rolling pages over months, beside addresses that were taken or reused: `python bench/change/rolling.py [--days 90] [--taken 50]`.

Agendas, rates and bulletins, with and without a date in the headline, in five languages, made by tests/rolled.py and looked at whenever
the pipeline wants to.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from rolled import watch_rolling, watch_taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--taken", type=int, default=50)
    asked = parser.parse_args()
    with TemporaryDirectory() as here:
        seen = list(watch_rolling(Path(here), min(asked.days, 84)))
    for one in seen:
        classes = " ".join(sorted(one.classes))
        print(f"{one.name:16} {one.versions:4} versions, {len(one.missed)} not found, {len(one.waiting)} wait; {classes}")
    with TemporaryDirectory() as here:
        taken = list(watch_taken(Path(here), asked.taken, asked.days))
    rolling = [one.name for one in taken if "number" in one.classes]
    lost = [one.name for one in taken if one.missed]
    print(f"{len(rolling)} of {len(taken)} taken or reused addresses taken for rolling pages; of {len(lost)} the article is not found")
    print(*rolling, *lost, sep="\n")


if __name__ == "__main__":
    main()
