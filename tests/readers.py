"""An archive as readers of the pages meet it: a story in twelve languages, edits, removals, a source in trouble. All texts are made up."""

from pathlib import Path
from typing import Any

from archived import exchange, keep_page

from ingest.archive import create_or_open
from ingest.archive.story_index import stories
from ingest.archive.write import append, log, removals, source_state, url_state
from ingest.core.model import Image, Link, Moment, Source, Verdict

RAIL = Source(name="rail-news", title="The Rail Gazette", homepage="https://rail.example/", country="GB", language="en")
MINISTRY = Source(name="ministry-vn", title="Ministry of Works (Viet Nam)", homepage="https://works.example/", country="VN", language="vi")
WORLD = Source(name="world-service", title="World Service", homepage="https://world.example/", country="FR")
TOWN = Source(name="town-hall", title="Town Hall of Lindholm", homepage="https://lindholm.example/", country="SE", language="sv")

# language -> title, paragraphs; the French one says 42 where all others say 24
TRAINS: dict[str, tuple[str, tuple[str, ...]]] = {
    "vi": (
        "Đường sắt Bắc - Nam tăng thêm 24 chuyến tàu dịp Tết",
        (
            "Ngành đường sắt chạy thêm 24 chuyến tàu khách từ ngày 20/1 đến 9/2/2025 để phục vụ nhu cầu đi lại dịp Tết.",
            "Các chuyến tàu tăng cường xuất phát từ ga Sài Gòn và ga Hà Nội, dừng đón trả khách tại 17 ga dọc tuyến.",
            "Vé được bán từ 8 giờ ngày 22/12. Giá vé giữ nguyên như năm 2024.",
            "Theo Bộ Xây dựng, 95% số vé của năm ngoái được mua qua mạng.",
        ),
    ),
    "en": (
        "North-South Railway adds 24 trains for Tet",
        (
            "The railway will run 24 more passenger trains from 20 January to 9 February 2025 to meet the demand for travel at Tet.",
            "The additional trains leave from Saigon and Hanoi and stop at 17 stations along the line.",
            "Tickets are on sale from 8 am on 22 December. Fares stay as they were in 2024.",
            "According to the Ministry of Works, 95% of last year's tickets were bought online.",
        ),
    ),
    "fr": (
        "Le chemin de fer Nord-Sud ajoute 42 trains pour le Têt",
        (
            "Le chemin de fer fera circuler 42 trains de voyageurs supplémentaires du 20 janvier au 9 février 2025 pour répondre à la "
            "demande de déplacements à l'occasion du Têt. Ces trains partent de Saïgon et Hanoï et s'arrêtent dans 17 gares de la ligne.",
            "Les billets sont en vente dès 8 heures le 22 décembre. Les tarifs restent ceux de 2024.",
            "Selon le ministère, 95 % des billets de l'an dernier ont été achetés en ligne.",
        ),
    ),
    "zh-Hans": (
        "南北铁路春节加开24趟列车",
        (
            "铁路部门将于2025年1月20日至2月9日加开24趟旅客列车，以满足春节出行需求。",
            "加开的列车从西贡和河内发车，沿线停靠17个车站。",
            "车票从12月22日8时起发售，票价与2024年相同。",
            "据建设部介绍，去年95%的车票是在网上购买的。",
        ),
    ),
    "ar": (
        "سكة حديد الشمال والجنوب تضيف 24 قطارا بمناسبة رأس السنة القمرية",
        (
            "ستسيّر السكك الحديدية 24 قطارا إضافيا للركاب من 20 يناير إلى 9 فبراير 2025 لتلبية الطلب على السفر.",
            "تنطلق القطارات الإضافية من سايغون وهانوي وتتوقف في 17 محطة على طول الخط.",
            "تباع التذاكر ابتداء من الساعة 8 يوم 22 ديسمبر، وتبقى الأسعار كما كانت في عام 2024.",
            "وبحسب الوزارة، اشترى المسافرون 95% من تذاكر العام الماضي عبر الإنترنت.",
        ),
    ),
    "he": (
        "רכבת צפון-דרום מוסיפה 24 רכבות לקראת ראש השנה הירחי",
        (
            "הרכבת תפעיל 24 רכבות נוסעים נוספות מ-20 בינואר עד 9 בפברואר 2025 כדי לענות על הביקוש לנסיעות.",
            "הרכבות הנוספות יוצאות מסייגון ומהאנוי ועוצרות ב-17 תחנות לאורך הקו.",
            "הכרטיסים יימכרו החל מ-22 בדצמבר בשעה 8. המחירים נשארים כפי שהיו ב-2024.",
            "לפי המשרד, 95% מכרטיסי השנה שעברה נקנו ברשת.",
        ),
    ),
    "ru": (
        "Железная дорога Север - Юг добавляет 24 поезда к празднику Тет",
        (
            "С 20 января по 9 февраля 2025 года железная дорога пустит 24 дополнительных пассажирских поезда.",
            "Дополнительные поезда отправляются из Сайгона и Ханоя и останавливаются на 17 станциях линии.",
            "Билеты поступят в продажу 22 декабря в 8 часов. Цены останутся такими же, как в 2024 году.",
            "По данным министерства, 95% билетов в прошлом году было куплено через интернет.",
        ),
    ),
    "th": (
        "รถไฟสายเหนือ-ใต้เพิ่ม 24 ขบวนช่วงเทศกาลเต็ด",
        (
            "การรถไฟจะเดินรถโดยสารเพิ่ม 24 ขบวน ตั้งแต่วันที่ 20 มกราคม ถึง 9 กุมภาพันธ์ 2025 เพื่อรองรับการเดินทางช่วงเทศกาล",
            "ขบวนพิเศษออกจากสถานีไซ่ง่อนและฮานอย และจอดรับส่งผู้โดยสาร 17 สถานีตลอดเส้นทาง",
            "เริ่มจำหน่ายตั๋วเวลา 8 นาฬิกา วันที่ 22 ธันวาคม ราคาเท่ากับปี 2024",
            "กระทรวงระบุว่าตั๋วปีที่แล้ว 95% ซื้อทางอินเทอร์เน็ต",
        ),
    ),
    "ko": (
        "남북 철도, 설 연휴에 열차 24편 증편",
        (
            "철도 당국은 설 연휴 이동 수요에 맞춰 2025년 1월 20일부터 2월 9일까지 여객 열차 24편을 추가로 운행한다.",
            "증편 열차는 사이공과 하노이에서 출발해 노선의 17개 역에 정차한다.",
            "승차권은 12월 22일 오전 8시부터 판매하며 요금은 2024년과 같다.",
            "건설부에 따르면 지난해 승차권의 95%가 인터넷으로 판매됐다.",
        ),
    ),
    "ja": (
        "南北鉄道、テトに列車24本を増発",
        (
            "鉄道当局は旧正月テトの移動需要に応えるため、2025年1月20日から2月9日まで旅客列車24本を増発する。",
            "増発列車はサイゴンとハノイを出発し、沿線の17駅に停車する。",
            "乗車券は12月22日午前8時に発売される。運賃は2024年と同じである。",
            "建設省によると、昨年の乗車券の95%はインターネットで購入された。",
        ),
    ),
    "hi": (
        "उत्तर-दक्षिण रेलवे ने तेत पर्व के लिए 24 रेलगाड़ियाँ बढ़ाईं",
        (
            "रेलवे यात्रा की माँग पूरी करने के लिए 20 जनवरी से 9 फ़रवरी 2025 तक 24 अतिरिक्त यात्री गाड़ियाँ चलाएगा।",
            "अतिरिक्त गाड़ियाँ साइगॉन और हनोई से चलेंगी और मार्ग के 17 स्टेशनों पर रुकेंगी।",
            "टिकट 22 दिसंबर को सुबह 8 बजे से मिलेंगे। किराया 2024 जैसा ही रहेगा।",
            "मंत्रालय के अनुसार पिछले साल के 95% टिकट इंटरनेट से ख़रीदे गए।",
        ),
    ),
    "es": (
        "El ferrocarril Norte-Sur añade 24 trenes para el Tet",
        (
            "El ferrocarril pondrá en marcha 24 trenes de pasajeros más del 20 de enero al 9 de febrero de 2025.",
            "Los trenes adicionales salen de Saigón y de Hanói y paran en 17 estaciones de la línea.",
            "Los billetes se venden desde las 8 del 22 de diciembre. Las tarifas siguen como en 2024.",
            "Según el ministerio, el 95 % de los billetes del año pasado se compraron por internet.",
        ),
    ),
}
TABLED = (
    "Visitors may see original documents on Saturdays in three reading rooms.\n\nOpening hours\n\n"
    "Town | From | To\nLindholm | 10 am | 4 pm\nÅby | 9 am | 5 pm\n\n- Order by noon on Thursday\n- Bring a card\n\nThere is no charge."
)
TABLED_MARKDOWN = (
    "Visitors may see [original documents](https://lindholm.example/originals) on Saturdays in three reading rooms.\n\n## Opening hours\n\n"
    "| Town | From | To |\n| --- | --- | --- |\n| Lindholm | 10 am | 4 pm |\n| Åby | 9 am | 5 pm |\n\n"
    "- Order by noon on Thursday\n- Bring a card\n\nThere is no charge."
)
HALLS = "https://lindholm.example/village-halls"


def made(path: Path) -> Path:
    """Makes the archive at `path`."""
    with create_or_open(path) as archive, archive.batch() as db:
        for day in range(1, 18):  # so that the chart has something to show
            for number in range(3 + day % 5):
                about = f"Works on the line at kilometre {day * 31 + number * 7} go on; trains run every {20 + number} minutes."
                _page(
                    db,
                    f"Notice {day}.{number}: works at kilometre {day * 31 + number * 7}",
                    about,
                    RAIL,
                    f"/notice-{day}-{number}",
                    at=f"2024-12-{day:02}T06:{number:02}:00Z",
                )
        ids = {}
        for number, (language, (title, paragraphs)) in enumerate(TRAINS.items()):
            source = {"vi": MINISTRY, "en": RAIL}.get(language, WORLD)
            ids[language] = _page(
                db,
                title,
                "\n\n".join(paragraphs),
                source,
                f"/{language}/trains",
                language=language,
                at=f"2024-12-18T0{3 + number // 6}:{number % 6}0:00Z",
                byline="Lê Minh" if language == "vi" else None,
            )
            if source is WORLD:
                db.execute("UPDATE articles SET translation = 'machine' WHERE id = ?", (ids[language],))
        for language, article in ids.items():
            if language != "vi":
                reason = 'names https://works.example/vi/trains as its origin: "Source: works.example"'
                link = Link(
                    article=article,
                    target="https://works.example/vi/trains",
                    relation="citation",
                    basis="declared",
                    confidence=0.95,
                    reason=reason,
                    language="vi",
                )
                append.add_links(db, [link], None, "2024-12-18T05:00:00Z")
            stories.settle(db, article, "2024-12-18T05:00:00Z")
        _edits(db)
        _troubles(db)
    return path


def _edits(db: Any) -> None:
    fund = "The fund is now £{} million. It does not pay for new roofs.\n\nHalls apply by 31 March 2025; {} applied last year."
    _page(
        db,
        "Grants for village halls",
        fund.format("4.2", "forty-two"),
        TOWN,
        "/village-halls",
        at="2024-12-16T09:00:00Z",
        byline="The mayor's office",
        lead="Lindholm helps its halls to replace old boilers.",
    )
    _page(
        db,
        "Grants for village halls",
        fund.format("2.4", "twenty-four"),
        TOWN,
        "/village-halls",
        at="2024-12-17T15:10:00Z",
        kind="edit",
        byline="The mayor's office",
        lead="Lindholm helps its halls to replace old boilers.",
    )
    _page(
        db,
        "Grants for village halls reopen",
        fund.format("2.4", "twenty-four").replace("does not pay", "pays"),
        TOWN,
        "/village-halls",
        at="2024-12-18T08:20:00Z",
        kind="edit",
        byline="The mayor's office",
    )
    _page(
        db,
        "Reading rooms open on Saturdays",
        TABLED,
        TOWN,
        "/reading-rooms",
        at="2024-12-18T07:00:00Z",
        markdown=TABLED_MARKDOWN,
        images=(Image(url="https://lindholm.example/room.jpg", caption="A reading room, 2023"),),
    )
    gone = _page(
        db,
        "Draft plan for the harbour",
        "The harbour is to be filled by 2027.\n\nObjections are heard until 1 May.",
        TOWN,
        "/harbour",
        at="2024-12-10T07:00:00Z",
    )
    address = url_state.id_of(db, "https://lindholm.example/harbour", "2024-12-10T07:00:00Z", None)
    run = log.start_run(db, source_state.save(db, TOWN), "2024-12-18T08:30:00Z")
    answer = exchange("https://lindholm.example/harbour", "2024-12-18T08:30:00Z", status=410)
    log.add_fetch(db, run, address, answer, Verdict.GONE, "410 Gone", program="0", article=gone)
    log.end_run(db, run, "2024-12-18T08:30:05Z", "ok")
    removals.mark(db, gone, "gone", "2024-12-18T08:30:00Z", "410 Gone", exchange=answer)


def _troubles(db: Any) -> None:
    source = source_state.save(db, WORLD)
    for hour in (6, 7, 8):
        at = f"2024-12-18T{hour:02}:10:00Z"
        run = log.start_run(db, source, at)
        address = url_state.id_of(db, "https://world.example/latest", at, source)
        log.add_fetch(
            db,
            run,
            address,
            exchange("https://world.example/latest", at, status=403),
            Verdict.BLOCKED,
            "a script that sets a cookie stands in the way",
            program="0",
        )
        log.end_run(db, run, at, "failed", "its listing is behind a wall: a script that sets a cookie")


def _page(db: Any, title: str, text: str, source: Source, path: str, *, at: str, language: str = "en", **more: Any) -> int:
    published = Moment(local=f"{at[:16]}+00:00", at=at, precision="minute")
    more.setdefault("markdown", text)
    return keep_page(
        db, title, text, url=str(source.homepage).rstrip("/") + path, at=at, source=source, language=language, published=published, **more
    ).article


if __name__ == "__main__":
    import sys

    made(Path(sys.argv[1]))
