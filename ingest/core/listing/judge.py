"""How much a group of links looks like the headlines of a list: by headings, dates, summaries, the length of its words, its targets."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import median

from msgspec import Struct

from ingest.core import urls
from ingest.core.listing.dated import is_mostly_a_date, letters, says_a_date
from ingest.core.listing.frame import Frame
from ingest.core.listing.gather import uncut
from ingest.core.listing.outline import Outline
from ingest.core.listing.plain_titles import plain_titles
from ingest.core.listing.templates import Anchor, Group

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OF_DATES = frozenset({"date", "time", "datetime", "published", "pubdate", "timestamp", "posted", "day"})
_WORD, _SHORT, _HEADLINE, _TEXT = 8, 13, 22, 400  # letters of a section, a short headline, a headline, a whole text
_MORE = 3  # rows in which a link says the same: "read more"
_SUMMARY = 40  # characters
_ROOM = 1_500  # characters in the box of one article
_OTHERS = 6  # targets in the box of one article: itself, its section, author, topics
_MOST_LINKS = 30  # in the box of one article
_NOTHING = -9.0


class Headline(Struct, frozen=True):
    """A link that may be an article's: its element, its target, the words that are its title, the box of its article."""

    anchor: Anchor
    title: str
    box: int


class JudgedGroup(Struct, frozen=True):
    """The headlines that a group of links may be, and how much it looks like it; from 3 on it does."""

    headlines: tuple[Headline, ...]
    score: float
    has_dates: bool
    in_frame: bool

    @property
    def targets(self) -> frozenset[str]:
        return frozenset(one.anchor.target for one in self.headlines)

    @property
    def has_words(self) -> bool:
        return median(letters(one.title) for one in self.headlines) >= _WORD


def judge(group: Group, outline: Outline, frame: Frame, url: str) -> JudgedGroup:
    """The links of one template on the page at `url`, judged."""
    in_frame = frame.frames(outline.parent[group.anchors[0].box] if group.container is None else group.container)
    found = _headlines(group, outline, frame)
    if len({one.anchor.target for one in found}) < max(1, len({one.target for one in group.anchors}) / 2):
        return JudgedGroup((), _NOTHING, False, in_frame)
    dated = _share(_dated(found, outline))
    score = _looks(found, outline, frame) + 3.0 * dated + _targets(found, url) - (4.0 if in_frame else 0.0)
    return JudgedGroup(found, score, dated >= 0.5, in_frame)


def _looks(found: tuple[Headline, ...], outline: Outline, frame: Frame) -> float:
    length = median(letters(one.title) for one in found)
    score = 2.0 if length >= _HEADLINE else 1.0 if length >= _SHORT else -1.0 if length >= _WORD else -2.0
    if max(len(one.title) for one in found) > _TEXT:
        score -= 3.0
    score += 3.0 * _share(_has_heading(one, outline) for one in found)
    score += 2.0 * _share(_is_in_article(one, outline) for one in found)
    return score + 1.5 * _share(_beside(one, outline, frame) >= _SUMMARY for one in found)


def _targets(found: tuple[Headline, ...], url: str) -> float:
    """Articles are many, each has one page of its own, in the folder of the list often."""
    targets = {one.anchor.target for one in found}
    path = url.partition("?")[0].rstrip("/")
    folder = path.rpartition(".")[0] if path.endswith((".html", ".htm")) else path
    is_home = folder.count("/") < 3
    score = {1: -1.0, 2: 0.0}.get(len(targets), min(1.5, len(targets) / 5))
    score -= 4.0 * (1 - min(len(targets), len({one.title for one in found})) / len(found))
    score += 1.5 * _share(urls.looks_like_article(one.anchor.target, url) for one in found)
    return score + _share(not is_home and one.anchor.target.startswith(folder + "/") for one in found)


def _headlines(group: Group, outline: Outline, frame: Frame) -> tuple[Headline, ...]:
    """The links with their titles: their own words, or where all say "read more", a date or nothing, those of the box of each."""
    boxes = _boxes(group, outline, frame)
    linked = [Headline(anchor, _title(anchor.box, outline), box) for anchor, box in zip(group.anchors, boxes, strict=True)]
    worded = _without_more([one for one in linked if any(map(str.isalpha, one.title)) and not is_mostly_a_date(one.title)])
    if len(worded) == 1 or len({one.title for one in worded}) > max(1, len(worded) / 3):
        return tuple(worded)
    if headed := [Headline(one.anchor, heading, one.box) for one in worded if (heading := _heading(one.box, outline))]:
        return tuple(headed)
    members = {one.anchor.box for one in linked}
    alone = list({one.anchor.target: one for one in linked if not _has_worded_twin(one, members, outline, frame)}.values())
    titles = plain_titles([one.anchor.box for one in alone], [one.box for one in alone], outline)
    beside = [Headline(one.anchor, title, one.box) for one, title in zip(alone, titles, strict=True) if title]
    return tuple(beside or (worded if len(worded) < _MORE else ()))


def _without_more(worded: list[Headline]) -> list[Headline]:
    """Without the links that say the same in every row, where another link of the row says more."""
    rows = Counter(title for _, title in {(one.anchor.target, one.title) for one in worded})
    said = defaultdict(set)
    for one in worded:
        said[one.anchor.target].add(one.title)
    return [one for one in worded if rows[one.title] < _MORE or all(rows[title] >= _MORE for title in said[one.anchor.target])]


def _has_worded_twin(one: Headline, members: set[int], outline: Outline, frame: Frame) -> bool:
    """Whether a link in its box that is not of its group leads to the same article in words: a headline beside its picture."""
    return any(
        other.target == one.anchor.target and other.box not in members and outline.text_length(other.box) for other in frame.inside(one.box)
    )


def _boxes(group: Group, outline: Outline, frame: Frame) -> list[int]:
    """The box of each link's article: the largest element round it that has no other link of its group, and few others."""
    members = Frame(outline, list(group.anchors))
    found = []
    for anchor in group.anchors:
        box = anchor.box
        while (parent := outline.parent[box]) > 0 and outline.tag[parent] != "main":
            if members.number(parent) > _OTHERS or any(other.target != anchor.target for other in members.inside(parent)):
                break
            if frame.number(parent) > _MOST_LINKS or outline.text_length(parent) > _ROOM:
                break
            if len({other.target for other in frame.inside(parent)}) > _OTHERS:
                break
            box = parent
        found.append(box)
    return found


def _title(link: int, outline: Outline) -> str:
    said = outline.node[link].attributes
    words = _heading(link, outline) or outline.text_of(link) or said.get("title") or said.get("aria-label") or ""
    return uncut(" ".join(words.split()), said.get("title"))


def _heading(box: int, outline: Outline) -> str:
    """The words of the first heading in a box."""
    for inner in range(box, outline.end[box]):
        if outline.tag[inner] in _HEADINGS or "heading" in outline.names[inner]:
            return outline.text_of(inner)
    return ""


def _has_heading(one: Headline, outline: Outline) -> bool:
    box = one.anchor.box
    for _ in range(4):
        if box <= 0:
            return False
        if outline.tag[box] in _HEADINGS:
            return True
        box = outline.parent[box]
    return _heading(one.anchor.box, outline) != "" or _heading(one.box, outline) == one.title


def _is_in_article(one: Headline, outline: Outline) -> bool:
    box = one.anchor.box
    while box != one.box and outline.tag[box] != "article":
        box = outline.parent[box]
    return outline.tag[box] == "article"


def _beside(one: Headline, outline: Outline, frame: Frame) -> int:
    """Characters of a box that are neither its headline nor the words of another link."""
    linked = sum(outline.text_length(other.box) for other in frame.inside(one.box) if other.box != one.anchor.box)
    return outline.text_length(one.box) - len(one.title) - linked


def _dated(found: tuple[Headline, ...], outline: Outline) -> Iterable[bool]:
    """Whether each has a date in its own box, or, in a list of bare links, behind it."""
    for one, following in zip(found, (*found[1:], None), strict=True):
        if one.box != one.anchor.box:
            yield _has_date(one, outline)
            continue
        parent = outline.parent[one.box]
        is_last = following is None or following.anchor.box >= outline.end[parent]
        until = outline.text_end[parent] if following is None or is_last else outline.text_start[following.anchor.box]
        behind = " ".join(outline.text[outline.text_end[one.box] : until])
        yield len(behind) < 200 and says_a_date(behind)


def _has_date(one: Headline, outline: Outline) -> bool:
    for inner in range(one.box, outline.end[one.box]):
        named = not _OF_DATES.isdisjoint(outline.names[inner])
        if outline.tag[inner] == "time" or (named and any(map(str.isdigit, outline.text_of(inner)))):
            return True
    return says_a_date(outline.text_of(one.box).replace(one.title, " "))


def _share(truths: Iterable[bool]) -> float:
    said = list(truths)
    return sum(said) / len(said)
