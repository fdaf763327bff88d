"""A bulletin is not a republication: what differs decides, not how much is the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serial import AT, Written, add, archived, article, grouped, stories_in

from ingest.archive import create_or_open
from ingest.archive.story_index import stories
from ingest.archive.write import append
from ingest.core.model import Link
from ingest.core.story.features.minhash import resemblance, sketch
from ingest.core.story.features.signature import signature
from ingest.core.story.judging.standing import score_in_series, without_standing
from ingest.core.story.judging.weights import NOTHING
from ingest.core.story.pool import Pool
from ingest.core.story.series.laid import lay
from ingest.core.story.series.number import apart
from ingest.core.story.series.slots import agree, same_places

BULLETIN = (
    "The health office of Sandvale reports {cases} cases of mumps up to {day} May 2026. Since yesterday {new} new cases were notified, and "
    "{beds} patients are in hospital.\n\nMost cases are in the district of {town}, where {watched} persons are under observation. "
    "{tests} tests were made.\n\nThe office reminds parents that vaccination is free. Who has a fever should call a doctor before a visit. "
    "The telephone line is open day and night."
)
FIRST = BULLETIN.format(cases=412, day=4, new=31, beds=18, town="Ashmere", watched=205, tests="1,940")
SECOND = BULLETIN.format(cases=437, day=5, new=25, beds=21, town="Polton", watched=231, tests="2,115")
COPY = "Readers of this paper asked for the news.\n" + " ".join(FIRST.replace("\n\n", " ").split(". ")[0:3]) + ". 1940 tests were made."
NOTICE = (
    "Notice is given under sections 4, 12 and 31 of the Harbour Act 1998 that berth {berth} at {quay} is closed from {day} June 2026 "
    "for {days} days. "
    "Vessels over 12 metres must keep 50 metres clear, those over 200 tonnes 90 metres. Speed is limited to 6 knots. "
    "Signals are shown from 08:30 to 16:45 on channel 14. Breaches are punished under section 33 by a fine of up to 5,000 crowns. "
    "Telephone 555 0142."
)
PAPERS = (  # a day and a month in two languages, a level, a flow
    (17, "marca", "March", 212, 3800),
    (19, "kwietnia", "April", 232, 4151),
    (23, "maja", "May", 254, 4722),
    (29, "czerwca", "June", 261, 5213),
)
ENDING = (
    "Notes to editors. The Department supports towns and villages in every part of the country. It works with councils and charities "
    "to make places where people want to live. Photographs can be had from the press office, which is staffed from Monday to Friday."
)


def says_apart(text: str, other: str, title: str = "Health bulletin", other_title: str = "Health bulletin", language: str = "en") -> bool:
    share = resemblance(frozenset(sketch(text)), frozenset(sketch(other)))
    assert share >= 0.1, "these texts are alike"
    here, there = lay(title, text, language), lay(other_title, other, language)
    assert bool(apart(here, there, share)) == bool(apart(there, here, share)), "the same from either side"
    return apart(here, there, share) is not None


def test_the_next_number_of_a_bulletin_is_another_text() -> None:
    assert says_apart(FIRST, SECOND)


def test_a_cut_and_reordered_copy_with_a_lead_is_the_same_text() -> None:
    sentences = FIRST.replace("\n\n", " ").split(". ")
    assert not says_apart(FIRST, "Our readers asked for this.\n" + ". ".join([sentences[0], sentences[2], sentences[1], *sentences[5:]]))


@pytest.mark.parametrize(("wrong", "right"), [("412", "421"), ("1,940", "1,949"), ("Ashmere", "Ashmoor")])
def test_a_corrected_figure_or_name_leaves_it_the_same_text(wrong: str, right: str) -> None:
    assert not says_apart(FIRST, "Correction: a figure was wrong.\n\n" + FIRST.replace(wrong, right))


def test_two_corrected_figures_leave_it_the_same_text_when_the_day_and_all_else_agree() -> None:
    assert not says_apart(FIRST, FIRST.replace("412", "421").replace("205", "215"))


def test_rounded_figures_agree() -> None:
    assert not says_apart(FIRST, FIRST.replace("1,940", "1,900").replace("412", "410"))
    assert agree("1.303", "1.30")
    assert agree("11.345", "11,300")
    assert agree("5743", "5.743")
    assert not agree("1940", "2115")
    assert not agree("12", "13")


def test_constants_of_a_legal_notice_do_not_make_its_next_number_the_same() -> None:
    first = NOTICE.format(berth=7, quay="Mason Quay", day=3, days=14)
    assert says_apart(first, NOTICE.format(berth=9, quay="Corn Quay", day=19, days=30), "Notice to mariners", "Notice to mariners")


def test_two_numbers_of_one_day_are_two_texts() -> None:
    second = FIRST.replace("412", "419").replace("31 new", "38 new").replace("18 patients", "20 patients").replace("Ashmere", "Polton")
    assert says_apart(FIRST, second)


@pytest.mark.parametrize("other", [{"days": 41}, {"quay": "the fish quay"}], ids=["a figure", "a place"])
def test_a_notice_full_of_constants_whose_day_differs_and_one_thing_more_is_another(other: dict[str, object]) -> None:
    first = {"berth": 7, "quay": "the coal quay", "day": 8, "days": 29}
    here, there = NOTICE.format(**first), NOTICE.format(**first | {"day": 13} | other)
    assert says_apart(here, there, "Harbour notice", "Harbour notice")
    assert not says_apart(here, NOTICE.format(**first | {"days": 41}), "Harbour notice", "Harbour notice"), "one figure is corrected"


def test_of_two_bulletins_of_one_day_in_two_languages_a_rounded_figure_says_nothing() -> None:
    ours = [f"Stan wody: dnia {day} {month} 2026 na wodowskazie {level} cm, przepływ {flow}." for day, month, _, level, flow in PAPERS]
    theirs = [f"{day} {month} 2026: {flow} persons were vaccinated at {level + 50} places." for day, _, month, level, flow in PAPERS]
    known = Pool([signature("Komunikat", text, "pl") for text in ours] + [signature("Vaccination", text, "en") for text in theirs]).weighed
    one, other = (without_standing(numbers[0], numbers[1:]) for numbers in (known[: len(ours)], known[len(ours) :]))
    shared = {spelled for key, spelled in zip(one.signature.keys, one.signature.written, strict=True) if key in other.places}
    assert shared == {"17", "marca", "3800"}
    assert score_in_series(one, other) == NOTHING


def test_releases_that_share_their_ending_are_two_texts() -> None:
    first = (
        "Village libraries may apply for grants from Monday. Councillor Edith Marl said that reading begins where the books are. " + ENDING
    )
    second = "Three peat bogs on the moor are to be restored by 2031. Warden Huw Pellin expects the curlew to come back soon. " + ENDING
    assert says_apart(first, second, "Grants for libraries", "Peat bogs to be restored")


def test_what_no_capitals_mark_is_known_by_where_it_stands() -> None:
    text = (
        "{day}日，国家主席致电祝贺{name}就任{country}总统。"
        "贺电说，愿同{name}总统一道努力，推动两国关系不断发展。祝{country}人民幸福安康，祝两国友谊长存。"
    )
    first = "2026年3月" + text.format(day=4, name="马丁内斯", country="乌拉圭")
    second = "2026年3月" + text.format(day=9, name="奥孔乔", country="加纳")
    assert says_apart(first, second, "国家主席祝贺马丁内斯就任乌拉圭总统", "国家主席祝贺奥孔乔就任加纳总统", "zh-Hans")
    assert not says_apart(
        first, "本报消息。\n" + first, "国家主席祝贺马丁内斯就任乌拉圭总统", "国家主席祝贺马丁内斯就任乌拉圭总统", "zh-Hans"
    )


def test_a_day_that_differs_is_found_in_any_writing() -> None:
    for language, here, there in (
        ("hi", "बोर्ड ने 23 मार्च 2026 के भाव जारी किए", "बोर्ड ने 26 मार्च 2026 के भाव जारी किए"),
        ("ja", "市は2026年3月23日に発表した", "市は2026年3月26日に発表した"),
        ("tr", "Kurum 23 Mart 2026 günü açıkladı", "Kurum 26 Mart 2026 günü açıkladı"),
        ("vi", "giá bán từ ngày 23/3/2026 được điều chỉnh", "giá bán từ ngày 26/3/2026 được điều chỉnh"),
    ):
        assert [slot.kind for slot in same_places(lay("", here, language), lay("", there, language)).slots] == ["day"], language


def test_a_sentence_begins_after_a_sign_that_no_number_holds() -> None:
    laid = lay("Prices", "It cost 1.940 crowns. “Too much”, said Ana: 3.5\n没有", "en")
    assert [laid.written[place] for place in sorted(laid.begins)] == ["Prices", "It", "Too", "said", "3.5", "没"]
    assert [laid.written[place] for place in sorted(laid.capitals)] == ["Ana"]


def test_a_text_without_spaces_is_sketched_alike_however_it_is_broken_into_lines() -> None:
    text = "国家主席致电祝贺。贺电说，愿同你一道努力，推动两国关系不断发展，更好造福两国人民。祝贵国繁荣昌盛，人民幸福安康。"
    assert resemblance(frozenset(sketch(text)), frozenset(sketch(text.replace("。", "。\n\n").replace("，", "，\n")))) > 0.9


def written() -> list[Written]:
    found = [
        article("first", "Mumps bulletin", FIRST, "2026-05-04T09:00:00Z"),
        article("first-copy", "Mumps bulletin", COPY, "2026-05-04T12:00:00Z", publisher="daily"),
        article("first-corrected", "Mumps bulletin", FIRST.replace("205", "215"), "2026-05-04T15:00:00Z"),
        article("second", "Mumps bulletin", SECOND, "2026-05-05T09:00:00Z"),
        article("second-copy", "Mumps bulletin", SECOND.replace("\n\n", "\n"), "2026-05-05T12:00:00Z", publisher="daily"),
    ]
    third = BULLETIN.format(cases=460, day=6, new=23, beds=19, town="Carrow", watched=260, tests="2,480")
    return [*found, article("third", "Mumps bulletin", third, "2026-05-06T09:00:00Z")]


RIGHT = {frozenset({"first", "first-copy", "first-corrected"}), frozenset({"second", "second-copy"}), frozenset({"third"})}


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(6)))
def test_in_whatever_order_they_arrive_an_archive_tells_the_numbers_apart_as_group_does(order: list[int]) -> None:
    arriving = [written()[number] for number in order]
    assert grouped(arriving) == RIGHT
    assert archived(arriving) == (RIGHT, RIGHT)


RATES = {
    "en": (
        "Rate notice of {day} May 2026",
        "The Harbour Bank set its lending rate at {rate} per cent on {day} May 2026. Inflation was {inflation} per cent, and output "
        "grew by {growth} per cent. Governor Ines Karsten spoke in Port Ardel. Credit to firms came to {credit} million crowns.",
    ),
    "de": (
        "Zinsmitteilung vom {day}. Mai 2026",
        "Die Harbour Bank setzte den Leitzins am {day}. Mai 2026 auf {rate} Prozent. Die Teuerung betrug {inflation} Prozent, die "
        "Wirtschaft wuchs um {growth} Prozent. Gouverneurin Ines Karsten sprach in Port Ardel. Firmen liehen {credit} Millionen Kronen.",
    ),
}


def rates() -> list[Written]:
    """Ten numbers in two languages: their template has more names than a number has figures of its own."""
    found = []
    for number in range(10):
        values = {"day": 3 + 2 * number, "rate": f"{3.17 + number * 0.17:.2f}", "inflation": f"{7.9 - number * 0.31:.2f}"}
        values |= {"growth": f"{0.41 + number * 0.23:.2f}", "credit": 12117 + 1301 * number}
        for language, (title, text) in RATES.items():
            day = f"2026-05-{values['day']:02}T0{len(language)}:00:00Z"
            found.append(article(f"{number}{language}", title.format(**values), text.format(**values), day, lang=language))
    return found


@settings(max_examples=4, deadline=None)
@given(st.permutations(range(20)))
def test_in_whatever_order_a_translation_comes_it_joins_its_own_number(order: list[int]) -> None:
    own = {frozenset({f"{number}en", f"{number}de"}) for number in range(10)}
    arriving = [rates()[number] for number in order]
    assert grouped(arriving) == own
    assert archived(arriving) == (own, own)


def test_what_stands_in_every_number_is_no_evidence() -> None:
    known = Pool([signature(one["title"], one["text"], one["lang"]) for one in rates()]).weighed
    english = known[::2]
    bare = without_standing(english[0], english[1:])
    left = {spelled for key, spelled in zip(bare.signature.keys, bare.signature.written, strict=True) if key in bare.places}
    assert left == {"3.17", "7.90", "0.41", "12117"}
    assert bare.total < english[0].total / 2
    assert without_standing(english[0], []) is english[0], "of a first number nothing is known"
    assert score_in_series(bare, without_standing(known[1], known[3::2])) > 2
    assert score_in_series(bare, without_standing(known[3], [known[1], *known[5::2]])) == NOTHING


def test_numbers_that_an_older_version_joined_come_apart_when_stories_are_rebuilt(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with create_or_open(tmp_path / "a.db") as opened:
        names = {add(opened, one): one["doc_id"] for one in written()}
        with opened.batch() as db:
            for link, by, target in db.execute("SELECT id, article, target FROM v_links WHERE apart").fetchall():
                append.undo_link(db, link, "as an older version saw it", AT)
                older = Link(
                    article=by, target=target, relation="text", basis="inferred", confidence=0.999, reason="about 82%", language="en"
                )
                append.add_links(db, [older], None, AT)
            for number in names:
                stories.settle(db, number, AT)
        assert stories_in(opened.db, names) == {frozenset(names.values())}
        with opened.batch() as db:
            assert stories.rebuild(db, AT) == 3
            assert stories.rebuild(db, AT) == 0
        assert stories_in(opened.db, names) == RIGHT
        reasons = [reason for (reason,) in opened.db.execute("SELECT reason FROM v_links WHERE apart")]
        assert all(reason.startswith("another number of a series: in the same places") for reason in reasons)


def test_a_person_may_join_what_the_texts_keep_apart(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with create_or_open(tmp_path / "a.db") as opened:
        one, other = (add(opened, number) for number in (written()[0], written()[3]))
        assert len(stories_in(opened.db, {one: "one", other: "other"})) == 2
        with opened.batch() as db:
            stories.say_joined(db, one, other, "", AT)
        assert len(stories_in(opened.db, {one: "one", other: "other"})) == 1


def test_a_number_of_two_digits_is_no_rounding_of_its_neighbour() -> None:
    assert not agree("71", "70")
    assert agree("437", "440")
    assert agree("29.6", "30")
