"""`ingest fetch` as a user meets it: real process, real loopback server, real SQLite file."""

import gzip
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from origin import Origin, answer
from pages import SENTENCES, article, feed
from program import LOOPBACK, environment, html, ingest, rows, source, start

from ingest.archive.schema.migrations import migrate
from ingest.archive.schema.steps import STEPS, VERSION

ARCHIVES = Path(__file__).parents[1] / "fixtures" / "archives"


def test_a_named_url_is_kept_and_told(here: Path, origin: Origin) -> None:
    url = origin.serve("/news/bridge", html(article()))
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert ended.code == 0, ended.err
    (line,) = ended.lines
    assert (line["verdict"], line["title"], line["language"]) == ("new", "Bridge opened", "en")
    assert str(here / "archive.db") in ended.err
    assert rows(here / "archive.db", "SELECT title, published, text FROM v_articles") == [
        ("Bridge opened", "2026-03-02T09:00:00+00:00", "\n\n".join(SENTENCES))
    ]
    status = ingest("status", cwd=here).out.splitlines()[0]
    assert status == "archive.db: 1 article (1 en), 1 revision, 1 story, 0 gone"


def test_a_source_is_read_from_listing_to_archive_and_a_second_run_adds_nothing(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"), ETag=f'"{n}"')) for n in range(3)]
    source(here, origin.serve("/feed", answer(feed(*pages))))
    first = ingest("fetch", *LOOPBACK, cwd=here)
    assert first.code == 0, first.err
    assert first.out.splitlines()[1].split("\t")[:2] == ["ministry", "3"]
    second = ingest("fetch", *LOOPBACK, cwd=here)
    assert second.out.splitlines()[-1] == "nothing new"
    assert rows(here / "archive.db", "SELECT count(*), (SELECT count(*) FROM revisions) FROM articles") == [(3, 3)]
    assert len(origin.asked("/news/0")) == 1


@pytest.mark.parametrize("version", [1, 20, 9.5, 0])
def test_a_fetch_of_everything_brings_an_older_archive_up_to_date_and_one_whose_making_was_cut_short(
    here: Path, origin: Origin, version: float
) -> None:
    source(here, origin.serve("/feed", answer(feed(origin.serve("/news/bridge", html(article()))))))
    if not version:  # as a kill at the first moment leaves it
        (here / "archive.db").touch()
    elif version == int(version):
        (here / "archive.db").write_bytes(gzip.decompress((ARCHIVES / f"version-{version:.0f}.db.gz").read_bytes()))
    else:  # as a full disk or a kill leaves it
        with closing(sqlite3.connect(here / "archive.db", isolation_level=None)) as db:
            migrate(db, STEPS[:9])
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    assert (ended.code, ended.out.splitlines()[1].split("\t")[:2]) == (0, ["ministry", "1"]), ended.err
    assert rows(here / "archive.db", "PRAGMA user_version") == [(VERSION,)]


def test_attempts_are_told_where_there_was_more_than_one(here: Path, origin: Origin) -> None:
    once, twice = origin.serve("/1", html(article())), origin.serve("/2", answer(status=503), html(article("Ferry given up")))
    ingest("fetch", once, twice, *LOOPBACK, cwd=here)
    assert "attempt" not in ingest("explain", once, cwd=here).out
    assert ", 2 attempts: new" in ingest("explain", twice, cwd=here).out


def test_an_origin_that_a_page_names_is_fetched_too_one_hop(here: Path, origin: Origin) -> None:
    second = origin.serve("/origin-of-origin", html(article("Third page")))
    cited = origin.serve("/original", html(article("The original", (*SENTENCES[:4], f"Source: {second}"))))
    url = origin.serve("/copy", html(article("The copy", (*SENTENCES[::-1], f"Source: {cited}"))))
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert {line["url"] for line in ended.lines} == {url, cited}
    assert origin.asked("/origin-of-origin") == []


def test_a_dry_run_tells_and_writes_nothing(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    ended = ingest("fetch", url, *LOOPBACK, "--dry-run", "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "new"
    assert list(here.glob("archive.db")) == []
    ingest("fetch", url, *LOOPBACK, cwd=here)
    before = rows(here / "archive.db", "SELECT count(*) FROM fetches")
    assert ingest("fetch", url, *LOOPBACK, "--dry-run", "--json", cwd=here).lines[0]["verdict"] == "unchanged"
    assert rows(here / "archive.db", "SELECT count(*) FROM fetches") == before


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_cost_no_article(here: Path, origin: Origin, closed: str) -> None:
    url = origin.serve("/p", html(article()))
    command = [sys.executable, "-m", "ingest", "fetch", *LOOPBACK, url]
    subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", *command], cwd=here, env=environment(), check=True)
    assert rows(here / "archive.db", "SELECT title FROM v_articles") == [("Bridge opened",)]


def test_what_is_recorded_can_be_replayed_without_a_network(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    ingest("fetch", url, *LOOPBACK, "--record", "saved", cwd=here)
    ended = ingest("fetch", url, "--replay", "saved", "--db", "other.db", "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "new"
    assert len(origin.asked("/p")) == 1


def test_targets_come_from_a_file_and_bad_ones_are_one_line_each(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    ended = ingest("fetch", "--from", "-", *LOOPBACK, "--json", cwd=here, stdin=f"# mine\n{url}\nftp://x/y\nnonsense\n\n")
    assert ended.code == 1
    assert {line["url"]: line["verdict"] for line in ended.lines} == {url: "new", "ftp://x/y": "refused", "nonsense": "refused"}
    assert len([line for line in ended.err.splitlines() if "refused" in line]) == 2


def test_a_file_of_targets_may_come_from_windows(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    (here / "targets.txt").write_bytes(f"\ufeff{url}\r\n".encode() + b"caf\xe9\r\n")
    ended = ingest("fetch", "--from", "targets.txt", *LOOPBACK, "--json", cwd=here)
    assert {line["url"]: line["verdict"] for line in ended.lines} == {url: "new", "caf\ufffd": "refused"}


def test_a_url_is_asked_as_it_was_given_and_known_by_its_one_spelling(here: Path, origin: Origin) -> None:
    page = origin.serve("/p?utm_source=feed&id=7", html(article()))
    source(here, origin.serve("/feed?ref=rss", answer(feed(page.replace("&", "&amp;")))))
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 0
    assert len(origin.asked("/p?utm_source=feed&id=7")) == 1
    assert rows(here / "archive.db", "SELECT url FROM v_articles") == [(origin.url("/p?id=7"),)]


def test_a_message_is_one_line_however_long_its_cause(here: Path) -> None:
    ended = ingest("fetch", "--from", "-", cwd=here, stdin="https://example.com/" + "a" * 100_000)
    assert all(len(shown) < 1100 for shown in ended.err.splitlines())


def test_no_network_at_all_is_one_line_a_source(here: Path) -> None:
    for n in range(3):
        source(here, f"https://source{n}.invalid/feed", f"source-{n}")
    ended = ingest("fetch", cwd=here)
    assert ended.code == 1
    for n in range(3):
        assert len([line for line in ended.err.splitlines() if f"source-{n}: " in line]) == 1


def test_ctrl_c_loses_nothing_that_was_told(here: Path, origin: Origin) -> None:
    kept = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(5)]
    slow = origin.serve("/slow", lambda asked: [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 60.0])
    (here / "urls").write_text("\n".join([*kept, slow]), encoding="utf-8")
    running = start("fetch", "--from", "urls", *LOOPBACK, "--json", cwd=here)
    assert running.stdout is not None
    told = [running.stdout.readline() for _ in kept]
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    assert running.returncode == 130
    assert all('"new"' in line for line in told)
    assert rows(here / "archive.db", "SELECT count(*) FROM v_articles") == [(5,)]
    assert rows(here / "archive.db", "PRAGMA integrity_check") == [("ok",)]
    assert rows(here / "archive.db", "SELECT outcome FROM runs") == [("stopped",)]


def test_a_second_process_waits_or_leaves(here: Path, origin: Origin) -> None:
    slow = origin.serve("/slow", lambda asked: [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 60.0])
    running = start("fetch", slow, *LOOPBACK, cwd=here)
    try:
        while not origin.asked("/slow"):
            assert running.poll() is None
        ended = ingest("fetch", slow, *LOOPBACK, cwd=here)
        assert ended.code == 75
        assert f"process {running.pid}" in ended.err
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=20)
    assert running.returncode == 143


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fetch", "minstry"), "minstry: no source of that name; did you mean ministry?"),
        (("fetch", "--schedules", "nowhere"), "nowhere: no such folder"),
        (("fetch", "--since", "soon"), "neither a date"),
        (("fetch", "--back", "yesterday"), "nor a time back such as 7d; all takes whatever is there"),
        (("fetch", "--delay", "0.2"), "below one second only"),
        (("fetch", "--delay", "nan"), "not a number of seconds"),
        (("fetch", "--allow-net", "loopback"), "not a range such as"),
        (("fetch", "--replay", "nowhere"), "nowhere/index.jsonl: cannot be replayed"),
        (("fetch", "--db", "no/such/folder/a.db"), "no such folder"),
        (("search", "bridge"), "archive.db: no archive is there"),
        (("show", "1", "--db", "schedules/ministry.toml"), "not a SQLite database"),
        (("fetch", "--db", "schedules/ministry.toml"), "not a SQLite database"),
        (("fetch", "--db", "schedules"), "File 'schedules' is a directory. (see `ingest fetch --help`)"),
        (("fetch", "--dbb", "x"), "No such option '--dbb'"),
        (("stories", "--lang"), "Option '--lang' requires an argument. (see `ingest stories --help`)"),
        (("fetsch",), "No such command 'fetsch'. Did you mean fetch? (see `ingest --help`)"),
    ],
)
def test_a_wrong_call_is_one_line_and_nothing_starts(here: Path, arguments: tuple[str, ...], says: str) -> None:
    source(here, "https://ministry.invalid/feed")
    ended = ingest(*arguments, cwd=here)
    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert says in line
    assert not (here / "archive.db").exists()


def test_a_wrong_schedule_file_stops_all_and_is_named(here: Path) -> None:
    source(here, "https://ministry.invalid/feed")
    source(here, "https://other.invalid/feed", "other", 'lnks = "a"\n')
    ended = ingest("fetch", cwd=here)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == ["ingest: schedules/other.toml: listing[0].lnks: unknown key; did you mean links?"]


def test_a_name_and_password_of_a_listing_are_never_shown_or_kept(here: Path, origin: Origin) -> None:
    secret = "user:sekret@"
    page = origin.serve("/news/1", html(article())).replace("//", f"//{secret}")
    listed = origin.serve("/feed", answer(feed(page))).replace("//", f"//{secret}")
    away = origin.serve("/away", answer(status=302, Location=f"ftp://{secret}127.0.0.1/")).replace("//", f"//{secret}")
    source(here, listed)
    said = [ingest("fetch", "ministry", listed, away, *LOOPBACK, "--json", cwd=here)]
    for url in (page, listed, away, page + "/never"):
        said += [ingest("explain", url, cwd=here), ingest("show", url, cwd=here), ingest("extract", url, *LOOPBACK, cwd=here)]
    assert "sekret" not in "".join(ended.out + ended.err for ended in said)
    assert rows(here / "archive.db", "SELECT url FROM urls WHERE url LIKE '%sekret%'") == []
    assert rows(here / "archive.db", "SELECT count(*) FROM url_listings") == [(1,)]


def test_a_name_and_password_in_a_url_are_never_shown_kept_or_sent(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    named = (url.replace("//", "//me:secret@"), "ftp://me:secret@example.com/x", "https://me:secret@exa mple.com/")
    ended = ingest("fetch", *named, *LOOPBACK, "--json", cwd=here)
    assert [line["verdict"] for line in ended.lines].count("new") == 1
    assert "secret" not in ended.out + ended.err
    assert b"secret" not in (here / "archive.db").read_bytes()
    assert "authorization" not in origin.asked("/p")[0].headers


def test_a_run_follows_fifty_of_the_pages_that_its_pages_name(here: Path, origin: Origin) -> None:
    others = [origin.url(f"/other/{n}") for n in range(52)]
    head = "".join(f'<link rel="alternate" hreflang="{"vi" if n % 2 else "fr"}-{n:03}" href="{url}">' for n, url in enumerate(others))
    ingest("fetch", origin.serve("/page", html(article(head=head))), *LOOPBACK, cwd=here)
    assert len([asked for asked in origin.requests if asked.path.startswith("/other/")]) == 50
