"""How much damage `ingest verify` tells of: flips one bit of the content of an archive's tables at a time, and counts.

`python tests/flips.py [FLIPS] [SEED]` prints the share by table. A flip is made in a value, past the guards, as a disk would: the row keeps
its length, and SQLite finds nothing wrong with the page. What no hash covers and nothing follows from (a reason, a caption) is not told.
"""

import random
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archived import T1, T2, keep

from ingest.archive import create_or_open, integrity
from ingest.archive.story_index import stories
from ingest.core.model import Author, Image

TABLES = ("revisions", "articles", "snapshots", "article_urls", "urls", "fetches", "runs", "sources", "stories", "authors", "images")


def make(path: Path) -> None:
    with create_or_open(path) as archive:
        text = " ".join(f"The bridge over the river was opened on day {number} by the minister." for number in range(20))
        more: dict[str, Any] = {"byline": "By A. Writer", "lead": "It was opened.", "authors": (Author("A. Writer"),)}
        more["images"] = (Image(url="https://example.com/i"),)
        for number in range(8):
            url = f"https://example.com/{number}"
            keep(archive, f"Bridge {number} opened", f"{text} {number}", url=url, markdown=f"{text} {number}", **more)
            keep(archive, f"Bridge {number} opened", f"{text} {number} again", url=url, at=T1, kind="edit", markdown=text, **more)
            with archive.batch() as db:
                stories.settle(db, number + 1, T2)


def flip(path: Path, table: str, chance: random.Random) -> str | None:
    """Flips a bit of one value of a table; the column's name, None where the row allows none."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        row = chance.choice([id for (id,) in db.execute(f"SELECT id FROM {table}")])
        cursor = db.execute(f"SELECT * FROM {table} WHERE id = ?", (row,))
        values = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        held = {name: value for name, value in values.items() if value is not None and name != "id"}
        sizes = {name: len(value) if isinstance(value, bytes | str) else 1 for name, value in held.items()}
        column: str = chance.choices(list(sizes), list(sizes.values()))[0]  # as often as it is long: a disk knows no columns
        value = values[column]
        if isinstance(value, int):
            altered: object = value ^ 1 << chance.randrange(6)
        elif isinstance(value, float):
            return None
        else:
            content = bytearray(value if isinstance(value, bytes) else value.encode())
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            altered = bytes(content)
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA ignore_check_constraints = ON")
        kept_as = "?" if isinstance(value, bytes | int) else "CAST(? AS TEXT)"
        try:
            db.execute(f"UPDATE {table} SET {column} = {kept_as} WHERE id = ?", (altered, row))
        except sqlite3.IntegrityError:
            return None
        for _, sql in guards:
            db.execute(sql)
    return column


def measure(flips: int, seed: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By table: flips, those that were told; and by table and column those that were not."""
    chance = random.Random(seed)
    made: Counter[str] = Counter()
    told: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        sound, damaged = Path(folder, "sound.db"), Path(folder, "damaged.db")
        make(sound)
        assert integrity.verify(sound).problems == ()
        for number in range(flips):
            table = TABLES[number % len(TABLES)]
            for left in Path(folder).glob("damaged.db*"):
                left.unlink()
            shutil.copyfile(sound, damaged)
            column = flip(damaged, table, chance)
            if column is None:
                continue
            made[table] += 1
            if integrity.verify(damaged).problems:
                told[table] += 1
            else:
                missed[f"{table}.{column}"] += 1
    return made, told, missed


if __name__ == "__main__":
    made, told, missed = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 330, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for table in TABLES:
        print(f"{table:14} {told[table]:4} of {made[table]:4} told")
    print(f"{'all':14} {told.total():4} of {made.total():4} told")
    print("missed:", ", ".join(f"{name} {count}" for name, count in missed.most_common()))
