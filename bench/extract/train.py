#!/usr/bin/env python3
"""Learns the points of the body scorecard from pages with gold, and says how well they do on sites that they were not learned from.

    python bench/extract/train.py CORPUS ... [--partitions 8] [--held-out] [--write]

CORPUS is a folder with `index.jsonl`, a page a line: id, url, html (path, plain or gzip), encoding, site, type, gold {body, body_variants}.
Every page is trained on in four fifths of the runs and judged in the fifth; pages of one site are never on both sides. `--partitions` is
how many ways to part the sites the figures are the mean of. `--held-out` learns without each corpus in turn and judges on it.
`--alike`: each corpus counts as much as the others, however many pages it has, and ranges are pulled to zero by `--pull` blocks.
`--write` replaces `ingest/core/extract/body/weights.py`. Needs numpy.
"""

import argparse
import gzip
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np

from ingest.core.extract.body import article_blocks, evidence, score, weights
from ingest.core.extract.body.evidence import HOLDERS, NAMES, NUMBERS, TAGS, Evidence
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.part_names import FAMILIES
from ingest.core.model import ADHOC, Document, Exchange

# Where the ranges of a number end. Chosen by hand, so that they can be read, and few, so that they cannot learn single pages.
_SIZE = (2.5, 3.5, 4.5, 5.5, 6.3, 7, 7.7, 8.5)  # log2 of characters: 6, 11, 23, 45, 79, 128, 208, 362
_LINKED = (0.02, 0.12, 0.35, 0.6, 0.9)
_PROSE = (0.002, 0.02, 0.08, 0.2, 0.5, 0.9)
_AROUND = (0, 0.02, 0.1, 0.5, 0.9, 0.98, 0.9999)
_OVERLAP = (0, 0.1, 0.25, 0.5, 0.8)
_MANY = (1, 2, 4, 8, 16, 40)
_EACH_TAG = tuple(number + 0.5 for number in range(-1, len(TAGS)))
BOUNDS = {
    "size": _SIZE, "linked share": _LINKED, "ends sentence": (0.5,), "commas": (0, 1, 3, 6), "capitals": (0.02, 0.05, 0.1, 0.2, 0.5),
    "closing": tuple(number - 0.5 for number in range(17)), "title covers": _OVERLAP, "like title": (0, 0.1, 0.3, 0.6, 0.85),
    "description covers": _OVERLAP, "in jsonld": (-0.5, 0.5), "copies": (1, 2, 4),
    "after title": (-90, -20, -4, -0.5, 0.5, 3, 8, 20, 60, 150),
    "tag": _EACH_TAG, "tag -1": _EACH_TAG, "tag +1": _EACH_TAG, "parent tag": _EACH_TAG,
    "class prose": _PROSE, "place prose": _PROSE, "alike": _MANY, "parents alike": _MANY, "prose before": _AROUND, "prose behind": _AROUND,
    **{f"size {at}": _SIZE for at in ("-2", "-1", "+1", "+2")}, **{f"linked {at}": (-0.5, *_LINKED) for at in ("-2", "-1", "+1", "+2")},
    **{f"prose of box {up}": _PROSE for up in range(4)}, **{f"linked of box {up}": (-0.5, *_LINKED) for up in range(4)},
    **{f"blocks of box {up}": (1, 2, 3, 5, 10, 25, 60) for up in range(4)},
    **{f"text of box {up}": (20, 60, 150, 400, 1000, 2500) for up in range(4)},
}  # fmt: skip

FOLDS = 5
NO_ARTICLES = frozenset(("product", "service", "forum", "listing", "collection", "documentation", "category"))  # types of pages
ROUNDS, RATE = 60, 0.1
PULL = 200  # blocks of average weight that a range needs before its points follow the data; cross validation: 100 .. 300 are equal
DOUBTFUL = 0.6  # F1 of a first round; below it the gold is of another page, or cut off, or the page too odd to learn from

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(f"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\\w)+")


class Example(NamedTuple):
    """A page: its blocks' features, how much of each is gold (0 to 1, below 0: optional), how much each counts."""

    corpus: str
    site: str
    page: tuple[object, ...]
    gold: list[Counter[tuple[str, ...]]]
    features: np.ndarray
    weighed: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray


MEMBERS = [(name, member) for name in NAMES for member in (HOLDERS if name == "holder" else FAMILIES)]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(zip(*(tokens[i:] for i in range(4)), strict=False)) if len(tokens) > 3 else Counter([tuple(tokens)])


def examples(corpus: Path) -> list[Example]:
    found = []
    for line in (corpus / "index.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row.get("type") in NO_ARTICLES or not row["gold"].get("body"):
            continue
        raw = (corpus / row["html"]).read_bytes()
        found.append(example(corpus.name, row, gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw))
    return found


def example(corpus: str, row: dict, raw: bytes) -> Example:
    charset = f"text/html; charset={row['encoding']}" if row.get("encoding") else "text/html"
    exchange = Exchange(url=row["url"], final_url=row["url"], started_at="", ended_at="", status=200, headers=(("content-type", charset),))
    page = Page.of(Document(exchange=exchange, body=raw))
    layout = article_blocks.layout_of(page, page.tree.body, ADHOC.article)
    title = page.first("og:title", "twitter:title") or next(iter(page.titles), "")
    own = jsonld.own(page.jsonld, page.url, title) or {}
    told = html.unescape(own["articleBody"]) if isinstance(own.get("articleBody"), str) else ""
    description = page.first("og:description", "description") or ""
    rows = evidence.evidence(layout, evidence.sizes(layout), title, description, told)
    variants = [*(row["gold"].get("body_variants") or ()), row["gold"]["body"]]
    longest, shortest = max(variants, key=len), min(variants, key=len)
    golds = Gold(longest), Gold(shortest)
    wanted = np.array([mark(block.text, *golds) for block in layout.blocks])
    tokens = np.array([len(_TOKEN.findall(block.text)) for block in layout.blocks], float)
    weight = (np.minimum(tokens, 300) + 3) / max(200, len(_TOKEN.findall(longest))) * 100
    return Example(
        corpus=corpus,
        site=row.get("site") or (urlsplit(row["url"]).hostname or str(row["id"])).removeprefix("www."),
        page=(page, layout, title, told),
        gold=[shingles(text) for text in variants],
        features=features(rows),
        weighed=np.array([one is not None for one in rows], bool),
        wanted=wanted,
        weight=weight,
    )


class Gold:
    """One text that people marked, ready to be looked up."""

    def __init__(self, text: str) -> None:
        self.runs = shingles(text)
        self.lines = {tuple(_TOKEN.findall(line)) for line in text.split("\n")}
        self.tokens = f" {' '.join(_TOKEN.findall(text))} "

    def covers(self, text: str) -> float:
        """How much of a block is in it, 0 to 1. A single word counts only as a line of its own."""
        tokens = _TOKEN.findall(text)
        if len(tokens) < 6:
            return float(tuple(tokens) in self.lines or (len(tokens) > 1 and f" {' '.join(tokens)} " in self.tokens)) if tokens else 0.0
        runs = list(zip(*(tokens[i:] for i in range(4)), strict=False))
        return sum(run in self.runs for run in runs) / len(runs)


def mark(text: str, longest: Gold, shortest: Gold) -> float:
    """How much of a block is gold; -1 for what only some variants of the gold have, such as the standfirst."""
    most, least = longest.covers(text), shortest.covers(text)
    return -1.0 if abs(most - least) > 0.5 else (most + least) / 2


def features(rows: list[Evidence | None]) -> np.ndarray:
    """A row a block: the values of NUMBERS, then 0 or 1 for each of MEMBERS."""
    table = np.zeros((len(rows), len(NUMBERS) + len(MEMBERS)), np.float32)
    for i, row in enumerate(rows):
        if row is not None:
            of_block, of_place, sets = row
            bits = [
                members >> bit & 1
                for members, size in zip(sets, (len(FAMILIES), len(FAMILIES), len(HOLDERS)), strict=True)
                for bit in range(size)
            ]
            table[i] = [*of_block, *of_place, *bits]
    return table


class Scorecard:
    """Points for each range of each feature, learned together in small steps (cyclic Newton boosting of step functions).

    `alike`: each corpus counts as much as the others, however many pages it has.
    """

    def __init__(self, train: list[Example], pull: float = PULL, *, alike: bool = False) -> None:
        pages = Counter(one.corpus if alike else "" for one in train)
        table = np.concatenate([one.features[one.weighed] for one in train])
        wanted = np.concatenate([one.wanted[one.weighed] for one in train])
        weight = np.concatenate([one.weight[one.weighed] / pages[one.corpus if alike else ""] for one in train]) * (wanted >= 0)
        wanted = np.clip(wanted, 0, 1)
        weight = weight / weight.mean()
        self.bounds = [np.array(BOUNDS[name], float) for name in NUMBERS] + [np.array((0.5,))] * len(MEMBERS)
        ranges = [np.searchsorted(bounds, table[:, at]) for at, bounds in enumerate(self.bounds)]
        self.points = [np.zeros(len(bounds) + 1) for bounds in self.bounds]
        share = (weight * wanted).sum() / weight.sum()
        self.base = float(np.log(share / (1 - share)))
        odds = np.full(len(table), self.base)
        for _ in range(ROUNDS):
            for points, into in zip(self.points, ranges, strict=True):
                chance = 1 / (1 + np.exp(-odds))
                slope = np.bincount(into, weight * (wanted - chance), len(points))
                curve = np.bincount(into, weight * chance * (1 - chance), len(points))
                step = RATE * (slope - 0.02 * pull * points) / (curve + pull)
                points += step
                odds += step[into]

    def likelihoods(self, one: Example) -> list[float]:
        odds = np.full(len(one.features), self.base)
        for at, (bounds, points) in enumerate(zip(self.bounds, self.points, strict=True)):
            odds += points[np.searchsorted(bounds, one.features[:, at])]
        return [float(chance) for chance in np.where(one.weighed, 1 / (1 + np.exp(-odds)), 0)]

    def source(self) -> str:
        """The module `weights`."""
        base = self.base
        numbers, families = [], {name: [] for name in NAMES}
        for name, bounds, points in zip(NUMBERS, self.bounds, self.points, strict=False):
            steps = [round(float(point), 2) for point in points]
            changes = [at for at in range(len(bounds)) if steps[at] != steps[at + 1]]
            kept = tuple(float(bounds[at]) for at in changes)
            numbers.append(f'    "{name}": ({kept}, {(*(steps[at] for at in changes), steps[-1])}),')
        for (name, member), points in zip(MEMBERS, self.points[len(NUMBERS) :], strict=True):
            base += float(points[0])
            if difference := round(float(points[1] - points[0]), 2):
                families[name].append(f'"{member}": {difference}')
        lines = (weights.__doc__ or "").rstrip()
        return "\n".join([
            f'"""{lines}\n"""', "", "# fmt: off", "# ruff: noqa: E501", f"BASE = {base:.3f}", "",
            "# number -> (where its ranges end, the points of each range)",
            "NUMBER_POINTS: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {", *numbers, "}", "",
            "# families in the box's own name, in the names of the small boxes around it, and elements around it",
            "FAMILY_POINTS: dict[str, dict[str, float]] = {",
            *(f'    "{name}": {{{", ".join(said)}}},' for name, said in families.items()), "}", "# fmt: on", "",
        ])  # fmt: skip


def judged(one: Example, likely: list[float]) -> tuple[float, float]:
    """Precision and recall of the body that these likelihoods lead to, against the nearest variant of the gold."""
    page, layout, title, told = one.page
    score.likelihoods, kept = lambda rows: likely if len(rows) == len(likely) else kept(rows), score.likelihoods
    try:
        found = article_blocks.find(page, layout, ADHOC.article, title, told)
    finally:
        score.likelihoods = kept
    said = shingles("\n".join([block.text for block in found.blocks]) or found.told)
    best = max(one.gold, key=lambda gold: 2 * (said & gold).total() / (said.total() + gold.total()))
    both = (said & best).total()
    return both / said.total(), both / best.total()


def f1(pairs: list[tuple[float, float]]) -> float:
    precision, recall = np.mean(pairs, axis=0)
    return 2 * precision * recall / (precision + recall or 1)


def fold(site: str, partition: int) -> int:
    return int(hashlib.md5(f"{partition or ''}{site}".encode()).hexdigest(), 16) % FOLDS


def crossed(pages: list[Example], learn: Callable[[list[Example]], Scorecard], partition: int = 0) -> list[Scorecard]:
    """A scorecard for each fold of one way to part the sites, learned from the others."""
    return [learn([one for one in pages if fold(one.site, partition) != k]) for k in range(FOLDS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--alike", action="store_true")
    parser.add_argument("--pull", type=float, default=PULL)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    learn = partial(Scorecard, pull=given.pull, alike=given.alike)
    corpora = {path.name: examples(path) for path in given.corpora}
    pages = [one for some in corpora.values() for one in some if len(one.features)]
    cards = crossed(pages, learn)
    sound = [one for one in pages if f1([judged(one, cards[fold(one.site, 0)].likelihoods(one))]) >= DOUBTFUL]
    print(f"{len(sound)} of {len(pages)} pages are trained on", flush=True)
    if given.write:
        Path(weights.__file__).write_text(learn(sound).source(), encoding="utf-8")
    figures: dict[str, list[float]] = {name: [] for name in corpora}
    for partition in range(given.partitions):
        cards = crossed(sound, learn, partition)
        for name, some in corpora.items():
            figures[name].append(f1([judged(one, cards[fold(one.site, partition)].likelihoods(one)) for one in some if len(one.features)]))
    for name, found in figures.items():
        print(f"{name:12} F1 {np.mean(found):.4f} ({min(found):.4f} to {max(found):.4f}) on unseen sites", flush=True)
    for name, some in corpora.items() if given.held_out else ():
        kept_out = set(map(id, some))
        card = learn([one for one in sound if id(one) not in kept_out])
        print(
            f"{name:12} F1 {f1([judged(one, card.likelihoods(one)) for one in some if len(one.features)]):.4f} learned without it",
            flush=True,
        )


if __name__ == "__main__":
    main()
