import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.story.features.numbers import numbers, roman, spelled, value
from ingest.core.story.features.words import split


def said(text: str, language: str = "en") -> list[str]:
    return [number for _, number in numbers(split(text, language))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1,234.5", "en"),
        ("1.234,5", "de"),
        ("1 234,5", "ru"),
        ("1\u202f234,5", "fr"),
        ("1’234.5", "de"),
        ("١٬٢٣٤٫٥", "ar"),
        ("१,२३४.५", "hi"),
    ],
)
def test_a_number_is_one_value_in_every_language_s_spelling(text: str, language: str) -> None:
    assert said(text, language) == ["1234.5"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1.5 million people", "en"),
        ("1,5 Millionen Menschen", "de"),
        ("1,5 triệu người", "vi"),
        ("150万人", "zh-Hans"),
        ("150万人", "ja"),
        ("1,5 миллиона человек", "ru"),
        ("15 लाख लोग", "hi"),
        ("1,500,000", "en"),
        ("15,00,000", "hi"),
    ],
)
def test_a_scale_word_multiplies_what_stands_before_it(text: str, language: str) -> None:
    assert said(text, language) == ["1.5e+06"]


def test_two_scale_words_that_are_one_multiply_once() -> None:
    assert said("2 nghìn tỷ đồng", "vi") == ["2e+12"]


@pytest.mark.parametrize("text", ["18/12/2024", "18.12.2024", "18-12-2024"])
def test_the_parts_of_a_date_stand_alone(text: str) -> None:
    assert said(text) == ["18", "12", "2024"]


def test_two_numbers_with_a_space_between_are_not_one() -> None:
    assert said("in 2018 150 people") == ["2018", "150"]


@pytest.mark.parametrize(
    ("word", "number"), [("XIII", 13), ("XIV", 14), ("IX", 9), ("XXXIX", 39), ("MIX", None), ("I", None), ("IIII", None)]
)
def test_a_roman_numeral_is_a_number(word: str, number: int | None) -> None:
    assert roman(word) == number


def test_a_congress_has_one_number_in_any_language() -> None:
    assert said("Đại hội XIII", "vi") == said("the 13th Congress") == ["13"]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_thousands_may_be_grouped_or_not(number: int) -> None:
    assert said(f"{number:,}") == said(f"{number:,}".replace(",", "."), "de") == [spelled(number)]


@given(st.text(alphabet="0123456789.,'’٫٬ \u00a0", max_size=30))
def test_anything_made_of_digits_and_points_is_read(text: str) -> None:
    assert all(float(number) >= 0 for number in said(text))
    assert value("0.125") == 0.125
