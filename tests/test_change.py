"""What becomes of a newly read version, and what kind of change it is."""

import pytest
from bounded import bounded
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.change.decide import Kept, decide, fingerprint, likeness
from ingest.core.model import Verdict

TITLE = "Bộ Nội vụ tổ chức hội nghị"
PARAGRAPHS = (
    "Ngày 18/12/2024, Bộ Nội vụ tổ chức hội nghị tổng kết công tác năm với 250 đại biểu tham dự.",
    "Bộ trưởng Phạm Thị Thanh Trà phát biểu chỉ đạo tại hội nghị và yêu cầu các đơn vị khẩn trương hoàn thành nhiệm vụ.",
    "The budget grew by 3.5% to 120 million dong, the minister said on Wednesday in the capital.",
    "各部门要认真贯彻落实会议精神，确保完成全年任务。",
)
TEXT = "\n\n".join(PARAGRAPHS)
LAST = Kept(fingerprint=fingerprint(TITLE, TEXT), title=TITLE, text=TEXT, language="vi")


def changed(old: str, new: str) -> tuple[str | None, str]:
    assert old in TEXT
    decision = decide(LAST, TITLE, TEXT.replace(old, new), "vi")
    assert decision.verdict is Verdict.REVISED
    return decision.change, decision.reason


# ---------------------------------------------------------------- fingerprints


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, TEXT.replace(" ", "  ")),
        (TITLE, TEXT.replace(" ", "\u00a0")),
        (TITLE, TEXT.replace("\n\n", "\n")),
        (f" {TITLE}\n", TEXT),
    ],
)
def test_white_space_is_nothing_to_read(title: str, text: str) -> None:
    assert fingerprint(title, text) == LAST.fingerprint


def test_the_shape_of_quotes_is_nothing_to_read() -> None:
    assert fingerprint("“Tổng” ‘kết’", "l’été «x» „y“") == fingerprint("\"Tổng\" 'kết'", 'l\'été "x" "y"')


@pytest.mark.parametrize(
    ("old", "new"), [("250", "251"), ("Bộ trưởng", "bộ trưởng"), ("3.5%", "35%"), (".", ""), ("各", "个"), ("Nội", "Noi")]
)
def test_every_letter_and_number_is_read(old: str, new: str) -> None:
    assert fingerprint(TITLE, TEXT.replace(old, new, 1)) != LAST.fingerprint


def test_title_and_text_do_not_run_together() -> None:
    assert fingerprint("a b", "c") != fingerprint("a", "b c")


def test_a_lone_surrogate_has_a_fingerprint() -> None:
    assert len(fingerprint("\ud800", "x")) == 32


# ---------------------------------------------------------------- verdicts


def test_the_first_version_is_new() -> None:
    decision = decide(None, TITLE, TEXT, "vi")
    assert (decision.verdict, decision.change) == (Verdict.NEW, "first")


def test_the_same_text_is_unchanged() -> None:
    assert decide(LAST, TITLE, TEXT.replace("\n\n", "\n \n"), "vi").verdict is Verdict.UNCHANGED


def test_another_language_all_at_once_is_quarantined() -> None:
    decision = decide(LAST, TITLE, TEXT + " more", "en")
    assert decision.verdict is Verdict.QUARANTINED
    assert "vi" in decision.reason
    assert "en" in decision.reason


@pytest.mark.parametrize("language", [None, "vi"])
def test_an_unknown_language_is_no_other_language(language: str | None) -> None:
    assert decide(LAST, TITLE, TEXT + " more", language).verdict is Verdict.REVISED


def test_the_text_of_an_earlier_revision_returns() -> None:
    decision = decide(LAST, TITLE, TEXT + " cũ", "vi", {fingerprint(TITLE, TEXT + " cũ")})
    assert (decision.verdict, decision.change) == (Verdict.REVISED, "revert")


def test_less_than_half_of_the_text_is_quarantined() -> None:
    half = len(TEXT) // 2
    assert decide(LAST, TITLE, TEXT[: half - 1], "vi").verdict is Verdict.QUARANTINED
    assert decide(LAST, TITLE, TEXT[: half + 1], "vi").verdict is Verdict.REVISED
    assert decide(LAST, TITLE, "", "vi").verdict is Verdict.QUARANTINED


def test_another_text_under_another_title_is_quarantined() -> None:
    error = "Xin lỗi, trang bạn tìm không tồn tại. " + " ".join(f"Tin {number} khác hẳn." for number in range(40))
    decision = decide(LAST, "Không tìm thấy trang", error, "vi")
    assert decision.verdict is Verdict.QUARANTINED
    assert "Không tìm thấy trang" in decision.reason


def test_a_rewritten_text_under_its_title_is_a_revision() -> None:
    assert decide(LAST, TITLE, " ".join(f"mới {number}" for number in range(100)), "vi").verdict is Verdict.REVISED


# ---------------------------------------------------------------- classes


@pytest.mark.parametrize(
    ("old", "new", "change", "told"),
    [
        ("250", "215", "numbers", ["“250” to “215”"]),
        ("3.5%", "5.3%", "numbers", ["“3.5%” to “5.3%”"]),
        ("120 million", "120 billion", "numbers", ["“million” to “billion”"]),
        ("18/12/2024", "19/12/2024", "dates", ["“18/12/2024” to “19/12/2024”"]),
        ("Wednesday", "Thursday", "dates", ["“Wednesday” to “Thursday”"]),
        ("Thanh Trà", "Thanh Hà", "names", ["“Trà” to “Hà”"]),
        ("minister said", "ministr said", "typo", ["“minister” to “ministr”"]),
        ("the minister said", "according to officials", "wording", ["officials"]),
        ("capital.", "capital", "typo", ["“.” to nothing"]),
        ("全年", "半年", "wording", ["“全” to “半”"]),
        ("The budget grew", "The budget may have grown", "wording", ["may have grown"]),
    ],
)
def test_a_change_is_named_by_what_it_touches(old: str, new: str, change: str, told: list[str]) -> None:
    found, reason = changed(old, new)
    assert found == change
    for words in told:
        assert words in reason


def test_the_gravest_of_several_changes_names_the_class() -> None:
    text = TEXT.replace("250", "251").replace("Thanh Trà", "Thanh Hà").replace(PARAGRAPHS[3], "Đoạn hoàn toàn mới được thêm vào cuối bài.")
    decision = decide(LAST, TITLE + " mới", text, "vi")
    assert decision.change == "numbers"
    for words in ("“250” to “251”", "“Trà” to “Hà”", "a passage was removed", "a passage was added", "the headline was"):
        assert words in decision.reason


def test_a_paragraph_comes_or_goes() -> None:
    assert changed(PARAGRAPHS[1], f"{PARAGRAPHS[1]}\n\nĐoạn văn hoàn toàn mới.")[0] == "added"
    change, reason = changed(f"\n\n{PARAGRAPHS[1]}", "")
    assert change == "removed"
    assert "Bộ trưởng Phạm" in reason


def test_a_new_title_alone() -> None:
    decision = decide(LAST, "Tên khác", TEXT, "vi")
    assert (decision.verdict, decision.change) == (Verdict.REVISED, "headline")
    assert TITLE in decision.reason


def test_moved_paragraphs() -> None:
    decision = decide(LAST, TITLE, "\n\n".join(reversed(PARAGRAPHS)), "vi")
    assert decision.change == "moved"


def test_a_reason_is_one_short_line() -> None:
    text = "\n\n".join(paragraph + " thêm " + "chữ\n" * 300 for paragraph in PARAGRAPHS)
    reason = decide(LAST, TITLE, text, "vi").reason
    assert "\n" not in reason
    assert len(reason) < 800


# ---------------------------------------------------------------- likeness


def test_likeness_tells_versions_from_strangers() -> None:
    assert likeness(TEXT, TEXT) == 1
    assert likeness(TEXT, TEXT.replace("250", "215") + " " + TEXT) > 0.9
    assert likeness(PARAGRAPHS[0], PARAGRAPHS[1]) < 0.3
    assert likeness(PARAGRAPHS[3], PARAGRAPHS[3].replace("全年", "半年")) > 0.7
    assert likeness("", "") == 1
    assert likeness("a", "b") == 0


def test_a_rewritten_text_shares_a_tenth_of_its_pairs_of_words_and_a_strangers_does_not() -> None:
    words = [f"word{number}" for number in range(101)]  # a hundred pairs of neighbours
    last = Kept(fingerprint="", title="Budget agreed", text=" ".join(words))

    def shares(pairs: int) -> str:
        return " ".join(words[: pairs + 1] + [f"other{number}" for number in range(100 - pairs)])

    assert [likeness(last.text, shares(pairs)) for pairs in (9, 10)] == [0.09, 0.1]
    assert decide(last, "Another headline", shares(9)).verdict is Verdict.QUARANTINED
    assert decide(last, "Another headline", shares(10)).verdict is Verdict.REVISED
    assert decide(last, "Budget agreed", shares(0)).verdict is Verdict.REVISED, "under its own title a text may be new from end to end"


# ---------------------------------------------------------------- properties

WORDS = st.lists(st.sampled_from(["Bộ", "Nội", "vụ", "12", "12/3/2024", ".", "\n\n", "the", "全", "Hà"]), max_size=40).map(" ".join)


@given(WORDS, WORDS, WORDS, WORDS)
def test_decisions_are_consistent(title: str, text: str, new_title: str, new_text: str) -> None:
    last = Kept(fingerprint=fingerprint(title, text), title=title, text=text)
    decision = decide(last, new_title, new_text)
    assert (decision.verdict is Verdict.UNCHANGED) == (fingerprint(new_title, new_text) == last.fingerprint)
    assert (decision.verdict is Verdict.REVISED) == (decision.change is not None)
    assert decision.verdict is not Verdict.QUARANTINED or len(new_text) * 2 < len(text) or new_title != title
    assert decision.reason
    assert "\n" not in decision.reason


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_mutual(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


def test_long_texts_are_compared_in_bounded_time() -> None:
    old = "\n\n".join(f"đoạn {number} " + "a b " * 400 for number in range(300))
    new = "\n\n".join(f"khúc {number} " + "b a " * 400 for number in range(300))
    last = Kept(fingerprint="", title="t", text=old)
    with bounded():
        decide(last, "t", new)
        decide(last, "t", new.replace("\n\n", " "))
