"""The article's text, as paragraphs and as Markdown, on pages written for one phenomenon each (`fixtures/extract`)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from extracting import PROSE, document, layout_of, page_of
from program import ingest

from ingest.core.extract import extract
from ingest.core.extract.body import article_blocks
from ingest.core.extract.body.asides import without_prompts, without_teasers
from ingest.core.extract.body.counters import is_counter
from ingest.core.extract.body.fill import filled
from ingest.core.extract.page.layout import Block, Layout
from ingest.core.model import Article, ArticleRules, Source
from ingest.errors import NotAnArticle

PAGES = Path(__file__).parent.parent / "fixtures" / "extract"
FILES = {row["url"]: row["file"] for row in map(json.loads, (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines())}
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
PARAGRAPHS = "".join(f"<p>{number}. {PROSE}</p>" for number in range(1, 6))


def story(more: str = "") -> str:
    return f"<article><h1>The bridge</h1>{PARAGRAPHS}{more}</article>"


def laid_out(html: str) -> Layout:
    return layout_of(page_of(html))


def source(**rules: Any) -> Source:
    return Source(name="courier", title="The Lanmouth Courier", article=ArticleRules(**rules))


def saved(expected: dict[str, Any]) -> bytes:
    return (PAGES / str(FILES[expected["url"]])).read_bytes()


@pytest.fixture(params=EXPECTED, ids=lambda expected: FILES[expected["url"]])
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_text_is_the_article_and_nothing_else(expected: dict[str, Any]) -> None:
    article = extract(document(saved(expected), expected["url"]))
    assert article.text.split("\n\n") == expected["text"]
    assert article.title == expected["title"]


@pytest.mark.parametrize("expected", [one for one in EXPECTED if "markdown" in one], ids=lambda one: FILES[one["url"]])
def test_markdown_keeps_headings_lists_quotes_tables_and_links(expected: dict[str, Any]) -> None:
    assert extract(document(saved(expected), expected["url"])).markdown.split("\n\n") == expected["markdown"]


@pytest.mark.parametrize("expected", [one for one in EXPECTED if "images" in one], ids=lambda one: FILES[one["url"]])
def test_captions_belong_to_their_pictures(expected: dict[str, Any]) -> None:
    images = extract(document(saved(expected), expected["url"])).images
    assert [{"url": one.url, "caption": one.caption, "credit": one.credit} for one in images] == expected["images"]


def test_how_characters_are_read_aloud_is_no_text() -> None:
    bridge = "<ruby>橋<rp>（</rp><rt>はし</rt><rp>）</rp></ruby>"
    article = extract(
        document(f"<html lang='ja'><article><h1>{bridge}が開通</h1>{f'<p>新しい{bridge}が月曜日に開通した。</p>' * 12}</article>")
    )
    assert article.title == "橋が開通"
    assert set(article.text.split("\n\n")) == {"新しい橋が月曜日に開通した。"}


def test_lazy_pictures_have_their_real_address_and_are_named_once() -> None:
    html = f"""<article><h1>The bridge</h1>{PARAGRAPHS}
    <figure><img src="data:image/gif;base64,R0" data-src="/pier.jpg"><noscript><img src="/pier.jpg"></noscript></figure>
    <img src="/pier.jpg"><img src="/dot.gif" width="1" height="1"></article>"""
    assert [image.url for image in extract(document(html)).images] == ["https://news.example.org/pier.jpg"]


def test_a_source_file_says_where_the_body_is() -> None:
    html = f"<div class='wanted'><p>Only this.</p><p>And this.</p></div><div><h1>The bridge</h1>{PARAGRAPHS}</div>"
    article = extract(document(html), source(body=".wanted"))
    assert article.text == "Only this.\n\nAnd this."
    assert next(found.rule for found in article.found if found.field == "body") == "article.body"


def test_a_body_selector_that_finds_nothing_leaves_the_choice_to_the_scorecard() -> None:
    article = extract(document(story()), source(body=".gone"))
    assert article.text.startswith("1. The ministry")


def test_a_source_file_drops_what_it_names() -> None:
    html = story("<p class='note'>This note, long as any paragraph, is on each page of the site.</p>")
    assert "This note" not in extract(document(html), source(drop=(".note",))).text


def test_an_inline_link_stays_inside_its_sentence() -> None:
    html = story("<p>The plan of\n<a href='/x'>Lanmouth</a>\n, it said, <b>holds</b>; so does the <i>ferry</i>'s.</p>")
    assert extract(document(html)).text.endswith("The plan of Lanmouth , it said, holds; so does the ferry's.")


def test_comments_in_the_markup_are_no_text() -> None:
    html = story("<p>Sat<!-- Sat Aug 15 2026 (Indochina Time) -->urday brought the first train of the year.</p>")
    text = extract(document(html)).text
    assert "Indochina" not in text
    assert "Saturday brought" in text


def test_text_is_nfc_without_invisible_characters() -> None:
    html = story("<p>The cafe\u0301 on the east\u00adern bank\u200b opens again once the builders have left.</p>")
    assert extract(document(html)).text.endswith("The caf\u00e9 on the eastern bank opens again once the builders have left.")


def test_what_decided_is_told() -> None:
    found = {one.field: one for one in extract(document(story())).found}
    assert found["body"].rule == "scorecard in <article>"


def test_a_page_without_text_is_no_article() -> None:
    with pytest.raises(NotAnArticle):
        extract(document("<html><body><div id=app></div></body></html>"))


def test_lines_are_answered_one_by_one(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html lang=en><article><h1>The bridge at Lanmouth</h1>{PARAGRAPHS}</article>", encoding="utf-8")
    asked = "".join(
        json.dumps({"id": name, "url": "https://e.org/a", "html_path": str(path)}) + "\n" for name, path in (("a", page), ("b", PAGES))
    )
    first, second = ingest("extract", "--jsonl", stdin=asked, cwd=tmp_path).lines
    assert (first["id"], first["title"], first["language"]) == ("a", "The bridge at Lanmouth", "en")
    assert first["body"].startswith("1. The ministry")
    assert second["id"] == "b"
    assert "error" in second


@pytest.mark.parametrize(
    "paragraph", ["The board of district {n} decided on new timetables for its teachers this week.", "One short sentence."]
)
def test_an_article_whose_sentences_are_much_alike_has_a_text(paragraph: str) -> None:
    paragraphs = [paragraph.format(n=n) for n in range(11, 17)]
    page = "".join(f"<p>{text}</p>" for text in paragraphs)
    menu = "".join(f'<li><a href="/{n}">A page of the menu of the ministry {n}</a></li>' for n in range(6))
    article = extract(document(f"<title>Schools</title><header><ul>{menu}</ul></header><article><h1>Schools</h1>{page}</article>".encode()))
    assert article.text == "\n\n".join(paragraphs)


def test_a_page_of_very_many_blocks_keeps_all_its_text() -> None:
    sentences = [f"Sentence number {n} of a long record says what was decided on that day, and by whom." for n in range(9_000)]
    article = extract(document(f"<article><h1>Record</h1>{''.join(f'<p>{one}</p>' for one in sentences)}</article>".encode()))
    assert article.text.count("\n\n") + 1 == len(sentences)


@pytest.mark.parametrize(
    "line",
    [
        '<p>RELATED: <a href="/b">The last day of the ferry at Lanmouth</a></p>',
        '<p><strong>Les også:</strong> <a href="/b">Den siste dagen for fergen i Lanmouth</a></p>',
        '<p>Xem thêm: <a href="/b">Ngày cuối cùng của chuyến phà Lanmouth</a></p>',
        '<p>相关阅读：<a href="/b">兰茅斯渡轮的最后一天，居民告别陪伴他们多年的渡船</a></p>',
        '<p>(MORE: <a href="/b">The last day of the ferry at Lanmouth</a>)</p>',
    ],
)
def test_a_line_that_points_to_another_article_is_no_text(line: str) -> None:
    paragraphs = PARAGRAPHS.replace("<p>3.", f"{line}<p>3.")
    assert extract(document(f"<article><h1>The bridge</h1>{paragraphs}</article>")).text == extract(document(story())).text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('<p>The plan: <a href="https://c.example/plan.pdf">https://c.example/plan.pdf</a></p>', "The plan: https://c.example/plan.pdf"),
        (
            '<p>The answer came in June: <a href="/no">the council said no</a>, and said why in the minutes of that week.</p>',
            "The answer came in June: the council said no, and said why in the minutes of that week.",
        ),
    ],
)
def test_a_line_with_a_link_that_says_something_itself_stays(line: str, kept: str) -> None:
    paragraphs = PARAGRAPHS.replace("<p>3.", f"{line}<p>3.")
    assert kept in extract(document(f"<article><h1>The bridge</h1>{paragraphs}</article>")).text.split("\n\n")


@pytest.mark.parametrize(
    "box",
    [
        "<div class='Nbv'><p>At this place stands what our editors chose from elsewhere and think worth your while.</p>"
        "<p>I agree that outside content is shown to me, and that data of mine may go to others.</p><button>Show</button></div>",
        "<div class='intro hidden'><p>Unlimited access to all that we publish, and to ten other newspapers, with one account.</p></div>",
    ],
)
def test_what_asks_something_of_readers_or_is_hidden_from_them_is_no_text(box: str) -> None:
    paragraphs = PARAGRAPHS.replace("<p>3.", f"{box}<p>3.")
    assert extract(document(f"<article><h1>The bridge</h1>{paragraphs}</article>")).text == extract(document(story())).text


@pytest.mark.parametrize("classes", ["hidden md:block", "d-none d-lg-flex"])
def test_what_is_hidden_on_small_screens_alone_is_text(classes: str) -> None:
    plain = "<article><h1>The bridge</h1>" + "".join(f"<p>{number}: {PROSE}</p>" for number in range(10)) + "</article>"
    boxed = plain.replace("<p>3:", f"<div class='{classes}'><p>3:").replace("<p>4:", "</div><p>4:")
    assert extract(document(boxed)).text == extract(document(plain)).text


def test_a_button_beside_each_paragraph_leaves_the_text_whole() -> None:
    paragraphs = PARAGRAPHS.replace("<p>", "<div class='line'><p>").replace("</p>", "</p><button>Share</button></div>")
    assert extract(document(f"<article><h1>The bridge</h1>{paragraphs}</article>")).text == extract(document(story())).text


def test_of_two_texts_about_as_likely_the_one_below_the_headline_is_the_article() -> None:
    html = f"<h1>The ferry</h1><p class='own'>It sails.</p><ul>{'<li>Another day</li>' * 8}</ul><p class='other'>It does not.</p>"
    layout = laid_out(html)
    sizes = [9, 200, *[150] * 8, 400]
    assert article_blocks.gathering(layout, [0.1, 0.95, *[0.0] * 8, 0.9], sizes, "The ferry").name == "own"
    assert article_blocks.gathering(layout, [0.1, 0.65, *[0.0] * 8, 0.9], sizes, "The ferry").name == "other"


class Counted(list[Block]):
    """A list that counts how often it is gone through, and how often a run of it is taken."""

    passes = runs = 0

    def __getitem__(self, at: Any) -> Any:
        self.runs += isinstance(at, slice)
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[Block]:
        self.passes += 1
        return super().__iter__()


def test_the_text_is_gone_through_as_often_for_twenty_prompts_as_for_two_hundred() -> None:
    passes = []
    for number in (20, 200):
        layout = laid_out("<div class='hidden'><p>Text.</p><button>Ask</button></div>" * number)
        blocks = Counted(layout.blocks)
        without_prompts(layout, blocks, layout.boxes[0])
        passes.append(blocks.passes)
    assert passes[0] == passes[1]


def tabled(rows: str) -> Article:
    return extract(document(story(f"<table>{rows}</table><p>6. {PROSE}</p>")))


def test_a_table_that_sets_paragraphs_out_has_paragraphs() -> None:
    article = tabled(f"<tr><td>Lanmouth</td><td>{PARAGRAPHS}</td></tr>")
    assert article.text.count("\n\n3. ") == 2
    assert "|" not in article.text + article.markdown


def test_the_lines_of_one_cell_stay_in_it() -> None:
    article = tabled("<tr><th>Year</th><th>Cost</th></tr><tr><td>2025</td><td><p>41 million</p><p>estimated</p></td></tr>")
    assert "Year | Cost\n2025 | 41 million estimated" in article.text
    assert "| 2025 | 41 million estimated |" in article.markdown


def test_paragraphs_of_invisible_characters_are_none() -> None:
    spaced = PARAGRAPHS.replace("</p>", "</p><p>\u200b</p><p>&#8203;&nbsp;</p>")
    assert extract(document(f"<article><h1>The bridge</h1>{spaced}</article>")).text == extract(document(story())).text


@pytest.mark.parametrize("line", ["12 March 2024", "Tuesday, 12/03/2024", "Ngày 12/03/2024", "2024年3月12日", "12 มีนาคม 2567"])
def test_a_date_alone_above_the_text_is_no_text(line: str) -> None:
    article = extract(document(f"<article><h1>The bridge</h1><p><i>{line}</i></p>{PARAGRAPHS}</article>"))
    assert article.text == extract(document(story())).text


def test_one_long_cell_leaves_a_table_whole() -> None:
    rows = "".join(f"<tr><td>Route {number}</td><td>{number * 7} trains a day in summer and in winter</td></tr>" for number in range(40))
    article = tabled(f"{rows}<tr><td>Note</td><td>{PARAGRAPHS[:700]}</td></tr>")
    assert "Route 1 | 7 trains a day in summer and in winter\nRoute 2 |" in article.text


@pytest.mark.parametrize(("href", "kept"), [("#s", True), ("javascript:open()", True), ("/another-article", False)])
def test_a_section_under_a_heading_that_leads_elsewhere_is_another_article(href: str, kept: bool) -> None:
    section = f'<section><h2><a href="{href}">A section of some length</a></h2><p>6. {PROSE}</p></section>'
    layout = laid_out(f"<h1>The bridge</h1>{PARAGRAPHS}{section}")
    unlinked = [block for block in layout.blocks if not block.linked]
    texts = [block.text for block in without_teasers(layout, unlinked, layout.boxes[0], 0)]
    assert (f"6. {PROSE}".strip() in texts) is kept


def test_a_text_in_heading_elements_is_kept() -> None:
    lines = [f"{number}. {PROSE}".strip() for number in range(6)]
    html = f"<h1>The bridge</h1><p>{PROSE}</p>" + "".join(f"<h4>{line}</h4>" for line in lines)
    assert all(line in extract(document(html)).text for line in lines)


def test_a_wide_table_between_two_paragraphs_is_judged_once() -> None:
    taken = []
    for number in (50, 100):
        cells = "<td>12 trains a day.</td>" * number
        layout = laid_out(f"<p>{PROSE}</p><table><tr>{cells}</tr></table><p>{PROSE}</p>")
        layout.blocks = Counted(layout.blocks)
        assert len(filled(layout, [layout.blocks[0], layout.blocks[-1]], None)) == number + 2
        taken.append(layout.blocks.runs)
    assert taken[0] == taken[1]


def test_a_list_is_kept_whole_or_not_at_all() -> None:
    linked = "".join(f'<li>Office {number} goes to <a href="/{number}">archive {number}</a></li>' for number in range(1, 5))
    article = extract(document(f"<main><h1>The bridge</h1>{PARAGRAPHS}<p>These offices move:</p><ul><li>All</li>{linked}</ul></main>"))
    assert article.text.endswith("These offices move:\n\n- All\n" + "\n".join(f"- Office {n} goes to archive {n}" for n in range(1, 5)))


def test_a_list_of_links_right_between_paragraphs_is_text_and_one_in_a_box_of_its_own_is_not() -> None:
    links = "<ul>" + "".join(f'<li><a href="/law/{number}">Harbour act, part {number}</a></li>' for number in range(1, 6)) + "</ul>"
    among = extract(document(f"<main><h1>The bridge</h1>{PARAGRAPHS}{links}{PARAGRAPHS}</main>"))
    assert "- Harbour act, part 1\n- Harbour act, part 2" in among.text
    apart = extract(document(f'<main><h1>The bridge</h1>{PARAGRAPHS}<div class="related">{links}</div>{PARAGRAPHS}</main>'))
    assert "Harbour act" not in apart.text


def test_sections_in_boxes_of_their_own_keep_their_short_lines() -> None:
    """A page builder sets each heading, paragraph and list in boxes of its own; short ones are lines of the same text."""
    sections = "".join(
        f'<div class="block"><div class="in"><h2>Office {number}</h2><p>{number}. {PROSE}</p><p>Open daily from 9 to 17.</p></div></div>'
        for number in range(1, 7)
    )
    article = extract(document(f"<main><h1>The bridge</h1>{sections}</main>"))
    assert article.text.count("Open daily from 9 to 17.") == 6
    assert all(f"Office {number}" in article.text for number in range(1, 7))


def test_a_lead_alone_in_a_box_above_the_text_is_text() -> None:
    lead = "On Friday the assembly adopted measures that keep the ferries running until the bridge is open to carriages and carts again."
    html = f"""<article><h1>The bridge</h1><div class="a_text chapo"><p>{lead}</p></div>
        <div class="a_text">{PARAGRAPHS.replace("<p>", '<p class="wysiwyg">')}</div></article>"""
    assert extract(document(html)).text.startswith(lead)


def test_headings_that_lead_to_what_a_roundup_is_about_stay_with_their_text() -> None:
    parts = "".join(
        f'<h2><a href="https://maker{number}.example/">Lamp number {number}</a></h2><p>{number}. {PROSE}</p>' for number in range(1, 7)
    )
    article = extract(document(f"<article><h1>Six lamps for the landing stage</h1><p>{PROSE}</p>{parts}</article>"))
    assert all(f"Lamp number {number}\n\n{number}. " in article.text for number in range(1, 7))


def test_a_page_of_tables_and_short_lines_keeps_them() -> None:
    """The scorecard knows little of such pages; what it leaves out is more than prompts and teasers ever are."""
    rows = "".join(f"<tr><th>{name}</th></tr><tr><td>{value}</td></tr>" for name, value in PROGRAMME)
    html = f"""<body><ul><li><a href="/">Home</a></li><li><a href="/seminars">All seminars</a></li></ul><h1>Seminar on harbour safety</h1>
        <div class="w1"><table><tr><td><p>{PROSE}</p><p>{PROSE}</p></td></tr></table></div>
        <div class="w2"><table>{rows}</table></div></body>"""
    text = extract(document(html)).text
    assert all(name in text and value in text for name, value in PROGRAMME)


PROGRAMME = [
    ("Date", "6 March 2026, 13:00 to 16:40, doors from 12:45"),
    ("Place", "Applause Tower, hall 13, Chayamachi 19-19, three minutes on foot from the station"),
    ("Held by", "Association for harbour safety, western branch"),
    ("With", "Chamber of commerce, western office; centre for harbour research"),
    ("Seats", "100 seats, free, by application only"),
    ("For", "Managers who answer for the safety of a harbour and want to know what it asks of them"),
]


@pytest.mark.parametrize(
    "link", ['<a name="top">', '<a href="http://advert.example/">'], ids=["an anchor that is never closed", "a link that is never closed"]
)
def test_a_link_around_the_whole_text_is_none(link: str) -> None:
    html = f"<table><tr><td>{link}<img src=a.gif></td></tr></table><table><tr><td><h1>The bridge</h1>{PARAGRAPHS}</td></tr></table>"
    assert extract(document(html)).text.count(PROSE.strip()) == 5


def test_lines_of_labels_and_credits_are_no_text() -> None:
    line = "<h6>青河省人民政府 时间：2022-08-11 14:21 来源：青河市人民政府</h6>"
    article = extract(document(f"<main><h1>The bridge</h1>{line}{PARAGRAPHS}<p>© dpa | Jo Denkel</p>{PARAGRAPHS}</main>"))
    assert "时间" not in article.text
    assert "Denkel" not in article.text


MOVING_ON = {
    "en": ("2 hours ago", "14 comments"), "de": ("vor 2 Stunden", "14 Kommentare"), "fr": ("il y a 2 heures", "14 commentaires"),
    "es": ("hace 2 horas", "14 comentarios"), "pt": ("há 2 horas", "14 comentários"), "it": ("2 ore fa", "14 commenti"),
    "nl": ("2 uur geleden", "14 reacties"), "sv": ("2 timmar sedan", "14 kommentarer"), "pl": ("2 godziny temu", "14 komentarzy"),
    "cs": ("před 2 hodinami", "14 komentářů"), "tr": ("2 saat önce", "14 yorum"), "ru": ("2 часа назад", "14 комментариев"),
    "uk": ("2 години тому", "14 коментарів"), "el": ("πριν από 2 ώρες", "14 σχόλια"), "vi": ("2 giờ trước", "14 bình luận"),
    "id": ("2 jam yang lalu", "14 komentar"), "zh": ("2小时前", "14条评论"), "ja": ("2時間前", "14件のコメント"),
    "ko": ("2시간 전", "댓글 14개"), "th": ("2 ชั่วโมงที่แล้ว", "14 ความคิดเห็น"),
    "ar": ("قبل 2 ساعات", "14 تعليق"), "hi": ("2 घंटे पहले", "14 टिप्पणियां"),
}  # fmt: skip


@pytest.mark.parametrize("language", MOVING_ON)
@pytest.mark.parametrize(
    "layout",
    [
        "<h1>T</h1><p>{0}</p>{text}", "<h1>T</h1>{text}<p>{1}</p>", "<h1>T</h1><div><span>{0}</span> <span>{1}</span></div>{text}",
        "<p>{0}</p><h1>T</h1>{text}", "<h1>T</h1><ul><li>{0}</li><li>{1}</li></ul>{text}", "<h1>T</h1>{text}<p>{0}</p><p>{1}</p>{text}",
        "<h1>T</h1>{text}<ul><li>{0}</li><li>{1}</li></ul>", "<h1>T</h1><time>{0}</time>{text}<div>{1}</div>",
        "<h1>T</h1><p>{0} · {1}</p>{text}", "<h1>T</h1>{text}<h4>{1}</h4>",
    ],
)  # fmt: skip
def test_counters_and_clocks_that_move_on_leave_the_text(language: str, layout: str) -> None:
    def read(hours: str, comments: str) -> str:
        lines = [line.replace("2", hours).replace("14", comments) for line in MOVING_ON[language]]
        return extract(document(f"<main>{layout.format(*lines, text=PARAGRAPHS)}</main>")).text

    assert read("2", "14") == read("7", "93")


@pytest.mark.parametrize(
    "line",
    [
        "1 hour ago", "vor einer Stunde", "il y a une heure", "hace una hora", "há uma hora", "un'ora fa", "för 1 timme sedan",
        "for 5 timer siden",
        "godzinę temu", "před hodinou", "acum o oră", "час назад", "1 годину тому", "преди 5 часа", "prije 2 dana", "пре 2 сата",
        "πριν 2 μέρες",
        "1 saat önce", "pirms 5 stundām", "prieš 1 valandą", "pred 5 urami", "5 tundi tagasi", "saa 5 zilizopita", "منذ ساعة", "۵ ساعت پیش",
        "לפני שעה", "৫ ঘণ্টা আগে", "Yesterday", "gestern", "Только что", "昨天", "방금 전", "Viewed 340 times", "Gelesen: 340 mal",
        "Lu 340 fois",
        "Leído 340 veces", "Lido 340 vezes", "Letto 340 volte", "340 keer gelezen", "Läst 340 gånger", "Luettu 340 kertaa", "Odsłon: 340",
        "Zobrazeno: 340x", "Megtekintések száma: 340", "340 de vizualizări", "340 kez okundu", "Прочитано 340 раз", "Переглядів: 341",
        "Прочетена 340 пъти", "340 pregleda", "Διαβάστηκε 340 φορές", "Lượt xem: 340", "Dibaca: 340 kali", "浏览次数：340", "瀏覽人次：340",
        "アクセス数 340", "조회수 : 340회", "ผู้เข้าชม 340 คน", "عدد القراءات: 340", "بازدید: ۳۴۰", "340 צפיות", "Be the first to comment",
    ],
)  # fmt: skip
def test_a_line_that_counts_or_tells_how_long_ago_is_known_in_many_languages(line: str) -> None:
    assert is_counter(line)


@pytest.mark.parametrize(
    "line",
    [
        "In 340 towns", "The vote was 340 to 12", "12 bridges", "Chapter 2", "Vor dem Umbau", "Il y a deux bâtiments",
        "5,000 new homes", "340 Kilometer",
        "Heute in Lanmünd", "Section 12", "3 million crowns", "Article 5", "第12条", "제12조",
    ],
)  # fmt: skip
def test_a_short_line_of_the_text_is_no_counter(line: str) -> None:
    assert not is_counter(line)


def test_a_heading_that_says_today_is_text() -> None:
    assert "Today" in extract(document(f"<main><h1>The bridge</h1>{PARAGRAPHS}<h2>Today</h2>{PARAGRAPHS}</main>")).text


@pytest.mark.parametrize(
    "line",
    [
        "Posted {} hours ago by Ana Lund", "Vor {} Stunden aktualisiert", "Publicado hace {} horas por Juan Pérez",
        "Mis à jour il y a {} heures",
        "Updated {} mins ago · By Jo Doe", "Обновлено {} часа назад", "Đăng {} giờ trước", "Shared {} times | 56 likes",
        "Aktualisiert vor {} Stunden von Max Muster",
    ],
)  # fmt: skip
def test_a_relative_time_beside_a_name_or_a_change_is_no_text(line: str) -> None:
    texts = {
        extract(document(f"<article><h1>The bridge</h1><p>{line.format(hours)}</p>{PARAGRAPHS}</article>")).text
        for hours in ("2", "7", "13")
    }
    assert len(texts) == 1


@pytest.mark.parametrize(
    "panel",
    [
        "<h3>Gebühren</h3><div hidden>{}</div>", '<button aria-expanded="false">Frais</button><div style="display: none">{}</div>',
        '<div role="tabpanel" id="t2" hidden>{}</div>', '<div hidden="until-found">{}</div>',
        '<div class="c-collapsible__body" style="display:none">{}</div>',
        '<dl><dt>費用</dt><dd style="display:none">{}</dd></dl>',
        '<div class="accordion-item"><h4>Kosten</h4><div class="accordion-body" hidden>{}</div></div>',
    ],
)  # fmt: skip
def test_sections_that_a_click_opens_are_text(panel: str) -> None:
    section = "<p>The gate costs four million crowns, of which the fund pays sixty percent and the town the rest, over three years.</p>"
    html = f"<main><h1>The bridge</h1><div>{PARAGRAPHS}{panel.format(section)}{PARAGRAPHS}</div></main>"
    assert "four million crowns" in extract(document(html)).text


@pytest.mark.parametrize(
    "box",
    [
        '<div class="modal panel" style="display:none">{}</div>', '<div class="newsletter-panel" hidden>{}</div>',
        '<div class="mobile-only" style="display:none">{}</div>',
        '<div role="dialog" hidden>{}</div>', '<p>Text.</p><div style="display:none">{}</div>',
        '<h2>Fees</h2><div class="paywall" hidden>{}</div>',
    ],
)  # fmt: skip
def test_what_is_hidden_and_no_section_stays_out(box: str) -> None:
    hidden = "<p>The gate costs four million crowns, of which the fund pays sixty percent and the town the rest, over three years.</p>"
    html = f"<main><h1>The bridge</h1><div>{PARAGRAPHS}{box.format(hidden)}{PARAGRAPHS}</div></main>"
    assert "four million crowns" not in extract(document(html)).text
