#!/usr/bin/env python3
"""Score the comparison of versions: score.py [--pages FILE] [--corpus FOLDER] [--most N] [--wrong]

Reads the pairs that `pairs.py` makes over the written pages and, with --corpus, over saved pages (.html or .html.gz below FOLDER), through
the extractor. Beside it in the same run: a hash of the bytes, and a text filter as change monitors have it (tags stripped, then difflib).
"""

import argparse
import difflib
import gzip
import hashlib
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import ranking
from pairs import PAGES, Page, Pair, edits, pairs
from selectolax.lexbor import LexborHTMLParser

import ingest
from ingest.core.change.compare import compare
from ingest.core.change.decide import Kept, decide, fingerprint
from ingest.core.change.model import KINDS, Version, mirrored
from ingest.core.model import Verdict
from ingest.errors import IngestError

_CORRECTION = "Correction: an earlier version of this article was wrong."
_AT = "2025-01-01T00:00:00Z"


def read(html: bytes) -> Version:
    article = ingest.extract(html, "https://example.org/news/a", content_type="text/html; charset=utf-8", fetched_at=_AT)
    return Version(article.title, article.text, article.language, article.byline)


def of_corpus(folder: Path, most: int) -> Iterator[Pair]:
    """Edits of saved pages' texts, set in the same template: figures, paragraphs, the headline."""
    paths = sorted(path for path in folder.rglob("*.html*") if path.suffix in (".html", ".gz"))
    texts: list[Version] = []
    for path in paths:
        try:
            body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            article = ingest.extract(body, "https://example.org/news/a", fetched_at=_AT)
        except IngestError:
            continue
        if len([line for line in article.text.split("\n\n") if len(line) > 40]) >= 5 and article.language:
            texts.append(Version(article.title, article.text, article.language))
    step = max(1, len(texts) // most)
    for number, version in enumerate(texts[::step]):
        paragraphs = tuple(line for line in version.text.split("\n\n") if line)
        page = Page(version.language or "und", version.title, paragraphs)
        other = next((one for one in texts[number + 1 :] if one.language == version.language), None)
        added = max(other.text.split("\n\n"), key=len)[:400] if other else None
        for kind, after in edits(
            page, added or "", "Correction: an earlier version of this article was wrong.", other.title if other else "", ""
        ):
            if other or kind not in ("headline", "added"):
                yield Pair(f"{version.language} {kind} corpus {number}", page.language, page.html(), after.html(), (kind,))
        for place, paragraph in enumerate(paragraphs[1:], 1):
            figure = re.search(r"(?<![\d.,/:\-])(?!(?:19|20)\d\d)\d{2,6}(?![\d.,/:\-年月日])(?= [^\W\d_]{5})", paragraph)
            if figure:
                edited = f"{paragraph[: figure.start()]}{int(figure[0]) * 3 + 1}{paragraph[figure.end() :]}"
                after = Page(page.language, page.headline, (*paragraphs[:place], edited, *paragraphs[place + 1 :]))
                yield Pair(f"{version.language} numbers corpus {number}", page.language, page.html(), after.html(), ("numbers",))
                break


def filtered(html: bytes) -> list[str]:
    """What a monitor's text filter leaves: scripts, styles and tags gone, blank lines too."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "head"])
    return [line for line in (" ".join(line.split()) for line in tree.body.text(separator="\n").splitlines()) if line] if tree.body else []


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--most", type=int, default=60, help="pages of the corpus")
    parser.add_argument("--wrong", action="store_true", help="list what was judged wrongly")
    options = parser.parse_args()
    every = [*pairs(options.pages), *(of_corpus(options.corpus, options.most) if options.corpus else ())]
    confusion: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    found: Counter[str] = Counter()
    seconds, longest = 0.0, 0
    for pair in every:
        before, after = read(pair.before), read(pair.after)
        begun = time.process_time()
        change = compare(before, after)
        seconds += time.process_time() - begun
        longest = max(longest, len(before.text))
        if mirrored(change) != compare(after, before):
            sys.exit(f"{pair.name}: not mirrored")
        last = Kept(
            fingerprint=fingerprint(before.title, before.text),
            title=before.title,
            text=before.text,
            language=before.language,
            byline=before.byline,
        )
        verdict = decide(last, after.title, after.text, after.language, byline=after.byline).verdict
        wanted = min(pair.kinds, key=KINDS.index, default="noise") if pair.kinds else "noise"
        got = (change.kind or "noise") if verdict is not Verdict.UNCHANGED else "noise"
        confusion[pair.language][wanted, got] += 1
        sort = "edit" if pair.kinds else "noise"
        found[sort] += 1
        found[f"{sort} hash"] += hashlib.sha256(pair.before).digest() != hashlib.sha256(pair.after).digest()
        found[f"{sort} filter"] += any(line[:1] in "+-" for line in difflib.ndiff(filtered(pair.before), filtered(pair.after)))
        found[f"{sort} ours"] += verdict is not Verdict.UNCHANGED
        if options.wrong and wanted != got:
            spans = "; ".join(f"{span.kind}: {span.before[:30]!r} -> {span.after[:30]!r}" for span in change.spans[:4])
            print(f"{pair.name}: {wanted}, told {got} ({spans})", file=sys.stderr)
    report(confusion, found, seconds / len(every))


def report(confusion: dict[str, Counter[tuple[str, str]]], found: Counter[str], seconds: float) -> None:
    edits_, noise = found["edit"], found["noise"]
    print(f"{edits_ + noise} pairs in {len(confusion)} languages\n")
    print("| | hash of the bytes | text filter | ingest |\n|---|---|---|---|")
    print(
        "| false revisions on noise | " + " | ".join(f"{found[f'noise {name}'] / noise:.1%}" for name in ("hash", "filter", "ours")) + " |"
    )
    missed = (f"{1 - found[f'edit {name}'] / edits_:.1%}" for name in ("hash", "filter", "ours"))
    print(f"| missed edits | {' | '.join(missed)} |\n")
    total: Counter[tuple[str, str]] = sum(confusion.values(), Counter())
    print(f"gravest class right: {_right(total):.1%}")
    for language in sorted(confusion):
        counts = confusion[language]
        if sum(counts.values()) >= 20:
            print(f"| {language} | {sum(counts.values())} | {_right(counts):.1%} |")
    tau, _ = ranking.tau()
    print(f"\norder of significance, 60 pairs ranked by hand: Kendall tau {tau:.3f}")
    print(f"comparing two versions: {seconds * 1000:.2f} ms\n")
    columns = [kind for kind in (*KINDS, "noise") if any(kind in pair for pair in total)]
    print("| was, told | " + " | ".join(columns) + " |\n|---" * 1 + "|---" * (len(columns)) + "|")
    for wanted in columns:
        print(f"| {wanted} | " + " | ".join(str(total[wanted, got] or "") for got in columns) + " |")


def _right(counts: Counter[tuple[str, str]]) -> float:
    """Of the edits, the share whose gravest class was told."""
    wanted = {pair: count for pair, count in counts.items() if pair[0] != "noise"}
    return sum(count for pair, count in wanted.items() if pair[0] == pair[1]) / max(1, sum(wanted.values()))


if __name__ == "__main__":
    main()
