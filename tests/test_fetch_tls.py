"""TLS: verified, and told by its cause in one line; what a source lowers holds for its own hosts and no others."""

import os
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from fetching import Fetching
from origin import Origin, answer

from ingest.core.model import ADHOC, Source, TLSRules
from ingest.errors import Failed
from ingest.fetch.transport.tls import Contexts, no_authorities

LOOPBACK: dict[str, Any] = {"allow_net": ("127.0.0.0/8",), "delay": 0.0, "names": {"site.test": ["127.0.0.1"], "other.test": ["127.0.0.1"]}}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def server(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def source(origin: Origin, **rules: Any) -> Source:
    return Source(name="site", title="Site", homepage=url(origin, "/"), tls=TLSRules(**rules))


def url(origin: Origin, path: str, host: str = "site.test") -> str:
    return origin.url(path, host)


def body(origin: Origin, source: Source) -> bytes:
    """What a fetcher with a fresh memory gets."""
    origin.serve("/a", answer(b"page"))
    with Fetching(**LOOPBACK) as fetching:
        return fetching.get(url(origin, "/a"), source=source).body


def failure(origin: Origin, source: Source = ADHOC) -> str:
    """The reason of a failed exchange, the URL in front taken off."""
    with Fetching(**LOOPBACK) as fetching, pytest.raises(Failed) as caught:
        fetching.get(url(origin, "/a"), source=source)
    assert caught.value.kind in ("tls", "connect")
    assert origin.requests == []
    return str(caught.value).removeprefix(f"{url(origin, '/a')}: ")


def test_a_site_that_is_vouched_for_is_fetched(authority: trustme.CA) -> None:
    with Origin(tls=server(authority.issue_cert("site.test"))) as origin:
        assert body(origin, ADHOC) == b"page"


def test_a_certificate_that_nobody_vouches_for() -> None:
    with Origin(tls=server(trustme.CA().issue_cert("site.test"))) as origin:
        assert failure(origin) == (
            "TLS: the issuer is unknown; the server may leave out an intermediate certificate, which `tls.intermediate` can add"
        )


def test_a_certificate_for_another_name_and_the_key_that_accepts_it(authority: trustme.CA) -> None:
    with Origin(tls=server(authority.issue_cert("www.site.test"))) as origin:
        assert failure(origin) == "TLS: the certificate is for another host name, which `tls.hostname` can name"
        assert body(origin, source(origin, hostname="www.site.test")) == b"page"


def test_an_expired_certificate(authority: trustme.CA) -> None:
    past = authority.issue_cert("site.test", not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=datetime(2021, 1, 1, tzinfo=UTC))
    with Origin(tls=server(past)) as origin:
        assert failure(origin) == "TLS: the certificate has expired"


def test_a_missing_intermediate_and_the_key_that_adds_it(authority: trustme.CA, tmp_path: Path) -> None:
    middle = authority.create_child_ca()
    leaf = middle.issue_cert("site.test")
    alone = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    (tmp_path / "leaf.pem").write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
    alone.load_cert_chain(tmp_path / "leaf.pem")
    middle.cert_pem.write_to_path(str(tmp_path / "middle.pem"))
    with Origin(tls=alone) as origin:
        assert "intermediate certificate, which `tls.intermediate` can add" in failure(origin)
        assert body(origin, source(origin, intermediate=str(tmp_path / "middle.pem"))) == b"page"


def test_an_intermediate_that_cannot_be_read_is_told(authority: trustme.CA, tmp_path: Path) -> None:
    (tmp_path / "middle.pem").write_text("no certificate")
    with Origin(tls=server(authority.issue_cert("site.test"))) as origin:
        assert "middle.pem holds no certificate in PEM form" in failure(origin, source(origin, intermediate=str(tmp_path / "middle.pem")))


def test_an_old_protocol_and_the_key_that_lowers_it(authority: trustme.CA) -> None:
    old = server(authority.issue_cert("site.test"))
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with Origin(tls=old) as origin:
        assert "old protocol, which `tls.minimum` allows" in failure(origin)
        assert body(origin, source(origin, minimum="1.1")) == b"page"


def test_no_tls_on_the_port(origin: Origin) -> None:
    with Fetching(**LOOPBACK) as fetching, pytest.raises(Failed) as caught:
        fetching.get(origin.url("/a", "site.test").replace("http:", "https:"))
    assert str(caught.value).endswith("TLS: the server does not speak TLS on this port")


def test_verification_is_lowered_for_the_sources_own_site_alone(authority: trustme.CA) -> None:
    with Origin(tls=server(authority.issue_cert("www.site.test"))) as origin:
        lowered = source(origin, hostname="www.site.test")
        with Fetching(**LOOPBACK) as fetching, pytest.raises(Failed, match="the certificate is for another host name"):
            fetching.get(url(origin, "/a", "other.test"), source=lowered)


@pytest.mark.parametrize(
    "rules", [TLSRules(), TLSRules(minimum="1.0"), TLSRules(legacy_renegotiation=True), TLSRules(hostname="x.test")], ids=str
)
def test_no_rule_switches_verification_off(rules: TLSRules) -> None:
    context = Contexts().of(rules)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert bool(context.options & 0x4) == rules.legacy_renegotiation


def test_one_context_serves_all_who_ask_for_nothing_special() -> None:
    contexts = Contexts()
    assert contexts.of(TLSRules()) is contexts.of(TLSRules())
    assert contexts.of(TLSRules()) is not contexts.of(TLSRules(legacy_renegotiation=True))


def test_a_context_made_without_authorities_trusts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/mine.pem")
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)

    with no_authorities():
        context = ssl.create_default_context()

    assert context.get_ca_certs() == []
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert (os.environ["SSL_CERT_FILE"], "SSL_CERT_DIR" in os.environ) == ("/etc/mine.pem", False)
