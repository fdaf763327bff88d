"""Documents made from Python alone: PDFs with any words, office files as small as their programs read them."""

import io
import zlib
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile


class Said(NamedTuple):
    """Words on a page of a PDF. `font`: a name; Latin-1 bytes are its codes where it is not `Unicode`."""

    x: float
    y: float
    text: str
    size: float = 11
    font: str = "Helvetica"


Page = Iterable[Said]
WIDTH, HEIGHT = 595, 842


def lines(
    text: str, x: float = 72, y: float = 740, size: float = 11, pitch: float = 14, width: int = 80, font: str = "Helvetica"
) -> list[Said]:
    """A paragraph, broken into lines of so many characters."""
    said: list[str] = [""]
    for word in text.split(" "):
        if len(said[-1]) + len(word) + 1 > width:
            said.append(word)
        else:
            said[-1] = f"{said[-1]} {word}".strip()
    return [Said(x, y - pitch * number, line, size, font) for number, line in enumerate(said)]


def pdf(
    pages: Iterable[Page], *, title: str = "", created: str = "", picture: bytes = b"", extra: Mapping[int, bytes] | None = None
) -> bytes:
    """Each page is a list of words. `picture`: grey, 200 by 200, drawn over each page; `extra`: further objects, by number from 900."""
    pages = [list(page) for page in pages]
    fonts = sorted({said.font for page in pages for said in page} | {"Helvetica"})
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    number = 3
    names = {}
    for font in fonts:
        names[font] = f"F{number}"
        objects[number] = _unicode_font(number) if font == "Unicode" else _font(font)
        if font == "Unicode":
            objects[number + 1] = _DESCENDANT % (number + 3)
            objects[number + 2] = _stream(_to_unicode({sign for page in pages for said in page if said.font == font for sign in said.text}))
            objects[number + 3] = b"<< /Type /FontDescriptor /FontName /Unicode /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0" + (
                b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
            )
        number += 4
    drawn = b""
    if picture:
        objects[number] = (
            b"<< /Type /XObject /Subtype /Image /Width 200 /Height 200 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode"
        )
        packed = zlib.compress(picture)
        objects[number] += b" /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
        drawn = b"q %d 0 0 %d 0 0 cm /P Do Q\n" % (WIDTH, HEIGHT)
    resources = " ".join(f"/{name} {key[1:]} 0 R" for key, name in zip(names.values(), names.values(), strict=True))
    resources = f"<< /Font << {resources} >> {f'/XObject << /P {number} 0 R >>' if picture else ''} >>"
    number += 1
    kids = []
    for page in pages:
        content = drawn + b"\n".join(_shown(said, names[said.font]) for said in page)
        objects[number] = _stream(content)
        box = f"[0 0 {WIDTH} {HEIGHT}]"
        objects[number + 1] = f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents {number} 0 R >>".encode()
        kids.append(f"{number + 1} 0 R")
        number += 2
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects[number] = f"<< /Title ({title}) /CreationDate ({created}) >>".encode("latin-1")
    return written(objects | dict(extra or {}), f"/Root 1 0 R /Info {number} 0 R")


def written(objects: Mapping[int, bytes], trailer: str) -> bytes:
    """A PDF of these objects."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    out.write(f"trailer\n<< /Size {max(places) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _font(name: str) -> bytes:
    """Not embedded: its widths are given, its codes are those of windows-1252."""
    if name.startswith("Helvetica"):
        return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    widths = " ".join(["500"] * 224)
    escaped = name.replace(" ", "#20")
    coded = f"/FirstChar 32 /LastChar 255 /Widths [{widths}] /Encoding /WinAnsiEncoding"
    return f"<< /Type /Font /Subtype /TrueType /BaseFont /{escaped} {coded} >>".encode()


def _unicode_font(number: int) -> bytes:
    name = b"<< /Type /Font /Subtype /Type0 /BaseFont /Unicode /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
    return name % (number + 1, number + 2)


_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unicode /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    b" /FontDescriptor %d 0 R /DW 600 >>"
)


def _to_unicode(signs: Iterable[str]) -> bytes:
    pairs = "\n".join(f"<{ord(sign):04X}> <{ord(sign):04X}>" for sign in sorted(signs))
    count = pairs.count("\n") + 1
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{count} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()


def _shown(said: Said, name: str) -> bytes:
    if said.font == "Unicode":
        words = "<" + "".join(f"{ord(sign):04X}" for sign in said.text) + ">"
    else:
        words = "<" + said.text.encode("cp1252").hex() + ">"
    return f"BT /{name} {said.size} Tf {said.x} {said.y} Td {words} Tj ET".encode()


# ---------------------------------------------------------------- office files


def package(parts: Mapping[str, str | bytes], *, first: tuple[str, str] | None = None) -> bytes:
    """A ZIP archive of these parts; `first` is stored as it is, before them."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(*first, compress_type=0)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OD = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta", "style"))


def docx(body: str, **parts: str) -> bytes:
    """`body`: the inside of `w:body`; `parts`: further ones of the folder `word`, by name."""
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return package({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>", **more})


_P = " ".join(
    (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
    )
)


def pptx(*slides: str, hidden: Collection[int] = ()) -> bytes:
    """`slides`: the inside of each `p:spTree`, in the order in which they are shown, which is not that of their names."""
    names = [f"slides/slide{len(slides) - at}.xml" for at in range(len(slides))]
    order = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
    links = "".join(f'<Relationship Id="r{at}" Target="{name}"/>' for at, name in enumerate(names))
    parts = {
        "ppt/presentation.xml": f"<p:presentation {_P}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    for at, (name, inside) in enumerate(zip(names, slides, strict=True)):
        shown = ' show="0"' if at in hidden else ""
        parts[f"ppt/{name}"] = f"<p:sld {_P}{shown}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"
    return package(parts)


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape of a slide; `kind`: of its placeholder."""
    said = "".join(f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in paragraphs)
    placeholder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{placeholder}<p:txBody>{said}</p:txBody></p:sp>"


def odt(body: str) -> bytes:
    """`body`: the inside of `office:text`."""
    content = f"<office:document-content {_OD}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return package({"content.xml": content}, first=("mimetype", "application/vnd.oasis.opendocument.text"))


def ods(rows: Iterable[Iterable[str]]) -> bytes:
    """One sheet of text."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    body = f'<office:spreadsheet><table:table table:name="A">{cells}</table:table></office:spreadsheet>'
    content = f"<office:document-content {_OD}><office:body>{body}</office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return package({"content.xml": content, "META-INF/manifest.xml": manifest}, first=("mimetype", kind))


def xlsx(sheets: Mapping[str, Iterable[Iterable[str | float]]]) -> bytes:
    """Sheets of text and numbers."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    led = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
    )
    main_part = f'<Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{packages}">{main_part}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}">{led}</Relationships>',
    }
    for n, rows in enumerate(sheets.values(), 1):
        said = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{said}</sheetData></worksheet>'
    return package(parts)


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"
