import random

from hypothesis import given
from hypothesis import strategies as st

from ingest.core.story.group import Pair, against_rivals, derive, pair
from ingest.core.story.judging.weights import COPY

Tongues = dict[int, str]
Likely = dict[Pair, float]

LANGUAGES = ["en", "fr", "vi", "zh-Hans", "und"]

articles = st.integers(min_value=1, max_value=12)
pairs = st.tuples(articles, articles).filter(lambda ids: ids[0] != ids[1]).map(lambda ids: pair(*ids))
languages = st.fixed_dictionaries({article: st.sampled_from(LANGUAGES) for article in range(1, 13)})
likely = st.dictionaries(pairs, st.floats(min_value=-9, max_value=12))


def shuffled(found: dict, seed: int) -> dict:  # type: ignore[type-arg]
    entries = list(found.items())
    random.Random(seed).shuffle(entries)
    return dict(entries)


@given(languages, likely, st.lists(pairs), st.lists(pairs, max_size=3), st.integers())
def test_stories_ignore_the_order_of_articles_and_links(
    tongues: Tongues, links: Likely, certain: list[Pair], apart: list[Pair], seed: int
) -> None:
    again = derive(shuffled(tongues, seed), shuffled(links, seed), certain[::-1], apart[::-1])
    assert derive(tongues, links, certain, apart) == again


@given(languages, likely, st.lists(pairs))
def test_a_story_is_named_by_its_smallest_article_and_every_article_has_one(tongues: Tongues, links: Likely, certain: list[Pair]) -> None:
    found = derive(tongues, links, certain)
    assert set(found) == set(tongues)
    for article, story in found.items():
        assert story == min(other for other, of in found.items() if of == found[article])


@given(languages, likely, st.lists(pairs))
def test_what_was_derived_holds_when_taken_for_certain(tongues: Tongues, links: Likely, certain: list[Pair]) -> None:
    found = derive(tongues, links, certain)
    assert derive(tongues, {}, [(article, story) for article, story in found.items() if article != story]) == found


@given(languages, likely, st.lists(pairs))
def test_certain_links_outlive_any_likelihood(tongues: Tongues, links: Likely, certain: list[Pair]) -> None:
    found = derive(tongues, links, certain)
    assert all(found[a] == found[b] for a, b in certain)


@given(languages, likely, st.lists(pairs), st.lists(pairs, min_size=1, max_size=3))
def test_articles_kept_apart_are_never_in_one_story_and_an_undoing_restores_it(
    tongues: Tongues, links: Likely, certain: list[Pair], apart: list[Pair]
) -> None:
    before = derive(tongues, links, certain)
    found = derive(tongues, links, certain, apart)
    assert all(found[a] != found[b] for a, b in apart)
    assert derive(tongues, links, certain, []) == before


def test_a_translation_far_ahead_of_its_rivals_joins() -> None:
    assert derive({1: "en", 2: "vi", 3: "vi"}, {(1, 2): 4.0, (1, 3): -3.0}) == {1: 1, 2: 1, 3: 3}


def test_neither_of_two_that_are_as_near_joins() -> None:
    assert derive({1: "en", 2: "vi", 3: "vi"}, {(1, 2): 3.0, (1, 3): 2.9}) == {1: 1, 2: 2, 3: 3}


def test_a_copy_of_the_translation_is_no_rival_of_it() -> None:
    assert set(derive({1: "en", 2: "vi", 3: "vi"}, {(1, 2): 4.0, (1, 3): 3.9, (2, 3): 9.0}).values()) == {1}


def test_a_newcomer_must_fit_the_story_and_not_one_member_of_it() -> None:
    story = {(a, b): 9.0 for a in range(1, 5) for b in range(a + 1, 5)}
    tongues = {1: "en", 2: "fr", 3: "vi", 4: "ru", 5: "ja"}
    assert derive(tongues, {**story, (4, 5): 4.0})[5] == 5
    assert derive(tongues, {**story, (4, 5): 4.0, (3, 5): 3.0, (2, 5): 2.0, (1, 5): 2.0})[5] == 1


def test_two_reports_of_one_event_stay_two_stories() -> None:
    tongues = {1: "en", 2: "fr", 3: "vi", 4: "en", 5: "fr", 6: "vi"}
    told_once = {(1, 2): 9.0, (1, 3): 9.0, (2, 3): 9.0}
    told_again = {(4, 5): 9.0, (4, 6): 9.0, (5, 6): 9.0}
    across = {(1, 5): 6.0, (1, 6): 5.0, (2, 4): 5.5, (2, 6): 5.0, (3, 4): 5.0, (3, 5): 5.0, (1, 4): -1.0}
    assert set(derive(tongues, {**told_once, **told_again, **across}).values()) == {1, 4}


def test_fifty_copies_of_a_wire_story_are_one_with_its_translation() -> None:
    tongues = {**dict.fromkeys(range(1, 51), "en"), 51: "vi"}
    chain = {(n, n + 1): COPY + 2 for n in range(1, 50)}  # an article is only judged against a dozen of them
    assert set(derive(tongues, {**chain, (7, 51): 5.0, (8, 51): 5.0}).values()) == {1}


def test_articles_of_no_known_language_are_not_taken_for_one_language() -> None:
    assert derive({1: "und", 2: "und"}, {(1, 2): COPY + 1}) == {1: 1, 2: 1}
    leads = against_rivals({(1, 2): 4.0, (1, 3): 4.0}, {1: "en", 2: "und-2", 3: "und-3"}, {1: 1, 2: 2, 3: 3})
    assert leads[1, 2] > 2
