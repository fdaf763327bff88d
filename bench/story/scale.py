#!/usr/bin/env python3
"""What it costs to find an article's likely versions, as the archive grows: scale.py [--folder DIR] [SIZE...]

Archives of synthetic signatures are made, whose features are as unevenly spread as names are; then 300 more articles are weighed and kept
in each. Printed: milliseconds of CPU an article, and bytes of state an article. Needs numpy.
"""

import argparse
import tempfile
from pathlib import Path
from time import process_time

import numpy as np

from ingest import archive
from ingest.archive.story_index import signature_index
from ingest.core.story.features.minhash import SIZE
from ingest.core.story.features.signature import Signature

PROBED = 300
NAMED = 40  # features of an article
LANGUAGES = ("en", "vi", "fr", "zh-Hans")


def draw(chance, articles):
    """Features drawn from a Zipf-like spread without an end: however large the archive, new names come up. One row an article."""
    ranks = chance.random((articles, NAMED)) ** (-1 / 0.35)
    return (np.minimum(ranks, 2.0**62).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)


def synthetic(chance):
    keys = dict.fromkeys(draw(chance, 1)[0].tolist())
    places = np.sort(chance.integers(0, 1000, len(keys))).tolist()
    return Signature(
        str(chance.choice(LANGUAGES)), 2000, tuple(keys), tuple(places), tuple(sorted(chance.integers(0, 1 << 25, SIZE).tolist()))
    )


def fill(db, size, chance):
    places = np.linspace(0, 999, NAMED).astype("<u2").tobytes()
    pairs = []
    for start in range(1, size + 1, 50_000):
        keys = draw(chance, min(50_000, size + 1 - start)).astype("<u4")
        ids = range(start, start + len(keys))
        rows = [(article, str(article), LANGUAGES[article % len(LANGUAGES)]) for article in ids]
        db.executemany(
            "INSERT INTO articles (id, identity, language, source, url, revision, first_seen_at, title)"
            " VALUES (?, ?, ?, 1, 1, 1, '2026-01-01T00:00:00Z', '')",
            rows,
        )
        rows = [(article, 2000, 300.0, row.tobytes(), places, chance.bytes(4 * SIZE)) for article, row in zip(ids, keys, strict=True)]
        db.executemany("INSERT INTO signatures VALUES (?, ?, ?, ?, ?, ?)", rows)
        kept = np.c_[keys[:, : signature_index.INDEXED], chance.integers(0, 1 << 25, (len(keys), 4), dtype="<u4")].astype(np.uint64)
        pairs.append(((kept << np.uint64(32)) | np.array(ids, dtype=np.uint64)[:, None]).ravel())
    together = np.unique(np.concatenate(pairs))
    for start in range(0, len(together), 1_000_000):
        part = together[start : start + 1_000_000]
        db.executemany(
            "INSERT INTO features VALUES (?, ?)",
            zip((part >> np.uint64(32)).tolist(), (part & np.uint64(0xFFFFFFFF)).tolist(), strict=True),
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the archives are made, and left")
    options = parser.parse_args()
    print("articles\tweigh ms\tkeep ms\tstate bytes")
    with tempfile.TemporaryDirectory() as scratch:
        for size in options.sizes:
            chance = np.random.default_rng(size)
            with archive.create_or_open((options.folder or Path(scratch)) / f"{size}.db") as opened:
                opened.db.execute("PRAGMA foreign_keys = OFF")  # no texts, no sources
                opened.db.execute("PRAGMA synchronous = OFF")
                with opened.batch() as db:
                    fill(db, size, chance)
                opened.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                pages = opened.db.execute("SELECT sum(pgsize) FROM dbstat WHERE name IN ('signatures', 'features')").fetchone()[0]
                probes = [synthetic(chance) for _ in range(PROBED)]
                with opened.batch() as db:
                    start = process_time()
                    weighed = [signature_index.weigh(db, 0, known)[0] for known in probes]
                    middle = process_time()
                    for article, known in enumerate(weighed, 1):
                        signature_index.keep(db, size + article, known)
                    end = process_time()
                    db.execute("DELETE FROM signatures WHERE article > ?", (size,))
                print(
                    f"{size}\t{(middle - start) / PROBED * 1000:.2f}\t{(end - middle) / PROBED * 1000:.2f}\t{pages / size:.0f}", flush=True
                )


if __name__ == "__main__":
    main()
