"""Tokens of RFC 3161: an authority's word that a checkpoint was there at a time. Made and checked by the command `openssl`.

The Python packages that read such tokens refuse those of OpenSSL's own `ts`, which many authorities run, for the order of their
certificates (rfc3161-client 1.0.9: InvalidSetOrdering).
"""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.core import times
from ingest.errors import ConfigError, IngestError
from ingest.fetch import answered

_MOST = 100_000  # bytes of an answer
_AT = re.compile(rb"^Time stamp: (\w{3} +\d+ [\d:]+)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE)


class NoTimestamp(IngestError):
    """An authority gave none, or one that does not hold."""


def ask(url: str, message: bytes) -> bytes:
    """The authority's answer for a message, in DER; checked for its form alone. Raises NoTimestamp, ConfigError, FetchError."""
    with TemporaryDirectory(prefix="ingest-") as name:
        folder = Path(name)
        (folder / "message").write_bytes(message)
        _openssl("query", "-data", "message", "-sha256", "-cert", "-out", "question", cwd=folder)
        answer = answered(url, (folder / "question").read_bytes(), "application/timestamp-query", most=_MOST)
        (folder / "answer").write_bytes(answer)
        said = _openssl("reply", "-in", "answer", "-text", cwd=folder)
        if _AT.search(said) is None:
            raise NoTimestamp(f"{url}: gave no time stamp")
    return answer


def verified_at(answer: bytes, message: bytes, authorities: Path) -> str:
    """When the authority saw the message, UTC text. `authorities`: certificates in PEM that are believed.

    Raises NoTimestamp when the token is of another message, or of nobody who is believed; ConfigError for a file that cannot be read.
    """
    if not authorities.is_file():
        raise ConfigError(f"{authorities}: no file of certificates is there")
    with TemporaryDirectory(prefix="ingest-") as name:
        folder = Path(name)
        (folder / "message").write_bytes(message)
        (folder / "answer").write_bytes(answer)
        _openssl("verify", "-in", "answer", "-data", "message", "-CAfile", str(authorities.absolute()), cwd=folder)
        found = _AT.search(_openssl("reply", "-in", "answer", "-text", cwd=folder))
    if found is None:
        raise NoTimestamp("the time stamp does not say when")
    return times.utc_text(datetime.strptime(f"{found[1].decode()} {found[2].decode()}", "%b %d %H:%M:%S %Y").replace(tzinfo=UTC))


def _openssl(verb: str, *words: str, cwd: Path) -> bytes:
    try:
        ended = subprocess.run(["openssl", "ts", f"-{verb}", *words], cwd=cwd, capture_output=True, check=False)
    except FileNotFoundError:
        raise ConfigError("time stamps need the command `openssl`: install it") from None
    if ended.returncode:
        says = (ended.stderr or ended.stdout).decode(errors="replace").strip().splitlines()
        raise NoTimestamp(f"the time stamp does not hold: {says[-1] if says else 'openssl does not say why'}")
    return ended.stdout
