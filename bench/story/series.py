"""Invented series in thirteen languages, to be scored by pairs: `python bench/story/series.py [--seed N] [--numbers N] > FILE`.

Each number of a series is a story of its own; copies, corrected re-issues, copies with rounded figures and translations belong to their
number. The lines have {doc_id, lang, title, text, published, url, story, series, kind} in the order of publication.
"""

import argparse
import json
import random
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

TEXTS = Path(__file__).with_suffix(".toml")
ENDS = re.compile(r"(?<=[.。।])\s*(?=\S)(?![^ ]*\d)|\n+")
FIGURE = re.compile(r"(?<![\d.,])\d{3,}(?![\d.,])|(?<![\d.,])\d+[.,]\d+(?![\d.,])")
UNSPACED = ("zh", "th")


def documents(seed: int, numbers: int) -> list[dict[str, str]]:
    rng = random.Random(seed)
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    found = [document for series in texts["series"] for document in _series(rng, series, texts, numbers)]
    found += [document for kind in ("releases", "reports") for series in texts[kind] for document in _fixed(rng, series, texts)]
    found.sort(key=lambda document: document["published"])
    return [{"doc_id": f"h{at:04}", **document} for at, document in enumerate(found)]


def _series(rng: random.Random, series: dict, texts: dict, numbers: int) -> Iterator[dict[str, str]]:  # type: ignore[type-arg]
    at = datetime(2026, 1, 5, 8) + timedelta(days=rng.randrange(60))
    seen = set()
    for number in range(1, numbers + 1):
        values = {name: f"{rng.uniform(least, most):.{places}f}" for name, (least, most, places) in series["numbers"].items()}
        values |= {name: rng.choice(choice) for name, choice in series["places"].items()}
        if str(values) in seen:
            continue
        seen.add(str(values))
        values |= {"day": str(at.day), "year": str(at.year), "month": texts["months"][series["lang"]][at.month - 1]}
        story = f"{series['name']}-{number}"
        title, text = series["title"].format(**values), series["text"].format(**values)
        yield _document(rng, series, story, "original", at, series["lang"], title, text)
        yield from _versions(rng, series, texts, story, at, title, text)
        if "english" in series and rng.random() < 0.5:
            values["month"] = texts["months"]["en"][at.month - 1]
            title, text = series["english_title"].format(**values), series["english"].format(**values)
            yield _document(rng, series, story, "translation", at + timedelta(hours=3), "en", title, text)
        at += timedelta(days=series["every"], hours=2 if series["every"] == 0 else 0)


def _fixed(rng: random.Random, series: dict, texts: dict) -> Iterator[dict[str, str]]:  # type: ignore[type-arg]
    at = datetime(2026, 2, 2, 9)
    for number, (title, text) in enumerate(zip(series["titles"], series["texts"], strict=True), 1):
        whole = "\n\n".join(part for part in (text, series.get("ending")) if part)
        story = f"{series['name']}-{number}"
        yield _document(rng, series, story, "original", at, series["lang"], title, whole)
        yield _document(
            rng, series, story, "republication", at + timedelta(hours=5), series["lang"], title, f"{_lead(texts, series)}\n{text}", "daily"
        )
        at += timedelta(hours=9 if "ending" not in series else 80)


def _versions(rng: random.Random, series: dict, texts: dict, story: str, at: datetime, title: str, text: str) -> Iterator[dict[str, str]]:  # type: ignore[type-arg]
    lang = series["lang"]
    if rng.random() < 0.5:
        yield _document(
            rng, series, story, "republication", at + timedelta(hours=7), lang, title, _copied(rng, text, texts, series), "daily"
        )
    if rng.random() < 0.3:
        yield _document(rng, series, story, "republication", at + timedelta(hours=20), lang, title, text.replace("\n\n", "\n"), "gazette")
    if rng.random() < 0.35 and (figures := FIGURE.findall(text)):
        wrong = text
        for figure in rng.sample(figures, min(len(figures), rng.choice((1, 1, 2)))):
            wrong = wrong.replace(figure, _other(rng, figure), 1)
        said = texts["leads"][lang][1]
        wrong = rng.choice((f"{said}\n\n{wrong}", f"{wrong}\n\n{said}"))
        yield _document(rng, series, story, "correction", at + timedelta(hours=rng.randrange(2, 16)), lang, title, wrong)
    if rng.random() < 0.35:
        rounded = FIGURE.sub(
            lambda found: _rounded(found.group()) if rng.random() < 0.4 else found.group(), _copied(rng, text, texts, series)
        )
        yield _document(rng, series, story, "hard", at + timedelta(hours=9), lang, title, rounded, "post")


def _copied(rng: random.Random, text: str, texts: dict, series: dict) -> str:  # type: ignore[type-arg]
    """With a lead, cut, two sentences in the other order."""
    sentences = [sentence for sentence in ENDS.split(text) if sentence]
    kept = [sentences[0], *(sentence for sentence in sentences[1:] if rng.random() < 0.78)]
    if len(kept) > 3:
        kept[1], kept[2] = kept[2], kept[1]
    return f"{_lead(texts, series)}\n" + ("" if series["lang"] in UNSPACED else " ").join(kept)


def _lead(texts: dict, series: dict) -> str:  # type: ignore[type-arg]
    lead: str = texts["leads"][series["lang"]][0]
    return lead


def _other(rng: random.Random, figure: str) -> str:
    at = rng.randrange(1, len(figure))
    at = at if figure[at].isdigit() else at - 1
    return figure[:at] + str((int(figure[at]) + rng.randrange(1, 9)) % 10) + figure[at + 1 :]


def _rounded(figure: str) -> str:
    whole, point, decimals = re.match(r"(\d+)([.,]?)(\d*)", figure).groups()  # type: ignore[union-attr]
    if point:
        return f"{float(f'{whole}.{decimals}'):.{len(decimals) - 1}f}".replace(".", point) if len(decimals) > 1 else figure
    return str(round(int(figure), -2)) if len(figure) > 3 else figure


def _document(
    rng: random.Random,
    series: dict,
    story: str,
    kind: str,
    at: datetime,
    lang: str,
    title: str,
    text: str,
    publisher: str = "office",  # type: ignore[type-arg]
) -> dict[str, str]:
    url = f"https://{series['name']}-{publisher}.example/{lang}/{at.year}/{rng.getrandbits(40):010x}"
    tag = "zh-Hans" if lang == "zh" else lang
    published = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    return {
        "lang": tag,
        "title": title,
        "text": text,
        "published": published,
        "url": url,
        "story": story,
        "series": series["name"],
        "kind": kind,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--numbers", type=int, default=8, help="of each series")
    asked = parser.parse_args()
    for document in documents(asked.seed, asked.numbers):
        print(json.dumps(document, ensure_ascii=False))
