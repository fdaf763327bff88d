"""The archive: one SQLite file. Nothing outside this package knows sqlite-utils or the tables.

Functions take an open connection, `Archive.db`, first. `schema` holds the frozen steps, `write` appends (`append`, `snapshots`, `log`) and
keeps what changes (`source_state`, `url_state`, `host_state`), `read` reads, `story_index` recognises texts and derives stories. While
fetching, all writing goes through one `Writer`.
"""

from ingest.archive.lock import fetching, holder
from ingest.archive.open import Archive, create_or_open, open_existing, open_readonly, readable_in_use, version_of
from ingest.archive.write.writer import Writer

__all__ = ["Archive", "Writer", "create_or_open", "fetching", "holder", "open_existing", "open_readonly", "readable_in_use", "version_of"]
