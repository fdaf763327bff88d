"""Two readings of one page -> the fields in which they differ, as a user is shown them."""

from msgspec import Struct

from ingest.core.change.tokens import joined
from ingest.core.model import Article, Moment

_LONGEST = 160  # characters of a value that are shown
_BEFORE = 24  # characters that are shown of what both have in common before they part


class FieldDifference(Struct, frozen=True):
    """One field, and its value in the older and in the newer reading; of long ones the stretch where they part."""

    field: str
    before: str
    after: str


def differences(before: Article, after: Article) -> tuple[FieldDifference, ...]:
    """In the order of `values`. Markdown is named where the text is the same: else it differs with the text."""
    ones, others = values(before), values(after)
    found = [name for name in ones if ones[name] != others[name]]
    if "text" in found and "markdown" in found:
        found.remove("markdown")
    return tuple(FieldDifference(name, *_parted(ones[name], others[name])) for name in found)


def values(article: Article) -> dict[str, str]:
    """Every field of an article that the archive keeps with a revision, or for its newest one; "" where there is none."""
    return {
        "title": article.title,
        "byline": article.byline or "",
        "lead": article.lead or "",
        "text": article.text,
        "markdown": article.markdown,
        "published": _said(article.published),
        "modified": _said(article.modified),
        "authors": "; ".join(f"{author.name} (organisation)" if author.organization else author.name for author in article.authors),
        "publisher": article.publisher or "",
        "section": article.section or "",
        "tags": "; ".join(article.tags),
        "images": "; ".join(" | ".join((one.url, one.alt or "", one.caption or "", one.credit or "")) for one in article.images),
        "origins": "; ".join(citation.words for citation in article.citations if citation.words and not citation.url),
        "kind": article.kind,
        "access": article.access,
        "translation": article.translation or "",
    }


def _said(moment: Moment | None) -> str:
    return "" if moment is None else f"{moment.local} ({moment.at}, {moment.precision})"


def _parted(before: str, after: str) -> tuple[str, str]:
    """Both values on one line, from a little before where they part."""
    one, other = joined(before), joined(after)
    if max(len(one), len(other)) <= _LONGEST:
        return one, other
    start = 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    start = max(0, start - _BEFORE)
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
