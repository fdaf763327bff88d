#!/usr/bin/env python3
"""What it costs to find an article's likely versions, as the archive grows: scale.py [--folder DIR] [SIZE...]

Archives of synthetic signatures are made, whose features are as unevenly spread as names are; then 300 more articles are weighed and kept
in each. Printed: milliseconds of CPU an article, and bytes of state an article.
"""

import argparse
import random
import tempfile
from pathlib import Path
from struct import pack
from time import process_time

import xxhash

from ingest import archive
from ingest.archive import likeness
from ingest.core.story.signature import Signature

PROBED = 300
NAMED = 40  # features of an article


def synthetic(chance: random.Random) -> Signature:
    """Features drawn from a Zipf-like spread without an end: however large the archive, new names come up."""
    ranks = {int(chance.paretovariate(0.35)) for _ in range(NAMED)}
    keys = tuple(xxhash.xxh32_intdigest(str(rank).encode()) for rank in ranks)
    places = tuple(sorted(chance.randrange(1000) for _ in keys))
    return Signature(
        chance.choice(("en", "vi", "fr", "zh-Hans")), 2000, keys, places, tuple(sorted(chance.randrange(1 << 25) for _ in range(128)))
    )


def fill(db, size, chance):
    db.execute("CREATE TEMP TABLE unsorted (feature INTEGER, article INTEGER)")
    for article in range(1, size + 1):
        known = synthetic(chance)
        db.execute(
            "INSERT INTO articles (id, identity, language, source, url, revision, first_seen_at, title, search_text)"
            " VALUES (?, ?, ?, 1, 1, 1, '2026-01-01T00:00:00Z', '', '')",
            (article, str(article), known.language),
        )
        row = (
            article,
            2000,
            300.0,
            pack(f"<{len(known.keys)}I", *known.keys),
            pack(f"<{len(known.at)}H", *known.at),
            pack("<128I", *known.sketch),
        )
        db.execute("INSERT INTO signatures VALUES (?, ?, ?, ?, ?, ?)", row)
        db.executemany("INSERT INTO unsorted VALUES (?, ?)", [(feature, article) for feature in likeness.indexed(known)])
    db.execute("INSERT OR IGNORE INTO features SELECT feature, article FROM unsorted ORDER BY feature, article")
    db.execute("DROP TABLE unsorted")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the archives are made, and left")
    options = parser.parse_args()
    print("articles\tweigh ms\tkeep ms\tstate bytes")
    with tempfile.TemporaryDirectory() as scratch:
        for size in options.sizes:
            chance = random.Random(size)
            with archive.create_or_open((options.folder or Path(scratch)) / f"{size}.db") as opened:
                opened.db.execute("PRAGMA foreign_keys = OFF")  # no texts, no sources
                with opened.batch() as db:
                    fill(db, size, chance)
                opened.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                pages = opened.db.execute("SELECT sum(pgsize) FROM dbstat WHERE name IN ('signatures', 'features')").fetchone()[0]
                probes = [synthetic(chance) for _ in range(PROBED)]
                with opened.batch() as db:
                    start = process_time()
                    weighed = [likeness.weigh(db, 0, known)[0] for known in probes]
                    middle = process_time()
                    for article, known in enumerate(weighed, 1):
                        likeness.keep(db, size + article, known)
                    end = process_time()
                    db.execute("DELETE FROM signatures WHERE article > ?", (size,))
                print(
                    f"{size}\t{(middle - start) / PROBED * 1000:.2f}\t{(end - middle) / PROBED * 1000:.2f}\t{pages / size:.0f}", flush=True
                )


if __name__ == "__main__":
    main()
