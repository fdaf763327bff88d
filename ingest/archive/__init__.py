"""The archive: one SQLite file. Nothing outside this package knows sqlite-utils or the tables.

Functions take an open connection, `Archive.db`, first: `state` keeps what changes (sources, URLs, hosts), `append` what does not,
`read` and `search` read. While fetching, all writing goes through one `Writer`.
"""

from ingest.archive.lock import fetching
from ingest.archive.open import Archive, create_or_open, open_existing, open_readonly
from ingest.archive.write.writer import Writer

__all__ = ["Archive", "Writer", "create_or_open", "fetching", "open_existing", "open_readonly"]
