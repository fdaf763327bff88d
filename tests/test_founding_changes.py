"""The founding page edited in every way, one look after the other, by the installed command: each edit is told for what it is."""

import json
import shutil
from pathlib import Path

from program import ingest, rows

from ingest.core.change.model import KINDS

FIXTURES = Path(__file__).parent.parent / "fixtures"
MOHA = "https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698"
HEADLINE = "Sớm có chủ trương về chế độ, chính sách với cán bộ khi tinh gọn bộ máy"
LAST = "Phòng, chống lợi dụng chủ trương sắp xếp bộ máy để tiêu cực, tham nhũng"

OPENS = '<p style="text-align: justify;">'
DATE = '<div class="ngay-dang">18/12/2024 | 10:23 GMT+7</div>'
BODY = '<div class="noi-dung-tin">\n'
CONGRESS = f"{OPENS}Tổng Bí thư gợi mở, cần chuẩn bị"

# class, the words that go, the words that come; what is said more than once is edited wherever it stands
EDITS = (
    ("numbers", "Chỉ thị số 35", "Chỉ thị số 53"),
    ("negation", "là vấn đề khó, thậm chí", "không là vấn đề khó, thậm chí"),
    ("dates", "Sáng 16/12", "Sáng 17/12"),
    ("names", "tại Hà Nội, Ban", "tại Hải Phòng, Ban"),
    ("headline", HEADLINE, "Tinh gọn bộ máy: chế độ với cán bộ sẽ được báo cáo"),
    ("lead", "về chế độ, chính sách đối với cán bộ khi thực hiện sắp", "về quyền lợi của người làm việc khi tiến hành sắp"),
    ("removed", f'<p style="text-align: justify;"><strong>{LAST}</strong></p>', ""),
    ("wording", "rất nặng nề, cấp bách", "rất lớn, khẩn trương"),
    ("typo", "Cán bộ là cái gốc của mọi công việc", "Cán bộ là cái gốc của mọi côgn việc"),
    ("added", CONGRESS, f"{OPENS}Hội nghị cũng nghe báo cáo của các tỉnh, thành phố.</p>\n{CONGRESS}"),
    ("typo", "Cán bộ là cái gốc của", "“Cán bộ là cái gốc” của"),
    ("quotes", "“Cán bộ là cái gốc”", "“Cán bộ là nền móng”"),
    ("correction", BODY, f"{BODY}{OPENS}Đính chính: bản trước của bài này ghi sai tên hội nghị.</p>\n"),
    ("byline", DATE, f'{DATE}\n<div class="author">Nguyễn Văn Tám</div>'),
)


def test_every_edit_of_the_founding_page_is_told_for_what_it_is(tmp_path: Path) -> None:
    pages, db = tmp_path / "pages", tmp_path / "archive.db"
    shutil.copytree(FIXTURES / "founding", pages)
    page = pages / "moha.gov.vn" / "56698.html"

    def look() -> str:
        ended = ingest("fetch", MOHA, "--replay", pages, "--db", db, "--again", "--json", cwd=tmp_path)
        verdict: str = json.loads(ended.out.splitlines()[0])["verdict"]
        return verdict

    assert look() == "new"
    for kind, gone, come in EDITS:
        text = page.read_text(encoding="utf-8")
        assert gone in text, gone
        page.write_text(text.replace(gone, come), encoding="utf-8")
        assert look() == "revised", kind
        assert rows(db, "SELECT class FROM v_changes ORDER BY revision DESC LIMIT 1") == [(kind,)]
    text = page.read_text(encoding="utf-8")
    start = text.index(CONGRESS)
    end = text.index("</p>\n", start) + len("</p>\n")
    page.write_text(text[:start] + text[end:].replace("\n</div>", f"\n{text[start:end].strip()}\n</div>", 1), encoding="utf-8")
    assert look() == "revised"
    page.write_text(
        page.read_text(encoding="utf-8").replace("Số lượt truy cập: 18.204.551", "Số lượt truy cập: 18.399.017"), encoding="utf-8"
    )
    assert look() == "unchanged"
    told = [line.split("\t")[0] for line in ingest("changes", "--db", db, cwd=tmp_path).out.splitlines()]
    assert told == ["moved", *(kind for kind, _, _ in reversed(EDITS))]
    assert set(told) == set(KINDS)
