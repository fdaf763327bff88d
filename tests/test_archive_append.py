import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import T0, T1, T2, T3, URL, keep, keep_page, sound

from ingest import archive
from ingest.archive.evidence import erase
from ingest.archive.read import article_view, lookups, search
from ingest.archive.write import append, removals, sitemap_state, source_state, url_state
from ingest.core.model import Author, Cited, Image, Link, Source


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def test_an_article_is_kept_with_all_that_its_page_gave(kept: archive.Archive) -> None:
    keep(
        kept,
        "Title",
        "Text",
        authors=(Author("A. Writer"), Author("Ministry", organization=True)),
        tags=("one", "two"),
        images=(Image(url="https://example.com/i.jpg", caption="A bridge"),),
    )
    found = article_view.article(kept.db, 1)
    assert found is not None
    assert (found.title, found.text, found.url, found.source, found.state) == ("Title", "Text", URL, "adhoc", "live")
    assert kept.db.execute("SELECT name, organization FROM authors ORDER BY id").fetchall() == [("A. Writer", 0), ("Ministry", 1)]
    assert kept.db.execute("SELECT tag FROM tags ORDER BY id").fetchall() == [("one",), ("two",)]
    assert kept.db.execute("SELECT caption FROM images").fetchall() == [("A bridge",)]


def test_a_version_that_reads_the_same_adds_nothing(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text")
    again = keep(kept, "Title", "Text", at=T1)
    assert (again.created, again.appended) == (False, False)
    assert len(article_view.revisions(kept.db, again.article)) == 1


def test_a_revision_says_when_the_earlier_text_was_last_seen_to_stand(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text")
    with kept.batch() as db:
        url_state.remember(db, url_state.id_of(db, URL, T1), at=T1, status=304, next_due_at=None, confirmed=True)
        url_state.remember(db, url_state.id_of(db, URL, T2), at=T2, status=500, next_due_at=None)
    keep(kept, "Title", "Other text", at=T3, kind="edit")
    first, second = article_view.revisions(kept.db, 1)
    assert first.previous_confirmed_at is None
    assert (second.seen_at, second.previous_confirmed_at) == (T3, T1)


def test_words_of_an_earlier_version_are_no_longer_found(kept: archive.Archive) -> None:
    keep(kept, "Title", "The railway bridge")
    keep(kept, "Title", "The harbour", kind="edit", at=T1)
    assert search.search(kept.db, "railway") == ()
    assert [hit.id for hit in search.search(kept.db, "harbour")] == [1]
    kept.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")


def test_an_article_that_changes_twice_in_one_batch_is_found_by_its_last_words_alone(kept: archive.Archive) -> None:
    keep(kept, "Title", "harbour")
    with kept.batch() as db:
        for number, word in enumerate(("railway", "bridge", "tunnel")):
            keep_page(db, "Title", word, kind="edit", at=T1)
            keep_page(db, "Other", word, url="https://example.com/other", kind="edit" if number else "first", at=T1)
    found = {word: [hit.id for hit in search.search(kept.db, word)] for word in ("harbour", "railway", "bridge", "tunnel")}
    assert found == {"harbour": [], "railway": [], "bridge": [], "tunnel": [2, 1]}
    assert sound(kept) == ()


def test_an_article_whose_keeping_was_undone_is_not_found(kept: archive.Archive) -> None:
    with kept.batch() as db:
        db.execute("SAVEPOINT one")
        keep_page(db, "Title", "harbour")
        db.execute("ROLLBACK TO one")
        keep_page(db, "Title", "railway")
    assert [hit.id for hit in search.search(kept.db, "harbour OR railway")] == [1]
    assert sound(kept) == ()


def test_evidence_that_stands_is_not_recorded_twice_and_can_be_taken_back_and_given_again(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text")
    link = Link(article=1, target="https://example.com/b", relation="citation", basis="declared", confidence=1, reason="Source: ...")
    with kept.batch() as db:
        (first,) = append.add_links(db, [link, link], None, T0)
        assert append.add_links(db, [link], None, T1) == ()
        assert append.undo_link(db, first, "a mistake", T1)
        assert not append.undo_link(db, first, "a mistake", T1)
        assert article_view.links_of(db, 1) == ()
        assert len(append.add_links(db, [link], None, T2)) == 1
    assert [standing.added_at for standing in article_view.links_to(kept.db, "https://example.com/b")] == [T2]


def test_a_permanent_redirect_joins_the_articles_of_both_urls(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text")
    with kept.batch() as db:
        old = url_state.id_of(db, "https://example.com/old", T1)
        url_state.move(db, old, url_state.id_of(db, URL, T1), T1)
    assert article_view.articles_at(kept.db, "https://example.com/old") == (1,)
    assert lookups.url_states(kept.db, ["https://example.com/old"])["https://example.com/old"].moved_to == URL


def test_an_article_that_is_gone_keeps_its_text_and_is_live_when_seen_again(kept: archive.Archive) -> None:
    keep(kept, "Title", "Text")
    with kept.batch() as db:
        removals.mark(db, 1, "gone", T1, "410 Gone")
    gone = article_view.article(kept.db, 1)
    assert gone is not None
    assert (gone.state, gone.text, gone.gone_at, gone.removal) == ("gone", "Text", T1, "gone")
    keep(kept, "Title", "Text again", kind="edit", at=T2)
    live = article_view.article(kept.db, 1)
    assert live is not None
    assert (live.state, live.gone_at, live.removal) == ("live", None, None)


def test_a_batch_that_fails_leaves_nothing(kept: archive.Archive) -> None:
    def fail() -> None:
        with kept.batch() as db:
            url_state.id_of(db, URL, T0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert kept.db.execute("SELECT count(*) FROM urls").fetchone() == (0,)


@pytest.mark.parametrize("table", ["revisions", "snapshots", "article_urls", "links", "tombstones"])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE {table} SET id = id + 10",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET id = id",
    ],
)
def test_what_is_append_only_cannot_be_changed_removed_or_replaced(kept: archive.Archive, table: str, attack: str) -> None:
    everything(kept)
    before = kept.db.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        kept.db.execute(attack.format(table=table))
    assert kept.db.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("table", ["revisions", "article_urls", "links"])
def test_a_row_cannot_be_replaced_through_another_unique_key(kept: archive.Archive, table: str) -> None:
    everything(kept)
    columns = ", ".join(name for (name,) in kept.db.execute("SELECT name FROM pragma_table_info(?) WHERE name != 'id'", (table,)))
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        kept.db.execute(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} ORDER BY id DESC LIMIT 1")


def everything(kept: archive.Archive) -> None:
    """An archive with a row in every table that is append-only."""
    keep(kept, "Title", "Text")
    link = Link(article=1, target="https://example.com/b", relation="citation", basis="declared", confidence=1, reason="Source: ...")
    with kept.batch() as db:
        append.add_links(db, [link], None, T0)
        append.undo_link(db, 1, "a mistake", T1)
        erase.snapshot(db, 1, "an order", T1)


def test_a_rehearsal_sees_what_it_did_and_leaves_nothing(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as rehearsed:
        rehearsed.rehearsal = True
        keep(rehearsed, "Title", "Text")
        keep(rehearsed, "Title", "Other text", kind="edit", at=T1)
        assert len(article_view.revisions(rehearsed.db, 1)) == 2
    with archive.open_readonly(tmp_path / "a.db") as left:
        assert left.db.execute("SELECT count(*) FROM articles").fetchone() == (0,)
        assert left.db.execute("SELECT count(*) FROM sources").fetchone() == (0,)


def test_an_older_version_that_arrives_later_takes_its_place_in_time(kept: archive.Archive) -> None:
    keep(kept, "Title", "The first text", at=T1)
    keep(kept, "Title", "The third text", kind="edit", at=T3)
    for text, at in (("The second text", T2), ("The text before all", T0)):
        assert keep(kept, "Title", text, kind="edit", at=at).appended
    assert [(one.seen_at, one.number) for one in article_view.revisions(kept.db, 1)] == [(T0, 4), (T1, 1), (T2, 3), (T3, 2)]
    stands = article_view.article(kept.db, 1)
    assert stands is not None
    assert (stands.text, stands.first_seen_at) == ("The third text", T0)
    assert kept.db.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'third'").fetchone() == (1,)


def test_of_versions_seen_at_one_time_the_last_that_was_kept_stands(kept: archive.Archive) -> None:
    for text in ("One", "Two", "Three"):
        keep(kept, "Title", text, kind="first" if text == "One" else "edit", at=T1)
    stands = article_view.article(kept.db, 1)
    assert stands is not None
    assert stands.text == "Three"


def test_an_older_version_that_says_what_stood_then_is_not_kept_twice(kept: archive.Archive) -> None:
    keep(kept, "Title", "The first text", at=T0)
    keep(kept, "Title", "The second text", kind="edit", at=T3)
    assert not keep(kept, "Title", "The first text", kind="edit", at=T2).appended


def test_what_one_source_costs_does_not_grow_with_their_number(kept: archive.Archive) -> None:
    def steps(sources: list[Source]) -> int:
        """Of SQLite's machine, in hundreds."""
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        kept.db.set_progress_handler(count, 100)
        with kept.batch() as db:
            source_state.save_all(db, sources, T0)
        kept.db.set_progress_handler(None, 0)
        return counted

    edited = [Source(name="one", title="One, edited")]
    steps([Source(name="one", title="One")])
    among_few = steps(edited)
    steps([Source(name=f"source-{number}", title="Another") for number in range(5000)])
    assert steps([Source(name="one", title="One, edited again")]) <= among_few + 5
    assert steps([]) <= among_few
    assert kept.db.execute("SELECT count(*), max(title) FILTER (WHERE name = 'one') FROM sources").fetchone() == (5001, "One, edited again")


def test_a_sitemap_that_a_clock_ahead_has_planned_is_due_now_and_another_waits(kept: archive.Archive) -> None:
    with kept.batch() as db:
        source = source_state.save(db, Source(name="one", title="One"))
        named = [Cited(url=f"https://example.com/{name}.xml") for name in ("far", "near")]
        sitemap_state.name(db, "https://example.com/index.xml", "https://example.com/index.xml", 1, named, source, T0)
        ids = [id for (id,) in db.execute("SELECT id FROM listed_sitemaps ORDER BY place")]
        sitemap_state.plan(db, ids[0], "2031-01-01T00:00:00Z", 3600, 0, T0)
        sitemap_state.plan(db, ids[1], "2024-12-18T03:30:00Z", 3600, 0, T0)
        assert source_state.replan(db, T0) == 1
    assert kept.db.execute("SELECT next_due_at FROM listed_sitemaps ORDER BY place").fetchall() == [(T0,), ("2024-12-18T03:30:00Z",)]
