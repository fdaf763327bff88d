"""Sixty PDFs of official prose, each with the words that it was made from, in their order of reading.

Made with reportlab and Debian's fonts (fonts-noto-core, fonts-dejavu-core). The sentences were written for this; what varies is the
language, columns, type, whether lines are justified, where words are divided, the order in which the file draws its lines, tables, notes,
running heads.
"""

import io
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.core.documents.vietnamese.tables import TCVN3, VNI

NOTO = "/usr/share/fonts/truetype/noto/"
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 64.0

SENTENCES = {
    "en": """The Minister decided on {n} March that a railway line of {m} kilometres shall be built between the two capitals.
Every authority concerned reports to the committee before the end of the quarter, and publishes its report.
The costs are borne by the treasury; bonds named Perseverance may be issued up to {m} million.
Where a landowner objects, the objection is heard within {n} days by the council of the province.
Well-known engineers from {n} universities have examined the long-term foundations of the bridges.
Notwithstanding the provisions of article {n}, the environmental administration determines the compensation.
It was not until the spring that construction of the northern section, delayed by floods, could be resumed.
Passengers with reduced mobility are entitled to assistance at all stations named in annex {n}.""",
    "fr": """Le ministre a décidé le {n} mars qu'une ligne de chemin de fer de {m} kilomètres sera construite entre les deux capitales.
Les autorités concernées rendent compte au comité avant la fin du trimestre et publient leur rapport.
Les coûts sont à la charge du Trésor ; des obligations peuvent être émises jusqu'à {m} millions d'euros.
L'administration de l'environnement détermine l'indemnisation, nonobstant les dispositions de l'article {n}.
Ce n'est qu'au printemps que la construction du tronçon septentrional, retardée par les inondations, a pu reprendre.""",
    "de": """Der Minister hat am {n}. März entschieden, dass zwischen beiden Städten eine Bahn von {m} Kilometern gebaut wird.
Die zuständigen Behörden berichten dem Ausschuss vor Ende des Vierteljahres und veröffentlichen ihre Berichte.
Die Kosten trägt der Bundeshaushalt; Schuldverschreibungen dürfen bis zu {m} Millionen Euro ausgegeben werden.
Die Umweltverwaltung setzt ungeachtet der Bestimmungen des Artikels {n} die Entschädigung fest.
Erst im Frühjahr konnte der durch Überschwemmungen verzögerte Bau des nördlichen Abschnitts fortgesetzt werden.""",
    "es": """El ministro decidió el {n} de marzo que se construya una línea ferroviaria de {m} kilómetros entre las dos capitales.
Las autoridades competentes informan al comité antes del final del trimestre y publican su informe.
Los costes corren a cargo del Tesoro; pueden emitirse obligaciones por valor de {m} millones.
La administración de medio ambiente determinará la indemnización no obstante lo dispuesto en el artículo {n}.""",
    "vi": """Thủ tướng Chính phủ quyết định đầu tư xây dựng tuyến đường sắt dài {m} ki lô mét nối hai thành phố lớn.
Bộ Giao thông vận tải chủ trì, phối hợp với các bộ, ngành liên quan báo cáo trước ngày {n} tháng 3 hằng năm.
Kinh phí thực hiện do ngân sách nhà nước bảo đảm; trái phiếu được phát hành không quá {m} tỷ đồng.
Ủy ban nhân dân các tỉnh tổ chức bồi thường, hỗ trợ, tái định cư cho người có đất bị thu hồi trong {n} ngày.
Nghị định này có hiệu lực thi hành kể từ ngày ký và thay thế các quy định trước đây trái với Nghị định này.
Cán bộ, công chức, viên chức được hưởng chế độ, chính sách theo Điều {n} khi sắp xếp tổ chức bộ máy.
Người đứng đầu cơ quan, đơn vị chịu trách nhiệm kiểm tra, giám sát việc thực hiện những nhiệm vụ được giao.""",
    "zh": """国务院决定修建一条长{m}公里的铁路，连接两座城市。
各有关部门应当在每年三月{n}日以前向委员会报告执行情况，并向社会公布。
所需经费由中央财政承担；经批准可以发行债券，总额不超过{m}亿元。
土地被征收的单位和个人，有权在{n}日内向省级人民政府提出异议。
本条例自公布之日起施行，此前的规定与本条例不一致的，以本条例为准。""",
    "ja": """政府は、二つの都市を結ぶ延長{m}キロメートルの鉄道を建設することを決定した。
関係する行政機関は、毎年三月{n}日までに委員会に報告し、その内容を公表しなければならない。
費用は国が負担し、必要な場合には{m}億円を上限として債券を発行することができる。
この法律は、公布の日から施行する。""",
    "th": """คณะรัฐมนตรีมีมติให้ก่อสร้างทางรถไฟสายใหม่ ระยะทาง {m} กิโลเมตร เชื่อมระหว่างสองเมือง
หน่วยงานที่เกี่ยวข้องรายงานต่อคณะกรรมการก่อนสิ้นไตรมาส และเผยแพร่รายงานต่อประชาชน
ค่าใช้จ่ายให้เป็นไปตามงบประมาณแผ่นดิน ไม่เกิน {m} ล้านบาท
ประกาศนี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศในราชกิจจานุเบกษาเป็นต้นไป""",
    "ar": """قرر مجلس الوزراء إنشاء خط جديد للسكك الحديدية يربط بين العاصمتين
وتقدم الجهات المعنية تقريرها إلى اللجنة قبل نهاية الربع الأول من كل عام
وتتحمل الخزانة العامة تكاليف المشروع ويجوز إصدار سندات بموافقة البرلمان
ويعمل بهذا القرار من تاريخ نشره في الجريدة الرسمية ويلغى كل حكم يخالفه
ولكل ذي مصلحة أن يعترض أمام المجلس المحلي خلال المدة المحددة في القانون""",
}
TITLES = {
    "en": "Regulation on the Building of Railways",
    "fr": "Décret relatif à la construction des chemins de fer",
    "de": "Verordnung über den Bau von Eisenbahnen",
    "es": "Decreto sobre la construcción de ferrocarriles",
    "vi": "Nghị định quy định về đầu tư xây dựng đường sắt",
    "zh": "铁路建设管理条例",
    "ja": "鉄道建設に関する法律",
    "th": "ประกาศว่าด้วยการก่อสร้างทางรถไฟ",
    "ar": "قرار بشأن إنشاء السكك الحديدية",
}
HEADS = {
    "en": "Official Gazette",
    "fr": "Journal officiel",
    "de": "Amtsblatt",
    "es": "Boletín oficial",
    "vi": "Công báo",
    "zh": "公报",
    "ja": "官報",
    "th": "ราชกิจจา",
    "ar": "الجريدة",
}
UNSPACED = {"zh", "ja", "th"}


@dataclass
class Plan:
    """How one PDF is made."""

    name: str
    language: str
    font: str = "NotoSans"
    columns: int = 1
    size: float = 10.5
    justified: bool = False
    divided: bool = False
    by_rows: bool = False  # lines of both columns are drawn from above, as some programs do
    table: bool = False
    notes: bool = False
    heads: bool = True
    coded: Callable[[str], str] = lambda text: text
    paragraphs: int = 12


@dataclass
class Made:
    name: str
    body: bytes
    words: str


@dataclass
class _Drawn:
    lines: list[tuple[float, float, str, str, float, float]] = field(default_factory=list)  # x, y, words, font, size, space between words


def plans() -> Iterator[Plan]:
    for n in range(8):
        yield Plan(
            f"en-{n}",
            "en",
            ("NotoSans", "NotoSerif", "Times-Roman", "Helvetica")[n % 4],
            2,
            9 + n % 3,
            n % 2 == 0,
            n > 2,
            n % 3 == 1,
            notes=n % 4 == 3,
        )
    for n in range(8):
        yield Plan(
            f"en-tables-{n}",
            "en",
            ("DejaVuSans", "Times-Roman")[n % 2],
            1,
            10 + n % 2,
            n % 3 == 0,
            n % 2 == 0,
            table=True,
            notes=n % 2 == 1,
        )
    for n, language in enumerate(("fr", "de", "es") * 2):
        yield Plan(
            f"{language}-{n}",
            language,
            ("NotoSerif", "NotoSans")[n % 2],
            2 if n < 4 else 3,
            9 if n < 4 else 8,
            n % 2 == 0,
            n % 2 == 1,
            n > 2,
        )
    for n in range(8):
        yield Plan(
            f"vi-{n}",
            "vi",
            ("NotoSans", "NotoSerif", "DejaVuSans")[n % 3],
            1 + n % 2,
            10,
            n % 3 == 0,
            by_rows=n == 3,
            table=n > 4,
            notes=n % 3 == 2,
        )
    for n in range(7):
        yield Plan(f"vi-tcvn3-{n}", "vi", ".VnTime" if n < 5 else "Times-Roman", 1 + n % 2, 11, n % 2 == 0, table=n == 4, coded=in_tcvn3)
    for n in range(7):
        yield Plan(f"vi-vni-{n}", "vi", "VNI-Times" if n < 5 else "Times-Roman", 1 + n % 2, 11, n % 2 == 1, table=n == 4, coded=in_vni)
    for n in range(5):
        yield Plan(f"zh-{n}", "zh", "STSong-Light", 1 + n % 2, 10.5, table=n > 2, notes=n == 4, by_rows=n == 3)
    for n in range(3):
        yield Plan(f"ja-{n}", "ja", "HeiseiMin-W3", 1 + n % 2, 10.5, table=n == 2)
    for n in range(4):
        yield Plan(f"ar-{n}", "ar", "NotoNaskhArabic", 1 + n % 2, 12, by_rows=n == 3)
    for n in range(4):
        yield Plan(f"th-{n}", "th", ("NotoSansThai", "NotoSerifThai")[n % 2], 1 + n // 2, 11)


def all_of_them() -> Iterator[Made]:
    _register()
    for plan in plans():
        yield make(plan)


def make(plan: Plan) -> Made:
    chance = random.Random(plan.name)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setTitle("Microsoft Word - draft.doc")
    words = [TITLES[plan.language]]
    pages = _Pages(plan, canvas)
    pages.title(TITLES[plan.language])
    notes = 0
    for number in range(plan.paragraphs * (1 if plan.columns == 1 else plan.columns)):
        if plan.table and number in (4, 9):
            rows = [[_phrase(plan, chance) for _ in range(3)] for _ in range(5)]
            pages.table(rows)
            words += [cell for row in rows for cell in row]
        text = _paragraph(plan, chance)
        note = ""
        if plan.notes and number % 5 == 2:
            notes += 1
            note = _sentence(plan, chance)
            words += [f"{text} {notes}", f"{notes} {note}"]
        else:
            words.append(text)
        pages.paragraph(text, f"{notes}" if note else "", note)
    pages.end()
    canvas.save()
    return Made(plan.name, out.getvalue(), "\n".join(words))


def _paragraph(plan: Plan, chance: random.Random) -> str:
    between = "" if plan.language in ("zh", "ja") else " "
    return between.join(_sentence(plan, chance) for _ in range(chance.randint(2, 4)))


def _sentence(plan: Plan, chance: random.Random) -> str:
    return chance.choice(SENTENCES[plan.language].split("\n")).format(n=chance.randint(2, 29), m=chance.randint(100, 999))


def _phrase(plan: Plan, chance: random.Random) -> str:
    sentence = _sentence(plan, chance)
    return (
        sentence[: chance.randint(3, 7)]
        if plan.language in ("zh", "ja")
        else " ".join(sentence.split()[: chance.randint(1, 3)]).rstrip(",;.")
    )


class _Pages:
    """Sets paragraphs into columns, and draws a page when it is full."""

    def __init__(self, plan: Plan, canvas: Canvas) -> None:
        self.plan, self.canvas = plan, canvas
        self.pitch = plan.size * 1.35
        gutter = 20.0
        self.width = (WIDTH - 2 * MARGIN - gutter * (plan.columns - 1)) / plan.columns
        self.lefts = [MARGIN + place * (self.width + gutter) for place in range(plan.columns)]
        if plan.language == "ar":
            self.lefts.reverse()
        self.number = 1
        self.drawn = _Drawn()
        self.notes: list[str] = []
        self.top = HEIGHT - MARGIN - 20
        self.column, self.y = 0, self.top

    def title(self, text: str) -> None:
        size = self.plan.size * 1.7
        said = self._shaped(text)
        x = (WIDTH - self._measure(said, size)) / 2
        self.drawn.lines.append((x, self.y, said, self.plan.font, size, 0))
        self.y -= size * 2
        self.top = self.y

    def paragraph(self, text: str, mark: str = "", note: str = "") -> None:
        if note:
            self.notes += [
                f"{mark} {line}" if not at else line
                for at, line in enumerate(self._wrapped(note, self.plan.size * 0.8, WIDTH - 2 * MARGIN))
            ]
        lines = self._wrapped(text, self.plan.size, self.width, first=self.plan.size * 1.5)
        for at, line in enumerate(lines):
            indent = self.plan.size * 1.5 if at == 0 else 0
            self._line(line, indent, is_last=at == len(lines) - 1, mark=mark if at == len(lines) - 1 else "")
        self.y -= self.pitch * 0.4

    def _line(self, text: str, indent: float, *, is_last: bool, mark: str = "") -> None:
        if self.y < MARGIN + 24 + len(self.notes) * self.pitch * 0.8:
            self.column += 1
            self.y = self.top
            if self.column == self.plan.columns:
                self.page()
        said, size = self._shaped(text), self.plan.size
        left, wide = self.lefts[self.column], self._measure(said, size)
        x, space = left + indent, 0.0
        if self.plan.language == "ar":
            x = left + self.width - indent - wide
        elif self.plan.justified and not is_last and " " in said:
            space = (self.width - indent - wide) / said.count(" ")
        self.drawn.lines.append((x, self.y, said, self.plan.font, size, space))
        if mark:
            self.drawn.lines.append((x + wide, self.y + size * 0.35, mark, self.plan.font, size * 0.6, 0))
        self.y -= self.pitch

    def table(self, rows: list[list[str]]) -> None:
        places = [place * self.width / 3 for place in range(3)]
        if self.y - len(rows) * self.pitch * 1.5 < MARGIN + 40:
            self.column, self.y = self.column + 1, self.top
            if self.column == self.plan.columns:
                self.page()
        self.y -= self.pitch * 0.5
        for row in rows:
            for place, cell in zip(places, row, strict=True):
                size = self.plan.size * min(1.0, 0.9 * self.width / 3 / max(1.0, self._measure(self._shaped(cell), self.plan.size)))
                self.drawn.lines.append((self.lefts[self.column] + place, self.y, self._shaped(cell), self.plan.font, size, 0))
            self.y -= self.pitch * 1.5
        self.y -= self.pitch * 0.5

    def page(self) -> None:
        plan = self.plan
        lines = sorted(self.drawn.lines, key=lambda line: -line[1]) if plan.by_rows else self.drawn.lines
        if plan.heads:
            self._draw(MARGIN, HEIGHT - 40, self._shaped(HEADS[plan.language]), plan.font, 8, 0)
            self._draw(WIDTH / 2, 34, str(self.number), plan.font, 9, 0)
        for line in lines:
            self._draw(*line)
        for at, note in enumerate(reversed(self.notes)):
            self._draw(MARGIN, MARGIN + 4 + at * self.pitch * 0.8, self._shaped(note), plan.font, plan.size * 0.8, 0)
        self.canvas.showPage()
        self.drawn, self.notes = _Drawn(), []
        self.number += 1
        self.top = HEIGHT - MARGIN - 20
        self.column, self.y = 0, self.top

    def end(self) -> None:
        if self.drawn.lines:
            self.page()

    def _draw(self, x: float, y: float, words: str, font: str, size: float, space: float) -> None:
        pen = self.canvas.beginText(x, y)
        pen.setFont(font, size)
        if space and font in pdfmetrics.standardFonts:
            pen.setWordSpace(space)
            pen.textOut(words)
        elif space:  # a font of two bytes has no space that could be widened
            for word in words.split(" "):
                pen.setTextOrigin(x, y)
                pen.textOut(f"{word} ")
                x += pdfmetrics.stringWidth(f"{word} ", font, size) + space
        else:
            pen.textOut(words)
        self.canvas.drawText(pen)

    def _shaped(self, text: str) -> str:
        return visual(text) if self.plan.language == "ar" else self.plan.coded(text)

    def _measure(self, said: str, size: float) -> float:
        return pdfmetrics.stringWidth(said, self.plan.font, size)

    def _wrapped(self, text: str, size: float, width: float, first: float = 0) -> list[str]:
        unspaced = self.plan.language in UNSPACED
        pieces = _clusters(text) if unspaced else text.split(" ")
        between = "" if unspaced else " "
        lines, line = [], ""
        for piece in pieces:
            longer = line + between + piece if line else piece
            room = width - (first if not lines else 0)
            if self._measure(self._shaped(longer), size) <= room:
                line = longer
                continue
            if self.plan.divided and len(piece) > 8 and piece.isalpha():
                cut = len(piece) // 2
                if self._measure(self._shaped(f"{line} {piece[:cut]}-"), size) <= room:
                    lines.append(f"{line} {piece[:cut]}-")
                    line = piece[cut:]
                    continue
            lines.append(line)
            line = piece.lstrip() if unspaced else piece
        return [*lines, line] if line else lines


def _clusters(text: str) -> list[str]:
    """Letters with the marks that belong to them; no sign that ends a clause begins a line."""
    found: list[str] = []
    for sign in text:
        if found and (unicodedata.category(sign) in ("Mn", "Mc") or sign in "。、，；．.) " or sign in "ะาำๅๆฯ"):
            found[-1] += sign
        else:
            found.append(sign)
    return found


# ---------------------------------------------------------------- scripts and encodings

_FORMS: dict[tuple[str, str], str] = {}
for _code in range(0xFE70, 0xFEFD):
    _kind, _, _base = unicodedata.decomposition(chr(_code)).partition(" ")
    if _base and " " not in _base:
        _FORMS[(chr(int(_base, 16)), _kind.strip("<>"))] = chr(_code)


def visual(text: str) -> str:
    """Arabic letters in the forms in which they join, from left to right as they are drawn."""
    shaped = []
    for at, sign in enumerate(text):
        joins_before = at > 0 and (text[at - 1], "initial") in _FORMS and any((sign, form) in _FORMS for form in ("final", "medial"))
        joins_after = (sign, "initial") in _FORMS and at + 1 < len(text) and (text[at + 1], "final") in _FORMS
        form = "medial" if joins_before and joins_after else "final" if joins_before else "initial" if joins_after else "isolated"
        shaped.append(_FORMS.get((sign, form), sign))
    return "".join(reversed(shaped))


_OF_TCVN3 = {letter: sign for sign, letter in TCVN3.items()}
_OF_VNI: dict[str, str] = {}
for _signs, _letter in VNI.items():
    if _signs[0].islower() or _signs[1:] == _signs[1:].upper():
        _OF_VNI.setdefault(_letter, _signs)


def in_tcvn3(text: str) -> str:
    """Capitals with tones have no sign of their own, and are small."""
    return "".join(_OF_TCVN3.get(letter) or _OF_TCVN3.get(letter.lower(), letter) for letter in text)


def in_vni(text: str) -> str:
    return "".join(_OF_VNI.get(letter, letter) for letter in text)


def _register() -> None:
    for name in ("NotoSans", "NotoSerif", "NotoSansThai", "NotoSerifThai", "NotoNaskhArabic"):
        pdfmetrics.registerFont(TTFont(name, f"{NOTO}{name}-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("DejaVuSans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    for name in (".VnTime", "VNI-Times"):
        font = TTFont(name, f"{NOTO}NotoSerif-Regular.ttf")
        font.face.name = name.encode()
        pdfmetrics.registerFont(font)
    for name in ("STSong-Light", "HeiseiMin-W3"):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
