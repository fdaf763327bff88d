"""Word documents (ECMA-376, WordprocessingML): the words of the main part and its notes."""

import re

from ingest.core.documents.contents import Contents
from ingest.core.documents.office.flow import Flow
from ingest.core.documents.office.package import Attributes, parse
from ingest.core.documents.office.text_markup import TextMarkup
from ingest.errors import ParseError

_HEADING = re.compile(r"(?:heading|title|subtitle|titre|berschrift|tiêuđề)\s?\d?", re.IGNORECASE)
_SKIPPED = frozenset({"Fallback", "object", "pict", "moveFrom", "del"})  # other forms of what is there, embedded objects, what was deleted
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class _Words(TextMarkup):
    skipped = _SKIPPED

    def is_left(self, name: str, attributes: Attributes) -> bool:
        return super().is_left(name, attributes) or (name in ("footnote", "endnote") and attributes.get("type") in _NO_NOTES)

    def other(self, name: str, attributes: Attributes) -> None:
        match name:
            case "p":
                self.is_heading = False
            case "tab":
                self.flow.say("\t")
            case "br" | "cr":
                self.flow.new_page() if attributes.get("type") == "page" else self.flow.say("\n")
            case "lastRenderedPageBreak":
                self.flow.new_page()
            case "noBreakHyphen":
                self.flow.say("-")
            case "pStyle":
                self.is_heading = _HEADING.match(attributes.get("val", "")) is not None
            case "footnoteReference" | "endnoteReference":
                self.flow.say(f"[{attributes.get('id', '')}]")
            case "footnote" | "endnote":
                self.flow.say(f"[{attributes.get('id', '')}] ")


class Declarations:
    """What the parts with properties say, by the names of their elements."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self._name = ""

    def begin(self, name: str, attributes: Attributes) -> None:
        self._name = name
        if name == "document-statistic":
            self.said["Pages"] = attributes.get("page-count", "")

    def end(self, name: str) -> None:
        self._name = ""

    def text(self, said: str) -> None:
        if self._name:
            self.said[self._name] = (self.said.get(self._name, "") + said)[:1000]


def read(body: bytes) -> Contents:
    """Raises ParseError, Unsupported."""
    flow, about = Flow(), Declarations()
    if not parse(body, "word/document.xml", _Words(flow)):
        raise ParseError("a Word document without its main part")
    pages = flow.page
    for notes in ("word/footnotes.xml", "word/endnotes.xml"):
        parse(body, notes, _Words(flow))
    for part in ("docProps/core.xml", "docProps/app.xml"):
        parse(body, part, about)
    return Contents(
        media="docx",
        passages=tuple(flow.passages),
        title=next((one.text for one in flow.passages[:10] if one.kind == "heading"), ""),
        declared_title=about.said.get("title", ""),
        created=about.said.get("created", ""),
        pages=counted(about.said.get("Pages", ""), pages),
    )


def counted(said: str, seen: int) -> int | None:
    """How many pages: as many as were seen to begin, or as the program that wrote the file says; None when neither is known."""
    told = int(said) if said.isdecimal() and len(said) < 6 else 0
    return max(told, seen) if told or seen > 1 else None
