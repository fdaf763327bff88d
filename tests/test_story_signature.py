import pytest
from bounded import bounded
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.story.features.concepts import concepts
from ingest.core.story.features.names import names
from ingest.core.story.features.signature import LIMIT, feature, signature
from ingest.core.story.features.translit import skeletons
from ingest.core.story.features.words import split


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Македония", "ru"),
        ("Μακεδονία", "el"),
        ("مقدونيا", "ar"),
        ("मैसेडोनिया", "hi"),
        ("마케도니아", "ko"),
        ("マケドニア", "ja"),
        ("Makedonija", "hr"),
    ],
)
def test_a_name_keeps_its_consonants_in_every_script(name: str, language: str) -> None:
    assert any(bones[0] + bones[-2:] == "MTN" for bones in skeletons(name, language))


@pytest.mark.parametrize(
    ("japanese", "names"),
    [
        ("福島県の知事は岡山市で村上氏と会談した", ["Fukushima", "Okayama", "Murakami"]),
        ("京都と大阪、神奈川", ["Kyoto", "Osaka", "Kanagawa"]),
        ("コービン党首とスターマー氏", ["Corbyn", "Starmer"]),  # which it writes without r
    ],
)
def test_a_japanese_name_meets_the_one_that_others_read(japanese: str, names: list[str]) -> None:
    known = set(signature("", japanese, "ja").keys)
    assert all(known.intersection(signature("", f"The mayor of {name}", "en").keys) for name in names)


@pytest.mark.parametrize(("text", "language"), [("7月13日", "ja"), ("2026年7月13日", "zh-Hans"), ("7월 13일", "ko")])
def test_a_month_that_is_written_as_a_number_is_one(text: str, language: str) -> None:
    assert feature("concept", "m:7") in signature("", text, language).keys
    assert feature("concept", "m:7") not in signature("", "7월요일 17月 7", language).keys


def test_what_is_written_together_with_a_name_is_no_part_of_it() -> None:
    assert set(skeletons("والقاهرة", "ar")) & set(skeletons("القاهرة", "ar"))
    assert set(skeletons("서울에서", "ko")) & set(skeletons("서울", "ko"))


@pytest.mark.parametrize(
    ("latin", "other", "language"),
    [
        ("Washington", "Вашингтон", "ru"),
        ("Washington", "واشنطن", "ar"),
        ("Washington", "ワシントン", "ja"),
        ("Washington", "वाशिंगटन", "hi"),
        ("Washington", "וושינגטון", "he"),
        ("Washington", "Ουάσιγκτον", "el"),
        ("Alexander", "Александр", "ru"),
        ("Christine", "크리스틴", "ko"),
        ("Kavanaugh", "캐버노", "ko"),
        ("Indonesia", "इंडोनेशिया", "hi"),
        ("Indonesia", "אינדונזיה", "he"),
        ("Putin", "بوتين", "ar"),  # begins as what is written together with a name does
        ("Mexico", "במקסיקו", "he"),
        ("Khartoum", "חרטום", "he"),
        ("Johnson", "ג׳ונסון", "he"),
        ("Johnson", "ג'ונסון", "he"),
        ("Singapore", "סינגפור", "he"),
        ("Singapore", "سنگاپور", "fa"),
        ("Vincent", "ونسنت", "ur"),
        ("Vladimir", "ولادیمیر", "fa"),
        ("Trump", "ტრამპმა", "ka"),
        ("Trump", "ትራምፕን", "am"),
        ("Singapore", "সিঙ্গাপুরের", "bn"),
        ("Tashkent", "తాష్కెంట్", "te"),
        ("Tashkent", "താഷ്\u200cക്കന്റ്", "ml"),
        ("Tokayev", "Тоқаевтың", "kk"),
        ("Michael", "Майкл", "ru"),
        ("Geiger", "Гейгер", "ru"),
        ("Khartoum", "Χαρτούμ", "el"),
        ("Vostok", "วอสตอค", "th"),
        ("Tomašević", "Томашевич", "ru"),
        ("Tomasevic", "Томашевич", "ru"),
        ("Michalczewski", "Михальчевский", "ru"),
    ],
)
def test_a_name_meets_its_spelling_in_another_script(latin: str, other: str, language: str) -> None:
    assert set(skeletons(latin, "en")) & set(skeletons(other, language)), (skeletons(latin, "en"), skeletons(other, language))


def test_a_capital_at_the_start_of_a_sentence_makes_no_name() -> None:
    found = {spelling for _, kind, spelling in names(split("Voters met Zoran Zaev. The voters left.", "en")) if kind == "spelling"}
    assert found == {"zoran", "zaev"}


def test_scripts_without_spaces_give_foreign_words_and_short_phrases_only() -> None:
    words = split("ประธานาธิบดี Zoran กล่าวที่กรุงเทพมหานคร", "th")
    assert {words.written[index] for index, _, _ in names(words)} == {"Zoran"}
    words = split("ผู้นำฝ่ายค้านโปรตุเกส มาร์ตา กินเตลา ลาออกเมื่อวันพฤหัสบดี", "th")
    assert {words.written[index] for index, _, _ in names(words)} == {"มาร์ตา", "กินเตลา"}


def test_a_usual_word_of_a_script_without_capitals_is_no_name() -> None:
    words = split("המושל לשעבר פטריק אוקלו אמר אתמול בבירה שהממשלה פעלה נגד הפושעים", "he")
    found = {words.written[index] for index, _, _ in names(words)}
    assert "פטריק" in found
    assert not found & {"לשעבר", "שהממשלה", "אתמול", "הפושעים"}


@pytest.mark.parametrize(("text", "language"), [("سنڌ ۾ ڊونلڊ ٽرمپ جو دورو", "sd"), ("ئامېرىكا پرېزىدېنتى ترامپ", "ug")])
def test_a_script_is_seen_to_have_no_capitals(text: str, language: str) -> None:
    known = {spelling for _, _, spelling in names(split(text, language))}
    assert set(skeletons("Trump", "en")) & known


@pytest.mark.parametrize("text", ["it was a quiet day in the town of carcassonne", "IT WAS A QUIET DAY"])
def test_a_text_in_small_letters_alone_has_no_names(text: str) -> None:
    assert list(names(split(text.casefold(), "en"))) == []


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("президента Ирана", "ru", "t:IR"),
        ("prezydenta Iranu", "pl", "t:IR"),
        ("ირანის პრეზიდენტი", "ka", "t:IR"),
        ('נשיא ארה"ב', "he", "t:US"),
        ("נשיא ארה״ב", "he", "t:US"),
        ("ולמקסיקו", "he", "t:MX"),
        ("የኢትዮጵያ", "am", "t:ET"),
        ("Қазақстанның", "kk", "t:KZ"),
        ("Монголын", "mn", "t:MN"),
    ],
)
def test_a_country_is_known_in_its_cases(text: str, language: str, concept: str) -> None:
    assert concept in {found for _, found in concepts(split(text, language), language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("in Germany", "en"),
        ("en Allemagne", "fr"),
        ("w Niemcy", "pl"),
        ("ở Đức", "vi"),
        ("在德国", "zh-Hans"),
        ("في ألمانيا", "ar"),
        ("ในเยอรมนี", "th"),
    ],
)
def test_a_country_is_one_concept_in_every_language(text: str, language: str) -> None:
    words = split(text.casefold(), language)
    assert "t:DE" in {concept for _, concept in concepts(words, language)}


def test_a_country_of_two_words_is_found_by_both() -> None:
    words = split("hoa kỳ và việt nam", "vi")
    assert [concept for _, concept in concepts(words, "vi")][:1] == ["t:US"]


def test_a_signature_stays_below_a_kilobyte() -> None:
    text = " ".join(f"Name{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}tron {n * 37}" for n in range(2000))
    known = signature("Title", text, "en")
    assert len(known.keys) <= LIMIT
    assert len(known.keys) * 6 + len(known.sketch) * 4 < 1000


def test_the_letters_of_a_web_address_are_no_names() -> None:
    known = signature("", "See https://example.com/Palmerston/4711 or write to Palmerston@example.com", "en")
    assert known.written == ("example.com/palmerston/4711", "palmerston@example.com")


def test_a_feature_is_quoted_as_the_text_writes_it() -> None:
    known = signature("", "Премьер Зоран Заев посетил Германию", "ru")
    spelled = dict(zip(known.keys, known.written, strict=True))
    assert spelled[feature("concept", "t:DE")] == "Германию"
    assert "Зоран" in spelled.values()


HOSTILE = {
    "one word": "a" * 1_000_000,
    "one number": "9" * 1_000_000,
    "a number of many groups": "1,234" + ",567" * 200_000 + ",1",
    "addresses without an end": "a@" * 500_000,
    "numbers": " ".join(str(number) for number in range(150_000)),
    "names": " ".join(f"Name{number:x}tron" for number in range(80_000)),
    "no spaces": "".join(chr(0x4E00 + number % 20_000) for number in range(1_000_000)),
    "every script": "".join(chr(number % 0xD000 + 0x20) for number in range(1_000_000)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["en", "zh-Hans", "hi", "he"])
def test_a_text_of_a_million_characters_costs_what_a_long_one_does(text: str, language: str) -> None:
    with bounded():
        known = signature("Title", text, language)
    assert known.length >= 0.9 * len(text)
    assert len(known.keys) <= LIMIT


def test_a_place_in_a_long_text_is_told_in_parts_of_the_whole() -> None:
    filler = "and so on it went " * 200
    short = signature("", f"{filler} Palmerston {filler}", "en")
    long = signature("", f"{filler} Palmerston {filler} {filler * 20}", "en")
    place = feature("name", skeletons("Palmerston", "en")[0])
    assert 480 <= dict(zip(short.keys, short.at, strict=True))[place] <= 520
    assert 35 <= dict(zip(long.keys, long.at, strict=True))[place] <= 55


@given(st.text(), st.sampled_from(["en", "vi", "zh-Hans", "th", "ar", "ko", "hi", "und", "xx"]))
def test_any_text_has_a_signature_with_ascending_places(text: str, language: str) -> None:
    known = signature("", text, language)
    assert len(known.keys) == len(known.at) == len(set(known.keys))
    assert list(known.at) == sorted(known.at)
    assert all(0 <= place <= 1000 for place in known.at)
