from ingest.core.story.drift import differences


def told(text: str, language: str, other: str, other_language: str) -> list[str]:
    return [str(difference) for difference in differences(text, language, other, other_language)]


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


def test_names_are_compared_within_a_language_only() -> None:
    assert told("they met Goran Petrovski", "en", "they met Zoran Petrovski", "en") == ["names: Goran only here; Zoran only there"]
    assert told("they met Goran Petrovski", "en", "họ gặp Zoran Petrovski", "vi") == []


def test_a_text_does_not_differ_from_itself() -> None:
    assert told("Zoran Zaev, 16 December 2024, 347 m", "en", "Zoran Zaev, 16 December 2024, 347 m", "en") == []
