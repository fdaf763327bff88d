import pytest

from ingest.core.story.versions.drift import disagreements


def told(text: str, language: str, other: str, other_language: str) -> list[str]:
    return [str(one) for one in disagreements(text, language, other, other_language)]


def test_a_number_that_was_changed_is_named_on_both_sides() -> None:
    assert told("Directive No. 45 of the Politburo", "en", "Chỉ thị số 35 của Bộ Chính trị", "vi") == [
        "numbers: 45 only here; 35 only there"
    ]


def test_a_number_that_the_other_writes_as_a_word_is_no_drift() -> None:
    assert told("There were 12 ministers.", "en", "Il y avait douze ministres.", "fr") == []


def test_a_number_that_is_left_out_in_the_same_language_is_drift() -> None:
    assert told("There were ministers.", "en", "There were 12 ministers.", "en") == ["numbers: 12 only there"]


def test_one_value_in_two_spellings_is_no_drift() -> None:
    assert told("1.5 million euros", "en", "1,5 triệu euro", "vi") == []


def test_a_month_may_be_named_or_numbered() -> None:
    assert told("on 16 December 2024, with 12 bridges", "en", "ngày 16/12/2024, 12 cây cầu", "vi") == []


def test_another_year_and_another_month_are_dates_that_differ() -> None:
    assert told("in March 2025", "en", "en juin 2024", "fr") == ["dates: month 3, 2025 only here; month 6, 2024 only there"]


def test_a_name_that_was_changed_is_named_on_both_sides() -> None:
    assert told("they met Goran Petrovski", "en", "they met Zoran Petrovski", "en") == ["names: Goran only here; Zoran only there"]


def test_a_person_who_has_another_surname_in_another_language_is_named_on_both_sides() -> None:
    english = "Engineer Marta Kovalenko built it. For years, Kovalenko had hoped to."
    assert told(english, "en", "L'ingénieure Marta Dubois l'a construit. Mme Dubois l'espérait depuis des années.", "fr") == [
        "names: Marta Kovalenko only here; Marta Dubois only there"
    ]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("they met Goran Petrovski", "ils ont rencontré Zoran Petrovski"),
        ("Sergio Aguero scored. Aguero ran.", "Sergio Agüero a marqué. Agüero courait."),
        ("From Strumica, Macedonia. In Macedonia it rains.", "De Strumica Macédoine. La Macédoine est sous la pluie."),
        ("Marta Kovalenko built it.", "Marta Dubois l'a construit."),
    ],
    ids=["a first name", "an accent", "a country", "once alone"],
)
def test_names_that_may_be_a_matter_of_translation_are_no_drift(english: str, french: str) -> None:
    assert told(english, "en", french, "fr") == []


def test_names_that_may_differ_are_left_out() -> None:
    assert disagreements("Zoran Zaev said. Tienphong", "en", "Zoran Zaev said.", "en", but={"tienphong"}) == ()


def test_a_text_does_not_differ_from_itself() -> None:
    assert told("Zoran Zaev, 16 December 2024, 347 m", "en", "Zoran Zaev, 16 December 2024, 347 m", "en") == []
