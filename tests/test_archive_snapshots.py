import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from archived import T0, T1, URL, exchange, keep
from hypothesis import given
from hypothesis import strategies as st

from ingest import archive
from ingest.archive import packing
from ingest.archive.read import documents
from ingest.archive.write import snapshots, url_state
from ingest.core.model import Document
from ingest.errors import ArchiveDamaged

_WORDS = [f"{a}{b}{c}" for a in ("bri", "ha", "mi") for b in ("dge", "rbo", "nist") for c in ("s", "ur", "ry", "ing", "ed")]
PAGE = "".join(f"<p>Paragraph {n} {' '.join(Random(n).choices(_WORDS, k=12))}</p>\n" for n in range(2000)).encode()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def add(db: sqlite3.Connection, packed: packing.Packed) -> int:
    return snapshots.add(db, url_state.id_of(db, URL, T0), Document(exchange=exchange()), packed)


def test_a_small_edit_of_a_large_page_takes_some_hundred_bytes(kept: archive.Archive) -> None:
    edited = PAGE.replace(b"Paragraph 17 ", b"Paragraph seventeen ")
    with kept.batch() as db:
        base = add(db, packing.pack(PAGE))
        packed = packing.pack_difference(packing.pack(edited), edited, base, PAGE)
        later = add(db, packed)
    assert packed.base == base
    assert len(packed.data) < 500
    assert documents.body(kept.db, later) == edited
    assert documents.body(kept.db, base) == PAGE


def test_a_page_that_has_little_in_common_is_stored_in_full() -> None:
    other = bytes(range(256)) * 50
    full = packing.pack(other)
    assert packing.pack_difference(full, other, 1, PAGE) is full


def test_differences_are_never_a_chain(kept: archive.Archive) -> None:
    first = keep(kept, "Title", PAGE.decode())
    base = documents.last_full(kept.db, first.article)
    assert base is not None
    for number in (1, 2):
        text = PAGE.decode() + f"more {number}"
        with kept.batch() as db:
            packed = packing.pack_difference(packing.pack(text.encode()), text.encode(), base, PAGE)
            add(db, packed)
        keep(kept, "Title", text, kind="edit", at=T1)
    assert kept.db.execute("SELECT count(*) FROM snapshots s JOIN snapshots b ON b.id = s.base WHERE b.base IS NOT NULL").fetchone() == (0,)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE snapshots SET body = substr(body, 1, length(body) - 20)",
        "UPDATE snapshots SET body = (SELECT body FROM snapshots WHERE id = 1)",
        "UPDATE snapshots SET sha256 = 'ab' WHERE id = 2",
        "UPDATE snapshots SET base = 3 WHERE id = 2",
    ],
)
def test_bytes_that_are_not_what_was_kept_are_refused(kept: archive.Archive, damage: str) -> None:
    edited, other = PAGE.replace(b"17", b"18"), PAGE.replace(b"Paragraph", b"paragraph")
    with kept.batch() as db:
        base = add(db, packing.pack(PAGE))
        later = add(db, packing.pack_difference(packing.pack(edited), edited, base, PAGE))
        add(db, packing.pack(other))
    kept.db.execute("DROP TRIGGER snapshots_no_update")
    kept.db.execute(damage)
    with pytest.raises(ArchiveDamaged, match=f"snapshot {later} "):
        documents.body(kept.db, later)


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_any_two_versions_come_back_as_they_were(first: bytes, second: bytes) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE snapshots (id INTEGER PRIMARY KEY, sha256, size, encoding, body, base)")
    for id, body in ((1, first), (2, second + first)):
        packed = packing.pack(body)
        if id == 2:
            packed = packing.pack_difference(packed, body, 1, first)
        encoding = "zstd" if packed.base is None else "zstd-diff"
        db.execute(
            "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?)", (id, packed.sha256.hex(), packed.size, encoding, packed.data, packed.base)
        )
    assert documents.body(db, 1) == first
    assert documents.body(db, 2) == second + first
    db.close()
