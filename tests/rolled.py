"""Pages of addresses that show one text after another, by the day: agendas, rates and bulletins in several languages."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from msgspec import Struct
from pages import SENTENCES, article

from ingest.archive import Archive, create_or_open
from ingest.archive.integrity import problems_of
from ingest.archive.read import lookups
from ingest.archive.read.search import search
from ingest.archive.write import source_state
from ingest.core.change.decide import SAME_TEXT
from ingest.core.model import ADHOC, Document, Exchange
from ingest.core.parsed import Same
from ingest.core.times import later, seconds_between
from ingest.core.urls import Owners
from ingest.pipeline import keep
from ingest.pipeline.workers.task import Task
from ingest.pipeline.workers.worker import answer

START = "2026-01-01T06:00:00Z"

# language -> (months 1 to 3, who is met, what is spoken of, the sentence of a meeting)
_MEETINGS = {
    "en": (
        ("January", "February", "March"),
        (
            "the ambassador of Chile",
            "the mayors of the northern towns",
            "a delegation of nurses",
            "the head of the railway",
            "the fishers' union",
        ),
        (
            "a loan for new trams",
            "the harvest and its storage",
            "wages in the hospitals",
            "the repair of three dams",
            "schools without heating",
        ),
        "At {hour} the minister receives {who} and hears their proposals about {what}.",
    ),
    "vi": (
        ("tháng 1", "tháng 2", "tháng 3"),
        ("đại sứ Chile", "chủ tịch các thị trấn miền núi", "đoàn y tá trẻ", "tổng giám đốc đường sắt", "hội nghề cá ven biển"),
        ("khoản vay mua xe điện", "mùa gặt và kho chứa lúa", "lương ở bệnh viện huyện", "việc sửa ba con đập", "trường học thiếu lò sưởi"),
        "Vào lúc {hour} giờ Bộ trưởng tiếp {who} và nghe kiến nghị về {what}.",
    ),
    "fr": (
        ("janvier", "février", "mars"),
        (
            "l'ambassadeur du Chili",
            "les maires des villes du nord",
            "une délégation d'infirmières",
            "le patron du rail",
            "le syndicat des pêcheurs",
        ),
        (
            "un prêt pour des tramways",
            "la récolte et son stockage",
            "les salaires des hôpitaux",
            "la réparation des barrages",
            "les écoles sans chauffage",
        ),
        "À {hour} heures, la ministre reçoit {who} et entend des propositions sur {what}.",
    ),
    "ru": (
        ("января", "февраля", "марта"),
        ("посла Чили", "мэров северных городов", "делегацию медсестёр", "главу железной дороги", "союз рыбаков"),
        ("кредите на новые трамваи", "урожае и его хранении", "зарплатах в больницах", "ремонте трёх плотин", "школах без отопления"),
        "В {hour} часов министр принимает {who} и слушает предложения о {what}.",
    ),
    "zh": (
        ("1月", "2月", "3月"),
        ("智利大使", "北方各镇镇长", "护士代表团", "铁路公司总经理", "渔民协会"),
        ("购买电车的贷款", "今年的收成和储存", "医院的工资问题", "三座水坝的修复", "没有暖气的学校"),
        "上午{hour}点，部长会见{who}，听取他们关于{what}的建议，并作重要讲话。",
    ),
}
_AGENDAS = {
    "en": "Agenda of the minister, {day} {month}",
    "vi": "Lịch làm việc của Bộ trưởng ngày {day} {month}",
    "fr": "Agenda de la ministre, {day} {month}",
    "ru": "Расписание министра на {day} {month}",
    "zh": "部长日程 {month}{day}日",
}
_UNDATED = {
    "en": "Agenda of the minister",
    "vi": "Lịch làm việc của Bộ trưởng",
    "fr": "Agenda de la ministre",
    "ru": "Расписание министра",
    "zh": "部长日程",
}
_RATES = {
    "en": "The central bank set these rates for {day} {month}. One dollar buys {a}, one euro {b}, one pound {c} and one yen {d} crowns. "
    "The rates hold until the next working day, at all counters of the bank and for the accounts of the state.",
    "vi": "Ngân hàng Nhà nước công bố tỷ giá ngày {day} {month}. Một đô la đổi được {a}, một euro {b}, một bảng {c} và một yên {d} đồng. "
    "Tỷ giá có hiệu lực đến ngày làm việc tiếp theo tại mọi quầy giao dịch của ngân hàng.",
    "fr": "La banque centrale a fixé ces cours pour le {day} {month}. Un dollar vaut {a}, un euro {b}, une livre {c} et un yen {d} francs. "
    "Les cours valent jusqu'au prochain jour ouvré, à tous les guichets de la banque.",
    "ru": "Центральный банк установил курсы на {day} {month}. Доллар стоит {a}, евро {b}, фунт {c} и иена {d} рубля. "
    "Курсы действуют до следующего рабочего дня во всех кассах банка и для счетов казны.",
    "zh": "中央银行公布{month}{day}日的汇率。一美元兑{a}元，一欧元兑{b}元，一英镑兑{c}元，一日元兑{d}元。"
    "本汇率有效至下一个工作日，适用于银行所有柜台以及国家账户的全部结算业务。",
}
_RATES_TITLE = {"en": "Exchange rates", "vi": "Tỷ giá hối đoái", "fr": "Cours de change", "ru": "Курсы валют", "zh": "外汇牌价"}
_NEWS = (
    "Storm {a} crossed the coast at night and took {b} roofs in the town of Pell, where fishing boats lay on the quay this morning.",
    "Wheat from the eastern plain reached {a} crowns a tonne, and millers asked for the reserve of {b} tonnes to be opened at once.",
    "Engineers closed gate {a} of the upper dam after a crack of {b} centimetres was found by a diver during routine work.",
    "Measles was confirmed in {a} villages; nurses vaccinated {b} children in schools, markets and two camps near the border.",
    "Court number {a} heard the appeal of {b} tenants whose houses stand where a motorway is planned through old orchards.",
    "Locusts were seen over {a} districts and the air force sprayed {b} hectares, while beekeepers moved their hives southwards.",
)

Rolling = Callable[[int], tuple[str, str, bytes]]  # the day, from 0 -> title, a word string that this number alone has, the page


def _date(language: str, day: int) -> dict[str, str]:
    return {"day": str(day % 28 + 1), "month": _MEETINGS[language][0][day // 28]}


def agenda(language: str, dated: bool) -> Rolling:
    _, people, matters, sentence = _MEETINGS[language]
    title = _AGENDAS[language] if dated else _UNDATED[language]

    def page(day: int) -> tuple[str, str, bytes]:
        rng = random.Random(f"{language} {day}")
        met = rng.sample(list(product(people, matters)), rng.randint(4, 6))
        texts = tuple(sentence.format(hour=rng.randint(7, 21), who=who, what=what) for who, what in met)
        headline = title.format(**_date(language, day))
        mark = f"room{day}x{language}"
        return headline, mark, article(headline, (*texts, f"({mark})"), language=language)

    return page


def rates(language: str) -> Rolling:
    def page(day: int) -> tuple[str, str, bytes]:
        rng = random.Random(f"rates {language} {day}")
        values = {name: f"{rng.uniform(least, 3 * least):.4f}" for name, least in (("a", 7), ("b", 9), ("c", 12), ("d", 0.1))}
        text = _RATES[language].format(**values, **_date(language, day))
        return _RATES_TITLE[language], values["a"], article(_RATES_TITLE[language], (text,), language=language)

    return page


def bulletin(numbered: bool) -> Rolling:
    """Of unlike texts: under a number, or each under a headline of its own."""

    def page(day: int) -> tuple[str, str, bytes]:
        rng = random.Random(f"bulletin {day}")
        told = [_NEWS[(day * 2 + step) % len(_NEWS)].format(a=rng.randint(100, 999), b=1000 + day * 10 + step) for step in (0, 1)]
        title = f"Bulletin No. {day + 40}" if numbered else " ".join(told[0].split()[:6])
        return title, str(1000 + day * 10), article(title, (*told, told[0].replace("the", "this")), language="en")

    return page


def all_rolling() -> Iterator[tuple[str, Rolling]]:
    for language in _MEETINGS:
        yield f"agenda-{language}", agenda(language, dated=True)
        yield f"undated-{language}", agenda(language, dated=False)
        yield f"rates-{language}", rates(language)
    yield "numbered", bulletin(numbered=True)
    yield "headlines", bulletin(numbered=False)


_SPAM = (
    "Play roulette with {n} free spins and withdraw winnings in minutes, no deposit asked from new players of our lobby.",
    "Cheap replica watches, {n} models in stock, shipped worldwide within two days and wrapped as a gift for your loved ones.",
    "Lose {n} pounds of belly fat with this strange trick that doctors hate; order tablets now and pay nothing for delivery.",
    "Our essay writers deliver {n} pages overnight, plagiarism checked, refunds guaranteed, with discounts for returning students.",
    "Hot crypto signals: join {n} traders who copied our bot and left their office jobs for beaches with palms and cocktails.",
)


TAKEN = ("spam", "other spam each day", "another article", "an error page", "a wall")


def taken(kind: str, number: int, day: int) -> bytes:
    """What stands, so many days after it was taken, at an address where an article was."""
    rng = random.Random(f"taken {kind} {number}")
    if kind == "spam":
        return _spam(number, number)
    if kind == "other spam each day":
        return _spam(day, number)
    if kind == "another article":  # of the ministry's own, corrected on the third day
        told = tuple(one.format(a=rng.randint(100, 999), b=number + 5000 + (day > 2)) for one in rng.sample(_NEWS, 3))
        return article(f"News of {' '.join(told[0].split()[:5])}", told)
    if kind == "an error page":  # that calls itself a page, with another number each time
        return article("Internal error", (f"Something went wrong on our side. Incident {day * 7919} was reported to our team.",))
    return article("Please wait", ("We are checking your browser before you access this site.",))


def _spam(turn: int, number: int) -> bytes:
    texts = [_SPAM[(turn + step) % len(_SPAM)].format(n=number * 10 + step) for step in (0, 2)]
    body = "".join(f'<div class="w-{turn % 3} promo"><p class="txt">{text} {text.upper()}</p></div>' for text in texts)
    menu = '<ul id="menu9"><li><a href="/slots">Slots</a></li><li><a href="/bonus">Bonus</a></li></ul>'
    title = " ".join(texts[0].split()[:5])
    return f"<html><head><title>{title}</title></head><body class='lp'>{menu}<main>{body}</main></body></html>".encode()


# ---------------------------------------------------------------- watched for days, each URL whenever it is due


class SeenPage(Struct, frozen=True, kw_only=True):
    """What the archive holds of an address at the end."""

    name: str
    versions: int
    classes: frozenset[str]  # of its revisions
    missed: list[str]  # marks that search does not find
    waiting: list[str]  # reasons for which looks were quarantined since its last version


def watch(here: Path, pages: dict[str, Callable[[int], bytes]], marks: dict[str, list[str]], days: int) -> Iterator[SeenPage]:
    """`pages`: a page by its day, from 0, by name."""
    with create_or_open(here / "archive.db") as archive:
        with archive.batch() as db:
            source = source_state.save(db, ADHOC)
        for name, page in pages.items():
            url, at = f"https://site.example/{name}", START
            while (day := int(seconds_between(START, at) // 86400)) < days:
                _look(archive, source, url, at, page(day))
                ((due,),) = archive.db.execute("SELECT next_due_at FROM urls WHERE url = ?", (url,)).fetchall()
                at = due or later(at, 86400)
        assert list(problems_of(archive.db)) == []
        for name in pages:
            yield _seen(archive.db, name, marks[name])


def _look(archive: Archive, source: int, url: str, at: str, page: bytes) -> None:
    """What the pipeline does with an answer."""
    exchange = Exchange(
        url=url, final_url=url, started_at=at, ended_at=at, status=200, headers=(("content-type", "text/html; charset=utf-8"),)
    )
    document = Document(exchange=exchange, body=page)
    state = lookups.url_states(archive.db, [url]).get(url)
    look = keep.Look(url=url, ask=url, source=ADHOC, source_id=source, owners=Owners(()), run=None, state=state)
    read = answer(Task(document, ADHOC, standing=look.standing))
    with archive.batch() as db:
        if isinstance(read.reading, Same):
            keep.unchanged(db, look, document, SAME_TEXT, read.body_hash)
        else:
            keep.page(db, look, document, read)


def _seen(db: sqlite3.Connection, name: str, marks: list[str]) -> SeenPage:
    url = f"https://site.example/{name}"
    sql = "SELECT r.change, r.seen_at FROM revisions r JOIN articles a ON a.id = r.article JOIN urls u ON u.id = a.url WHERE u.url = ?"
    versions = db.execute(sql, (url,)).fetchall()
    sql = "SELECT reason FROM fetches f JOIN urls u ON u.id = f.url WHERE u.url = ? AND verdict = 'quarantined' AND f.ended_at > ?"
    return SeenPage(
        name=name,
        versions=len(versions),
        classes=frozenset(change for change, _ in versions),
        missed=[mark for mark in marks if url not in {hit.url for hit in search(db, f'"{mark}"', limit=1000)}],
        waiting=[reason for (reason,) in db.execute(sql, (url, max(at for _, at in versions)))],
    )


def watch_rolling(here: Path, days: int) -> Iterator[SeenPage]:
    def shown(page: Rolling) -> Callable[[int], bytes]:
        return lambda day: page(day)[2]

    pages = dict(all_rolling())
    marks = {name: [page(day)[1] for day in range(days)] for name, page in pages.items()}
    return watch(here, {name: shown(page) for name, page in pages.items()}, marks, days)


def watch_taken(here: Path, count: int, days: int) -> Iterator[SeenPage]:
    """Articles whose addresses are taken between the third day and the half of the time, each in one of the ways of `TAKEN`."""

    def shown(number: int) -> Callable[[int], bytes]:
        kind, after = TAKEN[number % len(TAKEN)], 2 + number % (days // 2)
        told = article(f"Bridge {number} opened", (f"Bridge mark{number}x was opened.", *SENTENCES))
        return lambda day: told if day < after else taken(kind, number, day - after)

    names = {f"{TAKEN[number % len(TAKEN)]} {number}".replace(" ", "-"): number for number in range(count)}
    return watch(here, {name: shown(number) for name, number in names.items()}, {name: [f"mark{n}x"] for name, n in names.items()}, days)
