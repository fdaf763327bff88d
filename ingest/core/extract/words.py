"""Words that news pages print about their articles, in the languages that we have met or can name, each list with what it is for.

Compared casefolded. A list is a hint: where structure alone decides (a citation's colon and URL), no word is needed.
"""

import re


def any_of(*words: str) -> str:
    """A regular expression for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted({word for line in words for word in line}, key=len, reverse=True))


def listed(lines: str) -> frozenset[str]:
    return frozenset(lines)


# Before a name, a space between: it is who wrote this.
BY = any_of(
    "by|written by|words by|story by|report by|reporting by|posted by|published by|text by|from our correspondent",
    "von|ein artikel von|geschrieben von|ein beitrag von|ein kommentar von|eine analyse von|ein interview von|ein gastbeitrag von",
    "par|rédigé par|écrit par|publié par|propos recueillis par|por|escrito por|publicado por|reportagem de|texto de|una información de",
    "di|a cura di|scritto da|articolo di|door|geschreven door|av|skrevet av|af|skrevet af|oleh|ditulis oleh|ni|scris de|piše|пише|"
    "γράφει|γράφουν ο",
    "автор|авторы|фото и текст|tác giả|phóng viên|โดย|เขียนโดย|ໂດຍ|ដោយ|بقلم|كتب|كتبت|كتبه|نویسنده|מאת|द्वारा|लेखक",
)
# Before a name, with a colon or a slash: a label.
BY_LABEL = any_of(
    "author|authors|writer|reporter|editor|correspondent|words|text|autor|autorin|autoren|autora|autores|auteur|auteurs|auteure|autore|"
    "autori|texto|texte|testo|tekst|tekst og foto|"
    "redacción|forfatter|journalist|skribent|kirjoittaja|teksti|opracowanie|oprac|napsal|autor článku|szerző|írta|autor articol|"
    "autorica|napisao|haber|yazan|muhabir|yazar|editör|penulis|laporan|reporter",
    "автор|авторы|текст|автор текста|корреспондент|автори|аўтар|συντάκτης|bài|bài và ảnh|thực hiện|tác giả|pv|nhóm pv|"
    "作者|撰文|文|记者|記者|"
    "本报记者|采写|撰稿|責任編集|责任编辑|責任編輯|编辑|編輯|著者|執筆|筆者|取材|글|기자|작성자|글쓴이",
    "ผู้เขียน|เรื่อง|الكاتب|تحرير|إعداد|خبرنگار|تحریر|כתב|लेखक|লেখক|প্রতিবেদক|எழுதியவர்|రచయిత",
)

# What a byline says where it names nobody.
NOBODY = listed(
    "admin|administrator|staff|editor|editors|editorial|editorial staff|editorial team|staff writer|staff writers|staff reporter|"
    "staff report|webmaster|web desk|news desk|newsroom|newsdesk|guest|"
    "guest author|contributor|contributors|anonymous|unknown|null|none|undefined|n/a|user|author|authors|online|press|news|redaktion|"
    "die redaktion|redakteur|nachrichten|online-redaktion|"
    "autor|autorin|redaction|rédaction|la rédaction|redacción|redaccion|redazione|la redazione|redação|da redação|redactie|redaktionen|"
    "redakcja|redakce|szerkesztőség|редакция|ред|"
    "biên tập|ban biên tập|tòa soạn|phóng viên|bbt|pv|編集部|编辑|編輯|記者|记者|"
    "본지|기자|관리자|กองบรรณาธิการ|redaksi|tim redaksi|التحرير|هيئة التحرير|"
    "name|tba|test|developer|agency|agencies|agenturen|"
    "read more|follow|share|comments|wp_user|super user|site admin|root|writer|reporter|correspondent|correspondents|agences|"
    "agencias|view profile|see more|more|contact|bio"
)

# A name with one of these words is an organisation's.
ORGANISATION = re.compile(
    r"\b(?:news|press|presse|prensa|agency|agentur|agence|agencia|agenzia|redaktion|redacción|redazione|rédaction|redactie|staff|team|"
    r"desk|media|online|magazine|zeitung|times|post|"
    r"ministry|ministère|ministerium|ministerio|office|department|bureau|government|council|commission|committee|university|institute|"
    r"foundation|association|union|bank|group|gmbh|inc|ltd|llc|"
    r"company|corporation|network|radio|tv|television|channel|newspaper|journal|editors?|editorial|service|services|centre|center|"
    r"party|club|board|admin|studio|"
    r"министерство|редакция|агентство|пресс-служба|новости)\b"
    r"|\b(?:bộ|sở|ủy ban|uỷ ban|ban|báo|đài|cục|vụ|tổng cục|văn phòng|thông tấn xã|ttxvn|chính phủ|hội|cổng thông tin)\s"
    r"|新闻|新聞|通讯社|通訊社|日报|日報|编辑部|編集部|委员会|委員會|政府|社|网|網|뉴스|신문|일보|통신|กระทรวง|กรม|สำนัก|وكالة|وزارة|صحيفة|हिन्दुस्तान|भास्कर"
    r"|\.(?:com|de|net|org|fr|vn|at|ch|it|es|co|uk|ru|tv|info)\b",
    re.IGNORECASE,
)
AGENCIES = listed(
    "ap|afp|dpa|apa|sda|ats|ansa|efe|reuters|tass|ria|interfax|xinhua|新华社|新華社|kyodo|共同|時事|yonhap|연합뉴스|antara|bernama|pti|ani|ians|aap|"
    "pa|pap|ctk|čtk|mti|ntb|ritzau|tt|stt|belga|anp|"
    "lusa|anadolu|aa|irna|wam|spa|mena|tnq|vna|ttxvn|vov|vtv|vgp|sid|kna|epd|upi|cna|中央社|中新社|中新网|人民网|notimex|télam|telam|"
    "ritzau|lpa|bns|elta|leta|agerpres|tanjug|hina|sta|bta|ukrinform|belta"
)

# After a name: what somebody is, not who.
ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|journalist|writer|columnist|analyst|producer|director|contributor|fellow|professor|chief|"
    r"senior|deputy|bureau|special|political|"
    r"redakteur|redakteurin|reporterin|korrespondent|korrespondentin|volontär|volontärin|journaliste|rédacteur|rédactrice|"
    r"correspondant|correspondante|periodista|corresponsal|"
    r"redactor|redactora|giornalista|inviato|jornalista|repórter|journaliste|dziennikarz|редактор|корреспондент|журналист|обозреватель|"
    r"phóng viên|cộng tác viên|writes|columnista|ressort\w*|leiter\w*|chef\w*)\b",
    re.IGNORECASE,
)

# Before the origin that a page names: "Source: https://...". A hint; a colon and a URL at the end of a text need no label.
SOURCE = any_of(
    "source|sources|original source|source link|original article|original|via|credit|from|originally published at|"
    "originally published in|this article first appeared on|source url",
    "quelle|quellen|ursprünglich erschienen|fuente|fuentes|fonte|fonti|fontes|bron|bronnen|källa|källor|kilde|kilder|kjelde|lähde|"
    "lähteet|allikas|avots|šaltinis|źródło|źródła|zdroj|vir|izvor|forrás|sursa|sursă|burimi",
    "kaynak|mənbə|manba|источник|источники|первоисточник|по материалам|джерело|крыніца|източник|извор|дереккөз|πηγή|πηγές|nguồn|"
    "nguồn tin|theo nguồn|link gốc|bài gốc|sumber|sumber berita|sumber asli|pinagmulan|pinagkunan|chanzo",
    "来源|來源|消息来源|新闻来源|文章来源|稿源|资料来源|转自|轉自|原文|原文链接|出典|ソース|情報源|引用元|元記事|출처|원천|소스|원문|ที่มา|แหล่งที่มา|แหล่งข่าว|ແຫຼ່ງ|ແຫຼ່ງຂໍ້ມູນ|ແຫຼ່ງຂ່າວ|"
    "ប្រភព|ရင်းမြစ်",
    "المصدر|مصدر|المصادر|منبع|ماخذ|سرچشمه|מקור|स्रोत|स्त्रोत|सोर्स|উৎস|সূত্র|மூலம்|ஆதாரம்|మూలం|წყარო|աղբյուր",
)
# Labels before a colon and a URL that are no origin: where to look, call or write.
NO_SOURCE = any_of(
    "website|web|site|sitio web|webseite|homepage|trang web|url|link|links|liên kết|facebook|fanpage|twitter|youtube|instagram|tiktok|"
    "zalo|telegram|whatsapp|linkedin|email|e-mail|mail|tel|phone|hotline|fax|contact|"
    "address|địa chỉ|điện thoại|read more|see also|xem thêm|more|video|photo|photos|foto|ảnh|map|register|registration|đăng ký|"
    "livestream|watch|listen|podcast|download|tải về|rss|doi|isbn|tickets|apply|网址|官网|ホームページ|홈페이지"
)
# Inside a sentence: whose account it is. The name follows, with a capital.
ACCORDING = any_of(
    "according to|as reported by|as reported in|selon|d'après|d’après|laut|nach angaben von|según|segundo|de acordo com|secondo|volgens",
    "enligt|ifølge|podle|według|theo|dẫn nguồn|menurut|dilansir|mengutip|как сообщает|сообщает|по данным|за даними",
)
