"""Two lines of a paragraph become one: spaces where the script has them, hyphens that only divided a word taken out."""

from collections.abc import Set

from ingest.core.patterns import lazy

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)
_ENDS_UNSPACED = lazy(rf"[{_UNSPACED}]\Z")
_BEGINS_UNSPACED = lazy(rf"[{_UNSPACED}]")
_DIVIDED = lazy(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
_REST = lazy(r"[^\W\d_]+")
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_of(texts: Set[str] | list[str]) -> frozenset[str]:
    """The words of lines but for their last ones, in small letters: they tell which hyphens are a word's own."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text.rpartition(" ")[0]))


def joined(before: str, after: str, known: Set[str]) -> str:
    """`known`: the words of the document."""
    if not before or not after:
        return before + after
    divided = _DIVIDED.search(before)
    rest = _REST.match(after)
    if divided and rest and rest[0][0].islower():
        hyphened = f"{divided[1]}-{rest[0]}".lower()
        keeps = hyphened in known and (divided[1] + rest[0]).lower() not in known
        return before[: divided.end(1)] + ("-" if keeps else "") + after
    if divided and rest:
        return before + after
    if _ENDS_UNSPACED.search(before) and _BEGINS_UNSPACED.match(after):
        return before + after
    return f"{before} {after}"
