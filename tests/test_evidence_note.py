"""Signed checkpoints: the forms that other programs read, and who signed them."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.evidence import leaf, note
from ingest.core.evidence.note import Checkpoint, PublicKey
from ingest.errors import ConfigError
from ingest.seal.keys import SigningKey, is_signed

CHECKPOINT = Checkpoint("ingest/0123456789abcdef", 12, bytes(range(32)))


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.load_or_make(tmp_path / "keys" / "seal.key")


def test_a_note_is_read_as_it_was_written(key: SigningKey) -> None:
    text = key.sign(CHECKPOINT).text()
    assert text.startswith("ingest/0123456789abcdef\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— ingest/0123456789abcdef ")
    assert note.parse(text).text() == text
    assert note.parse(text).checkpoint == CHECKPOINT


def test_a_key_that_others_publish_has_the_id_that_they_give_it() -> None:
    """The key of Go's checksum database (https://go.dev/ref/mod#checksum-database)."""
    assert note.parse_key("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8").key_id.hex() == "033de0ae"


def test_a_note_is_signed_by_its_key_and_by_no_other(key: SigningKey, tmp_path: Path) -> None:
    signed, public = key.sign(CHECKPOINT), key.public(CHECKPOINT.origin)
    other = SigningKey.load_or_make(tmp_path / "other.key").public(CHECKPOINT.origin)
    assert note.parse_key(public.text()) == public
    assert is_signed(signed, public)
    assert not is_signed(signed, other)
    assert not is_signed(signed, PublicKey("another", public.value))
    altered = note.parse(signed.text().replace("\n12\n", "\n13\n"))
    assert not is_signed(altered, public)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no signed checkpoint"),
        ("origin\n1\nAAAA\n\n— x AAAAAAAA\n", "no SHA-256"),
        ("origin\n01\nAAAA\n\n— x AAAAAAAA\n", "no size"),
        ("origin\n1\n???\n\n— x AAAAAAAA\n", "no Base64"),
        (CHECKPOINT.text() + "more\n\n— x AAAAAAAA\n", "below the root"),
        (CHECKPOINT.text() + "\n- x AAAAAAAA\n", "no signature"),
        (CHECKPOINT.text() + "\n", "no signature"),
    ],
)
def test_what_is_no_note_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        note.parse(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x", "NAME"),
        ("a+00000000+AQID", "Ed25519"),
        ("sum.golang.com+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", "altered"),
    ],
)
def test_what_is_no_key_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        note.parse_key(text)


def test_a_new_key_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "a" / "seal.key"
    made = SigningKey.load_or_make(file).public("x")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SigningKey.load_or_make(file).public("x") == made


def test_a_key_that_others_may_read_or_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "seal.key"
    SigningKey.load_or_make(file)
    os.chmod(file, 0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        SigningKey.load(file)
    os.chmod(file, 0o600)
    file.write_text("no key")
    with pytest.raises(ConfigError, match="no private key"):
        SigningKey.load(file)
    subprocess.run(["openssl", "genrsa", "-out", file], check=True, capture_output=True)
    with pytest.raises(ConfigError, match="not of Ed25519"):
        SigningKey.load(file)
    with pytest.raises(ConfigError, match="No such file"):
        SigningKey.load(tmp_path / "none")


def test_a_leaf_is_the_bytes_that_the_documentation_shows() -> None:
    said = leaf.content(
        "links",
        7,
        {"reason": 'says "é"\n', "article": 3, "confidence": 0.82, "undoes": None, "text": "Words"},
        hashed=("text",),
    )
    assert said == (
        b'{"columns":{"article":3,"confidence":"float64:3fea3d70a3d70a3d","reason":"says \\"\xc3\xa9\\"\\n",'
        b'"text":"sha256:e69c4c58a9ffbeb7eb3ef85c0c4b7d6dd2f1d4f3c0f0a0b1ed4ab56bf9d4ab58"},"row":7,"table":"links"}'
    ).replace(b"e69c4c58a9ffbeb7eb3ef85c0c4b7d6dd2f1d4f3c0f0a0b1ed4ab56bf9d4ab58", leaf.digest("Words")[7:].encode())
    assert leaf.digest(b"\x00") == "sha256:6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    with pytest.raises(TypeError):
        leaf.digest(3)


@given(st.dictionaries(st.text("abz_", min_size=1), st.text() | st.integers(-(2**63), 2**63 - 1)), st.integers(1, 2**63 - 1))
def test_a_leaf_is_what_the_standard_library_writes(columns: dict[str, leaf.Cell], row: int) -> None:
    said = {"table": "links", "row": row, "columns": columns}
    assert leaf.content("links", row, columns) == json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
