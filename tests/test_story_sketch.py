import random

from hypothesis import given
from hypothesis import strategies as st

from ingest.core.story.features.minhash import SIZE, containment, resemblance, shingles, sketch

WORDS = [f"{a}{b}{c}" for a in "bdfglmnprst" for b in "aeiou" for c in "klmnrst"]


def article(seed: int, words: int = 400) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) for _ in range(words)]


def test_a_copy_with_a_third_dropped_is_a_candidate_and_contained() -> None:
    whole = article(1)
    shorter = " ".join(whole[: len(whole) * 2 // 3])
    text = " ".join(whole)
    assert resemblance(frozenset(sketch(text)), frozenset(sketch(shorter))) > 0.3
    assert containment(text, shorter) > 0.95


def test_boilerplate_round_a_copy_does_not_hide_it() -> None:
    text = " ".join(article(2))
    assert containment(f"Share this. {text} Read more. Follow us.", text) > 0.95


def test_two_texts_on_different_matters_have_nothing_in_common() -> None:
    one, other = " ".join(article(3)), " ".join(article(4))
    assert resemblance(frozenset(sketch(one)), frozenset(sketch(other))) == 0
    assert containment(one, other) < 0.02


def test_a_text_without_spaces_is_cut_into_characters() -> None:
    text = "全国铁路冬季货运保障工作部署会在北京召开会议要求各单位确保运输安全畅通"
    assert len(shingles(text)) > 20
    assert containment(text, text[5:]) > 0.95


def test_a_word_of_india_is_whole_whatever_vowel_signs_it_has() -> None:
    one = "মেয়র তোমিস্লাভ তোমাশেভিচের সঙ্গে আলোচনা ভেস্তে যায়"
    other = "উপস্থিতিতে মেয়র তোমিস্লাভ তোমাশেভিচ চুক্তি সই করেন"
    assert len(shingles(one)) == len(one.split()) - 3
    assert not shingles(one) & shingles(other)


def test_a_text_of_few_words_has_one_shingle_and_none_has_none() -> None:
    assert len(shingles("two words")) <= 1
    assert shingles("") == set()
    assert containment("", "anything at all") == 0


@given(st.text(), st.text())
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    ours, theirs = frozenset(sketch(one)), frozenset(sketch(other))
    assert len(ours) <= SIZE
    assert 0 <= resemblance(ours, theirs) == resemblance(theirs, ours) <= 1
    assert 0 <= containment(one, other) == containment(other, one) <= 1
