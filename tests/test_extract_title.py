"""The title among the places that name it, the publisher, section and tags."""

import pytest
from extracting import PROSE, layout_of, own_of, page_of

from ingest.core.extract.fields import publisher, title
from ingest.core.model import ADHOC, ArticleRules, Source


def chosen(html: str, url: str = "https://www.example.org/a/b", source: Source = ADHOC) -> str:
    page = page_of(html, url)
    return title.choose(page, source, own_of(page), layout_of(page)).value


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("<title>Bridge opened - The Example</title><meta property=og:site_name content='The Example'>", "Bridge opened"),
        ("<title>Bridge opened | Example.org</title>", "Bridge opened"),
        ("<title>Tổng Bí thư thăm Hà Nội – Báo Ví Dụ</title><meta property=og:site_name content='Báo Ví Dụ'>", "Tổng Bí thư thăm Hà Nội"),
        ("<title>大橋が開通_例ニュース</title><h1>大橋が開通</h1>", "大橋が開通"),
        ("<title>国务院关于大桥建设的通知_国务院文件_某某政府网</title>", "国务院关于大桥建设的通知_国务院文件"),
        ("<title>대교 개통 - 예시신문</title><meta property=og:title content='대교 개통 - 예시신문'><h1>대교 개통</h1>", "대교 개통"),
        ("<title>สะพานเปิดแล้ว | ตัวอย่าง</title><h1>สะพานเปิดแล้ว</h1>", "สะพานเปิดแล้ว"),
        ("<title>افتتاح الجسر | المثال</title><meta property=og:title content='افتتاح الجسر'>", "افتتاح الجسر"),
        ("<title>Мост открыт — Пример</title><h1>Мост открыт</h1>", "Мост открыт"),
        ("<title>Example: Bridge opened - what is known - Example</title>", "Bridge opened - what is known"),
    ],
)
def test_the_sites_name_is_left_out(html: str, value: str) -> None:
    assert chosen(html) == value


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("Norrfjord", "https://www.getnorrfjord.com/blog/bridges"),  # a part of the domain's name
        ("Norrfjord Bridge Insurance", "https://norrfjordgroup.com/blog/bridges"),  # its first word is
        ("District", "https://www.example.org/district/343604"),  # the section, as the address names it
        ("Local news", "https://www.example.org/local-news/2026/343604"),
    ],
)
def test_what_the_address_calls_the_site_or_the_section_is_left_out(name: str, url: str) -> None:
    told = f"Bridge opened after a year of repairs | {name}"
    assert chosen(f"<title>{told}</title><meta property=og:title content='{told}'>", url) == "Bridge opened after a year of repairs"


@pytest.mark.parametrize("kept", ["What now", "Bridges", "A look at the get"])
def test_another_end_of_a_title_stays(kept: str) -> None:
    told = f"Bridge opened after a year of repairs | {kept}"
    html = f"<title>{told}</title><meta property=og:title content='{told}'>"
    assert chosen(html, "https://www.getnorrfjord.com/all-about-bridges/343604") == told


def test_a_headline_that_its_own_address_repeats_stays_whole() -> None:
    told = "Bridges in winter: what to look for"
    assert chosen(f"<title>{told}</title><h1>{told}</h1>", "https://www.example.org/guides/bridges-in-winter/") == told


def test_the_link_of_a_heading_to_its_own_page_is_the_headline() -> None:
    heading = "<h1><span><a href='/a/b'>Bridge opened after a year of repairs</a> <span>(paper.example)</span></span> <span>87</span></h1>"
    head = "<title>Bridge opened after a year of repairs - Example</title>"
    assert chosen(f"{head}{heading}") == "Bridge opened after a year of repairs"


def test_a_heading_that_is_declared_whole_is_not_cut_down_to_its_end() -> None:
    head = "<title>Example.org | Bridges 101</title><meta property=og:title content='Building bridges for beginners Bridges 101'>"
    data = '<script type="application/ld+json">{"@type":"Article","headline":"Example.org | Bridges 101"}</script>'
    html = f"{head}{data}<h1>Building bridges for beginners <br>Bridges 101</h1>"
    assert chosen(html) == "Building bridges for beginners Bridges 101"


@pytest.mark.parametrize(("written", "read"), [("&amp;#x26;", "&"), ("&amp;amp;", "&"), ("&amp;nbsp;", "&nbsp;")])
def test_what_was_escaped_twice_in_a_heading_is_read_as_where_it_was_escaped_once(written: str, read: str) -> None:
    head = f"<title>Bridges {read.replace('&', '&amp;')} tunnels | Example</title><meta property=og:site_name content=Example>"
    assert chosen(f"{head}<h1>Bridges {written} tunnels</h1>") == f"Bridges {read} tunnels"


def test_a_dash_inside_the_title_stays() -> None:
    assert chosen("<title>Bridge opened - at last</title><h1>Bridge opened - at last</h1>") == "Bridge opened - at last"


def test_a_logo_in_h1_is_no_title() -> None:
    head = "<title>Bridge opened - The Example</title><meta property=og:title content='Bridge opened'>"
    html = f"{head}<h1>The Example</h1><h2>Bridge opened</h2>"
    assert chosen(html) == "Bridge opened"


def test_an_h1_that_nobody_confirms_is_no_title() -> None:
    html = "<title>Bridge opened - X</title><meta property=og:title content='Bridge opened'><h1>Log in</h1><h1>Bridge opened</h1>"
    assert chosen(html) == "Bridge opened"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Harbour notes » Bridge opened</title><h1><a href=/>Harbour notes</a></h1><h3>Bridge opened</h3>",
        "<title>Bridge opened « Harbour notes</title><a href=https://www.example.org><h1>Harbour notes</h1></a><p>Text</p>",
        "<title>Bridge opened › Harbour office at Lanmouth</title><h1><a href=/>Harbour office at Lanmouth</a></h1><h2>Bridge opened</h2>",
        "<title>Bridge opened | Harbour office</title><h1>News</h1><h2>Bridge opened</h2><h2>Further news</h2>",
        "<title>News - Bridge opened - Harbour</title><h1>harbour.example News - archive</h1><h2>Bridge opened</h2>",
        "<title>Bridge opened - Lanmouth</title><h1>Menu</h1><h1>Council</h1><h1>Council</h1><h1>Bridge opened</h1><h1>Topics</h1>",
    ],
)
def test_a_heading_that_names_the_site_or_its_section_is_no_title(html: str) -> None:
    assert chosen(html) == "Bridge opened"


def test_a_site_is_cut_off_where_a_line_of_the_page_has_the_rest() -> None:
    assert (
        chosen("<title>大桥将于明年春季开通-某某新闻中心</title><a href=/>某某新闻中心</a><div>大桥将于明年春季开通</div>")
        == "大桥将于明年春季开通"
    )
    assert chosen("<title>中国-东盟合作论坛今日开幕</title><div>正文</div>") == "中国-东盟合作论坛今日开幕"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Bridge opened in the rain - Harbour office</title><h1>Harbour office</h1><h2>Bridge opened in the rain</h2>",
        "<title>Bridge opened in the rain - Harbour office of Lanmouth</title><p>Harbour office of Lanmouth</p>"
        "<div><span>Bridge opened in the rain</span> <span>12 March 2024</span></div>",
        "<title>Harbour office of Lanmouth | Bridge opened in the rain</title><h3>Bridge opened in the rain</h3>",
    ],
)
def test_the_line_right_above_the_text_is_the_headline(html: str) -> None:
    text = "The bridge at Lanmouth was opened on Monday, three years after work on it began, in the presence of both mayors. " * 2
    assert chosen(f"{html}<p>{text}</p><p>© 2024 Harbour office of Lanmouth</p>") == "Bridge opened in the rain"


@pytest.mark.parametrize(
    ("html", "value"),
    [
        (
            "<title>Bridge opened - Lanmouth Gazette</title><meta property=og:title content='Bridge opened - Lanmouth Gazette'>"
            "<h1>Lanmouth Gazette</h1>",
            "Bridge opened - Lanmouth Gazette",
        ),
        (
            "<title>Bridge opened | Releases | Transport</title><meta property=og:title content='Bridge opened | Releases | Transport'>"
            "<h1>Releases</h1><h2>Bridge opened</h2>",
            "Bridge opened | Releases | Transport",
        ),
        (
            "<title>Opinion | Why the bridge had to be built</title><h1>Why the bridge had to be built</h1>",
            "Why the bridge had to be built",
        ),
        ("<title>快讯 | 电信诈骗嫌疑人落网</title>", "快讯 | 电信诈骗嫌疑人落网"),
        ("<title>专题 - 오늘의 뉴스</title><h1>专题 - 오늘의 뉴스</h1>", "专题 - 오늘의 뉴스"),
        ("<title>Notes</title><h1><a href='/?p=123'>Bridge opened</a></h1>", "Bridge opened"),
        ("<h1>Bridge opened</h1><svg><symbol><title>Facebook</title></symbol></svg>", "Bridge opened"),
    ],
)
def test_a_headline_is_not_cut_down_to_the_name_of_its_site_or_section(html: str, value: str) -> None:
    assert chosen(html) == value


@pytest.mark.parametrize("head", ["<title>Harbour office</title>", "<title>New Page 1</title>", "<title>News | Harbour office</title>", ""])
def test_without_any_other_sign_the_heading_above_the_text_is_the_headline(head: str) -> None:
    text = "The bridge at Lanmouth was opened on Monday, three years after work on it began."
    page = f"{head}<ul><li><a href=/>Home</a></ul><h2>Bridge opened in the rain</h2><p>12 March 2024</p><p>{text}</p>"
    assert chosen(f"{page}<h2>Other news of the day</h2>") == "Bridge opened in the rain"


def test_of_many_headings_the_one_that_shares_words_with_the_title_element_counts() -> None:
    html = "<title>MoT | Bridge tolls explained</title><h1>Ministry of Transport</h1><h1>More about bridge tolls</h1>"
    assert chosen(html) == "More about bridge tolls"


def test_a_title_element_behind_stray_markup_is_one() -> None:
    assert chosen("<div>advertisement of a free host</div><title>Bridge opened</title><svg><title>Logo</title></svg>") == "Bridge opened"


def test_heading_and_json_ld_win_against_the_text_for_sharing() -> None:
    html = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opened"}</script>'
        "<title>You will not believe this</title><meta property=og:title content='You will not believe this'><h1>Bridge opened</h1>"
    )
    assert chosen(html) == "Bridge opened"


def test_a_cut_title_votes_for_the_whole_one() -> None:
    cut = "The bridge over the river was…"
    html = f"<title>{cut}</title><meta property=og:title content='{cut}'><h1>The bridge over the river was opened</h1>"
    assert chosen(html) == "The bridge over the river was opened"


def test_the_headings_spelling_is_kept() -> None:
    assert chosen('<title>"Bridge" opened</title><h1>“Bridge” opened</h1>') == "“Bridge” opened"


def test_the_source_file_points_at_the_title() -> None:
    source = Source(name="x", title="X", article=ArticleRules(title=".headline"))
    assert chosen("<h1>Other</h1><p class=headline>Bridge opened</p>", source=source) == "Bridge opened"


def test_a_page_without_a_title_has_none() -> None:
    assert chosen("<p>Text.") == ""


def test_what_else_was_offered_is_told() -> None:
    page = page_of("<title>B</title><h1>A</h1>")
    found = title.choose(page, ADHOC, None, layout_of(page)).found[0]
    assert (found.field, found.rule, found.offered) == ("title", "h1", (("title", "B"),))


def test_tags_joined_in_one_text_are_a_list() -> None:
    page = page_of(
        '<meta property="article:tag" content="Tô Lâm, Bộ máy,  #Hà Nội"><meta property="article:section" content="Xã hội,Thời sự">'
    )
    place = publisher.choose(page, None)
    assert (place.tags, place.section) == (("Tô Lâm", "Bộ máy", "Hà Nội"), "Xã hội")


def test_the_publisher_is_named() -> None:
    html = '<script type="application/ld+json">{"@type":"Article","publisher":{"@type":"Organization","name":"Báo Ví Dụ"}}</script>'
    page = page_of(html)
    assert publisher.choose(page, own_of(page)).publisher == "Báo Ví Dụ"
    assert publisher.choose(page_of('<meta property="og:site_name" content="The Example">'), None).publisher == "The Example"


def test_the_section_is_the_last_crumb_before_the_article() -> None:
    crumbs = ",".join(
        f'{{"@type":"ListItem","position":{n},"name":"{name}"}}' for n, name in enumerate(("Home", "World", "Asia", "Bridge opened"))
    )
    page = page_of(f'<script type="application/ld+json">{{"@type":"BreadcrumbList","itemListElement":[{crumbs}]}}</script>')
    assert publisher.choose(page, None).section == "Asia"


def test_what_readers_see_wins_against_the_wording_for_search_engines() -> None:
    wording, heading = "Ferry Tickets 2026: Prices of Bridge Crossings", "What Ferry and Bridge Crossings Cost"
    head = f'<meta property="og:title" content="{wording}"><meta name="twitter:title" content="{wording}"><title>{wording}</title>'
    assert chosen(f"{head}<h1>{heading}</h1>") == heading


def test_a_label_before_the_headline_in_its_heading_is_left_out() -> None:
    head = '<meta property="og:title" content="The new bridge opens in spring">'
    assert chosen(f"{head}<h1><span>Opinion</span> The new bridge opens in spring</h1>") == "The new bridge opens in spring"


def test_a_date_above_the_headline_in_its_heading_is_left_out() -> None:
    html = "<h1><span><time>13. April 2020</time></span><span>Erkrankte Personen je Bezirk</span></h1>"
    assert chosen(f"<title>Erkrankte je Bezirk</title>{html}") == "Erkrankte Personen je Bezirk"


def test_the_heading_under_a_sections_is_the_headline() -> None:
    text = "<p>The ministry said on Monday that the new bridge would be opened in the spring, after three years.</p>"
    html = f"<title>News - Lanmouth</title><h1>News</h1><div><h3>Bridge opens in the spring</h3></div>{text}"
    assert chosen(html) == "Bridge opens in the spring"


@pytest.mark.parametrize("label", ["제목", "标题", "Betreff", "Title:"])
def test_the_cell_beside_its_label_is_the_title(label: str) -> None:
    html = f"<title>Lanmouth</title><table><tr><th>{label}</th><td>The bridge opens in the spring of next year</td></tr></table>"
    assert chosen(html) == "The bridge opens in the spring of next year"


def test_a_sites_name_after_a_blank_is_left_out() -> None:
    line = "青石街道负责人到创新园开展调研工作"
    assert chosen(f"<title>{line} 东区办事处</title><table><tr><td><b>{line}</b></td></tr></table>") == line


def test_an_entry_of_the_menu_that_stands_in_the_title_element_is_no_title() -> None:
    head = "<title>River Police - News - Crossings without papers: 9,087 cases this year</title>"
    body = "<h3><a href='/news'>News</a></h3><h1>Crossings without papers: 9,087 cases this year</h1>"
    assert chosen(head + body) == "Crossings without papers: 9,087 cases this year"


def test_a_heading_wins_against_a_line_with_the_sites_name() -> None:
    head = "<title>关于开展2026年“世界家庭医生日”主题宣传活动的通知__青河市卫生健康委员会</title>"
    body = (
        "<h2>关于开展2026年“世界家庭医生日”主题宣传活动的通知 ( 2026-05-11)</h2><div>青河市卫生健康委员会</div>"
        "<p>各区卫生健康委：为做好宣传工作，现将有关事项通知如下。</p>"
    )
    assert chosen(head + body) == "关于开展2026年“世界家庭医生日”主题宣传活动的通知"


def test_a_closing_quotation_mark_stays() -> None:
    line = "Болезнь в районе стала «старше»"
    assert chosen(f"<title>{line} :: Агентство :: Взгляд</title><b>{line}</b>") == line


@pytest.mark.parametrize(
    "heading",
    ["Cases in 2020<br>Towns with most", "<b>Cases in 2020</b><br/>Towns with <i>most</i>", "Cases in 2020<div>Towns with most</div>"],
)
def test_a_line_break_in_a_heading_parts_words(heading: str) -> None:
    assert chosen(f"<h1>{heading}</h1><p>{PROSE}</p>") == "Cases in 2020 Towns with most"


def test_the_only_heading_above_the_text_wins_against_a_wording_for_search_engines() -> None:
    head = '<title>Bus prices 2026: all fares | Lanmouth</title><meta property="og:title" content="Bus prices 2026: all fares at a glance">'
    assert chosen(f"{head}<h1>What a ride costs from next year on buses</h1><p>{PROSE}</p>") == "What a ride costs from next year on buses"


def test_a_heading_in_the_text_is_no_headline_where_the_declared_title_is_printed() -> None:
    head = '<title>Bus prices rise in January</title><meta property="og:title" content="Bus prices rise in January">'
    assert (
        chosen(f"{head}<h2>Bus prices rise in January</h2><p>{PROSE}</p><h1>What a ride on buses costs now</h1><p>{PROSE}</p>")
        == "Bus prices rise in January"
    )


def test_the_joiners_of_a_persian_headline_stay() -> None:
    assert chosen("<title>پل بسته می\u200cشود - خبر</title><h1>پل بسته می\u200cشود</h1>") == "پل بسته می\u200cشود"


def test_small_print_in_a_heading_is_no_part_of_a_word() -> None:
    assert (
        chosen("<title>Bridge news</title><h1><small>October 2, 2023</small>Clinics open in four villages</h1>")
        == "Clinics open in four villages"
    )
    assert chosen("<title>Water</title><h1>H<sub>2</sub>O and other waters</h1>") == "H2O and other waters"


@pytest.mark.parametrize("hidden", ["", " style='display:none'", " class='sr-only'"])
def test_an_h1_that_ends_the_title_is_the_site_where_a_line_has_its_beginning(hidden: str) -> None:
    head = "<title>Lower bridge shut for nine weeks - River and Harbour Authority of the Lower Valleys</title>"
    top = f"<h1{hidden}>River and Harbour Authority of the Lower Valleys</h1>"
    assert chosen(f"{head}{top}<div>Lower bridge shut for nine weeks</div><p>{PROSE}</p>") == "Lower bridge shut for nine weeks"
    assert chosen(f"{head}{top}<p>{PROSE}</p>") != "Lower bridge shut for nine weeks" or hidden


def test_a_lower_heading_stands_in_place_of_a_missing_h1_against_the_wording_for_sharing() -> None:
    sharing = "<meta property='og:title' content='Closed bridge: traders fear losses'>"
    head = f"<title>Shut: “Nine weeks are too long” – The Example</title>{sharing}"
    assert chosen(f"{head}<h2>Shut: “Nine weeks are too long”</h2><p>{PROSE}</p>") == "Shut: “Nine weeks are too long”"


def test_another_h1_with_words_of_the_title_is_no_headline() -> None:
    sharing = "<meta property='og:title' content='動画：大橋が春に開通'>"
    head = f"<title>動画：大橋が春に開通\u3000写真1枚\u3000国際ニュース：Bridge Daily News</title>{sharing}"
    assert chosen(f"{head}<h1>国際ニュース：Bridge Daily News</h1><h1>動画：大橋が春に開通</h1>") == "動画：大橋が春に開通"


def test_the_sites_name_glued_to_a_headline_is_left_out() -> None:
    sharing = "<meta name='twitter:title' content='Bridge opens in the spring'>"
    head = f"<title>Bridge opens in the spring » Local » The Example Courier</title>{sharing}"
    heading = "<h1>Bridge opens in the spring<br>The Example Courier</h1>"
    site = "<meta property='og:site_name' content='The Example Courier'>"
    assert chosen(head + site + heading) == "Bridge opens in the spring"


def test_a_label_glued_to_the_headline_in_its_heading_is_left_out() -> None:
    headline = "The feast beside the river falls through"
    assert chosen(f"<title>{headline} | Example</title><h1><span>Culture</span>{headline}</h1>") == headline
    assert chosen(f"<title>{headline}</title><h1><span>T</span>{headline[1:]}</h1>") == headline


def test_an_h1_that_markup_calls_a_logo_is_the_site() -> None:
    html = "<title>Government portal - Bridge shut</title><h1 class='{}'>Government portal</h1><h2>Bridge shut</h2>"
    assert chosen(f"{html.format('logo-text')}<p>{PROSE}</p>") == "Bridge shut"
