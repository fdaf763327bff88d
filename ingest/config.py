"""Flag over environment over `ingest.toml` beside the archive. Secrets live there, never in the archive."""

import os
from pathlib import Path

import msgspec

from ingest import sources
from ingest.core import urls
from ingest.core.alerts import settings as alerting
from ingest.core.alerts.settings import Alert, Email
from ingest.core.model import Source
from ingest.errors import ConfigError, SourceError
from ingest.sources.checks import is_command
from ingest.sources.toml import read_toml
from ingest.sources.wording import in_words

MOST_AT_ONCE = 500  # requests, all hosts together


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `[seal]` may say: how the daemon signs the head of the archive's log once a day."""

    key: str | None = None  # file of the private key
    timestamp: str | None = None  # URL of an authority of RFC 3161


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `ingest.toml` may say."""

    contact: str | None = None  # a URL or mail address, sent in our User-Agent
    schedules: str | None = None  # folder of schedule files
    concurrency: int = 32  # requests at a time in all
    proxy: str | None = None  # http://user:password@host:port; its credentials go to the proxy alone
    seal: Seal | None = None
    alert: tuple[Alert, ...] = ()
    browser: str | None = None  # the Chromium that renders pages; none: the system's
    browser_sandbox: bool = True  # Chromium's own sandbox
    ocr: str | None = None  # a command that recognises the words of a scan's pictures, for sources that name none


_TABLES = {"seal": Seal, "alert": Alert, "email": Email}


def read(archive: Path) -> Config:
    """The configuration for an archive. Raises ConfigError, naming file and key."""
    path = archive.parent / "ingest.toml"
    config = Config()
    if path.exists():
        try:
            config = msgspec.convert(read_toml(path), Config)
        except msgspec.ValidationError as error:
            raise ConfigError(f"{path}: {in_words(str(error), Config, _TABLES)}") from error
        except (ValueError, OSError) as error:
            raise ConfigError(f"{path}: {error}") from error
    if not 1 <= config.concurrency <= MOST_AT_ONCE:
        raise ConfigError(f"{path}: concurrency: {config.concurrency} is not from 1 to {MOST_AT_ONCE}")
    check_proxy(config.proxy, f"{path}: proxy")
    if config.ocr is not None and not is_command(config.ocr):
        raise ConfigError(f'{path}: ocr: {config.ocr!r} is no command; wanted one such as "tesseract stdin stdout -l vie"')
    if config.seal and config.seal.timestamp and not config.seal.timestamp.startswith(("http://", "https://")):
        raise ConfigError(f"{path}: seal.timestamp: {config.seal.timestamp!r} is no URL")
    for number, alert in enumerate(config.alert):
        if alert.name in [other.name for other in config.alert[:number]]:
            raise ConfigError(f"{path}: alert: two are named {alert.name!r}")
        if problem := alerting.problem(alert) or _no_wait(alert.wait):
            raise ConfigError(f"{path}: alert {alert.name!r}: {problem}")
    contact = os.environ.get("INGEST_CONTACT")
    return msgspec.structs.replace(config, contact=contact) if contact else config


def alerts(config: Config, names: tuple[str, ...] = ()) -> tuple[Alert, ...]:
    """The alerts, or those named, with the secrets that the environment holds for them. Raises ConfigError."""
    known = {alert.name: alert for alert in config.alert}
    for name in names:
        if name not in known:
            raise ConfigError(f"{name}: no [[alert]] of ingest.toml has that name; `ingest alerts list` lists them")
    found = []
    for alert in config.alert:
        if not names or alert.name in names:
            try:
                found.append(alerting.filled(alert, os.environ))
            except KeyError as error:
                raise ConfigError(f"ingest.toml: alert {alert.name!r}: {error.args[0]} is not in the environment") from None
    return tuple(found)


def _no_wait(wait: str) -> str | None:
    try:
        sources.duration(wait)
    except ValueError as error:
        return f"wait: {error}"
    return None


def check_proxy(proxy: str | None, where: str) -> None:
    """Raises ConfigError, without the proxy's credentials, for what is no `http://host:port`."""
    if proxy is not None and not urls.is_proxy(proxy):
        raise ConfigError(f"{where}: {proxy.rpartition('@')[2]!r} is no proxy; wanted http://host:port")


def schedules(flag: Path | None, config: Config, archive: Path) -> tuple[Path, dict[str, Source]]:
    """The folder of schedule files in force, and its sources. Raises SourceError."""
    path = folder(flag, config, archive)
    return path, sources.load(path)


def folder(flag: Path | None, config: Config, archive: Path) -> Path:
    """The folder of schedule files in force: flag, INGEST_SCHEDULES, ingest.toml, ./schedules when a file is in it, the built-in set.

    Raises SourceError when it is missing.
    """
    chosen = own_folder(flag, config, archive)
    if chosen is None:
        chosen = Path("schedules") if any(Path("schedules").glob("*.toml")) else sources.built_in()
    if not chosen.is_dir():
        raise SourceError(f"{chosen}: no such folder of schedule files")
    return chosen


def own_folder(flag: Path | None, config: Config, archive: Path) -> Path | None:
    """The folder that the user names, by flag, INGEST_SCHEDULES or ingest.toml, be it there or not; None when he names none."""
    if flag is not None:
        return flag
    if environment := os.environ.get("INGEST_SCHEDULES"):
        return Path(environment)
    return archive.parent / config.schedules if config.schedules else None
