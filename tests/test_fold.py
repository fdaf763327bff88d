"""What is searched for is found, in a real FTS5 table, and shown in the words of the original."""

import sqlite3
from collections.abc import Iterator

import pytest
from bounded import bounded
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.fold import excerpt, fold, query

TEXTS = (
    "Đường sắt cao tốc Bắc - Nam được Quốc hội thông qua ngày 30/11/2024.",
    "中国铁路建设取得新进展，高速铁路里程居世界第一",
    "การรถไฟแห่งประเทศไทย ที่มา ทีมา",
    "Łódź, Straße, İstanbul, ısı, Ærø, œuvre, ﬁnance, crème brûlée",
    "Πηγή: Ύδρα. Источник: Ёлка, Йод. المَصْدَر",
    "ガイドライン ｶﾞｲﾄﾞ ﾆｭｰｽ 東京（とうきょう）",
    "대한민국 정부 COVID-19 moha.gov.vn snake_case U.S.",
    "to the 14th Congress; not OR, and NEAR the end",
    "Vietnam🇻🇳 wins🥇 1½ “quoted”…",
    "أحمد في الإسكندرية، آخر المستشفى والمدرسة ٢٠٢٤",
    "کتاب‌های خانۀ یک، ۱۴۰۳",
)


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE articles_fts USING fts5(search_text, tokenize='unicode61 remove_diacritics 2')")
    connection.executemany(
        "INSERT INTO articles_fts(rowid, search_text) VALUES (?, ?)", [(number, fold(text)) for number, text in enumerate(TEXTS)]
    )
    yield connection
    connection.close()


def found(table: sqlite3.Connection, words: str) -> list[int]:
    expression = query(words)
    if not expression:
        return []
    return [row for (row,) in table.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid", [expression])]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("duong sat", [0]),
        ("đường sắt", [0]),
        ("ĐƯỜNG SẮT", [0]),
        ("Đươ\u0300ng să\u0301t", [0]),  # decomposed
        ("sat duong", [0]),
        ('"duong sat"', [0]),
        ('"sat duong"', []),
        ("“duong sat”", [0]),
        ('"duong sat', [0]),
        ("duon*", [0]),
        ("duon", []),
        ("30/11/2024", [0]),
        ("铁路", [1]),
        ("路铁", []),
        ("高速铁路 世界", [1]),
        ("รถไฟ", [2]),
        ("ประเทศไทย", [2]),
        ("ไฟรถ", []),
        ("lodz strasse istanbul isi", [3]),
        ("STRASSE", [3]),
        ("aero", [3]),
        ("oeuvre", [3]),
        ("finance", [3]),
        ("ﬁnance", [3]),
        ("creme BRULEE", [3]),
        ("πηγη υδρα", [4]),
        ("источник елка иод", [4]),
        ("مصدر", []),
        ("المصدر", [4]),
        ("ガイド", [5]),
        ("ｶﾞｲﾄﾞﾗｲﾝ", [5]),
        ("ニュース", [5]),
        ("とうきょう", [5]),
        ("대한민국", [6]),
        ("covid-19", [6]),
        ("covid19", []),
        ("moha.gov.vn", [6]),
        ("snake_case", [6]),
        ("Congress -duong", [7]),
        ("congress -end", []),
        ("vietnam wins quoted", [8]),
        ("duong OR 铁路", [0, 1]),
        ("أحمد", [9]),
        ("احمد", [9]),
        ("ا\u0654حمد", [9]),  # decomposed
        ("أَحْمَد", [9]),
        ("أحـــمد", [9]),
        ("الاسكندريه", [9]),
        ("الإسکندریة", [9]),  # with Persian letters
        ("اخر", [9]),
        ("المستشفي", [9]),
        ("والمدرسه 2024", [9]),
        ("كتاب", [10]),
        ("کتاب", [10]),
        ("خانه يك ۱۴۰۳", [10]),
        ("خانة 1403", [10]),
        ("cao AND toc", [0]),
        ("sat (duong OR 铁路)", [0]),
        ("sat OR", [0]),
        ("OR sat", [0]),
        ('congress -"the end"', []),
        ("NEAR(the end)", [7]),
        ("search_text:duong", []),
        ("-duong", []),
        ("", []),
        ("*", []),
        ('""', []),
        ("...", []),
    ],
)
def test_words_are_found_however_they_are_typed(table: sqlite3.Connection, words: str, where: list[int]) -> None:
    assert found(table, words) == where


def test_every_word_of_a_text_finds_it(table: sqlite3.Connection) -> None:
    for number, text in enumerate(TEXTS):
        for word in text.split():
            if query(word) and word != "OR,":
                assert number in found(table, word), word


def test_a_very_long_query_is_no_error(table: sqlite3.Connection) -> None:
    assert found(table, "duong " * 5000) == [0]
    assert found(table, " OR ".join(["duong"] * 5000)) == [0]
    assert found(table, "duong " + "-a " * 5000) == [0]


QUERIES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="ab\"*-+^:(){}[]',.~ ORANDđ铁ท\u0301\x00“”", max_size=40),
    st.lists(
        st.sampled_from(["a", "OR", "AND", "NOT", "NEAR", '"', "-", "*", "-x", '"a b"', "x*", "(", ")", "铁路", "\ud800", ":", "{"]),
        max_size=12,
    ).map(" ".join),
)


@given(words=QUERIES)
def test_no_query_is_a_syntax_error(table: sqlite3.Connection, words: str) -> None:
    found(table, words)


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    st.lists(st.sampled_from((*" ".join(TEXTS).split(), "す\u302f\u3099", "か\u3099", "\u0301", "ß½ǆ", "①", "\ufffd", "😀")), min_size=40)
)
def test_a_long_text_is_folded_as_each_of_its_words(words: list[str]) -> None:
    assert fold(" ".join(words)) == " ".join(filter(None, map(fold, words)))


def test_every_character_is_folded_in_a_long_text_as_by_itself() -> None:
    for first in range(1, 0x3400, 64):
        characters = [chr(code) for code in range(first, first + 64) if not 0xD800 <= code <= 0xDFFF]
        words = [f"a{character}b" for character in characters if not character.isspace()]
        assert fold(" ".join(words)) == " ".join(filter(None, map(fold, words)))


@given(st.text(max_size=60))
def test_what_was_folded_is_found_by_its_own_words(text: str) -> None:
    expression = query('"' + text.replace('"', " ") + '"')
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("INSERT INTO t VALUES (?)", [fold(text)])
        if expression:
            assert connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", [expression]).fetchone() == (1,)
    finally:
        connection.close()


# ---------------------------------------------------------------- excerpts


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        (TEXTS[0], "duong sat", ["Đường", "sắt"]),
        (TEXTS[0], '"duong sat"', ["Đường sắt"]),
        (TEXTS[0], "thong*", ["thông"]),
        (TEXTS[0], "-duong sat", ["sắt"]),
        (TEXTS[1], "铁路", ["铁路", "铁路"]),
        (TEXTS[2], "รถไฟ", ["รถไฟ"]),
        (TEXTS[2], "ที่มา", ["ที่มา", "ทีมา"]),
        (TEXTS[3], "strasse OR lodz", ["Łódź", "Straße"]),
        (TEXTS[3], "finance", ["ﬁnance"]),
        (TEXTS[5], "ガイド", ["ガイド", "ｶﾞｲﾄﾞ"]),
        ("x Tô\u0309ng y", "tong", ["Tô\u0309ng"]),
        (TEXTS[9], "احمد المدرسه OR المستشفي", ["أحمد", "المستشفى"]),
        (TEXTS[10], "كتاب 1403", ["کتاب", "۱۴۰۳"]),
        ("ab\n\nduong", "duong", ["duong"]),
        ("nothing here", "duong", []),
        ("", "duong", []),
        ("duong", "", []),
    ],
)
def test_an_excerpt_shows_the_original(text: str, words: str, shown: list[str]) -> None:
    piece, places = excerpt(text, words)
    assert piece in text
    assert [piece[start:end] for start, end in places] == shown


def test_an_excerpt_lies_round_the_first_match_and_cuts_no_word() -> None:
    text = "lorem ipsum " * 500 + "đường sắt " + "dolor sit " * 500
    piece, places = excerpt(text, "duong", width=120)
    assert len(piece) <= 120
    assert [piece[start:end] for start, end in places] == ["đường"]
    assert set(piece.split()) <= {"lorem", "ipsum", "đường", "sắt", "dolor", "sit"}


def test_without_a_match_an_excerpt_is_the_beginning() -> None:
    assert excerpt("lorem ipsum dolor sit amet", "zzz", width=12) == ("lorem ipsum", ())
    assert excerpt("长" * 300, "zzz", width=12) == ("长" * 12, ())


@given(
    st.text(alphabet="ab cđĐ铁ที่ﬁßİ\u0301\nｶﾞ각\u1112\u1161\u11ab", max_size=80),
    st.text(alphabet='ab đ铁ทﬁssi*"', max_size=10),
    st.integers(1, 60),
)
def test_an_excerpt_is_always_a_slice_with_its_matches_in_it(text: str, words: str, width: int) -> None:
    piece, places = excerpt(text, words, width)
    assert piece in text
    assert len(piece) <= width
    before = 0
    for start, end in places:
        assert before <= start < end <= len(piece)
        before = end


def test_folding_and_cutting_a_long_text_cost_what_its_length_does() -> None:
    text = TEXTS[0] * 20_000
    with bounded():
        fold(text)
        excerpt(text, "quoc hoi")
