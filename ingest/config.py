"""Flag over environment over `ingest.toml` beside the archive. Secrets live there, never in the archive."""

import os
import tomllib
from pathlib import Path

import msgspec

from ingest import sources
from ingest.core import urls
from ingest.core.model import Source
from ingest.errors import ConfigError


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `ingest.toml` may say."""

    contact: str | None = None  # a URL or mail address that stands in our User-Agent
    schedules: str | None = None  # folder of schedule files
    concurrency: int = 32  # requests at a time in all
    proxy: str | None = None  # http://user:password@host:port; its credentials go to the proxy alone


def read(archive: Path) -> Config:
    """The configuration for an archive. Raises ConfigError, naming file and key."""
    path = archive.parent / "ingest.toml"
    config = Config()
    if path.is_file():
        try:
            config = msgspec.toml.decode(path.read_bytes(), type=Config)
        except (msgspec.MsgspecError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
    check_proxy(config.proxy, f"{path}: proxy")
    contact = os.environ.get("INGEST_CONTACT")
    return msgspec.structs.replace(config, contact=contact) if contact else config


def check_proxy(proxy: str | None, where: str) -> None:
    """Raises ConfigError, without the proxy's credentials, for what is no `http://host:port`."""
    if proxy is not None and not urls.is_proxy(proxy):
        raise ConfigError(f"{where}: {proxy.rpartition('@')[2]!r} is no proxy; wanted http://host:port")


def schedules(flag: Path | None, config: Config, archive: Path) -> tuple[Path, dict[str, Source]]:
    """The folder of schedule files in force, and its sources: flag, INGEST_SCHEDULES, ingest.toml, ./schedules, the built-in set.

    Raises SourceError.
    """
    environment = os.environ.get("INGEST_SCHEDULES")
    if flag is not None:
        folder = flag
    elif environment:
        folder = Path(environment)
    elif config.schedules:
        folder = archive.parent / config.schedules
    elif Path("schedules").is_dir():
        folder = Path("schedules")
    else:
        folder = sources.built_in()
    return folder, sources.load(folder)
