"""Which links of a page are the headlines of its list: judged by what repeats, what it looks like and where it stands.

A template that repeats a link with words as long as a headline's, in a heading, with a date or a summary beside it, is a list of articles.
Navigation, footers, tags, related articles, pages and languages are told by their elements, names, words and targets.
The shape of a URL ranks; it decides alone only where the page has no list.
"""

import re
from bisect import bisect_left

from ingest.core.listing.frame import Frame
from ingest.core.listing.judge import Headline, JudgedGroup, judge
from ingest.core.listing.outline import Outline
from ingest.core.listing.templates import Anchor, groups

_ENOUGH = 3.0
_NEAR = 4.0  # how far below the best a list may be and still be one of the page's lists
_LITTLE = 1.0  # what is enough for links whose URLs are spelt as those of the lists: a list's first or last rows may look otherwise
_NUMBERS = re.compile(r"\d+")


def headlines(outline: Outline, anchors: list[Anchor], url: str) -> list[Headline]:
    """The headlines of the page at `url`, in its order; empty where no links look like a list of articles."""
    if not anchors:
        return []
    frame = Frame(outline, anchors)
    judged = sorted((judge(group, outline, frame, url) for group in groups(outline, anchors)), key=lambda one: -one.score)
    strong = [one for one in judged if one.score >= _ENOUGH]
    lists = _without_neighbours([one for one in strong if not one.in_frame] or strong, outline)
    if not lists:
        return []
    best = lists[0]
    templates = {_template(target) for one in lists if one is best or one.has_dates for target in one.targets}
    lists = [
        one for one in lists if _is_alike(one, templates) or (one.score >= best.score - _NEAR and (one.has_dates or not best.has_dates))
    ]
    templates = {_template(target) for one in lists for target in one.targets}
    rest = (one for one in judged if _LITTLE <= one.score < _ENOUGH and not one.in_frame and one.has_words)
    lists += [one for one in rest if _is_alike(one, templates)]
    return sorted((headline for one in lists for headline in one.headlines), key=lambda one: one.anchor.box)


def _without_neighbours(ranked: list[JudgedGroup], outline: Outline) -> list[JudgedGroup]:
    """Of groups that share the boxes of the same articles the best alone: beside a headline stand its section, author and department."""
    kept: list[JudgedGroup] = []
    for one in ranked:
        if not any(_stands_beside(one, better, outline) for better in kept):
            kept.append(one)
    return kept


def _stands_beside(one: JudgedGroup, better: JudgedGroup, outline: Outline) -> bool:
    if one.targets <= better.targets:
        return False
    boxes = sorted({headline.box for headline in better.headlines if headline.box != headline.anchor.box})
    inside = 0
    for headline in one.headlines:
        at = bisect_left(boxes, headline.anchor.box + 1) - 1
        inside += at >= 0 and headline.anchor.box < outline.end[boxes[at]]
    return inside > 0.6 * len(one.headlines) and inside <= 1.6 * len(boxes)


def _is_alike(one: JudgedGroup, templates: set[str]) -> bool:
    return sum(_template(target) in templates for target in one.targets) > len(one.targets) / 2


def _template(url: str) -> str:
    """The folder of a URL, numbers left out, and whether words or a number name the document: what articles of one site share."""
    path, _, query = url.partition("://")[2].partition("?")
    folder, _, last = path.rstrip("/").rpartition("/")
    names = sorted(pair.partition("=")[0] for pair in query.split("&")) if query else []
    kind = "number" if _NUMBERS.fullmatch(last.partition(".")[0]) else "words"
    return f"{_NUMBERS.sub('#', folder)}/{kind}?{'&'.join(names)}"
