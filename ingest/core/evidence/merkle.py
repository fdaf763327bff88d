"""The Merkle tree of RFC 6962, section 2.1: roots, proofs that a leaf is in a tree, proofs that one tree begins another.

A hash is 32 bytes of SHA-256. A tree is named by its size, the number of its leaves; leaf N is the one with N leaves before it.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()  # the root of no leaves


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Peaks:
    """A tree that grows, as the roots of its complete subtrees, the largest first: as many as its size has bits."""

    __slots__ = ("_roots", "size")

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Appends one leaf, given by its hash."""
        at = self.size
        while at & 1:
            leaf = node_hash(self._roots.pop(), leaf)
            at >>= 1
        self._roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self._roots:
            return EMPTY
        *rest, root = self._roots
        for left in reversed(rest):
            root = node_hash(left, root)
        return root


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree of these leaf hashes."""
    tree = Peaks()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def inclusion(leaves: Sequence[bytes], at: int) -> list[bytes]:
    """The audit path of leaf `at` in the tree of all `leaves`, the lowest node first (section 2.1.1). Raises IndexError."""
    if not 0 <= at < len(leaves):
        raise IndexError(f"a tree of {len(leaves)} leaves has no leaf {at}")
    path: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        if (beside := at ^ 1) < len(level):
            path.append(level[beside])
        level = _above(level)
        at >>= 1
    return path


def consistency(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """The proof that the tree of the first `size` leaves begins the tree of all `leaves` (section 2.1.2). Raises IndexError."""
    if not 0 < size <= len(leaves):
        raise IndexError(f"no tree of {size} leaves begins one of {len(leaves)}")
    if size == len(leaves):
        return []
    level, at = list(leaves), size - 1
    while at & 1:  # the old tree's last complete subtree
        level, at = _above(level), at >> 1
    path = [level[at]] if at else []  # a whole old tree is the old root, which the reader has
    while len(level) > 1:
        if at & 1:
            path.append(level[at - 1])
        elif at + 1 < len(level):
            path.append(level[at + 1])
        level, at = _above(level), at >> 1
    return path


def holds_leaf(root: bytes, size: int, leaf: bytes, at: int, path: Sequence[bytes]) -> bool:
    """Whether an audit path leads from a leaf hash to the root of a tree of `size` leaves (RFC 9162, section 2.1.3.2)."""
    if not 0 <= at < size:
        return False
    node, last = leaf, size - 1
    for beside in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(beside, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def begins(old_root: bytes, old_size: int, root: bytes, size: int, path: Sequence[bytes]) -> bool:
    """Whether the older tree begins the newer one, by its consistency proof (RFC 9162, section 2.1.4.2)."""
    if old_size > size or old_size < 1:
        return False
    if old_size == size:
        return old_root == root and not path
    nodes = list(path)
    if old_size & (old_size - 1) == 0:
        nodes.insert(0, old_root)
    if not nodes:
        return False
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = nodes[0]
    for beside in nodes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            older, newer = node_hash(beside, older), node_hash(beside, newer)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            newer = node_hash(newer, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and older == old_root and newer == root


def _above(level: list[bytes]) -> list[bytes]:
    """The next level of nodes; an odd last one is carried up as it is."""
    pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) & 1 else pairs
