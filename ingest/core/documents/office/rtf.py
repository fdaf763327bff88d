"""RTF, whose control words striprtf undoes; pictures and objects in it are left out."""

import re

from ingest.core.documents.contents import Contents, library
from ingest.core.documents.office.flow import MOST
from ingest.core.documents.passage import Passage, table
from ingest.errors import ParseError

_TITLE = re.compile(rb"\{\\title ([^{}\\]{1,300})\}")
_CREATED = re.compile(rb"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CELLS = re.compile(r"[^|\n]*\|[^\n]*\|")


def read(body: bytes) -> Contents:
    """Raises ParseError, Unsupported."""
    striprtf = library("striprtf.striprtf", "RTF")
    page = _CODE_PAGE.search(body[:4096])
    try:
        text = striprtf.rtf_to_text(body.decode("latin-1"), encoding=f"cp{page[1].decode()}" if page else "cp1252", errors="replace")
    except (ValueError, LookupError, IndexError, RecursionError, TypeError, AttributeError) as error:
        raise ParseError(f"an RTF document that cannot be read ({type(error).__name__})") from error
    if len(text) > MOST:
        raise ParseError(f"a document of more than {MOST:,} characters")
    created = _CREATED.search(body[:20_000])
    title = _TITLE.search(body[:20_000])
    return Contents(
        media="rtf",
        passages=tuple(_passages(text)),
        declared_title=title[1].decode("latin-1") if title else "",
        created="-".join(part.decode().zfill(2) for part in created.groups()) if created else "",
    )


def _passages(text: str) -> list[Passage]:
    found: list[Passage] = []
    rows: list[tuple[str, ...]] = []
    for line in [*text.split("\n"), ""]:
        if _CELLS.fullmatch(line.strip()):
            rows.append(tuple(line.strip().removesuffix("|").split("|")))
            continue
        if rows:
            found.append(table(tuple(rows)))
            rows = []
        if said := " ".join(line.split()):
            found.append(Passage(text=said))
    return found
