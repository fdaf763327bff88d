"""Whether archives make the same stories in whatever order they are merged: `python bench/exchange/orders.py DOCUMENTS.jsonl.gz`.

The documents (`doc_id`, `story_id`, `lang`, `title`, `text`, perhaps `published`) are dealt to three archives that know nothing of each
other, and to one that sees them all. The three are merged in every order. Printed: story pairs that differ between orders, and for each
order and the one archive the precision and recall of pairs (those of `--unlabelled` alone are not counted).
"""

import argparse
import gzip
import json
import random
import sqlite3
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations
from pathlib import Path
from time import process_time
from typing import Any

from ingest.archive import create_or_open, packing
from ingest.archive.merge import other
from ingest.archive.merge.merging import Merging
from ingest.archive.story_index import stories
from ingest.archive.write import append, snapshots, source_state, url_state
from ingest.core import fold
from ingest.core.change.decide import fingerprint
from ingest.core.model import Article, Document, Exchange, Moment, Source
from ingest.core.story.features.signature import signature
from ingest.core.times import utc_text

START = datetime(2024, 1, 1, tzinfo=UTC)
Pairs = set[tuple[str, str]]


def read(path: Path, limit: int, per_story: int, seed: int) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        found = [{"story_id": one.get("story"), **one} for one in map(json.loads, lines)]
    random.Random(seed).shuffle(found)
    having: Counter[str] = Counter()
    kept = []
    for one in found:
        having[one["story_id"]] += 1
        if having[one["story_id"]] <= per_story:
            kept.append(one)
    return kept[:limit]


def make(path: Path, documents: list[tuple[int, dict[str, Any]]]) -> None:
    """An archive that saw these at the minute of their number."""
    with create_or_open(path) as opened:
        opened.db.execute("PRAGMA synchronous = OFF")
        source = Source(name="works", title="Works", homepage="https://works.example/")
        with opened.batch() as db:
            owner = source_state.save(db, source)
        for number, one in documents:
            at = utc_text(START + timedelta(minutes=number))
            url, language = f"https://works.example/{one['doc_id']}", one["lang"]
            exchange = Exchange(url=url, final_url=url, started_at=at, ended_at=at, status=200)
            day = one.get("published")
            published = Moment(local=day, at=f"{day[:10]}T00:00:00Z", precision="day") if day else None
            article = Article(url=url, title=one["title"], text=one["text"], markdown="", language=language, published=published)
            with opened.batch() as db:
                address = url_state.id_of(db, url, at, owner)
                page = Document(exchange=exchange, body=url.encode())
                snapshot = snapshots.add(db, address, page, packing.pack(page.body))
                version = append.NewRevision(
                    identity=url,
                    language=language,
                    article=article,
                    fingerprint=fingerprint(article.title, article.text),
                    search_text=fold.searchable(article.title, None, None, article.text),
                    kind="first",
                    reason="seen for the first time",
                    extractor=1,
                    seen_at=at,
                )
                kept = append.keep_article(db, version, source=owner, url=address, snapshot=snapshot)
                append.see_url(db, kept.article, address, "final", at)
                stories.note_likeness(db, kept.article, article, signature(article.title, article.text, language), snapshot, at)
                stories.settle(db, kept.article, at)


def together(path: Path) -> Pairs:
    sql = "SELECT one.identity, other.identity FROM articles one JOIN articles other ON other.story = one.story"
    with sqlite3.connect(path) as db:
        found = {
            (one.rpartition("/")[2], other.rpartition("/")[2]) for one, other in db.execute(f"{sql} WHERE one.identity < other.identity")
        }
    db.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--limit", type=int, default=2500)
    parser.add_argument("--per-story", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--unlabelled", default="masakhane")
    given = parser.parse_args()
    documents = read(given.documents, given.limit, given.per_story, given.seed)
    unlabelled = {one["doc_id"] for one in documents if one.get("source") == given.unlabelled}
    by_story: dict[str, list[str]] = {}
    for one in documents:
        by_story.setdefault(one["story_id"], []).append(one["doc_id"])
    true = {tuple(sorted(pair)) for found in by_story.values() for pair in combinations(found, 2)}

    def tell(name: str, found: Pairs, seconds: float) -> None:
        pairs = {tuple(sorted(pair)) for pair in found}
        counted = {pair for pair in pairs if not set(pair) <= unlabelled or pair in true}
        right = len(counted & true)
        figures = {"precision": round(right / max(1, len(counted)), 4), "recall": round(right / max(1, len(true)), 4)}
        print(json.dumps({"stories of": name, **figures, "pairs": len(pairs), "cpu_seconds": round(seconds, 1)}), flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbered = list(enumerate(documents))
        started = process_time()
        make(folder / "all.db", numbered)
        tell("one archive", together(folder / "all.db"), process_time() - started)
        chance = random.Random(given.seed)
        dealt = [chance.randrange(3) for _ in numbered]
        for part in range(3):
            make(folder / f"{part}.db", [one for one, to in zip(numbered, dealt, strict=True) if to == part])
        results: list[Pairs] = []
        for order in permutations(range(3)):
            started = process_time()
            into = folder / f"into-{''.join(map(str, order))}.db"
            with create_or_open(into) as opened:
                for part in order:
                    with other.opened(folder / f"{part}.db") as theirs:
                        Merging(opened, theirs, "1970-01-01T00:00:00Z", refuse=print).go("2026-01-01T00:00:00Z")
            results.append(together(into))
            tell(f"order {order}", results[-1], process_time() - started)
        print(json.dumps({"pairs that differ between orders": len(set.union(*results) - set.intersection(*results))}))


if __name__ == "__main__":
    main()
