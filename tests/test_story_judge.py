import pytest
from hypothesis import given
from hypothesis import strategies as st
from storied import OTHER, TEXTS

from ingest.core.story.features.signature import signature
from ingest.core.story.judging.judge import Weighed, confidence, dated, days_apart, evidence, in_order, score
from ingest.core.story.judging.reasons import reason_for
from ingest.core.story.judging.weights import FAR, NOTHING, WINDOW
from ingest.core.story.pool import Pool


def weighed(*texts: tuple[str, str]) -> list[Weighed]:
    return Pool([signature("", text, language) for language, text in texts]).weighed


@pytest.mark.parametrize(("one", "other"), [("en", "vi"), ("en", "fr"), ("fr", "vi")])
def test_a_translation_is_likely_and_another_article_is_not(one: str, other: str) -> None:
    a, b, unlike = weighed((one, TEXTS[one]), (other, TEXTS[other]), ("en", OTHER))
    assert score(a, b) > 3
    assert score(a, unlike) < -3


def test_the_same_facts_in_another_order_are_less_likely_one_text() -> None:
    told = TEXTS["vi"].split(". ")
    a, b, shuffled = weighed(("en", TEXTS["en"]), ("vi", TEXTS["vi"]), ("vi", ". ".join(told[::-1])))
    assert score(a, shuffled) < score(a, b) - 2


def test_two_short_texts_that_share_a_year_share_nothing() -> None:
    a, b = weighed(("en", "It opens in 2025."), ("vi", "Mở cửa năm 2025."))
    assert score(a, b) == NOTHING


# Two days of one thing, told with the same persons and places.
ON_TUESDAY = """Talks between Sudan's army and the Rapid Support Forces opened in Muscat on Tuesday under the mediation of
Oman's foreign minister Badr Albusaidi. General Shams Kabbashi leads the army's delegation, Omar Hamdan that of the RSF. The envoy
Ramtane Lamamra said a humanitarian truce for El Fasher was first on the agenda."""
ON_WEDNESDAY = """The Muscat meetings on Sudan were adjourned on Wednesday without agreement. Omar Hamdan of the RSF refused to
withdraw from the airport of El Fasher, Shams Kabbashi said. Badr Albusaidi hopes to bring both back within a week. Ramtane Lamamra
flies to Port Sudan to see General Burhan, and then to Nyala."""


def test_two_reports_in_one_language_without_a_run_of_words_in_common_are_two_texts() -> None:
    a, b = weighed(("en", ON_TUESDAY), ("en", ON_WEDNESDAY))
    assert score(a, b) == NOTHING


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        (ON_TUESDAY, ON_WEDNESDAY * 3, "en"),  # of which the sketches may hold other parts
        (ON_TUESDAY[:150], ON_WEDNESDAY[:150], "en"),  # too short to tell
        (ON_TUESDAY, ON_WEDNESDAY, "sr"),  # which is written in two scripts
    ],
)
def test_what_two_texts_need_not_share_is_not_held_against_them(one: str, other: str, language: str) -> None:
    a, b = weighed((language, one), (language, other))
    assert score(a, b) > NOTHING


@given(st.sampled_from(["en", "fr", "vi"]), st.text(max_size=200), st.sampled_from(["en", "fr", "vi"]), st.text(max_size=200))
def test_evidence_is_the_same_from_either_side(language: str, text: str, other_language: str, other: str) -> None:
    a, b = weighed((language, f"{TEXTS['en']} {text}"), (other_language, f"{TEXTS['fr']} {other}"))
    assert evidence(a, b) == pytest.approx(evidence(b, a))
    assert 0 <= confidence(score(a, b)) <= 1


@pytest.mark.parametrize(
    ("places", "longest"), [([], 0), ([(1, 1), (2, 2), (3, 3)], 3), ([(1, 3), (2, 2), (3, 1)], 1), ([(1, 1), (2, 9), (3, 2)], 2)]
)
def test_the_longest_chain_in_order(places: list[tuple[int, int]], longest: int) -> None:
    assert in_order(places) == longest


def test_what_is_told_weeks_later_is_less_likely_one_text() -> None:
    assert days_apart("2024-12-16", "2024-12-18T09:00:00+07:00") == 2
    assert days_apart("2024-12-16", None) is days_apart("soon", "2024-12-16") is None
    assert dated(5.0, None) == dated(5.0, WINDOW) == 5.0
    assert dated(5.0, WINDOW + 1) == 5.0 - FAR


def test_a_reason_quotes_the_rarest_of_what_is_shared() -> None:
    a, b = weighed(("en", TEXTS["en"]), ("vi", TEXTS["vi"]))
    reason = reason_for(a, b, lead=3.2, days=2)
    assert "in the same order: Zoran, Zaev, Vardar" in reason
    assert reason.endswith("3.2 ahead of the next vi article; published 2 days apart")
