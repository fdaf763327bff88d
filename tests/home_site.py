"""What the sites for `sources add` are made of: stories in several languages, pages of theirs, and a site that serves them on loopback."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from origin import Origin, answer

NOW = datetime.now(UTC).replace(microsecond=0)
SPOKEN = {  # a title and three sentences
    "en": (
        "The council of {place} has approved the {thing} for the coming year",
        "The decision was taken on Monday after a long debate in which all of the parties were heard by the chair of the committee.",
        "It is expected that the work on the {thing} will begin in the spring, when the weather in {place} allows it to be done.",
        "Those who live in the district have been asked to say what they think of the plans before the end of the month.",
    ),
    "fr": (
        "Le conseil de {place} a approuvé le projet de {thing} pour l'année prochaine",
        "La décision a été prise lundi après un long débat dans lequel toutes les parties ont été "
        "entendues par la présidente de la commission.",
        "Les travaux de {thing} devraient commencer au printemps, lorsque le temps le permettra dans la région de {place}.",
        "Les habitants du quartier sont invités à dire ce qu'ils pensent des plans avant la fin du mois.",
    ),
    "de": (
        "Der Rat von {place} hat den Plan für {thing} im kommenden Jahr gebilligt",
        "Die Entscheidung fiel am Montag nach einer langen Debatte, in der alle Parteien von der "
        "Vorsitzenden des Ausschusses gehört wurden.",
        "Die Arbeiten an {thing} sollen im Frühjahr beginnen, wenn das Wetter in {place} es zulässt und die Mittel bereit sind.",
        "Wer in dem Viertel wohnt, kann bis zum Ende des Monats sagen, was er von den Plänen hält.",
    ),
    "es": (
        "El consejo de {place} ha aprobado el proyecto de {thing} para el próximo año",
        "La decisión se tomó el lunes después de un largo debate en el que todos los partidos "
        "fueron escuchados por la presidenta de la comisión.",
        "Se espera que las obras de {thing} comiencen en la primavera, cuando el tiempo lo permita en la región de {place}.",
        "Los vecinos del barrio pueden decir lo que piensan de los planes antes de que termine el mes.",
    ),
    "vi": (
        "Hội đồng {place} đã thông qua kế hoạch {thing} cho năm tới",
        "Quyết định được đưa ra vào thứ hai sau một cuộc thảo luận dài, trong đó tất cả các bên đều được chủ tịch ủy ban lắng nghe.",
        "Công việc về {thing} dự kiến sẽ bắt đầu vào mùa xuân, khi thời tiết ở {place} cho phép và nguồn vốn đã sẵn sàng.",
        "Người dân trong khu vực được mời cho biết ý kiến của mình về các kế hoạch này trước khi hết tháng.",
    ),
    "fi": (
        "{place} hyväksyi ensi vuoden suunnitelman: {thing}",
        "Päätös tehtiin maanantaina pitkän keskustelun jälkeen, jossa valiokunnan puheenjohtaja kuuli kaikkia osapuolia.",
        "Töiden odotetaan alkavan keväällä, kun sää alueella {place} sen sallii ja rahoitus on kunnossa.",
        "Alueen asukkaita on pyydetty kertomaan mielipiteensä suunnitelmista ennen kuun loppua.",
    ),
    "ko": (
        "{place} 시의회, 내년 {thing} 계획 승인",
        "위원장이 모든 당사자의 의견을 들은 오랜 토론 끝에 월요일에 결정이 내려졌다고 시의회가 밝혔습니다.",
        "{thing} 공사는 {place}의 날씨가 허락하는 봄에 시작될 것으로 예상됩니다.",
        "주민들은 이달 말까지 계획에 대한 의견을 제출하도록 요청받았습니다.",
    ),
    "zh": (
        "{place}市议会批准了明年的{thing}计划",
        "这项决定是在星期一经过长时间的讨论之后作出的，委员会主席听取了各方面的意见，并且表示将会继续推动有关工作。",
        "预计{thing}的工程将在春天开始，届时{place}的天气条件允许施工，所需要的资金也已经准备好了。",
        "住在这个地区的居民可以在月底之前说出他们对这些计划的看法，委员会将会认真地研究所有的意见。",
    ),
}
PLACES = (
    "Norwick",
    "Aldermoor",
    "Kestrel Bay",
    "Linden",
    "Harrowgate",
    "Mirefield",
    "Oststadt",
    "Valmont",
    "Serrano",
    "Quang Lam",
    "Westhaven",
    "Tarn",
)
THINGS = ("bridge", "library", "harbour", "tram line", "hospital", "archive", "museum", "canal", "market hall", "school", "theatre", "park")

SHELL = (
    '<!DOCTYPE html><html lang="en"><head><title>Portal</title></head><body><noscript>You need to enable JavaScript to run this app.'
    '</noscript><div id="root"></div><script src="/app.js"></script></body></html>'
)
WALL = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing</h1>"
    "<p>Enable JavaScript and cookies to continue</p><script>window._cf_chl_opt={}</script></body></html>"
)


class Story(NamedTuple):
    """An article of a site."""

    path: str
    title: str
    at: datetime
    language: str
    number: int


class Site:
    def __init__(self, origin: Origin) -> None:
        self.origin = origin

    def serve(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200) -> str:
        text = body.encode() if isinstance(body, str) else body
        return self.origin.serve(path, answer(text, status, Content_Type=kind))

    def stories(
        self, count: int, path: str = "/news/{slug}", language: str = "en", *, hours: int = 20, first: int = 0, days_old: int = 0
    ) -> list[Story]:
        """So many articles, each served, the newest first."""
        made = []
        for n in range(first, first + count):
            place, thing = PLACES[n % len(PLACES)], THINGS[(n // len(PLACES) + n) % len(THINGS)]
            at = NOW - timedelta(days=days_old, hours=hours * (n - first) + 1)
            title = (
                f"{SPOKEN[language][0].format(place=place, thing=thing)} ({n + 1})"
                if count > 12
                else SPOKEN[language][0].format(place=place, thing=thing)
            )
            slug = f"{thing}-plan-of-{place}-approved-{'abcdefghijklmnopqrstuvwxyz'[n % 26]}".lower().replace(" ", "-")
            one = Story(path.format(slug=slug, id=48_210 + 7 * n, day=at.strftime("%Y/%m/%d")), title, at, language, n)
            self.serve(one.path, story_page(one))
            made.append(one)
        return made

    def rss(self, path: str, stories: Iterable[Story], title: str = "News", *, prefix: str = "") -> str:
        parts = "".join(
            f"<item><title>{prefix}{one.title}</title><link>{self.origin.url(one.path)}</link>"
            f"<pubDate>{one.at.strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate></item>"
            for one in stories
        )
        xml = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}</title>{parts}</channel></rss>'
        return self.serve(path, xml, "application/rss+xml")

    def sitemap(self, path: str, stories: Iterable[Story], *, news: bool = False) -> str:
        def one_url(one: Story) -> str:
            extra = (
                f"<news:news><news:publication><news:name>X</news:name><news:language>{one.language}</news:language></news:publication>"
                f"<news:publication_date>{one.at.isoformat()}</news:publication_date><news:title>{one.title}</news:title></news:news>"
                if news
                else f"<lastmod>{one.at.date()}</lastmod>"
            )
            return f"<url><loc>{self.origin.url(one.path)}</loc>{extra}</url>"

        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        return self.serve(path, f'<?xml version="1.0"?><urlset {names}>{"".join(map(one_url, stories))}</urlset>', "application/xml")


def story_page(one: Story, head: str = "", sign: str = "") -> str:
    place, thing = PLACES[one.number % len(PLACES)], THINGS[(one.number // len(PLACES) + one.number) % len(THINGS)]
    text = "".join(f"<p>{part.format(place=place, thing=thing)}</p>" for part in (*SPOKEN[one.language][1:], *SPOKEN[one.language][1:3]))
    return (
        f'<!DOCTYPE html><html lang="{one.language}"><head><title>{one.title}</title><meta property="og:title" content="{one.title}">'
        f'<meta property="article:published_time" content="{one.at.isoformat()}">{head}</head><body><header><a href="/">Home</a></header>'
        f"<main><article><h1>{one.title}</h1>{text}</article></main><footer>{sign or 'All rights reserved'}</footer></body></html>"
    )


def home(title: str, body: str, *, head: str = "", language: str = "en", nav: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><header><nav>'
        f'<a href="/">{title}</a> <a href="/about">About us</a> <a href="/contact">Contact</a> {nav}</nav></header><main>{body}</main>'
        f'<footer><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></footer></body></html>'
    )


def teasers(stories: Iterable[Story], *, dated: bool = True) -> str:
    rows = "".join(
        f'<li><h3><a href="{one.path}">{one.title}</a></h3>{f"<time datetime={one.at.date()}>{one.at.date()}</time>" if dated else ""}'
        f"<p>{SPOKEN[one.language][3]}</p></li>"
        for one in stories
    )
    return f'<ul class="list">{rows}</ul>'


def services() -> str:
    """What a ministry's front page offers beside news."""
    names = (
        "Apply for a passport",
        "Pay your vehicle tax",
        "Register a birth in the district",
        "Find your polling station",
        "Report a broken street lamp",
    )
    return "<h2>Services</h2><ul>" + "".join(f'<li><a href="/services/{n}">{name}</a></li>' for n, name in enumerate(names)) + "</ul>"


def declares(path: str, title: str = "News", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{path}">'
