"""The founding case, end to end: saved pages go in by the installed command, one story in several languages comes out.

The English page of vietnam.vn cites moha.gov.vn, the French one tienphong.vn. The pages, and what a reader finds in them, are in
`fixtures/founding`.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import program
import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES, LATER = FIXTURES / "founding", FIXTURES / "founding-later"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
ENGLISH, FRENCH, MOHA, TIENPHONG, GERMAN = (page["url"] for page in EXPECTED)
TWINS = (
    "https://www.moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698",
    "https://moha.gov.vn/tintuc/Pages/chi-tiet-tin.aspx?ItemID=56698",
    "https://moha.gov.vn/tintuc/pages/danh-sach-tin-noi-bat.aspx?utm_source=zalo&ItemID=56698",
    ENGLISH.replace("www.", ""),
    ENGLISH + "/",
    ENGLISH + "?utm_source=newsletter&fbclid=IwAR0",
    ENGLISH + "/amp",
)


def ingest(*arguments: str | Path, code: int = 0) -> str:
    """What the command prints; it leaves with `code`, and nothing of a traceback."""
    ended = program.ingest(*arguments, cwd=Path.cwd())
    assert ended.code == code, f"{ended.out}\n{ended.err}"
    return ended.out


def fetch(db: Path, *targets: str, pages: Path = PAGES, code: int = 0) -> list[dict[str, Any]]:
    """One run; what became of each document."""
    out = ingest("fetch", *targets, "--replay", pages, "--db", db, "--back", "all", "--json", code=code)
    return [json.loads(line) for line in out.splitlines()]


def rows(db: Path, sql: str, *values: object) -> list[Any]:
    with sqlite3.connect(db) as opened:
        found = opened.execute(sql, values).fetchall()
    opened.close()
    return [row[0] for row in found] if found and len(found[0]) == 1 else found


def story(db: Path, url: str) -> int:
    (found,) = rows(db, "SELECT story FROM v_articles WHERE url = ?", url)
    assert isinstance(found, int)
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive after one run over every source. Not to be changed."""
    db = tmp_path_factory.mktemp("founding") / "first.db"
    fetch(db)
    return db


@pytest.fixture
def db(first: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    with sqlite3.connect(first) as source, sqlite3.connect(tmp_path / "copy.db") as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return tmp_path / "copy.db"


def test_one_run_keeps_every_article_that_is_listed_or_cited(first: Path) -> None:
    kept = dict(rows(first, "SELECT source, count(*) FROM v_articles GROUP BY source"))
    assert kept == {"gov-cn": 6, "gov-uk": 6, "moha-gov-vn": 6, "tienphong-vn": 5, "vietnam-vn": 5}
    assert rows(first, "SELECT DISTINCT outcome FROM runs") == ["ok"]


@pytest.mark.parametrize("expected", EXPECTED[:4], ids=lambda page: page["language"] + " " + page["url"].split("/")[2])
def test_a_page_says_what_a_reader_finds_in_it(first: Path, expected: dict[str, Any]) -> None:
    says(first, expected)


def says(db: Path, expected: dict[str, Any]) -> None:
    ((article, title, byline, published, precision, language, translation, lead, text),) = rows(
        db,
        "SELECT id, title, byline, published, published_precision, language, translation, lead, text FROM v_articles WHERE url = ?",
        expected["url"],
    )
    assert (title, byline, published, precision, language, translation) == tuple(
        expected[name] for name in ("title", "byline", "published", "precision", "language", "translation")
    )
    whole = text if lead is None or text.startswith(lead) else f"{lead}\n\n{text}"
    assert whole.startswith(expected["begins"])
    signed = expected.get("sign_off")  # a reader may take it for text or for the origin
    assert (whole.removesuffix(f"\n\n{signed}") if signed else whole).endswith(expected["ends"])
    for sentence in expected["holds"]:
        assert sentence in whole
    for chrome in (*expected["lacks"], *expected["captions"]):
        assert chrome not in whole
    assert [caption for caption in rows(db, "SELECT caption FROM images WHERE article = ? ORDER BY id", article) if caption] == expected[
        "captions"
    ]
    cited = rows(db, "SELECT target FROM v_links WHERE article = ? AND relation = 'citation'", article)
    assert cited == ([expected["cites"]] if expected["cites"] else [])


@pytest.mark.parametrize(("translation", "original"), [(ENGLISH, MOHA), (FRENCH, TIENPHONG)])
def test_a_cited_original_stands_in_one_story_with_its_translation_and_the_evidence_is_kept(
    first: Path, translation: str, original: str
) -> None:
    assert story(first, translation) == story(first, original)
    ((target, basis, confidence, reason, snapshot),) = rows(
        first,
        "SELECT target, basis, confidence, reason, snapshot FROM v_links WHERE url = ? AND relation = 'citation'",
        translation,
    )
    assert (target, basis) == (original, "declared")
    assert 0.9 <= confidence <= 1
    assert original in reason
    assert snapshot is not None


def test_both_originals_and_both_translations_are_one_story(first: Path) -> None:
    assert len({story(first, page["url"]) for page in EXPECTED[:4]}) == 1


def test_a_further_translation_of_the_same_page_joins_the_story(db: Path) -> None:
    outcomes = fetch(db, GERMAN)
    assert [outcome["verdict"] for outcome in outcomes if outcome["url"] == GERMAN] == ["new"]
    assert story(db, GERMAN) == story(db, ENGLISH) == story(db, MOHA)
    evidence = "SELECT target FROM v_links WHERE relation = ? AND url = ?"
    assert rows(db, evidence, "citation", GERMAN) == [MOHA]
    assert rows(db, evidence, "key", GERMAN) == rows(db, evidence, "key", ENGLISH) != []  # the same Vietnamese slug
    says(db, EXPECTED[4])


def test_a_page_in_another_language_that_is_declared_joins_too(first: Path) -> None:
    handbook = "https://www.gov.uk/government/publications/flood-warden-handbook"
    assert story(first, handbook) == story(first, f"{handbook}.cy")
    assert rows(first, "SELECT language FROM v_articles WHERE url = ?", f"{handbook}.cy") == ["cy"]


def test_another_spelling_of_a_page_adds_no_article(db: Path) -> None:
    before = rows(db, "SELECT id FROM articles")
    told = {outcome["url"]: outcome["verdict"] for outcome in fetch(db, *TWINS, "--again")}
    assert set(told.values()) <= {"duplicate", "unchanged"}
    assert rows(db, "SELECT id FROM articles") == before
    assert rows(db, "SELECT count(*) FROM revisions") == [len(before)]
    sql = """
        SELECT count(DISTINCT u.url) FROM article_urls seen JOIN urls u ON u.id = seen.url JOIN v_articles a ON a.id = seen.article
        WHERE a.url = ?
    """
    assert rows(db, sql, MOHA) == [4]  # each spelling of the moha page, without what only tracks, is remembered


def test_a_second_run_adds_nothing_and_says_so(db: Path) -> None:
    counts = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in ("articles", "revisions", "links", "snapshots"))
    before = rows(db, counts)
    out = ingest("fetch", "--replay", PAGES, "--db", db, "--back", "all", "--again")
    assert rows(db, counts) == before
    lines = [line.split("\t") for line in out.splitlines() if "\t" in line]
    heading, sources = lines[0], lines[1:]
    assert len(sources) == 5
    for line in sources:
        told = dict(zip(heading, line, strict=True))
        assert (told["new"], told["revised"], told["quarantined"], told["failed"]) == ("0", "0", "0", "0")


def test_an_edited_page_adds_one_revision(db: Path) -> None:
    outcomes = fetch(db, ENGLISH, pages=LATER / "edited")
    assert [outcome["verdict"] for outcome in outcomes if outcome["url"] == ENGLISH] == ["revised"]
    kept = rows(
        db, "SELECT number, kind, change, instr(text, 'Directive No. 45') > 0 FROM v_revisions WHERE url = ? ORDER BY number", ENGLISH
    )
    assert [(number, kind, new) for number, kind, _, new in kept] == [(1, "first", 0), (2, "edit", 1)]
    assert "numbers" in kept[1][2]
    assert story(db, ENGLISH) == story(db, MOHA)


@pytest.mark.parametrize(("later", "url", "told"), [("wall", MOHA, "blocked"), ("error", ENGLISH, "quarantined")])
def test_a_page_replaced_by_a_wall_or_an_error_page_replaces_nothing(db: Path, later: str, url: str, told: str) -> None:
    before = rows(db, "SELECT title, text, story FROM v_articles WHERE url = ?", url)
    fetch(db, url, pages=LATER / later, code=1)
    assert rows(db, "SELECT count(*) FROM v_revisions WHERE url = ?", url) == [1]
    assert rows(db, "SELECT title, text, story FROM v_articles WHERE url = ?", url) == before
    sql = "SELECT f.verdict, f.reason, f.snapshot FROM fetches f JOIN urls u ON u.id = f.url WHERE u.url = ? ORDER BY f.id DESC LIMIT 1"
    ((verdict, reason, snapshot),) = rows(db, sql, url)
    assert verdict == told
    assert reason
    assert snapshot is not None


def test_stories_are_the_same_in_any_order_of_arrival(first: Path, tmp_path: Path) -> None:
    db = tmp_path / "reversed.db"
    for name in ("gov-uk", "gov-cn", "tienphong-vn", "moha-gov-vn", "vietnam-vn"):
        fetch(db, name)
    assert groups(db) == groups(first)


def groups(db: Path) -> set[frozenset[str]]:
    stories: dict[int, set[str]] = {}
    for number, url in rows(db, "SELECT story, url FROM v_articles"):
        stories.setdefault(number, set()).add(url)
    return {frozenset(urls) for urls in stories.values()}


def test_the_story_names_its_languages_and_why_they_belong_together(first: Path) -> None:
    out = ingest("story", ENGLISH, "--db", first)
    for wanted in (EXPECTED[0]["title"], EXPECTED[2]["title"], "citation", MOHA):
        assert wanted in out


@pytest.mark.parametrize(
    ("words", "found"),
    [("duong sat", "Đường sắt Bắc - Nam tăng thêm 24 chuyến tàu dịp Tết"), ("铁路", "全国铁路冬季货运保障工作部署会召开")],
)
def test_search_finds_words_without_their_accents_and_in_scripts_without_spaces(first: Path, words: str, found: str) -> None:
    assert found in ingest("search", words, "--db", first)


def test_an_article_is_shown_by_its_url(first: Path) -> None:
    out = ingest("show", FRENCH, "--db", first)
    assert EXPECTED[1]["title"] in out
    assert "avec objectivité, prudence, démocratie, science et méthode." in out


def test_explain_tells_where_a_url_was_seen_and_what_became_of_it(first: Path) -> None:
    out = ingest("explain", ENGLISH, "--db", first)
    assert "https://www.vietnam.vn/en" in out
    assert "new" in out


def test_status_names_every_source(first: Path) -> None:
    out = ingest("status", "--db", first)
    for name in ("gov-cn", "gov-uk", "moha-gov-vn", "tienphong-vn", "vietnam-vn"):
        assert name in out


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    ingest("fetch", "moha-gov-vn", "--replay", PAGES, "--db", tmp_path / "none.db", "--dry-run")
    assert list(tmp_path.iterdir()) == []


def test_what_was_recorded_can_be_replayed(tmp_path: Path) -> None:
    ingest("fetch", "moha-gov-vn", "--replay", PAGES, "--db", tmp_path / "one.db", "--back", "all", "--record", tmp_path / "recorded")
    fetch(tmp_path / "two.db", "moha-gov-vn", pages=tmp_path / "recorded")
    texts = "SELECT url, title, text FROM v_articles ORDER BY url"
    assert rows(tmp_path / "two.db", texts) == rows(tmp_path / "one.db", texts)
