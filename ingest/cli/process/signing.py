"""Which key signs the archive's log: the flag, or `[seal]` in `ingest.toml`, or the usual place."""

from pathlib import Path

from ingest.config import Config
from ingest.seal import keys


def key_file(archive: Path, settings: Config, flag: Path | None = None) -> Path:
    """The file of the private key, which may not be there yet."""
    if flag is not None:
        return flag
    named = settings.seal.key if settings.seal else None
    return archive.parent / named if named else keys.default_file()
