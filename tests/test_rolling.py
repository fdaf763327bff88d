"""Which text at an address is another number, and which an edit of the one before it."""

import pytest

from ingest.core.change.decide import Kept
from ingest.core.rolling import Number, Shown, Stood, another_number, rolled

T = [f"2026-03-{day:02}T09:00:00Z" for day in range(1, 31)]
BRIDGE = (
    "The ministry opened the bridge over the river on Monday. It is 640 metres long and cost 212 million. Trains cross it from Tuesday."
)
STORM = "A storm crossed the coast at night. Roofs were lost in Pell, and boats lie on the quay. Schools stay closed until Monday."
WHEAT = "Wheat reached a high price in the plain. Millers ask that reserves be opened, and bakers raised what a loaf costs in the city."
FRAME = frozenset({b"/news", b"/contact", b"main"})


def number(title: str, text: str, *, then: str, other: str, language: str = "en", recent: tuple[Number, ...] = ()) -> str | None:
    kept = Kept(fingerprint="", title=title, text=text, language=language)
    last = Number(seen_at=T[0], title=title, length=len(text), change="first", text=text)
    return another_number(kept, recent or (last,), then, other, language, T[1])


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Agenda of the Minister, 30 November", "Agenda of the Minister, 1 December"),
        ("de", "Termine am Montag, 30. November", "Termine am Dienstag, 1. Dezember"),
        ("fr", "Agenda du 30 novembre", "Agenda du 1er décembre"),
        ("ru", "Курсы валют на 30 ноября", "Курсы валют на 1 декабря"),
        ("ar", "أجندة الوزير 30 نوفمبر", "أجندة الوزير 1 ديسمبر"),
        ("vi", "Lịch công tác ngày 30 tháng 11", "Lịch công tác ngày 1 tháng 12"),
        ("th", "กำหนดการ วันจันทร์ที่ 30 พฤศจิกายน", "กำหนดการ วันอังคารที่ 1 ธันวาคม"),
        ("ja", "大臣日程 11月30日（月）", "大臣日程 12月1日（火）"),
        ("ko", "장관 일정 11월 30일 (월)", "장관 일정 12월 1일 (화)"),
        ("en", "Bulletin No. 46", "Bulletin No. 47"),
        ("en", "Report of quarter III", "Report of quarter IV"),
    ],
)
def test_a_headline_whose_date_or_number_goes_on_is_another_number(language: str, before: str, after: str) -> None:
    assert number(before, BRIDGE, then=after, other=STORM, language=language)
    assert number(before, BRIDGE, then=before, other=BRIDGE.replace("river", "stream"), language=language) is None


def test_a_headline_whose_date_is_put_right_is_an_edit() -> None:
    before, after = "Bridge opens on 30 November", "Bridge opens on 1 December"
    assert number(before, BRIDGE, then=after, other=BRIDGE) is None
    rolling = Number(seen_at=T[0], title=before, length=len(BRIDGE), change="number", text=BRIDGE)
    assert number(before, BRIDGE, then=after, other=BRIDGE, recent=(rolling,)), "on a page that rolls it is the next day's"


def test_a_toll_that_rises_in_the_headline_of_a_report_is_an_edit() -> None:
    text = f"The flood killed 3 people in Pell, where 12 houses fell and 40 families left. {STORM}"
    later = text.replace("3 people", "5 people").replace("12 houses", "19 houses").replace("40 families", "70 families")
    assert number("3 dead in flood", text, then="5 dead in flood", other=later) is None


def test_another_headline_over_another_text_is_no_number_by_itself() -> None:
    assert number("Bridge opened", BRIDGE, then="Storm over Pell", other=STORM) is None


def test_the_figures_of_another_day_under_the_same_headline_are_another_number() -> None:
    text = "Rates of the bank for {} March: a dollar buys {}, a euro {}, a pound {}. They hold at all counters until the next day."
    before, after = text.format(2, "11.2731", "16.5764", "20.1"), text.format(3, "11.2840", "16.5012", "20.3")
    assert number("Exchange rates", before, then="Exchange rates", other=after)
    assert number("Exchange rates", before, then="Exchange rates", other=before.replace("11.2731", "11.2713")) is None


def test_where_a_page_rolls_a_text_of_which_most_was_written_anew_is_another_number() -> None:
    met = ("the head of the railway", "the nurses", "the mayors", "the fishers", "the bakers", "the farmers", "the pilots")
    told = [f"At ten the minister receives {who} and hears their proposals about the repair of the dams." for who in met]
    before, next_day, corrected = (" ".join(told[part]) for part in (slice(0, 4), slice(3, 7), slice(1, 5)))
    rolling = Number(seen_at=T[0], title="Agenda", length=len(before), change="number", text=before)
    assert number("Agenda", before, then="Agenda", other=next_day, recent=(rolling,))
    assert number("Agenda", before, then="Agenda", other=corrected, recent=(rolling,)) is None


def test_a_stub_on_a_rolling_page_is_no_number() -> None:
    before = Number(seen_at=T[0], title="Agenda", length=len(BRIDGE), change="number", text=BRIDGE)
    assert number("Agenda", BRIDGE, then="Agenda", other="Loading, please wait.", recent=(before,)) is None
    assert number("Agenda", BRIDGE, then="Agenda", other=STORM, recent=(before,))
    assert number("Agenda", BRIDGE, then="Not available", other=STORM, recent=(before,)) is None


def shown(at: str, text: str, frame: frozenset[bytes] = FRAME) -> Shown:
    return Shown(at=at, text=text, language="en", publisher=None, frame=frame)


def stood(until: str) -> Stood:
    return Stood(since=T[0], until=until, text=BRIDGE, language="en", publisher=None, frame=FRAME)


def test_the_third_text_that_has_nothing_in_common_with_the_others_shows_that_a_page_rolls() -> None:
    assert rolled(stood(T[0]), [shown(T[1], STORM)], shown(T[2], WHEAT)) == (0,)
    assert rolled(stood(T[0]), [], shown(T[2], WHEAT)) == (), "the second"
    assert rolled(stood(T[0]), [shown(T[1], STORM)], shown(T[2], STORM + " It rains.")) == (), "the second, corrected"


def test_an_address_that_was_taken_does_not_roll() -> None:
    spam = frozenset({b"/slots", b"/bonus", b"lp"})
    assert rolled(stood(T[0]), [shown(T[1], STORM, spam)], shown(T[2], WHEAT, spam)) == (), "in another page"
    assert rolled(stood(T[9]), [shown(T[10], STORM)], shown(T[11], WHEAT)) == (), "after an article that stood for long"
    assert rolled(stood(T[0]), [shown(T[1], "An error.")], shown(T[2], WHEAT)) == (), "a stub is no text"
