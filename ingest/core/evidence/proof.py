"""A proof that needs no archive: what it holds, and what it takes for it to hold."""

import json
from hashlib import sha256
from typing import Any

from msgspec import Struct

from ingest.core.evidence import leaf, merkle, note

FORMAT = "ingest proof 1"
LOGGED_BOUNDS = {"first seen": "seen_at", "the text before was last seen": "previous_confirmed_at"}  # -> the column of the text's leaf


class ProvedLeaf(Struct, frozen=True):
    """A leaf and its audit path. `content`: as it is hashed; `at`: how many leaves stand before it; `path`: hashes, hexadecimal."""

    content: str
    at: int
    path: tuple[str, ...]


class Proof(Struct, frozen=True):
    """The file `proof.json`. `bounds`: UTC text by what happened then; `begun_at`: when the log was begun.

    Of the bounds those of LOGGED_BOUNDS are proved; the others, `begun_at` and `sealed_at` are the keeper's word.
    """

    format: str
    url: str
    bounds: dict[str, str]
    begun_at: str
    sealed_at: str
    snapshot: ProvedLeaf
    revision: ProvedLeaf


def problems(proof: Proof, page: bytes, headers: dict[str, str], words: dict[str, str], checkpoint: note.Checkpoint) -> list[str]:
    """What does not hold, a line each: the page, its headers and words against their leaves, the leaves against the checkpoint."""
    found: list[str] = []
    snapshot, revision = _object(proof.snapshot.content), _object(proof.revision.content)
    if proof.format != FORMAT:
        found.append(f"the proof is of another form: {proof.format[:40]!r}")
    if snapshot.get("table") != "snapshots" or revision.get("table") != "revisions":
        return [*found, "its leaves are not a page's and a text's"]
    of_page, of_text = _columns(snapshot), _columns(revision)
    if of_page.get("sha256") != sha256(page).hexdigest() or of_page.get("size") != len(page):
        found.append("the page is not the one that was logged")
    if of_page.get("url") != proof.url:
        found.append("the page was logged for another address")
    if of_text.get("snapshot") != snapshot.get("row"):
        found.append("the text was read from another page")
    for said, column in LOGGED_BOUNDS.items():
        if proof.bounds.get(said) != of_text.get(column):
            found.append(f"the time of {said!r} is not what was logged")
    found += _unlike("header", headers, of_page)
    found += _unlike("column", words, of_text)
    for said, one in (("page", proof.snapshot), ("text", proof.revision)):
        try:
            path = [bytes.fromhex(node) for node in one.path]
        except ValueError:
            path = []
        if not merkle.holds_leaf(checkpoint.root, checkpoint.size, merkle.leaf_hash(one.content.encode()), one.at, path):
            found.append(f"the {said} is not under the checkpoint")
    return found


def _unlike(what: str, given: dict[str, str], logged: dict[str, Any]) -> list[str]:
    hashed = {name: said for name, said in logged.items() if isinstance(said, str) and said.startswith("sha256:")}
    wrong = [name for name, said in sorted(hashed.items()) if name not in given or leaf.digest(given[name]) != said]
    return [f"the {what} {name} is not what was logged" for name in (*wrong, *sorted(set(given) - set(hashed)))]


def _object(content: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _columns(found: dict[str, Any]) -> dict[str, Any]:
    columns = found.get("columns")
    return columns if isinstance(columns, dict) else {}
