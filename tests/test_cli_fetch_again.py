"""`ingest fetch` over the same pages again: what stood, changed, moved, vanished."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from origin import Asked, Origin, answer
from pages import SENTENCES, article, feed
from program import LOOPBACK, html, ingest, rows, source

from ingest.core import fold
from ingest.core.change.decide import fingerprint


def test_an_unchanged_page_costs_a_304_and_an_edited_one_is_a_revision(here: Path, origin: Origin) -> None:
    edited = article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))

    def page(asked: Asked) -> bytes:
        if asked.headers.get("if-none-match") == '"one"' and len(origin.asked("/p")) < 3:
            return answer(status=304, ETag='"one"')
        return html(edited, ETag='"two"') if len(origin.asked("/p")) > 2 else html(article(), ETag='"one"')

    url = origin.serve("/p", page)
    verdicts = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for _ in range(3)]
    assert verdicts == ["new", "unchanged", "revised"]
    assert rows(here / "archive.db", "SELECT number, change FROM revisions ORDER BY number") == [(1, "first"), (2, "numbers")]


def test_other_advertisements_round_the_same_text_are_no_revision(here: Path, origin: Origin) -> None:
    def page(asked: Asked) -> bytes:
        seen = len(origin.asked("/p"))
        advertisement = f'<div class="ad">Offer {seen * 37}: buy now</div><p class="views">{seen * 1000} views</p></body>'.encode()
        return html(article().replace(b"</body>", advertisement))

    url = origin.serve("/p", page)
    lines = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0] for _ in range(3)]
    assert [line["verdict"] for line in lines] == ["new", "unchanged", "unchanged"]
    assert lines[1]["reason"] == "title and text read the same"
    assert rows(here / "archive.db", "SELECT count(*) FROM snapshots") == [(1,)]


def test_another_byline_is_a_revision_and_how_long_ago_it_was_is_none(here: Path, origin: Origin) -> None:
    def page(byline: str) -> bytes:
        return html(article().replace(b"</h1>", f'</h1><p class="byline">{byline}</p>'.encode()))

    looks = ("By Jo Doe, 5 minutes ago", "By Jo Doe, 3 hours ago", "By Ann Roe, 4 hours ago")
    url = origin.serve("/p", *map(page, looks))
    verdicts = [ingest("fetch", url, *LOOPBACK, "--json", "--again", cwd=here).lines[0]["verdict"] for _ in looks]
    assert verdicts == ["new", "unchanged", "revised"]
    assert rows(here / "archive.db", "SELECT class, classes FROM v_changes") == [("byline", " byline ")]
    assert "{+By Ann Roe" in ingest("show", url, "--diff", cwd=here).out


def test_an_article_that_was_erased_by_order_is_not_taken_again(here: Path, origin: Origin) -> None:
    """Neither at its URL, which is not even asked, nor at another one that names it."""
    secret = article(text=(*SENTENCES[:3], "The witness is Jo Denkel of Mill Lane."))
    url = origin.serve("/p", html(article()), html(secret))
    twin = origin.serve("/twin", html(secret.replace(b"</head>", f'<link rel="canonical" href="{url}"></head>'.encode())))
    assert ingest("fetch", url, *LOOPBACK, cwd=here).code == 0
    assert ingest("erase", url, "--because", "order of a court", "--yes", cwd=here).code == 0
    assert rows(here / "archive.db", "SELECT next_due_at FROM urls WHERE url LIKE '%/p'") == [(None,)]
    for named in (url, twin):
        (look,) = ingest("fetch", named, *LOOPBACK, "--json", "--again", cwd=here).lines
        assert look["verdict"] == "refused"
        assert "erased by order on 20" in look["reason"]
    assert len(origin.asked("/p")) == 1
    assert rows(here / "archive.db", "SELECT count(*) FROM revisions") == [(1,)]
    assert rows(here / "archive.db", "SELECT next_due_at FROM urls WHERE url LIKE '%/p'") == [(None,)]
    assert b"Denkel" not in (here / "archive.db").read_bytes()
    assert ingest("verify", cwd=here).code == 0


def read_by_an_older_extractor(archive: Path, more: str, articles: str = "article > 0") -> None:
    """Writes the revisions as an extractor would have that took a line more for text."""
    with closing(sqlite3.connect(archive)) as db, db:
        guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'revisions'").fetchall()
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        for id, title, text in db.execute(f"SELECT id, title, text FROM revisions WHERE {articles}").fetchall():
            longer = f"{text}\n\n{more}"
            values = (longer, longer, fingerprint(title, longer), id)
            db.execute("UPDATE revisions SET extractor = 0, text = ?, markdown = ?, markup = NULL, fingerprint = ? WHERE id = ?", values)
            found_by = "SELECT a.id, r.byline, r.lead FROM articles a JOIN revisions r ON r.id = a.revision WHERE r.id = ?"
            for article, byline, lead in db.execute(found_by, (id,)).fetchall():
                before, after = (fold.searchable(title, byline, lead, words) for words in (text, longer))
                db.execute("INSERT INTO articles_fts (articles_fts, rowid, search_text) VALUES ('delete', ?, ?)", (article, before))
                db.execute("INSERT INTO articles_fts (rowid, search_text) VALUES (?, ?)", (article, after))
        for _, sql in guards:
            db.execute(sql)


def test_what_the_extractor_has_learned_since_is_no_edit_of_the_publishers(here: Path, origin: Origin) -> None:
    edited = article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))

    def page(asked: Asked) -> bytes:
        seen = len(origin.asked("/p"))
        return html((edited if seen > 3 else article()).replace(b"</body>", f"<!-- {seen} --></body>".encode()))

    url = origin.serve("/p", page)
    ingest("fetch", url, *LOOPBACK, cwd=here)
    read_by_an_older_extractor(here / "archive.db", "Newsletter: sign up now.")
    verdicts = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for _ in range(3)]
    assert verdicts == ["unchanged", "unchanged", "revised"]
    history = rows(here / "archive.db", "SELECT number, kind, change, extractor > 0, snapshot FROM revisions ORDER BY number")
    assert history == [(1, "first", "first", 0, 1), (2, "reparse", None, 1, 1), (3, "edit", "numbers", 1, 2)]
    assert "Newsletter" not in ingest("show", url, cwd=here).out


def test_an_edit_that_meets_a_newer_extractor_is_told_apart_from_it(here: Path, origin: Origin) -> None:
    edited = article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))
    url = origin.serve("/p", html(article()), html(edited))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    read_by_an_older_extractor(here / "archive.db", "Newsletter: sign up now.")
    assert ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] == "revised"
    history = rows(here / "archive.db", "SELECT number, kind, change FROM revisions ORDER BY number")
    assert history == [(1, "first", "first"), (2, "reparse", None), (3, "edit", "numbers")]


def test_validators_that_lie_are_found_out(here: Path, origin: Origin) -> None:
    def page(asked: Asked) -> bytes:
        if "if-none-match" in asked.headers:
            return answer(status=304, ETag='"same"')
        return html(
            article(text=(f"Only number {len(origin.asked('/p'))} counts for this sentence of the page.", *SENTENCES)), ETag='"same"'
        )

    url = origin.serve("/p", page)
    verdicts = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for _ in range(12)]
    assert verdicts[:10] == ["new", *["unchanged"] * 8, "revised"][:10]
    assert verdicts[10:] == ["revised", "revised"]


def test_a_wall_in_an_articles_place_is_told_as_a_wall_and_the_text_stands(here: Path, origin: Origin) -> None:
    script = 'document.cookie="D1N=0123456789abcdef0123456789abcdef"+"; path=/";window.location.reload(true);'
    wall = f"<html><body><script>{script}</script></body></html>".encode()
    url = origin.serve("/p", html(article()), html(wall))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "blocked"
    assert (ended.code, ended.err.count("\n"), url in ended.err) == (1, 1, True)
    assert rows(here / "archive.db", "SELECT count(*), max(title), max(state) FROM v_articles") == [(1, "Bridge opened", "live")]
    assert "blocked" in ingest("explain", url, cwd=here).out


def test_an_article_is_gone_at_a_410_and_its_text_is_kept(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()), answer(b"", 410))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "gone"
    assert rows(here / "archive.db", "SELECT state, title FROM v_articles") == [("gone", "Bridge opened")]


def test_one_404_does_not_make_an_article_gone(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()), answer(b"no", 404))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ingest("fetch", url, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT state FROM v_articles") == [("live",)]


def test_a_page_that_moved_for_good_is_asked_for_where_it_is(here: Path, origin: Origin) -> None:
    new = origin.serve("/new", html(article(), ETag='"n"'))
    old = origin.serve("/old", answer(b"", 301, Location=new))
    ingest("fetch", old, *LOOPBACK, cwd=here)
    assert [line["verdict"] for line in ingest("fetch", old, *LOOPBACK, "--json", cwd=here).lines] == ["unchanged"]
    assert len(origin.asked("/old")) == 1
    assert rows(here / "archive.db", "SELECT count(*) FROM v_articles") == [(1,)]
    assert ingest("show", old, cwd=here).out.startswith("Bridge opened")


def test_what_came_again_whole_is_asked_for_with_the_validators_that_it_came_with_last(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/bridge", html(article(), ETag='"1"'), html(article(), ETag='"2"'), html(article()))
    cited = feed(origin.serve("/news/harvest", html(article("Harvest begins"))))
    listing = origin.serve("/feed", answer(cited, ETag='"1"'), answer(cited, ETag='"2"'))
    source(here, listing)
    for _ in range(4):
        ingest("fetch", "ministry", page, *LOOPBACK, cwd=here)
    sent = {path: [asked.headers.get("if-none-match") for asked in origin.asked(path)] for path in ("/news/bridge", "/feed")}
    assert sent == {"/news/bridge": [None, '"1"', '"2"', None], "/feed": [None, '"1"', None, '"2"']}


def test_a_named_article_that_comes_to_lead_to_a_list_page_is_removed_and_its_list_is_not_taken(here: Path, origin: Origin) -> None:
    rows_of_list = "".join(
        f'<h3><a href="/news/2026/story-{n}-of-the-valley">Story {n} of the valley and its river</a></h3><p>It was high on day {n}.</p>'
        for n in range(12)
    )
    origin.serve("/archive", html(f"<html lang=en><title>The Post</title><main>{rows_of_list}</main></html>".encode()))
    url = origin.serve("/news/2026/bridge-opened-today", html(article()), answer(status=302, Location="/archive"))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert [(line["url"], line["verdict"]) for line in ended.lines] == [(url, "quarantined")]
    assert not origin.asked("/news/2026/story-1-of-the-valley")


@pytest.mark.parametrize("tail", [b"", b"<!-- another ad -->"], ids=["the same bytes", "the same text"])
def test_a_kept_article_that_moves_for_good_stays_one_article(here: Path, origin: Origin, tail: bytes) -> None:
    edited = article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))
    new = origin.serve("/news/a-bridge", html(article() + tail), html(article() + tail), html(edited))
    old = origin.serve("/p", html(article()), answer(b"", 301, Location=new))
    looks = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for url in (old, old, new, new)]
    assert looks == ["new", "unchanged", "unchanged", "revised"]
    archive = here / "archive.db"
    assert rows(archive, "SELECT count(*), max(url) FROM v_articles") == [(1, new)]
    assert {url for (url,) in rows(archive, "SELECT u.url FROM article_urls seen JOIN urls u ON u.id = seen.url")} == {old, new}


@pytest.mark.parametrize("order", ["the new address first", "both in one run", "the old one gone first"])
def test_an_address_that_changed_without_a_redirect_is_one_article_that_moved(here: Path, origin: Origin, order: str) -> None:
    """A CMS gave the same text another slug: the same day, the same words, the old address 404."""
    old, new = (
        origin.serve("/news/bridge-opens", html(article()), answer(status=404)),
        origin.serve("/news/bridge-opens-in-spring", html(article())),
    )
    lists = [feed(old), feed(new)] if order != "both in one run" else [feed(old), feed(new, old)]
    source(here, origin.serve("/feed", *map(answer, lists)), "f")
    assert ingest("fetch", "f", *LOOPBACK, cwd=here).code == 0
    if order == "the old one gone first":
        assert ingest("fetch", old, *LOOPBACK, cwd=here).code == 1
    told = ingest("fetch", "f", *LOOPBACK, "--again", "--json", cwd=here).lines
    assert {one["url"]: one["verdict"] for one in told}[new] == "unchanged"
    assert rows(here / "archive.db", "SELECT url, state FROM v_articles") == [(new, "live")]
    assert rows(here / "archive.db", "SELECT count(*) FROM removals") == [(0,)]
    assert ingest("show", old, cwd=here).out == ingest("show", new, cwd=here).out


def test_a_text_that_stands_at_two_addresses_is_two_articles(here: Path, origin: Origin) -> None:
    one, other = (origin.serve(f"/{name}", html(article())) for name in ("one", "other"))
    source(here, origin.serve("/feed", answer(feed(one)), answer(feed(other))), "f")
    for _ in range(2):
        assert ingest("fetch", "f", *LOOPBACK, cwd=here).code == 0
    assert rows(here / "archive.db", "SELECT count(*) FROM v_articles") == [(2,)]
    assert len(origin.asked("/one")) == 2


def test_an_address_that_leads_to_where_another_article_moved_makes_no_third(here: Path, origin: Origin) -> None:
    new = origin.serve("/new", html(article()))
    old = origin.serve("/old", html(article()), answer(b"", 301, Location=new))
    other = article("Harvest begins", text=tuple(sentence[::-1] for sentence in SENTENCES))
    stray = origin.serve("/stray", html(other), answer(b"", 301, Location=new))
    for url in (old, stray, old, stray):
        ingest("fetch", url, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT url FROM v_articles ORDER BY id") == [(new,), (stray,)]


def test_only_the_permanent_part_of_a_chain_is_remembered(here: Path, origin: Origin) -> None:
    last = origin.serve("/last", html(article()))
    middle = origin.serve("/middle", answer(b"", 302, Location=last))
    old = origin.serve("/old", answer(b"", 301, Location=middle))
    ingest("fetch", old, *LOOPBACK, cwd=here)
    sql = "SELECT old.url, new.url FROM urls old JOIN urls new ON new.id = old.moved_to"
    assert rows(here / "archive.db", sql) == [(old, middle)]


def test_an_article_whose_address_leads_to_another_text_for_good_is_not_taken_for_it(here: Path, origin: Origin) -> None:
    other = article("Harvest begins", text=tuple(sentence[::-1] for sentence in SENTENCES))
    new = origin.serve("/harvest", html(other))
    old = origin.serve("/p", html(article()), answer(b"", 301, Location=new))
    for _ in range(2):
        ingest("fetch", old, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT title, number FROM v_revisions ORDER BY id") == [("Bridge opened", 1), ("Harvest begins", 1)]


def test_an_edit_is_a_revision_where_the_source_keeps_a_parameter_that_others_track_with(here: Path, origin: Origin) -> None:
    before, edited = article(), article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))
    other = article("Harvest begins", text=("The harvest began on Monday in all of the nine districts of the delta.", *SENTENCES[4:]))
    urls = [
        origin.serve("/page?cmp=1&utm_source=x", html(before), html(edited)),
        origin.serve("/page?cmp=2", html(other)),
    ]
    source(here, origin.serve("/feed", answer(feed())), more='[article]\nkeep_params = ["cmp"]\n')
    assert [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for url in (*urls, urls[0])] == [
        "new",
        "new",
        "revised",
    ]
    assert rows(here / "archive.db", "SELECT url FROM v_articles ORDER BY id") == [(origin.url("/page?cmp=1"),), (urls[1],)]
    for typed, title in ((urls[0], "Bridge opened"), (urls[1], "Harvest begins")):
        assert ingest("show", typed, cwd=here).out.startswith(title)
        assert ingest("explain", typed, cwd=here).code == 0


def test_a_fetch_shortens_a_log_that_is_old_and_a_rehearsal_does_not(here: Path, origin: Origin) -> None:
    """Under cron no daemon does."""
    url = origin.serve("/p", lambda asked: html(article()))
    for _ in range(2):
        ingest("fetch", url, *LOOPBACK, cwd=here)
    with closing(sqlite3.connect(here / "archive.db")) as db, db:
        db.execute("UPDATE fetches SET started_at = '2020-01-01T00:00:00Z', ended_at = '2020-01-01T00:00:00Z'")
    asked = "SELECT count(*) FROM fetches WHERE verdict = 'unchanged'"
    ingest("fetch", url, *LOOPBACK, "--dry-run", cwd=here)
    assert rows(here / "archive.db", asked) == [(1,)]
    ingest("fetch", url, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", f"{asked} AND started_at LIKE '2020%'") == [(0,)]
    counted = "SELECT outcome, count FROM daily_counts WHERE counted = 'fetches' AND day = '2020-01-01' AND outcome = 'unchanged'"
    assert rows(here / "archive.db", counted) == [("unchanged", 1)]
