"""What the words of a change mean: dates, numbers, negations, titles before and after names, correction notes, and labels of noise.

Months, days, number words and "3 minutes ago" come from `tables/words.tsv`, which CLDR gives; the rest, a line a language, was written by hand.
"""

import re
from functools import lru_cache

from msgspec import Struct

from ingest.core.change.tables import rows

_NEGATIONS = {
    "en": "not no never none nobody nothing neither nor without cannot",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand weder ohne",
    "fr": "ne n pas jamais aucun aucune sans ni personne rien",
    "es": "no nunca jamás ningún ninguna ninguno nadie nada sin tampoco ni",
    "pt": "não nunca jamais nenhum nenhuma ninguém nada sem nem tampouco",
    "it": "non mai nessun nessuno nessuna niente nulla senza né neppure",
    "ca": "no mai cap ningú res sense tampoc",
    "gl": "non nunca ningún ninguén nada sen tampouco",
    "ro": "nu niciodată niciun nicio nimeni nimic fără nici",
    "nl": "niet geen nooit niemand niets zonder noch",
    "af": "nie geen nooit niemand niks sonder",
    "sv": "inte ej ingen inget inga aldrig icke utan ingenting",
    "da": "ikke ej ingen intet aldrig uden",
    "nb": "ikke ei ingen intet aldri uten",
    "nn": "ikkje ingen inkje aldri utan",
    "is": "ekki enginn engin ekkert aldrei án",
    "fi": "ei en et emme ette eivät älä koskaan ilman",
    "et": "ei mitte pole ära ilma keegi",
    "lv": "ne nav nekad neviens bez",
    "lt": "ne nėra niekada niekas be",
    "pl": "nie nigdy żaden żadna żadne nikt nic bez ani",
    "cs": "ne není nejsou nebude nebyl nikdy žádný žádná nikdo nic bez ani",
    "sk": "nie nebude nebol nikdy žiadny žiadna nikto nič bez ani",
    "sl": "ne ni niso nikoli noben nihče nič brez niti",
    "hr": "ne nije nisu neće nikad nikada nijedan nitko ništa bez ni",
    "bs": "ne nije nisu neće nikad nikada nijedan niko ništa bez ni",
    "sr": "не није нису неће никад никада ниједан нико ништа без ни ne nije nisu neće nikad",
    "mk": "не нема никогаш никој ништо без ниту",
    "bg": "не няма никога никой нищо без нито",
    "ru": "не ни нет никогда никто ничего без нельзя никакой",
    "uk": "не ні немає ніколи ніхто нічого без жоден жодна",
    "be": "не ні няма ніколі ніхто нічога без",
    "el": "δεν δε μην μη όχι ποτέ κανείς κανένας καμία τίποτα χωρίς ούτε",
    "hu": "nem ne nincs nincsenek soha semmi senki nélkül sem",
    "tr": "değil yok hiç hiçbir asla olmaz olmayacak etmedi etmeyecek değildir",
    "az": "deyil yox heç yoxdur",
    "uz": "emas yo'q hech",
    "kk": "емес жоқ ешқашан",
    "ky": "эмес жок эч",
    "mn": "биш үгүй",
    "sq": "nuk s'ka mos kurrë asnjë askush pa as",
    "hy": "չի չեն չէ ոչ երբեք առանց",
    "ka": "არ არა ვერ არასოდეს გარეშე",
    "eu": "ez inoiz gabe",
    "cy": "ni nid ddim na nad byth",
    "ga": "ní níl nach gan",
    "mt": "ma mhux qatt bla",
    "he": "לא אין אינו אינה אינם אל בלי ללא מעולם",
    "ar": "لا لم لن ليس ليست ليسوا غير دون بدون ما كلا",
    "fa": "نه نیست نیستند نبود هرگز هیچ بدون نمی نخواهد",
    "ur": "نہیں نہ کبھی بغیر مت",
    "ps": "نه نشته هیڅ",
    "hi": "नहीं न ना मत बिना कभी",
    "mr": "नाही नाहीत नको न शिवाय",
    "ne": "छैन होइन नगर्ने बिना",
    "bn": "না নেই নয় নি কখনও ছাড়া",
    "ta": "இல்லை அல்ல வேண்டாம் இல்லாமல்",
    "te": "కాదు లేదు లేకుండా వద్దు",
    "vi": "không chưa chẳng chả đừng chớ",
    "id": "tidak bukan tak belum jangan tanpa",
    "ms": "tidak bukan tak belum jangan tanpa",
    "fil": "hindi wala huwag",
    "tl": "hindi wala huwag",
    "sw": "si hapana bila kamwe hakuna",
    "so": "ma aan",
    "ha": "ba babu",
    "am": "አይደለም የለም",
    "ko": "안 못 아니다 없다",
}
_WITHIN = {  # negations that are written inside words or among characters; what only looks like one is taken out first
    "zh": (r"[不没沒未無无非勿否]", r"不断|不斷|不仅|不僅|不但|不过|不過|不同|不少|不久|不管|不论|不論|差不多|非常|未来|未來|无论|無論|否则|否則|不动产|非洲|不得不"),
    "ja": (r"ない|なかった|なく|ません|ぬ(?=[。、])|ず(?=[、にと])|未[満定]?|不可|非", r"なくては|少なくない|未来|非常|ないし"),
    "ko": (r"않|없|못[하한할했]|아니|지 마|말라", r"끊임없|다름없"),
    "th": (r"ไม่|มิได้|มิใช่|ห้าม", r"ไม่เพียง"),
    "lo": (r"ບໍ່|ບໍ", ""),
    "km": (r"មិន|ពុំ|គ្មាន|កុំ", ""),
    "my": (r"မ(?=[^\s]{1,12}(?:ဘူး|ပါ))|မဟုတ်|မရှိ", ""),
    "tr": (r"(?:m[ae]d[ıi]|m[ae]y[ae]c[ae][kğ]|m[ae]z\b|m[ıiuü]yor)", ""),
    "en": (r"n't\b", ""),
}
_TITLES = {  # before a name
    "zh": "部长 主席 总理 总统 书记 主任 记者 教授 局长 市长 省长 县长 发言人 会长 总裁 经理 院长 校长 外长 将军 首相 大使 委员长 秘书长",
    "ko": "대통령 총리 장관 의원 대표 시장 교수 기자 위원장 지사 회장 대변인",
    "th": "นาย นาง นางสาว ดร. พล.อ. พล.ต. พล.ต.อ. คุณ ศาสตราจารย์",
    "lo": "ທ່ານ ນາງ ທ້າວ",
    "km": "លោក លោកស្រី កញ្ញា ឯកឧត្តម",
    "my": "ဦး ဒေါ် ဗိုလ်ချုပ်",
    "ar": "الرئيس الوزير وزير السيد السيدة الدكتور رئيس المتحدث النائب الملك الأمير الشيخ السفير المدير مدير",
    "fa": "آقای خانم دکتر رئیس وزیر سرلشکر آیت‌الله رئیس‌جمهور",
    "ur": "وزیراعظم صدر وزیر جناب ڈاکٹر",
    "he": "השר הנשיא שר ראש דובר ד\"ר מר גברת פרופסור המנכ\"ל הרמטכ\"ל",
    "hi": "श्री श्रीमती डॉ मंत्री प्रधानमंत्री राष्ट्रपति मुख्यमंत्री प्रवक्ता अध्यक्ष",
    "mr": "श्री श्रीमती डॉ मंत्री मुख्यमंत्री",
    "ne": "श्री मन्त्री प्रधानमन्त्री राष्ट्रपति",
    "bn": "মন্ত্রী প্রধানমন্ত্রী রাষ্ট্রপতি ডা জনাব অধ্যাপক মুখ্যমন্ত্রী",
    "ta": "திரு திருமதி அமைச்சர் முதல்வர் பிரதமர்",
    "am": "ፕሬዝዳንት ሚኒስትር ዶክተር አቶ ወይዘሮ",
    "ka": "პრეზიდენტი მინისტრი ბატონი",
}
_AFTER_NAME = {
    "zh": "先生 女士 教授 部长 主席 总理 总统 表示 指出 强调 说 称 介绍 认为 告诉 透露 宣布 在 主持 同志",
    "ja": "氏 さん 首相 大臣 知事 社長 議員 市長 記者 会長 長官 大統領 教授 代表 外相 財務相 官房長官 容疑者 被告 選手 監督 委員長 担当相 相は 相が",
    "ko": "대통령 총리 장관 의원 대표 시장 교수 기자 위원장 씨 지사 회장 대변인 차관 사장 박사 실장 국장 원장",
    "hi": "ने जी",
}  # fmt: skip
SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉"
    "阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万段雷钱錢汤湯尹黎易常武乔喬贺賀赖龚龔文習习"
)
_CORRECTIONS = (
    r"\bcorrection\b|\bcorrected\b|\bclarification\b|\berratum\b|editor'?s note|(?:earlier|previous) version of th|(?:was|been) (?:amended|corrected|updated to)",
    r"\bkorrektur\b|\bberichtigung\b|früheren (?:version|fassung)|vorherigen (?:version|fassung)|anm(?:erkung|\.) d(?:er|\.) red",
    r"rectificatif|\bcorrection\b|\berratum\b|version (?:précédente|antérieure)|note de la rédaction",
    r"\bcorrección\b|fe de err(?:ores|atas)|versión anterior|\brectificación\b|\bcorrecció\b|\bcorrección\b",
    r"\bcorreção\b|\berrata\b|versão anterior|\bcorreção\b",
    r"\bcorrezione\b|errata corrige|versione precedente|\brettifica\b",
    r"\bcorrectie\b|\brectificatie\b|eerdere versie",
    r"đính chính|cáo lỗi|phiên bản trước|bản trước của bài",
    r"\bkoreksi\b|\bralat\b|\bpembetulan\b|versi sebelumnya|versi terdahulu",
    r"更正|勘误|勘誤|此前版本|早前版本|先前版本|編者按更|訂正|おわびして|以前の版|お断り",
    r"정정|바로잡습니다|바로 잡습니다|이전 버전",
    r"исправлен|уточнени[ея]|поправк[аи]|предыдущей версии|ранней версии|виправлен|уточнення|попередній версії|выпраўлен|поправка|корекция|исправка|исправка",
    r"sprostowani|\bkorekta\b|wcześniejszej wersji|poprzedniej wersji|\boprava\b|předchozí verz|dřívější verz|predchádzajúcej verz|\bispravak\b|popravek",
    r"düzeltme|önceki (?:sürüm|versiyon|hali)|düzəliş",
    r"تصحيح|تصويب|توضيح|نسخة سابقة|استدراك|اصلاحیه|تصحیح|نسخه قبلی|تصحيح",
    r"भूल सुधार|सुधार|पिछले संस्करण|पहले के संस्करण|সংশোধনী|সংশোধন|পূর্ববর্তী সংস্করণ|திருத்தம்|దిద్దుబాటు|दुरुस्ती|सच्याउने",
    r"แก้ไขข่าว|แก้คำผิด|แก้ไข:|แก้ไขข้อมูล|ฉบับก่อนหน้า|ขออภัยในความผิดพลาด|ແກ້ໄຂ|កែតម្រូវ|ပြင်ဆင်ချက်",
    r"διόρθωση|προηγούμενη έκδοση|תיקון|הבהרה|גרסה קודמת",
    r"\brättelse|tidigare version|\brettelse|tidligere version|tidligere versjon|\bretting\b|\boikaisu|\bkorjaus\b|aiemmassa versiossa|\bleiðrétting",
    r"helyesbítés|helyreigazítás|korábbi verzió|\berată\b|\bcorectură\b|versiune anterioară|\bparandus\b|\blabojums\b|\bpataisymas\b|\bkorrigjim\b",
    r"\bmarekebisho\b|\bpagwawasto\b|ուղղում|შესწორება|түзету",
)
CORRECTION = re.compile("|".join(_CORRECTIONS), re.IGNORECASE)
BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|oleh|autor[ae]?|author|reporter|från|text|przez|napisał|kirjoittanut|írta|de|автор|текст|від|συντάκτης|του|"
    r"bài|ảnh|tác giả|theo|phóng viên|pv|nguồn|published|posted|publié|veröffentlicht|publicado|pubblicato|опубликовано|ngày đăng|"
    r"haber|yazan|yazar|بقلم|كتب|كتبت|مراسل|نوشته|تحریر|מאת|लेखक|संवाददाता|প্রতিবেদক|நிருபர்|mwandishi|na|ni)\b[\s:]"
    r"|[（(]?(?:本报|本报|记者|作者|来源|來源|责任编辑|責任編輯|编辑|編輯|文/|文｜|記者|【記者|本網訊|本网讯|文＝|取材|筆者|執筆)|.{2,8}(?:기자|특파원)(?:$|\s)"
    r"|โดย|เรื่อง\s?[:：]|ผู้สื่อข่าว|ໂດຍ|ដោយ|ရေးသားသူ|글\s?[:=]",
    re.IGNORECASE,
)
DATELINE = re.compile(r"^(?=.{2,70}?\s[-–—]\s)(?:[^\W\d_][^-–—]{1,68}?)\s[-–—]\s|^[【（(〔].{2,40}?[】）)〕]|^.{2,14}(?:电|電|讯|訊)(?=[\s（(])|^\(.{2,40}?\)\s?[-–—]?")
LABEL = re.compile(
    r"(?:read more|read also|related|see also|more on this|recommended|advertisement|sponsored|xem thêm|đọc thêm|tin liên quan|quảng cáo|lire aussi|à lire|"
    r"publicité|lesen sie auch|mehr zum thema|anzeige|werbung|lea también|le puede interesar|publicidad|leia (?:também|mais)|veja também|publicidade|"
    r"leggi anche|pubblicità|lees ook|advertentie|läs (?:också|även)|annons|læs også|annonce|les også|lue myös|mainos|czytaj (?:także|też|również)|"
    r"zobacz (?:także|też)|reklama|čtěte také|прочитайте также|читайте также|читайте також|реклама|по теме|baca juga|iklan|ayrıca bakınız|ilgili haber|"
    r"相关阅读|相关新闻|延伸阅读|推荐阅读|廣告|广告|関連記事|あわせて読みたい|広告|관련기사|관련 기사|광고|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|โฆษณา|"
    r"اقرأ أيضا|اقرأ أيضًا|إعلان|مواضيع ذات صلة|بیشتر بخوانید|یہ بھی پڑھیں|यह भी पढ़ें|ये भी पढ़ें|विज्ञापन|আরও পড়ুন|বিজ্ঞাপন|διαβάστε επίσης|קראו גם|פרסומת|citește și|olvassa el)",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"\b(?:views?|reads?|shares?|comments?|likes?|aufrufe|kommentare|vues?|partages?|commentaires?|vistas|visitas|comentarios|visualizações|"
    r"comentários|visualizzazioni|commenti|weergaven|reacties|visningar|kommentarer|wyświetleń|komentarzy|просмотр\w*|коммент\w*|перегляд\w*|"
    r"lượt (?:xem|thích|chia sẻ)|bình luận|dibaca|dilihat|komentar|görüntülenme|okunma|yorum|προβολές)\b"
    r"|阅读|浏览|点击|评论|閱讀|瀏覽|点赞|转发|閲覧|コメント|いいね|조회|댓글|공감|ครั้ง|เข้าชม|ความคิดเห็น|مشاهدة|مشاهدات|تعليق|بازدید|बार देखा|टिप्पणि|বার পড়া|צפיות|תגובות",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"\b(?:last )?(?:updated?|modified|refreshed|now|time|aktualisiert|stand|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt|uppdaterad|opdateret|"
    r"oppdatert|päivitetty|aktualizacja|обновлено|оновлено|diperbarui|güncelleme|güncellendi|cập nhật|lúc|ενημερώθηκε|uhr|ngày)\b"
    r"|更新|最后修改|发布时间|現在|時間|업데이트|수정|อัปเดต|อัพเดต|เวลา|تحديث|آخر تحديث|به‌روزرسانی|अपडेट|আপডেট|עודכן",
    re.IGNORECASE,
)


class Vocabulary(Struct, frozen=True):
    """The words of one language, casefolded."""

    dates: frozenset[str]
    numbers: frozenset[str]
    ago: re.Pattern[str] | None
    negations: frozenset[str]
    negation_within: re.Pattern[str] | None
    no_negation: re.Pattern[str] | None
    titles: tuple[str, ...]  # that stand before a name
    after_name: tuple[str, ...]
    nouns_are_capitals: bool


@lru_cache(maxsize=64)
def vocabulary(language: str | None) -> Vocabulary:
    """The words of a language (BCP 47). Of a language that is not known, the words of all that are long enough to mean one thing."""
    base = (language or "und").partition("-")[0]
    base = {"no": "nb", "tl": "fil"}.get(base, base)
    wanted = {"zh", "zh-Hant"} if base == "zh" else {base, "hr"} if base == "bs" else {base}
    found: dict[str, set[str]] = {"date": set(), "number": set(), "ago": set()}
    known = base in _NEGATIONS or base in _WITHIN
    for of, kind, word in rows("words.tsv"):
        if of in wanted or (not known and len(word) > 4):
            found[kind].add(word)
    ago = [re.escape(pattern).replace(r"\{0\}", r"\d+").replace(r"\ ", r"\s?") for pattern in sorted(found["ago"]) if "{0}" in pattern]
    within = _WITHIN.get(base)
    return Vocabulary(
        dates=frozenset(found["date"]),
        numbers=frozenset(found["number"]),
        ago=re.compile("|".join(ago), re.IGNORECASE) if ago else None,
        negations=frozenset(_NEGATIONS.get(base, "").split()),
        negation_within=re.compile(within[0], re.IGNORECASE) if within else None,
        no_negation=re.compile(within[1]) if within and within[1] else None,
        titles=tuple(_TITLES.get(base, "").split()),
        after_name=tuple(_AFTER_NAME.get(base, "").split()),
        nouns_are_capitals=base in ("de", "lb"),
    )
