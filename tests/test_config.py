"""Flag over environment over file."""

import shutil
from pathlib import Path

import pytest

from ingest import config, sources
from ingest.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    (folder / "ingest.toml").write_text(text)
    return folder / "archive.db"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INGEST_CONTACT", "INGEST_SCHEDULES"):
        monkeypatch.delenv(name, raising=False)


def test_the_contact_of_the_environment_goes_before_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = written(tmp_path, 'contact = "https://file.example/"')
    assert config.read(archive).contact == "https://file.example/"
    monkeypatch.setenv("INGEST_CONTACT", "https://environment.example/")
    assert config.read(archive).contact == "https://environment.example/"
    monkeypatch.setenv("INGEST_CONTACT", "")
    assert config.read(archive).contact == "https://file.example/"


def test_the_schedules_of_a_flag_go_before_the_environments_and_those_before_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = written(tmp_path, 'schedules = "of-the-file"')
    for name in ("of-the-file", "of-the-environment", "of-the-flag"):
        shutil.copytree(sources.built_in(), tmp_path / name)
    loaded = config.read(archive)
    assert config.schedules(None, loaded, archive)[0] == tmp_path / "of-the-file"
    monkeypatch.setenv("INGEST_SCHEDULES", str(tmp_path / "of-the-environment"))
    assert config.schedules(None, loaded, archive)[0] == tmp_path / "of-the-environment"
    assert config.schedules(tmp_path / "of-the-flag", loaded, archive)[0] == tmp_path / "of-the-flag"


@pytest.mark.parametrize(("text", "named"), [("contakt = 'x'", "contakt"), ("concurrency = 'many'", "concurrency"), ("= 1", "ingest.toml")])
def test_a_file_that_cannot_be_used_is_named_with_its_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        config.read(written(tmp_path, text))


def test_a_proxy_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.read(written(tmp_path, 'proxy = "socks5://user:secret@proxy.example:1080"'))
    assert "secret" not in str(caught.value)
    assert "proxy" in str(caught.value)
