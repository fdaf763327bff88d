"""What a user sees of changes: `ingest changes`, `ingest show --diff`, and the same from Python."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from archived import T0, T1, T2, T3, URL, exchange, keep
from program import environment, ingest, rows

from ingest import archive, open_archive
from ingest.archive.write import log, removals, url_state
from ingest.core.model import Verdict
from ingest.core.spoken.moments import between

TITLE = "Grants for village halls"
TEXT = (
    "The ministry opened a fund.\n\nThe fund has £4.2 million for 250 halls.\n\n"
    "“We will act,” Anna Kovalenko said.\n\nThe board meets on 3 May."
)
VI, VI_TEXT = "https://example.com/vi", "Bộ Nội vụ tổ chức hội nghị.\n\nBộ sẽ tăng lương cho 250 người."


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions of one article, two of another, which then went; a third page shows a stub."""
    folder = tmp_path_factory.mktemp("changes")
    with archive.create_or_open(folder / "archive.db") as opened:
        keep(opened, TITLE, TEXT, at=T0)
        keep(opened, TITLE, TEXT.replace("4.2", "2.4"), at=T1, kind="edit")
        keep(opened, TITLE, TEXT.replace("4.2", "2.4").replace("will act", "will not act"), at=T2, kind="edit")
        keep(opened, "Hội nghị", VI_TEXT, at=T0, url=VI, language="vi")
        keep(opened, "Hội nghị", VI_TEXT.replace("sẽ tăng", "sẽ không tăng"), at=T1, url=VI, language="vi", kind="edit")
        with opened.batch() as db:
            removals.mark(db, 2, "gone", T3, "410 Gone")
            log.add_fetch(db, None, url_state.id_of(db, VI, T3), exchange(VI, T3, 410), Verdict.GONE, "410 Gone", program="0", article=2)
        keep(opened, "A statement", "It is long. " * 30, at=T0, url=f"{URL}/3")
        with opened.batch() as db:
            address = url_state.id_of(db, f"{URL}/3", T3)
            reason = "12 characters are left of 360"
            log.add_fetch(db, None, address, exchange(f"{URL}/3", T3), Verdict.QUARANTINED, reason, program="0", article=3, fingerprint="x")
    return folder


def cells(out: str) -> list[list[str]]:
    return [line.split("\t") for line in out.splitlines()]


def test_a_line_says_what_changed_from_what_to_what_between_which_looks(here: Path) -> None:
    ended = ingest("changes", "--class", "numbers", cwd=here)
    (line,) = cells(ended.out)
    assert line == ["numbers", line[1], "1", "en", "adhoc", "£4.2 million", "£2.4 million", TITLE, URL, T0, T1]
    assert 0.5 < float(line[1]) <= 1
    assert ended.err == "1 changed\n"


def test_everything_is_listed_newest_first(here: Path) -> None:
    ended = ingest("changes", cwd=here)
    assert [line[0] for line in cells(ended.out)] == ["removed", "unconfirmed", "negation", "negation", "numbers"]
    assert ended.err == "3 changed, 1 removed, 1 unconfirmed\n"


@pytest.mark.parametrize(
    ("options", "labels"),
    [
        (["--class", "numbers,negation", "--lang", "vi"], ["negation"]),
        (["--min", "0.99"], []),
        (["--removed"], ["removed"]),
        (["--unconfirmed"], ["unconfirmed"]),
        (["--since", "2024-12-20", "--class", "negation"], ["negation"]),
        (["--source", "nobody"], []),
        (["--limit", "1", "--class", "negation"], ["negation"]),
    ],
)
def test_filters_narrow_the_list(here: Path, options: list[str], labels: list[str]) -> None:
    assert [line[0] for line in cells(ingest("changes", *options, cwd=here).out)] == labels


def test_what_is_unconfirmed_is_shown_with_its_reason(here: Path) -> None:
    (shown,) = ingest("changes", "--unconfirmed", "--json", cwd=here).lines
    assert (shown["what"], shown["reason"], shown["since"]) == ("unconfirmed", "12 characters are left of 360", T3)
    assert shown["when"] == "between 18 Dec 2024, 03:00 and 21 Dec 2024, 03:00 UTC"


def test_a_class_that_is_none_is_refused(here: Path) -> None:
    ended = ingest("changes", "--class", "figures", cwd=here)
    assert ended.code == 2
    assert "numbers, negation" in ended.err


def test_the_last_change_is_shown_as_a_word_diff(here: Path) -> None:
    ended = ingest("show", "1", "--diff", cwd=here)
    assert "~ “We will[- not-] act" not in ended.out
    assert "~ “We will{+ not+} act,” Anna Kovalenko said.\n" in ended.out
    assert "4 million for 250" not in ended.out
    assert "version 3, between 19 Dec 2024, 03:00 and 20 Dec 2024, 03:00 UTC" in ended.out


def test_any_two_versions_are_compared(here: Path) -> None:
    ended = ingest("show", URL, "--diff", "1..3", cwd=here)
    assert "~ The fund has £[-4.2-]{+2.4+} million for 250 halls.\n" in ended.out
    assert "{+ not+}" in ended.out
    assert "version 3, between 18 Dec 2024, 03:00 and 20 Dec 2024, 03:00 UTC" in ended.out
    back = ingest("show", URL, "--diff", "3..1", cwd=here)
    assert "[-2.4-]{+4.2+}" in back.out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("3", "--diff"), "version 1 is the first"),
        (("1", "--diff", "1..9"), "no versions 1 and 9"),
        (("1", "--revision", "9"), "no version 9"),
        (("1", "--diff", "x"), "such as 1..3"),
        (("1", "--diff", "--raw"), "exclude each other"),
    ],
)
def test_a_version_that_is_not_there_is_told(here: Path, options: tuple[str, ...], told: str) -> None:
    ended = ingest("show", *options, cwd=here)
    assert ended.code in (1, 2)
    assert told in ended.err


def test_an_older_version_is_shown(here: Path) -> None:
    shown = ingest("show", "1", "--revision", "1", cwd=here).out
    assert "£4.2 million" in shown
    assert "version 1 of 3" in shown


def test_the_kept_bytes_are_written_as_they_were_hashed(here: Path) -> None:
    for number in (1, 3):
        command = [sys.executable, "-m", "ingest", "show", "1", "--revision", str(number), "--raw"]
        body = subprocess.run(command, cwd=here, env=environment(), capture_output=True, check=True).stdout
        sql = "SELECT s.sha256 FROM revisions r JOIN snapshots s ON s.id = r.snapshot WHERE r.article = 1 AND r.number = ?"
        assert [(hashlib.sha256(body).hexdigest(),)] == rows(here / "archive.db", sql, number)


def test_python_reads_the_same(here: Path) -> None:
    with open_archive(here / "archive.db") as opened:
        assert [change.class_ for change in opened.changes()] == ["numbers", "negation", "negation"]
        assert [change.after for change in opened.changes(classes=["numbers"], least=0.3)] == ["£2.4 million"]
        assert [gone.url for gone in opened.removed()] == [VI]
        assert [seen.article for seen in opened.unconfirmed()] == [3]
        assert [one.number for one in opened.revisions(URL)] == [1, 2, 3]
        compared = opened.diff(URL, 1, 2)
        assert compared is not None
        assert [(span.kind, span.before, span.after) for span in compared.change.spans] == [("numbers", "4.2", "2.4")]
        assert opened.diff(URL, 1, 7) is None


def test_a_change_that_was_kept_without_spans_is_compared_when_it_is_asked_for(here: Path, tmp_path: Path) -> None:
    """As of an archive of an older version."""
    copy = tmp_path / "archive.db"
    with archive.create_or_open(copy) as opened:
        keep(opened, TITLE, TEXT)
        keep(opened, TITLE, TEXT.replace("4.2", "2.4"), at=T1, kind="edit")
        opened.db.execute("DROP TRIGGER changes_no_delete")
        opened.db.execute("DELETE FROM changes")
        opened.db.execute(
            "CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END"
        )
    with open_archive(copy) as reader:
        (change,) = reader.changes()
        assert (change.significance, change.class_) == (None, None)
        compared = reader.diff(1, 1, 2)
        assert compared is not None
        assert compared.change.kind == "numbers"


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        ("2024-12-18T14:05:00Z", "2024-12-18T15:10:00Z", "between 14:05 and 15:10 UTC today"),
        ("2024-12-17T23:05:00Z", "2024-12-18T00:10:00Z", "between 23:05 yesterday and 00:10 UTC today"),
        ("2024-12-01T14:05:00Z", "2024-12-01T15:10:00Z", "between 1 Dec 2024, 14:05 and 15:10 UTC"),
        ("2024-12-01T14:05:00Z", "2024-12-03T15:10:00Z", "between 1 Dec 2024, 14:05 and 3 Dec 2024, 15:10 UTC"),
        (None, "2024-12-18T15:10:00Z", "before 15:10 UTC today"),
    ],
)
def test_the_bounds_are_said_in_words(earlier: str | None, later: str, said: str) -> None:
    assert between(earlier, later, "2024-12-18T16:00:00Z") == said
