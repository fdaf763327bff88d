"""A simulated ministry of 3,000 articles in 150 listing pages of six kinds of paging: one walk back, killed three times.

python bench/history/ministry.py [--pages 25] [--articles 20] [--kills 3]
"""

import argparse
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from ministry import Ministry
from origin import Origin
from program import LOOPBACK, environment

ABREAST = 4  # requests that may be under way when it is killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("pages", 25), ("articles", 20), ("kills", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    wanted = parser.parse_args()
    began = time.monotonic()
    with TemporaryDirectory() as folder, Origin() as origin:
        ministry = Ministry(origin, wanted.pages, wanted.articles)
        here = Path(folder)
        (here / "schedules").mkdir()
        (here / "schedules" / "ministry.toml").write_text(ministry.schedule, encoding="utf-8")
        command = [sys.executable, "-m", "ingest", "fetch", "ministry", "--back", "all", *LOOPBACK]
        for kill in range(wanted.kills):
            target = len(ministry.articles) * (kill + 1) // (wanted.kills + 1)
            with subprocess.Popen(command, cwd=here, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                while len(origin.requests) < target and process.poll() is None:
                    time.sleep(0.05)
                process.kill()
            print(f"killed after {len(origin.requests)} requests")
        ended = subprocess.run(command, cwd=here, env=environment(), capture_output=True, text=True, check=False)
        print(ended.stderr, ended.stdout, f"exit {ended.returncode}", sep="\n")
        db = sqlite3.connect(here / "archive.db")
        kept = {url for (url,) in db.execute("SELECT url FROM v_articles")}
        asked = ministry.asked()
        paths = ["/" + url.split("/", 3)[3] for url in ministry.articles]
        twice = [path for path in paths if asked[path] > 1]
        again = [path for path in ministry.listing_pages if asked[path] > 1]
        under_way = ABREAST * wanted.kills
        print(f"{len(kept & set(ministry.articles))} of {len(paths)} articles kept; {len(twice)} asked for twice (under way: {under_way})")
        read = sum(asked[path] > 0 for path in ministry.listing_pages)
        print(f"{read} listing pages read, {len(again)} more than once: {[(path, asked[path]) for path in again]}")
        print(f"{sum(asked.values())} requests; {db.execute('SELECT count(*) FROM walked').fetchone()[0]} articles brought by the walk")
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{time.monotonic() - began:.0f} s, {spent.ru_utime + spent.ru_stime:.0f} s of CPU in the commands")


if __name__ == "__main__":
    main()
