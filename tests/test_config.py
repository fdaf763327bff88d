"""`ingest.toml` and the environment."""

from pathlib import Path

import pytest

from ingest import config
from ingest.errors import ConfigError, SourceError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without schedule files, and an environment that says nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("INGEST_CONTACT", "INGEST_SCHEDULES"):
        monkeypatch.delenv(name, raising=False)


def written(here: Path, text: str) -> config.Config:
    (here / "ingest.toml").write_text(text, encoding="utf-8")
    return config.read(here / "archive.db")


def test_the_environments_contact_goes_before_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(tmp_path, 'contact = "file@example.org"').contact == "file@example.org"
    monkeypatch.setenv("INGEST_CONTACT", "environment@example.org")
    assert written(tmp_path, 'contact = "file@example.org"').contact == "environment@example.org"
    monkeypatch.setenv("INGEST_CONTACT", "")
    assert written(tmp_path, 'contact = "file@example.org"').contact == "file@example.org"


def test_without_a_file_all_is_as_documented(tmp_path: Path) -> None:
    assert config.read(tmp_path / "archive.db") == config.Config(contact=None, schedules=None, concurrency=32, proxy=None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("concurrency = 0", "ingest.toml: concurrency: 0 is not from 1 to 500"),
        ("concurrency = 501", "ingest.toml: concurrency: 501 is not from 1 to 500"),
        ("concurrency = " + "9" * 30, "ingest.toml: "),
        ("concurrency = " + "9" * 5000, "ingest.toml: a number that is too large"),
        ("= 1", "ingest.toml: "),
        ("concurrency = 'many'", "concurrency"),
        ("contct = 'x'", "ingest.toml: contct: unknown key; did you mean contact?"),
        ("[[alert]]\nname = 'a'\nabout = ['health', 'trouble']", "ingest.toml: alert[0].about[1]: 'trouble' is none of health, daemon"),
        ("[[alert]]\nname = 'a'\nwebhok = 'x'", "ingest.toml: alert[0].webhok: unknown key; did you mean webhook?"),
        (
            "[[alert]]\nname = 'a'\n[alert.email]\nserver = 'x'\nfrom = 'y'\nto = ['z']\nsecurity = 'ssl'",
            "ingest.toml: alert[0].email.security: 'ssl' is none of starttls, tls, none",
        ),
        ("[[alert]]\nname = 'a'\n[alert.email]\nserver = 'x'\nto = ['z']", "ingest.toml: alert[0].email.from: is missing"),
        ("[[alert]]\nname = 'a'\n[alert.email]\nuser_name = 'x'", "ingest.toml: alert[0].email.user_name: unknown key; did you mean user?"),
        ("a = " + "[" * 5000, "ingest.toml: nested too deep"),
        ('proxy = "user:sekret@proxy"', "ingest.toml: proxy: 'proxy' is no proxy"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        written(tmp_path, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ingest.toml").mkdir()
    with pytest.raises(ConfigError, match="not a plain file"):
        config.read(tmp_path / "archive.db")


def test_flag_goes_before_environment_before_file_before_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("flag", "environment", "file", "schedules"):
        (tmp_path / name).mkdir()
    said = config.Config(schedules="file")
    here = tmp_path / "archive.db"
    assert config.folder(None, config.Config(), here).parent.name == "ingest", "an empty ./schedules does not hide the built-in set"
    (tmp_path / "schedules" / "one.toml").touch()
    assert config.folder(None, config.Config(), here) == Path("schedules")
    assert config.folder(None, said, here) == tmp_path / "file"
    monkeypatch.setenv("INGEST_SCHEDULES", "environment")
    assert config.folder(None, said, here) == Path("environment")
    assert config.folder(Path("flag"), said, here) == Path("flag")
    with pytest.raises(SourceError, match="no such folder"):
        config.folder(Path("missing"), said, here)
