"""Which links of a page are the headlines of its list: judged by what repeats, what it looks like and where it stands.

A template that repeats a link with words as long as a headline's, in a heading, with a date or a summary beside it, is a list of articles.
Navigation, footers, tags, related articles, pages and languages are told by their elements, names, words and targets.
The shape of a URL ranks; it decides alone only where the page has no list.
"""

from bisect import bisect_left

from ingest.core import urls
from ingest.core.listing.frame import Frame
from ingest.core.listing.judge import Headline, JudgedGroup, judge
from ingest.core.listing.outline import Outline
from ingest.core.listing.templates import Anchor, groups, template

_ENOUGH = 3.0
_GROUP, _SHAPED = 3, 0.6  # links of a group, and the share of them whose URLs look like an article's
_CHROME = ("nav", "header", "footer", "menu")
_NEAR = 4.0  # how far below the best a list may be and still be one of the page's lists
_LITTLE = 1.0  # what is enough for links whose URLs are spelt as those of the lists: a list's first or last rows may look otherwise


def headlines(outline: Outline, anchors: list[Anchor], url: str) -> list[Headline]:
    """The headlines of the page at `url`, in its order; empty where no links look like a list of articles.

    Of a page without a list, a group of links with words of which most have URLs of articles' shape is taken whole.
    """
    if not anchors:
        return []
    frame = Frame(outline, anchors)
    judged = sorted((judge(group, outline, frame, url) for group in groups(outline, anchors)), key=lambda one: -one.score)
    strong = [one for one in judged if one.score >= _ENOUGH]
    lists = _without_neighbours([one for one in strong if not one.in_frame] or strong, outline)
    if not lists:
        return _in_order([one for one in judged if _is_shaped(one, outline, url)])
    best = lists[0]
    templates = {template(target) for one in lists if one is best or one.has_dates for target in one.targets}
    lists = [
        one for one in lists if _is_alike(one, templates) or (one.score >= best.score - _NEAR and (one.has_dates or not best.has_dates))
    ]
    templates = {template(target) for one in lists for target in one.targets}
    rest = (one for one in judged if _LITTLE <= one.score < _ENOUGH and not one.in_frame and one.has_words)
    lists += [one for one in rest if _is_alike(one, templates)]
    return _in_order(lists)


def _in_order(lists: list[JudgedGroup]) -> list[Headline]:
    return sorted((headline for one in lists for headline in one.headlines), key=lambda one: one.anchor.box)


def _is_shaped(one: JudgedGroup, outline: Outline, url: str) -> bool:
    """Whether a group of words, in no element of navigation, has URLs of articles' shape."""
    if len(one.targets) < _GROUP or not one.has_words or outline.is_in(one.headlines[0].anchor.box, _CHROME, ("article", "main")):
        return False
    return sum(urls.looks_like_article(target, url) for target in one.targets) > _SHAPED * len(one.targets)


def _without_neighbours(ranked: list[JudgedGroup], outline: Outline) -> list[JudgedGroup]:
    """Of groups that share the boxes of the same articles the best alone: beside a headline stand its section, author and department."""
    kept: list[JudgedGroup] = []
    for one in ranked:
        if not any(_stands_beside(one, better, outline) for better in kept):
            kept.append(one)
    return kept


def _stands_beside(one: JudgedGroup, better: JudgedGroup, outline: Outline) -> bool:
    if one.targets <= better.targets or _is_column(one, better):
        return False
    boxes = sorted({headline.box for headline in better.headlines if headline.box != headline.anchor.box})
    inside = 0
    for headline in one.headlines:
        at = bisect_left(boxes, headline.anchor.box + 1) - 1
        inside += at >= 0 and headline.anchor.box < outline.end[boxes[at]]
    return inside > 0.6 * len(one.headlines) and inside <= 1.6 * len(boxes)


def _is_column(one: JudgedGroup, better: JudgedGroup) -> bool:
    """Whether both are columns of articles: as long words, as different, and targets spelt alike."""
    words = {headline.title for headline in one.headlines}
    return len(words) == len(one.targets) and one.score >= better.score - 1.0 and _is_alike(one, set(map(template, better.targets)))


def _is_alike(one: JudgedGroup, templates: set[str]) -> bool:
    return sum(template(target) in templates for target in one.targets) > len(one.targets) / 2
