"""What is read of documents, by kind: order, furniture, scripts, old encodings, tables, and files that lie."""

import documented
import pytest
from documented import Said
from hypothesis import given
from hypothesis import strategies as st

from ingest.core import reading
from ingest.core.documents.places import blocks, marked, page_at, pieces
from ingest.core.documents.vietnamese import fonts
from ingest.core.documents.vietnamese.guess import Guess, guess
from ingest.core.documents.vietnamese.syllables import is_syllable
from ingest.core.documents.vietnamese.tables import TCVN3, VNI
from ingest.core.model import Article, Document, Exchange
from ingest.core.parsed import Parsed
from ingest.errors import ParseError, Unsupported

AT = "2026-01-01T00:00:00Z"
VIETNAMESE = "Bộ trưởng Bộ Nội vụ ban hành quyết định về chế độ, chính sách đối với cán bộ khi tinh gọn bộ máy. Đường sắt tốc độ cao."
IN_TCVN3 = VIETNAMESE.translate({ord(letter): sign for sign, letter in TCVN3.items()})
_SIGNS = {letter: signs for signs, letter in VNI.items() if signs[0].islower() or signs[1:] == signs[1:].upper()}
IN_VNI = "".join(_SIGNS.get(letter, letter) for letter in VIETNAMESE)


def read(body: bytes, url: str = "https://example.gov/decree.pdf", content_type: str = "") -> Article:
    headers = (("content-type", content_type),) if content_type else ()
    exchange = Exchange(url=url, final_url=url, started_at=AT, ended_at=AT, status=200, headers=headers)
    return reading.article_of(Document(exchange=exchange, body=body))


def paragraphs(*pages: list[Said]) -> list[str]:
    return read(documented.pdf(pages)).text.split("\n\n")


def columns(left: str, right: str, *, rows_first: bool) -> list[Said]:
    one, other = documented.lines(left, width=36), documented.lines(right, x=320, width=36)
    return sorted([*one, *other], key=lambda said: -said.y) if rows_first else [*one, *other]


LEFT = "The first column tells of the railway between the two capitals, which the ministry has begun to build in the spring, and " * 2
RIGHT = "The second column tells of the bonds that pay for it, which every bank has offered since the beginning of March, and " * 2


@pytest.mark.parametrize("rows_first", [False, True])
def test_two_columns_are_read_one_after_the_other_however_the_file_orders_them(rows_first: bool) -> None:
    heading = Said(72, 790, "Two matters of the season", 18)
    assert paragraphs([heading, *columns(LEFT, RIGHT, rows_first=rows_first)]) == ["Two matters of the season", LEFT.strip(), RIGHT.strip()]


def test_a_divided_word_is_joined_and_a_words_own_hyphen_stays() -> None:
    page = [
        Said(72, 700, "The well-known minister spoke of the govern-"),
        Said(72, 686, "ment and of its plans for the line, which a well-"),
        Said(72, 672, "known paper had told of before."),
    ]
    assert paragraphs(page) == [
        "The well-known minister spoke of the government and of its plans for the line, which a well-known paper had told of before."
    ]


def test_heads_feet_and_numbers_of_pages_are_no_text_and_a_paragraph_goes_on_over_the_page() -> None:
    begun = "The ministry reports that the works on the northern section are done and that the first trains"
    pages = []
    for number, said in enumerate([begun, "run there in spring. " * 9, "A third page follows here with its own words. " * 4], 1):
        pages.append([Said(72, 800, f"Gazette {number}"), *documented.lines(said, y=740, width=70), Said(300, 30, f"- {number} -")])
    said = read(documented.pdf(pages)).text
    assert said.startswith(f"{begun} run there in spring.")
    assert "Gazette" not in said
    assert "- 2 -" not in said


def test_a_note_follows_the_paragraph_that_it_interrupts_and_its_number_is_no_part_of_a_word() -> None:
    text = [Said(72, 740, "The decree names the bonds of the year"), Said(262, 744, "1", 6)]
    text += documented.lines("and the banks that offer them, which", y=726, width=90)
    note = documented.lines("1 As published in the gazette of the second of March.", y=60, size=8)
    said = paragraphs([*text, *note], documented.lines("are named in the annex.", y=740))
    assert said == [
        "The decree names the bonds of the year[1] and the banks that offer them, which are named in the annex.",
        "1 As published in the gazette of the second of March.",
    ]


def test_a_table_is_read_by_its_rows() -> None:
    cells = [("Section", "Length", "Cost"), ("North", "120 km", "4.1"), ("Centre", "301 km", "9.7"), ("South", "120 km", "3.8")]
    page = [Said(x, 700 - 18 * row, words) for row, line in enumerate(cells) for x, words in zip((72, 250, 400), line, strict=True)]
    article = read(documented.pdf([page]))
    assert article.text == "Section | Length | Cost\nNorth | 120 km | 4.1\nCentre | 301 km | 9.7\nSouth | 120 km | 3.8"
    assert article.markdown.startswith("| Section | Length | Cost |\n| --- | --- | --- |\n| North |")


def test_a_decree_has_its_kind_and_its_matter_as_title_and_the_date_of_its_head() -> None:
    bold = "Helvetica-Bold"
    page = [
        *(Said(110, 780, "THE GOVERNMENT", 11, bold), Said(300, 780, "REPUBLIC OF EXAMPLES", 11, bold)),
        *(Said(125, 766, "-------", 11), Said(330, 766, "Order and progress", 11, bold)),
        *(Said(95, 748, "No. 12/2024/G", 11), Said(310, 748, "Lanmouth, 15 March 2024", 11)),
        *(Said(260, 715, "DECREE", 12, bold), Said(150, 700, "on the building of railways between the capitals", 11, bold)),
        *documented.lines("Pursuant to the law of 19 June 2015 on the Government, which was amended on 2 July 2019, it is decreed:", y=670),
    ]
    article = read(documented.pdf([page], title="Microsoft Word - 12.doc", created="D:20240401090000Z"))
    assert article.title == "DECREE on the building of railways between the capitals"
    assert article.published is not None
    assert article.published.local == "2024-03-15"
    assert article.text.startswith(
        "THE GOVERNMENT | REPUBLIC OF EXAMPLES\n------- | Order and progress\nNo. 12/2024/G | Lanmouth, 15 March 2024\n\n"
    )


def test_a_heading_over_three_columns_hides_none_of_them() -> None:
    columns = [
        documented.lines(
            f"The {name} column speaks of matters of its own and of no others, and so on. " * 3, x=x, y=700, size=8, pitch=11, width=30
        )
        for name, x in (("first", 60), ("second", 220), ("third", 380))
    ]
    page = [Said(190, 760, "Three columns of news", 14), *sorted((one for each in columns for one in each), key=lambda said: -said.y)]
    said = paragraphs(page)
    assert [one.split()[1] for one in said[1:]] == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        ("国务院决定修改铁路安全管理条例的部分条款并自公布之", "日起施行。", ""),
        ("กระทรวงคมนาคมประกาศแผนการสร้างทางรถไฟความเร็วสูงสายเหนือ", "ระหว่างสองเมืองหลวง", ""),
        ("Bộ trưởng Bộ Nội vụ ban hành quyết định về chế độ, chính sách đối với", "cán bộ khi tinh gọn bộ máy", " "),
    ],
)
def test_scripts_are_joined_as_they_are_written(first: str, second: str, between: str) -> None:
    page = [Said(72, 700, first, 11, "Unicode"), Said(72, 684, second, 11, "Unicode")]
    assert paragraphs(page) == [first + between + second]


@pytest.mark.parametrize(("font", "words"), [(".VnTime", IN_TCVN3), ("ABCDEF+VNI-Times", IN_VNI)])
def test_the_name_of_a_font_tells_its_encoding(font: str, words: str) -> None:
    article = read(documented.pdf([documented.lines(words, font=font, width=60)]))
    assert article.text == VIETNAMESE
    assert article.language == "vi"
    assert next(found.rule for found in article.found if found.field == "encoding").endswith("by the name of its font")


@pytest.mark.parametrize("words", [IN_TCVN3, IN_VNI])
def test_words_alone_tell_it_where_there_are_enough(words: str) -> None:
    article = read(documented.docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))
    assert article.text == VIETNAMESE


@pytest.mark.parametrize(
    "text",
    [
        VIETNAMESE,
        "Les élèves étaient à l'école où l'été a déjà commencé. " * 4,
        "Größere Straßen führen über schöne Brücken nach Köln. " * 4,
    ],
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert guess(text) is None


def test_what_is_not_certain_is_told_and_left() -> None:
    doubtful = IN_TCVN3 + " Größere Straßen führen über schöne Brücken, wo ältere Häuser stehen."
    assert guess(doubtful) == Guess("TCVN3", certain=False)
    article = read(documented.docx(f"<w:p><w:r><w:t>{doubtful}</w:t></w:r></w:p>"))
    assert article.text == doubtful.replace("\xad", "")
    assert any(found.rule.startswith("perhaps TCVN3") for found in article.found)


def test_small_letters_of_a_font_of_capitals_are_capitals() -> None:
    assert fonts.convert("quyÕt ®Þnh", "TCVN3", "ABCDEF+.VnTimeH") == "QUYẾT ĐỊNH"


@given(st.text(alphabet=sorted(TCVN3.values()) + list("abcdehiknopqtuvxy "), max_size=60))
def test_every_letter_of_tcvn3_comes_back(text: str) -> None:
    there = text.translate({ord(letter): sign for sign, letter in TCVN3.items()})
    assert fonts.convert(there, "TCVN3") == text


@pytest.mark.parametrize("word", ["nghiêng", "Quyết", "giường", "khuỷu", "ý", "đưa", "trưởng", "oằn"])
def test_a_syllable_is_known_by_how_it_is_built(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["élève", "straße", "đđa", "ngbà", "ữữ"])
def test_what_is_built_otherwise_is_none(word: str) -> None:
    assert not is_syllable(word)


def test_office_files_say_their_words_and_nothing_that_is_embedded() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Decree</w:t></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">A line </w:t></w:r>'
        "<w:del><w:r><w:t>not </w:t></w:r></w:del><w:r><w:t>is built</w:t></w:r><w:object><w:t>hidden</w:t></w:object></w:p>"
    )
    article = read(documented.docx(body, vbaProject="AutoOpen"))
    assert (article.title, article.text, article.kind) == ("Decree", "Decree\n\nA line is built", "document")
    opened = read(documented.odt("<text:h>Decree</text:h><text:p>A line<text:s text:c='2'/>is built</text:p>"))
    assert opened.text == "Decree\n\nA line is built"
    rich = read(rb"{\rtf1\ansi\ansicpg1252{\info{\title Decree}}\pard A line is built\par{\object\objdata 0105}}")
    assert (rich.title, rich.text) == ("Decree", "A line is built")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (documented.xlsx({"A": [["Section", "Cost"], ["North", 4.5], ["South", 3.0]]}), "cost.xlsx"),
        (documented.ods([["Section", "Cost"], ["North", "4.5"], ["South", "3"]]), "cost.ods"),
        (b"Section;Cost\nNorth;4.5\nSouth;3\n", "cost.csv"),
    ],
)
def test_tables_are_read_by_their_rows(body: bytes, name: str) -> None:
    article = read(body, f"https://example.gov/{name}", "text/csv" if name.endswith("csv") else "")
    assert (article.title, article.text) == ("cost", "Section | Cost\nNorth | 4.5\nSouth | 3")


def test_a_page_that_is_served_as_a_pdf_is_a_page() -> None:
    page = b"<html><title>A page</title><body><h1>A new line</h1><p>" + b"The railway between the two capitals is being built. " * 9
    assert read(page, content_type="application/pdf").kind != "document"


@pytest.mark.parametrize(
    ("body", "error", "reason"),
    [
        (documented.pdf([documented.lines(LEFT)])[:300], ParseError, "cut off or damaged"),
        (b"%PDF-1.7 and nothing more", ParseError, "cut off or damaged"),
        (documented.docx("<w:p/>").replace(b"word/document.xml", b"word/documemt.xml"), Unsupported, "office document"),
        (documented.package({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>"}), ParseError, "document type"),
        (documented.package({"word/document.xml": "<a>" * 300}), ParseError, "200 deep"),
        (documented.package({"word/document.xml": " " * 61_000_000}), ParseError, "more than 60,000,000"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(body: bytes, error: type[ParseError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        read(body)


STARTS = ((0, 1), (12, 2), (20, 3))


def test_pages_are_told_by_their_places() -> None:
    text = "first page.\n\nsecond third\n\nmore"
    assert [page_at(STARTS, place) for place in (0, 11, 12, 25)] == [1, 1, 2, 3]
    assert page_at((), 3) is None
    assert marked("aaaa.\n\nbbbb cc", ((0, 1), (7, 2), (12, 3))) == "[page 1]\n\naaaa.\n\n[page 2]\n\nbbbb [page 3] cc"
    assert [pages for pages, _ in blocks(text, text, ((0, 1), (13, 2), (20, 3)))] == [(1,), (2, 3)]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(1, 9)), max_size=5))
def test_a_text_that_is_cut_by_its_pages_is_whole(text: str, starts: list[tuple[int, int]]) -> None:
    assert "".join(words for _, words in pieces(text, sorted(starts))) == text


def test_an_rtf_document_that_a_person_named_is_no_list_in_json() -> None:
    url = "https://example.gov/decree.rtf"
    exchange = Exchange(url=url, final_url=url, started_at=AT, ended_at=AT, status=200)
    read_as = reading.read(Document(exchange=exchange, body=rb"{\rtf1\ansi\pard A line is built\par}"), may_list=True)
    assert isinstance(read_as, Parsed)
    assert read_as.article.text == "A line is built"


def test_a_presentation_is_read_slide_by_slide_as_it_is_shown() -> None:
    table = "<p:graphicFrame><a:tbl>" + "".join(
        "<a:tr>" + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row) + "</a:tr>"
        for row in (("Year", "Bridges"), ("2026", "14"))
    )
    slides = (
        documented.shape("The bridges of the north", kind="ctrTitle") + documented.shape("14 bridges were opened.", "None was closed."),
        documented.shape("This slide is not shown."),
        documented.shape("What they cost", kind="title") + table + "</a:tbl></p:graphicFrame>" + documented.shape("3", kind="sldNum"),
    )
    found = read(documented.pptx(*slides, hidden={1}), "https://example.gov/bridges.pptx")
    assert found.title == "The bridges of the north"
    assert found.text.split("\n\n")[-4:] == ["14 bridges were opened.", "None was closed.", "What they cost", "Year | Bridges\n2026 | 14"]
    assert found.form is not None
    assert (found.form.media, found.form.pages, [number for _, number in found.form.starts]) == ("pptx", 2, [1, 2])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"), r"an old Word document \(\.doc\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "PowerPoint Document".encode("utf-16-le"), r"an old presentation \(\.ppt\)"),
        (documented.package({}, first=("mimetype", "application/vnd.oasis.opendocument.presentation")), r"presentation \(\.odp\)"),
    ],
)
def test_a_kind_that_is_not_read_is_named(body: bytes, told: str) -> None:
    with pytest.raises(Unsupported, match=f"{told} is not read; PDF, DOCX"):
        read(body, "https://example.gov/decree.doc")
