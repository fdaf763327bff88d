"""Signing the head of an archive's log, and having others say when it was."""
