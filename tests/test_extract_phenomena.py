"""What pages of ministries, towns and small newsrooms do that big newsrooms do not: a page for each, and the right value."""

import pytest
from extracting import document

from ingest.core.extract import extract
from ingest.core.model import Article

PROSE = (
    "<p>Der Gemeinderat hat am Dienstag den Umbau des alten Bahnhofs beschlossen, der seit neun Jahren leer steht und im "
    "Winter beheizt werden muss.</p>"
    "<p>Die Arbeiten sollen im Frühjahr beginnen und zwei Jahre dauern; das Land trägt die Hälfte der Kosten, die Stadt und "
    "der Kreis den Rest.</p>"
)


def read(html: str, language: str = "de") -> Article:
    page = f'<!doctype html><html lang="{language}"><head><title>Bahnhof wird umgebaut</title></head><body>{html}</body></html>'
    return extract(document(page, "https://www.lanmuend.example/aktuelles/bahnhof-wird-umgebaut-2026"))


def test_nested_lists_of_short_items_that_end_in_a_link_are_whole() -> None:
    html = (
        "<main><h2>x</h2><h1>Bahnhof wird umgebaut</h1><div><p>Während der Bauzeit halten die Busse an anderen Stellen, die "
        "der Verkehrsverbund nennt.</p>"
        "<ol><li><ol><li>Linie 4 hält am <a href='/p/markt'>Marktplatz</a></li><li>Linie 9 hält an der <a "
        "href='/p/schule'>Alten Schule</a></li></ol></li>"
        "<li>Alle anderen Linien fahren wie bisher.</li></ol></div></main>"
    )
    text = read(html).text
    for line in ("Linie 4 hält am Marktplatz", "Linie 9 hält an der Alten Schule", "Alle anderen Linien fahren wie bisher."):
        assert line in text


def test_a_standfirst_without_a_full_stop_in_a_box_of_its_own_is_text() -> None:
    lead = "Le conseil approuve la rénovation de la gare, fermée depuis neuf ans"
    html = (
        f"<article><h1>Bahnhof wird umgebaut</h1><div><div><div><p>{lead}</p></div></div></div>"
        f"<div><div><div class='txt'>{PROSE}</div></div></div></article>"
    )
    assert read(html).text.startswith(lead)


@pytest.mark.parametrize("line", ["Foto: Stadtarchiv Lanmünd, Sammlung Weber und Söhne", "Lanmünd, 12. November 2026, Pressestelle"])
def test_a_label_or_a_dateline_above_the_text_is_no_standfirst(line: str) -> None:
    html = f"<article><h1>Bahnhof wird umgebaut</h1><div class='meta'><div>{line}</div></div><div>{PROSE}</div></article>"
    assert line not in read(html).text


def test_three_short_paragraphs_after_a_lead_are_the_article() -> None:
    html = (
        "<div><h1>Bahnhof wird umgebaut</h1><div><p>Kära grannar, jag vill berätta att stationen stängs i vår för ombyggnad, "
        "skriver stationschefen Eva Lind</p></div>"
        "<div><div><div><div><p>Stationen öppnar igen om två år.</p><p>Bussarna går från torget så länge.</p>"
        "<p>Frågor besvaras av kommunen i Lanmünd.</p></div></div></div></div></div>"
    )
    text = read(html, "sv").text
    assert "Stationen öppnar igen om två år." in text
    assert "Bussarna går från torget så länge." in text
    assert "Frågor besvaras av kommunen i Lanmünd." in text


def test_a_carousel_of_notices_beside_the_text_is_no_text() -> None:
    slides = "".join(
        f"<li class='splide__slide'><div>Wir nehmen Abschied von unserem Mitglied Nummer {n}, das im Alter von {80 + n} "
        f"Jahren im Kreis der Familie verstarb, in stiller Trauer.</div></li>"
        for n in range(5)
    )
    html = (
        f"<article><h1>Bahnhof wird umgebaut</h1><div>{PROSE}</div></article><section class='splide'><div><ul "
        f"class='splide__list'>{slides}</ul></div></section>"
    )
    article = read(html)
    assert "Abschied" not in article.text
    assert "zwei Jahre dauern" in article.text


def test_a_story_that_is_told_in_slides_alone_keeps_them() -> None:
    slides = "".join(f"<div class='slide'><p>{n}. {PROSE[3:140]} Bild {n} zeigt die Halle.</p></div>" for n in range(6))
    assert "Bild 5 zeigt die Halle" in read(f"<main><h1>Bahnhof wird umgebaut</h1><div class='slider'>{slides}</div></main>").text


@pytest.mark.parametrize(
    "lines",
    [
        "<p class='docinfo'><span>Lieu <b>Lanmünd</b></span><br><span>Date <b>12.11.2026</b></span></p>",
        "<div>Nr. 118/2026</div><div>Datum 12.11.2026</div><div>Ort Lanmünd</div>", "<p>Lanmünd</p><p>12 novembre 2026</p>",
        "<p>2026年11月12日</p>",
    ],
)  # fmt: skip
def test_the_data_of_a_document_above_its_text_are_no_text(lines: str) -> None:
    text = read(f"<main><div><h1>Bahnhof wird umgebaut</h1>{lines}{PROSE}</div></main>").text
    assert "12" not in text.split("Der Gemeinderat")[0]


def test_a_register_of_labels_and_values_keeps_all_its_rows() -> None:
    rows = (
        ("Overview", "The pump controller RX-20 stores the passwords of its users in a file that every visitor of the network can read."),
        ("Affected products", "RX-20 firmware 2.1 and earlier"),
        ("Impact", "Anyone who reaches the device may take it over, change its settings or stop the pumps that it controls."),
        ("Solution", "Install firmware 2.2, which the maker published in March 2026, or keep the device away from open networks."),
    )
    table = "".join(f"<tr><th class='header'>{label}</th></tr><tr><td>{value}</td></tr>" for label, value in rows)
    page = (
        "<html lang='en'><head><title>LVN-2026-0042 | Vulnerability notes</title></head><body><div><h3>LVN-2026-0042</h3>"
        f"<h3>RX-20 stores passwords where everyone can read them</h3><table>{table}</table></div></body></html>"
    )
    article = extract(document(page, "https://notes.lanmouth.example/notes/lvn-2026-0042"))
    assert article.title == "RX-20 stores passwords where everyone can read them"
    for label, value in rows:
        assert label in article.text
        assert value in article.text


def test_a_board_of_one_text_with_its_data_around_keeps_the_text_alone() -> None:
    table = (
        "<table><tr><th>제목</th><td>역사 건물 보수 공사 안내</td></tr><tr><th>조회</th><td>42</td></tr>"
        "<tr><th>내용</th><td>군은 12일 옛 역사 건물을 내년 봄부터 "
        "2년 동안 고치기로 했다고 밝혔다. 공사비의 절반은 도가 내고 나머지는 군이 부담한다. "
        "공사 중에는 버스가 광장에서 출발한다.</td></tr></table>"
    )
    article = extract(
        document(f"<html lang='ko'><title>한빛군</title><body><div>{table}</div></body></html>", "https://www.hanbit.example/board/118")
    )
    assert article.title == "역사 건물 보수 공사 안내"
    assert "조회" not in article.text


def test_rules_for_comments_and_a_licence_are_no_text_of_a_thin_page() -> None:
    html = (
        "<div id='view'><h3>Bahnhof wird umgebaut</h3><div><p>Die Pläne für den Bahnhof liegen ab Montag im Rathaus aus. "
        "Näheres steht im Anhang.</p>"
        "<div>Datenlizenz Deutschland – Namensnennung – Version 2.0</div><div class='comment-rules'><p>Kommentare sind "
        "willkommen, solange sie sachlich bleiben. "
        "Werbung, Beleidigungen und Wiederholungen werden ohne Ankündigung entfernt.</p></div></div></div>"
    )
    text = read(html).text
    assert "liegen ab Montag im Rathaus aus" in text
    assert "Datenlizenz" not in text
    assert "Kommentare sind" not in text


def test_a_labelled_day_below_the_text_is_its_publication_and_an_event_in_the_text_is_not() -> None:
    html = (
        "<table><tr><td><p>2026年10月27日上午，区长一行到车站工地进行调研，听取了工程进度汇报，并看望了工人。</p><p>工程预计两年完成，费用由省里承担一半，其余由市区两级分担。</p></td></tr>"
        "<tr><td><font>发布时间：<!-- a -->2026-11-06<!-- b --> 作者：<!-- c -->罗慧</font></td></tr></table>"
    )
    article = extract(
        document(f"<html lang='zh'><title>区长到车站工地调研</title><body>{html}</body></html>", "https://www.qingshi.example/n/118")
    )
    assert article.published is not None
    assert article.published.local == "2026-11-06"


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("tl", "Maraming salamat po sa inyong lahat at magandang umaga po. Ang ating mga paaralan ay bukas na muli ngayong "
        "taon, at hindi po tayo titigil hangga't may batang "
               "naghihintay pa. Ang bawat tulay na ginawa natin ay para sa mga taong naniwala na kaya po natin ito, at sa "
               "kanila po ako nagpapasalamat ngayon."),
        ("pt", "Boa tarde a todos e muito obrigado pela presença. As nossas escolas estão abertas este ano, e não vamos parar enquanto "
               "uma criança estiver à espera. Cada ponte que fizemos foi feita para quem acreditou que era possível, e a essas pessoas "
               "agradeço hoje. Os trabalhos vão durar ainda dois anos."),
    ],
)  # fmt: skip
def test_headings_in_another_language_do_not_speak_for_the_text(language: str, sentences: str) -> None:
    heading = (
        "<p>Address of the Governor to the Assembly of the Islands</p><p>[Delivered at the Session Hall, and sent to "
        "the members by the clerk of the house]</p>"
    )
    paragraphs = "".join(f"<p>{one.strip()}.</p>" for one in sentences.split(". "))
    page = (
        f"<html lang='en-US'><title>Address</title><body><article><h1>Third Address of the Governor to the "
        f"Assembly</h1>{heading}{paragraphs}</article></body></html>"
    )
    assert (extract(document(page)).language or "").split("-")[0] == language


def page(language: str, title: str, body: str, path: str = "news/4711") -> Article:
    html = f"<html lang='{language}'><head><title>{title}</title></head><body><ul><li><a href='/1'>1</a></li></ul>{body}</body></html>"
    return extract(document(html, f"https://www.authority.example/{path}"))


def test_an_authoritys_name_in_the_only_h1_is_no_title() -> None:
    fields = "".join(
        f"<div class='field'><div class='field-item'>{line}</div></div>"
        for line in (
            "Ministerstvo dopravy dnes oznámilo, že rekonštrukcia mosta cez rieku Belú sa začne v apríli a potrvá do konca roka.",
            "Doprava bude počas prác vedená po dočasnej lávke, ktorá unesie vozidlá do troch a pol tony.",
        )
    )
    body = f"<h1>Ministerstvo dopravy</h1><div><h2>Most cez Belú sa začne opravovať v apríli</h2>{fields}</div>"
    article = page("sk", "Most cez Belú sa začne opravovať v apríli | Ministerstvo dopravy", body)
    assert article.title == "Most cez Belú sa začne opravovať v apríli"
    assert "do troch a pol tony." in article.text


def test_a_headline_in_bold_above_the_text_is_the_title_where_title_names_the_authority_alone() -> None:
    lines = (
        "กรมทางหลวงเปิดเผยว่าการซ่อมแซมสะพานข้ามแม่น้ำจะเริ่มต้นในเดือนเมษายนและแล้วเสร็จภายในสิ้นปีนี้",
        "ระหว่างการก่อสร้างจะมีสะพานชั่วคราวสำหรับรถที่มีน้ำหนักไม่เกินสามตันครึ่งเท่านั้น",
    )
    cells = ("<b>เริ่มซ่อมสะพานข้ามแม่น้ำในเดือนเมษายนนี้</b>", "วันที่ 12 มีนาคม 2569", "<br><br>".join(lines))
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    article = page("th", "กรมทางหลวง", f"<table>{rows}</table>")
    assert article.title == "เริ่มซ่อมสะพานข้ามแม่น้ำในเดือนเมษายนนี้"
    assert article.published is not None
    assert article.published.local == "2026-03-12"


def test_a_register_of_a_short_notice_is_its_text() -> None:
    rows = (
        ("Spisová značka", "MZP/2026/123/456"),
        ("Žadatel", "Vodárna Horní Lhota, s. r. o."),
        ("Předmět", "Povolení odběru podzemní vody z vrtu HV-3 v množství do 12 litrů za sekundu."),
        ("Lhůta pro připomínky", "30 dnů od vyvěšení oznámení"),
    )
    table = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows)
    last = "Do podkladů lze nahlédnout v úředních hodinách v kanceláři č. 14."
    body = f"<div><h1>Oznámení o zahájení řízení</h1><p>Vyvěšeno: 12. března 2026</p><table>{table}</table><p>{last}</p></div>"
    text = page("cs", "Oznámení o zahájení řízení", body).text
    assert all(value in text for _, value in rows)
    assert last in text
    assert "Vyvěšeno" not in text


@pytest.mark.parametrize(
    "part",
    [
        "<table><tr><td>Konut</td><td>18,50 TL</td></tr><tr><td>İş yeri</td><td>41,75 TL</td></tr></table>",
        "<ul><li><a href='/s/1'>Konut 18,50 TL</a></li><li><a href='/s/2'>İş yeri 41,75 TL</a></li></ul>",
    ],
    ids=["table", "links"],
)
def test_what_stands_between_two_paragraphs_of_a_short_notice_is_text(part: str) -> None:
    body = (
        "<div><h1>2026 Su Tarifeleri Belirlendi</h1>"
        "<p>Belediye Meclisi, 2026 yılında uygulanacak su tarifelerini oy birliğiyle kabul etti.</p>"
        f"{part}<p>Yeni tarifeler 1 Nisan tarihinden itibaren geçerli olacak.</p></div>"
    )
    text = page("tr", "2026 Su Tarifeleri Belirlendi", body).text
    assert all(said in text for said in ("18,50 TL", "41,75 TL", "1 Nisan"))


def test_a_short_sentence_of_a_dense_script_stays_with_its_paragraphs() -> None:
    lines = (
        "국토교통부는 오늘 강을 가로지르는 다리의 보수 공사를 4월에 시작한다고 밝혔다.",
        "공사 기간에는 임시 다리를 이용할 수 있다.",
        "사업비는 140억 원이다.",
    )
    cell = "".join(f"<p>{line}</p>" for line in lines)
    head = "<tr><th>제목</th><td>다리 보수 공사 4월에 시작한다</td></tr><tr><th>작성자</th><td>도로과</td></tr>"
    article = page("ko", "보도자료 | 국토교통부", f"<h1>보도자료</h1><table>{head}<tr><td colspan='2'>{cell}</td></tr></table>")
    assert article.text.split("\n\n") == list(lines)
    assert [(one.name, one.organization) for one in article.authors] == [("도로과", True)]


def test_a_day_after_a_label_of_publication_above_the_text_is_no_text() -> None:
    lines = (
        "Le conseil municipal a adopté jeudi soir le budget de la commune pour l’année 2026, en hausse de trois pour cent.",
        "La plus grande dépense concerne la rénovation de l’école, dont les travaux débuteront pendant l’été.",
    )
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    body = f"<article><h1>Le budget 2026 est adopté</h1><p>Mis en ligne le 12 mars 2026</p>{paragraphs}</article>"
    article = page("fr", "Le budget 2026 est adopté", body)
    assert article.text.split("\n\n") == list(lines)
    assert article.authors == ()


def test_a_label_before_a_day_is_nobody() -> None:
    paragraphs = "<p>Primăria anunță condițiile pentru ajutorul de încălzire din acest an, pe care îl pot cere toți locuitorii.</p>" * 2
    body = f"<main><h1>Ajutorul de încălzire</h1><span>Publicat la 12 martie 2026</span>{paragraphs}</main>"
    assert page("ro", "Ajutorul de încălzire", body).authors == ()


def test_a_byline_in_georgian_names_its_author() -> None:
    paragraphs = "<p>სამინისტრომ დღეს განაცხადა, რომ მდინარეზე ხიდის შეკეთება აპრილში დაიწყება და წლის ბოლომდე გაგრძელდება.</p>" * 3
    article = page("ka", "ხიდის შეკეთება", f"<article><h1>ხიდის შეკეთება</h1><p>ავტორი: ნინო ბერიძე</p>{paragraphs}</article>")
    assert [one.name for one in article.authors] == ["ნინო ბერიძე"]


@pytest.mark.parametrize(
    ("line", "is_desk"), [("by PIB Delhi", True), ("by AFP Paris", True), ("by Sid Lowe", False), ("by AJ Brown", False)]
)
def test_an_agencys_desk_is_no_person(line: str, is_desk: bool) -> None:
    article = read(f"<article><h1>Bahnhof wird umgebaut</h1><p>{line}</p>{PROSE}</article>")
    assert [one.organization for one in article.authors] in ([[True], []] if is_desk else [[False]])


def test_a_text_that_a_page_holds_for_two_screens_is_written_once() -> None:
    lines = [f"<p>{number}. {PROSE[3:150]}</p>" for number in range(9)]
    once = read(f"<main><h1>Bahnhof wird umgebaut</h1><div class='desktop'>{''.join(lines)}</div></main>").text
    twice = f"<div class='desktop'>{''.join(lines)}</div><div class='phone'>{''.join(lines)}</div>"
    assert read(f"<main><h1>Bahnhof wird umgebaut</h1>{twice}</main>").text == once
    assert "8. " in once


def test_the_button_of_an_accordion_is_the_heading_of_its_section() -> None:
    section = "<h3><button aria-expanded='false' aria-controls='p1'>Wer baut</button></h3><div id='p1'><p>Die Stadt baut selbst.</p></div>"
    link = "<h3>Wer zahlt <button>🔗</button></h3><p>Die Stadt und das Land zahlen je die Hälfte.</p>"
    text = read(f"<main><h1>Bahnhof wird umgebaut</h1>{PROSE}{section}{link}{PROSE}</main>").text
    assert "Wer baut\n\nDie Stadt baut selbst." in text
    assert "Wer zahlt\n\n" in text
