"""The language: what the page declares, checked against its text."""

import pytest
from extracting import own_of, page_of
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.extract.fields import language, links
from ingest.core.language.identify import Speech
from ingest.core.model import ADHOC, Alternate, Source

TEXTS = {
    "en": "The ministry said on Monday that the new bridge would be opened in the spring, and that it was built by the "
    "state with the money of the union.",
    "vi": "Bộ Nội vụ cho biết cây cầu mới sẽ được khánh thành vào mùa xuân, sau ba năm xây dựng, và người dân ở hai "
    "bên bờ đã chờ đợi từ nhiều năm nay.",
    "de": "Das Ministerium teilte am Montag mit, dass die neue Brücke im Frühjahr eröffnet wird und dass sie nach drei "
    "Jahren Bauzeit fertig ist.",
    "fr": "Le ministère a annoncé lundi que le nouveau pont serait ouvert au printemps, après trois ans de travaux, et "
    "que les habitants des deux rives sont contents.",
    "es": "El ministerio anunció el lunes que el nuevo puente se abrirá en primavera, después de tres años de obras, y "
    "que los vecinos de las dos orillas lo esperaban.",
    "pt": "O ministério anunciou na segunda-feira que a nova ponte será aberta na primavera, após três anos de obras, "
    "e que os moradores não pagam pela travessia.",
    "it": "Il ministero ha annunciato lunedì che il nuovo ponte sarà aperto in primavera, dopo tre anni di lavori, e "
    "che gli abitanti delle due rive sono contenti.",
    "nl": "Het ministerie maakte maandag bekend dat de nieuwe brug in het voorjaar wordt geopend, na drie jaar bouwen, "
    "en dat de bewoners van de oevers er op wachten.",
    "pl": "Ministerstwo poinformowało w poniedziałek, że nowy most zostanie otwarty na wiosnę, po trzech latach "
    "budowy, i że mieszkańcy już na to się nie mogą doczekać.",
    "tr": "Bakanlık pazartesi günü yeni köprünün ilkbaharda açılacağını ve üç yıl süren çalışmaların bir ay daha devam "
    "edeceğini, bu işin çok para olduğunu açıkladı.",
    "id": "Kementerian mengatakan pada hari Senin bahwa jembatan yang baru itu akan dibuka pada musim semi, dan bahwa "
    "warga di kedua tepi tidak akan membayar.",
    "ru": "Министерство сообщило в понедельник, что новый мост откроют весной, после трёх лет строительства, и что "
    "жители обоих берегов не будут за это платить.",
    "uk": "Міністерство повідомило у понеділок, що новий міст відкриють навесні, після трьох років будівництва, і що "
    "мешканці обох берегів не платитимуть за це.",
    "ar": "قالت الوزارة يوم الاثنين إن الجسر الجديد سيفتتح في الربيع بعد ثلاث سنوات من العمل، وإن سكان الضفتين كانوا "
    "ينتظرون ذلك منذ أن توقفت العبارة عن العمل.",
    "fa": "وزارتخانه روز دوشنبه اعلام کرد که پل جدید در بهار باز می شود و این کار پس از سه سال تمام شده است و مردم هر "
    "دو ساحل را به هم می رساند.",
    "hi": "मंत्रालय ने सोमवार को कहा कि नया पुल वसंत में खोला जाएगा और यह तीन साल के काम के बाद पूरा हुआ है, दोनों किनारों के लोग इस का इंतजार कर रहे थे।",
    "zh-Hans": "该部周一表示，新桥将在春季开通，工程历时三年，两岸居民已经等待多年，这是该省最长的铁路桥。",
    "zh-Hant": "該部週一表示，新橋將在春季開通，工程歷時三年，兩岸居民已經等待多年，這是該省最長的鐵路橋。",
    "ja": "同省は月曜日、新しい橋が春に開通すると発表した。三年にわたる工事を経て、両岸の住民が待ち望んでいた。",
    "ko": "부처는 월요일 새 다리가 봄에 개통될 것이라고 밝혔다. 삼 년간의 공사 끝에 양쪽 주민들이 기다려 왔다.",
    "th": "กระทรวงแถลงเมื่อวันจันทร์ว่าสะพานแห่งใหม่จะเปิดในฤดูใบไม้ผลิ หลังจากก่อสร้างมาสามปี",
}


def chosen(html: str, text: str, source: Source = ADHOC, headers: tuple[tuple[str, str], ...] = ()) -> str | None:
    page = page_of(html, headers=headers)
    return language.choose(page, source, own_of(page), text).value


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_says_what_it_is_in(code: str) -> None:
    assert Speech(TEXTS[code]).language == code


@pytest.mark.parametrize("code", TEXTS)
def test_what_is_declared_rightly_is_kept(code: str) -> None:
    assert chosen(f'<html lang="{code}">', TEXTS[code]) == code


@pytest.mark.parametrize("code", [code for code in TEXTS if code != "en"])
def test_a_template_that_kept_english_is_overruled(code: str) -> None:
    assert chosen('<html lang="en">', TEXTS[code]) == code


def test_a_content_language_of_the_other_edition_is_overruled() -> None:
    assert chosen('<html lang="en"><meta http-equiv="content-language" content="vi">', TEXTS["en"]) == "en"
    assert chosen('<meta http-equiv="content-language" content="vi">', TEXTS["en"]) == "en"


def test_a_short_text_overrules_nothing() -> None:
    assert chosen('<html lang="nl">', "Kort bericht over the bridge") == "nl"


def test_the_region_is_dropped_and_chinese_gets_its_script_from_its_characters() -> None:
    assert chosen('<html lang="en-US">', TEXTS["en"]) == "en"
    assert chosen('<html lang="zh-CN">', TEXTS["zh-Hant"]) == "zh-Hant"
    assert chosen('<html lang="zh">', TEXTS["zh-Hans"]) == "zh-Hans"


def test_json_ld_header_and_source_are_asked_in_turn() -> None:
    assert chosen('<script type="application/ld+json">{"@type":"Article","headline":"A","inLanguage":"vi-VN"}</script>', "") == "vi"
    assert chosen("<p>x", "", headers=(("content-language", "fr-FR, en"),)) == "fr"
    assert chosen("<p>x", "", Source(name="x", title="X", language="lo")) == "lo"
    assert chosen("<p>x", "") is None


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    speech = Speech(text)
    assert speech.language is None or not speech.excludes(speech.language)


# ---------------------------------------------------------------- addresses


def test_canonical_and_amp_are_absolute() -> None:
    page = page_of('<base href="https://b.example.org/x/"><link rel=canonical href="/a"><link rel=amphtml href="//m.example.org/a.amp">')
    declared = links.declared(page)
    assert (declared.canonical, declared.amp) == ("https://b.example.org/a", "https://m.example.org/a.amp")


def test_a_canonical_link_inside_the_text_is_none_and_one_thrown_out_of_the_head_is() -> None:
    inside = page_of('<head></head><body><article><p>A comment<link rel=canonical href="/of-a-reader"></article>')
    assert links.declared(inside).canonical is None
    thrown_out = page_of('<head><div>cookies</div><link rel=canonical href="https://example.org/a"></head><body><p>A text')
    assert links.declared(thrown_out).canonical == "https://example.org/a"


def test_alternates_are_read_from_links_and_the_header() -> None:
    page = page_of(
        '<link rel="alternate" hreflang="fr" href="/fr/a"><link rel="alternate" hreflang="x-default" href="https://example.org/a">'
        '<link rel="alternate" type="application/rss+xml" href="/feed">',
        url="https://example.org/en/a",
        headers=(("link", '<https://example.org/de/a>; rel="alternate"; hreflang="de", <https://example.org/c>; rel=canonical'),),
    )
    declared = links.declared(page)
    assert declared.alternates == (
        Alternate("fr", "https://example.org/fr/a"),
        Alternate("x-default", "https://example.org/a"),
        Alternate("de", "https://example.org/de/a"),
    )
    assert declared.canonical == "https://example.org/c"


def test_a_language_menu_is_read_where_it_leads_to_this_text() -> None:
    menu = "".join(f'<a href="/{code}/som-co-chu-truong">{code}</a>' for code in ("en", "fr", "zh-cn"))
    page = page_of(
        f'<ul class="languages">{menu}<a href="/ja">ja</a><a href="/en/other-text">x</a></ul>',
        url="https://www.example.vn/vi/som-co-chu-truong",
    )
    assert [alternate.language for alternate in links.declared(page).alternates] == ["en", "fr", "zh-cn"]


def test_no_link_is_made_of_what_is_none() -> None:
    page = page_of('<link rel=canonical href=""><link rel=amphtml href="javascript:x"><link rel=alternate hreflang=fr href="mailto:x">')
    assert links.declared(page) == links.Addresses()


OTHER_SCRIPTS = {
    "ky": "Бишкек шаары жаңы көпүрөнү жазында ачарын билдирди. Тургундар аны үч жылдан бери күтүп жүрөт.",
    "tt": "Шәһәр яңа күперне язын ачачак. Халык аны өч ел көтте, эшләр инде тәмамланып килә.",
    "he": "העירייה הודיעה ביום שני כי הגשר החדש ייפתח באביב, לאחר שלוש שנות עבודה.",
    "mr": "नवीन पूल वसंत ऋतूत उघडला जाईल, अशी माहिती मंत्रालयाने सोमवारी दिली.",
    "am": "አዲሱ ድልድይ በጸደይ ወቅት እንደሚከፈት ሚኒስቴሩ ሰኞ ዕለት አስታውቋል።",
    "my": "တံတားအသစ်ကို နွေဦးရာသီတွင် ဖွင့်လှစ်မည်ဟု ဝန်ကြီးဌာနက တနင်္လာနေ့တွင် ပြောကြားသည်။",
}


@pytest.mark.parametrize("written", OTHER_SCRIPTS)
def test_a_text_in_another_script_is_not_what_the_template_says(written: str) -> None:
    for template in ("en", "en-US", "vi", "es"):
        chosen = language.choose(page_of(f'<html lang="{template}">'), ADHOC, None, OTHER_SCRIPTS[written])
        assert chosen.value in (None, written)


@pytest.mark.parametrize("written", OTHER_SCRIPTS)
@pytest.mark.parametrize("times", [1, 12])
def test_a_right_declaration_stands_though_the_words_are_not_known(written: str, times: int) -> None:
    text = " ".join([OTHER_SCRIPTS[written]] * times)
    assert language.choose(page_of(f'<html lang="{written}">'), ADHOC, None, text).value == written


def test_hebrew_is_told_by_its_script_and_yiddish_is_not_called_hebrew() -> None:
    assert Speech(OTHER_SCRIPTS["he"]).language == "he"
    assert Speech("די שטאט װעט עפֿענען די נײַע בריק אין פֿרילינג, האָט דער מיניסטער געזאָגט.").language in (None, "yi")


def test_a_language_of_two_scripts_is_not_excluded_by_either() -> None:
    for text in (
        "Нови мост се отвара на пролеће, саопштило је министарство.",
        "Novi most se otvara na proleće, saopštilo je ministarstvo.",
    ):
        assert language.choose(page_of('<html lang="sr">'), ADHOC, None, text).value == "sr"


def test_words_without_english_under_an_english_template_are_no_english() -> None:
    azeri = (
        "Nazirlik bildirib ki, yeni körpü yazda açılacaq. Sakinlər üç il ərzində gözləyiblər, "
        "işlər artıq başa çatmaqdadır, qiymət dəyişməyəcək."
    )
    assert language.choose(page_of('<html lang="en">'), ADHOC, None, azeri).value in (None, "az")
    names = "Zürich Bern Genève Neuchâtel Basel Luzern Chur Thun Sion Lugano"
    assert language.choose(page_of('<html lang="en">'), ADHOC, None, names).value == "en"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Saudara sekalian, jalan yang kita bangun tahun ini akan dipakai oleh anak-anak kita. Pemerintah tidak akan berhenti sampai "
               "semua desa dapat dilalui dengan aman. Kami berterima kasih kepada semua yang telah bekerja untuk pembangunan ini."),
        ("ms", "Majlis bandaraya meluluskan pembinaan semula stesen lama yang telah ditutup sejak sembilan tahun lalu. Kerajaan negeri "
               "akan menanggung separuh daripada kos, dan kerja-kerja itu dijangka mengambil masa dua tahun kerana bangunan itu usang."),
        ("gl", "O concello aprobou onte a reforma da vella estación, que leva nove anos pechada. As obras comezarán na primavera e durarán "
               "dous anos; a Xunta pagará a metade do custo e o resto será para o concello e a deputación."),
        ("pt", "A câmara aprovou ontem a reforma da velha estação, que está fechada há nove anos. As obras começam na primavera e vão "
               "durar dois anos; o governo paga metade do custo e o resto fica para o município e a região."),
    ],
)  # fmt: skip
def test_neighbours_are_told_apart_by_what_only_one_has(language: str, text: str) -> None:
    assert Speech(text).language == language
    assert Speech(text).excludes("en")
