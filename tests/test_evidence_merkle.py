"""The Merkle tree against the definitions of RFC 6962, section 2.1, written down as they stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.evidence import merkle
from ingest.core.evidence.merkle import leaf_hash, node_hash

LEAVES = [leaf_hash(bytes([number])) for number in range(70)]


def head(leaves: list[bytes]) -> bytes:
    """MTH, of leaf hashes."""
    if not leaves:
        return merkle.EMPTY
    if len(leaves) == 1:
        return leaves[0]
    half = split(len(leaves))
    return node_hash(head(leaves[:half]), head(leaves[half:]))


def split(number: int) -> int:
    half = 1
    while half * 2 < number:
        half *= 2
    return half


def path(at: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(leaves) == 1:
        return []
    half = split(len(leaves))
    if at < half:
        return [*path(at, leaves[:half]), head(leaves[half:])]
    return [*path(at - half, leaves[half:]), head(leaves[:half])]


def subproof(size: int, leaves: list[bytes], is_whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b)."""
    if size == len(leaves):
        return [] if is_whole else [head(leaves)]
    half = split(len(leaves))
    if size <= half:
        return [*subproof(size, leaves[:half], is_whole), head(leaves[half:])]
    return [*subproof(size - half, leaves[half:], False), head(leaves[:half])]


SIZES = st.integers(1, len(LEAVES))


@given(SIZES)
def test_the_root_is_the_tree_head(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == head(LEAVES[:size])


def test_no_leaves_have_a_root() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(SIZES, st.data())
def test_an_audit_path_holds_for_its_leaf_at_its_place_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = LEAVES[:size]
    at, elsewhere = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size + 1))
    proof = merkle.inclusion(leaves, at)
    assert proof == path(at, leaves)
    assert merkle.holds_leaf(head(leaves), size, leaves[at], at, proof)
    assert merkle.holds_leaf(head(leaves), size, leaves[at], elsewhere, proof) is (elsewhere == at)
    assert not merkle.holds_leaf(head(leaves), size, leaf_hash(b"other"), at, proof)
    assert not merkle.holds_leaf(head(leaves), size, leaves[at], at, [*proof, leaves[0]])
    assert not proof or not merkle.holds_leaf(head(leaves), size, leaves[at], at, proof[:-1])


@given(SIZES, st.data())
def test_a_consistency_proof_holds_for_the_tree_that_begins_another(size: int, data: st.DataObject) -> None:
    leaves = LEAVES[:size]
    older = data.draw(st.integers(1, size))
    proof = merkle.consistency(leaves, older)
    assert proof == subproof(older, leaves, True)
    assert merkle.begins(head(leaves[:older]), older, head(leaves), size, proof)
    assert not merkle.begins(leaf_hash(b"other"), older, head(leaves), size, proof)
    assert not merkle.begins(head(leaves[:older]), older, leaf_hash(b"other"), size, proof)
    assert older == size or not merkle.begins(head(leaves[:older]), older, head(leaves), size, proof[:-1])


def test_what_is_outside_a_tree_has_no_proof() -> None:
    for at in (-1, 3):
        with pytest.raises(IndexError):
            merkle.inclusion(LEAVES[:3], at)
    for size in (0, 4):
        with pytest.raises(IndexError):
            merkle.consistency(LEAVES[:3], size)
