import os
import shutil
from pathlib import Path

import pytest

from ingest import sources
from ingest.core.model import Source
from ingest.core.urls import Owners
from ingest.errors import SourceError, UnknownSource

GOOD = """
title = "Ministry"
every = "30m"
[[listing]]
kind = "feed"
url = "https://ministry.example/feed.xml"
"""


def read(tmp_path: Path, text: str, name: str = "ministry.toml") -> Source:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return sources.read(path)


def test_the_built_in_schedules_are_sound() -> None:
    loaded = sources.load(sources.built_in())
    assert {"moha-gov-vn", "tienphong-vn", "vietnam-vn", "gov-uk", "gov-cn"} <= set(loaded)
    assert {listing.kind for source in loaded.values() for listing in source.listings} >= {"feed", "page", "json"}


def test_durations_are_seconds_and_all_is_no_limit(tmp_path: Path) -> None:
    source = read(tmp_path, 'back = "all"\ndelay = "5s"' + GOOD)
    assert (source.every, source.back, source.delay) == (1800, None, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("title", "titel"), "ministry.toml: titel: unknown key; did you mean title?"),
        (GOOD + 'lnks = "a"', "ministry.toml: listing[0].lnks: unknown key; did you mean links?"),
        (GOOD + '[article]\nboddy = "p"', "ministry.toml: article.boddy: unknown key; did you mean body?"),
        (GOOD.replace('"30m"', '"soon"'), 'ministry.toml: every: \'soon\' is not like "45s", "30m", "6h" or "7d"'),
        (GOOD.replace('"30m"', "30"), 'ministry.toml: every: 30 is not like "45s"'),
        (GOOD.replace('title = "Ministry"', ""), "ministry.toml: title: is missing"),
        (GOOD.replace('"feed"', '"rss"'), "ministry.toml: listing[0].kind: 'rss' is none of feed, sitemap, page, json"),
        (GOOD.replace("https:", "ftp:"), "ministry.toml: listing[0].url: "),
        (GOOD.replace("[[listing]]", "[listing]"), "ministry.toml: listing: "),
        ('title = "x"', "ministry.toml: listing: [] is not at least one [[listing]]"),
        ('timezone = "Asia/Saigonn"' + GOOD, "ministry.toml: timezone: 'Asia/Saigonn' is not an IANA name"),
        ('delay = "0s"' + GOOD, "ministry.toml: delay: 0.0 is not from 1s to 1d"),
        ('proxy = "user:sekret@proxy:3128"' + GOOD, "ministry.toml: proxy: 'proxy:3128' is not like http://host:port"),
        ('back = "999999d"' + GOOD, "ministry.toml: back: 86399913600 is not from 1s to 36600d"),
        (GOOD.replace('"30m"', '"999d"'), "ministry.toml: every: 86313600 is not from 10s to 366d"),
        (GOOD.replace('"30m"', '"9s"'), "ministry.toml: every: 9 is not from 10s to 366d"),
        ('delay = "2d"' + GOOD, "ministry.toml: delay: 172800.0 is not from 1s to 1d"),
        ("max_new = 9223372036854775808" + GOOD, "ministry.toml: max_new: "),
        ("max_new = 0" + GOOD, "ministry.toml: max_new: 0 is not from 1 to 1000000"),
        ("max_day = 1000000001" + GOOD, "ministry.toml: max_day: 1000000001 is not from 1 to 1000000000"),
        (GOOD + "min_links = 1000001", "ministry.toml: listing[0].min_links: 1000001 is not from "),
        ("max_new = " + "9" * 10_000 + GOOD, "ministry.toml: a number that is too large"),
        ("max_new = 0x" + "f" * 100_000 + GOOD, "ministry.toml: max_new: a number that is too large"),
        ("max_new = 0b" + "1" * 64 + GOOD, "ministry.toml: max_new: a number that is too large"),
        (GOOD.replace('"30m"', f"{{a = [0x{'f' * 5000}]}}"), "ministry.toml: every.a[0]: a number that is too large"),
        (GOOD.replace('"30m"', f'"{"9" * 10_000}d"'), "99... is not like "),
        ("", "ministry.toml: title: is missing"),
        ("a = " + "[" * 5000 + "]" * 5000, "ministry.toml: nested too deep"),
        (".".join(["a"] * 100_000) + " = 1", "ministry.toml: a dotted key of more than 32 parts"),
        ('["a" . ' + " . ".join(["'b'"] * 60_000) + "]", "bytes; at most 262144 are read"),
        ("[" + '"a" . ' * 40_000 + '"a"]', "ministry.toml: a dotted key of more than 32 parts"),
        (GOOD + f"[article]\nkey = '{'(' * 900}a{')' * 900}'", "ministry.toml: article.key: "),
        (GOOD + f"[article]\nkey = '({'a' * 3000})'", "article.key: '(aaa"),
        (GOOD + f"[article]\nbody = '{'p ' * 1500}'", "is not a CSS selector"),
        ('country = "vn"' + GOOD, "ministry.toml: country: 'vn' is not two capital letters"),
        ('language = "Vietnamese"' + GOOD, "ministry.toml: language: 'Vietnamese' is not like"),
        (GOOD + "[article]\nkey = '(\\d+'", "ministry.toml: article.key: '(\\\\d+' is not a regular expression ("),
        (GOOD + "[article]\nkey = '\\d+'", "is not a regular expression with a group"),
        (GOOD + '[article]\nbody = "div["', "ministry.toml: article.body: 'div[' is not a CSS selector"),
        (GOOD + '[tls]\nintermediate = "ca.pem"', "tls.intermediate: no file"),
        ("title = ", "ministry.toml: Invalid value"),
    ],
)
def test_a_wrong_file_names_file_key_and_what_was_wanted(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["Ministry.toml", "adhoc.toml", "a b.toml", "-a.toml"])
def test_a_source_is_named_by_its_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="name"):
        read(tmp_path, GOOD, name)


def test_a_missing_or_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        sources.load(tmp_path / "none")
    with pytest.raises(SourceError, match="no schedule file"):
        sources.load(tmp_path)


def test_an_unknown_source_is_answered_with_the_nearest(tmp_path: Path) -> None:
    loaded = sources.load(sources.built_in())
    with pytest.raises(UnknownSource, match="did you mean moha-gov-vn"):
        sources.named(loaded, "moha-gov")


def test_a_url_belongs_to_the_source_of_its_host_then_of_its_site(tmp_path: Path) -> None:
    for name, host in (("main", "www.ministry.example"), ("press", "press.ministry.example")):
        (tmp_path / f"{name}.toml").write_text(GOOD.replace("//ministry", f"//{host.removesuffix('.example')}"), encoding="utf-8")
    owners = Owners(sources.load(tmp_path).values())
    assert (found := owners.of("https://press.ministry.example/a")) is not None
    assert found.name == "press"
    assert (found := owners.of("https://ministry.example/a")) is not None
    assert found.name == "main"
    assert owners.of("https://elsewhere.example/a") is None
    owners.remove("press")
    assert (found := owners.of("https://press.ministry.example/a")) is not None
    assert found.name == "main"


def test_an_intermediate_certificate_lies_beside_its_file(tmp_path: Path) -> None:
    shutil.copy(__file__, tmp_path / "ca.pem")
    source = read(tmp_path, GOOD + '[tls]\nintermediate = "ca.pem"')
    assert source.tls.intermediate == str(tmp_path / "ca.pem")


def test_what_is_no_plain_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "device.toml").symlink_to("/dev/zero")
    (tmp_path / "nowhere.toml").symlink_to(tmp_path / "missing")
    with (tmp_path / "huge.toml").open("wb") as huge:
        huge.truncate(2**30)
    (tmp_path / "ministry.toml").write_text(GOOD, encoding="utf-8")
    sound, wrong = sources.load_sound(tmp_path)
    assert list(sound) == ["ministry"]
    assert len(wrong) == 5
    reasons = {Path(line.split(": ")[0]).stem: line for line in wrong}
    assert all("not a plain file" in reasons[name] for name in ("pipe", "folder", "device"))
    assert "No such file" in reasons["nowhere"]
    assert "1073741824 bytes" in reasons["huge"]


def test_a_folder_reads_again_only_what_was_edited(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    folder = sources.Folder(tmp_path)
    assert set(folder.read().sources) == {"one", "two", "three"}
    assert not folder.read()
    (tmp_path / "two.toml").write_text(GOOD.replace("Ministry", "Another"), encoding="utf-8")
    (tmp_path / "three.toml").write_text("titel = 1", encoding="utf-8")
    (tmp_path / "one.toml").unlink()
    change = folder.read()
    assert {name: source.title for name, source in change.sources.items()} == {"two": "Another"}
    assert change.gone == {"one"}
    assert len(change.wrong) == 1
    assert folder.names == {"two", "three"}, "a file that is wrong is there all the same"
    assert not folder.read()
    assert set(folder.read(again=True).sources) == {"two"}


def test_a_folder_that_cannot_be_read_has_lost_no_file(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "one.toml").write_text(GOOD, encoding="utf-8")
    folder = sources.Folder(tmp_path / "here")
    folder.read()
    (tmp_path / "here").rename(tmp_path / "there")
    with pytest.raises(SourceError, match="folder of schedule files cannot be read"):
        folder.read()
    (tmp_path / "there").rename(tmp_path / "here")
    assert not folder.read()
