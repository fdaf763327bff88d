"""What Word documents and presentations share (ECMA-376): text in `t`, paragraphs `p`, tables of `tbl`, `tr` and `tc`."""

from ingest.core.documents.office.flow import Flow
from ingest.core.documents.office.package import Attributes


class TextMarkup:
    """Hands the words of a part to a flow. A subclass says what is skipped, what is a heading, and what other elements mean."""

    skipped: frozenset[str]  # elements whose content is left

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.is_heading = False  # of the paragraph under way
        self.is_shown = True  # the text that comes
        self._left = 0  # elements within one that is skipped, that one included
        self._is_text = False

    def is_left(self, name: str, attributes: Attributes) -> bool:
        return name in self.skipped

    def other(self, name: str, attributes: Attributes) -> None:
        """An element begins that is neither text nor part of a table."""

    def begin(self, name: str, attributes: Attributes) -> None:
        if self._left or self.is_left(name, attributes):
            self._left += 1
            return
        match name:
            case "t":
                self._is_text = self.is_shown
            case "tbl":
                self.flow.begin_table()
            case "tr":
                self.flow.begin_row()
            case _:
                self.other(name, attributes)

    def end(self, name: str) -> None:
        if self._left:
            self._left -= 1
            return
        match name:
            case "t":
                self._is_text = False
            case "p":
                self.flow.end_paragraph(heading=self.is_heading)
            case "tc":
                self.flow.end_cell()
            case "tbl":
                self.flow.end_table()

    def text(self, said: str) -> None:
        if self._is_text and not self._left:
            self.flow.say(said)
