"""The origin that a page names, in any language."""

import pytest
from extracting import PROSE, layout_of, page_of

from ingest.core.extract.fields import citation
from ingest.core.model import ADHOC, ArticleRules, Citation, Source

ORIGIN = "https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698"


def cited(ending: str, source: Source = ADHOC, opening: str = PROSE) -> tuple[Citation, ...]:
    page = page_of(
        f"<body><h1>A title</h1><p>{opening}</p><p>{PROSE}</p>{ending}<div>Comment (0)</div>", url="https://www.vietnam.vn/en/a-title"
    )
    layout = layout_of(page)
    body = [block for block in layout.blocks if block.box.tag == "p"]
    return citation.choose(page, source, layout, body, None).value


@pytest.mark.parametrize(
    "label",
    [
        "Source:", "Source :", "Source\u00a0:", "Source\u202f:", "Nguồn:", "Quelle:",
        "Fuente:", "Fonte:", "Sumber:", "Источник:", "来源：", "來源：",
        "出典：", "출처:", "ที่มา:", "المصدر:", "ແຫຼ່ງຂໍ້ມູນ:", "ប្រភព:",
        "स्रोत:", "Kaynak:", "Źródło:", "Zdroj:", "Une étiquette inconnue :",
    ],
)  # fmt: skip
def test_a_label_a_colon_and_a_url_are_read_in_any_language(label: str) -> None:
    for line in (f"<p>{label} {ORIGIN}</p>", f'<div>{label} <a href="{ORIGIN}">{ORIGIN}</a></div>', f"<p>{label}{ORIGIN}</p>"):
        found = cited(line)
        assert found
        assert found[0].url == ORIGIN


def test_a_known_label_lets_a_linked_name_stand_for_the_url() -> None:
    found = cited('<p>Nguồn: <a href="https://tienphong.vn/tin-post1701270.tpo">Tiền Phong</a></p>')
    assert found[0] == Citation(url="https://tienphong.vn/tin-post1701270.tpo", words="Nguồn: Tiền Phong")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Website: https://www.example.com/about-us</p>",
        "<p>Facebook: https://www.facebook.com/example/posts/1</p>",
        "<p>Xem thêm: https://tuoitre.vn/bai-khac-2024.htm</p>",
        "<p>Something: https://www.vietnam.vn/en/another-text</p>",
        "<p>Something: https://www.example.com/</p>",
        "<p>A longer sentence that explains the matter and ends in a link: https://www.example.com/some/page</p>",
    ],
)
def test_other_urls_are_no_origin(line: str) -> None:
    assert [one.url for one in cited(line)] == [] or all(one.url is None for one in cited(line))


def test_a_sign_off_is_kept_as_words() -> None:
    assert Citation(words="Tienphong.vn") in cited("<p>Tienphong.vn</p>")
    assert Citation(words="Theo TTXVN") in cited("<p>(Theo TTXVN)</p>")


def test_the_prefix_of_the_lead_is_kept_as_words() -> None:
    assert Citation(words="TPO") in cited("", opening="TPO - Tổng Bí thư Tô Lâm đề nghị " + PROSE)
    assert Citation(words="VGP") in cited("", opening="(VGP) - Thủ tướng " + PROSE)


def test_a_named_account_is_kept_as_words() -> None:
    assert Citation(words="according to Reuters") in cited("", opening="The bridge was closed, according to Reuters. " + PROSE)


def test_url_and_sign_off_are_both_kept_the_url_first() -> None:
    origin = "https://tienphong.vn/tong-bi-thu-post1701270.tpo"
    assert cited(f"<p>Tienphong.vn</p><p>Source : {origin}</p>")[0].url == origin
    assert {one.url for one in cited(f"<p>Tienphong.vn</p><p>Source : {origin}</p>")} >= {origin}


def test_the_source_file_points_at_the_origin() -> None:
    source = Source(name="x", title="X", article=ArticleRules(cites=".from"))
    assert cited('<p class=from>Aus: <a href="https://a.org/x">A</a></p>', source)[0] == Citation(url="https://a.org/x", words="Aus: A")


def test_most_pages_cite_nothing() -> None:
    assert cited("") == ()
