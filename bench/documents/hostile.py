"""Thirty hostile documents and a sound one, fetched by the command from a loopback server: one line each, bounded memory, nothing lost.

python bench/documents/hostile.py [--only PART OF A NAME]
"""

import argparse
import os
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

import documented
from documented import Said
from origin import Origin, answer

_SAID = "The Minister decided that a railway line shall be built between the two capitals of the country. "
_SOUND = documented.pdf([documented.lines(_SAID * 4)])
_MANIFEST = "application/vnd.oasis.opendocument.{}"


def _objects(more: dict[int, bytes], kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> /Font << /A 6 0 R >> >> >>",
        4: _stream(b"/F Do"),
        6: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    return documented.written(objects | more, "/Root 1 0 R")


def _stream(content: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< %s /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (head, len(packed), packed)


def _form(content: bytes, resources: bytes) -> bytes:
    named = b"/Resources << /XObject << %s >> /Font << /A 6 0 R >> >>" % resources
    return _stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + named)


def _zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


def _packed(data: bytes, filters: bytes) -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(data), filters, data)


def _pages(count: int) -> bytes:
    return _objects({4: _stream(b"BT /A 12 Tf 72 700 Td (a page of many) Tj ET")}, b" ".join([b"3 0 R"] * count), count)


def _laughs() -> bytes:
    forms = {number: _form(b"/F Do " * 10, b"/F %d 0 R" % (number + 1)) for number in range(10, 40)}
    forms[40] = _form(b"BT /A 12 Tf 72 700 Td (ha) Tj ET", b"")
    return _objects(forms | {5: _form(b"/F Do " * 10, b"/F 10 0 R")})


def _image(width: int, height: int, data: bytes) -> bytes:
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    head += b" /Filter /FlateDecode /Length %d >>"
    return head % (width, height, len(data)) + b"\nstream\n" + data + b"\nendstream"


def _workbook(sheet: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    made = documented.xlsx({"A": [["a"]]})
    return _with_part(made, "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}">{sheet}</worksheet>')


def _with_part(made: bytes, name: str, content: str | bytes) -> bytes:
    import io
    from zipfile import ZIP_DEFLATED, ZipFile

    out = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return out.getvalue()


_ENTITIES = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]><a>&a11;</a>"
_REPEATED = (
    '<table:table-row table:number-rows-repeated="1000000">'
    '<table:table-cell office:value-type="string" table:number-columns-repeated="1000000">'
    "<text:p>x</text:p></table:table-cell></table:table-row>"
)
_MAP = (
    b"begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange\n"
    b"<00000000> <FFFFFFFF> <0041>\nendbfrange endcmap"
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: documented.package({"word/document.xml": bytes(900 << 20)}),
    "words.docx": lambda: documented.docx("<w:p><w:r><w:t>" + "railway " * 7_000_000 + "</w:t></w:r></w:p>"),
    "entities.docx": lambda: documented.package({"word/document.xml": _ENTITIES}),
    "entities.odt": lambda: documented.package({"content.xml": _ENTITIES}, first=("mimetype", _MANIFEST.format("text"))),
    "deep.docx": lambda: documented.package({"word/document.xml": "<a>" * 400_000}),
    "attributes.docx": lambda: documented.package({"word/document.xml": "<a " + " ".join(f"b{n}='1'" for n in range(300_000)) + "/>"}),
    "sheet.xlsx": lambda: _workbook('<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                                    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "bomb.xlsx": lambda: _workbook("<sheetData>" + "<row><c><v>1</v></c></row>" * 12_000_000 + "</sheetData>"),
    "entities.xlsx": lambda: _with_part(documented.xlsx({"A": [["a"]]}), "xl/workbook.xml", _ENTITIES),
    "repeated.ods": lambda: _with_part(documented.ods([["a"]]), "content.xml", documented_ods_of(_REPEATED)),
    "names.docx": lambda: documented.package({f"word/{n}.xml": "" for n in range(120_000)}),
    "pages.pdf": lambda: _pages(100_000),
    "loop.pdf": lambda: _objects({}, b"2 0 R 2 0 R", 2),
    "itself.pdf": lambda: _objects({5: _form(b"/F Do /F Do", b"/F 5 0 R")}),
    "laughs.pdf": _laughs,
    "bomb.pdf": lambda: _objects({4: _packed(_zeros(2_000), b"/FlateDecode")}),
    "twice.pdf": lambda: _objects({4: _packed(zlib.compress(_zeros(3_000), 9), b"[/FlateDecode /FlateDecode]")}),
    "letters.pdf": lambda: documented.pdf([[Said(10, 10 + n % 800, "railway " * 500, 1) for n in range(2_000)]]),
    "operators.pdf": lambda: _objects({4: _stream(b"BT /A 12 Tf 1 0 0 1 9 9 Tm (a) Tj ET " * 1_500_000)}),
    "lines.pdf": lambda: documented.pdf([[Said(n % 590, n % 837, "a", 2) for n in range(60_000)]]),
    "encrypted.pdf": lambda: documented.pdf([[Said(72, 700, "secret")]]).replace(
        b"/Info", b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Info" % (b"61" * 32, b"62" * 32)),
    "cut.pdf": lambda: _SOUND[: len(_SOUND) // 2],
    "xref.pdf": lambda: _SOUND.replace(b"/Root 1 0 R", b"/Root 99 0 R /Prev 9"),
    "picture.pdf": lambda: documented.written({
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] /Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R >>",
        4: _stream(b"14400 0 0 14400 0 0 cm /F Do"), 5: _image(40_000, 40_000, _zeros(1_600))}, "/Root 1 0 R"),
    "map.pdf": lambda: _objects({
        4: _stream(b"BT /A 12 Tf 72 700 Td <00010002> Tj ET"),
        6: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
        7: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> >>",
        8: _stream(_MAP)}),
    "braces.rtf": lambda: rb"{\rtf1 " + b"{" * 3_000_000,
    "bin.rtf": lambda: rb"{\rtf1\ansi {\pict\bin2000000000 " + b"0" * 12_000_000 + b"}}",
    "columns.csv": lambda: b"a," * 6_000_000,
    "rows.csv": lambda: b"a,b\n" * 4_000_000,
    "picture.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400,
    "program.xlsx": lambda: b"MZ" + bytes(range(256)) * 400,
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0D\0o\0c\0" * 9_000,
}  # fmt: skip


def documented_ods_of(rows: str) -> str:
    names = ("office", "text", "table")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    return f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _memory(pid: int) -> int:
    """Bytes of a process and all that it started; what they share is counted once."""
    total = 0
    for one in list(_family(pid)):
        try:
            rolled = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in rolled.splitlines() if line.startswith("Pss:"))
    return total


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    failed = []
    most = 0
    with TemporaryDirectory() as folder, Origin() as origin:
        command = [sys.executable, "-m", "ingest"]
        sound = origin.serve("/sound.pdf", answer(_SOUND, Content_Type="application/pdf"))
        kinds = {"csv": "text/csv", "pdf": "application/pdf"}
        count = 0
        for name, made in HOSTILE.items():
            if asked.only not in name:
                continue
            count += 1
            body = made()
            url = origin.serve(f"/{name}", answer(body, Content_Type=kinds.get(name.rpartition(".")[2], "application/octet-stream")))
            began = time.monotonic()
            used = os.times()
            fetch = [*command, "fetch", url, sound, "--again", "--allow-net", "127.0.0.0/8", "--delay", "0"]
            process = subprocess.Popen(fetch, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            said: list[str] = []
            reader = threading.Thread(target=lambda said=said, process=process: said.extend(process.stderr or ()))
            reader.start()
            peak = 0
            while process.poll() is None:
                with suppress(OSError):  # it has just ended
                    peak = max(peak, _memory(process.pid))
                time.sleep(0.05)
            reader.join()
            most = max(most, peak)
            told = [line.strip() for line in said if name in line]
            now = os.times()
            spent = now.children_user + now.children_system - used.children_user - used.children_system
            is_sound = peak < 400e6 and process.returncode in (0, 1)
            failed += [] if is_sound and len(told) <= 1 else [name]
            line = told[0].replace(origin.url("/"), "") if told else "kept"
            figures = f"{len(body) / 1e6:.1f} MB\t{peak / 1e6:.0f} MB memory\t{spent:.1f} s CPU\t{time.monotonic() - began:.1f} s"
            print(f"{name}\t{figures}\t{line[:150]}", flush=True)
        search = [*command, "search", "railway line capitals", "--json"]
        kept = subprocess.run(search, cwd=folder, capture_output=True, text=True, check=True).stdout
        verified = subprocess.run([*command, "verify"], cwd=folder, capture_output=True, text=True, check=False)
    sound_is = "found" if "sound.pdf" in kept else "lost"
    print(f"\n{count} hostile documents, at most {most / 1e6:.0f} MB; the sound one is {sound_is}; verify: {verified.returncode}")
    if failed:
        sys.exit(f"not as wanted: {', '.join(failed)}")


if __name__ == "__main__":
    main()
