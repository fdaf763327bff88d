"""The steps of the schema, in order. Step N takes an archive of version N-1 to version N.

A step is one file, complete in itself: literal statements that call nothing of the program, so that they do next year what they do today.
Archives somewhere were made by them, so a step is never edited; `fixtures/archives/steps.sha256` holds the digest of each.

To add a step:

1. write `vN.py` with `STATEMENTS`: new tables with their guards, new columns, and for a view that changes a DROP and the whole of the new
   one (its columns are added at the end, never renamed, reordered or removed);
2. add it to `STEPS`;
3. run `python tests/archived.py`, which writes `whole.sql`, by which new archives are made, and the digest and an archive of the new
   version into `fixtures/`.

A guarded table has three triggers, named `TABLE_no_update`, `TABLE_no_delete` and `TABLE_no_replace`, as version 1 shows. A table that is
append-only is never `transform`ed: that would make it anew without its triggers.
"""

from ingest.archive.schema import (
    v1,
    v2,
    v3,
    v4,
    v5,
    v6,
    v7,
    v8,
    v9,
    v10,
    v11,
    v12,
    v13,
    v14,
    v15,
    v16,
    v17,
    v18,
    v19,
    v20,
    v21,
    v22,
    v23,
    v24,
    v25,
    v26,
    v27,
    v28,
)

_EACH = (v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18, v19, v20, v21, v22, v23, v24, v25, v26, v27, v28)
STEPS: tuple[tuple[str, ...], ...] = tuple(step.STATEMENTS for step in _EACH)
VERSION = len(STEPS)  # PRAGMA user_version of an archive that has them all
APPLICATION_ID = 0x696E6774  # "ingt": tells our archive from any other SQLite file; set by step 1
