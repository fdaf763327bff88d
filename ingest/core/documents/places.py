"""Where the pages of a document begin in its text."""

from collections.abc import Iterator, Sequence

Starts = Sequence[tuple[int, int]]  # (place in the text, number of the page that begins there)


def page_at(starts: Starts, place: int) -> int | None:
    """The page on which a place of the text stands; None where pages are not known."""
    found = None
    for start, number in starts:
        if start > place:
            break
        found = number
    return found


def pieces(text: str, starts: Starts) -> Iterator[tuple[int | None, str]]:
    """The text cut where pages begin: (the number of the page that begins here, the words up to the next)."""
    marks = [(max(0, min(place, len(text))), number) for place, number in starts]
    if not marks or marks[0][0] > 0:
        yield None, text[: marks[0][0]] if marks else text
    ends = [*(place for place, _ in marks[1:]), len(text)][: len(marks)]
    for (place, number), end in zip(marks, ends, strict=True):
        yield number, text[place:end]


def marked(text: str, starts: Starts) -> str:
    """The text with a mark where each page begins: a line of its own between paragraphs."""
    said = ""
    for number, words in pieces(text, starts):
        if number is not None:
            said += f"[page {number}] " if said and not said.endswith("\n\n") else f"[page {number}]\n\n"
        said += words
    return said


def blocks(markdown: str, text: str, starts: Starts) -> Iterator[tuple[tuple[int, ...], str]]:
    """(the pages that begin there, Markdown) of each stretch of paragraphs. A page that begins within a paragraph is named before it.

    Paragraphs of the Markdown are those of the text, one for one; where they are not, all is one stretch.
    """
    said, plain = markdown.split("\n\n"), text.split("\n\n")
    if len(said) != len(plain) or not starts:
        yield (), markdown
        return
    left = list(starts)
    stretch: list[str] = []
    pages: tuple[int, ...] = ()
    at = 0
    for mark, words in zip(said, plain, strict=True):
        begun: list[int] = []
        while left and left[0][0] <= at + len(words):
            begun.append(left.pop(0)[1])
        if begun:
            if stretch:
                yield pages, "\n\n".join(stretch)
            stretch, pages = [], tuple(begun)
        stretch.append(mark)
        at += len(words) + 2
    yield pages, "\n\n".join(stretch)
