"""The words by which a change is classed, in the languages of the CLDR."""

from functools import partial

from ingest.core import tables

rows = partial(tables.rows, __name__)
