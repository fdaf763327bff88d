"""Invented series fetched in shuffled orders: are the stories those of `ingest group`?
`python bench/story/orders.py [--seed 11] [--numbers 8] [--orders 3] [--series NAME]`

Each text of series.py becomes a page in a folder, which `ingest fetch --replay` reads in the order of publication, backwards, and shuffled.
Printed for each order: how many stories of the archive are not those of `ingest group` for what it holds, and the same after a rebuild.
"""

import argparse
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from replayed import fetched, write_pages
from series import documents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--numbers", type=int, default=8, help="of each series")
    parser.add_argument("--orders", type=int, default=3, help="shuffled ones, beside that of publication and its reverse")
    parser.add_argument("--series", action="append", help="only this one; may be repeated")
    asked = parser.parse_args()
    found = [one for one in documents(asked.seed, asked.numbers) if not asked.series or one["series"] in asked.series]
    urls = [one["url"] for one in found]
    orders = {"published": urls, "backwards": urls[::-1]}
    orders |= {f"shuffled-{number}": random.Random(number).sample(urls, len(urls)) for number in range(1, asked.orders + 1)}
    with TemporaryDirectory() as folder:
        here = Path(folder)
        write_pages(here / "pages", found)
        for name, order in orders.items():
            arrived, rebuilt, grouped = fetched(here, here / "pages", order, f"{name}.db")
            other = f"{len(arrived - grouped)} on arrival, {len(rebuilt - grouped)} rebuilt"
            print(f"{name}: {len(found)} pages, {len(grouped)} stories of group; other stories: {other}", flush=True)


if __name__ == "__main__":
    main()
