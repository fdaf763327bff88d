# ruff: noqa: E501  (headlines are read whole)
"""More words for list layouts, in languages that `list_words` has not; all invented."""

from list_words import Words

TR = Words(
    "tr",
    (
        "Liman köprüsü ilkbahara kadar trafiğe kapatıldı", "Bakan Doğankent'te yeni okulu açtı", "2026 Bütçesi",
        "Aşağı Derecik boyunca sel uyarısı kaldırıldı", "Balıkçı tekneleri için yeni yönetmelik yürürlükte", "Valinin liman ücretleri açıklaması",
        "Demiryolu grevi gece görüşmeleriyle sona erdi", "Kıyı illerinde istihdam artmaya devam ediyor",
    ),
    ("Gündem", "Ekonomi", "Kültür", "Spor", "Bölgeler"),
    ("Eski kanal boyunca on yürüyüş", "Vapur tarifesi nasıl hazırlanır"),
    ("Bu sitenin erişilebilirlik beyanı", "Bilgi edinme başvuruları ve yanıtlar", "Kullanım koşulları ve gizlilik"),
    "Devamı", "Müdürlük salı günü yaptığı açıklamada işlerin öngörülenden uzun süreceğini ve biraz daha ucuza çıkacağını belirtti.",
    ("Kasım", "Aralık"),
)  # fmt: skip
PT = Words(
    "pt",
    (
        "Ponte do porto fecha até à primavera", "Orçamento 2026", "Ministra inaugura escola em Vale do Leste",
        "Levantado o aviso de cheias no baixo Tarno", "Câmara aprova limite das rendas", "Discurso do governador sobre taxas portuárias",
        "Greve dos comboios desconvocada de madrugada", "Novas regras para barcos de pesca entram em vigor",
    ),
    ("Política", "Economia", "Cultura", "Desporto", "Regiões"),
    ("Dez passeios junto ao velho canal", "Como se faz o horário do barco"),
    ("Declaração de acessibilidade deste sítio", "Pedidos de informação e respostas", "Termos de utilização e privacidade"),
    "Saiba mais", "O departamento disse na terça-feira que as obras vão demorar mais do que o previsto e custar um pouco menos.",
    ("novembro", "dezembro"),
)  # fmt: skip
PL = Words(
    "pl",
    (
        "Most portowy zamknięty do wiosny", "Minister otworzył nową szkołę we Wschodniej Dolinie", "Budżet 2026",
        "Odwołano alarm powodziowy nad dolną Tarną", "Rada przegłosowała limit czynszów", "Oświadczenie wojewody w sprawie opłat",
        "Strajk kolejarzy odwołany po nocnych rozmowach", "Nowe przepisy dla łodzi rybackich weszły w życie",
    ),
    ("Polityka", "Gospodarka", "Kultura", "Sport", "Regiony"),
    ("Dziesięć spacerów wzdłuż starego kanału", "Jak powstaje rozkład promu"),
    ("Deklaracja dostępności tej strony", "Wnioski o informację i odpowiedzi", "Regulamin i polityka prywatności"),
    "Czytaj więcej", "Urząd poinformował we wtorek, że prace potrwają dłużej niż planowano i będą kosztować nieco mniej.",
    ("listopada", "grudnia"),
)  # fmt: skip
EL = Words(
    "el",
    (
        "Κλείνει ως την άνοιξη η γέφυρα του λιμανιού", "Προϋπολογισμός 2026", "Η υπουργός εγκαινίασε νέο σχολείο στην Ανατολή",
        "Άρθηκε η προειδοποίηση πλημμύρας στον κάτω Τάρνο", "Το συμβούλιο ψήφισε πλαφόν στα ενοίκια", "Δήλωση του περιφερειάρχη για τα τέλη",
        "Αναστέλλεται η απεργία των τρένων", "Σε ισχύ οι νέοι κανόνες για τα αλιευτικά",
    ),
    ("Πολιτική", "Οικονομία", "Πολιτισμός", "Αθλητισμός", "Περιφέρειες"),
    ("Δέκα περίπατοι δίπλα στο παλιό κανάλι", "Πώς φτιάχνεται το δρομολόγιο του πλοίου"),
    ("Δήλωση προσβασιμότητας του ιστοτόπου", "Αιτήματα πληροφόρησης και απαντήσεις", "Όροι χρήσης και απόρρητο"),
    "Περισσότερα", "Η υπηρεσία ανακοίνωσε την Τρίτη ότι τα έργα θα διαρκέσουν περισσότερο και θα κοστίσουν λίγο λιγότερο.",
    ("Νοεμβρίου", "Δεκεμβρίου"),
)  # fmt: skip
HI = Words(
    "hi",
    (
        "बंदरगाह का पुल वसंत तक बंद रहेगा", "मंत्री ने पूर्वी घाटी में नए विद्यालय का उद्घाटन किया", "बजट 2026",
        "निचली तारना नदी पर बाढ़ की चेतावनी हटी", "परिषद ने किराए की सीमा पर मतदान किया", "बंदरगाह शुल्क पर राज्यपाल का वक्तव्य",
        "देर रात की वार्ता के बाद रेल हड़ताल समाप्त", "मछली पकड़ने वाली नावों के नए नियम लागू",
    ),
    ("राजनीति", "अर्थव्यवस्था", "संस्कृति", "खेल", "क्षेत्र"),
    ("पुरानी नहर के किनारे दस सैर", "नौका की समय सारणी कैसे बनती है"),
    ("इस वेबसाइट का सुगम्यता कथन", "सूचना के अनुरोध और उत्तर", "उपयोग की शर्तें और गोपनीयता"),
    "और पढ़ें", "विभाग ने मंगलवार को कहा कि काम योजना से अधिक समय लेगा और लागत थोड़ी कम होगी।",
    ("नवंबर", "दिसंबर"),
)  # fmt: skip
ID = Words(
    "id",
    (
        "Jembatan pelabuhan ditutup hingga musim semi", "Menteri meresmikan sekolah baru di Lembah Timur", "APBN 2026",
        "Peringatan banjir di hilir Tarna dicabut", "Dewan menyetujui batas sewa rumah", "Pernyataan gubernur tentang biaya pelabuhan",
        "Mogok kereta dibatalkan setelah perundingan malam", "Aturan baru bagi kapal nelayan mulai berlaku",
    ),
    ("Politik", "Ekonomi", "Budaya", "Olahraga", "Daerah"),
    ("Sepuluh jalan kaki di tepi kanal tua", "Bagaimana jadwal feri disusun"),
    ("Pernyataan aksesibilitas situs ini", "Permohonan informasi dan jawabannya", "Ketentuan penggunaan dan privasi"),
    "Selengkapnya", "Dinas itu mengatakan pada hari Selasa bahwa pekerjaan akan lebih lama dari rencana dan sedikit lebih murah.",
    ("November", "Desember"),
)  # fmt: skip
UK = Words(
    "uk",
    (
        "Портовий міст закрито до весни", "Бюджет 2026", "Міністр відкрив нову школу у Східній долині",
        "Скасовано попередження про повінь на нижній Тарні", "Рада проголосувала за межу оренди", "Заява губернатора про портові збори",
        "Страйк залізничників скасовано після нічних переговорів", "Набули чинності нові правила для риболовецьких суден",
    ),
    ("Політика", "Економіка", "Культура", "Спорт", "Регіони"),
    ("Десять прогулянок уздовж старого каналу", "Як складають розклад порома"),
    ("Заява про доступність цього сайту", "Запити на інформацію та відповіді", "Умови користування і приватність"),
    "Детальніше", "Відомство повідомило у вівторок, що роботи триватимуть довше, ніж планували, і коштуватимуть трохи менше.",
    ("листопада", "грудня"),
)  # fmt: skip
NL = Words(
    "nl",
    (
        "Havenbrug dicht tot het voorjaar", "Begroting 2026", "Minister opent nieuwe school in Oosterdal",
        "Hoogwaterwaarschuwing langs de beneden-Tarn ingetrokken", "Raad stemt voor maximale huur", "Verklaring van de gouverneur over havengelden",
        "Spoorstaking afgeblazen na nachtelijk overleg", "Nieuwe regels voor vissersboten van kracht",
    ),
    ("Politiek", "Economie", "Cultuur", "Sport", "Regio's"),
    ("Tien wandelingen langs het oude kanaal", "Hoe de dienstregeling van de pont ontstaat"),
    ("Toegankelijkheidsverklaring van deze website", "Verzoeken om informatie en antwoorden", "Gebruiksvoorwaarden en privacy"),
    "Lees meer", "De dienst meldde dinsdag dat het werk langer duurt dan gepland en iets minder kost.",
    ("november", "december"),
)  # fmt: skip
HU = Words(
    "hu",
    (
        "Tavaszig lezárják a kikötői hidat", "Költségvetés 2026", "A miniszter új iskolát avatott Keletvölgyben",
        "Megszűnt az árvízi készültség az alsó Tarnán", "A tanács megszavazta a lakbérplafont", "A kormányzó nyilatkozata a kikötői díjakról",
        "Éjszakai egyeztetés után elmarad a vasutassztrájk", "Hatályba léptek a halászhajók új szabályai",
    ),
    ("Politika", "Gazdaság", "Kultúra", "Sport", "Régiók"),
    ("Tíz séta a régi csatorna mentén", "Hogyan készül a komp menetrendje"),
    ("A honlap akadálymentesítési nyilatkozata", "Adatigénylések és válaszok", "Felhasználási feltételek és adatvédelem"),
    "Tovább", "A hivatal kedden közölte, hogy a munkák a tervezettnél tovább tartanak, és valamivel kevesebbe kerülnek.",
    ("november", "december"),
)  # fmt: skip
FA = Words(
    "fa",
    (
        "پل بندر تا بهار بسته می‌ماند", "بودجه ۱۴۰۵", "وزیر مدرسه تازه‌ای را در دره شرقی گشود",
        "هشدار سیل در پایین‌دست تارنا لغو شد", "شورا به سقف اجاره رأی داد", "بیانیه استاندار درباره عوارض بندر",
        "اعتصاب راه‌آهن پس از گفتگوهای شبانه لغو شد", "مقررات تازه قایق‌های ماهیگیری اجرایی شد",
    ),
    ("سیاست", "اقتصاد", "فرهنگ", "ورزش", "استان‌ها"),
    ("ده پیاده‌روی کنار کانال کهنه", "برنامه کشتی چگونه نوشته می‌شود"),
    ("بیانیه دسترس‌پذیری این وبگاه", "درخواست‌های اطلاعات و پاسخ‌ها", "شرایط استفاده و حریم خصوصی"),
    "ادامه مطلب", "اداره روز سه‌شنبه گفت که کارها بیش از برنامه طول می‌کشد و اندکی ارزان‌تر تمام می‌شود.",
    ("آذر", "دی"),
)  # fmt: skip
