from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import T0, T1, T2, URL, exchange, keep, sound

from ingest import archive
from ingest.archive import packing
from ingest.archive.evidence import erase
from ingest.archive.read import article_view, condition, documents, status
from ingest.archive.write import health_state, log, snapshots, source_state, upkeep, url_state
from ingest.core.health.keeping import Carried
from ingest.core.health.model import Health, State
from ingest.core.model import ADHOC, Document, Source, Verdict


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def poll(kept: archive.Archive, at: str, times: int = 1, verdict: Verdict = Verdict.UNCHANGED, source: Source = ADHOC) -> None:
    """A run that asked the same URL several times, and kept nothing."""
    with kept.batch() as db:
        owner = source_state.save(db, source)
        run = log.start_run(db, owner, at)
        url = url_state.id_of(db, URL, at, owner)
        for _ in range(times):
            log.add_fetch(db, run, url, exchange(at=at, status=304, wire_bytes=100), verdict, "not modified", program="0")
        log.end_run(db, run, at, "ok")


def test_an_old_log_becomes_daily_counts_and_what_evidence_rests_on_stays(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text", at=T0)
    poll(kept, T0, 3)
    poll(kept, T1, 2)
    poll(kept, T2, 1)
    with kept.batch() as db:
        while upkeep.rotate_log(db, before=T2):
            pass
    assert [fetch.verdict for fetch in article_view.explain(kept.db, URL).fetches] == ["new", "unchanged"]  # type: ignore[union-attr]
    counts = kept.db.execute("SELECT day, counted, outcome, count, wire_bytes FROM daily_counts ORDER BY counted, day").fetchall()
    assert counts == [
        ("2024-12-18", "fetches", "unchanged", 3, 300),
        ("2024-12-19", "fetches", "unchanged", 2, 200),
        ("2024-12-18", "runs", "ok", 1, 0),
        ("2024-12-19", "runs", "ok", 1, 0),
    ]
    assert kept.db.execute("SELECT count(*) FROM runs").fetchone() == (2,)


def test_daily_counts_add_up_over_several_rotations(kept: archive.Archive) -> None:
    for _ in range(2):
        poll(kept, T0, 2)
        with kept.batch() as db:
            while upkeep.rotate_log(db, before=T1):
                pass
    assert kept.db.execute("SELECT outcome, count FROM daily_counts ORDER BY outcome").fetchall() == [("ok", 2), ("unchanged", 4)]


def test_a_sound_archive_has_no_problems_and_an_altered_one_is_told(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text")
    with kept.batch() as db:
        upkeep.optimize(db)
    assert sound(kept) == ()
    kept.db.execute("INSERT INTO articles_fts (rowid, search_text) VALUES (1, 'other words')")
    kept.db.execute("DROP TRIGGER snapshots_no_update")
    kept.db.execute("UPDATE snapshots SET sha256 = 'ab'")
    assert sound(kept) == (
        "the trigger snapshots_no_update was removed or altered",
        "snapshot 1 is not what was kept: its sha256 differs",
        "snapshots row 1: is not as it was logged",
        "the search index does not agree with the articles",
    )


def test_an_erased_snapshot_keeps_its_hash_and_later_versions_stay_readable(kept: archive.Archive) -> None:
    first, second = b"the page " * 2000, b"the page " * 1999 + b"ends"
    with kept.batch() as db:
        url = url_state.id_of(db, URL, T0)
        full = snapshots.add(db, url, Document(exchange=exchange()), packing.pack(first))
        packed = packing.pack_difference(packing.pack(second), second, full, first)
        later = snapshots.add(db, url, Document(exchange=exchange(at=T1)), packed)
    before = kept.db.execute("SELECT sha256, size FROM snapshots WHERE id = ?", (full,)).fetchone()
    with kept.batch() as db:
        erase.snapshot(db, full, "a court's order", T2)
    assert documents.body(kept.db, full) is None
    assert documents.body(kept.db, later) == second
    assert kept.db.execute("SELECT sha256, size FROM snapshots WHERE id = ?", (full,)).fetchone() == before
    assert kept.db.execute("SELECT snapshot, reason FROM tombstones").fetchall() == [(full, "a court's order")]
    assert sound(kept) == ()


def test_the_status_shows_the_unhealthy_sources_first(kept: archive.Archive) -> None:
    good, walled, broken = (Source(name=name, title=name) for name in ("good", "walled", "broken"))
    poll(kept, T0, 2, source=good)
    poll(kept, T0, 1, Verdict.BLOCKED, source=walled)
    with kept.batch() as db:
        owner = source_state.save(db, broken)
        log.end_run(db, log.start_run(db, owner, T1), T1, "failed", "the listing has 0 links, wanted 5")
        at_a_wall = Health(state=State.BLOCKED, since=T1, reason="a captcha")
        health_state.save(db, source_state.save(db, walled), at_a_wall, Carried(day=1))
    assert [one.name for one in status.sources(kept.db)] == ["broken", "walled", "good"]
    assert [one.name for one in status.sources(kept.db, counted=False)] == ["broken", "walled", "good"]
    first = status.sources(kept.db)[0]
    assert status.source(kept.db, "broken") == first
    assert status.source(kept.db, "none") is None
    assert first.verdicts == ()
    assert status.source(kept.db, "good") == status.sources(kept.db)[2]
    assert status.sources(kept.db)[2].verdicts == (("unchanged", 2),)
    assert (first.failures, first.problem, first.last_ok_at) == (1, "the listing has 0 links, wanted 5", None)


@pytest.mark.parametrize(
    ("failures", "interval", "due_at", "is_told"),
    [
        (0, 1800, "2024-12-18T03:33:00Z", False),  # half an hour and a tenth
        (0, 1800, "2024-12-18T03:33:01Z", True),
        (1, 1800, "2024-12-18T03:16:31Z", True),  # a quarter and a tenth
        (9, 1800, "2024-12-19T05:24:00Z", False),  # a day and a tenth
        (9, 1800, "2024-12-19T05:24:01Z", True),
        (0, None, "2031-01-01T00:00:00Z", False),
    ],
)
def test_those_that_need_attention_are_found_without_looking_at_all(
    kept: archive.Archive, failures: int, interval: int | None, due_at: str, is_told: bool
) -> None:
    with kept.batch() as db:
        id = source_state.save(db, Source(name="one", title="One"))
        health_state.save(db, id, Health(state=State.HEALTHY, since=T0, reason="as it usually is"), Carried(day=1))
        db.execute("UPDATE sources SET failures = ?, interval = ?, next_due_at = ? WHERE id = ?", (failures, interval, due_at, id))
    now = "2024-12-18T03:00:00Z"
    found = [(one.name, how.word) for one, how in condition.needy(kept.db, now)]
    assert found == ([("one", "clock")] if is_told else [])
    assert found == [(one.name, how.word) for one in status.sources(kept.db) if (how := condition.condition(one, now)).needs_attention]
