#!/usr/bin/env python3
"""Fit the weights of `ingest/core/story/judging/weights.py` on a corpus of articles whose stories are known, and count `common.tsv`.

    train.py CORPUS.jsonl.gz [--common common.tsv]

A line of the corpus has doc_id, story_id, source, lang, title and text. Stories are halved by a hash of their id: the figures printed are
of each half judged with the weights of the other; the weights printed last are fitted on both. Needs numpy and scikit-learn.
"""

import argparse
import gzip
import json
import random
import zlib
from collections import Counter, defaultdict

import numpy as np
from sklearn.linear_model import LogisticRegression

from ingest.core.story import group
from ingest.core.story.features.signature import found, signature
from ingest.core.story.features.words import split
from ingest.core.story.judging.judge import evidence
from ingest.core.story.judging.weights import RIVALRY, Rivalry
from ingest.core.story.pool import Pool

UNLABELLED = "masakhane"  # two of its articles may be one text without the corpus saying so
PER_STORY = 8
COMMON = 20


def read(path, seed):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    random.Random(seed).shuffle(articles)
    seen = Counter()
    for article in articles:
        seen[article["story_id"]] += 1
        if seen[article["story_id"]] <= PER_STORY:
            yield article


def half(article):
    return zlib.crc32(article["story_id"].split(":", 1)[1].encode()) % 2


def halves(a, b):
    """The halves that a pair belongs to; distractors belong to either."""
    return {half(article) for article in (a, b) if article["source"] != UNLABELLED}


def write_common(articles, path):
    counts = Counter()
    for article in articles:
        words = split(f"{article['title']}\n{article['text']}", article["lang"])
        counts.update({(kind, spelling) for _, kind, spelling in found(words, article["lang"])})
    with open(path, "w", encoding="utf-8") as table:
        table.write(f"# How common features are: kind, spelling, articles out of {len(articles)} that have it, if {COMMON} or more.\n")
        table.write("# Counted by bench/story/train.py in its training corpus.\n")
        for (kind, spelling), count in sorted(counts.items(), key=lambda entry: (entry[0][0], -entry[1], entry[0][1])):
            if count >= COMMON:
                table.write(f"{kind}\t{spelling}\t{count}\n")


def fit(figures, same):
    """Weights in the figures' own scale, and the bias."""
    mean, spread = figures.mean(0), figures.std(0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000).fit((figures - mean) / spread, same)
    weights = model.coef_[0] / spread
    return weights, model.intercept_[0] - weights @ mean


def crossed(figures, same, counted, sides):
    """Log-odds of each pair by the weights of the half that it is not of; the higher where it is of both."""
    log_odds = np.full(len(same), -np.inf)
    for side in (0, 1):
        train = counted & np.array([halves_ == {1 - side} for halves_ in sides])
        judged = np.array([side in halves_ or not halves_ for halves_ in sides])
        weights, bias = fit(figures[train], same[train])
        log_odds[judged] = np.maximum(log_odds[judged], figures[judged] @ weights + bias)
    return log_odds


def report(articles, stories):
    """Precision and recall over all pairs, and over those of each language and of each pair of languages with enough of them."""
    right, wrong, pairs = Counter(), Counter(), Counter()
    for members, counts in ((_grouped(articles, stories), None), (_grouped(articles, [one["story_id"] for one in articles]), pairs)):
        for group_ in members:
            for number, a in enumerate(group_):
                for b in group_[:number]:
                    one, other = sorted((a["lang"], b["lang"]), key=lambda language: (language != "en", language))
                    same = a["story_id"] == b["story_id"]
                    if same or halves(a, b):
                        into = counts if counts is not None else right if same else wrong
                        into.update({"all", one, other, f"{one}-{other}"})
    for name in ["all", *sorted(name for name, count in pairs.items() if name != "all" and count >= 10)]:
        precision, recall = right[name] / max(1, right[name] + wrong[name]), right[name] / pairs[name]
        print(
            f"  {name:16} precision {precision:.3f}  recall {recall:.3f}  ({right[name]} right, {wrong[name]} wrong, {pairs[name]} in all)"
        )


def _grouped(articles, keys):
    groups = defaultdict(list)
    for at, article in enumerate(articles):
        groups[keys[at]].append(article)
    return groups.values()


def leads(pairs, log_odds, languages):
    """The figures of RIVALRY: a score, the narrower lead, the wider one."""
    likely = dict(zip(pairs, log_odds, strict=True))
    alone = {article: article for article in languages}
    columns = []
    for narrow, wide in ((1, 0), (0, 1)):
        group.RIVALRY = Rivalry(bias=0, score=0, narrow=narrow, wide=wide, widest=RIVALRY.widest)
        columns.append(group.against_rivals(likely, languages, alone))
    return np.array([(score, columns[0][pair], columns[1][pair]) for pair, score in likely.items()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--common", help="write the table of common features here, and stop")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    articles = list(read(options.corpus, options.seed))
    if options.common:
        write_common(articles, options.common)
        return
    pool = Pool([signature(article["title"], article["text"], article["lang"]) for article in articles])
    pairs = sorted(pool.pairs())
    figures = [evidence(pool.weighed[a], pool.weighed[b]) for a, b in pairs]
    names = list(figures[0])
    figures = np.array([list(row.values()) for row in figures])
    same = np.array([articles[a]["story_id"] == articles[b]["story_id"] for a, b in pairs])
    sides = [halves(articles[a], articles[b]) for a, b in pairs]
    counted = np.array([bool(halves_) for halves_ in sides])
    languages = {at: article["lang"] for at, article in enumerate(articles)}
    print(f"{len(articles)} articles, {len(pairs)} candidate pairs, {same.sum()} of them of one story")

    log_odds = crossed(figures, same, counted, sides)
    rivalry = leads(pairs, log_odds, languages)
    settled = crossed(rivalry, same, counted, sides)
    judge_rivals = group.against_rivals
    group.against_rivals = lambda *_: dict(zip(pairs, settled, strict=True))
    report(articles, group.derive(languages, dict(zip(pairs, log_odds, strict=True))))

    group.against_rivals = judge_rivals

    weights, bias = fit(figures[counted], same[counted])
    print(f"BIAS = {bias:.3f}\nWEIGHTS = {{")
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.3f},')
    print("}")
    weights, bias = fit(leads(pairs, figures @ weights + bias, languages)[counted], same[counted])
    print("RIVALRY = Rivalry(bias={:.3f}, score={:.3f}, narrow={:.3f}, wide={:.3f}, widest=8.0)".format(bias, *weights))


if __name__ == "__main__":
    main()
