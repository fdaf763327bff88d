"""A proof as one file: a ZIP that a stranger opens, reads and checks without the archive."""

import gzip
import html
import re
import zlib
from collections import Counter
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from ingest.archive.evidence.proof import ProvedVersion, as_text
from ingest.core.evidence import note, proof
from ingest.errors import IngestError

_MOST = 200_000_000  # bytes of one file in it
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_KIND = re.compile(rb"(?i)\r\nwarc-type: *(\w+)")
_CHECKED = {"proof.json", "page.bin", "headers.json", "words.json", "checkpoint.txt", "timestamp.tsr", "text.txt", "page.wacz"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


class BadProof(IngestError):
    """No file of ours, or one that was cut or altered beyond reading."""


class Given(Struct, frozen=True):
    """A proof as it was read. `stamp`: the answer of a time stamp's authority, if one is there; `text`, `wacz`: the same for readers.

    `unchecked`: the other files in it.
    """

    proof: proof.Proof
    page: bytes
    headers: dict[str, str]
    words: dict[str, str]
    note: note.Note
    stamp: bytes | None
    text: bytes | None
    wacz: bytes | None
    unchecked: tuple[str, ...]


def write(evidence: ProvedVersion, key: str, wacz: bytes) -> bytes:
    """The file. `key`: the public key that the checkpoint was signed with, NAME+ID+KEY. `wacz`: the page, for a player of web archives."""
    told = proof.Proof(
        proof.FORMAT,
        evidence.url,
        evidence.bounds,
        evidence.begun_at,
        evidence.checkpoint.made_at,
        evidence.snapshot,
        evidence.revision,
    )
    content: dict[str, bytes] = {
        "README.html": _readme(evidence, key).encode(),
        "verify.py": files("ingest.seal").joinpath("handed", "verify.py").read_bytes(),
        "proof.json": msgspec.json.format(msgspec.json.encode(told), indent=1),
        "page.bin": evidence.page,
        "page.wacz": wacz,
        "headers.json": as_text(evidence.headers).encode(),
        "words.json": as_text(evidence.words).encode(),
        "text.txt": _readable(evidence.words),
        "checkpoint.txt": evidence.checkpoint.note.encode(),
        "key.txt": f"{key}\n".encode(),
    }
    for kind, mark in evidence.checkpoint.marks:
        if kind == "timestamp":
            content["timestamp.tsr"] = mark
        else:
            content["cosignatures.txt"] = content.get("cosignatures.txt", b"") + mark
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, body in content.items():
            file.writestr(ZipInfo(name, _EPOCH), body, ZIP_DEFLATED)
    return packed.getvalue()


def read(path: Path) -> Given:
    """Raises BadProof."""
    try:
        with ZipFile(path) as file:
            if twice := [name for name, number in Counter(file.namelist()).items() if number > 1]:
                raise BadZipFile(f"{twice[0]} is in it {file.namelist().count(twice[0])} times, and who unpacks it may get another one")
            there = {name: _part(file, name) for name in ("timestamp.tsr", "text.txt", "page.wacz") if name in file.namelist()}
            return Given(
                msgspec.json.decode(_part(file, "proof.json"), type=proof.Proof),
                _part(file, "page.bin"),
                msgspec.json.decode(_part(file, "headers.json"), type=dict[str, str]),
                msgspec.json.decode(_part(file, "words.json"), type=dict[str, str]),
                note.parse(_part(file, "checkpoint.txt").decode()),
                there.get("timestamp.tsr"),
                there.get("text.txt"),
                there.get("page.wacz"),
                tuple(sorted(set(file.namelist()) - _CHECKED)),
            )
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, RuntimeError) as error:
        said = f"{error.args[0]}" if error.args else type(error).__name__
        raise BadProof(f"{path}: no proof of ingest, or a damaged one: {said}") from None


def unlike(given: Given) -> list[str]:
    """What people would read in it that is not what the proof is of, a line each."""
    found = [] if given.text in (None, _readable(given.words)) else ["text.txt is not the text that was logged"]
    try:
        shown = [given.page] if given.wacz is None else _shown(given.wacz)
    except (BadZipFile, LookupError, ValueError, OSError, EOFError, zlib.error):
        shown = []
    if shown != [given.page]:
        found.append("page.wacz does not show the page that was logged, and no other")
    return found


def _shown(wacz: bytes) -> list[bytes]:
    """The pages in a WACZ: what scripts made of an answer, or the answers where they made nothing."""
    with ZipFile(BytesIO(wacz)) as file:
        (name,) = [one for one in file.namelist() if one.startswith("archive/")]
        rest = gzip.decompress(_part(file, name))
    answers, drawn = [], []
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(_LENGTH.findall(head)[0])
        if _KIND.findall(head) == [b"response"]:
            answers.append(rest[:length].partition(b"\r\n\r\n")[2])
        elif _KIND.findall(head) in ([b"resource"], [b"conversion"]):  # as older versions wrote it
            drawn.append(rest[:length])
        rest = rest[length + 4 :]
    return drawn or answers


def _readable(words: dict[str, str]) -> bytes:
    return f"{words.get('title', '')}\n\n{words.get('text', '')}\n".encode()


def _part(file: ZipFile, name: str) -> bytes:
    if file.getinfo(name).file_size > _MOST:
        raise BadZipFile(f"{name} is larger than {_MOST} bytes")
    with file.open(name) as opened:
        body = opened.read(_MOST + 1)
    if len(body) > _MOST:
        raise BadZipFile(f"{name} is larger than {_MOST} bytes")
    return body


def _readme(evidence: ProvedVersion, key: str) -> str:
    """The page for people."""
    told = {said: at if said in proof.LOGGED_BOUNDS else f"{at}, by the keeper's word" for said, at in evidence.bounds.items()}
    rows = "".join(f"<tr><th>{html.escape(said)}</th><td>{html.escape(at)}</td></tr>" for said, at in told.items())
    stamped = any(kind == "timestamp" for kind, _ in evidence.checkpoint.marks)
    origin, size = evidence.checkpoint.note.split("\n")[:2]
    return _PAGE.format(
        title=html.escape(evidence.words.get("title", "")),
        url=html.escape(evidence.url),
        rows=rows,
        sealed_at=evidence.checkpoint.made_at,
        begun_at=evidence.begun_at,
        origin=html.escape(origin),
        size=size,
        key=html.escape(key),
        stamp="An authority outside the archive has stamped the checkpoint with its own time (timestamp.tsr)."
        if stamped
        else "No authority outside has stamped it: when the checkpoint was made is the word of whoever holds the key.",
    )


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Proof: {title}</title>
<style>body{{font:1rem/1.5 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem}}th{{text-align:left;padding-right:1rem;
font-weight:normal;vertical-align:top}}code{{overflow-wrap:anywhere}}@media(prefers-color-scheme:dark){{body{{background:#111;
color:#ddd}}a{{color:#9cf}}}}</style></head><body>
<h1>What this is</h1>
<p>The page <code>{url}</code> said “{title}”. This file holds the page as its server sent it, the text that was read from it, and the
proof that both stood in the archive's log when its head was signed.</p>
<table>{rows}<tr><th>under a signed checkpoint of</th><td>{sealed_at}</td></tr></table>
<p>Times are UTC. The log, <code>{origin}</code>, was begun on {begun_at}; of what was kept before that moment it proves only that it was
there then. The checkpoint is over {size} rows. {stamp}</p>
<h2>Check it yourself</h2>
<p>Unpack the files into one folder and run, with Python and OpenSSL:</p>
<pre>python3 verify.py --key KEY</pre>
<p><strong>The key must come to you another way than this file</strong>: from the website, a printed page or a person of whoever keeps the
archive. The sender says that it is</p><p><code>{key}</code></p>
<p>Whoever alters these files can alter this page and <code>verify.py</code> too. Take the script from the program's own source, read its
150 lines, or run <code>ingest verify</code> of your own.</p>
<h2>What the files are</h2>
<table><tr><th>page.bin</th><td>the page, byte for byte</td></tr><tr><th>text.txt</th><td>the text that was read from it</td></tr>
<tr><th>page.wacz</th><td>the page with its headers, for players of web archives such as ReplayWeb.page</td></tr>
<tr><th>headers.json, words.json</th><td>what the log has only by its hash</td></tr>
<tr><th>proof.json</th><td>the two rows as they were logged, and the way from each to the checkpoint</td></tr>
<tr><th>checkpoint.txt</th><td>the signed head of the log</td></tr></table>
<h2>What it does not prove</h2>
<p>That the server sent the same page to others. That the publisher wrote it, rather than whoever ran the server. Anything about the time
before the first stamp or signature that somebody else has seen.</p>
</body></html>
"""
