"""What a stranger can check: rows as leaves, a Merkle tree over them, signed checkpoints. Pure."""
