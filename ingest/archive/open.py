"""Opening an archive: made when asked for, migrated, checked, and every trouble explained in one line."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from ingest.archive import plain_file, stale_log
from ingest.archive.evidence import leaves
from ingest.archive.file_copy import Partial, put, whole_copy
from ingest.archive.in_place import InPlace
from ingest.archive.schema import append_only
from ingest.archive.schema.migrations import make, migrate
from ingest.archive.schema.steps import APPLICATION_ID, VERSION
from ingest.archive.sqlite_errors import Connection, primary_code, translate, translated
from ingest.archive.write import search_index
from ingest.errors import ArchiveEmpty, ArchiveError, ArchiveMissing, ArchiveNewer, NotAnArchive

_BUSY_SECONDS = 15.0
_FOLDED_AT_ONCE = 500  # articles; a quarter of a second
_OLDEST = (3, 40)  # SQLite: the oldest that the tests have run on


class Archive:
    """An open archive. `db` is what the functions of this package take; leave `with` to close it."""

    def __init__(self, path: Path, db: sqlite3.Connection, created: bool = False) -> None:
        self.path = path
        self.db = db
        self.created = created
        self.rehearsal = False  # batches see each other, and all are undone at the end
        self._in_place = InPlace(path)

    def begin(self) -> None:
        """Takes the right to write, which `batch` does otherwise. Raises ArchiveError; ArchiveBusy while another program has it."""
        self.require_in_place()
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")

    @contextmanager
    def batch(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything inside is kept, or nothing. Raises ArchiveError."""
        end, undo = ("RELEASE batch", "ROLLBACK TO batch") if self.rehearsal else ("COMMIT", "ROLLBACK")
        with translated(self.path):
            self.begin()
            if self.rehearsal:
                self.db.execute("SAVEPOINT batch")
            before = leaves.newest_rows(self.db)
            try:
                yield self.db
                search_index.refresh(self.db)
                leaves.append(self.db, before)
                self.require_in_place()
                self.db.execute(end)
            except BaseException:
                if self.db.in_transaction:  # a full disk has rolled back already
                    self.db.execute(undo)
                raise

    def require_in_place(self) -> None:
        """Raises ArchiveMoved when the file, its log or its lock is no longer the one that was opened."""
        self._in_place.require()

    def empty_log(self) -> None:
        """Puts what the log beside the file holds into the file, and empties it: what was erased stands there still."""
        with translated(self.path):
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """What the log beside the file holds is put into the file first when that was moved: SQLite would leave it to its successor."""
        if not self._in_place.is_whole:
            with suppress(sqlite3.Error, ArchiveError):
                self.db.rollback()
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.db.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise translate(error, self.path) from error


def create_or_open(path: Path, note: Callable[[str], None] = lambda line: None, patience: float = _BUSY_SECONDS) -> Archive:
    """Opens the archive at `path` for writing; makes it when no file is there (`created` says so).

    `note` is called before work that takes long, once. `patience`: seconds to wait while another program writes.

    Raises NotAnArchive, ArchiveNewer, ArchiveBusy, ArchiveUnwritable, ArchiveDamaged.
    """
    path = path.absolute()
    _refuse_other(path)
    with translated(path), _connected(path, "rwc", patience) as db:
        created = _is_blank(db)
        if not created:
            _require_ours(db, path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA fullfsync = ON")  # macOS: an fsync that reaches the disk
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA cache_size = -8000")  # kB
        db.execute("PRAGMA wal_autocheckpoint = 4000")  # pages; 16 MB, a checkpoint costs as many writes as it finds pages changed
        db.execute("PRAGMA journal_size_limit = 67108864")  # bytes of log that stay on disk after a burst
        if created:
            make(db)
        version = _pragma(db, "user_version")
        if version < VERSION:
            if not created:
                _keep_as_it_was(db, path, version)
            migrate(db)
        append_only.check(db, path)
        search_index.prepare(db)
        leaves.begin(db)
        opened = Archive(path, db, created)
        _fold_again(opened, note)
    return opened


def _fold_again(opened: Archive, note: Callable[[str], None]) -> None:
    """What an older version folded otherwise, in short transactions: others may write between them, and the next opening goes on."""
    (waiting,) = opened.db.execute("SELECT count(*) FROM unfolded").fetchone()
    if waiting > _FOLDED_AT_ONCE:
        note(f"{opened.path}: indexing {waiting:,} articles anew for the search, once; a quarter of an hour for each million")
    while True:
        with opened.batch() as db:
            if not search_index.fold_again(db, _FOLDED_AT_ONCE):
                return


def _keep_as_it_was(db: sqlite3.Connection, path: Path, version: int) -> None:
    """Copies an archive before it is migrated; an earlier copy of that version stays."""
    before = path.with_name(f"{path.name}.version-{version}")
    if not before.exists():
        with Partial(before) as partial:
            whole_copy(db, partial)
            put(partial, before)


def open_existing(path: Path, note: Callable[[str], None] = lambda line: None) -> Archive:
    """Opens for writing, as `create_or_open`, but raises ArchiveMissing when no file is there."""
    _require_file(path)
    return create_or_open(path, note)


def version_of(path: Path) -> int:
    """The version of an archive's schema, which may be an older one. Raises as `open_readonly` does."""
    with open_readonly(path, guarded=False, older=True) as opened:
        return _pragma(opened.db, "user_version")


def open_readonly(path: Path, *, guarded: bool = True, older: bool = False) -> Archive:
    """Opens for reading, while another process writes or on a medium that cannot be written.

    `guarded` False opens an archive whose guards are missing too, `older` one of an older version; both are for maintenance of the file.

    Raises ArchiveMissing, NotAnArchive, ArchiveNewer, ArchiveBusy, ArchiveUnwritable, ArchiveDamaged.
    """
    path = path.absolute()
    _require_file(path)
    _refuse_other(path)
    with translated(path):
        try:
            return _readonly(path, "ro", guarded, older)
        except (sqlite3.Error, ArchiveError) as error:
            # Where the WAL's index can be neither found nor made, the file can still be read as one that nobody writes,
            # which is true of it only when no WAL is left beside it (https://sqlite.org/wal.html#read_only_databases).
            wal = path.with_name(path.name + "-wal")
            if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or (wal.exists() and wal.stat().st_size):
                raise
            return _readonly(path, "ro&immutable=1", guarded, older)


def _readonly(path: Path, mode: str, guarded: bool, older: bool) -> Archive:
    with _connected(path, mode) as db:
        _require_ours(db, path)
        if _pragma(db, "user_version") < VERSION and not older:
            raise NotAnArchive(f"{path}: made by an older ingest; `ingest upgrade --db {path}` brings it up to date")
        if guarded:
            append_only.check(db, path)
        return Archive(path, db)


@contextmanager
def writable(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to the archive at `path`, neither migrated nor checked, for maintenance of the file. Raises ArchiveError."""
    with translated(path), _connected(path.absolute(), "rw") as db:
        yield db
        db.close()


def readable_in_use(path: Path) -> bool:
    """Whether SQLite can read the file while others may write it.

    On a medium that cannot be written it cannot make the WAL's index, and reads the file only as one that nobody changes
    (https://sqlite.org/wal.html#read_only_databases).
    """
    try:
        with translated(path), _connected(path.absolute(), "ro") as db:
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
            db.close()
    except ArchiveError:
        return False
    return True


@contextmanager
def _connected(path: Path, mode: str, patience: float = _BUSY_SECONDS) -> Iterator[Connection]:
    """Closed when the block fails, and only then. Transactions are ours to begin; the writer's thread is not the one that opens."""
    if sqlite3.sqlite_version_info < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        raise ArchiveError(f"{path}: this Python has SQLite {sqlite3.sqlite_version}; {oldest} or newer is needed: use a newer Python")
    _check_log(path)
    uri = f"file:{quote(os.fsencode(path))}?mode={mode}"
    db: Connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False, factory=Connection)
    db.path = path
    try:
        db.execute("PRAGMA schema_version")  # SQLite opens, or makes, the file at the first statement
        _OPENED.add(_file_of(path))
        yield db
    except BaseException:
        db.close()
        raise


_OPENED: set[tuple[int, int]] = set()  # device and inode of each file that this process has opened


def _check_log(path: Path) -> None:
    """Before the first connection only: closing any other handle of a file drops the locks that SQLite holds on it for this process.

    Source: https://sqlite.org/howtocorrupt.html 2.2. A reader elsewhere would take itself for the last, and remove a log in use.
    """
    if path.exists() and _file_of(path) not in _OPENED:
        stale_log.check(path)


def _file_of(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _require_file(path: Path) -> None:
    if not path.exists():
        raise ArchiveMissing(f"{path.absolute()}: no archive is there; `ingest fetch --db {path}` makes one")


def _refuse_other(path: Path) -> None:
    plain_file.require(path)
    if path.is_file() and path.stat().st_size == 1:  # SQLite takes it for an empty database, and writes over it
        raise NotAnArchive(f"{path}: not a SQLite database; name another file with --db")


def _is_blank(db: sqlite3.Connection) -> bool:
    """Whether nothing was made in it yet; a process that was killed while it made an archive leaves such a file."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE tbl_name != '_sqlite_migrations'").fetchone() is None


def _require_ours(db: sqlite3.Connection, path: Path) -> None:
    if _is_blank(db):
        raise ArchiveEmpty(f"{path}: nothing is in it yet; `ingest fetch --db {path}` makes an archive of it")
    if _pragma(db, "application_id") != APPLICATION_ID:
        raise NotAnArchive(f"{path}: a SQLite database, but not an archive of ingest; name another file with --db")
    if (version := _pragma(db, "user_version")) > VERSION:
        raise ArchiveNewer(f"{path}: schema {version}, made by a newer ingest; this one knows {VERSION}: upgrade it")


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
