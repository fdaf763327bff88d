"""The log of an archive, attacked as someone would who has the file and an editor."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archived import T0, T1, T2, T3, keep, sound

from ingest import archive
from ingest.archive import integrity
from ingest.archive.evidence import check, checkpoints, erase, leaves, rows
from ingest.archive.read import search
from ingest.archive.schema import append_only
from ingest.archive.schema.steps import STEPS
from ingest.archive.write import search_index
from ingest.core.evidence import merkle, note
from ingest.errors import ArchiveError
from ingest.seal import sealing
from ingest.seal.keys import SigningKey

NOT_LOGGED = {
    "leaves", "checkpoints", "checkpoint_marks",  # the log itself, and what is said of it
    "document_forms",  # where the pages of a document begin: read from its snapshot, which is logged
}  # fmt: skip


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.load_or_make(tmp_path / "seal.key")


@pytest.fixture
def kept(tmp_path: Path, key: SigningKey) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        fill(opened)
        with opened.batch() as db:
            checkpoints.add(db, key.sign, T2)
        yield opened


def fill(opened: archive.Archive) -> None:
    keep(opened, "The bridge", "It was opened on Monday.", at=T0)
    keep(opened, "The bridge", "It was opened on Tuesday.", at=T1, kind="edit")
    keep(opened, "The ferry", "It sails on.", url="https://example.com/ferry", at=T1)
    keep(opened, "The pier", "It stands.", url="https://example.com/pier", at=T2)


def unguarded(opened: archive.Archive) -> sqlite3.Connection:
    """The connection of somebody who dropped the guards, and will put them back."""
    for name in append_only.triggers(STEPS):
        opened.db.execute(f"DROP TRIGGER {name}")
    return opened.db


def guarded(opened: archive.Archive) -> None:
    for sql in append_only.triggers(STEPS).values():
        opened.db.execute(sql)


def test_every_table_that_is_append_only_is_logged() -> None:
    guards = {name.removesuffix("_no_update") for name in append_only.triggers(STEPS) if name.endswith("_no_update")}
    assert {logged.table for logged in rows.LOGGED} == guards - NOT_LOGGED


def test_a_sound_archive_holds_and_each_row_has_one_leaf(kept: archive.Archive) -> None:
    assert sound(kept) == ()
    counted = dict(kept.db.execute("SELECT kept, count(*) FROM leaves GROUP BY kept").fetchall())
    assert counted == {"logs": 1, "snapshots": 4, "revisions": 4, "article_urls": 3, "changes": 1, "looks": 2}


def test_leaves_are_written_in_the_transaction_of_their_rows(kept: archive.Archive) -> None:
    before = leaves.size(kept.db)
    twice = [(2, 1, T2), (2, 1, T2)]
    with pytest.raises(ArchiveError), kept.batch() as db:
        db.executemany("INSERT INTO article_urls (article, url, relation, seen_at) VALUES (?, ?, 'asked', ?)", twice)
    assert leaves.size(kept.db) == before
    with kept.batch() as again:
        again.execute("INSERT INTO article_urls (article, url, relation, seen_at) VALUES (2, 1, 'asked', ?)", (T2,))
    assert leaves.size(kept.db) == before + 1


ATTACKS: dict[str, tuple[Callable[[sqlite3.Connection], object], str]] = {
    "a letter of a text": (
        lambda db: db.execute("UPDATE revisions SET lead = 'It was.' WHERE id = 1"),
        "revisions row 1: is not as it was logged",
    ),
    "a date": (
        lambda db: db.execute("UPDATE revisions SET seen_at = ? WHERE id = 2", (T2,)),
        "revisions row 2: is not as it was logged",
    ),
    "a page and its hash": (
        lambda db: db.execute(
            "UPDATE snapshots SET (sha256, size, body) = (SELECT sha256, size, body FROM snapshots WHERE id = 4) WHERE id = 3"
        ),
        "snapshots row 3: is not as it was logged",
    ),
    "the address of a page": (
        lambda db: db.execute("UPDATE urls SET url = 'https://example.com/other' WHERE url LIKE '%ferry'"),
        "snapshots row 3: is not as it was logged",
    ),
    "a row taken out": (
        lambda db: db.execute("DELETE FROM changes"),
        "changes row 1: was taken out after it was logged",
    ),
    "a row slipped in": (
        lambda db: db.execute("INSERT INTO links SELECT 1, 1, 'x', 'person', 'person', 1, 0, NULL, NULL, ?, NULL, 'said so'", (T0,)),
        "links row 1: was slipped in, the log does not have it",
    ),
    "two rows changed about": (
        lambda db: db.executescript(
            "UPDATE revisions SET number = number + 10 WHERE article = 1; UPDATE revisions SET number = 13 - number WHERE article = 1"
        ),
        "revisions row 1: is not as it was logged",
    ),
    "a look": (
        lambda db: db.execute("UPDATE fetches SET status = 404 WHERE id = 1"),
        "looks row 1: a request among rows 1 to 1 of the log of requests is not as it was logged",
    ),
    "a look taken out": (
        lambda db: db.execute("DELETE FROM fetches WHERE id = 1"),
        "looks row 1: 1 requests were taken out among rows 1 to 1",
    ),
    "a row with its leaf": (
        lambda db: db.executescript(
            "UPDATE revisions SET lead = 'It was.' WHERE id = 1; DELETE FROM leaves WHERE kept = 'revisions' AND row = 1"
        ),
        "revisions row 1: was slipped in, the log does not have it",
    ),
    "two texts changed about": (
        lambda db: db.executescript(
            "CREATE TEMP TABLE texts AS SELECT id, title, text, markup, fingerprint FROM revisions;"
            "UPDATE revisions SET (title, text, markup, fingerprint) ="
            " (SELECT title, text, markup, fingerprint FROM texts WHERE id = 4 - revisions.id) WHERE id IN (1, 3)"
        ),
        "revisions row 1: is not as it was logged",
    ),
    "two leaves changed about": (
        lambda db: db.executescript(
            "UPDATE leaves SET id = 100 WHERE id = 3; UPDATE leaves SET id = 3 WHERE id = 4; UPDATE leaves SET id = 4 WHERE id = 100"
        ),
        "a leaf among the first 15 was altered",
    ),
    "a checkpoint's root": (
        lambda db: db.execute("UPDATE checkpoints SET root = zeroblob(32)"),
        f"the checkpoint of {T2} is kept otherwise than it was signed",
    ),
    "a checkpoint": (
        lambda db: db.execute("UPDATE checkpoints SET note = 'none'"),
        f"the checkpoint of {T2} cannot be read",
    ),
    "an older checkpoint taken out": (
        lambda db: db.executescript(
            "INSERT INTO checkpoints (id, size, root, made_at, note) SELECT 2, size, root, made_at, note FROM checkpoints;"
            "DELETE FROM checkpoints WHERE id = 1"
        ),
        "checkpoints: 1 of 2 were taken out",
    ),
    "the name of the archive": (
        lambda db: db.execute("UPDATE logs SET origin = 'ingest/0000000000000000'"),
        "logs row 1: is not as it was logged",
    ),
    "the end of the log": (
        lambda db: db.executescript(
            "DELETE FROM leaves WHERE id > (SELECT max(id) - 3 FROM leaves); DELETE FROM article_urls WHERE id = 3;"
            "DELETE FROM looks WHERE id = 2; DELETE FROM revisions WHERE id = 4; DELETE FROM snapshots WHERE id = 4"
        ),
        "the log 12: rows were taken out at its end",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_altered_is_found_and_named(kept: archive.Archive, attack: str) -> None:
    do, says = ATTACKS[attack]
    kept.db.execute("PRAGMA foreign_keys = OFF")
    do(unguarded(kept))
    guarded(kept)
    assert any(says in problem for problem in integrity.evidence_of(kept.db)), list(check.problems(kept.db))


def forge(db: sqlite3.Connection) -> None:
    """A row altered with all that follows from it, leaf and root too: only a signature cannot be made again."""
    db.execute("UPDATE revisions SET lead = 'It was.' WHERE id = 1")
    said = dict(rows.contents(db, rows.OF_TABLE["revisions"]))[1]
    db.execute("UPDATE leaves SET hash = ? WHERE kept = 'revisions' AND row = 1", (merkle.leaf_hash(said),))


def test_a_forged_leaf_is_found_by_the_checkpoint_over_it(kept: archive.Archive) -> None:
    forge(unguarded(kept))
    guarded(kept)
    (problem,) = check.problems(kept.db)
    assert problem == f"the checkpoint of {T2} does not hold: a leaf among the first 15 was altered"


def test_a_forged_leaf_under_a_forged_root_is_found_by_what_was_signed(kept: archive.Archive) -> None:
    forge(unguarded(kept))
    (size,) = kept.db.execute("SELECT size FROM checkpoints").fetchone()
    kept.db.execute("UPDATE checkpoints SET root = ?", (merkle.root(check.hashes(kept.db, size)),))
    guarded(kept)
    assert list(check.problems(kept.db)) == [
        f"the checkpoint of {T2} is kept otherwise than it was signed",
        f"the checkpoint of {T2} does not hold: a leaf among the first 15 was altered",
    ]


def test_a_row_that_another_program_wrote_never_gets_a_leaf(kept: archive.Archive) -> None:
    kept.db.execute("INSERT INTO article_urls (article, url, relation, seen_at) VALUES (2, 1, 'asked', '2019-01-01T00:00:00Z')")
    keep(kept, "The lamp", "It burns.", url="https://example.com/lamp", at=T3)
    assert list(check.problems(kept.db)) == ["article_urls row 4: was slipped in, the log does not have it"]


def test_an_older_version_put_in_the_place_of_the_newest_is_found_though_it_was_indexed(kept: archive.Archive) -> None:
    kept.db.execute("UPDATE articles SET (revision, title) = (SELECT id, title FROM revisions WHERE id = 1) WHERE id = 1")
    kept.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    assert "article 1 does not stand on the revision that was seen last" in sound(kept)


def test_a_trigger_that_is_not_ours_is_named(kept: archive.Archive) -> None:
    kept.db.execute("CREATE TRIGGER helpful AFTER INSERT ON revisions BEGIN DELETE FROM leaves; END")
    assert "the trigger helpful on revisions is none of ingest's" in sound(kept)


def test_a_forged_checkpoint_is_found_by_one_that_was_kept_elsewhere(kept: archive.Archive, key: SigningKey) -> None:
    elsewhere = checkpoints.newest(kept.db)
    assert elsewhere is not None
    forge(unguarded(kept))
    kept.db.execute("DELETE FROM checkpoints")
    guarded(kept)
    with kept.batch() as db:
        checkpoints.add(db, key.sign, T2)
    assert list(check.problems(kept.db)) == []  # whoever has the file and the key can do this
    assert "were altered" in str(checkpoints.extends(kept.db, note.parse(elsewhere.note).checkpoint))


def test_a_day_has_one_daily_checkpoint(kept: archive.Archive, key: SigningKey) -> None:
    def write(function: Callable[[sqlite3.Connection], Any]) -> Any:
        with kept.batch() as db:
            return function(db)

    assert sealing.seal_daily(write, key, T2) is None  # the fixture has sealed that day
    made = sealing.seal_daily(write, key, T3)
    assert made is not None
    assert (made.checkpoint.made_at, made.problem) == (T3, "")
    assert sealing.seal_daily(write, key, T3) is None


def test_yesterdays_file_and_another_archive_do_not_go_on_from_a_checkpoint(kept: archive.Archive, key: SigningKey, tmp_path: Path) -> None:
    newest = checkpoints.newest(kept.db)
    assert newest is not None
    today = note.parse(newest.note).checkpoint
    assert checkpoints.extends(kept.db, today) is None
    keep(kept, "The lamp", "It burns.", url="https://example.com/lamp", at=T2)
    assert checkpoints.extends(kept.db, today) is None
    assert "it is older" in str(checkpoints.extends(kept.db, note.Checkpoint(today.origin, today.size + 100, today.root)))
    with archive.create_or_open(tmp_path / "b.db") as other:
        fill(other)
        assert "another archive" in str(checkpoints.extends(other.db, today))


def test_an_erased_article_leaves_no_words_and_the_log_holds(kept: archive.Archive, tmp_path: Path) -> None:
    with kept.batch() as db:
        done = erase.article(db, 1, "order of a court", T2)
    kept.empty_log()
    assert (done.revisions, done.snapshots, done.changes) == (2, 2, 1)
    assert sound(kept) == ()
    assert search.search(kept.db, "monday") == ()
    assert [hit.title for hit in search.search(kept.db, "sails")] == ["The ferry"]
    assert b"Tuesday" not in kept.path.read_bytes()
    with kept.batch() as db:
        assert erase.article(db, 1, "again", T2) == erase.Erased(0, 0, 0)


def test_the_index_of_words_keeps_none_of_an_erased_article_in_the_file(kept: archive.Archive) -> None:
    words = ["quintessence", "zephyrlike", "bumblebeehive"]
    keep(kept, "The garden", f"It had {', '.join(words)}.", url="https://example.com/garden", at=T1)
    keep(kept, "The pond", "It had quintets and bumblebees.", url="https://example.com/pond", at=T2)
    (article,) = kept.db.execute("SELECT id FROM v_articles WHERE title = 'The garden'").fetchone()
    kept.empty_log()
    assert any(word[-6:].encode() in kept.path.read_bytes() for word in words)
    with kept.batch() as db:
        erase.article(db, article, "order of a court", T3)
    kept.empty_log()
    left = kept.path.read_bytes()
    assert [word for word in words if word[-6:].encode() in left] == [], "FTS5 keeps the end of a word that begins as the one before"
    assert [hit.title for hit in search.search(kept.db, "bumblebees")] == ["The pond"]


def test_an_erased_article_is_found_by_none_of_its_earlier_numbers(kept: archive.Archive) -> None:
    with kept.batch() as db:
        search_index.keep_number(db, 1, "the bridge it was opened on monday")
    assert [hit.revision for hit in search.search(kept.db, "monday")] == [1]
    with kept.batch() as db:
        erase.article(db, 1, "order of a court", T2)
    assert search.search(kept.db, "monday") == ()
    assert kept.db.execute("SELECT count(*) FROM numbers").fetchone() == (0,)
    assert sound(kept) == ()


def test_an_erasure_that_hides_an_alteration_is_found(kept: archive.Archive) -> None:
    unguarded(kept).execute("UPDATE revisions SET text = 'Other words.' WHERE id = 1")
    guarded(kept)
    with kept.batch() as db:
        erase.article(db, 1, "order of a court", T2)
    assert "revisions row 1: is not as it was logged" in list(check.problems(kept.db))


def test_an_older_archive_is_logged_when_it_is_opened(kept: archive.Archive) -> None:
    """As if it had none: all that is kept already is in the log from its begin on."""
    db = unguarded(kept)
    for table in ("leaves", "looks", "checkpoints", "logs"):
        db.execute(f"DELETE FROM {table}")
    guarded(kept)
    leaves.begin(db)
    counted = dict(db.execute("SELECT kept, count(*) FROM leaves GROUP BY kept").fetchall())
    assert counted == {"logs": 1, "snapshots": 4, "revisions": 4, "article_urls": 3, "changes": 1, "looks": 1}
    assert sound(kept) == ()
