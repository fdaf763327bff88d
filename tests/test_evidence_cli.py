"""Seal, cite, verify, erase: as the keeper of an archive and a stranger run them."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from archived import T0, T1, keep
from program import Ended, ingest

from ingest import archive
from ingest.core.evidence.proof import problems
from ingest.seal import checking, proof_file

BRIDGE = "https://example.com/a"
AUTHORITY = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamps]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "The bridge", "It was opened on Monday.", at=T0, lead="The bridge is “open”.")
        keep(opened, "The ferry", "It sails on.", url="https://example.com/ferry", at=T1)
    return tmp_path


def run(*arguments: str | Path, cwd: Path) -> Ended:
    return ingest(*arguments, cwd=cwd)


def seal(*more: str | Path, cwd: Path) -> Ended:
    return run("seal", "--key", cwd / "seal.key", *more, cwd=cwd)


def public_key(cwd: Path) -> str:
    return seal("--public-key", cwd=cwd).out.strip()


def proof(cwd: Path, *more: str | Path) -> Path:
    made = run("cite", BRIDGE, "--proof", "proof.zip", "--key", cwd / "seal.key", *more, cwd=cwd)
    assert made.code == 0, made.err
    return cwd / "proof.zip"


def unpacked(file: Path) -> Path:
    folder = file.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    with ZipFile(file) as opened:
        opened.extractall(folder)
    return folder


def by_hand(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The script in the file, as a stranger runs it: none of our modules, an empty environment but for the path."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *more]
    return subprocess.run(command, cwd="/", env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False)


def test_a_seal_prints_what_others_can_keep_and_the_archive_goes_on_from_it(folder: Path) -> None:
    first = seal("--print", cwd=folder)
    assert first.code == 0
    assert first.out.count("\n") == 5
    assert "a new key" in first.err
    with archive.create_or_open(folder / "archive.db") as opened:
        keep(opened, "The pier", "It stands.", url="https://example.com/pier")
    (folder / "kept.txt").write_text(first.out + seal("--print", cwd=folder).out)  # as `>>` leaves them
    ended = run("verify", "--evidence", "--since", "kept.txt", "--key", public_key(folder), cwd=folder)
    assert ended.code == 0, ended.err
    assert "its evidence is sound" in ended.out


def test_a_checkpoint_of_another_archive_or_key_is_told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    with archive.create_or_open(other / "archive.db") as opened:
        keep(opened, "The bridge", "It was opened on Monday.")
    (folder / "kept.txt").write_text(seal("--print", cwd=other).out)
    seal(cwd=folder)
    ended = run("verify", "--since", "kept.txt", "--key", public_key(other), cwd=folder)
    assert ended.code == 1
    assert "is not signed with that key" in ended.err
    assert "that checkpoint is of another archive" in ended.err


def test_a_proof_holds_for_a_stranger(folder: Path) -> None:
    seal(cwd=folder)
    key = public_key(folder)
    made = proof(folder)
    ended = run("verify", made, "--key", key, cwd=folder)
    assert ended.code == 0, ended.err
    assert f"first seen {T0}" in ended.out
    assert "signed with that key" in ended.out
    checked = by_hand(unpacked(made), "--key", key)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("holds ") == 11
    assert f"first seen: {T0}" in checked.stdout
    assert "FAILS" not in checked.stdout
    page = (made.with_suffix("") / "README.html").read_text(encoding="utf-8")
    assert "<title>Proof: The bridge</title>" in page
    assert (made.with_suffix("") / "page.bin").read_bytes() == b"It was opened on Monday."
    with ZipFile(made.with_suffix("") / "page.wacz") as wacz, gzip.open(wacz.open("archive/data.warc.gz")) as warc:
        records = warc.read()
    assert records.count(b"WARC-Type: response") == 1
    assert b"WARC-Target-URI: https://example.com/a" in records
    assert b"It was opened on Monday." in records


def test_the_script_for_strangers_is_short_and_needs_only_the_standard_library() -> None:
    script = Path(archive.__file__).parents[1] / "seal" / "handed" / "verify.py"
    text = script.read_text(encoding="utf-8")
    assert text.count("\n") <= 150
    named = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert named <= sys.stdlib_module_names


ALTERED = {
    "page.bin": (b"Monday", b"Sunday"),
    "words.json": (b"Monday", b"Sunday"),
    "headers.json": (b"etag", b"gate"),
    "proof.json": (b"example.com/a", b"example.com/b"),
    "checkpoint.txt": (b"ingest/", b"other/"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_proof_fails_with_us_and_by_hand(folder: Path, name: str) -> None:
    seal(cwd=folder)
    key = public_key(folder)
    made = proof(folder)
    old, new = ALTERED[name]
    at = unpacked(made)
    content = (at / name).read_bytes()
    assert old in content
    (at / name).write_bytes(content.replace(old, new))
    with ZipFile(made, "w") as file:
        for part in at.iterdir():
            file.write(part, part.name)
    assert run("verify", made, "--key", key, cwd=folder).code == 1
    checked = by_hand(at, "--key", key)
    assert checked.returncode == 1
    assert "FAILS" in checked.stdout


def test_what_people_read_in_a_proof_is_held_against_it_too(folder: Path) -> None:
    seal(cwd=folder)
    made = proof(folder)
    with ZipFile(made) as file:
        whole = {name: file.read(name) for name in file.namelist()}
    other = BytesIO()
    with ZipFile(BytesIO(whole["page.wacz"])) as shown, ZipFile(other, "w") as altered:
        for name in shown.namelist():
            content = shown.read(name)
            altered.writestr(
                name, gzip.compress(gzip.decompress(content).replace(b"Monday", b"Sunday")) if name.endswith(".gz") else content
            )
    told = json.loads(whole["proof.json"])
    altered_bounds = {**told, "bounds": {**told["bounds"], "first seen": "2019-01-01T00:00:00Z"}}
    no_path = {**told, "revision": {**told["revision"], "path": ["no"]}}
    for name, content, says in (
        ("proof.json", json.dumps(altered_bounds).encode(), "the time of 'first seen' is not what was logged"),
        ("proof.json", json.dumps(no_path).encode(), "the text is not under the checkpoint"),
        ("text.txt", whole["text.txt"].replace(b"Monday", b"Sunday"), "text.txt is not the text that was logged"),
        ("page.wacz", other.getvalue(), "page.wacz does not show the page that was logged, and no other"),
    ):
        with ZipFile(folder / "altered.zip", "w") as file:
            for member, body in {**whole, name: content}.items():
                file.writestr(member, body)
        given = proof_file.read(folder / "altered.zip")
        checkpoint = given.note.checkpoint
        found = [*problems(given.proof, given.page, given.headers, given.words, checkpoint), *proof_file.unlike(given)]
        assert found == [says]
    assert "FAILS  page.wacz shows that page" in by_hand(unpacked(folder / "altered.zip")).stdout


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_proof_that_holds_a_file_twice_is_refused(folder: Path) -> None:
    seal(cwd=folder)
    made = proof(folder)
    with ZipFile(made, "a") as file:
        file.writestr("page.bin", b"It was opened on Sunday.")
    with pytest.raises(proof_file.BadProof, match=r"page\.bin is in it 2 times"):
        proof_file.read(made)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no", b"x" * 100])
def test_what_is_no_proof_is_told_in_one_line(folder: Path, content: bytes) -> None:
    (folder / "bad.zip").write_bytes(content)
    ended = run("verify", "bad.zip", cwd=folder)
    assert ended.code == 1
    assert ended.err.count("\n") == 1
    assert "no proof of ingest" in ended.err


def test_an_archive_given_as_a_proof_is_told_how_an_archive_is_verified(folder: Path) -> None:
    (folder / "archive.db").rename(folder / "other.db")
    ended = run("verify", "other.db", cwd=folder)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "`ingest verify --db other.db` reads an archive" in ended.err


def test_without_a_checkpoint_over_it_nothing_is_proved(folder: Path) -> None:
    ended = run("cite", BRIDGE, "--proof", "proof.zip", "--key", folder / "seal.key", cwd=folder)
    assert ended.code == 1
    assert "`ingest seal` makes one" in ended.err
    assert not (folder / "proof.zip").exists()


def test_another_key_than_the_one_that_signed_is_told(folder: Path) -> None:
    seal(cwd=folder)
    run("seal", "--key", "other.key", "--public-key", cwd=folder)
    ended = run("cite", BRIDGE, "--proof", "proof.zip", "--key", "other.key", cwd=folder)
    assert ended.code == 2
    assert "other.key: not the key that signed the checkpoint" in ended.err
    assert not (folder / "proof.zip").exists()


def test_an_erasure_asks_and_what_is_left_can_still_be_proved(folder: Path) -> None:
    seal(cwd=folder)
    refused = ingest("erase", "https://example.com/ferry", "--because", "an order", cwd=folder, stdin="y\n")
    assert refused.code == 2
    assert "it asks first, at a terminal; elsewhere say --yes" in refused.err
    assert "The ferry" in run("show", "https://example.com/ferry", cwd=folder).out
    ended = run("erase", "https://example.com/ferry", "--because", "an order", "--yes", cwd=folder)
    assert "erased 1 versions and 1 pages" in ended.out
    assert run("verify", cwd=folder).code == 0
    assert run("verify", proof(folder), "--key", public_key(folder), cwd=folder).code == 0
    again = run("cite", "https://example.com/ferry", "--proof", "ferry.zip", "--key", folder / "seal.key", cwd=folder)
    assert "it was erased by order" in again.err
    shown = run("show", "https://example.com/ferry", cwd=folder).out
    assert shown.startswith("[erased by order]")
    assert ", by order: an order" in shown


def test_the_signatures_of_witnesses_are_kept(folder: Path) -> None:
    note = seal("--print", cwd=folder).out
    (folder / "cosigned.txt").write_text(f"{note}— witness.example/w AAAAAAAAAAAAAAAA\n")
    assert "kept 1 signatures" in seal("--cosigned", "cosigned.txt", cwd=folder).out
    assert "kept 0 signatures" in seal("--cosigned", "cosigned.txt", cwd=folder).out
    assert b"witness.example" in (unpacked(proof(folder)) / "cosignatures.txt").read_bytes()


@contextmanager
def authority(folder: Path) -> Iterator[str]:
    """An authority of RFC 3161 of our own, on loopback; its certificate is in ca.pem."""
    (folder / "serial").write_text("01")
    (folder / "authority.cnf").write_text(AUTHORITY)

    def openssl(*words: str, given: bytes = b"") -> bytes:
        return subprocess.run(["openssl", *words], cwd=folder, input=given, capture_output=True, check=True).stdout

    new = ("req", "-config", "authority.cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout")
    openssl(*new, "ca.key", "-x509", "-extensions", "ca", "-subj", "/CN=Authority", "-days", "3650", "-out", "ca.pem")
    openssl(*new, "tsa.key", "-subj", "/CN=Stamps", "-out", "tsa.csr")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "authority.cnf", "-extensions", "tsa", "-days", "3650")
    openssl("x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem")

    class Stamps(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "asked.tsq").write_bytes(self.rfile.read(int(self.headers["content-length"])))
            how = ("-config", "authority.cnf", "-section", "stamps", "-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "ca.pem")
            answer = openssl("ts", "-reply", "-queryfile", "asked.tsq", *how)
            self.send_response(200)
            self.send_header("content-type", "application/timestamp-reply")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Stamps) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tsr"
        server.shutdown()
        thread.join()


def test_an_authority_says_when_and_its_word_is_checked(folder: Path) -> None:
    with authority(folder) as url:
        ended = seal("--timestamp", url, cwd=folder)
    assert ended.code == 0, ended.err
    assert "with a time stamp" in ended.out
    made = proof(folder)
    checked = run("verify", made, "--authorities", "ca.pem", cwd=folder)
    assert checked.code == 0, checked.err
    assert "an authority saw the checkpoint at 20" in checked.out
    with archive.open_readonly(folder / "archive.db") as opened:
        assert list(checking.stamps(opened.db, folder / "ca.pem")) == []
        (problem,) = checking.stamps(opened.db, folder / "tsa.csr")
        assert "the time stamp does not hold" in problem
    at = unpacked(made)
    assert by_hand(at, "--authorities", str(folder / "ca.pem")).returncode == 0
    (at / "checkpoint.txt").write_text((at / "checkpoint.txt").read_text().replace("— ", "— x"))
    assert "FAILS  an authority" in by_hand(at, "--authorities", str(folder / "ca.pem")).stdout


def test_an_authority_that_is_away_costs_the_stamp_and_not_the_seal(folder: Path) -> None:
    ended = seal("--timestamp", "http://127.0.0.1:9/tsr", "--json", cwd=folder)
    assert ended.code == 1
    assert json.loads(ended.out)["size"] > 0
    assert "no time stamp: http://127.0.0.1:9/tsr" in ended.err
