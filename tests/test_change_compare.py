"""What changed between two versions: spans, classes, significance, and how a change is shown."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.change import marked
from ingest.core.change.compare import compare
from ingest.core.change.decide import Kept, decide, fingerprint
from ingest.core.change.model import HEADLINE, Change, Version, mirrored
from ingest.core.change.tokens import joined, paragraphs, shaped
from ingest.core.model import Verdict

FIRST = "This is how it begins."  # a lead that no test touches


def changed(language: str, before: str, after: str) -> Change:
    """What changed in the second paragraph."""
    return compare(Version("A title", f"{FIRST}\n\n{before}", language), Version("A title", f"{FIRST}\n\n{after}", language))


@pytest.mark.parametrize(
    ("language", "before", "after", "kind", "gone", "come"),
    [
        ("en", "The fund is £4.2 million now.", "The fund is £2.4 million now.", "numbers", "4.2", "2.4"),
        ("en", "Some forty people came.", "Some fifty people came.", "numbers", "forty", "fifty"),
        ("en", "It cost 1,000 dollars.", "It cost 10,000 dollars.", "numbers", "1,000", "10,000"),
        ("en", "They will meet on 3 May 2025 again.", "They will meet on 4 May 2025 again.", "dates", "3", "4"),
        ("en", "They will meet on Monday again.", "They will meet on Friday again.", "dates", "Monday", "Friday"),
        ("en", "The village will be flooded.", "The village will not be flooded.", "negation", "", "not"),
        ("en", "It isn't the minister's fault.", "It is the minister's fault.", "negation", "isn't", "is"),
        ("en", "The report by Anna Kovalenko is out.", "The report by Anna Kovalchuk is out.", "names", "Kovalenko", "Kovalchuk"),
        ("en", "“We will act at once,” she said.", "“We will act in time,” she said.", "quotes", "at once", "in time"),
        ("en", "The plan is large.", "The plan is costly.", "wording", "large", "costly"),
        ("en", "The minister spoke.", "The minsiter spoke.", "typo", "minister", "minsiter"),
        ("en", "The government spoke.", "The govermment spoke.", "typo", "government", "govermment"),
        ("en", "The minister rode.", "The minister rose.", "wording", "rode", "rose"),
        ("en", "They had no sea view.", "They had no seea view.", "typo", "sea", "seea"),
        ("en", "Some 680 people came by train.", "Some 2041 people came by train.", "numbers", "680", "2041"),
        ("en", "The River rose that day.", "The river rose that day.", "typo", "River", "river"),
        ("hi", "लगभग चालीस भवन हैं।", "लगभग साठ भवन हैं।", "numbers", "चालीस", "साठ"),
        ("ja", "計画は山本知事が書いた。", "計画は佐藤知事が書いた。", "names", "山本", "佐藤"),
        ("th", "รับถึงวันที่ 12 มีนาคม", "รับถึงวันที่ 19 มีนาคม", "dates", "12", "19"),
        ("de", "Der Plan kostet drei Milliarden Euro.", "Der Plan kostet vier Milliarden Euro.", "numbers", "drei", "vier"),
        ("de", "Die Sitzung ist am 3. Mai in Bonn.", "Die Sitzung ist am 4. Mai in Bonn.", "dates", "3", "4"),
        ("de", "Die Regierung wird kein Geld geben.", "Die Regierung wird viel Geld geben.", "negation", "kein", "viel"),
        ("de", "Sie lobte den Haushalt der Stadt.", "Sie lobte den Entwurf der Stadt.", "wording", "Haushalt", "Entwurf"),
        ("fr", "Le projet coûte douze millions.", "Le projet coûte treize millions.", "numbers", "douze", "treize"),
        ("fr", "Il viendra en février prochain.", "Il viendra en octobre prochain.", "dates", "février", "octobre"),
        ("es", "La ley entrará en vigor.", "La ley no entrará en vigor.", "negation", "", "no"),
        ("pt", "São cinco pessoas.", "São oito pessoas.", "numbers", "cinco", "oito"),
        ("ru", "Он приедет в марте сам.", "Он не приедет в марте сам.", "negation", "", "не"),
        ("ru", "Погибли семь человек.", "Погибли девять человек.", "numbers", "семь", "девять"),
        ("pl", "Spotkanie będzie w piątek rano.", "Spotkanie będzie w sobotę rano.", "dates", "piątek", "sobotę"),
        ("vi", "Có 250 đại biểu tham dự.", "Có 215 đại biểu tham dự.", "numbers", "250", "215"),
        ("vi", "Bộ sẽ tăng lương.", "Bộ sẽ không tăng lương.", "negation", "", "không"),
        ("vi", "Bà Phạm Thị Thanh Trà nói vậy.", "Bà Phạm Thị Thanh Hà nói vậy.", "names", "Trà", "Hà"),
        ("vi", "Họp vào ngày 18 tháng 12 tới.", "Họp vào ngày 19 tháng 12 tới.", "dates", "18", "19"),
        ("id", "Pemerintah akan membayar.", "Pemerintah tidak akan membayar.", "negation", "", "tidak"),
        ("tr", "Toplantı salı günü yapılacak.", "Toplantı cuma günü yapılacak.", "dates", "salı", "cuma"),
        ("zh-Hans", "会议投资150万元建设。", "会议投资180万元建设。", "numbers", "150", "180"),
        ("zh-Hans", "政府将提高工资。", "政府将不提高工资。", "negation", "", "不"),
        ("zh-Hans", "会议于12月18日举行。", "会议于12月19日举行。", "dates", "18", "19"),
        ("zh-Hans", "部长王强表示同意。", "部长李明表示同意。", "names", "王强", "李明"),
        ("ja", "政府は増税する。", "政府は増税しない。", "negation", "する", "しない"),
        ("ja", "会場には三百人が集まった。", "会場には五百人が集まった。", "numbers", "三百", "五百"),
        ("ko", "회의는 월요일 열린다.", "회의는 금요일 열린다.", "dates", "월요일", "금요일"),
        ("th", "รัฐบาลจะขึ้นภาษี", "รัฐบาลจะไม่ขึ้นภาษี", "negation", "", "ไม่"),
        ("th", "มีผู้เข้าร่วม 250 คน", "มีผู้เข้าร่วม 215 คน", "numbers", "250", "215"),
        ("ar", "ستدفع الحكومة الأجور.", "لن تدفع الحكومة الأجور.", "negation", "ستدفع", "لن تدفع"),
        ("ar", "تجتمع اللجنة في مارس المقبل.", "تجتمع اللجنة في أبريل المقبل.", "dates", "مارس", "أبريل"),
        ("hi", "सरकार कर बढ़ाएगी।", "सरकार कर नहीं बढ़ाएगी।", "negation", "", "नहीं"),
        ("hi", "इसमें ४५ लाख लोग हैं।", "इसमें ५४ लाख लोग हैं।", "numbers", "४५", "५४"),
        ("km", "រដ្ឋាភិបាលនឹងបង់ប្រាក់។", "រដ្ឋាភិបាលនឹងមិនបង់ប្រាក់។", "negation", "", "មិន"),
        ("lo", "ລັດຖະບານຈະຈ່າຍ", "ລັດຖະບານຈະບໍ່ຈ່າຍ", "negation", "", "ບໍ່"),
    ],
)
def test_an_edit_is_classed_by_what_it_touches(language: str, before: str, after: str, kind: str, gone: str, come: str) -> None:
    change = changed(language, before, after)
    assert [(span.kind, span.before, span.after) for span in change.spans] == [(kind, gone, come)]
    assert [span.paragraphs for span in change.spans] == [(2, 2)]
    assert 0 < change.significance < 1


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("One.", "One.\n\nCorrection: an earlier version of this article gave the wrong sum.", "correction"),
        ("Một.", "Một.\n\nĐính chính: bài viết trước đây ghi sai số tiền.", "correction"),
        ("一。", "一。\n\n更正：此前版本金额有误。", "correction"),
        ("One.", "One.\n\nA second paragraph that is quite new.", "added"),
        ("One.\n\nA second paragraph that goes.", "One.", "removed"),
        ("One.\n\nTwo.\n\nThree.", "Two.\n\nThree.\n\nOne.", "moved"),
        ("One.\n\nBy Anna Kovalenko", "One.\n\nBy Maria Ivanova", "byline"),
        ("The board met. It was short. They all agreed on the plan.", "The board met. It was short.", "removed"),
    ],
)
def test_a_paragraph_or_a_sentence_that_came_or_went_has_its_class(before: str, after: str, kind: str) -> None:
    assert changed("und", before, after).kind == kind


def test_the_headline_and_the_lead_are_classed_by_their_place() -> None:
    text = "The council agreed to a large plan.\n\nMore here."
    assert compare(Version("Council agrees", text), Version("Council is split over it", text)).kind == "headline"
    assert compare(Version("T", text), Version("T", text.replace("large", "costly"))).kind == "lead"
    span = compare(Version("Grants of 4 million", text), Version("Grants of 2 million", text)).spans[0]
    assert (span.kind, span.paragraphs) == ("numbers", (HEADLINE, HEADLINE))


def test_a_headline_is_never_noise() -> None:
    assert compare(Version("Storm hit 3 minutes ago", FIRST), Version("Storm hit 5 minutes ago", FIRST)).kind is not None


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Updated 3 minutes ago", "Updated 2 hours ago"),
        ("vi", "Cập nhật 3 phút trước", "Cập nhật 7 phút trước"),
        ("fr", "il y a 3 minutes", "il y a 2 heures"),
        ("zh-Hans", "3分钟前", "5分钟前"),
        ("ja", "3分前", "5分前"),
        ("ru", "5 минут назад", "2 часа назад"),
        ("en", "1,204 views", "1,377 views"),
        ("vi", "1.204 lượt xem", "1.377 lượt xem"),
        ("en", "Read more: Floods in the south", "Read more: A new mayor"),
        ("de", "Lesen Sie auch: Hochwasser im Süden", "Lesen Sie auch: Neue Bürgermeisterin"),
        ("zh-Hans", "相关阅读：南方洪水", "相关阅读：新市长"),
        ("en", "Thursday, 26 November 2026 14:05:33", "Thursday, 26 November 2026 15:12:01"),
        ("en", "“We will act,” he said.", '"We will act," he said.'),
        ("en", "They met in 2012–2014.", "They met in 2012-2014."),
        ("en", "session=9f86d081884c7d659a2f", "session=60303ae22b998861bce3"),
        ("en", "640x480", "1280x960"),
    ],
)
def test_what_nobody_edited_is_no_change(language: str, before: str, after: str) -> None:
    assert changed(language, before, after) == Change()
    last = Kept(fingerprint=fingerprint("T", f"{FIRST}\n\n{before}"), title="T", text=f"{FIRST}\n\n{before}", language=language)
    assert decide(last, "T", f"{FIRST}\n\n{after}", language).verdict is Verdict.UNCHANGED


def test_a_time_in_a_sentence_is_read() -> None:
    assert changed("en", "The strike happened 3 days ago, she said.", "The strike happened 5 days ago, she said.").kind is not None
    assert changed("en", "The train left at 14:05 with 40 people.", "The train left at 15:05 with 40 people.").kind == "dates"


def test_figures_and_negations_weigh_more_than_words_and_those_more_than_letters() -> None:
    pairs = [
        ("The village will be flooded soon.", "The village will not be flooded soon."),
        ("The fund has 10 million euros now.", "The fund has 7 million euros now."),
        ("The report by Anna Kovalenko is out.", "The report by Anna Kovalchuk is out."),
        ("The plan is quite large.", "The plan is quite costly."),
        ("The minister spoke.", "The minsiter spoke."),
    ]
    weights = [changed("en", *pair).significance for pair in pairs]
    assert weights == sorted(weights, reverse=True)
    assert changed("en", "It is 10 km.", "It is 100 km.").significance > changed("en", "It is 10 km.", "It is 11 km.").significance


# ---------------------------------------------------------------- properties

PIECES = [
    "The minister",
    "said",
    "not",
    "4.2",
    "million",
    "on 3 May",
    "“We act,”",
    "Anna",
    "不",
    "150万元",
    "部长王强",
    "แผน",
    ".",
    "\n\n",
    "3 minutes ago",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
LANGUAGES = st.sampled_from(["en", "zh-Hans", "th", "de", None])


@given(TEXTS, TEXTS, TEXTS, TEXTS, LANGUAGES)
def test_a_pair_turned_round_gives_the_mirrored_spans(title: str, text: str, new_title: str, new_text: str, language: str | None) -> None:
    before, after = Version(title, text, language), Version(new_title, new_text, language)
    assert compare(after, before) == mirrored(compare(before, after))


@given(TEXTS, TEXTS, LANGUAGES)
def test_a_text_compared_with_itself_has_not_changed(title: str, text: str, language: str | None) -> None:
    assert compare(Version(title, text, language), Version(f" {title}", text.replace(" ", "  "), language)) == Change()


@given(TEXTS, TEXTS, TEXTS, TEXTS, LANGUAGES)
def test_the_spans_alone_show_both_versions(title: str, text: str, new_title: str, new_text: str, language: str | None) -> None:
    """Noise apart, which is shown as the newer version has it."""
    before, after = (
        Version(title, text.replace("3 minutes ago", ""), language),
        Version(new_title, new_text.replace("3 minutes ago", ""), language),
    )
    shown = marked.lines(before, after, compare(before, after))
    new = ["".join(part for _, part in line.side("come")) for line in shown if line.kind != "removed"]
    old = ["".join(part for _, part in line.side("gone")) for line in shown if line.kind != "added"]
    assert new == [joined(after.title), *paragraphs(after.text)]
    assert sorted(map(shaped, old)) == sorted(map(shaped, [joined(before.title), *paragraphs(before.text)]))


def test_an_edited_sentence_takes_less_than_two_kilobytes() -> None:
    text = "\n\n".join(f"Paragraph {number} says that the ministry will go on with its work as planned." for number in range(60))
    edited = text.replace(
        "Paragraph 31 says that the ministry will go on with its work as planned.",
        "On 3 May Anna Kovalenko said “we will not pay 4.2 million” and that the council of the city had agreed.",
    )
    change = compare(Version("T", text, "en"), Version("T", edited, "en"))
    assert change.spans
    assert len(msgspec.json.encode(change.spans)) < 2000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a" * 2_000_000, "b" * 2_000_000),
        ("字" * 300_000 + "不", "字" * 300_000),
        ("a b " * 200_000, "b a " * 200_000),
        ("\n\n".join(f"x {number}" for number in range(40_000)), "\n\n".join(f"y {number}" for number in range(40_000))),
        ("\n\n".join(["same"] * 40_000), "\n\n".join(["same"] * 39_999)),
        ("\n\n".join(f"p{n} " + "a b " * 250 for n in range(60)), "\n\n".join(f"p{n} " + "b a " * 250 for n in range(60))),
    ],
    ids=["one word", "no spaces", "two words", "40,000 paragraphs", "one paragraph 40,000 times", "60 long paragraphs"],
)
def test_a_hostile_pair_is_compared_and_its_spans_stay_few(before: str, after: str) -> None:
    change = compare(Version("T", before), Version("T", after))
    assert change.kind is not None
    assert sum(len(words) for span in change.spans for words in span.words) < 4_000_000
