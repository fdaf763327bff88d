"""The key that checkpoints are signed with: one file, made at first use, never in the archive."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.core.evidence.note import Checkpoint, Note, PublicKey, SignatureLine
from ingest.errors import ConfigError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def default_file() -> Path:
    """Where the key lies unless `ingest.toml` or --key says otherwise."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base, "ingest", "seal.key")


class SigningKey:
    """A private key of Ed25519, in a file that its owner alone may read."""

    def __init__(self, key: "Ed25519PrivateKey") -> None:
        self._key = key

    @classmethod
    def load(cls, path: Path) -> "SigningKey":
        """Raises ConfigError when the file is no such key, or others may read it."""
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            if os.stat(path).st_mode & 0o077:
                raise ConfigError(f"{path}: others may read this key; run `chmod 600 {path}`")
            key = load_pem_private_key(path.read_bytes(), password=None)
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror}") from None
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise ConfigError(f"{path}: no private key of Ed25519 in PEM; `ingest seal --key FILE` makes one where no file is") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise ConfigError(f"{path}: a private key, but not of Ed25519")
        return cls(key)

    @classmethod
    def load_or_make(cls, path: Path) -> "SigningKey":
        """The key in a file, which is made when it is not there. Raises ConfigError."""
        if path.exists():
            return cls.load(path)
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:  # another process was first
            return cls.load(path)
        except OSError as error:
            raise ConfigError(f"{path}: the key cannot be kept there: {error.strerror}; name a file with --key") from None
        return cls(key)

    def public(self, name: str) -> PublicKey:
        """What checks its signatures under a name."""
        return PublicKey(name, self._key.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> Note:
        """A checkpoint signed under the name of its log."""
        key_id = self.public(checkpoint.origin).key_id
        return Note(checkpoint, (SignatureLine(checkpoint.origin, key_id, self._key.sign(checkpoint.text().encode())),))


def is_signed(note: Note, key: PublicKey) -> bool:
    """Whether a note has a signature of the key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    for signature in note.signatures:
        if signature.name == key.name and signature.key_id == key.key_id:
            try:
                Ed25519PublicKey.from_public_bytes(key.value).verify(signature.value, note.checkpoint.text().encode())
            except InvalidSignature:
                return False
            return True
    return False
