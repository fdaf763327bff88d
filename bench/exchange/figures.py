"""What leaving and coming costs, and whether what comes back is what left: `python bench/exchange/figures.py FOLDER --articles 10000`.

A generated archive (`bench/archive/generate.py`) is exported in every format and merged into a new archive. With `--round` it is
imported from its WARC; what was imported is exported as WARC and as WACZ, imported again, and compared. Each step is a process of its
own: seconds of CPU with its children's, the peak of memory of the largest of them, articles a second of CPU. `--peer PYTHON`: an
interpreter that has warcio and trafilatura, for the plain loop of `peer.py` over the same WARC.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FORMS = {
    "jsonl": "a.jsonl",
    "csv": "a.csv",
    "parquet": "a.parquet",
    "atom": "a.atom",
    "markdown": "notes",
    "warc": "a.warc.gz",
    "wacz": "a.wacz",
}
SAME = (
    "SELECT url, language, title, text, published FROM v_articles ORDER BY 1, 2",
    "SELECT url, language, seen_at, fingerprint FROM v_revisions ORDER BY 1, 2, 3, 4",
    "SELECT one.url, other.url FROM v_articles one JOIN v_articles other ON other.story = one.story ORDER BY 1, 2",
)


def run(name: str, articles: int, *command: str | Path) -> None:
    """Runs it and prints its figures."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    seconds = used.ru_utime + used.ru_stime
    peak = used.ru_maxrss / 1024
    figures = {"step": name, "cpu_seconds": round(seconds, 1), "articles_a_second": round(articles / seconds), "peak_mb": round(peak)}
    print(json.dumps(figures), flush=True)
    if status:
        print(said.decode()[-600:], flush=True)


def same(one: Path, other: Path) -> str:
    for sql in SAME:
        found = []
        for path in (one, other):
            with sqlite3.connect(path) as db:
                found.append(db.execute(sql).fetchall())
            db.close()
        if found[0] != found[1]:
            differ = set(found[0]) ^ set(found[1])
            return f"{len(differ)} of {len(found[0])} rows differ: {sql}"
    return "the same articles, revisions and stories"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--round", action="store_true", help="Also import the WARC, export it again, and import that.")
    given = parser.parse_args()
    folder, number = given.folder, given.articles
    folder.mkdir(parents=True)
    ours = (sys.executable, "-m", "ingest")
    first = folder / "first.db"
    run("generate", number, sys.executable, HERE.parent / "archive" / "generate.py", first, "--articles", str(number))
    for form, name in FORMS.items():
        run(f"export {form}", number, *ours, "export", "--db", first, "--format", form, "-o", folder / name)
    run("merge into a new archive", number, *ours, "merge", first, "--db", folder / "merged.db")
    print(json.dumps({"round trip": "archive", "found": same(first, folder / "merged.db")}), flush=True)
    run("merge again", number, *ours, "merge", first, "--db", folder / "merged.db")
    if given.peer:
        run("warcio and trafilatura", number, given.peer, HERE / "peer.py", folder / "a.warc.gz")
    if given.round:
        run("import warc", number, *ours, "import", folder / "a.warc.gz", "--db", folder / "one.db")
        for ending in ("warc.gz", "wacz"):
            again, back = folder / f"again.{ending}", folder / f"back-{ending}.db"
            run(f"export {ending}", number, *ours, "export", "--db", folder / "one.db", "-o", again)
            run(f"import {ending}", number, *ours, "import", again, "--db", back)
            print(json.dumps({"round trip": ending, "found": same(folder / "one.db", back)}), flush=True)


if __name__ == "__main__":
    main()
