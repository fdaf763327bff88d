"""A version of an article as a citation, in words and as programs for literature read it.

Names are given whole: which part of one is the family's differs from language to language.
"""

import re
from typing import Literal

import msgspec

from ingest.archive.read.reference import Reference

Form = Literal["text", "bibtex", "csl-json", "ris"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_TEX = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {sign: f"\\{sign}" for sign in "{}$&#%_"}
)
_OF_URL = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})  # BibTeX counts braces also in a URL


def cited(reference: Reference, form: Form) -> str:
    """The citation, without a last line feed."""
    return {"text": _text, "bibtex": _bibtex, "csl-json": _csl, "ris": _ris}[form](reference)


def _text(of: Reference) -> str:
    """Author. "Title". Publisher, date. Address. Then when it was read, and which version."""
    names = ", ".join(_one_line(author.name) for author in of.authors)
    date = _spoken(of.published) if of.published else "no date"
    parts = [
        names,
        f"“{_one_line(of.title)}”",
        f"{_one_line(of.publisher)}, {date}",
        of.url,
        f"Accessed {_spoken(of.accessed_at)}",
        _version(of),
    ]
    return ". ".join(part for part in parts if part) + "."


def _bibtex(of: Reference) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(author.name)}}}" for author in of.authors),
        "title": f"{{{_tex(of.title)}}}",
        "organization": f"{{{_tex(of.publisher)}}}",
        "date": _day(of.published),
        "url": of.url.translate(_OF_URL),
        "urldate": of.accessed_at[:10],
        "langid": of.language if of.language != "und" else "",
        "version": str(of.version),
        "note": _tex(_version(of)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{_key(of)},", *lines, "}"])


def _csl(of: Reference) -> str:
    """CSL-JSON 1.0.2: a list of one."""
    said = {
        "id": _key(of),
        "type": "webpage",
        "title": _one_line(of.title),
        "author": [{"literal": _one_line(author.name)} for author in of.authors],
        "publisher": _one_line(of.publisher),
        "container-title": _one_line(of.publisher),
        "issued": _date_parts(of.published),
        "accessed": _date_parts(of.accessed_at),
        "URL": of.url,
        "language": of.language if of.language != "und" else None,
        "version": str(of.version),
        "note": _version(of),
    }
    return msgspec.json.format(msgspec.json.encode([{name: value for name, value in said.items() if value}]), indent=2).decode()


def _ris(of: Reference) -> str:
    tags = [
        ("TY", "ELEC"),
        *(("AU", author.name) for author in of.authors),
        ("TI", of.title),
        ("PB", of.publisher),
        ("PY", _day(of.published)[:4]),
        ("DA", _day(of.published).replace("-", "/")),
        ("UR", of.url),
        ("Y2", of.accessed_at[:10].replace("-", "/")),
        ("LA", of.language if of.language != "und" else ""),
        ("ET", str(of.version)),
        ("N1", _version(of)),
        ("ID", _key(of)),
    ]
    return "\n".join([*(f"{tag}  - {_one_line(value)}" for tag, value in tags if value), "ER  - "])


def _version(of: Reference) -> str:
    hash = f"SHA-256 of the page {of.sha256}" if of.sha256 else f"fingerprint of the text {of.fingerprint}"
    return f"Version {of.version}, first seen {of.seen_at}, {hash}"


def _key(of: Reference) -> str:
    return f"ingest-{of.article}-{of.version}"


def _day(at: str | None) -> str:
    return at[:10] if at else ""


def _date_parts(at: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in at[:10].split("-")]]} if at else None


def _spoken(at: str) -> str:
    year, month, day = at[:10].split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _one_line(text: str) -> str:
    """Without control characters, which could begin another field."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
