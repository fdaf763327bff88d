"""Bylines and the choice among those who are named."""

import pytest
from extracting import layout_of, own_of, page_of
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.extract.fields import authors, bylines, title
from ingest.core.extract.page import headings
from ingest.core.model import ADHOC, ArticleRules, Author, Source


def chosen(html: str, source: Source = ADHOC, url: str = "https://www.example.org/a/b") -> authors.Authors:
    page = page_of(html, url)
    layout, own = layout_of(page), own_of(page)
    headline = title.choose(page, source, own, layout)
    return authors.choose(page, source, own, layout, headings.title_block(layout, headline.value), headline.site)


def json_ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"A","author":{author}}}</script><h1>A</h1>'


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Samya Kullab and Vasilisa Stepanenko", ["Samya Kullab", "Vasilisa Stepanenko"]),
        ("By SAMYA KULLAB, Political Editor", ["SAMYA KULLAB"]),
        ("bySauli Giliard", ["Sauli Giliard"]),
        ("Von Anna Martel und Lea Wagner", ["Anna Martel", "Lea Wagner"]),
        ("Par Claire Dubois et Jean-Paul Petit", ["Claire Dubois", "Jean-Paul Petit"]),
        ("Por María Gómez y Luis Ortega", ["María Gómez", "Luis Ortega"]),
        ("Trine Juncher Jørgensen og Tôrtia Reimer-Johansen", ["Trine Juncher Jørgensen", "Tôrtia Reimer-Johansen"]),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("Автор: Андрей Колесников", ["Андрей Колесников"]),
        ("记者：王小明、李华", ["王小明", "李华"]),
        ("문: 배윤경 기자", ["배윤경"]),
        ("배윤경 기자 bae@example.kr", ["배윤경"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("بقلم: أحمد علي", ["أحمد علي"]),
        ("Elena Oberholzer (obe), Oliver Maksan (oma)", ["Elena Oberholzer", "Oliver Maksan"]),
        ("Dan Jervis-Bardy", ["Dan Jervis-Bardy"]),
        ("Jane Doe | @janedoe", ["Jane Doe"]),
        ("Jane Doe jane@example.org", ["Jane Doe"]),
        ("Jo Doe December 21, 2016 at 4:05 pm", ["Jo Doe"]),
        ("Von Anna Martel 3. März 2024", ["Anna Martel"]),
        ("Theresa May 4 October 2016", ["Theresa May"]),
        ("Theresa May 12:30", ["Theresa May"]),
        ("By Jo Doe Updated: 4 May 2024", ["Jo Doe"]),
        ("Nguyễn Văn An Cập nhật: 09:00", ["Nguyễn Văn An"]),
        ("作者：王小明 责任编辑：李华", ["王小明"]),
        ("王小明 发布时间：2019-10-08", ["王小明"]),
        ("王小明 中国某某大学研究院执行院长", ["王小明"]),
        ("作者：未知 责任编辑：", []),
        ("Nguyễn Hải Đăng", ["Nguyễn Hải Đăng"]),
        ("国务院 中央军事委员会", ["国务院 中央军事委员会"]),
        ("当前位置", []),
        ("By", []),
        ("Staff", []),
        ("Redaktion", []),
        ("https://www.facebook.com/example", []),
        ("", []),
    ],
)
def test_names_are_read_from_bylines(byline: str, people: list[str]) -> None:
    if byline.startswith("문"):
        byline = byline.replace("문", "글")
    assert [author.name for author in bylines.read(byline)] == people


def named(html: str) -> list[str]:
    return [author.name for author in chosen(html).value]


@pytest.mark.parametrize(
    "html",
    [
        "<meta name=author content='William K. Roe, Al Doe and Jo Moe'><h1>A</h1>",
        "<meta name=author content='William K. Roe'><meta name=author content='Al Doe'><meta name=author content='Jo Moe'><h1>A</h1>",
        "<h1>A</h1><p>4 May 2024 | by William K. Roe, Al Doe and Jo Moe</p><p>Text.</p>",
        "<p><a rel=author>Sue Poe</a></p><h1>A</h1>"
        "<div><a rel=author>William K. Roe</a></div><div><a rel=author>Al Doe</a></div><div><a rel=author>Jo Moe</a></div>",
    ],
)
def test_all_who_wrote_it_are_named(html: str) -> None:
    assert named(html) == ["William K. Roe", "Al Doe", "Jo Moe"]


def test_who_wrote_the_articles_below_is_not_named() -> None:
    below = "".join(f"<div class=card><a href=/{name}>Another</a><a rel=author>{name} Roe</a></div>" for name in ("Al", "Sue"))
    text = "The bridge at Lanmouth was opened on Monday, three years after work on it began, in the presence of both mayors. " * 2
    assert named(f"<h1>A</h1><p>Posted <a rel=author>Jo Doe</a></p><p>{text}</p>{below}") == ["Jo Doe"]


def test_a_link_to_the_author_is_surer_than_a_class() -> None:
    assert named("<h1>A</h1><ul class=authors><li>Author Interviews</li></ul><p><a rel=author href=/jo>Jo Doe</a></p>") == ["Jo Doe"]


def test_a_name_turned_round_for_a_library_is_one() -> None:
    assert named("<meta name=dc.creator content='Doe, Jo'><h1>A</h1>") == ["Jo Doe"]
    assert named("<meta name=author content='Lan, Minh'><h1>A</h1>") == ["Lan", "Minh"]


def test_a_doubled_name_is_one() -> None:
    assert bylines.read("Bộ Nội vụBộ Nội vụ18/12/2024") == [Author("Bộ Nội vụ", organization=True)]


@pytest.mark.parametrize(
    "name",
    ["dpa", "TTXVN", "Deutsche Presse-Agentur", "Ministry of Home Affairs", "Bộ Nội vụ", "新华社", "Example.org", "Associated Press"],
)
def test_organisations_are_told_from_people(name: str) -> None:
    assert [author.organization for author in bylines.read(name)] == [True]


@given(st.text(max_size=120))
def test_any_byline_is_answered(byline: str) -> None:
    for author in bylines.read(byline):
        assert 2 <= len(author.name) <= 60
        assert author.name == author.name.strip()


@pytest.mark.parametrize(
    "author",
    [
        '"Lan Anh"',
        '["Lan Anh"]',
        '{"@type":"Person","name":"Lan Anh"}',
        '[{"@type":"Person","name":"By Lan Anh","url":"https://x.org/lan"}]',
        '{"@type":"Organization","name":"Lan Anh"}',
    ],
)
def test_every_form_of_json_ld_author_is_read(author: str) -> None:
    assert chosen(json_ld(author)).value == (Author("Lan Anh"),)


def test_the_publisher_as_author_hides_no_byline() -> None:
    html = '<meta property="og:site_name" content="Example News">' + json_ld('{"@type":"Organization","name":"Example News"}')
    found = chosen(html + "<p>By <a href=/lan>Lan Anh</a></p><p>Text.")
    assert found.value == (Author("Lan Anh"),)
    assert found.byline == "By Lan Anh"
    assert found.found[0].offered[0] == ("json-ld author", "Example News")


def test_the_publisher_is_the_author_when_nobody_is_named() -> None:
    html = '<meta property="og:site_name" content="Example News">' + json_ld('{"@type":"Organization","name":"Example News"}')
    assert chosen(html).value == (Author("Example News", organization=True),)


def test_an_agency_is_an_author() -> None:
    assert chosen(json_ld('{"@type":"Person","name":"dpa"}')).value == (Author("dpa", organization=True),)


def test_commenters_are_no_authors() -> None:
    assert chosen('<h1>A</h1><p>Text.</p><div class="comments"><span class="comment-author">Some Body</span></div>').value == ()


def test_the_source_file_points_at_the_byline() -> None:
    source = Source(name="x", title="X", article=ArticleRules(byline=".who"))
    assert chosen(json_ld('"Other Name"') + "<p class=who>Nguyễn Văn An</p>", source).value == (Author("Nguyễn Văn An"),)


def test_meta_author_is_read_and_addresses_are_not() -> None:
    html = '<meta name="author" content="Lan Anh"><meta property="article:author" content="https://facebook.com/x"><h1>A</h1>'
    assert chosen(html).value == (Author("Lan Anh"),)


def test_an_organisation_of_several_subjects_is_one() -> None:
    for name in ("Departement für Wirtschaft, Bildung und Forschung", "Center for Drug Evaluation and Research"):
        assert bylines.read(name) == [Author(name, organization=True)]


def test_an_organisation_that_only_metadata_names_is_no_author() -> None:
    assert named('<meta name="author" content="Ministry of Bridges"><h1>The bridge</h1><p>It opens.</p>') == []
    assert named('<meta name="author" content="Ministry of Bridges"><h1>The bridge</h1><p>By Ministry of Bridges</p>') == [
        "Ministry of Bridges"
    ]


@pytest.mark.parametrize("said", ["publisher", "baikaldaily.example.ru", "Admin"])
def test_accounts_and_hosts_are_no_authors(said: str) -> None:
    assert named(f'<meta name="author" content="{said}"><h1>The bridge</h1>') == []


def test_an_address_in_pieces_names_its_organisation() -> None:
    said = "scheme=AGLSTERMS.AglsAgent; corporateName=Department for Health and Care; address=1 Pier Rd; contact=+61"
    assert bylines.read(said) == [Author("Department for Health and Care", organization=True)]


def test_a_label_in_the_line_of_the_date_names_the_author() -> None:
    assert named("<h1>Zabiegi bez kontraktu</h1><p>Dodano: 3 stycznia 2012, 13:30 <span>Autor: Jan Roszak</span></p>") == ["Jan Roszak"]


PROSE = (
    "<p>The council decided on Tuesday to rebuild the old station, which has stood empty for nine years and must be heated in winter.</p>"
    * 3
)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("<div>Written by</div><div>Jo Doe</div>", ["Jo Doe"]), ("<p>작성자</p><p>김민수</p>", ["김민수"]),
        ("<span>Autor:</span><div>Anna Martel</div>", ["Anna Martel"]),
        ("<p>Submitted by HarbourWatch on Tue, 12/03/2013 - "
        "10:05</p>", ["HarbourWatch"]),
        ("<p>By: Lanmouth Water Team</p>", ["Lanmouth Water Team"]),
        ("<p>posted on 2023-12-19 23:30 EST by Ana Lund</p>", ["Ana Lund"]),
        ("<p>This post was written by Ana Lund, Head of "
        "Parks and Gardens</p>", ["Ana Lund"]),
        ("<p>이용민 기자 | 2020-03-04 16:52:59</p>", ["이용민"]),
        ("<p>◎ 記者王大明／台北報導</p>", ["王大明"]), ("<p>Author Jo Doe</p>", ["Jo Doe"]),
        ("<p>Mehmet Yıldız | 05.04.2025</p>", ["Mehmet Yıldız"]), ('<div><a href="/people/jo-doe">Jo Doe</a></div>', ["Jo Doe"]),
        ('<div><img src="a.jpg" alt="Portrait of Jo Doe"><span>Jo Doe</span></div>', ["Jo Doe"]), ("<p>Posted by admin</p>", []),
        ("<p>Submitted by webmaster on 12 May 2024</p>", []),
        ("<p>Press Release | 12 May 2024</p>", []),
        ("<p>Buenos Aires, 12 de mayo de 2024</p>", []),
        ("<p>Water Supply</p>", []), ("<p>Foto: Max Muster</p>", []), ("<p>Ort Bad Lanmünd<br>Datum 12.05.2024</p>", []),
    ],
)  # fmt: skip
def test_what_is_printed_beside_the_title_names_the_author_where_markup_does_not(line: str, people: list[str]) -> None:
    html = f"<title>The station will be rebuilt</title><main><h1>The station will be rebuilt</h1>{line}<div>{PROSE}</div></main>"
    assert [author.name for author in chosen(html).value] == people


def test_a_byline_under_the_text_names_the_author_and_those_of_other_articles_do_not() -> None:
    head = f"<title>The station will be rebuilt</title><main><h1>The station will be rebuilt</h1><div>{PROSE}</div>"
    assert [
        author.name for author in chosen(f"{head * 1}{'<p>A line.</p>' * 14}<h3>Written by Ana Lund and Per Berg</h3></main>").value
    ] == ["Ana Lund", "Per Berg"]
    others = "<div><a href='/b'>A bridge</a> <p>Written by Ana Lund</p></div><div><p>Written by Per Berg</p></div>"
    assert chosen(f"{head}{'<p>A line.</p>' * 14}{others}</main>").value == ()


@pytest.mark.parametrize(
    "name",
    [
        "Ministerstwo Rodziny i Polityki Społecznej",
        "Institut für Arbeitsmarkt- und Berufsforschung",
        "Ministère de la Culture et de la Communication",
        "Department for Environment, Food & Rural Affairs",
        "Secretaría de Agricultura y Desarrollo Rural",
        "Kementerian Pendidikan dan Kebudayaan",
        "보건복지부", "厚生労働省", "Landesamt für Natur, Umwelt und Verbraucherschutz",
    ],
)  # fmt: skip
def test_an_organisation_is_not_cut_at_its_and(name: str) -> None:
    assert bylines.read(f"By {name}" if name.isascii() else name) == [Author(name, organization=True)]


@pytest.mark.parametrize(
    ("opening", "people"),
    [
        ("北城晚报讯（记者 林小雨）大桥将于春季开放，市民已经等待了三年，轮渡早已停运。", ["林小雨"]),
        ("河江网11月9日讯（记者赵一鸣 整理）大桥将于春季开放，市民已经等待了三年。", ["赵一鸣"]),
        ("〔記者陳柏翰／高雄報導〕大橋將於春季開放，市民已經等待了三年，渡輪早已停駛。", ["陳柏翰"]),
        ("（中央社記者黃麗芸台北8日電）大橋將於春季開放，市民已經等待了三年。", ["黃麗芸"]),
        ("(부산=새벽통신) 한지우 기자 = 새 다리가 봄에 열린다고 시가 월요일 밝혔다. 주민들은 삼 년을 기다렸다.", ["한지우"]),
        ("[강변경제 오세린 기자] 새 다리가 봄에 열린다고 시가 월요일 밝혔다. 주민들은 삼 년을 기다렸다.", ["오세린"]),
        ("【ロンドン＝高橋一郎】新しい橋が春に開通すると市が月曜日に発表した。住民は三年間待っていた。", ["高橋一郎"]),
        ("【速報】新しい橋が春に開通すると市が月曜日に発表した。住民は三年間待っていたという。", []),
        ("（记者会实录）大桥将于春季开放，市民已经等待了三年，轮渡早已停运，市长说。", []),
    ],
)
def test_a_text_names_its_reporter_in_its_first_brackets(opening: str, people: list[str]) -> None:
    said = chosen(f"<title>x</title><h1>x</h1><p>{opening}{opening}</p>")
    assert [author.name for author in said.value] == people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("东江晚报记者 周文 沈青", ["周文", "沈青"]),
        ("采写：东江晚报见习记者 周文", ["周文"]),
        ("한지우 기자 jiwoo@paper.example", ["한지우"]),
        ("责任编辑：周文", []),
        ("外国记者 盛赞当地新桥建设活力", []),
    ],
)
def test_a_reporter_alone_in_a_line_below_the_text_is_named(line: str, people: list[str]) -> None:
    text = "大桥将于春季开放，市民已经等待了三年，轮渡早已停运。" * 4
    assert [author.name for author in chosen(f"<title>x</title><h1>x</h1><p>{text}</p><p>{line}</p>").value] == people


def test_who_signs_a_vietnamese_text_is_named_and_nobody_whom_it_ends_with() -> None:
    text = "Tỉnh sẽ đóng cầu dưới trong chín tuần kể từ thứ Hai để thay các gối đỡ, người dân được đề nghị đi theo đường vành đai. " * 2
    page = f"<title>x</title><h1>x</h1><p>{text}</p>"
    assert [author.name for author in chosen(f"{page}<p><strong>Lê Hoài An</strong></p>").value] == ["Lê Hoài An"]
    assert chosen(f"{page}<p>Lê Hoài An</p>").value == ()  # neither bold nor to the right
    assert chosen(f"{page}<p><strong>Thông tin chi tiết</strong></p>").value == ()


def test_who_made_the_pictures_is_no_author() -> None:
    assert [author.name for author in bylines.read("Words: Cora Bellweather Pictures: Dan Oyelaran")] == ["Cora Bellweather"]
    assert [author.name for author in bylines.read("Автор: Лидия Верещагина Фото: Олег Сидельников")] == ["Лидия Верещагина"]


def test_an_office_keeps_what_it_is_for() -> None:
    assert bylines.read("Department for Roads") == [Author("Department for Roads", organization=True)]
    assert bylines.read("Jo Doe for The Example") == [Author("Jo Doe", organization=False)]


def test_a_publisher_that_calls_itself_the_author_gives_way_to_a_byline() -> None:
    data = json_ld('{"@type": "Organization", "name": "Local Pulse"}').replace(
        '"author"', '"publisher": {"@type": "Organization", "name": "Local Pulse"}, "author"'
    )
    html = f"{data}<h1>Bridge opens</h1><p>Reported by: Tomasz Wilder<br>Photographed by: Ana Ruiz</p>"
    assert [author.name for author in chosen(html).value] == ["Tomasz Wilder"]


def test_where_a_writer_works_is_no_second_author() -> None:
    assert [author.name for author in bylines.read("By Ed Hornick-Bell, CNN")] == ["Ed Hornick-Bell"]
    assert [author.name for author in bylines.read("Reuters, Jo Doe")] == ["Reuters", "Jo Doe"]


def test_a_comments_writer_is_no_author() -> None:
    line = '<div class="author">桥边小草 [某地手机网友] 2019-05-17 20:33:49</div>'
    assert chosen(f"<title>x</title><h1>x</h1><p>大桥将于春季开放，市民已经等待了三年。</p>{line}").value == ()


def test_a_byline_wins_against_the_organisation_that_metadata_names() -> None:
    line = "<div>2019-09-26 12:11来源：东江时报网作者：周文青</div>"
    assert [author.name for author in chosen(f'<meta name="author" content="东江时报网"><title>x</title><h1>x</h1>{line}').value] == [
        "周文青"
    ]


def test_a_columnist_linked_above_the_title_is_named() -> None:
    html = '<title>Köprü</title><p><a href="/{}/defne">Defne Karaca</a></p><h1>Köprü</h1>'
    assert [author.name for author in chosen(html.format("yazarlar")).value] == ["Defne Karaca"]
    assert chosen(html.format("konular")).value == ()  # a subject


def test_whose_reporter_somebody_is_is_no_part_of_the_name() -> None:
    assert [author.name for author in bylines.read("Door onze verslaggever Sjoerd Hoekstra")] == ["Sjoerd Hoekstra"]
    assert [author.name for author in bylines.read("By our correspondent Jo Doe-Lind")] == ["Jo Doe-Lind"]
