"""Dates as they are written, and the choice among those of a page."""

from datetime import date

import pytest
from extracting import PROSE, URL, document, layout_of, own_of, page_of
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.dates import moments
from ingest.core.dates.moments import Habits
from ingest.core.extract import extract
from ingest.core.extract.fields import dates
from ingest.core.extract.page import headings
from ingest.core.model import ADHOC, ArticleRules, Source

VIETNAM = Source(name="x", title="X", timezone="Asia/Ho_Chi_Minh", date_order="dmy")


def chosen(html: str, source: Source = ADHOC, url: str = URL) -> dates.Dates:
    page = page_of(html, url)
    layout = layout_of(page)
    at = headings.title_block(layout, page.first("og:title") or "")
    return dates.choose(page, source, own_of(page), layout, at, None, "2026-11-21T10:00:01Z")


def published(html: str, source: Source = ADHOC, url: str = URL) -> str | None:
    moment = chosen(html, source, url).published
    return moment.local if moment else None


@pytest.mark.parametrize(
    ("said", "local"),
    [
        ("2024-12-18T10:23:00+07:00", "2024-12-18T10:23:00+07:00"),
        ("2024-12-18T10:23:00+0700", "2024-12-18T10:23:00+07:00"),
        ("2024-12-18T10:23:45.123Z", "2024-12-18T10:23:45+00:00"),
        ("2024-04-30 16:17:29 +02:00", "2024-04-30T16:17:29+02:00"),
        ("2023-04-28 18:11:01.0", "2023-04-28T18:11:01"),
        ("20241218T102300Z", "2024-12-18T10:23:00+00:00"),
        ("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T19:20:36+02:00"),
        ("Wed, 18 Dec 2024 10:23:00 GMT", "2024-12-18T10:23:00+00:00"),
        ("Mon, 05 Oct 2026 11:18:25 UTC", "2026-10-05T11:18:25+00:00"),
        ("Thu, 09/25/2025 - 11:38", "2025-09-25T11:38"),
        ("1734517380", "2024-12-18T10:23:00+00:00"),
        ("1734517380000", "2024-12-18T10:23:00+00:00"),
        ("2022-08-25+0708:47:29", "2022-08-25"),
    ],
)
def test_what_machines_write(said: str, local: str) -> None:
    moment = moments.first(said)
    assert moment is not None
    assert moment.local == local


@pytest.mark.parametrize(
    ("said", "local"),
    [
        ("18/12/2024", "2024-12-18"),
        ("18/12/2024 | 10:23 GMT+7", "2024-12-18T10:23+07:00"),
        ("18:27 | 14/08/2026", "2026-08-14T18:27"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T19:25+07:00"),
        ("15-08-2026 - 01:01 AM", "2026-08-15T01:01"),
        ("17:09 PM 14/08/2026", "2026-08-14T17:09"),
        ("ngày 18 tháng 12 năm 2024", "2024-12-18"),
        ("18 Tháng Mười Hai, 2024", "2024-12-18"),
        ("Bộ Nội vụBộ Nội vụ18/12/2024", "2024-12-18"),
        ("September 09, 2026 9:33 AM GMT+7", "2026-09-09T09:33+07:00"),
        ("December 18th, 2024 at 10:23 pm EST", "2024-12-18T22:23-05:00"),
        ("Am 18. Dezember 2024 um 10.23 Uhr", "2024-12-18T10:23"),
        ("1er janvier 2024 à 10h23", "2024-01-01T10:23"),
        ("18 de diciembre de 2024 a las 10:23", "2024-12-18T10:23"),
        ("Publicado 18/12/2024 às 10h23", "2024-12-18T10:23"),
        ("18 декабря 2024, 10:23", "2024-12-18T10:23"),
        ("18 грудня 2024 року", "2024-12-18"),
        ("18. joulukuuta 2024 klo 10.23", "2024-12-18T10:23"),
        ("18 Δεκεμβρίου 2024", "2024-12-18"),
        ("18 Aralık 2024 Çarşamba 10:23", "2024-12-18T10:23"),
        ("2024 m. gruodžio 18 d. 10:23", "2024-12-18T10:23"),
        ("2024. december 18.", "2024-12-18"),
        ("2024. gada 18. decembris", "2024-12-18"),
        ("Kamis, 18 Des 2024 10:23 WIB", "2024-12-18T10:23+07:00"),
        ("2026年07月30日星期四 16:47", "2026-07-30T16:47"),
        ("2024年12月18日 下午3:20", "2024-12-18T15:20"),
        ("民國113年12月18日", "2024-12-18"),
        ("令和6年12月18日 10時23分", "2024-12-18T10:23"),
        ("令和元年5月1日", "2019-05-01"),
        ("2024. 12. 18. 오후 3:20", "2024-12-18T15:20"),
        ("입력 2024-12-18 15:20:33", "2024-12-18T15:20:33"),
        ("18 ธันวาคม 2567 เวลา 10:23 น.", "2024-12-18T10:23"),
        ("18 ธ.ค. 67", "2024-12-18"),
        ("١٨ ديسمبر ٢٠٢٤ - ١٠:٢٣", "2024-12-18T10:23"),
        ("18 كانون الأول 2024", "2024-12-18"),
        ("۲۸ آذر ۱۴۰۳ - ۱۰:۲۳", "2024-12-18T10:23"),
        ("18 בדצמבר 2024", "2024-12-18"),
        ("18 दिसंबर 2024", "2024-12-18"),
        ("ថ្ងៃទី១៨ ខែធ្នូ ឆ្នាំ២០២៤", "2024-12-18"),
    ],
)
def test_what_people_read(said: str, local: str) -> None:
    moment = moments.first(said)
    assert moment is not None
    assert moment.local == local


@pytest.mark.parametrize(
    "said",
    ["", "January 2024", "iPhone 12 2024 review", "0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "2024-13-45", "9999-12-31T23:59:59-14:00"],
)
def test_no_date_is_made_of_what_is_none(said: str) -> None:
    assert moments.first(said) is None


def test_a_month_name_of_two_languages_is_read_by_the_language() -> None:
    polish, croatian = (moments.first("18. listopada 2024", Habits(language=language)) for language in ("pl", "hr"))
    assert (polish and polish.local, croatian and croatian.local) == ("2024-11-18", "2024-10-18")


def test_day_and_month_are_told_apart_by_order() -> None:
    day_first, month_first = (moments.first("3/4/2024", Habits(order=order)) for order in ("dmy", "mdy"))
    assert (day_first and day_first.local, month_first and month_first.local) == ("2024-04-03", "2024-03-04")


def test_the_impossible_order_is_not_kept() -> None:
    moment = moments.first("18/12/2024", Habits(order="mdy"))
    assert moment is not None
    assert moment.local == "2024-12-18"


def test_what_was_said_is_kept() -> None:
    moment = moments.first("Cập nhật: 18/12/2024 | 10:23 GMT+7, Hà Nội")
    assert moment is not None
    assert moment.said == "18/12/2024 | 10:23 GMT+7"


def test_a_date_without_a_time_never_shifts_a_day() -> None:
    for zone in ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Auckland"):
        moment = moments.first("18/12/2024", Habits(zone=zone))
        assert moment is not None
        assert (moment.local, moment.at, moment.precision) == ("2024-12-18", "2024-12-18T00:00:00Z", "day")


def test_midnight_to_the_second_is_a_day() -> None:
    moment = moments.first("2024-12-18T00:00:00+07:00")
    assert moment is not None
    assert (moment.local, moment.precision) == ("2024-12-18", "day")


def test_the_sources_zone_is_meant_where_none_is_told() -> None:
    moment = moments.first("18/12/2024 10:23", Habits(zone="Asia/Ho_Chi_Minh"))
    assert moment is not None
    assert (moment.local, moment.at) == ("2024-12-18T10:23+07:00", "2024-12-18T03:23:00Z")


def test_a_day_after_the_fetch_is_none() -> None:
    assert moments.first("2027-01-01", Habits(latest=date(2026, 11, 22))) is None
    assert moments.first("1798761600", Habits(latest=date(2026, 11, 22))) is None


@given(st.text(max_size=300))
def test_any_text_at_all_is_answered(text: str) -> None:
    for reading in moments.readings(text, Habits(order="dmy", zone="Asia/Tokyo")):
        assert date.fromisoformat(reading.moment.local[:10]) >= date(1980, 1, 1)


@given(
    st.lists(
        st.sampled_from(["0", "1", "2", "9", "12", "31", "2024", *":/.-TZ+,()年月日元", "PM", "上午", "tháng", "Dec", "de", "令和", "GMT"]),
        max_size=14,
    )
)
def test_any_pieces_of_dates_are_answered(pieces: list[str]) -> None:
    for joint in ("", " "):
        for reading in moments.readings(joint.join(pieces)):
            assert reading.moment.at.endswith("Z")


@given(st.dates(date(1981, 1, 1), date(2069, 12, 31)))
def test_every_day_is_read_back_from_its_spellings(day: date) -> None:
    spelled = (
        f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y年%m月%d日}", f"{day.day} tháng {day.month} năm {day.year}",
        f"{day.day}/{day.month}/{day.year + 543}", f"{day:%d %B %Y}",
    )  # fmt: skip
    for text in spelled:
        moment = moments.first(text, Habits(order="dmy"))
        assert moment is not None, text
        assert moment.local == day.isoformat(), text


# ---------------------------------------------------------------- the choice

JSON_LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A","datePublished":"%s","dateModified":"%s"}</script>'


def test_json_ld_comes_before_meta() -> None:
    head = JSON_LD % ("2024-12-18T10:23:00+07:00", "2024-12-19T08:00:00+07:00")
    both = chosen(f'<head>{head}<meta property="article:published_time" content="2024-12-20"></head><body><h1>A</h1>')
    assert both.published is not None
    assert both.modified is not None
    assert (both.published.local, both.modified.local) == ("2024-12-18T10:23:00+07:00", "2024-12-19T08:00:00+07:00")
    assert both.found[0].offered == (("meta article:published_time", "2024-12-20"),)


def test_a_modification_before_the_publication_is_none() -> None:
    assert chosen(f"<head>{JSON_LD % ('2024-12-18T15:33:28Z', '2024-12-18T14:36:46Z')}</head><body>").modified is None


def test_entities_in_attributes_are_read() -> None:
    assert (
        published('<meta property="article:published_time" content="2024-12-18T10:23:00&#x2B;07:00"><body>') == "2024-12-18T10:23:00+07:00"
    )


def test_the_date_printed_beside_the_title_is_read_where_nothing_is_declared() -> None:
    html = "<body><h1>Tổng Bí thư Tô Lâm</h1><div><span>18:27 | 14/08/2026</span></div><p>" + "Một câu dài. " * 40
    assert published(html, VIETNAM) == "2026-08-14T18:27+07:00"


def test_a_clock_of_today_is_no_date_of_the_article() -> None:
    clock = '<time id="currentDate" datetime="2026-11-21T09:59:00Z">now</time>'
    html = f'<body>{clock}<h1>A title</h1><p>Text.</p><time datetime="2024-12-18">18 Dec</time>'
    assert published(html) == "2024-12-18"


def test_a_dateline_that_is_earlier_shows_where_metadata_is_an_edit() -> None:
    html = (
        '<head><meta property="article:published_time" content="2022-08-25T08:47:29+0700"></head>'
        '<body><h1>A title of the ministry</h1><div class="post-date">12/01/2022</div><p>Text.'
    )
    assert published(html) == "2022-01-12"


def test_a_dateline_that_is_later_is_an_update() -> None:
    html = (
        '<head><meta property="article:published_time" content="2022-01-12T08:47:29+07:00"></head>'
        '<body><h1>A title</h1><div class="post-date">25/08/2022</div><p>Text.'
    )
    assert published(html) == "2022-01-12T08:47:29+07:00"


def test_a_printed_clock_tells_the_zone_of_a_utc_stamp() -> None:
    html = f"<head>{JSON_LD % ('2023-11-09T01:49:09Z', '')}</head><body><h1>A</h1><div class='date'>November 8, 2023 at 5:49 p.m.</div>"
    moment = chosen(html).published
    assert moment is not None
    assert (moment.local, moment.at) == ("2023-11-08T17:49:09-08:00", "2023-11-09T01:49:09Z")


def test_an_updated_line_is_not_the_publication() -> None:
    html = "<body><h1>A title</h1><p>Last updated: 20 December 2024</p><p>Published: 18 December 2024</p>"
    assert published(html) == "2024-12-18"


def test_the_url_is_asked_when_the_page_is_silent() -> None:
    assert published("<body><h1>A title</h1><p>Text.", url="https://example.org/2024/12/18/a-title.html") == "2024-12-18"
    assert published("<body><h1>A title</h1><p>Text.", url="https://example.org/2016/12/3-is-now-available") is None


@pytest.mark.parametrize("day", ["2024/03/04", "2024-03-04", "20240304", "2024/march/04"])
def test_the_other_reading_is_taken_where_the_address_confirms_it(day: str) -> None:
    html = '<html lang="en"><body><h1>A title</h1><div class="date">04/03/2024</div>'
    assert published(html, url=f"https://example.com/{day}/a-title") == "2024-03-04"


@pytest.mark.parametrize(
    ("language", "host", "local"), [("en-US", "a.com", "2024-04-03"), ("en", "a.co.uk", "2024-03-04"), ("fr", "a.fr", "2024-03-04")]
)
def test_the_country_decides_the_order(language: str, host: str, local: str) -> None:
    assert published(f'<html lang="{language}"><body><h1>T</h1><div class="date">04/03/2024</div>', url=f"https://{host}/x") == local


def test_the_source_file_points_at_the_date() -> None:
    source = Source(name="x", title="X", article=ArticleRules(date=".when"))
    html = f"<head>{JSON_LD % ('2024-12-18T10:23:00Z', '')}</head><body><i class=when>1 May 2020</i>"
    assert published(html, source) == "2020-05-01"


def test_pages_that_scripts_write_carry_their_date() -> None:
    assert (
        published('<body><div id=app></div><script>window.x={"publishedAt":"2022-01-31T15:58:43+01:00"}</script>')
        == "2022-01-31T15:58:43+01:00"
    )


def test_the_published_moment_reaches_the_article() -> None:
    text = "<p>" + "The ministry said that the bridge would be opened in the spring of next year. " * 20
    article = extract(document(f"<head>{JSON_LD % ('2024-12-18T10:23:00+07:00', '')}</head><body><h1>A</h1>{text}"))
    assert article.published is not None
    assert article.published.at == "2024-12-18T03:23:00Z"


def test_the_texts_language_says_which_number_is_the_month_where_the_page_does_not() -> None:
    english = f"<h1>The bridge</h1><p>Published 12/10/16</p><p>{PROSE}</p><p>{PROSE}</p>"
    spanish = (
        "<h1>El puente</h1><p>Publicado 12/10/16</p><p>" + "El ministerio dijo el lunes que el puente se abrirá en primavera. " * 4 + "</p>"
    )
    assert [article.published and article.published.local for article in (extract(document(english)), extract(document(spanish)))] == [
        "2016-12-10",
        "2016-10-12",
    ]


def test_a_date_beside_a_link_to_another_article_is_that_ones() -> None:
    related = "<ul><li><a href=/budget>Council adopts the budget of the year</a> (4 May 2024)</li></ul>"
    assert published(f"<h1>The bridge</h1><p>{PROSE * 2}</p>{related}") is None
    assert published(f"<h1>The bridge</h1>{f'<p>{PROSE}</p>' * 4}{related}") is None


def test_a_byline_below_the_headline_wins_against_a_clock_above_it() -> None:
    clock = "<div>Saturday, 21 November 2026</div><div>menu</div>"
    assert (
        published(f"{clock}<h1>The bridge</h1><p><small>Admin | Monday, 17 June 2019 | Read 312 times</small></p><p>{PROSE}</p>")
        == "2019-06-17"
    )


def test_a_year_of_taiwan_without_its_era_is_read_whole() -> None:
    assert published(f"<h1>大橋</h1><p>110年12月14日</p><p>{PROSE}</p>") == "2021-12-14"


def test_a_months_name_that_begins_as_an_ordinal_ends_is_whole() -> None:
    for said in ("3 stycznia 2012", "1 studenoga 2012", "1st January 2012", "3rd of January 2012"):
        assert moments.first(said, Habits(language="hr")), said


@pytest.mark.parametrize(
    ("said", "language", "local"),
    [
        ("更新日期：115/03/09", "en", "2026-03-09"),
        ("115.3.9 14:20", "zh", "2026-03-09T14:20"),
        ("張貼時間:1150309", None, "2026-03-09"),
        ("099-12-31", "zh", "2010-12-31"),
        ("۱۴۰۴/۱۲/۲۹", "fa", "2026-03-20"),
        ("تاریخ: ۱۴۰۵/۱/۱ ۰۸:۰۵", "en", "2026-03-21T08:05"),
        ("30-12-1403", "fa", "2025-03-20"),
        ("1405-02-14T10:00:00+03:30", "fa", "2026-05-04T10:00:00+03:30"),
        ("2567-02-29", "th", "2024-02-29"),
        ("2569-03-09T10:00:00+07:00", None, "2026-03-09T10:00:00+07:00"),
        ("2569/3/9", "th", "2026-03-09"),
    ],
)
def test_numbers_of_other_calendars(said: str, language: str | None, local: str) -> None:
    moment = moments.first(said, Habits(language=language, latest=date(2026, 11, 27)))
    assert moment is not None
    assert moment.local == local


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("115-11-18", "en"),
        ("192.115.11.18", "zh"),
        ("tel. 115-11-18-22", "zh"),
        ("1446/05/20", "ar"),
        ("1405-02-14", "en"),
        ("1399/13/01", "fa"),
    ],
)
def test_numbers_that_are_no_date_of_another_calendar(said: str, language: str) -> None:
    assert moments.first(said, Habits(language=language, latest=date(2026, 11, 27))) is None


DECLARED = '<head><meta property="article:published_time" content="2024-12-18T09:00:00Z"><title>T</title></head>'


@pytest.mark.parametrize(
    "line",
    [
        "<p>Bewerbungsschluss: {}</p>", "<p>Frist {}</p>", "<p>Date de l’événement : {}</p>", "<p>Fecha límite: {}</p>",
        "<p>Scadenza: {}</p>",
        "<p>Photo taken: {}</p>", "<p>When: Friday, {}</p>", "<dl><dt>Closing date</dt><dd>{}</dd></dl>", "<p>Hạn nộp: {}</p>",
        "<p>截止日期：{}</p>", "<table><tr><th>Received</th><td>{}</td></tr></table>", "<div><div>Termín konání:</div><div>{}</div></div>",
        "<p>Срок подачи: {}</p>", "<p>Samningurinn samþykktur: {}</p>",
    ],
)  # fmt: skip
def test_a_label_of_something_else_is_no_dateline(line: str) -> None:
    html = f"{DECLARED}<body><article><h1>T</h1>{line.format('2024-11-02')}<p>{PROSE}</p><p>{PROSE}</p></article></body>"
    assert (published(html) or "")[:10] == "2024-12-18"
    undeclared = f"<h1>T</h1>{line.format('2024-11-02')}<div class=x>2024-12-18</div><p>{PROSE}</p>"
    assert published(undeclared) == "2024-12-18"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Veröffentlicht am: {}</p>", "<p>Date de parution : {}</p>", "<p>Publicado: {}</p>", "<p>Ngày đăng: {}</p>",
        "<p>發布日期：{}</p>", "<dl><dt>Datum</dt><dd>{}</dd></dl>", "<p>Issued on {}</p>", "<p>Опубликовано: {}</p>", "<p>{}</p>",
        "<p>Publisert: fredag, {}</p>",
    ],
)  # fmt: skip
def test_a_label_of_publication_is_a_dateline(line: str) -> None:
    html = f"{DECLARED}<body><article><h1>T</h1>{line.format('2024-11-02')}<p>{PROSE}</p><p>{PROSE}</p></article></body>"
    assert published(html) == "2024-11-02"


@pytest.mark.parametrize(
    "opening",
    [
        "Le 6 août 2021, la préfète a ouvert une enquête sur les berges du fleuve, qui durera tout l'été et au-delà.",
        "Am 31.10.2021, gegen 23:40 Uhr, kam es an der Schleuse zu einem Unfall, bei dem niemand verletzt wurde.",
        "On 3 March 2021 the council of the port heard that the lock would be closed for repairs until the autumn.",
        "Ngày 6/8/2021, đoàn công tác của tỉnh đã kiểm tra tuyến đê biển và làm việc với chính quyền xã về tiến độ.",
    ],
)
def test_the_day_that_the_first_sentence_is_about_is_not_the_day_of_publication(opening: str) -> None:
    page = f"<main><h1>The lock is closed</h1><p>{opening}</p><p>{PROSE}</p></main>"
    assert published(page, url="https://port.example/2021/11/02/lock") == "2021-11-02"


@pytest.mark.parametrize(
    "opening", ["Huế, 18/12/2024 - ", "HAMBURG (18.12.2024) – ", "18 December 2024: ", "Published 18 December 2024 by the Port. "]
)
def test_a_dateline_that_opens_the_text_is(opening: str) -> None:
    page = f"<main><h1>The lock is closed</h1><p>{opening}{PROSE}</p></main>"
    assert published(page) == "2024-12-18"


def test_the_day_that_the_address_names_is_that_of_a_stamp_in_utc_beside_it() -> None:
    stamp = (
        '<meta property="og:title" content="Bridge opens"><meta property="article:published_time" content="{}"><h1>Bridge opens</h1>'
        + PROSE
    )
    url = "https://www.example.org/2024/05/03/bridge"
    assert published(stamp.format("2024-05-04T02:10:00Z"), url=url) == "2024-05-03"  # evening in America
    assert published(stamp.format("2024-05-02T23:10:00Z"), url=url) == "2024-05-03"  # night in Europe
    assert published(stamp.format("2024-05-04T12:10:00Z"), url=url) == "2024-05-04T12:10:00+00:00"  # no place has the 3rd then
    assert published(stamp.format("2024-05-04T02:10:00+02:00"), url=url) == "2024-05-04T02:10:00+02:00"


def test_what_print_calls_the_publication_comes_before_the_day_on_which_a_page_was_begun() -> None:
    head = '<meta property="og:title" content="Bridge opens"><meta name="DC.Date.Created" content="2017-05-02"><h1>Bridge opens</h1>'
    assert published(f"{head}<p>{PROSE}</p><p>Publicerad: 9 november 2023</p>") == "2023-11-09"
    assert published(f"{head}<p>{PROSE}</p><p>Nästa möte: 9 november 2023</p>") == "2017-05-02"


def test_dates_that_markup_gives_to_many_are_teasers() -> None:
    teasers = "".join(
        f'<li><a href="/{day}">Another text</a> <time itemprop="datePublished" datetime="2024-05-1{day}">x</time></li>' for day in range(5)
    )
    head = '<meta property="og:title" content="Bridge opens in the spring"><h1>Bridge opens in the spring</h1>'
    assert published(f"<ul>{teasers}</ul>{head}<p>28 June 2023</p><p>{PROSE}</p>") == "2023-06-28"


def test_a_line_with_publication_and_update_tells_the_zone_too() -> None:
    stamp = '<meta property="article:published_time" content="2023-11-09T01:49:09Z">'
    head = f'<meta property="og:title" content="Bridge opens">{stamp}<h1>Bridge opens</h1>'
    line = "<div class=time>PUBLISHED: November 8, 2023 at 5:49 p.m. | UPDATED: November 8, 2023 at 6:17 p.m.</div>"
    assert published(f"{head}{line}<p>{PROSE}</p>") == "2023-11-08T17:49:09-08:00"


@pytest.mark.parametrize(
    ("said", "local"),
    [
        ("We were founded on 4 May 1987 by three neighbours.", None),
        ("It is governed by the Bridge Act of 12 March 1998, as amended, and by no other act of any parliament whatsoever.", None),
        (
            "This text was posted on 14 December 2015 at 14:48 and filed under bridges, mortar, walls and other works of ours.",
            "2015-12-14T14:48",
        ),
        ("By Jo Lindqvist-Oyelaran and Ann Featherstonehaugh | Posted 4 May 2021, 18:07", "2021-05-04T18:07"),
    ],
)
def test_a_date_that_a_sentence_is_about_is_not_the_texts(said: str, local: str | None) -> None:
    assert published(f"<p>{said}</p><p>{PROSE}</p>") == local


def test_the_foot_of_an_article_above_its_text_says_when_it_was_sent_in() -> None:
    foot = "<footer><div>Submitted by <span>webteam</span> on <span>Tue, 14 March 2023 - 09:12</span></div></footer>"
    assert published(f"<article><h2>Bridge</h2>{foot}<div><p>{PROSE}</p></div></article>") == "2023-03-14T09:12"
    assert published(f"<article><h2>Bridge</h2><div><p>{PROSE}</p></div>{foot}</article>") is None


def test_a_date_between_spans_without_a_blank_is_read() -> None:
    meta = "<div><span>Press release</span><span>Mar 8, 2023</span><span>Brussels</span><span>2 min read</span></div>"
    assert published(f'<meta property="og:title" content="Bridge opens">{meta}<h1>Bridge opens</h1><p>{PROSE}</p>') == "2023-03-08"
