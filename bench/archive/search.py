"""Milliseconds of CPU of searches whose words nearly all articles hold: `python bench/archive/search.py FILE`, of `generate.py`'s making.

Each is asked four times; the first time, and the shortest of the others, are printed. A search is bounded when none of them grows with
the articles that hold its words.
"""

import argparse
from pathlib import Path
from time import process_time

from ingest.archive import open_readonly
from ingest.archive.read.search import search

COMMON = "government OR của OR de OR правительство OR في OR 的"  # one word of each language: nearly all articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    with open_readonly(parser.parse_args().file) as archive:
        (last,) = archive.db.execute("SELECT max(published_at) FROM revisions").fetchone()
        (source,) = archive.db.execute("SELECT name FROM sources ORDER BY id DESC LIMIT 1").fetchone()
        never = "2100-01-01T00:00:00Z"
        asked: dict[str, tuple[str, dict[str, str]]] = {
            "a common word": ("government", {}),
            "all": (COMMON, {}),
            "all, in a language": (COMMON, {"language": "ar"}),
            "of a language, in another": ("government", {"language": "zh"}),
            "all, of a source": (COMMON, {"source": source}),
            "all, since the middle": (COMMON, {"since": "2023-01-01T00:00:00Z"}),
            "all, since the last day": (COMMON, {"since": f"{last[:10]}T00:00:00Z"}),
            "all, since a day to come": (COMMON, {"since": never}),
            "all, since then in a language": (COMMON, {"since": never, "language": "en"}),
        }
        for name, (words, narrowed) in asked.items():
            times: list[float] = []
            for _ in range(4):
                began = process_time()
                hits = search(archive.db, words, **narrowed)  # type: ignore[arg-type]
                times.append((process_time() - began) * 1000)
            print(f"{name:32}{times[0]:8.1f} ms first{min(times[1:]):8.1f} ms{len(hits):5} hits")


if __name__ == "__main__":
    main()
