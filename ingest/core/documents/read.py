"""A document's bytes -> its article."""

import hashlib
from collections.abc import Sequence

from ingest.core.documents import kinds, written
from ingest.core.documents.contents import Contents, library
from ingest.core.documents.office import docx, odt, pptx, rtf, sheets
from ingest.core.documents.passage import Passage
from ingest.core.documents.pdf.joining import joined
from ingest.core.model import ADHOC, Article, Document, Found, MediaKind, Source
from ingest.errors import NotAnArticle

_WORDS = 40  # letters a page, below which pages of pictures are a scan: a stamp, a signature


def kind_of(document: Document) -> MediaKind | None:
    """None: it is a page."""
    return kinds.sniff(document.body, document.header("content-type"), document.url)


def read(document: Document, media: MediaKind, source: Source = ADHOC, recognised: Sequence[str] = ()) -> Article:
    """`recognised`: the words of each page of a scan, where a command read them.

    Raises NotAnArticle, Unsupported or ParseError, and nothing else, for any bytes.
    """
    contents = _contents(document, media)
    if contents.scanned and any(words.strip() for words in recognised):
        return written.article(document, source, _recognised(contents, recognised), "recognised")
    if not any(one.text.strip() for one in contents.passages):
        raise NotAnArticle("empty", f"{kinds.NAMES[media]} without a word")
    return written.article(document, source, contents, "none" if contents.scanned else "words")


def _contents(document: Document, media: MediaKind) -> Contents:
    match media:
        case "pdf":
            return _pdf(document.body)
        case "docx":
            return docx.read(document.body)
        case "odt":
            return odt.read(document.body)
        case "pptx":
            return pptx.read(document.body)
        case "rtf":
            return rtf.read(document.body)
        case "csv":
            return sheets.read_csv(document.body, document.header("content-type"))
        case _:
            return sheets.read(document.body, media)


def _pdf(body: bytes) -> Contents:
    library("pypdfium2", "a PDF")
    from ingest.core.documents.pdf import glyphs, reading  # the library is an extra

    pdf = glyphs.read(body)
    found = reading.read(pdf.sheets)
    letters = sum(len(one.text) for one in found.passages)
    pictures = [sheet.number for sheet in pdf.sheets if sheet.picture is not None]
    scanned = letters < _WORDS * len(pdf.sheets) and 2 * len(pictures) >= len(pdf.sheets)
    notes = [Found("encoding", f"{encoding}, by the name of its font") for encoding in pdf.legacy]
    passages = found.passages
    if scanned:
        seen = hashlib.sha256(b"".join(sheet.picture for sheet in pdf.sheets if sheet.picture is not None)).hexdigest()
        count = len(pdf.sheets)
        said = f"{written.NO_WORDS}{count} page{'s' * (count != 1)} of pictures, sha256 {seen[:16]}]"
        passages = (*passages, Passage(text=said, pages=((0, 1),)))
    elif pictures:
        notes.append(Found("pages without words", ", ".join(map(str, pictures[:50]))))
    return Contents(
        media="pdf",
        passages=passages,
        title=found.title,
        declared_title=pdf.declared.title,
        created=pdf.declared.created,
        pages=len(pdf.sheets),
        scanned=scanned,
        found=tuple(notes),
    )


def _recognised(contents: Contents, pages: Sequence[str]) -> Contents:
    """The paragraphs of recognised words, as blank lines separate them."""
    passages = []
    for number, words in enumerate(pages, 1):
        begins: tuple[tuple[int, int], ...] = ((0, number),)
        for paragraph in words.replace("\r", "").replace("\f", "").split("\n\n"):
            text = ""
            for line in paragraph.split("\n"):
                text = joined(text, " ".join(line.split()), frozenset())
            if text:
                passages.append(Passage(text=text, pages=begins))
                begins = ()
    return Contents(media=contents.media, passages=tuple(passages), created=contents.created, pages=contents.pages, scanned=True)
