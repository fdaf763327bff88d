"""The tables that tell what words mean across languages, and which words are common."""

from functools import partial

from ingest.core import tables

rows = partial(tables.rows, __name__)
