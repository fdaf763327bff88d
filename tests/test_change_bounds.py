"""Where one class of an edit ends and the next begins: the last value on this side of each bound, and the first on the other."""

import pytest

from ingest.core.change import classes, figures, noise
from ingest.core.change.compare import compare
from ingest.core.change.model import HEADLINE, Change, ChangeKind, Span, Version
from ingest.core.change.place import Place
from ingest.core.change.reason import reason
from ingest.core.change.significance import significance
from ingest.core.change.tokens import piece
from ingest.core.change.vocabulary import vocabulary

ENGLISH = vocabulary("en")
LETTERS = "abcdefghijklmnop"


def stretch(before: str, after: str, left: str = "", right: str = "") -> Place:
    """The words between `left` and `right`, which both versions share."""
    old, new = piece(f"{left} {before} {right}".strip()), piece(f"{left} {after} {right}".strip())
    beginning, end = len(piece(left).tokens), len(piece(right).tokens)
    return Place(old, new, beginning, len(old.tokens) - end, beginning, len(new.tokens) - end)


def kind(before: str, after: str, left: str = "", right: str = "") -> str:
    return classes.kind_of(stretch(before, after, left, right), ENGLISH)


def changed(before: str, after: str) -> Change:
    return compare(Version("A title", before, "en"), Version("A title", after, "en"))


def test_a_stretch_of_four_hundred_words_is_read_and_a_longer_one_was_written_anew() -> None:
    assert kind("dull " * 399 + "7", "grey " * 399 + "8") == "numbers"
    assert kind("dull " * 400 + "7", "grey " * 400 + "8") == "wording"


def test_six_words_more_are_a_clause_and_five_are_wording() -> None:
    words = [f"word{letter}" for letter in LETTERS]
    assert kind("", " ".join(words[:5]), "They", "came") == "wording"
    assert kind("", " ".join(words[:6]), "They", "came") == "added"
    assert kind(" ".join(words[:6]), "", "They", "came") == "removed"


def test_a_sentence_came_where_at_most_a_quarter_of_its_words_stood_before() -> None:
    assert kind("red .", "one dull day of rain came there .") == "added"
    assert kind("red or .", "one dull day of rain came there .") == "wording"


def test_a_not_is_what_changed_among_three_other_words_and_no_more() -> None:
    assert kind("red " * 3, "blue " * 3 + "not") == "negation"
    assert kind("red " * 4, "blue " * 4 + "not") == "wording"


@pytest.mark.parametrize(
    ("words", "is_figure"),
    [("12 , , , of them came", True), ("12 , , , of them came here", False), ("twelve here", True), ("twelve here then", False)],
)
def test_figures_that_one_version_alone_has_stand_beside_few_other_words(words: str, is_figure: bool) -> None:
    assert figures.is_figure(stretch("", words), ENGLISH) is is_figure
    assert figures.is_figure(stretch(words, ""), ENGLISH) is is_figure


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("El 3 de mayo sale", True),
        ("El 3 de este mayo", False),
        ("en mayo de 24 sale", True),
        ("en mayo de los 24 sale", False),
        ("125 de mayo", False),  # a day has two figures
    ],
)
def test_a_day_and_its_month_have_one_word_between_them(text: str, is_date: bool) -> None:
    found = piece(text)
    at = next(number for number, token in enumerate(found.tokens) if token.isdecimal())
    assert figures.is_date(Place(found, piece(""), at, at + 1, 0, 0), vocabulary("es")) is is_date


def test_a_paragraph_of_more_than_twelve_stretches_is_shown_as_one() -> None:
    def paragraph(size: int, word: str) -> str:
        return "It begins.\n\n" + " ".join(f"w{letter} {word}{letter} mid more" for letter in LETTERS[:size])

    assert len(changed(paragraph(12, "old"), paragraph(12, "new")).spans) == 12
    assert len(changed(paragraph(13, "old"), paragraph(13, "new")).spans) == 1


def test_a_thousand_paragraphs_that_came_are_read_and_the_others_said_to_differ() -> None:
    came = [f"Correction: the report of station {number} named another river." for number in range(1001)]
    found = changed("It begins.", "\n\n".join(["It begins.", *came]))
    assert [span.kind for span in found.spans].count("correction") == 1000
    assert {span.kind for span in found.spans if span.paragraphs[1] == 1002} == {"added"}


def test_a_byline_has_a_hundred_and_ten_characters_at_most() -> None:
    assert classes.is_byline("By Anna " + "k" * 102)
    assert not classes.is_byline("By Anna " + "k" * 103)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [("cost 5 more", "cost 6 more", ["numbers"]), ("see 5 6 7 here", "see 8 9 4 here", ["headline"])],
)
def test_small_edits_of_a_headline_have_their_class_and_others_are_a_headlines(before: str, after: str, kinds: list[str]) -> None:
    found = compare(Version(f"Trains {before}", "It begins.", "en"), Version(f"Trains {after}", "It begins.", "en"))
    assert [span.kind for span in found.spans] == kinds


@pytest.mark.parametrize(
    ("touched", "weights"),
    [
        *((kind, (0.0, 0.0)) for kind in ("typo", "byline", "moved", "headline", "lead")),
        *((kind, (0.08, 0.03)) for kind in ("names", "dates", "wording", "negation", "quotes")),
    ],
)
def test_what_matters_weighs_more_in_the_headline_and_in_the_first_paragraph(touched: ChangeKind, weights: tuple[float, float]) -> None:
    def weight(paragraph: int) -> float:
        return significance((Span(touched, (paragraph, paragraph), (0, 0), (4, 4), ("abcd", "abce")),), 1000)

    assert (round(weight(HEADLINE) - weight(2), 3), round(weight(1) - weight(2), 3)) == weights


@pytest.mark.parametrize(
    ("before", "after", "is_figure"),
    [
        ("三人", "五人", True),  # a counter follows
        ("三心", "五心", False),
        ("第三", "第五", True),  # what counts precedes
        ("到第三", "到第五", True),
        ("第在三", "第在五", False),
        ("人三心", "人五心", False),  # a counter precedes, which says nothing
        ("三第", "五第", False),
    ],
)
def test_a_lone_ideograph_is_a_number_beside_what_counts(before: str, after: str, is_figure: bool) -> None:
    chinese = vocabulary("zh-Hans")
    old, new = piece(before), piece(after)
    at = next(place for place, (one, other) in enumerate(zip(old.tokens, new.tokens, strict=True)) if one != other)
    assert figures.is_figure(Place(old, new, at, at + 1, at, at + 1), chinese) is is_figure


@pytest.mark.parametrize(("spans", "rest"), [(3, ""), (4, " and 1 more"), (6, " and 3 more")])
def test_three_changes_of_a_kind_are_shown_and_the_rest_is_counted(spans: int, rest: str) -> None:
    found = tuple(Span("numbers", (1, 1), (0, 0), (2, 2), (f"{number}", f"{number + 10}")) for number in range(spans))
    said = reason(Change(spans=found))
    assert said.startswith("numbers were changed: “0” to “10”, “1” to “11”, “2” to “12”")
    assert said.endswith(rest or "“2” to “12”")


def test_a_token_in_a_line_is_told_by_the_whole_run_of_characters_that_it_stands_in() -> None:
    """`v=8f3a...` has parts that differ and parts that do not: what surrounds them belongs to the token."""
    old, new = (
        piece(f"Style sheet main.css?v={token} is loaded here by every page of the site.")
        for token in ("8f3a9c21d4e7b605", "8f3a0d52d4e7b605")
    )
    at = next(place for place, (one, other) in enumerate(zip(old.tokens, new.tokens, strict=True)) if one != other)
    assert noise.is_noise(old, new, at, at + 1, at, at + 1, ENGLISH)
    assert not noise.is_noise(old, new, 0, 1, 1, 2, ENGLISH)
