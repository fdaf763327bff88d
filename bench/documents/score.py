"""Word F1 of sixty self-made PDFs against the words that they were made from, poppler's pdftotext beside it.

apt-get install poppler-utils poppler-data fonts-noto-core fonts-dejavu-core
python bench/documents/score.py [--keep FOLDER] [--only PART OF A NAME]
"""

import argparse
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

from made import Made, all_of_them
from words import bag_f1, order_f1

from ingest.core import reading
from ingest.core.model import Document, Exchange

AT = "2026-01-01T00:00:00Z"


def ours(made: Made) -> str:
    url = f"https://example.gov/{made.name}.pdf"
    exchange = Exchange(url=url, final_url=url, started_at=AT, ended_at=AT, status=200)
    return reading.article_of(Document(exchange=exchange, body=made.body)).text


def poppler(made: Made, *options: str) -> str:
    """`-raw`: in the order of the file."""
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, "-", "-"], input=made.body, capture_output=True, check=True
    ).stdout.decode()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    scores: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    seconds = 0.0
    for made in all_of_them():
        if asked.only not in made.name:
            continue
        began = process_time()
        said = ours(made)
        seconds += process_time() - began
        theirs = poppler(made)
        figures = tuple(score(text, made.words) for text in (said, theirs) for score in (bag_f1, order_f1))
        figures += (order_f1(poppler(made, "-raw"), made.words),)
        scores[made.name.rpartition("-")[0]].append(figures)
        print(made.name, *(f"{figure:.3f}" for figure in figures), sep="\t")
        if asked.keep:
            asked.keep.mkdir(exist_ok=True)
            (asked.keep / f"{made.name}.pdf").write_bytes(made.body)
            for kind, text in (("wanted", made.words), ("ours", said), ("poppler", theirs)):
                (asked.keep / f"{made.name}.{kind}.txt").write_text(text, encoding="utf-8")
    print("\nkind\tfiles\tours\tours, in order\tpoppler\tpoppler, in order\tpoppler -raw, in order")
    for kind, each in scores.items():
        print(kind, len(each), *(f"{sum(one) / len(one):.3f}" for one in zip(*each, strict=True)), sep="\t")
    every = [one for each in scores.values() for one in each]
    print("all", len(every), *(f"{sum(one) / len(one):.3f}" for one in zip(*every, strict=True)), sep="\t")
    print(f"{seconds:.1f} s of processor time for ours")


if __name__ == "__main__":
    main()
