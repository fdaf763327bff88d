"""What every kind of document is read into: passages, each with the pages that it stands on."""

from typing import Literal

from msgspec import Struct


class Passage(Struct, frozen=True, kw_only=True):
    """A paragraph, a heading or a table. `pages`: (place in `text`, number) of each page that begins in it or on which it begins."""

    kind: Literal["text", "heading", "table"] = "text"
    text: str
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, whose `text` is its rows, a line each
    pages: tuple[tuple[int, int], ...] = ()


def table(rows: tuple[tuple[str, ...], ...], pages: tuple[tuple[int, int], ...] = ()) -> Passage:
    """Cells are one line each; empty rows and what is empty in every row are left out."""
    clean = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    width = max(map(len, clean), default=0)
    filled = [row + ("",) * (width - len(row)) for row in clean if any(row)]
    kept = [column for column in range(width) if any(row[column] for row in filled)]
    shown = tuple(tuple(row[column] for column in kept) for row in filled)
    return Passage(kind="table", text="\n".join(" | ".join(row).strip() for row in shown), rows=shown, pages=pages)
