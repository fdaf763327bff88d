"""What the pages show is decided on values alone: charts, the reading of a question, changes in brief."""

import pytest
from msgspec import Struct

from ingest.core import charts, question
from ingest.core.change import brief, marked
from ingest.core.change.compare import compare
from ingest.core.change.gravity import gravest_first
from ingest.core.change.model import Version


def test_a_chart_has_a_bar_for_every_day_and_the_highest_fills_it() -> None:
    chart = charts.a_day({"2024-12-18": 4, "2024-12-16": 1, "2024-01-01": 9}, "2024-12-18", 3, 300, 80)
    assert [(bar.name, bar.count) for bar in chart.bars] == [("2024-12-16", 1), ("2024-12-17", 0), ("2024-12-18", 4)]
    assert [(bar.y, bar.height) for bar in chart.bars] == [(60, 20), (80, 0), (0, 80)]
    assert chart.bars[-1].x + chart.bars[-1].width <= 300
    assert (chart.most, chart.total) == (4, 5)


def test_a_chart_may_be_drawn_as_one_path() -> None:
    chart = charts.a_day({"2024-12-18": 4, "2024-12-16": 1}, "2024-12-18", 3, 300, 80)
    assert chart.path == "M0 80V60h98V80zM200 80V0h98V80z"


def test_a_chart_of_nothing_is_flat() -> None:
    assert {bar.height for bar in charts.a_day({}, "2024-12-18", 60, 600, 72).bars} == {0}


def test_one_article_beside_a_thousand_is_still_seen() -> None:
    assert charts.a_day({"2024-12-17": 1, "2024-12-18": 5000}, "2024-12-18", 2, 10, 72).bars[0].height >= 1


@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        ("duong sat", (("duong",), ("sat",)), ()),
        ('"open on Saturdays" -rooms', (("open on Saturdays",),), ("rooms",)),
        ("tram OR metro fare*", (("tram", "metro"), ("fare*",)), ()),
        ("铁路", (("铁路",),), ()),
    ],
)
def test_a_question_is_told_back_as_it_is_understood(words: str, wanted: tuple[tuple[str, ...], ...], unwanted: tuple[str, ...]) -> None:
    read = question.read(words)
    assert (read.wanted, read.unwanted, read.trouble) == (wanted, unwanted, None)


@pytest.mark.parametrize(("words", "example"), [("-strike", "railway -strike"), ('?! "', "duong sat"), ("OR", "duong sat")])
def test_a_question_that_asks_for_nothing_is_explained_with_an_example(words: str, example: str) -> None:
    assert example in str(question.read(words).trouble)


def test_no_question_is_no_trouble() -> None:
    assert question.read("  ").trouble is None


class Told(Struct):
    class_: str | None
    significance: float | None


def test_the_gravest_change_comes_first_and_what_has_no_class_last() -> None:
    told = [Told(None, None), Told("typo", 0.9), Told("numbers", 0.2), Told("numbers", 0.8), Told("negation", 1.0)]
    assert [(one.class_, one.significance) for one in gravest_first(told)] == [
        ("numbers", 0.8), ("numbers", 0.2), ("negation", 1.0), ("typo", 0.9), (None, None),
    ]  # fmt: skip


def extracts(before: str, after: str) -> tuple[brief.Extract, ...]:
    old, new = Version("Title", before, "en"), Version("Title", after, "en")
    return brief.extracts(marked.lines(old, new, compare(old, new)))


def test_a_change_in_brief_keeps_the_words_beside_what_changed() -> None:
    far = "The council met on Monday and heard all who wished to be heard about the plans for the harbour and its basin. " * 3
    (found,) = extracts(f"{far}The fund is 42 million now.", f"{far}The fund is 24 million now.")
    assert ("gone", "42") in found.parts
    assert ("come", "24") in found.parts
    assert sum(len(text) for _, text in found.parts) < 200
    assert found.parts[0][1].startswith(" … ")
    assert found.parts[0][1].endswith("The fund is ")
    assert found.parts[-1][1] == " million now."


def test_what_did_not_change_has_no_brief() -> None:
    assert extracts("The same.", "The same.") == ()
