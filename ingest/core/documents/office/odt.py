"""OpenDocument texts (ISO 26300): the words of the content, notes after the paragraph that they are in."""

from ingest.core.documents.contents import Contents
from ingest.core.documents.office.docx import Declarations, counted
from ingest.core.documents.office.flow import Flow
from ingest.core.documents.office.package import Attributes, parse
from ingest.errors import ParseError

_SKIPPED = frozenset({"tracked-changes", "annotation", "object", "object-ole", "plugin", "applet", "script", "forms", "event-listeners"})
_MOST_SPACES = 100


class _Words:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._skipped = 0
        self._paragraphs = 0
        self._note: list[str] | None = None  # the words of a note that is being read
        self._notes: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
            return
        match name:
            case "p" | "h":
                self._paragraphs += 1
            case "s":
                count = attributes.get("c", "1")
                self.text(" " * min(_MOST_SPACES, int(count) if count.isdecimal() and len(count) < 9 else 1))
            case "tab":
                self.text("\t")
            case "line-break":
                self.text("\n")
            case "soft-page-break":
                self.flow.new_page()
            case "note":
                self._note = ["["]
            case "note-body" if self._note is not None:
                self._note.append("] ")
                self.flow.say("".join(self._note).strip())
            case "table":
                self.flow.begin_table()
            case "table-row":
                self.flow.begin_row()

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        match name:
            case "p" | "h":
                self._paragraphs -= 1
                if self._note is not None:
                    self._note.append(" ")
                    return
                self.flow.end_paragraph(heading=name == "h")
                for note in self._notes:
                    self.flow.say(note)
                    self.flow.end_paragraph()
                self._notes = []
            case "note":
                if self._note is not None:
                    self._notes.append("".join(self._note))
                self._note = None
            case "table-cell" | "covered-table-cell":
                self.flow.end_cell()
            case "table":
                self.flow.end_table()

    def text(self, said: str) -> None:
        if self._skipped:
            return
        if self._note is not None:
            self._note.append(said)
        elif self._paragraphs:
            self.flow.say(said)


def read(body: bytes) -> Contents:
    """Raises ParseError, Unsupported."""
    flow, about = Flow(), Declarations()
    if not parse(body, "content.xml", _Words(flow)):
        raise ParseError("an OpenDocument text without its content")
    parse(body, "meta.xml", about)
    return Contents(
        media="odt",
        passages=tuple(flow.passages),
        title=next((one.text for one in flow.passages[:10] if one.kind == "heading"), ""),
        declared_title=about.said.get("title", ""),
        created=about.said.get("creation-date", ""),
        pages=counted(about.said.get("Pages", ""), flow.page),
    )
