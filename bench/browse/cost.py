"""What the pages of an archive cost: `python bench/browse/cost.py ARCHIVE`, in CPU milliseconds of this process.

`--start` measures a process that is started, answers its first page and ends. `bench/archive/generate.py` makes an archive to ask.
"""

import argparse
import asyncio
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time
from urllib.request import urlopen

from ingest import archive as archives
from ingest.browse import serve

ROUNDS = 20


def pages(path: Path) -> list[str]:
    """A page of each kind, of the newest article and its story."""
    with archives.open_readonly(path) as opened:
        article, story = opened.db.execute("SELECT id, story FROM articles ORDER BY id DESC LIMIT 1").fetchone()
        several = opened.db.execute("SELECT id FROM stories WHERE articles > 2 ORDER BY id DESC LIMIT 1").fetchone()
        source = opened.db.execute("SELECT name FROM sources ORDER BY id LIMIT 1").fetchone()[0]
    own = [
        "today",
        "search",
        "search?q=minister",
        "search?q=the",
        "search?q=the&sort=best",
        "search?q=the&language=fr",
        "search?language=vi",
        "search?month=2022-03",
        "stories",
        "changes",
        "removed",
        "sources",
        "log",
        "log?verdict=new",
        "search.atom?q=the",
        "changes.atom",
    ]
    own += [f"search?q=the&source={source}", f"source/{source}", f"story/{(several or [story])[0]}", f"article/{article}"]
    return [f"/-/{page}" for page in own] + ["/v_articles", "/articles"]


async def measure(path: Path) -> None:
    datasette = serve.build(path)
    await datasette.invoke_startup()
    base = datasette.urls.database(path.stem)
    for page in pages(path):
        spent = []
        for _ in range(ROUNDS):
            before = process_time()
            answer = await datasette.client.get(f"{base}{page}")
            spent.append((process_time() - before) * 1000)
        spent.sort()
        most = spent[int(ROUNDS * 0.95) - 1]
        print(f"{page:36} {answer.status_code} {len(answer.content):8,} bytes  median {median(spent):6.1f}  95 % {most:6.1f}")


def start(path: Path) -> None:
    """CPU seconds of `ingest browse` from its start to its first page."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, "-m", "ingest", "browse", str(path), "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        with urlopen(served.stdout.readline().split(" is at ")[1].split()[0]) as answer:
            answer.read()
        served.terminate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.2f} s of CPU from the start to the first page")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--start", action="store_true")
    given = parser.parse_args()
    if given.start:
        start(given.archive)
    else:
        asyncio.run(measure(given.archive))
