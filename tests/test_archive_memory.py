"""An archive that is open for months takes no more memory than one that was opened now."""

import tracemalloc
from pathlib import Path

from ingest import archive


def test_statements_leave_nothing_behind(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as opened:

        def work(number: int) -> int:
            for n in range(number):
                opened.db.execute("SELECT name FROM sources WHERE id = ?", (n,)).fetchall()
                opened.db.executemany("UPDATE sources SET title = ? WHERE id = ?", [("", 0)])
            return tracemalloc.get_traced_memory()[0]

        tracemalloc.start()
        try:
            before = work(1000)
            assert work(5000) - before < 50_000, "a hundred bytes for each statement would be a million"
        finally:
            tracemalloc.stop()
