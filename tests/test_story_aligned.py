import pytest
from readers import TRAINS

from ingest.core.change.tokens import paragraphs
from ingest.core.story.versions.aligned import aligned
from ingest.core.story.versions.drift import disagreements, places


def rows(text: str, language: str, other: str, other_language: str) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(row.left, row.right) for row in aligned(text, language, other, other_language)]


def told(language: str) -> str:
    return "\n\n".join(TRAINS[language][1])


@pytest.mark.parametrize("language", [language for language in TRAINS if language not in ("vi", "fr")])
def test_paragraphs_of_a_translation_stand_beside_those_they_translate(language: str) -> None:
    assert rows(told("vi"), "vi", told(language), language) == [((n,), (n,)) for n in range(4)]


def test_two_paragraphs_that_a_translation_joins_stand_beside_the_one() -> None:
    assert rows(told("vi"), "vi", told("fr"), "fr") == [((0, 1), (0,)), ((2,), (1,)), ((3,), (2,))]


def test_a_paragraph_that_is_left_out_stands_alone() -> None:
    kept = list(TRAINS["en"][1])
    del kept[1]
    assert rows(told("vi"), "vi", "\n\n".join(kept), "en") == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_every_paragraph_stands_once_and_in_order_however_long_the_texts_are() -> None:
    long = "\n\n".join(f"Paragraph {n} says that {n * 7} trains ran." for n in range(700))
    found = rows(long, "en", long + "\n\nOne more.", "en")
    assert [n for left, _ in found for n in left] == list(range(700))
    assert [n for _, right in found for n in right] == list(range(701))


@pytest.mark.parametrize(("text", "other"), [("", ""), ("Words.", ""), ("", "Words.\n\nMore.")])
def test_an_empty_text_has_nothing_to_stand_beside(text: str, other: str) -> None:
    found = rows(text, "en", other, "fr")
    assert sum(len(left) for left, _ in found) == len(paragraphs(text))
    assert sum(len(right) for _, right in found) == len(paragraphs(other))


def marked(text: str, language: str, other: str, other_language: str) -> list[str]:
    values = {value for difference in disagreements(text, language, other, other_language) for value in difference.here}
    return [text[start:end] for start, end in places(text, language, values)]


def test_a_number_that_differs_is_marked_where_it_stands() -> None:
    assert marked(told("vi"), "vi", told("fr"), "fr") == ["24"]
    assert marked(told("fr"), "fr", told("vi"), "vi") == ["42"]


def test_a_number_is_marked_as_it_is_written() -> None:
    assert marked("The fund is £1,240 now.", "en", "Le fonds est de 1 420 livres.", "fr") == ["1,240"]


def test_a_number_is_marked_in_a_script_without_spaces() -> None:
    assert marked(told("zh-Hans"), "zh-Hans", told("fr"), "fr") == ["24"]


def test_names_of_two_words_are_marked_together() -> None:
    here = "Engineer Marta Kovalenko built it. For years, Kovalenko had hoped to."
    there = "L'ingénieure Marta Dubois l'a construit. Mme Dubois l'espérait depuis des années."
    assert marked(here, "en", there, "fr") == ["Marta Kovalenko"]
