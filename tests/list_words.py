# ruff: noqa: E501  (markup and headlines are read whole)
"""What the list layouts are filled with: headlines, sections and phrases of a newsroom or ministry in twelve languages, all invented."""

from typing import NamedTuple


class Words(NamedTuple):
    """`headlines` are of different lengths, one of them very short. `more` is what a link to the whole text says."""

    language: str
    headlines: tuple[str, ...]
    sections: tuple[str, ...]
    popular: tuple[str, ...]  # of a box beside the list
    legal: tuple[str, ...]  # of the footer
    more: str
    summary: str
    months: tuple[str, ...]  # November and December, as a date has them


EN = Words(
    "en",
    (
        "Harbour bridge closes for repairs until spring", "Budget 2026", "Minister opens new school in Eastvale",
        "Flood warning lifted along the lower Tarn", "Council votes on rent cap", "Statement by the governor on port fees",
        "Rail strike called off after late talks", "New rules for fishing boats come into force",
    ),
    ("Politics", "Economy", "Culture", "Sport", "Regions"),
    ("Ten walks along the old canal wall", "How the ferry timetable is made"),
    ("Accessibility statement of this website", "Freedom of information requests and replies", "Terms of use and privacy notice"),
    "Read more", "The department said on Tuesday that the work would take longer than planned and cost a little less.",
    ("November", "December"),
)  # fmt: skip
FR = Words(
    "fr",
    (
        "Le conseil adopte le plan de rénovation des écoles", "Sécheresse : le préfet lève les restrictions",
        "Discours de la ministre devant les maires", "Un nouveau pont sur la Lirelle en 2028", "Vœux du gouverneur",
        "La récolte de pommes en baisse de dix pour cent", "Inondations : premières aides versées aux communes",
        "Ouverture du musée de la navigation à Port-Lay",
    ),
    ("Politique", "Économie", "Culture", "Sports", "Régions"),
    ("Dix promenades le long du vieux canal", "Comment se fait l'horaire du bac"),
    ("Déclaration d'accessibilité du site internet", "Mentions légales et protection des données", "Plan du site et contact"),
    "Lire la suite", "Le service a indiqué mardi que les travaux dureraient plus longtemps que prévu et coûteraient un peu moins.",
    ("novembre", "décembre"),
)  # fmt: skip
DE = Words(
    "de",
    (
        "Landtag beschließt neues Wassergesetz", "Hafenbrücke bis zum Frühjahr gesperrt", "Rede der Ministerin vor dem Gemeindetag",
        "Haushalt 2026", "Zahl der Ausbildungsplätze gestiegen", "Grenzübergang Altmark wieder geöffnet",
        "Verordnung über Fischerboote tritt in Kraft", "Hochwasser an der Lauter geht zurück",
    ),
    ("Politik", "Wirtschaft", "Kultur", "Sport", "Regionen"),
    ("Zehn Wege am alten Kanal entlang", "So entsteht der Fahrplan der Fähre"),
    ("Erklärung zur Barrierefreiheit dieser Website", "Impressum und Datenschutzerklärung", "Nutzungsbedingungen und Kontakt"),
    "Weiterlesen", "Das Amt teilte am Dienstag mit, dass die Arbeiten länger dauern und etwas weniger kosten als geplant.",
    ("November", "Dezember"),
)  # fmt: skip
ES = Words(
    "es",
    (
        "El puente del puerto cierra hasta la primavera", "Aprobado el plan de vivienda rural", "Discurso de la consejera en Villalba",
        "Presupuesto 2026", "Baja el paro en la costa norte", "Nuevas becas para estudiantes de náutica",
        "El tren de la sierra vuelve a circular", "Aviso por lluvias en el valle alto",
    ),
    ("Política", "Economía", "Cultura", "Deportes", "Regiones"),
    ("Diez paseos por el viejo canal", "Cómo se hace el horario del transbordador"),
    ("Declaración de accesibilidad de este sitio", "Aviso legal y protección de datos", "Mapa del sitio y contacto"),
    "Leer más", "El departamento dijo el martes que las obras durarán más de lo previsto y costarán un poco menos.",
    ("noviembre", "diciembre"),
)  # fmt: skip
VI = Words(
    "vi",
    (
        "Bộ trưởng dự lễ khánh thành trường mới ở Đông Hải", "Cầu cảng đóng cửa đến mùa xuân", "Thông báo tuyển dụng",
        "Hội nghị tổng kết công tác năm 2026", "Quy định mới cho tàu cá có hiệu lực", "Lũ trên sông Thanh đang rút dần",
        "Giá lúa tăng nhẹ tại các tỉnh ven biển", "Tàu khách trở lại lịch chạy bình thường",
    ),
    ("Thời sự", "Kinh tế", "Văn hóa", "Thể thao", "Địa phương"),
    ("Mười lối đi dạo dọc kênh cũ", "Lịch chạy phà được lập ra sao"),
    ("Điều khoản sử dụng và quyền riêng tư", "Sơ đồ cổng thông tin điện tử", "Liên hệ với ban biên tập"),
    "Xem chi tiết", "Cơ quan này cho biết hôm thứ Ba rằng công việc sẽ kéo dài hơn dự kiến và tốn ít hơn một chút.",
    ("tháng 11", "tháng 12"),
)  # fmt: skip
ZH = Words(
    "zh",
    (
        "省长主持召开防汛工作会议", "港口大桥封闭维修至明年春天", "关于印发渔船管理办法的通知", "人事任免", "教育厅发布学校建设规划",
        "沿海三市就业人数继续增长", "铁路部门恢复山区列车运行", "博物馆新馆本月对外开放",
    ),
    ("要闻", "政策", "文化", "体育", "地方"),
    ("沿旧运河散步的十条路线", "渡轮时刻表是怎样编成的"),
    ("网站无障碍声明与使用说明", "政府信息公开指南和申请", "网站地图与联系方式"),
    "查看全文", "该部门星期二表示，工程所需时间将比原计划更长，费用则略低于预算，有关安排将另行公布。",
    ("11月", "12月"),
)  # fmt: skip
JA = Words(
    "ja",
    (
        "港の橋、春まで通行止めに", "知事記者会見の概要について", "新しい学校の開校式を行いました", "令和八年度予算案", "漁船に関する新規則が施行されます",
        "大雨警報が解除されました", "鉄道の運転再開に関するお知らせ", "博物館の新館が来月開館",
    ),
    ("政治", "経済", "文化", "スポーツ", "地域"),
    ("古い運河を歩く十の道", "渡し船の時刻表ができるまで"),
    ("ウェブアクセシビリティについて", "個人情報の取り扱いと利用規約", "サイトマップとお問い合わせ"),
    "続きを読む", "同省は火曜日、工事は予定より長くかかるが、費用は少し減る見込みだと発表しました。",
    ("11月", "12月"),
)  # fmt: skip
AR = Words(
    "ar",
    (
        "إغلاق جسر الميناء حتى الربيع لأعمال الصيانة", "الوزيرة تفتتح مدرسة جديدة في الوادي الشرقي", "موازنة 2026",
        "رفع التحذير من الفيضان على النهر الأدنى", "المجلس يصوت على سقف الإيجارات", "كلمة المحافظ بشأن رسوم الموانئ",
        "إلغاء إضراب القطارات بعد محادثات متأخرة", "بدء العمل بقواعد جديدة لقوارب الصيد",
    ),
    ("سياسة", "اقتصاد", "ثقافة", "رياضة", "مناطق"),
    ("عشر نزهات على طول القناة القديمة", "كيف يوضع جدول العبّارة"),
    ("بيان إمكانية الوصول لهذا الموقع", "شروط الاستخدام وسياسة الخصوصية", "خريطة الموقع والاتصال بنا"),
    "اقرأ المزيد", "قالت الوزارة يوم الثلاثاء إن الأعمال ستستغرق وقتا أطول مما كان مقررا وستكلف أقل قليلا.",
    ("نوفمبر", "ديسمبر"),
)  # fmt: skip
RU = Words(
    "ru",
    (
        "Мост в порту закрыт на ремонт до весны", "Министр открыла новую школу в Восточном", "Бюджет 2026", "Снято предупреждение о паводке",
        "Совет голосует о предельной плате за жильё", "Заявление губернатора о портовых сборах", "Забастовка железнодорожников отменена",
        "Вступили в силу правила для рыболовных судов",
    ),
    ("Политика", "Экономика", "Культура", "Спорт", "Регионы"),
    ("Десять прогулок вдоль старого канала", "Как составляют расписание парома"),
    ("Доступность сайта для всех посетителей", "Правила использования и защита данных", "Карта сайта и контакты"),
    "Подробнее", "Ведомство сообщило во вторник, что работы займут больше времени и обойдутся немного дешевле.",
    ("ноября", "декабря"),
)  # fmt: skip
TH = Words(
    "th",
    (
        "ปิดสะพานท่าเรือเพื่อซ่อมแซมถึงฤดูใบไม้ผลิ", "รัฐมนตรีเปิดโรงเรียนแห่งใหม่ที่ทุ่งตะวันออก", "งบประมาณปีใหม่", "ยกเลิกคำเตือนน้ำท่วมลุ่มน้ำตอนล่าง",
        "สภาลงมติเรื่องเพดานค่าเช่า", "แถลงการณ์ผู้ว่าราชการเรื่องค่าธรรมเนียมท่าเรือ", "รถไฟกลับมาเดินตามปกติแล้ว", "กฎใหม่สำหรับเรือประมงมีผลบังคับใช้",
    ),
    ("การเมือง", "เศรษฐกิจ", "วัฒนธรรม", "กีฬา", "ภูมิภาค"),
    ("สิบเส้นทางเดินเลียบคลองเก่า", "ตารางเรือข้ามฟากทำกันอย่างไร"),
    ("คำชี้แจงการเข้าถึงเว็บไซต์", "นโยบายเว็บไซต์และความเป็นส่วนตัว", "แผนผังเว็บไซต์และการติดต่อ"),
    "อ่านต่อ", "หน่วยงานกล่าวเมื่อวันอังคารว่างานจะใช้เวลานานกว่าที่วางแผนไว้และมีค่าใช้จ่ายน้อยลงเล็กน้อย",
    ("พฤศจิกายน", "ธันวาคม"),
)  # fmt: skip
FI = Words(
    "fi",
    (
        "Satamasilta suljetaan korjausten ajaksi", "Ministeri avasi uuden koulun Itälaaksossa", "Talousarvio 2026", "Tulvavaroitus päättyi alajuoksulla",
        "Valtuusto äänestää vuokrakatosta", "Kuvernöörin lausunto satamamaksuista", "Junalakko peruttiin myöhään illalla",
        "Kalastusaluksia koskevat säännöt voimaan",
    ),
    ("Politiikka", "Talous", "Kulttuuri", "Urheilu", "Alueet"),
    ("Kymmenen kävelyä vanhan kanavan varrella", "Näin lautan aikataulu syntyy"),
    ("Verkkosivuston saavutettavuusseloste", "Tietosuoja ja käyttöehdot", "Sivukartta ja yhteystiedot"),
    "Lue lisää", "Virasto kertoi tiistaina, että työ kestää suunniteltua kauemmin ja maksaa hieman vähemmän.",
    ("marraskuuta", "joulukuuta"),
)  # fmt: skip
KO = Words(
    "ko",
    (
        "항구 다리 봄까지 통행 중단", "장관, 동부 새 학교 개교식 참석", "2026년 예산안", "강 하류 홍수 주의보 해제", "의회, 임대료 상한 표결",
        "항만 요금에 관한 도지사 담화", "철도 파업 막판 협상으로 철회", "어선 관리 새 규정 시행",
    ),
    ("정치", "경제", "문화", "스포츠", "지역"),
    ("옛 운하를 따라 걷는 열 갈래 길", "나룻배 시간표는 어떻게 만드나"),
    ("웹 접근성 정책과 이용 안내", "개인정보 처리방침 및 이용약관", "누리집 지도와 오시는 길"),
    "자세히 보기", "이 부처는 화요일 공사가 예정보다 오래 걸리고 비용은 조금 줄어들 것이라고 밝혔다.",
    ("11월", "12월"),
)  # fmt: skip

ALL = (EN, FR, DE, ES, VI, ZH, JA, AR, RU, TH, FI, KO)
