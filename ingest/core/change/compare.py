"""Two versions of an article -> what a reader would see changed.

A pair is compared in one order, whichever version is the newer, and the result is turned round where need be: that is why a pair turned
round gives the mirrored spans and the same significance.
"""

from functools import lru_cache

from ingest.core.change import classes, noise
from ingest.core.change.align import Effort, align, stretches
from ingest.core.change.bylines import same_byline
from ingest.core.change.model import BYLINE, HEADLINE, KINDS, LONGEST, Change, ChangeKind, Span, Version, in_order, mirrored
from ingest.core.change.place import Place
from ingest.core.change.significance import significance
from ingest.core.change.tokens import UNSPACED_CHARACTER, Piece, joined, paragraphs, piece, shaped
from ingest.core.change.vocabulary import Vocabulary, vocabulary

_FRAGMENTS = 12  # stretches of a paragraph from which it is shown as one: it was written anew
_MANY = 200  # spans from which the words kept of each are few
_FEW = 24
_READ = 1000  # paragraphs of each sort that are compared word by word; the others are only said to differ


def compare(before: Version, after: Version) -> Change:
    """What changed from one version to the other; no span where a reader would find no edit.

    Time and memory are bounded for any pair: about 1 ms for two usual versions, a second or two for ten megabytes.
    """
    if _key(before) > _key(after):
        return mirrored(_compare(after, before))
    return _compare(before, after)


def _key(version: Version) -> tuple[str, str, str]:
    return version.title, version.text, version.byline or ""


@lru_cache(maxsize=1)  # the verdict and the row of a change ask for the same pair
def _compare(before: Version, after: Version) -> Change:
    language = before.language or after.language
    if before.language and after.language:
        language = min(before.language, after.language)
    words = vocabulary(language)
    effort = Effort()
    old, new = paragraphs(before.text), paragraphs(after.text)
    spans = _headline(joined(before.title), joined(after.title), words, effort)
    spans += _body(old, new, words, effort)
    if not same_byline(before.byline, after.byline, language):
        spans.append(_byline(joined(before.byline or ""), joined(after.byline or "")))
    if len(spans) > _MANY:
        spans = [_shortened(span) for span in spans]
    found = in_order(spans)
    return Change(found, significance(found, max(len(before.text), len(after.text))))


def _headline(old: str, new: str, words: Vocabulary, effort: Effort) -> list[Span]:
    if shaped(old) == shaped(new):
        return []
    spans = _edited(piece(old), piece(new), (HEADLINE, HEADLINE), words, effort)
    kept: tuple[ChangeKind, ...] = ("numbers", "negation", "dates", "typo")
    return [span if span.kind in kept and _is_small(span) else _of_kind(span, "headline") for span in spans]


def _byline(old: str, new: str) -> Span:
    return Span("byline", (BYLINE, BYLINE), (0, 0), (len(old), len(new)), (old[:LONGEST], new[:LONGEST]))


def _is_small(span: Span) -> bool:
    return max(len(words.split()) for words in span.words) <= 2 and max(map(len, span.words)) <= 24


def _body(old: list[str], new: list[str], words: Vocabulary, effort: Effort) -> list[Span]:
    if old == new:
        return []
    pieces: dict[str, Piece] = {}
    shapes = [shaped(text) for text in old], [shaped(text) for text in new]
    aligned = align(*shapes, pieces)
    spans: list[Span] = []
    for count, (i, j) in enumerate(aligned.edited):
        if count >= _READ:
            spans.append(_rewritten(old[i], new[j], (i + 1, j + 1)))
            continue
        found = _edited(_of_text(pieces[shapes[0][i]], old[i]), _of_text(pieces[shapes[1][j]], new[j]), (i + 1, j + 1), words, effort)
        is_lead = i == 0 and j == 0
        spans += [_of_kind(span, "lead") if is_lead and span.kind == "wording" else span for span in found]
    came_or_went: tuple[tuple[ChangeKind, int, list[tuple[int, int]], list[str]], ...] = (
        ("removed", 0, aligned.removed, old),
        ("added", 1, aligned.added, new),
    )
    for kind, side, places, texts in came_or_went:
        for count, place in enumerate(places):
            text = texts[place[side]]
            if count >= _READ:
                spans.append(_whole(kind, place, side, text))
            elif not noise.is_noise_line(text, words):
                at_edge = place[side] < 2 or place[side] >= len(texts) - 2
                spans.append(_whole(classes.paragraph_kind(text, at_edge, kind), place, side, text))
    for i, j in aligned.moved:
        if not noise.is_noise_line(new[j], words):
            text = new[j][:LONGEST]
            spans.append(Span("moved", (i + 1, j + 1), (0, 0), (len(old[i]), len(new[j])), (text, text), whole=True))
    return _replaced_lead(spans)


def _replaced_lead(spans: list[Span]) -> list[Span]:
    """A first paragraph that went for another first paragraph is the lead, written anew."""
    first = [span for span in spans if span.whole and span.kind in ("removed", "added") and span.paragraphs == (1, 1)]
    if {span.kind for span in first} != {"removed", "added"}:
        return spans
    gone = next(span for span in first if span.kind == "removed")
    come = next(span for span in first if span.kind == "added")
    lead = Span("lead", (1, 1), (0, 0), (gone.ends[0], come.ends[1]), (gone.before, come.after))
    return [lead, *(span for span in spans if span not in first)]


def _rewritten(old: str, new: str, paragraphs: tuple[int, int]) -> Span:
    return Span("wording", paragraphs, (0, 0), (len(old), len(new)), (old[:LONGEST], new[:LONGEST]))


def _of_text(found: Piece, text: str) -> Piece:
    """The tokens, over the text with the quotation marks that it has."""
    return found if found.text == text else Piece(text, found.tokens, found.starts)


def _whole(kind: ChangeKind, place: tuple[int, int], side: int, text: str) -> Span:
    ends, words = ((len(text), 0), (text[:LONGEST], "")) if side == 0 else ((0, len(text)), ("", text[:LONGEST]))
    return Span(kind, (place[0] + 1, place[1] + 1), (0, 0), ends, words, whole=True)


def _edited(old: Piece, new: Piece, paragraphs: tuple[int, int], words: Vocabulary, effort: Effort) -> list[Span]:
    found = _readable(old, new, stretches(old.tokens, new.tokens, effort))
    if paragraphs[1] != HEADLINE:  # which is never a clock or a counter
        found = [one for one in found if not noise.is_noise(old, new, *one, words)]
    if len(found) > _FRAGMENTS:
        kinds = [classes.kind_of(Place(old, new, *one), words) for one in found]
        joint = found[0][0], found[-1][1], found[0][2], found[-1][3]
        return [_span(old, new, joint, min(kinds, key=KINDS.index), paragraphs)]
    return [_span(old, new, one, classes.kind_of(Place(old, new, *one), words), paragraphs) for one in found]


def _readable(old: Piece, new: Piece, found: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Stretches that only a word or a character or two separate are one, where numbers do not stand between."""
    joint: list[tuple[int, int, int, int]] = []
    for a, b, c, d in found:
        if joint:
            before = joint[-1]
            between = old.tokens[before[1] : a]
            most = 2 if between and UNSPACED_CHARACTER.match(between[0]) else 1
            apart = any(token[0].isdecimal() for token in (*old.tokens[before[0] : b], *new.tokens[before[2] : d]))
            if len(between) <= most and not apart and between and between[0].isalnum():
                joint[-1] = before[0], b, before[2], d
                continue
        joint.append((a, b, c, d))
    return joint


def _span(old: Piece, new: Piece, at: tuple[int, int, int, int], kind: ChangeKind, paragraphs: tuple[int, int]) -> Span:
    a, b, c, d = at
    starts, ends = (old.start(a), new.start(c)), (old.end(b), new.end(d))
    if a == b:
        starts, ends = (old.end(a), _with_gap(new, c, d)[0]), (old.end(a), _with_gap(new, c, d)[1])
    elif c == d:
        starts, ends = (_with_gap(old, a, b)[0], new.end(c)), (_with_gap(old, a, b)[1], new.end(c))
    words = old.text[starts[0] : ends[0]].strip()[:LONGEST], new.text[starts[1] : ends[1]].strip()[:LONGEST]
    return Span(kind, paragraphs, starts, ends, words)


def _with_gap(found: Piece, start: int, end: int) -> tuple[int, int]:
    """Words that came or went alone take the space before them along, or at the beginning of a paragraph the one after them."""
    return (found.end(start), found.end(end)) if start else (0, found.start(end))


def _of_kind(span: Span, kind: ChangeKind) -> Span:
    return Span(kind, span.paragraphs, span.starts, span.ends, span.words, span.whole)


def _shortened(span: Span) -> Span:
    return Span(span.kind, span.paragraphs, span.starts, span.ends, (span.before[:_FEW], span.after[:_FEW]), span.whole)
