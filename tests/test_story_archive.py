"""Stories in an archive: noted as the pipeline does, derived, taken apart and rebuilt."""

import sqlite3
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from archived import T0, T1, T2, keep
from storied import ENGLISH, FRENCH, OTHER, TEXTS, VIETNAMESE, add

from ingest import archive
from ingest.archive.read import story_view
from ingest.archive.story_index import signature_index, stories
from ingest.archive.write.append import undo_link
from ingest.core.model import Alternate, ArticleRules, Citation, Source
from ingest.core.story.features.signature import signature


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def groups(db: sqlite3.Connection) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for story, url in db.execute("SELECT story, url FROM v_articles"):
        found.setdefault(story, set()).add(url)
    return {frozenset(urls) for urls in found.values()}


def test_a_text_and_its_translations_are_one_story_without_a_link(opened: archive.Archive) -> None:
    add(opened, ENGLISH, TEXTS["en"], "en")
    add(opened, VIETNAMESE, TEXTS["vi"], "vi")
    add(opened, FRENCH, TEXTS["fr"], "fr")
    other = "https://example.com/en/museum-in-lyon-shows-444444"
    add(opened, other, OTHER, "en")
    assert groups(opened.db) == {frozenset({ENGLISH, VIETNAMESE, FRENCH}), frozenset({other})}
    reasons = [reason for (reason,) in opened.db.execute("SELECT reason FROM v_links WHERE relation = 'text'")]
    assert any("Zaev" in reason and "in the same order" in reason for reason in reasons)


def test_stories_are_the_same_in_any_order_of_arrival(tmp_path: Path) -> None:
    pages = [
        (ENGLISH, TEXTS["en"], "en"),
        (VIETNAMESE, TEXTS["vi"], "vi"),
        (FRENCH, TEXTS["fr"], "fr"),
        ("https://a.org/museum-lyon-5555", OTHER, "en"),
    ]
    seen = set()
    for number, order in enumerate(permutations(pages)):
        with archive.create_or_open(tmp_path / f"{number}.db") as opened:
            for page in order:
                add(opened, *page)
            seen.add(frozenset(groups(opened.db)))
    assert len(seen) == 1


def test_a_cited_origin_that_arrives_later_joins_the_story_and_gives_it_its_id_back(opened: archive.Archive) -> None:
    first = add(opened, ENGLISH, OTHER, "en", citations=(Citation(url=VIETNAMESE, words="Source: paper.vn"),))
    second = add(opened, VIETNAMESE, "Bài báo gốc không có số nào.", "vi")
    assert stories.numbers(opened.db, (first, second)) == ((first, first), (second, first))


def test_a_merged_story_leads_to_the_one_that_it_is_in(opened: archive.Archive) -> None:
    first = add(opened, ENGLISH, OTHER, "en")
    second = add(opened, VIETNAMESE, "Bài báo gốc không có số nào.", "vi")
    third = add(opened, FRENCH, "Un article sans aucun nombre.", "fr")
    with opened.batch() as db:
        stories.say_joined(db, second, third, "", T1)
        stories.say_joined(db, first, second, "", T1)
    assert opened.db.execute("SELECT id, story FROM story_redirects ORDER BY id").fetchall() == [(second, first), (third, first)]
    assert opened.db.execute("SELECT id FROM stories").fetchall() == [(first,)]


def test_languages_that_declare_each_other_are_one_story_and_a_one_sided_set_is_not(opened: archive.Archive) -> None:
    add(opened, ENGLISH, OTHER, "en", alternates=(Alternate("fr", FRENCH), Alternate("x-default", "https://example.com/")))
    add(opened, FRENCH, "Un article sans aucun nombre.", "fr")
    assert len(groups(opened.db)) == 2
    add(opened, FRENCH, "Un article sans aucun nombre, revu.", "fr", at=T1, alternates=(Alternate("en", ENGLISH),))
    assert groups(opened.db) == {frozenset({ENGLISH, FRENCH})}


def test_articles_that_share_their_source_s_key_are_one_story(opened: archive.Archive) -> None:
    source = Source(name="example", title="Example", article=ArticleRules(story_key=r"/(\d+)-"))
    add(opened, "https://example.com/en/77-a-bridge", OTHER, "en", source=source)
    add(opened, "https://example.com/fr/77-un-pont", "Un article sans aucun nombre.", "fr", source=source)
    assert len(groups(opened.db)) == 1


def test_a_republication_says_how_much_it_has_in_common_and_who_was_first(opened: archive.Archive) -> None:
    copy = add(opened, "https://daily.org/bridge-opened-666666", f"Reuters. {TEXTS['en']} Follow us for more.", "en", at=T1)
    first = add(opened, ENGLISH, TEXTS["en"], "en", at=T0)
    found = story_view.story(opened.db, copy)
    assert [(version.article, version.role) for version in found.versions] == [(first, "origin"), (copy, "republication")]
    assert found.versions[1].in_common is not None
    assert found.versions[1].in_common > 0.95
    assert found.versions[1].basis == "inferred"


def test_what_was_inferred_can_be_left_out(opened: archive.Archive) -> None:
    english = add(opened, ENGLISH, TEXTS["en"], "en", citations=(Citation(url=VIETNAMESE),))
    vietnamese = add(opened, VIETNAMESE, TEXTS["vi"], "vi")
    add(opened, FRENCH, TEXTS["fr"], "fr")
    assert len(story_view.story(opened.db, english).versions) == 3
    declared = story_view.story(opened.db, english, declared_only=True)
    assert {version.article for version in declared.versions} == {english, vietnamese}
    assert {reason.basis for version in declared.versions for reason in version.reasons} == {"declared"}


def test_a_person_s_split_stands_against_all_evidence_until_it_is_taken_back(opened: archive.Archive) -> None:
    english = add(opened, ENGLISH, TEXTS["en"], "en", citations=(Citation(url=VIETNAMESE),))
    vietnamese = add(opened, VIETNAMESE, TEXTS["vi"], "vi")
    with opened.batch() as db:
        assert stories.say_apart(db, english, "not the same", T1) == (vietnamese,)
    assert stories.numbers(opened.db, (english, vietnamese)) == ((english, english), (vietnamese, vietnamese))
    with opened.batch() as db:
        stories.rebuild(db, T1)
    assert stories.numbers(opened.db, (vietnamese,)) == ((vietnamese, vietnamese),)
    with opened.batch() as db:
        stories.take_back(db, english, None, apart=True, at=T2)
    assert stories.numbers(opened.db, (vietnamese,)) == ((vietnamese, english),)


def test_a_person_s_join_is_undone_by_a_row_and_leaves_the_story_as_it_was(opened: archive.Archive) -> None:
    one = add(opened, ENGLISH, OTHER, "en")
    two = add(opened, FRENCH, "Un article sans aucun nombre.", "fr")
    before = groups(opened.db)
    with opened.batch() as db:
        stories.say_joined(db, one, two, "same minister", T1)
    assert len(groups(opened.db)) == 1
    with opened.batch() as db:
        stories.take_back(db, one, {two}, apart=False, at=T2)
    assert groups(opened.db) == before
    assert opened.db.execute("SELECT count(*) FROM links WHERE relation = 'person'").fetchone() == (2,)


def test_the_last_word_on_two_articles_is_the_one_that_holds(opened: archive.Archive) -> None:
    one, two = add(opened, ENGLISH, TEXTS["en"], "en"), add(opened, FRENCH, TEXTS["fr"], "fr")
    with opened.batch() as db:
        stories.say_apart(db, one, "", T1)
        stories.say_joined(db, one, two, "", T2)
    assert len(groups(opened.db)) == 1


def test_rebuilding_in_many_short_transactions_gives_the_same_stories(opened: archive.Archive) -> None:
    for number in range(4):
        keep(opened, f"Title {number}", f"Text {number}", url=f"https://example.com/{number}")
    with opened.batch() as db:
        stories.say_joined(db, 4, 2, "they are", T0)
    rebuilding = stories.Rebuilding()
    transactions = 0
    while not rebuilding.is_done:
        with opened.batch() as db:
            rebuilding.go_on(db, T1, enough=lambda: True)
        transactions += 1
    assert transactions == 4
    assert dict(opened.db.execute("SELECT id, story FROM articles")) == {1: 1, 2: 2, 3: 3, 4: 2}


def test_rebuilding_gives_the_same_stories(opened: archive.Archive) -> None:
    add(opened, ENGLISH, TEXTS["en"], "en")
    add(opened, VIETNAMESE, TEXTS["vi"], "vi")
    add(opened, "https://example.com/en/museum-in-lyon-shows-444444", OTHER, "en")
    tables = ("SELECT * FROM stories", "SELECT * FROM story_redirects", "SELECT id, story FROM articles")
    before = [opened.db.execute(sql).fetchall() for sql in tables]
    with opened.batch() as db:
        stories.rebuild(db, T2)
    assert [opened.db.execute(sql).fetchall() for sql in tables] == before


def test_a_link_taken_back_takes_the_story_apart(opened: archive.Archive) -> None:
    english = add(opened, ENGLISH, OTHER, "en", citations=(Citation(url=VIETNAMESE),))
    vietnamese = add(opened, VIETNAMESE, "Bài báo gốc không có số nào.", "vi")
    (link,) = (id for (id,) in opened.db.execute("SELECT id FROM v_links WHERE relation = 'citation'"))
    with opened.batch() as db:
        undo_link(db, link, "the page was wrong", T1)
        stories.settle(db, english, T1)
    assert stories.numbers(opened.db, (english, vietnamese)) == ((english, english), (vietnamese, vietnamese))


def test_a_revised_text_is_found_by_its_new_words_and_no_longer_by_the_old(opened: archive.Archive) -> None:
    add(opened, ENGLISH, OTHER, "en")
    add(opened, ENGLISH, TEXTS["en"], "en", at=T1)
    _, old = signature_index.weigh(opened.db, 0, signature("", OTHER, "fr"))
    _, new = signature_index.weigh(opened.db, 0, signature("", TEXTS["fr"], "fr"))
    assert old == ()
    assert [found.article for found in new] == [1]


def test_stories_are_found_by_language_present_and_missing(opened: archive.Archive) -> None:
    first = add(opened, ENGLISH, TEXTS["en"], "en")
    add(opened, VIETNAMESE, TEXTS["vi"], "vi")
    assert [row.id for row in story_view.stories(opened.db, languages=["vi"], missing=["fr"])] == [first]
    assert story_view.stories(opened.db, missing=["vi"]) == ()
    add(opened, FRENCH, TEXTS["fr"], "fr")
    assert story_view.stories(opened.db, missing=["fr"]) == ()


def test_a_translation_that_the_revised_origin_left_behind_says_so(opened: archive.Archive) -> None:
    origin = add(opened, VIETNAMESE, TEXTS["vi"], "vi")
    english = add(opened, ENGLISH, TEXTS["en"], "en", citations=(Citation(url=VIETNAMESE),))
    keep(opened, "Cầu", TEXTS["vi"].replace("347", "374"), url=VIETNAMESE, at=T2, language="vi", kind="edit")
    (first, second) = story_view.story(opened.db, origin).versions
    assert (first.article, second.article) == (origin, english)
    assert second.drift[0].startswith(f"the origin was revised on {T2[:10]}")
    assert "numbers: 347 only here; 374 only there" in second.drift
