"""Bytes become text by what they are, then by what is said of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.markup.charsets import charset
from ingest.core.markup.decode import clean, decode, utf8

VIETNAMESE = "Tổng Bí thư Tô Lâm yêu cầu Bộ Nội vụ"
CHINESE = "国务院总理在北京主持召开座谈会，听取专家和企业家对政府工作报告的意见建议，新华社记者在现场的报道说这是今年第一次"
TAIWANESE = "行政院院長今天上午主持院會，聽取經濟部報告國內產業發展的現況與未來的規劃，並且期許各部會持續努力推動"
JAPANESE = "岸田総理大臣は、総理大臣官邸で会議を開催しました。会議では、今後の取り組みについて議論が行われました。"
KOREAN = "대통령은 오늘 오전 청와대에서 국무회의를 주재하고 민생 경제 회복을 위한 대책을 논의했다고 대변인이 밝혔습니다"
RUSSIAN = "Президент провёл совещание с членами правительства, на котором обсуждались вопросы развития экономики страны"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("UTF8", "utf-8"),
        ("ISO-8859-1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("latin1", "windows-1252"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("Shift_JIS", "shift_jis"),
        ("x-sjis", "shift_jis"),
        ("ks_c_5601-1987", "euc-kr"),
        ("iso-8859-9", "windows-1254"),
        ("tis-620", "windows-874"),
        (" windows-1258 ", "windows-1258"),
        ("unicode", "utf-16le"),
        ("viscii", None),
        ("", None),
    ],
)
def test_labels_mean_what_the_encoding_standard_says(label: str, name: str | None) -> None:
    assert charset(label) == name


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("iso-8859-1", "“smart” – €"),  # windows-1252's own characters
        ("gb2312", "镕基 € 㐀"),  # beyond GB 2312
        ("gb18030", CHINESE),
        ("big5", TAIWANESE),
        ("shift_jis", "①Ⅳ纊髙 " + JAPANESE),  # NEC's and IBM's additions
        ("euc-jp", JAPANESE),
        ("euc-kr", "똠방각하 " + KOREAN),  # beyond KS X 1001
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("windows-874", "รถไฟ"),
        ("windows-1256", "مصدر"),
        ("x-mac-cyrillic", "Москва"),
        ("iso-2022-jp", JAPANESE),
    ],
)
def test_a_declared_charset_is_read(label: str, text: str) -> None:
    codec = {
        "iso-8859-1": "cp1252",
        "gb2312": "gb18030",
        "shift_jis": "cp932",
        "euc-kr": "cp949",
        "windows-874": "cp874",
        "x-mac-cyrillic": "mac_cyrillic",
    }
    body = text.encode(codec.get(label, label))
    assert decode(body, f"text/html; charset={label}") == (text, charset(label))
    page = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s">' % label.encode() + body
    assert decode(page)[0].endswith(text)
    assert utf8(page)[0].decode().endswith(text)
    feed = b"<?xml version='1.0' encoding='%s'?><rss>" % label.encode() + body
    assert decode(feed, "application/rss+xml")[0].endswith(text)


def test_bytes_that_windows_1252_leaves_undefined_are_controls() -> None:
    assert decode(b"a\x81\x8d\x9db\xe9", "text/html; charset=iso-8859-1")[0] == "a\x81\x8d\x9dbé"


def test_valid_utf8_beats_a_header_that_says_otherwise() -> None:
    for said in ("iso-8859-1", "windows-1258", "euc-kr", "gb2312", "utf-16"):
        assert decode(VIETNAMESE.encode(), f"text/html; charset={said}") == (VIETNAMESE, "utf-8")


def test_the_header_beats_the_document() -> None:
    page = '<meta charset="windows-1252"><p>Москва</p>'.encode("windows-1251")
    assert "Москва" in decode(page, "text/html; charset=windows-1251")[0]


def test_a_document_is_believed_where_the_header_cannot_be() -> None:
    page = f'<meta charset="gbk"><p>{CHINESE}</p>'.encode("gbk")
    assert CHINESE in decode(page, "text/html; charset=utf-8")[0]
    assert CHINESE in decode(page, "text/html; charset=nonsense")[0]


def test_a_declaration_in_a_comment_is_none() -> None:
    page = f'<!-- <meta charset="windows-1251"> --><meta charset="gbk"><p>{CHINESE}</p>'.encode("gbk")
    assert CHINESE in decode(page)[0]


@pytest.mark.parametrize("length", [1000, 3000])
def test_a_declaration_may_come_late(length: int) -> None:
    page = ("<script>" + "x" * length + f'</script><meta charset="windows-1251"><p>{RUSSIAN}</p>').encode("windows-1251")
    assert RUSSIAN in decode(page)[0]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_bom_beats_everything_and_is_no_text(codec: str) -> None:
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    text = "<p>" + VIETNAMESE + "</p>"
    assert decode(bom + text.encode(codec), "text/html; charset=iso-8859-1")[0] == text
    assert utf8(bom + text.encode(codec))[0] == text.encode()


def test_text_of_utf16_without_ascii_is_read_by_its_bom() -> None:
    assert decode(b"\xff\xfe" + CHINESE.encode("utf-16-le")) == (CHINESE, "utf-16le")
    assert decode(b"\xfe\xff" + CHINESE.encode("utf-16-be")) == (CHINESE, "utf-16be")


def test_utf16_that_is_utf8_and_the_reverse() -> None:
    feed = "<?xml version='1.0' encoding='utf-16'?><rss><title>Tổng Bí thư</title></rss>"
    assert decode(feed.encode(), "text/xml; charset=utf-16") == (feed, "utf-8")
    assert decode(b"\xff\xfe" + feed.encode()) == (feed, "utf-8")
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(feed.encode(codec), "text/xml; charset=utf-8")[0] == feed


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    body = (VIETNAMESE * 20).encode() + b"\xc3 cut \xff"
    text, name = decode(body, "text/html; charset=utf-8")
    assert name == "utf-8"
    assert text.startswith(VIETNAMESE)
    assert text.count("\ufffd") == 2


def test_utf8_is_declared_and_one_byte_is_not() -> None:
    assert decode(b"Pedro S\xe1nchez says", "text/html; charset=utf-8")[0] == "Pedro Sánchez says"


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("gb18030", CHINESE),
        ("big5", TAIWANESE),
        ("shift_jis", JAPANESE),
        ("euc-jp", JAPANESE),
        ("euc-kr", KOREAN),
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
    ],
)
def test_a_wrong_or_missing_declaration_is_seen_through(codec: str, text: str) -> None:
    page = f"<html><head><title>{text[:12]}</title></head><body><p>{text}</p></body></html>".encode(codec)
    assert text in decode(page)[0]
    assert text in decode(page, "text/html; charset=UTF-8")[0]


@pytest.mark.parametrize(
    ("language", "codec", "text"),
    [
        ("pl", "cp1250", "Źródło: zażółć gęślą jaźń"),
        ("tr", "cp1254", "Cumhurbaşkanı ığü"),
        ("th", "cp874", "ที่มา"),
        ("zh-TW", "big5", "來源"),
        ("el", "cp1253", "Πηγή"),
        ("ar", "cp1256", "افتتح وزير الداخلية يوم الثلاثاء مكتبا جديدا للخدمات الحكومية في المنطقة الشرقية"),
        ("th", "cp874", "รัฐมนตรีเปิดสำนักงานบริการประชาชนแห่งใหม่เมื่อวันอังคาร"),
    ],
)
def test_the_language_of_a_page_tells_its_charset(language: str, codec: str, text: str) -> None:
    assert text in decode(f'<html lang="{language}"><p>{text}</p>'.encode(codec))[0]


LETTERS = {
    "cp874": "สภาเมืองอนุมัติแผนสร้างกำแพงท่าเรือขึ้นใหม่เมื่อวันอังคาร และกล่าวว่างานจะเริ่มในฤดูใบไม้ผลิ",
    "cp1255": "מועצת העיר אישרה ביום שלישי תוכנית לשיקום חומת הנמל, שניזוקה בסערות החורף שעבר, ומסרה כי העבודות יחלו באביב.",
    "iso-8859-5": "Городской совет одобрил во вторник план восстановления стены гавани и сообщил, что работы начнутся весной.",
    "koi8-r": "Городской совет одобрил во вторник план восстановления стены гавани и сообщил, что работы начнутся весной.",
    "cp1251": "Общинският съвет одобри във вторник плана за възстановяване на пристанищната стена и съобщи, че работата "
    "започва през пролетта.",
    "cp1253": "Το δημοτικό συμβούλιο ενέκρινε την Τρίτη σχέδιο για την ανοικοδόμηση του λιμανιού που υπέστη ζημιές τον χειμώνα.",
    "cp1256": "وافق مجلس المدينة يوم الثلاثاء على خطة لإعادة بناء جدار الميناء الذي تضرر في عواصف الشتاء الماضي.",
    "euc-kr": "시의회는 화요일 지난 겨울 폭풍으로 파손된 항구 방파제를 다시 짓는 계획을 승인했으며 공사는 봄에 시작될 것이라고 밝혔다.",
    "shift_jis": "市議会は火曜日、昨年冬の嵐で損傷した港の壁を再建する計画を承認し、工事は春に始まると述べた。",
    "gb18030": "市议会星期二批准了重建港口防波堤的计划，该堤在去年冬天的风暴中受损，工程将于春季开始。",
    "big5": "市議會星期二批准了重建港口防波堤的計畫，該堤在去年冬天的風暴中受損，工程將於春季開始。",
    "iso-8859-9": "Belediye meclisi Salı günü geçen kış fırtınalarda hasar gören liman duvarının yeniden inşası için "
    "hazırlanan planı onayladı; "
    "çalışmaların ilkbaharda başlayacağı açıklandı.",
    "iso-8859-2": "Rada miasta zatwierdziła we wtorek plan odbudowy muru portowego, który został uszkodzony podczas "
    "zeszłorocznych sztormów, i "
    "ogłosiła, że prace zaczną się wiosną, a część kosztów pokryje województwo.",
    "cp1250": "Městská rada v úterý schválila plán na obnovu přístavní zdi, která byla poškozena loňskými bouřemi, a "
    "uvedla, že práce začnou.",
}


# letters that the West has too, in no one language
CENTRAL = [
    (
        "iso-8859-2",
        "A képviselő-testület kedden jóváhagyta a kikötő falának újjáépítését, amelyet a "
        "tavalyi viharok megrongáltak; a munka jövő tavasszal kezdődik.",
    ),  # hu
    (
        "cp1250",
        "A szűk utcákban őszig nem indulhat meg az építkezés, közölte a polgármester, a "
        "költségek felét a megye fizeti, így döntött a közgyűlés.",
    ),  # hu
    (
        "iso-8859-2",
        "Consiliul local a aprobat marţi planul de refacere a zidului portului, avariat "
        "de furtunile de iarnă; lucrările încep în primăvară.",
    ),  # ro
    (
        "iso-8859-2",
        "Městská rada v úterý schválila plán na obnovu přístavní zdi, která byla poškozena loňskými bouřemi, a uvedla, že práce začnou.",
    ),  # cs
    (
        "cp1257",
        "Miesto taryba antradienį patvirtino uosto sienos atstatymo planą; darbai "
        "prasidės pavasarį, o dalį išlaidų padengs apskritis, sakė ji.",
    ),  # lt
    (
        "cp1257",
        "Pilsētas dome otrdien apstiprināja ostas mūra atjaunošanas plānu; darbi sāksies "
        "pavasarī, un daļu izmaksu segs valsts, viņa sacīja.",
    ),  # lv
    (
        "koi8-u",
        "Міська рада у вівторок схвалила план відбудови стіни гавані, пошкодженої минулорічними бурями; її роботи почнуться навесні.",
    ),  # uk
]


@pytest.mark.parametrize(("codec", "text"), CENTRAL)
def test_letters_that_no_one_western_language_has_together_are_of_another_charset(codec: str, text: str) -> None:
    text *= 2
    assert text in decode(f"<title>x</title><p>{text}</p>".encode(codec), "text/html; charset=iso-8859-1")[0]


@pytest.mark.parametrize("codec", LETTERS)
@pytest.mark.parametrize("declaration", ["", "<meta charset=iso-8859-1>"])
def test_text_of_another_charset_than_latin_1_is_known_by_its_letters(codec: str, declaration: str) -> None:
    page = f"<html><head>{declaration}<title>x</title></head><body><script>var a = 1;</script><p>{LETTERS[codec]}</p></body></html>"
    assert LETTERS[codec] in decode(page.encode(codec), "text/html; charset=iso-8859-1" if declaration else None)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a approuvé mardi la rénovation de la gare, fermée depuis neuf ans ; les travaux débuteront au "
        "printemps et dureront deux "
        "années, a précisé la préfète, qui a salué l’accord trouvé après de très longs débats.",
        "Der Gemeinderat hat am Dienstag beschlossen, den Bahnhof für künftige Fahrgäste umzubauen; die Bauarbeiten "
        "dürften zwei Jahre währen "
        "und größtenteils während der Öffnungszeiten stattfinden, erklärte der Bürgermeister.",
        "Bæjarstjórn samþykkti á þriðjudag áætlun um að endurreisa hafnargarðinn sem skemmdist í óveðri síðasta vetur "
        "og sagði að vinna hæfist "
        "í vor; kostnaðurinn skiptist á milli ríkisins og bæjarins næstu þrjú árin.",
        "Il consiglio comunale ha approvato martedì il progetto: la stazione, chiusa già da nove anni, però riaprirà più tardi, perché la "
        "provincia pagherà metà dei costi e ciò che resta toccherà alla città, così ha detto lunedì il sindaco.",
        "O município aprovou a reabilitação da estação, que está há nove anos fechada; não haverá ligações até à "
        "conclusão das obras, informou.",
    ],
)
def test_western_text_stays_latin_1(text: str) -> None:
    assert text in decode(f"<p>{text}</p>".encode("cp1252"), "text/html; charset=iso-8859-1")[0]


def test_utf8_bytes_are_handed_on_as_they_are() -> None:
    body = VIETNAMESE.encode()
    assert utf8(body)[0] is body
    assert utf8(b"") == (b"", "utf-8")


def test_a_character_across_the_border_of_two_pieces_is_whole() -> None:
    for before in range(16_380, 16_386):
        body = b"a" * before + "€đ😀".encode() + b"b" * 20_000
        assert utf8(body, "text/html; charset=iso-8859-1") == (body, "utf-8")


@given(
    st.binary(max_size=400),
    st.one_of(
        st.none(),
        st.text(max_size=40),
        st.sampled_from([f"text/html; charset={label}" for label in ("utf-16", "big5", "iso-2022-jp", "gbk")]),
    ),
)
def test_any_bytes_are_text(body: bytes, content_type: str | None) -> None:
    text, name = decode(body, content_type)
    assert text.encode() == utf8(body, content_type)[0] or name == "utf-8"
    assert charset(name) == name


@given(st.text(max_size=200))
def test_any_utf8_is_read_as_it_is(text: str) -> None:
    body = text.encode("utf-8", "replace")
    if b"\0" not in body and not body.startswith(b"\xef\xbb\xbf") and b"\x1b" not in body:
        assert decode(body, "text/html; charset=shift_jis")[0] == body.decode()


# ---------------------------------------------------------------- clean


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a\x00b\x07c\x7fd", "abcd"),
        ("tab\tline\r\nline", "tab\tline\r\nline"),
        ("so\u00adft", "soft"),
        ("ze\u200bro\u200c\u200d\ufeff\u2060 width", "zero width"),
        ("\u202eright\u202c\u200f \u2066x\u2069", "right x"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("Tô\u0309ng", unicodedata.normalize("NFC", "Tô\u0309ng")),
        ("a\u2028b\x85c\x0cd", "a\nb\nc\nd"),
        ("a\x0cb", "a\nb"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("\ufffe\uffff\ufffc", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("nbsp\u00a0stays", "nbsp\u00a0stays"),
        ("", ""),
    ],
)
def test_what_nobody_can_see_is_no_text(said: str, kept: str) -> None:
    assert clean(said) == kept


@given(st.text(alphabet=st.characters(), max_size=100))
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode().decode() == once
