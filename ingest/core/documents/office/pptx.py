"""Presentations (ECMA-376, PresentationML): the words of the slides that are shown, each slide a page; notes for the speaker are left."""

import posixpath

from ingest.core.documents.contents import Contents
from ingest.core.documents.office.docx import Declarations
from ingest.core.documents.office.flow import Flow
from ingest.core.documents.office.package import Attributes, parse
from ingest.core.documents.office.text_markup import TextMarkup
from ingest.errors import ParseError

_MAIN = "ppt/presentation.xml"
_MOST = 1_000  # slides
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum"})  # date, foot, head and number of a slide
_SKIPPED = frozenset({"Fallback", "oleObj", "extLst"})


class _Elements:
    """The attributes of all elements of one name."""

    def __init__(self, name: str) -> None:
        self.found: list[Attributes] = []
        self._name = name

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == self._name:
            self.found.append(attributes)

    def end(self, name: str) -> None: ...

    def text(self, said: str) -> None: ...


class _Slide(TextMarkup):
    """Of one slide the text of its shapes, in their order, and its tables."""

    skipped = _SKIPPED

    def __init__(self, flow: Flow, number: int) -> None:
        super().__init__(flow)
        self.is_in_show = True
        self._number = number

    def other(self, name: str, attributes: Attributes) -> None:
        match name:
            case "sld":
                self.is_shown = self.is_in_show = attributes.get("show") not in ("0", "false")
                if self.is_in_show and self._number > 1:
                    self.flow.new_page()
            case "sp":
                self._of("")
            case "ph":
                self._of(attributes.get("type", ""))
            case "br":
                self.flow.say("\n")

    def _of(self, placeholder: str) -> None:
        """The words that come stand in a placeholder of that kind."""
        self.is_heading = placeholder in _TITLES
        self.is_shown = self.is_in_show and placeholder not in _FURNITURE


def read(body: bytes) -> Contents:
    """Raises ParseError, Unsupported."""
    order, parts, about, flow = _Elements("sldId"), _Elements("Relationship"), Declarations(), Flow()
    if not parse(body, _MAIN, order):
        raise ParseError("a presentation without its main part")
    parse(body, "ppt/_rels/presentation.xml.rels", parts)
    targets = {one.get("Id", ""): one.get("Target", "") for one in parts.found if one.get("TargetMode") != "External"}
    named = [_part(targets[id]) for one in order.found if (id := one.get("id", "")) in targets]
    slides = list(dict.fromkeys(named))
    if len(slides) > _MOST:
        raise ParseError(f"a presentation of {len(slides):,} slides, more than {_MOST:,}")
    shown = 0
    for part in slides:
        slide = _Slide(flow, shown + 1)
        shown += parse(body, part, slide) and slide.is_in_show
    parse(body, "docProps/core.xml", about)
    return Contents(
        media="pptx",
        passages=tuple(flow.passages),
        title=next((one.text for one in flow.passages[:10] if one.kind == "heading"), ""),
        declared_title=about.said.get("title", ""),
        created=about.said.get("created", ""),
        pages=shown or None,
    )


def _part(target: str) -> str:
    """The name of a part, from the place of the main one."""
    return posixpath.normpath(posixpath.join("/ppt", target)).lstrip("/")
