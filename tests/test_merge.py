"""Archives that become one."""

import os
import shutil
import signal
import sqlite3
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archived import T0, T1, T2, T3, URL, exchange, keep, keep_page, sound
from hypothesis import example, given, settings
from hypothesis import strategies as st
from program import ingest, on_terminal, rows, start
from test_archive_schema import old

from ingest import archive
from ingest.archive.evidence import erase
from ingest.archive.merge import addresses, other, proofs
from ingest.archive.merge import history as history_of
from ingest.archive.merge.merging import Counts, Merging
from ingest.archive.read import lookups
from ingest.archive.write import removals, source_state, url_state
from ingest.core.change.decide import Decision
from ingest.core.change.seen_by_several import Observed, returned
from ingest.core.model import Document, Exchange, Source, Verdict
from ingest.core.parsed import body_hash
from ingest.core.urls import Owners
from ingest.pipeline import keep as pipeline
from ingest.pipeline.workers.task import Task, TaskResult
from ingest.pipeline.workers.worker import answer

FIXTURES = Path(__file__).parent.parent / "fixtures"
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # waits for no disk
SITE = "https://works.example"
SOURCE = Source(name="works", title="Ministry of Works", homepage=SITE)
OWNERS = Owners((SOURCE,))
HISTORY = {
    "articles": "SELECT url, source, language, title, text, published, first_seen_at, last_confirmed_at, state, gone_at, removal"
    " FROM v_articles ORDER BY url, language",
    "versions": "SELECT url, language, seen_at, title, text, fingerprint FROM v_revisions WHERE NOT repeats ORDER BY 1, 2, 3",
    "stories": "SELECT one.url, other.url FROM v_articles one JOIN v_articles other ON other.story = one.story ORDER BY 1, 2",
    "origins": "SELECT u.url FROM stories s JOIN articles a ON a.id = s.origin JOIN urls u ON u.id = a.url ORDER BY 1",
    "pages": "SELECT u.url, s.fetched_at, s.sha256 FROM snapshots s JOIN urls u ON u.id = s.url ORDER BY 1, 2, 3",
    "looks": "SELECT u.url, f.ended_at, f.verdict FROM fetches f JOIN urls u ON u.id = f.url ORDER BY 1, 2, 3",
}


def merge(ours: Path, *others: Path, since: str = "1970-01-01T00:00:00Z") -> Counts:
    refused: list[str] = []
    with archive.create_or_open(ours) as opened:
        for path in others:
            with other.opened(path) as theirs:
                counts = Merging(opened, theirs, since, refuse=refused.append).go(T3)
    assert refused == []
    return counts


def history(path: Path, *without: str) -> dict[str, list[object]]:
    return {name: rows(path, sql) for name, sql in HISTORY.items() if name not in without}


# ---------------------------------------------------------------- any order


TEXTS = (
    (
        "en",
        "The bridge",
        "The bridge over the river opens after {} years of work, and 1,700 lorries crossed it on the first day, the council said.",
        "Work on the approach roads had begun in the spring of 2021, and the county paid 48 million. A toll is not asked for, the mayor "
        "promised, and cyclists have a lane of their own on either side, which leads down to the old harbour.",
    ),
    (
        "vi",
        "Cây cầu",
        "Cây cầu qua sông khánh thành sau {} năm thi công, và 1.700 xe tải đã qua cầu trong ngày đầu tiên, hội đồng Lindholm cho biết.",
        "Việc xây dựng đường dẫn bắt đầu từ mùa xuân năm 2021, và tỉnh đã chi 48 triệu. Không thu phí qua cầu, thị trưởng hứa, và người đi "
        "xe đạp có làn riêng ở mỗi bên, dẫn xuống bến cảng cũ.",
    ),
    (
        "en",
        "Measles among children",
        "Doctors in Aarburg saw {} cases of measles last week, most of them among children who had not been vaccinated before.",
        "Parents are asked to look at the vaccination card of each child before school begins. Nurses visit kindergartens until June; "
        "whoever has fever and a rash stays at home and calls the surgery first.",
    ),
)


BRIDGES = (  # one report in three languages, which declare nothing of each other, its copy, and another report of the same town
    TEXTS[0],
    TEXTS[1],
    (
        "fr",
        "Le pont",
        "Le pont sur la rivière ouvre après {} ans de travaux, et 1 700 camions l'ont emprunté le premier jour, a indiqué le conseil.",
        "Les travaux des voies d'accès avaient commencé au printemps 2021, et le comté a payé 48 millions. Aucun péage n'est demandé, a "
        "promis le maire, et les cyclistes ont leur propre voie de chaque côté, qui descend vers l'ancien port.",
    ),
    ("en", "A bridge for Lindholm", *TEXTS[0][2:]),
    (
        "en",
        "Lindholm plans a school",
        "The council of Lindholm wants to build a school for {} hundred pupils beside the old harbour, at a price of 48 million.",
        "It would open in the spring of 2027. The mayor said that 1,700 families had asked for it since 2021; a vote is to follow in June.",
    ),
)


@cache
def page(article: int, text: int) -> tuple[Document, TaskResult]:
    """A page, and what a worker read of it. Articles 0 and 1 are one text in two languages, and say so."""
    language, name, said, more = (TEXTS + BRIDGES)[article]
    said = said.format(("three", "four", "nine")[text] if language == "en" else (3, 4, 9)[text])
    url = f"{SITE}/{article}"
    alternate = f'<link rel="alternate" hreflang="{"vi" if article == 0 else "en"}" href="{SITE}/{1 - article}">' if article < 2 else ""
    head = f"<html lang={language}><head><title>{name}</title>{alternate}</head>"
    body = f"{head}<body><article><h1>{name}</h1><p>{said}</p><p>{more}</p></article></body></html>".encode()
    answered = Exchange(url=url, final_url=url, started_at=T0, ended_at=T0, status=200, headers=(("content-type", "text/html"),))
    document = Document(exchange=answered, body=body)
    return document, answer(Task(document, SOURCE))


@cache
def blank() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        archive.create_or_open(path).close()
        return path.read_bytes()


Look = tuple[int, int, int]  # hour, article, text


def seen(path: Path, looks: list[Look], minute: int = 0) -> Path:
    """An archive that looked then, and saw that, as the pipeline keeps it."""
    path.write_bytes(blank())
    with archive.create_or_open(path) as opened, opened.batch() as db:
        owner = source_state.save(db, SOURCE)
        for hour, article, text in sorted(looks):
            document, answered = page(article, text)
            at = f"2024-12-{1 + hour // 24:02}T{hour % 24:02}:{minute:02}:00Z"
            document = Document(exchange=exchange(document.url, at), body=document.body)
            before = lookups.url_states(db, [document.url]).get(document.url)
            look = pipeline.Look(
                url=document.url, ask=document.url, source=SOURCE, source_id=owner, owners=OWNERS, run=None, state=before
            )  # fmt: skip
            if before is not None and before.body_hash == body_hash(document.body):
                pipeline.unchanged(db, look, document, Decision(Verdict.UNCHANGED, "the same bytes as before"))
            else:
                pipeline.page(db, look, document, answered)
    return path


@st.composite
def worlds(draw: st.DrawFn) -> list[list[Look]]:
    """Articles whose texts change and change back, and three archives each of which looks now and then."""
    hours = 24
    truth = [draw(st.lists(st.integers(0, 2), min_size=hours, max_size=hours)) for _ in range(3)]
    moments = st.lists(st.tuples(st.integers(0, hours - 1), st.integers(0, 2)), max_size=7, unique=True)
    return [[(hour, article, truth[article][hour // 3]) for hour, article in draw(moments)] for _ in range(3)]


@settings(max_examples=8)
@given(worlds())
def test_in_whatever_order_archives_come_they_make_the_same(worlds: list[list[Look]]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as name:
        folder = Path(name)
        made = [seen(folder / f"{number}.db", looks) for number, looks in enumerate(worlds)]
        results = []
        for order in (made, made[::-1], [made[1], made[2], made[0]]):
            into = folder / "into.db"
            shutil.copyfile(order[0], into)
            merge(into, *order[1:])
            results.append(history(into))
        assert all(one == results[0] for one in results[1:])
        before = history(folder / "into.db")
        tables = ("revisions", "links", "article_urls", "removals", "snapshots", "fetches", "confirmations", "articles", "merges", "leaves")
        counted = [rows(folder / "into.db", f"SELECT count(*) FROM {table}") for table in tables]
        merge(folder / "into.db", *made)
        assert history(folder / "into.db") == before
        assert [rows(folder / "into.db", f"SELECT count(*) FROM {table}") for table in tables[:7]] == counted[:7]
        with archive.create_or_open(folder / "into.db") as opened:
            assert sound(opened) == ()


@st.composite
def reports(draw: st.DrawFn) -> list[list[Look]]:
    """Archives that each saw some of the reports that resemble each other, perhaps edited since."""
    worlds: list[list[Look]] = [[], [], []]
    for article in range(len(TEXTS), len(TEXTS + BRIDGES)):
        hours = draw(st.lists(st.integers(0, 23), min_size=1, max_size=2, unique=True))
        worlds[draw(st.integers(0, 2))] += [(hour, article, text) for text, hour in enumerate(sorted(hours))]
    return worlds


def judged(path: Path) -> set[tuple[frozenset[str], float, bool]]:
    """What stands of each pair of texts that were held beside each other: what was said last, and of one second the surest."""
    sql = "SELECT u.url, l.target, l.confidence, l.apart FROM v_links l JOIN articles a ON a.id = l.article JOIN urls u ON u.id = a.url"
    found = rows(path, f"{sql} WHERE l.relation = 'text' ORDER BY l.added_at, l.confidence")
    said = {frozenset((one, other)): (round(confidence, 4), bool(apart)) for one, other, confidence, apart in found}
    return {(pair, *judgement) for pair, judgement in said.items()}


@settings(max_examples=8)
@given(reports())
@example([[(0, 3, 0), (0, 4, 0), (0, 5, 0), (1, 6, 0), (0, 7, 0), (1, 7, 1)], [], []])  # two looks in one second
def test_texts_that_resemble_each_other_are_judged_alike_in_whatever_order_their_archives_come(worlds: list[list[Look]]) -> None:
    """Pairs that met in one archive keep what that judged of them; others are judged as they meet, and no pair is judged twice."""
    with TemporaryDirectory(dir=IN_MEMORY) as name:
        folder = Path(name)
        made = [seen(folder / f"{number}.db", looks, number) for number, looks in enumerate(worlds)]
        results = []
        for order in (made, made[::-1], [made[1], made[2], made[0]]):
            into = folder / "into.db"
            shutil.copyfile(order[0], into)
            merge(into, *order[1:])
            results.append((judged(into), rows(into, HISTORY["stories"])))
        assert all(one == results[0] for one in results[1:])
        own = set().union(*map(judged, made))
        assert own <= results[0][0]
        merge(folder / "new.db", made[0])
        assert judged(folder / "new.db") == judged(made[0])


EDITED = [(0, 0, 0), (6, 0, 1)]


def test_a_text_that_returned_while_the_other_archive_saw_an_edit_stands(tmp_path: Path) -> None:
    """One saw the first text at 0 and 9 o'clock, the other an edit at 6: what stands is the first, as it was seen last."""
    one, two = seen(tmp_path / "one.db", [(0, 0, 0), (9, 0, 0)]), seen(tmp_path / "two.db", [(6, 0, 1)])
    merge(one, two)
    told = rows(one, "SELECT seen_at, instr(text, 'three') > 0, kind FROM v_revisions ORDER BY seen_at")
    assert told == [("2024-12-01T00:00:00Z", 1, "first"), ("2024-12-01T06:00:00Z", 0, "edit"), ("2024-12-01T09:00:00Z", 1, "revert")]
    assert rows(one, "SELECT instr(text, 'three') > 0 FROM v_articles") == [(1,)]


@pytest.mark.parametrize("turned", [False, True])
def test_an_edit_between_what_two_archives_saw_first_is_a_change(tmp_path: Path, turned: bool) -> None:
    files = [seen(tmp_path / "one.db", [(0, 0, 0)]), seen(tmp_path / "two.db", [(6, 0, 1)])]
    ours, theirs = files[::-1] if turned else files
    merge(ours, theirs)
    assert rows(ours, "SELECT class, before, after FROM v_changes") == [("numbers", "three years", "four years")]


def test_what_both_saw_is_one_version_to_a_reader(tmp_path: Path) -> None:
    for hours in ((0, 6), (6, 0)):
        one, two = (seen(tmp_path / f"{hour}.db", [(hour, 0, 0)]) for hour in hours)
        merge(one, two)
        assert rows(one, "SELECT count(*) FROM v_revisions WHERE NOT repeats") == [(1,)]
        assert rows(one, "SELECT count(*) FROM v_changes") == [(0,)]
        assert rows(one, "SELECT first_seen_at FROM v_articles") == [("2024-12-01T00:00:00Z",)]


def test_looks_that_show_what_stood_are_no_versions() -> None:
    a, b = "a", "b"
    assert returned([Observed("1", a), Observed("5", b)], [Observed("3", a), Observed("7", b)]) == ()
    assert returned([Observed("1", a), Observed("5", b)], [Observed("7", a), Observed("8", a)]) == (Observed("7", a),)
    assert returned([Observed("1", a), Observed("5", b)], [Observed("5", a)]) == ()


# ---------------------------------------------------------------- the command


def test_two_archives_of_the_founding_pages_become_one(tmp_path: Path) -> None:
    for name, pages in (("one", ("founding",)), ("two", ("founding-later/edited",)), ("both", ("founding", "founding-later/edited"))):
        for folder in pages:
            ingest("fetch", "--replay", FIXTURES / folder, "--back", "all", "--again", "--db", f"{name}.db", cwd=tmp_path)
    for first, second in (("one", "two"), ("two", "one")):
        ended = ingest("merge", f"{first}.db", f"{second}.db", "--db", f"{first}-{second}.db", "--json", cwd=tmp_path)
        assert (ended.code, ended.lines[0]["refused"]) == (0, 0)
        assert ingest("verify", f"--db={first}-{second}.db", cwd=tmp_path).code == 0
    assert history(tmp_path / "one-two.db") == history(tmp_path / "two-one.db")
    texts = "SELECT url, language, text FROM v_revisions WHERE NOT repeats ORDER BY 1, seen_at"
    assert rows(tmp_path / "one-two.db", texts) == rows(tmp_path / "both.db", texts)
    for sql in (HISTORY["stories"], HISTORY["origins"]):
        assert rows(tmp_path / "one-two.db", sql) == rows(tmp_path / "both.db", sql)


def test_an_archive_that_is_merged_into_a_new_one_is_the_same(tmp_path: Path) -> None:
    ingest("fetch", "--replay", FIXTURES / "founding", "--back", "all", "--db", "one.db", cwd=tmp_path)
    shown = on_terminal("merge", "one.db", "--db", "new.db", cwd=tmp_path)
    assert any("one.db" in line for line in shown)
    assert history(tmp_path / "new.db") == history(tmp_path / "one.db")
    for table in ("links", "article_urls", "url_listings", "listed_alternates", "authors", "tags", "images", "named_origins", "urls"):
        sql = f"SELECT count(*) FROM {table}"
        assert rows(tmp_path / "new.db", sql) == rows(tmp_path / "one.db", sql), table
    signatures = "SELECT article, length, keys, places, sketch FROM signatures ORDER BY article"
    assert rows(tmp_path / "new.db", signatures) == rows(tmp_path / "one.db", signatures)
    (told,) = ingest("merge", "one.db", "--db", "new.db", "--json", cwd=tmp_path).lines
    assert told == {"archive": "one.db", "articles": 0, "versions": 0, "looks": 0, "erased": 0, "refused": 0}
    assert rows(tmp_path / "new.db", "SELECT name, length(origin) > 0 FROM merges") == [("one.db", 1)]


def test_it_says_what_it_cannot_merge_before_anything_is_made(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "one.db") as made:
        keep(made, "Title", "Text")
    (tmp_path / "two.db").symlink_to(tmp_path / "one.db")
    os.link(tmp_path / "one.db", tmp_path / "three.db")
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at as one" * 9)
    for named, says in (
        ("one.db", "itself"),
        ("two.db", "itself"),
        ("three.db", "itself"),
        ("none.db", "no archive"),
        ("text.db", "not a"),
    ):
        ended = ingest("merge", named, "--db", "one.db", cwd=tmp_path)
        assert (ended.code, says in ended.err, len(ended.err.splitlines())) == (2, True, 1), ended.err
    assert ingest("merge", "one.db", "none.db", "--db", "new.db", cwd=tmp_path).code == 2
    assert not (tmp_path / "new.db").exists()


def test_a_copy_adds_nothing(tmp_path: Path) -> None:
    one = seen(tmp_path / "one.db", EDITED)
    shutil.copyfile(one, tmp_path / "copy.db")
    assert merge(one, tmp_path / "copy.db") == Counts()


@pytest.mark.parametrize("version", [1, 9, 14])
def test_an_older_archive_is_merged_and_left_as_it_is(tmp_path: Path, version: int) -> None:
    path = old(version, tmp_path / "old.db")
    before = path.read_bytes()
    merge(tmp_path / "new.db", path)
    assert path.read_bytes() == before
    assert sorted(name.name for name in tmp_path.iterdir() if not name.name.endswith(("-wal", "-shm"))) == ["new.db", "old.db"]
    texts = "SELECT text FROM v_revisions ORDER BY id"
    assert rows(tmp_path / "new.db", texts) == [("It was opened.",), ("It was opened on Monday.",), ("Cầu được khánh thành.",)]
    with archive.create_or_open(tmp_path / "new.db") as opened:
        assert sound(opened) == ()


def test_an_article_that_is_damaged_is_refused_alone(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "bad.db") as made:
        keep(made, "Title", "Text")
        keep(made, "Other", "Other text", url="https://example.com/b")
        keep(made, "Third", "Third text", url="https://example.com/c")
    db = sqlite3.connect(tmp_path / "bad.db")
    for name in ("revisions_no_update", "snapshots_no_update"):
        (guard,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        db.execute(f"DROP TRIGGER {name}")
        table, change = ("revisions", "text = 'forged'") if name.startswith("rev") else ("snapshots", "body = x'00'")
        db.execute(f"UPDATE {table} SET {change} WHERE id = {1 if table == 'revisions' else 2}")
        db.execute(guard)
    db.commit()
    db.close()
    ended = ingest("merge", "bad.db", "--db", "new.db", cwd=tmp_path)
    assert ended.code == 1
    assert [line for line in ended.err.splitlines() if "article 1" in line and "fingerprint" in line]
    assert [line for line in ended.err.splitlines() if "article 2" in line and "snapshot" in line]
    assert rows(tmp_path / "new.db", "SELECT title FROM v_articles") == [("Third",)]
    assert ingest("verify", "--db", "new.db", cwd=tmp_path).code == 0


@pytest.mark.parametrize("turned", [False, True])
def test_what_left_a_listing_is_said_by_whoever_looked_at_it_last(tmp_path: Path, turned: bool) -> None:
    for name, looked_at, left_at in (("early.db", T1, None), ("late.db", T2, T2)):
        with archive.create_or_open(tmp_path / name) as opened, opened.batch() as db:
            listing = url_state.id_of(db, SITE, T0)
            url_state.remember(db, listing, at=looked_at, status=200, next_due_at=None, confirmed=True, changed=True)
            values = (url_state.id_of(db, URL, T0), listing, T0, left_at)
            db.execute("INSERT INTO url_listings (url, listing, first_seen_at, left_at) VALUES (?, ?, ?, ?)", values)
    ours, theirs = ("late.db", "early.db") if turned else ("early.db", "late.db")
    merge(tmp_path / ours, tmp_path / theirs)
    assert rows(tmp_path / ours, "SELECT left_at FROM url_listings") == [(T2,)]


def test_a_file_that_ends_early_says_so_and_nothing_is_half_kept(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "bad.db") as made:
        for number in range(60):
            keep(made, f"Title {number}", f"Text {number}. " * 200, url=f"https://example.com/{number}")
    whole = (tmp_path / "bad.db").read_bytes()
    (tmp_path / "bad.db").write_bytes(whole[: len(whole) // 2])
    ended = ingest("merge", "bad.db", "--db", "new.db", cwd=tmp_path)
    assert ended.code in (1, 2)
    assert ended.err
    if (tmp_path / "new.db").exists():
        assert ingest("verify", "--db", "new.db", cwd=tmp_path).code == 0


def test_a_merge_that_is_killed_goes_on(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "two.db") as made, made.batch() as db:
        for number in range(600):
            keep_page(db, f"Title {number}", f"The report number {number} says {number * 7}. " * 9, url=f"https://example.com/{number}")
    process = start("merge", "two.db", "--db", "one.db", cwd=tmp_path)
    while process.poll() is None and not (tmp_path / "one.db").exists():
        pass
    reader = None
    while process.poll() is None:
        try:
            reader = reader or sqlite3.connect(f"file:{tmp_path / 'one.db'}?mode=ro", uri=True)
            if reader.execute("SELECT count(*) FROM articles").fetchone()[0]:
                break
        except sqlite3.Error:
            continue
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if reader:
        reader.close()
    assert ingest("merge", "two.db", "--db", "one.db", cwd=tmp_path).code == 0
    assert history(tmp_path / "one.db", "stories", "origins") == history(tmp_path / "two.db", "stories", "origins")
    assert ingest("verify", "--db", "one.db", cwd=tmp_path).code == 0


BROUGHT = {
    *("articles", "revisions", "snapshots", "article_urls", "links", "removals", "changes", "authors", "tags", "images", "named_origins"),
    *("erasures", "tombstones", "numbers", "confirmations", "document_forms", "attachments", "walked", "sources"),
    *("urls", "fetches", "url_listings", "listed_alternates", "merges"),
}
DERIVED = {
    "stories",
    "story_redirects",
    "signatures",
    "features",
    "article_dates",
    "leaves",
    "looks",
    "unfolded",
    "logs",
    "part_digests",
    "open_looks",
}
OWN = {
    *("runs", "hosts", "daily_counts", "source_months", "health", "health_changes", "rereadings", "watches", "listed_sitemaps"),
    *("checkpoints", "checkpoint_marks", "handed_fetches", "handed_answers", "troubles", "alerts", "alert_messages"),
    *("walks", "walk_pages", "walk_urls", "imported_parts", "led_to"),
}


def test_of_every_table_it_is_known_whether_it_is_merged(tmp_path: Path) -> None:
    """A step of the schema that adds one says here what becomes of it, and so does one that adds a column to what is copied."""
    archive.create_or_open(tmp_path / "a.db").close()
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE '%sqlite%'"
    assert {name for (name,) in rows(tmp_path / "a.db", sql)} == BROUGHT | DERIVED | OWN
    copied = {
        "revisions": {*history_of._COPIED, "id", "article", "number", "kind", "previous_confirmed_at", "snapshot"},
        "links": {*proofs._LINK, "id", "article", "snapshot", "undoes"},
        "removals": {*proofs._REMOVAL, "id", "article", "url", "snapshot", "undoes"},
        "fetches": {*addresses._LOOK, "id", "url", "run", "article", "snapshot", "peer"},
    }
    for table, columns in copied.items():
        assert {name for (name,) in rows(tmp_path / "a.db", f"SELECT name FROM pragma_table_info('{table}')")} == columns


# ---------------------------------------------------------------- what went


@pytest.mark.parametrize("where", ["ours", "theirs"])
def test_what_was_erased_by_order_on_either_side_is_erased(tmp_path: Path, where: str) -> None:
    words = ("Peregrine", "Ostrich")
    for name, word, at in (("ours", words[0], T0), ("theirs", words[1], T1)):
        with archive.create_or_open(tmp_path / f"{name}.db") as made:
            keep(made, "Title", f"The text has a {word}.", at=at)
            if name == where:
                with made.batch() as db:
                    erase.article(db, 1, "order of a court", T2)
                made.empty_log()
    ended = ingest("merge", "theirs.db", "--db", "ours.db", "--json", cwd=tmp_path)
    assert (ended.code, ended.lines[0]["erased"]) == (0, int(where == "theirs")), ended.err
    held = b"".join(path.read_bytes() for path in tmp_path.glob("ours.db*"))
    assert not [word for word in words if word.encode() in held]
    assert rows(tmp_path / "ours.db", "SELECT DISTINCT reason FROM erasures") == [("order of a court",)]
    assert rows(tmp_path / "ours.db", "SELECT title, text FROM v_revisions") == [("[erased by order]", "")] * 2
    assert ingest("verify", "--db", "ours.db", cwd=tmp_path).code == 0
    assert merge(tmp_path / "ours.db", tmp_path / "theirs.db") == Counts()


def test_a_removal_stands_until_the_text_was_seen_later(tmp_path: Path) -> None:
    for name, at in (("gone", T0), ("early", T1), ("late", T3)):
        with archive.create_or_open(tmp_path / f"{name}.db") as made:
            keep(made, "Title", "The text.", at=at)
            if name == "gone":
                with made.batch() as db:
                    removals.mark(db, 1, "gone", T2, "410 Gone", exchange=exchange(URL, T2, status=410))
                    url_state.remember(db, 1, at=T2, status=410, next_due_at=None)
    for first, second in (("gone", "early"), ("early", "gone")):
        into = tmp_path / f"{first}-{second}.db"
        merge(into, tmp_path / f"{first}.db", tmp_path / f"{second}.db")
        assert rows(into, "SELECT state, gone_at, removal FROM v_articles") == [("gone", T2, "gone")]
        merge(into, tmp_path / "late.db")
        assert rows(into, "SELECT state, gone_at, removal FROM v_articles") == [("live", None, None)]
        assert rows(into, "SELECT count(*) FROM removals") == [(2,)]
