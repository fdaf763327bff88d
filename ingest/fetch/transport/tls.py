"""TLS. Certificates are always verified. A source may lower named rules for its own hosts. Failures are explained by their cause."""

import os
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import certifi

from ingest.core.model import TLSRules
from ingest.errors import Failed

_VERSIONS = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2}
_OP_LEGACY_SERVER_CONNECT = 0x4  # OpenSSL's name; the ssl module has it from Python 3.12 on


class Contexts:
    """One context for all, and one for each set of rules that a source asks for: making one costs 30 ms."""

    def __init__(self) -> None:
        self._made: dict[TLSRules, ssl.SSLContext] = {}

    def of(self, rules: TLSRules) -> ssl.SSLContext:
        """Raises Failed for an intermediate certificate that cannot be read."""
        context = self._made.get(rules)
        if context is None:
            context = self._made[rules] = _context(rules)
        return context


def _context(rules: TLSRules) -> ssl.SSLContext:
    context = ssl.create_default_context()  # the system's authorities, or those of SSL_CERT_FILE
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    if rules.intermediate is not None:
        try:
            context.load_verify_locations(rules.intermediate)
        except (OSError, ssl.SSLError) as error:
            raise Failed("tls", f"TLS: {rules.intermediate} holds no certificate in PEM form: {error}") from None
    if rules.minimum is not None:
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # it is old, and somebody asked for it
            context.minimum_version = _VERSIONS[rules.minimum]
        if rules.minimum != "1.2":
            context.set_ciphers("DEFAULT@SECLEVEL=0")  # OpenSSL 3 allows TLS before 1.2 only there
    if rules.legacy_renegotiation:
        context.options |= _OP_LEGACY_SERVER_CONNECT
    return context


@contextmanager
def no_authorities() -> Iterator[None]:
    """Contexts made inside trust nobody, and cost next to nothing: those that aiohttp makes when it is imported, and that we never use.

    By OpenSSL's own variables (SSL_CTX_set_default_verify_paths(3)); reading the system's authorities twice takes 40 ms and 2 MB.
    """
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, os.devnull))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# X509_verify_cert's codes (OpenSSL, x509_vfy.h) and what to do about each.
_CERTIFICATE = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is self-signed",
    19: "the chain ends in a self-signed certificate that nobody vouches for",
    20: "the issuer is unknown; the server may leave out an intermediate certificate, which `tls.intermediate` can add",
    21: "the server leaves out an intermediate certificate, which `tls.intermediate` can add",
    62: "the certificate is for another host name, which `tls.hostname` can name",
    64: "the certificate is not for this address",
}
BROKEN_OFF = "the server broke off the handshake; it may only know an old protocol, which `tls.minimum` allows"
_HANDSHAKE = (
    ("UNSAFE_LEGACY_RENEGOTIATION", "the server only knows insecure renegotiation, which `tls.legacy_renegotiation` allows"),
    ("UNSUPPORTED_PROTOCOL", "the server only knows an old protocol, which `tls.minimum` allows"),
    ("PROTOCOL_VERSION", "the server only knows an old protocol, which `tls.minimum` allows"),
    ("WRONG_VERSION_NUMBER", "the server does not speak TLS on this port"),
    ("HANDSHAKE_FAILURE", "the server and we have no cipher in common; `tls.minimum` allows old ones"),
    ("DH_KEY_TOO_SMALL", "the server's key exchange is too weak; `tls.minimum` allows it"),
    ("UNEXPECTED_EOF", BROKEN_OFF),
)


def explained(error: BaseException) -> str:
    """The cause of a TLS failure in words, with the key of a schedule file that helps, if one does."""
    for cause in (getattr(error, "certificate_error", None), getattr(error, "os_error", None), error.__cause__, error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"TLS: {_CERTIFICATE.get(cause.verify_code, cause.verify_message)}"
        if isinstance(cause, ssl.SSLError):
            reason = cause.reason or str(cause)
            words = next((words for sign, words in _HANDSHAKE if sign in reason.upper()), reason)
            return f"TLS: {words}"
    return f"TLS: {error}"
