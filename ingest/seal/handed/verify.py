#!/usr/bin/env python3
"""Checks what lies beside this file: that a page said this, and that it is under a signed checkpoint.

    python3 verify.py [--key NAME+ID+KEY] [--authorities CERTIFICATES.pem]

Needs Python 3.9 or newer and, for signatures and time stamps, the command `openssl` (1.1.1 or newer). It asks nothing of the program
that made the files, and nothing of the network. The key must come to you another way than with these files, or it proves little; this
script as well, unless you have read it: who alters the files can alter it.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ED25519_IN_DER = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo, RFC 8410, before the 32 bytes of the key


def read(name: str) -> bytes:
    return (HERE / name).read_bytes()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def climbs_to(content: str, at: int, path: list[str], size: int) -> bytes | None:
    """The root that a leaf's audit path leads to (RFC 9162, section 2.1.3.2); None when the path is of another tree."""
    node, last = sha256(b"\x00" + content.encode()), size - 1
    if not 0 <= at < size:
        return None
    for beside in map(bytes.fromhex, path):
        if last == 0:
            return None
        if at & 1 or at == last:
            node = sha256(b"\x01" + beside + node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + beside)
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


def shown() -> list[bytes]:
    """The pages that players show of page.wacz: what scripts made of an answer, or the answers where they made nothing."""
    with zipfile.ZipFile(HERE / "page.wacz") as file:
        (name,) = [one for one in file.namelist() if one.startswith("archive/")]
        rest = gzip.decompress(file.read(name))
    found: dict[bytes, list[bytes]] = {b"response": [], b"resource": []}
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        kind, length = (re.findall(rb"(?i)\r\n" + field + rb": *(\w+)", head)[0] for field in (b"warc-type", b"content-length"))
        block, rest = rest[: int(length)], rest[int(length) + 4 :]
        found.get(kind, []).append(block.partition(b"\r\n\r\n")[2] if kind == b"response" else block)
    return found[b"resource"] or found[b"response"]


def checks() -> Iterator[tuple[str, bool]]:
    """(what is claimed, whether it holds), from the files alone."""
    proof = json.loads(read("proof.json"))
    page, headers, words = read("page.bin"), json.loads(read("headers.json")), json.loads(read("words.json"))
    body = read("checkpoint.txt").decode().split("\n\n")[0].split("\n")
    size, root = int(body[1]), base64.b64decode(body[2])
    snapshot, revision = (json.loads(proof[name]["content"]) for name in ("snapshot", "revision"))
    yield "the page is the one that was logged", snapshot["columns"]["sha256"] == sha256(page).hex()
    yield "it was logged for this address: " + proof["url"], snapshot["columns"]["url"] == proof["url"]
    tables = snapshot["table"], revision["table"]
    yield "the text was read from this page", tables == ("snapshots", "revisions") and revision["columns"]["snapshot"] == snapshot["row"]
    for said, column in (("first seen", "seen_at"), ("the text before was last seen", "previous_confirmed_at")):
        at = revision["columns"].get(column)
        if at or said in proof["bounds"]:
            yield f"{said}: {at}", at == proof["bounds"].get(said)
    for given, leaf in ((headers, snapshot), (words, revision)):
        logged = {name: said for name, said in leaf["columns"].items() if str(said).startswith("sha256:")}
        holds = set(given) == set(logged) and all("sha256:" + sha256(given[name].encode()).hex() == logged[name] for name in given)
        yield f"the words of row {leaf['row']} of {leaf['table']} are those that were logged", holds
    yield "text.txt is that text", read("text.txt") == f"{words['title']}\n\n{words['text']}\n".encode()
    yield "page.wacz shows that page", shown() == [page]
    for name in ("snapshot", "revision"):
        leaf = proof[name]
        yield f"the {name} is under the checkpoint", climbs_to(leaf["content"], leaf["at"], leaf["path"], size) == root


def openssl(*words: str) -> bool:
    try:
        return subprocess.run(("openssl", *words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT).returncode == 0
    except FileNotFoundError:
        sys.exit("openssl is not there: install it, or check the signature with another program")


def is_signed(note: str, key: str) -> bool:
    """Whether a signed note (https://c2sp.org/signed-note) has a good signature of an Ed25519 key, given as NAME+ID+KEY."""
    parts = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", key.strip())
    if parts is None:
        return False
    name, key_id, value = parts[1], parts[2], base64.b64decode(parts[3])
    if value[0] != 1 or sha256(name.encode() + b"\n" + value)[:4].hex() != key_id:
        return False
    text, below = note.split("\n\n", 1)
    for line in below.splitlines():
        signed = re.fullmatch(r"\u2014 (\S+) (\S+)", line)
        made = base64.b64decode(signed[2]) if signed and signed[1] == name else b""
        if made[:4].hex() == key_id:
            with tempfile.TemporaryDirectory() as folder:
                files = {"key": ED25519_IN_DER + value[1:], "text": (text + "\n").encode(), "signature": made[4:]}
                for file, content in files.items():
                    Path(folder, file).write_bytes(content)
                key_der = ("-pubin", "-inkey", f"{folder}/key", "-keyform", "DER")
                return openssl("pkeyutl", "-verify", *key_der, "-rawin", "-in", f"{folder}/text", "-sigfile", f"{folder}/signature")
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--key", help="the public key, as its owner published it")
    parser.add_argument("--authorities", help="certificates of the time stamp's authority")
    given = parser.parse_args()
    try:
        found = list(checks())
        if given.key:
            found.append(("the checkpoint is signed with that key", is_signed(read("checkpoint.txt").decode(), given.key)))
    except (ValueError, LookupError, TypeError, AttributeError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
        sys.exit(f"FAILS  the files cannot be read, or one is missing: {type(error).__name__}: {error}")
    stamp, note = HERE / "timestamp.tsr", HERE / "checkpoint.txt"
    if given.authorities:
        holds = stamp.exists() and openssl("ts", "-verify", "-in", str(stamp), "-data", str(note), "-CAfile", given.authorities)
        found.append(("an authority saw the checkpoint at the time of the stamp", holds))
    for says, holds in found:
        print("holds " if holds else "FAILS ", says)
    print("Not checked: README.html, and when the page was last seen and the checkpoint made, which are the sender's word.")
    if not given.key:
        print("Not checked: who signed the checkpoint. Give --key, as its owner published it; key.txt is only what the sender says.")
    sys.exit(0 if all(holds for _, holds in found) else 1)


if __name__ == "__main__":
    main()
