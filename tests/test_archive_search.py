from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import T0, T1, T2, keep
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import archive
from ingest.archive.read.search import require_known, search
from ingest.core.model import Moment, Source
from ingest.errors import NotKnown


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path_factory.mktemp("search") / "a.db") as opened:
        texts = (
            ("Khánh thành cầu", "Tuyến đường sắt mới được khánh thành tại Hà Nội.", "vi", "2024-12-03"),
            ("Mở tuyến", "Một tuyến đường sắt cũ được sửa chữa.", "vi", "2024-12-01"),
            ("通车", "新铁路今天通车。", "zh-Hans", "2024-12-02"),
            ("เปิดใช้", "รถไฟสายใหม่เปิดใช้แล้ว", "th", None),
            ("A bridge", "The railway bridge was opened. A railway, and again a railway.", "en", None),
        )
        for number, (title, text, language, day) in enumerate(texts):
            published = Moment(local=day, at=f"{day}T00:00:00Z", precision="day") if day else None
            url = f"https://example.com/{number}"
            source = Source(name="north" if language == "vi" else "south", title="A source")
            keep(opened, title, text, url=url, language=language, published=published, source=source, at=T0 if number < 4 else T1)
        yield opened


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("duong sat", ["Khánh thành cầu", "Mở tuyến"]),
        ("ĐƯỜNG SẮT", ["Khánh thành cầu", "Mở tuyến"]),
        ("铁路", ["通车"]),
        ("รถไฟ", ["เปิดใช้"]),
        ("railway -bridge", []),
        ('"railway bridge"', ["A bridge"]),
        ('"ha noi" OR bridge', ["A bridge", "Khánh thành cầu"]),
        ("路铁", []),
    ],
)
def test_words_are_found_without_their_marks_and_without_spaces(kept: archive.Archive, words: str, titles: list[str]) -> None:
    assert [hit.title for hit in search(kept.db, words)] == titles


def test_the_newest_comes_first_whatever_was_kept_first(kept: archive.Archive) -> None:
    assert [hit.published for hit in search(kept.db, "duoc")] == ["2024-12-03", "2024-12-01"]


def test_what_is_found_can_be_narrowed(kept: archive.Archive) -> None:
    wanted = "tuyen OR railway"
    assert len(search(kept.db, wanted)) == 3
    assert len(search(kept.db, wanted, limit=2)) == 2
    assert [hit.title for hit in search(kept.db, wanted, language="en")] == ["A bridge"]
    assert [hit.title for hit in search(kept.db, wanted, source="south")] == ["A bridge"]
    assert [hit.title for hit in search(kept.db, wanted, since="2024-12-03T00:00:00Z")] == ["A bridge", "Khánh thành cầu"]
    assert search(kept.db, wanted, source="nowhere") == ()


def test_matches_are_marked_in_the_original_text(kept: archive.Archive) -> None:
    (hit,) = search(kept.db, "duong sat khanh")
    assert {hit.excerpt[start:end] for start, end in hit.marks} == {"đường", "sắt", "khánh"}
    (hit,) = search(kept.db, "铁路")
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["铁路"]


def test_marks_that_were_typed_are_meant_and_titles_and_phrases_come_first(tmp_path: Path) -> None:
    texts = (
        ("One", "Ông Dương đến ga.", "folded alone"),
        ("Đường về", "Một chuyến đi.", "in the title"),
        ("Two", "Trên đường đi.", "in the text"),
        ("Three", "The old bridge over the railway.", "scattered"),
        ("Four", "The railway bridge was opened.", "a phrase"),
        ("Railway bridge opened", "It was opened.", "in the title"),
        ("Six", "A bridge, and a railway.", "scattered, and newer"),
    )
    with archive.create_or_open(tmp_path / "a.db") as kept:
        for number, (title, text, _) in enumerate(texts):
            keep(kept, title, text, url=f"https://example.com/{number}", at=f"2024-12-1{number}T00:00:00Z")
        assert [hit.title for hit in search(kept.db, "đường")] == ["Đường về", "Two", "One"]
        assert [hit.title for hit in search(kept.db, "duong")] == ["Đường về", "Two", "One"]
        assert [hit.title for hit in search(kept.db, "dương")] == ["One", "Đường về", "Two"]
        assert [hit.title for hit in search(kept.db, "railway bridge")] == ["Railway bridge opened", "Four", "Six", "Three"]


def test_a_language_or_source_that_is_not_there_is_told_with_the_nearest(kept: archive.Archive) -> None:
    with pytest.raises(NotKnown, match="zh-Hant: no language of that name is in the archive; the nearest are zh-Hans"):
        require_known(kept.db, "zh-Hant", None)
    with pytest.raises(NotKnown, match="nort: no source of that name is in the archive; the nearest are north"):
        require_known(kept.db, "vi", "nort")
    require_known(kept.db, "vi", "south")


@settings(deadline=None)
@given(st.text())
def test_no_words_are_a_syntax_error(kept: archive.Archive, words: str) -> None:
    search(kept.db, words)


def test_words_that_hold_nothing_to_search_for_find_nothing(kept: archive.Archive) -> None:
    assert search(kept.db, '"" - * ( ) :') == ()


def test_a_reader_finds_what_was_just_kept(kept: archive.Archive, tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "b.db") as writer, archive.open_readonly(tmp_path / "b.db") as reader:
        keep(writer, "Title", "harbour")
        assert [hit.title for hit in search(reader.db, "harbour")] == ["Title"]


def test_letters_that_were_typed_come_before_those_that_fold_to_them(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as kept:
        for number, text in enumerate(("كتاب أحمد", "کتاب احمد")):
            keep(kept, str(number), text, url=f"https://example.com/{number}", at=f"2024-12-1{number}T00:00:00Z")
        assert [hit.title for hit in search(kept.db, "أحمد")] == ["0", "1"]
        assert [hit.title for hit in search(kept.db, "کتاب")] == ["1", "0"]


def test_since_reckons_by_the_newest_text_and_else_by_the_first_sight(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as dated:

        def found(since: str) -> list[int]:
            return [hit.id for hit in search(dated.db, "bridge", since=since)]

        keep(dated, "Undated", "bridge", url="https://example.com/1", at=T1)
        keep(dated, "Dated", "bridge", url="https://example.com/2", at=T1, published=published("2024-11-01"))
        assert found("2024-12-01T00:00:00Z") == [1]
        keep(dated, "Dated again", "bridge", url="https://example.com/2", at=T2, kind="edit", published=published("2024-12-20"))
        assert found("2024-12-20T00:00:00Z") == [2]
        keep(dated, "An earlier sight", "bridge", url="https://example.com/1", at=T0, kind="edit")
        assert found(T1) == [2]
        assert found(T0) == [2, 1]


def published(day: str) -> Moment:
    return Moment(local=day, at=f"{day}T00:00:00Z", precision="day")


def test_what_narrows_a_search_reads_no_article_that_it_excludes(kept: archive.Archive) -> None:
    """Rows of articles are long; of 100,000 that hold a common word each was read."""
    asked: list[str] = []
    kept.db.set_trace_callback(asked.append)
    search(kept.db, "tuyen", language="vi", source="north", since=T0)
    kept.db.set_trace_callback(None)
    (window,) = (sql for sql in asked if "articles_fts MATCH" in sql)
    plan = [step for *_, step in kept.db.execute(f"EXPLAIN QUERY PLAN {window}")]
    assert [step for step in plan if step.startswith(("SCAN articles", "SEARCH articles_fts"))] == [plan[1]], "the index is asked once"
    narrowing = [step for step in plan if step.startswith(("SEARCH articles ", "SEARCH article_dates "))]
    assert len(narrowing) == 3
    assert all("USING COVERING INDEX" in step for step in narrowing)
