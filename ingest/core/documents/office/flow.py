"""Gathers the words of a word processor's file into passages, as its elements come."""

from ingest.core.documents.passage import Passage, table
from ingest.errors import ParseError

MOST = 6_000_000  # characters of one document
_DEEPEST_TABLE = 4


class Flow:
    """Paragraphs, headings and tables, in order. A table within a table is a part of its cell's words."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.page = 1
        self._words: list[str] = []
        self._marks: list[tuple[int, int]] = []  # page breaks since the last passage: (place in the words, page)
        self._size = 0
        self._rows: list[list[str]] = []
        self._tables = 0

    def say(self, words: str) -> None:
        self._size += len(words)
        if self._size > MOST:
            raise ParseError(f"a document of more than {MOST:,} characters")
        self._words.append(words)

    def new_page(self) -> None:
        self.page += 1
        self._marks.append((len("".join(self._words)), self.page))

    def end_paragraph(self, *, heading: bool = False) -> None:
        said = "".join(self._words)
        if self._tables:
            self._words = [said, "\n"] if said.strip() else []
            return
        self._words = []
        lines = [" ".join(line.split()) for line in said.split("\n")]
        text = "\n".join(line for line in lines if line)
        if text:
            marks = tuple((min(len(text), place), page) for place, page in self._marks)
            self._marks = []
            self.passages.append(Passage(kind="heading" if heading else "text", text=text, pages=self._first() or marks))

    def begin_table(self) -> None:
        self._tables += 1

    def begin_row(self) -> None:
        if self._tables == 1:
            self._rows.append([])

    def end_cell(self) -> None:
        if self._tables == 1:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append("".join(self._words))
            self._words = []

    def end_table(self) -> None:
        self._tables -= 1
        if self._tables:
            return
        whole = table(tuple(map(tuple, self._rows)), self._first() or tuple((0, page) for _, page in self._marks))
        self._rows, self._marks = [], []
        if whole.text:
            self.passages.append(whole)

    def _first(self) -> tuple[tuple[int, int], ...]:
        return () if self.passages or self._marks else ((0, 1),)
