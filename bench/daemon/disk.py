"""What looks that found nothing new leave on disk: python bench/daemon/disk.py [--looks 500] [--days 365].

An archive with as many articles as looks a day; each is looked at once a day, unchanged, and the log is shortened daily.
Shown are the bytes a look of the archive's growth, when the days are over and when another year has passed without looks.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import archive
from ingest.archive.write import log, source_state, upkeep, url_state
from ingest.core.model import Exchange, Source, Verdict
from ingest.core.times import later

START = "2025-01-01T00:00:00Z"
LOG_KEPT = 90 * 86400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--looks", type=int, default=500)
    parser.add_argument("--days", type=int, default=365)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder, archive.create_or_open(Path(folder) / "a.db") as opened:
        with opened.batch() as db:
            source = source_state.save(db, Source(name="one", title="One"))
            urls = [url_state.id_of(db, f"https://example.org/news/{n:06}/a-title", START, source) for n in range(arguments.looks)]
        before = size(opened)
        for day in range(arguments.days):
            midnight = later(START, day * 86400)
            with opened.batch() as db:
                for n, url in enumerate(urls):
                    at = later(midnight, 86400 * n // len(urls))
                    if n % 20 == 0:
                        run = log.start_run(db, source, at)
                        log.end_run(db, run, at, "ok")
                    exchange = Exchange(
                        url=f"u{n}", final_url=f"u{n}", started_at=at, ended_at=at, status=304, wire_bytes=300, peer="192.0.2.1:443"
                    )
                    url_state.remember(db, url, at=at, status=304, next_due_at=later(at, 86400), confirmed=True)
                    log.add_fetch(db, run, url, exchange, Verdict.UNCHANGED, "not modified (304)", program="1.0.0")
            shortened(opened, later(midnight, -LOG_KEPT))
        looks = arguments.looks * arguments.days
        print(f"{looks:,} looks; the log holds the last 90 days: {(size(opened) - before) / looks:.1f} bytes a look")
        shortened(opened, later(START, (arguments.days + 365) * 86400))
        print(f"a year later: {(size(opened) - before) / looks:.1f} bytes a look")


def shortened(opened: archive.Archive, until: str) -> None:
    while True:
        with opened.batch() as db:
            if not upkeep.rotate_log(db, until):
                return


def size(opened: archive.Archive) -> int:
    """Bytes of the pages that are in use: those that are free are used again."""
    pages, free, each = (opened.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size"))
    return int((pages - free) * each)


if __name__ == "__main__":
    main()
