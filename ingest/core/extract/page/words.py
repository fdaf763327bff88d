"""Words that news pages print about their articles, in the languages that we have met or can name, each list with what it is for.

Compared casefolded. A list is a hint: where structure alone decides (a citation's colon and URL), no word is needed.
"""

import re

from ingest.core.patterns import lazy


def any_of(*words: str) -> str:
    """A regular expression for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted({word for line in words for word in line.split("|") if word}, key=len, reverse=True))


def listed(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split("|") if word)


# Before a name, a space between: it is who wrote this.
BY = any_of(
    "by|written by|submitted by|reported by|contributed by|authored by|article by|blog by|review by|words and photos "
    "by|photos and story by|"
    "this post was written by|this post is written by|this article was written by|this article is written by|this blog was written by|"
    "this piece was written by|this story was written by|guest post by|guest blog by|a post by|created by|"
    "words by|story by|report by|reporting by|posted by|published by|text by|from our correspondent",
    "von|ein artikel von|geschrieben von|ein beitrag von|ein kommentar von|eine analyse von|ein interview von|ein gastbeitrag von",
    "par|rédigé par|écrit par|publié par|propos recueillis par|por|escrito por|publicado por|reportagem de|texto de|una información de",
    "di|a cura di|scritto da|articolo di|door|geschreven door|av|skrevet av|af|skrevet af|oleh|ditulis oleh|ni|scris de|piše|пише|"
    "γράφει|γράφει ο|γράφει η|γράφουν οι|γράφουν ο",
    "opracował|opracowała|автор|авторы|фото и текст|tác giả|phóng viên|โดย|เขียนโดย|ໂດຍ|ដោយ|بقلم|كتب|كتبت|كتبه|نویسنده|מאת|द्वारा|लेखक",
)
# Before a name, with a colon or a slash: a label.
BY_LABEL = any_of(
    "author|authors|author(s)|contributor|contributors|writer|reporter|editor|correspondent|words|text|autor|autorin|autoren|autora|autores|auteur|auteurs|auteure|autore|"
    "autori|texto|texte|testo|tekst|tekst og foto|"
    "redacción|forfatter|journalist|skribent|kirjoittaja|teksti|opracowanie|oprac|napsal|autor článku|szerző|írta|autor articol|"
    "autorica|napisao|haber|yazan|muhabir|yazar|editör|penulis|laporan|reporter",
    "ავტორი|ავტორები|հեղինակ|autorius|autorė|autors|autore|avtor|avtorica|müəllif|muallif|mwandishi|höfundur|egilea|awdur|"
    "автор|авторы|текст|автор текста|корреспондент|автори|аўтар|συντάκτης|bài|bài và ảnh|thực hiện|tác giả|pv|nhóm pv|"
    "作者|撰文|文|记者|記者|"
    "本报记者|采写|撰稿|著者|執筆|筆者|取材|글|기자|작성자|글쓴이",
    "ผู้เขียน|ผู้สื่อข่าว|เรื่อง|الكاتب|تحرير|إعداد|خبرنگار|تحریر|כתב|लेखक|লেখক|প্রতিবেদক|எழுதியவர்|రచయిత",
)

# Before a name with no more than a blank between, where markup sets the label apart: "Author Jo Doe", "Autorin/Autor Max Muster".
AUTHOR = any_of(
    "author|authors|autor|autorin|autoren|autora|auteur|autrice|auteure|autore|forfatter|författare|penulis|yazar|szerző|kirjoittaja|"
    "autorin/autor|автор|συντάκτης|auctor|written by|this post was written by"
)

# Alone in a cell: the next cell is the title.
TITLE_LABEL = listed(
    "title|subject|headline|titel|betreff|titre|objet|título|asunto|assunto|titolo|oggetto|tytuł|název|cím|заголовок|тема|заглавие|"
    "tiêu đề|judul|tajuk|제목|标题|標題|题名|题目|主旨|件名|タイトル|表題|หัวข้อ|เรื่อง|العنوان|عنوان|כותרת|शीर्षक|विषय|শিরোনাম"
)

# What a byline says where it names nobody.
NOBODY = listed(
    "written by|posted by|reviewed by|medically reviewed by|fact checked by|edited by|about the author|about the authors|meet the author|"
    "author(s)|by:|sponsored|sponsored content|marketing|site administrator|web admin|webadmin|web team|website|cms|editor1|test user|"
    "system|default|demo|superuser|moderator|content|redaktor|administrateur|administrador|amministratore|beheerder|администратор|"
    "운영자|관리자|홍보담당자|담당자|작성자|管理员|管理員|系统管理员|網站管理員|管理者|quản trị viên|quản trị|ban quản trị|ผู้ดูแลระบบ|"
    "phd|ph.d|ph.d.|md|m.d|dds|dvm|msc|bsc|mba|rd|rdn|rn|ms|mph|mpp|jd|esq|cfa|cpa|facep|jr|sr",
    "admin|administrator|publisher|portal|the author|guest post|view in digital edition|"
    "staff|editor|editors|editorial|editorial staff|editorial team|staff writer|staff writers|staff reporter|"
    "staff report|webmaster|web desk|news desk|newsroom|newsdesk|guest|"
    "guest author|contributor|contributors|anonymous|unknown|null|none|undefined|n/a|user|author|authors|online|press|news|redaktion|"
    "die redaktion|redakteur|nachrichten|online-redaktion|"
    "autor|autorin|redaction|rédaction|la rédaction|redacción|redaccion|redazione|la redazione|redação|da redação|redactie|redaktionen|"
    "redakcja|redakce|szerkesztőség|редакция|ред|"
    "biên tập|ban biên tập|tòa soạn|phóng viên|bbt|pv|編集部|编辑|編輯|記者|记者|"
    "본지|기자|관리자|กองบรรณาธิการ|redaksi|tim redaksi|التحرير|هيئة التحرير|"
    "name|tba|test|developer|agency|agencies|agenturen|"
    "by|发布于|未知|佚名|匿名|当前位置|復制链接|复制链接|版权声明|来源|來源|关注|关注我们|转载|原创|首页|分享|"
    "责任|责编|校对|整合|整理|报道|報導|摄影|攝影|综合|编译|翻译|时间|日期|浏览|点击|阅读|字体|字号|打印|收藏|返回|更多|查看更多|"
    "taboola|outbrain|more activity|"
    "read more|follow|share|comments|wp_user|super user|site admin|root|writer|reporter|correspondent|correspondents|agences|"
    "agencias|view profile|see more|more|contact|bio",
)

# After a name in the same line: what begins here is of the page.
AFTER_NAME = any_of(
    "published|updated|posted|last updated|modified|follow|comments|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|"
    "atualizado|pubblicato|aggiornato|опубликовано|обновлено|đăng lúc|đăng ngày|ngày đăng|cập nhật|เมื่อ|เผยแพร่",
)
AFTER_HAN_NAME = any_of(
    "发布时间|发布于|发表于|来源|來源|责任编辑|责任|责编|編集|编辑|更新时间|更新|时间|关注|浏览|阅读|点击|字号|分享|企鹅号"
)

# A name with one of these words is an organisation's.
ORGANISATION = lazy(
    r"\b(?:news|press|presse|prensa|agency|agentur|agence|agencia|agenzia|redaktion|redacción|redazione|rédaction|redactie|staff|team|"
    r"desk|media|online|magazine|zeitung|times|post|"
    r"ministry|ministère|ministerium|ministerio|ministero|ministério|departement|département|departamento|dipartimento|"
    r"direktion|direction|amt|office|department|bureau|government|council|commission|committee|university|institute|"
    r"institut|instituto|istituto|instytut|authority|secretariat|directorate|inspectorate|federation|society|school|college|"
    r"academy|laboratory|museum|library|hospital|police|"
    r"\w*(?:ministerium|bundesamt|landesamt|behörde|verwaltung|verband|agentur|anstalt|kammer|gesellschaft|direktion|zentrale|"
    r"pressestelle)|"
    r"\w*(?:departementet|direktoratet|myndigheten|styrelsen|verket|tilsynet|kommune|kommun|virasto|ministeriö|laitos)|"
    r"préfecture|mairie|ayuntamiento|alcaldía|gobierno|gobernación|secretaría|secretaria|prefeitura|governo|ministério|comune|regione|"
    r"gemeente|ministerie|rijks\w+|ministerstwo|urząd|ministerstvo|úřad|úrad|ministerul|primăria|minisztérium|hivatal|bakanlığı|"
    r"müdürlüğü|belediyesi|valiliği|kementerian|jabatan|dinas|badan|pemerintah|υπουργείο|περιφέρεια|δήμος|"
    r"комитет|управление|департамент|служба|министерства|міністерство|управління|администрация|правительство|агенция|"
    r"foundation|association|union|bank|group|gmbh|inc|ltd|llc|"
    r"company|corporation|network|radio|tv|television|channel|newspaper|journal|editors?|editorial|service|services|centre|center|"
    r"party|club|board|admin|studio|ediciones|diario|periódico|grupo|"
    r"министерство|редакция|агентство|пресс-служба|новости)\b"
    r"|\b(?:bộ|sở|ủy ban|uỷ ban|ban|báo|đài|cục|vụ|tổng cục|văn phòng|thông tấn xã|ttxvn|chính phủ|hội|cổng thông tin)\s"
    r"|(?:报|報|卫视|電視台|电视台|频道|頻道|周刊|週刊|杂志|雜誌|客户端)\s*$|新闻|新聞|通讯社|通訊社|日报|日報|编辑部|編集部|委员会|委員會|政府|社|网|網|[\u4e00-\u9fff](?:省|庁|廳|厅|局|署|部|处|處|办公室|辦公室|研究所|研究院|协会|協會|协会|大学|大學|医院|学院)\s*$|"
    r"[\uac00-\ud7af]{2,}(?:부|청|처|위원회|공단|공사|협회|재단|연구원|도청|시청|군청|구청|센터|대학교?|대변인실|홍보실|담당관실?)\s*$|[가-힣]{2,}과\s*$|"
    r"뉴스|신문|일보|통신|กระทรวง|กรม|สำนัก|وكالة|وزارة|صحيفة|हिन्दुस्तान|भास्कर"
    r"|\.(?:com|de|net|org|fr|vn|at|ch|it|es|co|uk|ru|tv|info)\b",
    re.IGNORECASE,
)
# Organisations that are named for what they care for, one thing after another: an "and" in such a name parts no persons.
OF_SUBJECTS = lazy(
    r"\A\W*(?:the |la |le |el |il |o |a )?(?:\w+ ){0,3}?(?:ministry|department|directorate|secretariat|committee|commission|"
    r"council|office|bureau|institute|agency|"
    r"authority|board|federation|institut|instituto|istituto|instytut|ministère|ministerio|ministero|ministério|"
    r"\w*ministerium|\w*bundesamt|"
    r"\w*landesamt|\w*amt|\w*behörde|direction|dirección|direzione|direção|secretaría|secretaria|departamento|dipartimento|"
    r"département|comisión|"
    r"commissie|commissione|comissão|ministerie|ministerstwo|urząd|ministerstvo|úřad|ministerul|minisztérium|\w*departementet|"
    r"\w*direktoratet|"
    r"\w*myndigheten|\w*styrelsen|bakanlığı|kementerian|dinas|badan|bộ|sở|министерство|міністерство|комитет|департамент|"
    r"управление|служба|υπουργείο)\b",
    re.IGNORECASE,
)
AGENCIES = listed(
    "ap|afp|dpa|apa|sda|ats|ansa|efe|reuters|tass|ria|interfax|xinhua|新华社|新華社|kyodo|共同|時事|yonhap|연합뉴스|antara|bernama|pti|ani|ians|aap|"
    "pa|pap|ctk|čtk|mti|ntb|ritzau|tt|stt|belga|anp|"
    "pib|lusa|anadolu|aa|irna|wam|spa|mena|tnq|vna|ttxvn|vov|vtv|vgp|sid|kna|epd|upi|cna|中央社|中新社|中新网|人民网|notimex|télam|telam|"
    "ritzau|lpa|bns|elta|leta|agerpres|tanjug|hina|sta|bta|ukrinform|belta"
)

# Words of which one makes a line of capitalised words a subject or a kind of text, and no person's name.
SUBJECT = listed(
    "press|release|releases|media|news|notice|notices|public|statement|speech|report|reports|article|articles|blog|opinion|politics|business|"
    "sport|sports|health|culture|science|technology|world|local|national|international|latest|breaking|update|updates|read|min|share|guide|"
    "guides|tips|resources|industry|insights|marketing|data|security|research|education|events|event|story|stories|feature|features|the|your|"
    "our|how|new|best|top|home|about|contact|city|county|state|department|services|products|case|study|studies|reviews|review|real|estate|"
    "activity|facebook|twitter|instagram|youtube|whatsapp|linkedin|comments|menu|search|"
    "ort|datum|stand|lieu|lugar|luogo|place|sted|plats|paikka|miejsce|miasto|místo|hely|мест|место|"
    "publié|publicado|pubblicato|veröffentlicht|private|album|genre|page|"
    "presse|pressemitteilung|mitteilung|nachrichten|aktuelles|comunicado|comunicato|communiqué|prensa|stampa|imprensa|noticias|notícias|"
    "actualités|actualité|aviso|avis|nota|sala|salle|centro|centre|center|government|policy|law|finance|food|travel|life|style|art|arts|music"
)

# After a name: what somebody is, not who.
ROLE = lazy(
    r"\b(?:editor|reporter|correspondent|journalist|writer|columnist|analyst|producer|director|contributor|fellow|professor|chief|"
    r"senior|deputy|bureau|special|political|head|founder|co-founder|ceo|president|reviewer|lead|researched|reviewed|"
    r"redakteur|redakteurin|reporterin|korrespondent|korrespondentin|volontär|volontärin|journaliste|rédacteur|rédactrice|"
    r"correspondant|correspondante|periodista|corresponsal|"
    r"redactor|redactora|giornalista|inviato|jornalista|repórter|journaliste|dziennikarz|редактор|корреспондент|журналист|обозреватель|"
    r"phóng viên|cộng tác viên|writes|columnista|ressort\w*|leiter\w*|chef\w*)\b",
    re.IGNORECASE,
)

# Before the origin that a page names: "Source: https://...". A hint; a colon and a URL at the end of a text need no label.
SOURCE = any_of(
    "source|sources|original source|source link|original article|original|originally published at|"
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

# What pages say that stand in an article's place. Looked for in titles and headings, and in the text of pages that have little of it;
# an article may well be about any of these.
NOT_FOUND = listed(
    "404|page not found|page can't be found|page cannot be found|page could not be found|page doesn't exist|"
    "page does not exist|no longer available|article not found|content not found|not found|page unavailable|"
    "page you requested|page you are looking for|page you were looking for|nothing found|oops|"
    "seite nicht gefunden|seite wurde nicht gefunden|nicht gefunden|nicht mehr verfügbar|seite existiert nicht|"
    "page introuvable|page non trouvée|introuvable|n'existe pas|n’existe plus|n'existe plus|página no encontrada|no encontrada|"
    "no se encuentra|no existe|"
    "página não encontrada|não encontrada|não foi encontrada|pagina non trovata|non trovata|pagina niet gevonden|niet gevonden|"
    "sidan hittades inte|hittades inte|siden ble ikke funnet|siden findes ikke|ikke funnet|sivua ei löytynyt|nie znaleziono|"
    "strona nie istnieje|stránka nenalezena|stránka nebyla nalezena|"
    "nem található|pagina nu a fost găsită|sayfa bulunamadı|страница не найдена|не найдена|не существует|сторінку не знайдено|"
    "не знайдено|страницата не е намерена|σελίδα δεν βρέθηκε|không tìm thấy|không tồn tại|đã bị xóa|halaman tidak ditemukan|"
    "tidak ditemukan|halaman tidak wujud|"
    "页面不存在|页面未找到|找不到|无法找到|已删除|頁面不存在|找不到頁面|ページが見つかりません|見つかりません|"
    "お探しのページ|페이지를 찾을 수 없|찾을 수 없습니다|존재하지 않|삭제된|ไม่พบหน้า|ไม่พบ|"
    "الصفحة غير موجودة|غير موجودة|لم يتم العثور|صفحه یافت نشد|یافت نشد|הדף לא נמצא|पृष्ठ नहीं मिला|নট ফাউন্ড"
)
SIGN_IN = listed(
    "log in|login|sign in|sign in to continue|log in to continue|subscribe to continue|please log in|members only|"
    "register to read|create an account|anmelden|einloggen|melden sie sich an|se connecter|connexion|connectez-vous|"
    "identifiez-vous|iniciar sesión|inicia sesión|"
    "entrar|faça login|fazer login|accedi|inloggen|logga in|logg inn|log ind|kirjaudu|zaloguj|přihlásit|prihlásiť|"
    "bejelentkezés|autentificare|giriş yap|вход|войти|войдите|увійти|вхід|σύνδεση|đăng nhập|masuk|log masuk|登录|登入|ログイン|로그인|"
    "เข้าสู่ระบบ|تسجيل الدخول|ورود|התחברות|लॉग इन"
)
CONSENT = listed(
    "before you continue|we value your privacy|your privacy choices|we use cookies|cookie consent|accept cookies|"
    "accept all cookies|manage cookies|consent|cookie settings|"
    "bevor sie fortfahren|zustimmung|einwilligung|mit werbung weiterlesen|mit werbung und tracking|cookies akzeptieren|"
    "datenschutzeinstellungen|avant de continuer|nous utilisons des cookies|accepter les cookies|gérer vos choix|"
    "antes de continuar|utilizamos cookies|"
    "aceptar cookies|aceitar cookies|prima di continuare|utilizziamo i cookie|accetta i cookie|voordat je verdergaat|"
    "cookies accepteren|wij gebruiken cookies|innan du fortsätter|vi använder cookies|zgoda|używamy plików cookie|"
    "zanim przejdziesz|používáme cookies|мы используем cookie|"
    "chấp nhận cookie|sử dụng cookie|同意|使用cookie|クッキー|쿠키|คุกกี้|ملفات تعريف الارتباط"
)
ROBOT = listed(
    "just a moment|attention required|checking your browser|checking if the site connection is secure|verify you are human|"
    "verifying you are human|are you a robot|are you human|not a robot|i'm not a robot|human verification|security check|"
    "security verification|"
    "pardon our interruption|please verify|access denied|access to this page has been denied|request blocked|unusual traffic|"
    "ddos protection|ddos-guard|bot verification|one more step|please wait while we verify|please enable cookies|"
    "making sure you're not a bot|you have been blocked|"
    "request unsuccessful|sind sie ein mensch|sicherheitsüberprüfung|zugriff verweigert|vérification de sécurité|"
    "êtes-vous un robot|accès refusé|comprobación de seguridad|acceso denegado|no soy un robot|verificação de segurança|"
    "acesso negado|accesso negato|"
    "я не робот|вы не робот|проверка браузера|доступ запрещен|доступ ограничен|xác minh bạn|không phải là robot|"
    "kiểm tra bảo mật|truy cập bị từ chối|安全验证|人机验证|验证码|访问被拒绝|"
    "請完成驗證|ロボットではありません|アクセスが拒否|로봇이 아닙니다|접근이 거부|ตรวจสอบความปลอดภัย|"
    "تحقق من أنك إنسان"
)
NOT_HERE = listed(
    "not available in your country|not available in your region|not available in your location|unavailable in your country|"
    "unavailable in your region|unavailable for legal reasons|not available in the european|"
    "unavailable to visitors from the european|due to gdpr|european economic area|from your country|"
    "in your country or region|geo-blocked|geoblocked|in ihrem land nicht verfügbar|in deinem land nicht verfügbar|"
    "in ihrer region nicht|pas disponible dans votre pays|pas disponible dans votre région|no está disponible en su país|"
    "no está disponible en tu país|não está disponível no seu país|non è disponibile nel tuo paese|"
    "niet beschikbaar in uw land|недоступен в вашей стране|недоступно в вашем регионе|không khả dụng ở quốc gia|"
    "không khả dụng tại khu vực|khu vực của bạn|您所在的地区|您所在的国家|お住まいの地域|해당 지역에서|해당 국가에서|غير متاح في بلدك"
)
MAINTENANCE = listed(
    "server error in '/' application|runtime error|sorry, something went wrong|something went wrong|fatal error:|uncaught exception|"
    "welcome to nginx|apache2 ubuntu default page|apache2 debian default page|test page for the|iis windows server|index of /|"
    "account suspended|account has been suspended|domain is parked|"
    "under maintenance|down for maintenance|scheduled maintenance|site maintenance|maintenance mode|temporarily unavailable|"
    "service unavailable|be right back|we'll be back|back soon|internal server error|bad gateway|database error|"
    "error establishing a database connection|wartungsarbeiten|wartungsmodus|"
    "en maintenance|maintenance en cours|en mantenimiento|em manutenção|in manutenzione|onderhoud|underhåll|vedlikehold|"
    "przerwa techniczna|údržba|техническое обслуживание|технические работы|технічні роботи|đang bảo trì|bảo trì hệ thống|"
    "sedang dalam perbaikan|维护中|系统维护|維護中|メンテナンス中|점검 중|ปิดปรับปรุง|تحت الصيانة|قيد الصيانة"
)
NEEDS_SCRIPTS = listed(
    "enable javascript|javascript is disabled|requires javascript|need to enable javascript|turn on javascript|"
    "without javascript|javascript aktivieren|javascript deaktiviert|activer javascript|activez javascript|habilite javascript|"
    "habilitar javascript|active javascript|ative o javascript|abilita javascript|javascript inschakelen|"
    "включите javascript|увімкніть javascript|bật javascript|javascriptを有効|启用javascript|啟用javascript|javascript를|"
    "เปิดใช้งาน javascript|تفعيل javascript|aktifkan javascript|javascript'i etkinleştir"
)
