"""Sites of many shapes for `sources add`, written for the tests: each is served on loopback and says which listing is the right one.

A builder takes a Site, serves pages, and returns the path of the listing that a person would choose; None: there is nothing to write.
"""

from collections.abc import Callable, Iterable
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


# ---------------------------------------------------------------- the sites


def static_with_declared_feed(site: Site) -> str:
    stories = site.stories(15)
    site.rss("/feed.xml", stories)
    site.serve("/", home("The Ministry", teasers(stories[:5]) + services(), head=declares("/feed.xml")))
    return "/feed.xml"


def wordpress(site: Site) -> str:
    """Two declared feeds, the second of comments; a sitemap of everything in robots.txt."""
    stories = site.stories(12, "/{day}/{slug}/")
    site.rss("/feed/", stories[:10])
    site.rss("/comments/feed/", stories[:6] * 2, "Comments for The Gazette", prefix="Comment on ")
    head = declares("/feed/", "The Gazette &raquo; Feed") + declares("/comments/feed/", "The Gazette &raquo; Comments Feed")
    site.serve("/", home("The Gazette", teasers(stories[:10]), head=head + '<link rel="stylesheet" href="/wp-content/themes/x/style.css">'))
    site.sitemap("/wp-sitemap-posts.xml", stories)
    site.serve("/robots.txt", f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {site.origin.url('/wp-sitemap-posts.xml')}\n", "text/plain")
    return "/feed/"


def wordpress_undeclared(site: Site) -> str:
    stories = site.stories(10, "/{slug}/")
    site.rss("/feed/", stories)
    site.serve("/", home("Linden Post", teasers(stories[:8]), head='<script src="/wp-content/plugins/a.js"></script>'))
    return "/feed/"


def drupal_undeclared(site: Site) -> str:
    stories = site.stories(10, "/node/{id}")
    site.rss("/rss.xml", stories)
    site.serve("/", home("Agency of Canals", teasers(stories[:4]) + services(), head='<meta name="Generator" content="Drupal 10">'))
    return "/rss.xml"


def sharepoint(site: Site) -> str:
    """No feed; the news are a page, and a parameter names each article."""
    stories = site.stories(12, "/tintuc/Pages/tin.aspx?ItemID={id}", "vi")
    site.serve("/tintuc/Pages/danh-sach.aspx", home("Bộ Nội vụ", teasers(stories), language="vi"))
    nav = '<a href="/tintuc/Pages/danh-sach.aspx">Tin tức</a> <a href="/gioithieu/Pages/a.aspx">Giới thiệu</a>'
    body = '<form id="aspnetForm">' + services() + "</form><script src='/_layouts/15/init.js'></script>"
    site.serve("/", home("Bộ Nội vụ", body, language="vi", nav=nav))
    return "/tintuc/Pages/danh-sach.aspx"


def news_cms(site: Site) -> str:
    """A feed for each desk and one of all; a page of feeds leads to them."""
    stories = site.stories(24, "/{slug}-post{id}.html")
    site.rss("/rss/home.rss", stories)
    site.rss("/rss/culture.rss", stories[::4])
    site.serve(
        "/rss.html", home("Feeds", '<ul><li><a href="/rss/home.rss">Latest</a></li><li><a href="/rss/culture.rss">Culture</a></li></ul>')
    )
    site.serve("/", home("The Herald", teasers(stories[:12]), nav='<a href="/rss.html">RSS</a>'))
    return "/rss/home.rss"


def single_page_shell_with_feed(site: Site) -> str:
    stories = site.stories(10, "/article/{slug}")
    site.rss("/feed", stories)
    site.serve("/", SHELL.replace("</head>", declares("/feed") + "</head>"))
    return "/feed"


def single_page_shell(site: Site) -> None:
    """Nothing but scripts: every address answers the same shell."""
    for path in (
        "/",
        "/feed",
        "/rss",
        "/rss.xml",
        "/feed.xml",
        "/sitemap.xml",
        "/index.xml",
        "/atom.xml",
        "/feed.json",
        "/news-sitemap.xml",
    ):
        site.serve(path, SHELL)


def shell_whose_articles_are_shells(site: Site) -> None:
    stories = site.stories(8, "/a/{slug}")
    for one in stories:
        site.serve(one.path, SHELL)
    site.rss("/feed", stories)
    site.serve("/", SHELL.replace("</head>", declares("/feed") + "</head>"))


def wall(site: Site) -> None:
    for path in ("/", "/feed", "/rss.xml"):
        site.serve(path, WALL)


def no_feed(site: Site) -> str:
    """A ministry whose news are a page; the front page shows three of them and many services."""
    stories = site.stories(14, "/newsroom/{slug}")
    site.serve("/newsroom", home("Newsroom", teasers(stories)))
    site.serve(
        "/", home("Department of Works", services() + "<h2>Latest</h2>" + teasers(stories[:3]), nav='<a href="/newsroom">Newsroom</a>')
    )
    return "/newsroom"


def front_page_alone(site: Site) -> str:
    stories = site.stories(16, "/{slug}")
    site.serve("/", home("Tarn Times", teasers(stories)))
    return "/"


def dead_feed(site: Site) -> str:
    """The declared feed ended three years ago; the page of news goes on."""
    site.rss("/old.rss", site.stories(20, "/archive/{slug}-{id}", first=30, days_old=1100))
    stories = site.stories(12, "/press/{slug}")
    site.serve("/press", home("Press", teasers(stories)))
    site.serve("/", home("Institute", services(), head=declares("/old.rss"), nav='<a href="/press">Press releases</a>'))
    return "/press"


def sitemap_of_tags(site: Site) -> str:
    """50,000 tag pages in the sitemap, and a news sitemap beside it."""
    stories = site.stories(20, "/story/{slug}-{id}")
    tags = "".join(f"<url><loc>{site.origin.url(f'/tag/word-{n}')}</loc></url>" for n in range(50_000))
    site.serve("/sitemap-tags.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{tags}</urlset>', "application/xml")
    site.sitemap("/sitemap-news.xml", stories, news=True)
    lines = [f"Sitemap: {site.origin.url(path)}" for path in ("/sitemap-tags.xml", "/sitemap-news.xml")]
    site.serve("/robots.txt", "User-agent: *\nAllow: /\n" + "\n".join(lines), "text/plain")
    site.serve("/", home("Wire", services()))
    return "/sitemap-news.xml"


def json_feed(site: Site) -> str:
    stories = site.stories(9, "/posts/{slug}")
    entries = ",".join(
        f'{{"id":"{one.path}","url":"{site.origin.url(one.path)}","title":"{one.title}","date_published":"{one.at.isoformat()}"}}'
        for one in stories
    )
    site.serve(
        "/feed.json", f'{{"version":"https://jsonfeed.org/version/1.1","title":"Notes","items":[{entries}]}}', "application/feed+json"
    )
    site.serve("/", home("Notes", teasers(stories[:3]), head=declares("/feed.json", "Notes", "application/feed+json")))
    return "/feed.json"


def feeds_of_other_things_first(site: Site) -> str:
    """Vacancies and events are declared before the news."""
    site.rss("/jobs.rss", site.stories(30, "/jobs/{slug}", first=40), "Vacancies")
    site.rss("/events.rss", site.stories(25, "/events/{slug}", first=80), "Events")
    stories = site.stories(10, "/news/{slug}")
    site.rss("/news.rss", stories, "News")
    head = declares("/jobs.rss", "Vacancies") + declares("/events.rss", "Events") + declares("/news.rss", "News")
    site.serve("/", home("University of Tarn", teasers(stories[:3]) + services(), head=head))
    return "/news.rss"


def languages_below_paths(site: Site) -> str:
    for language, title in (("en", "Federal Council"), ("fr", "Conseil fédéral"), ("de", "Bundesrat")):
        stories = site.stories(10, f"/{language}/news/{{slug}}", language)
        site.rss(f"/{language}/rss.xml", stories, title)
        others = "".join(f'<link rel="alternate" hreflang="{other}" href="/{other}/">' for other in ("en", "fr", "de"))
        site.serve(f"/{language}/", home(title, teasers(stories[:4]), head=declares(f"/{language}/rss.xml") + others, language=language))
    site.origin.serve("/", answer(b"", 302, Location="/en/"))
    return "/en/rss.xml"


def index_of_sitemaps(site: Site) -> str:
    """No feed, no page of news: monthly sitemaps below an index."""
    stories = site.stories(18, "/read/{slug}-{id}.html")
    site.sitemap("/sitemaps/2026-11.xml", stories)
    site.sitemap("/sitemaps/2020-01.xml", site.stories(5, "/read/{slug}-{id}.html", first=60, days_old=2400))
    maps = "".join(f"<sitemap><loc>{site.origin.url(f'/sitemaps/{name}.xml')}</loc></sitemap>" for name in ("2020-01", "2026-11"))
    site.serve(
        "/sitemap.xml", f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>', "application/xml"
    )
    site.serve("/robots.txt", f"Sitemap: {site.origin.url('/sitemap.xml')}", "text/plain")
    site.serve("/", home("Register", services()))
    return "/sitemaps/2026-11.xml"


def chinese_sections(site: Site) -> str:
    stories = site.stories(12, "/zhengce/{day}/content_{id}.htm", "zh")
    site.serve("/yaowen/", home("要闻", teasers(stories), language="zh-CN"))
    site.serve(
        "/",
        home("北林市人民政府", "<p>欢迎</p>" + services(), language="zh-CN", nav='<a href="/yaowen/">要闻</a> <a href="/fuwu/">服务</a>'),
    )
    return "/yaowen/"


def robots_forbid_the_feed(site: Site) -> str:
    stories = site.stories(10, "/news/{slug}")
    site.rss("/private/feed.xml", stories)
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    site.serve("/news", home("News", teasers(stories)))
    site.serve("/", home("Office", services(), head=declares("/private/feed.xml"), nav='<a href="/news">News</a>'))
    return "/news"


def soft_404(site: Site) -> str:
    """Every address answers 200 with the same page of an error, a list of popular articles on it."""
    stories = site.stories(10, "/item/{slug}")
    gone = home("Page not found", "<h1>Page not found</h1><p>Sorry.</p>" + teasers(stories[:6]))
    for path in ("/feed", "/rss.xml", "/feed.xml", "/rss", "/atom.xml", "/index.xml", "/feed.json", "/sitemap.xml", "/news-sitemap.xml"):
        site.serve(path, gone)
    site.serve("/press-releases", home("Press releases", teasers(stories)))
    site.serve("/", home("Board of Trade", services(), nav='<a href="/press-releases">Press releases</a>'))
    return "/press-releases"


# written after the rules of `core/discovery`


def feed_named_by_a_link_alone(site: Site) -> str:
    """A picture of an orange square leads to the feed, at an address of its own making."""
    stories = site.stories(9, "/meldung/{slug}", "de")
    site.rss("/service/newsfeed.xml", stories, "Meldungen")
    body = services() + '<a href="/service/newsfeed.xml"><img src="/i/rss.png" alt="RSS"></a>'
    site.serve("/", home("Stadt Linden", body, language="de"))
    return "/service/newsfeed.xml"


def languages_in_a_menu(site: Site) -> str:
    """No hreflang: a menu names the languages by themselves, and each has a page of news."""
    menu = '<a href="/">English</a> <a href="/fr/">Français</a> <a href="/es/">Español</a>'
    for prefix, language, label, news in (
        ("", "en", "News", "news"),
        ("/fr", "fr", "Actualités", "news"),
        ("/es", "es", "Noticias", "news"),
    ):
        stories = site.stories(11, f"{prefix}/{news}/{{slug}}", language)
        site.serve(f"{prefix}/{news}", home(label, teasers(stories), language=language))
        nav = f'{menu} <a href="{prefix}/{news}">{label}</a>'
        site.serve(f"{prefix}/", home("Observatory", services(), language=language, nav=nav))
    return "/news"


def atom_declared_with_a_base(site: Site) -> str:
    stories = site.stories(12, "/briefings/{slug}")
    parts = "".join(
        f'<entry><title>{one.title}</title><link href="{site.origin.url(one.path)}"/><updated>{one.at.isoformat()}</updated></entry>'
        for one in stories
    )
    site.serve("/syndication/all", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>All</title>{parts}</feed>', "application/atom+xml")
    head = '<base href="/syndication/">' + declares("all", "All", "application/atom+xml")
    site.serve("/", home("Briefings", "<p>Welcome.</p>", head=head))
    return "/syndication/all"


def news_of_whole_numbers(site: Site) -> str:
    """Korean-style board: one address, a number for each article among other parameters."""
    stories = site.stories(15, "/board/view.do?mid=a101&nttId={id}&page=1")
    site.serve("/board/list.do?mid=a101", home("Press Releases", teasers(stories)))
    site.serve("/", home("Ministry of Ports", services(), nav='<a href="/board/list.do?mid=a101">Press Releases</a>'))
    return "/board/list.do?mid=a101"


def feed_of_a_blog_beside_press(site: Site) -> str:
    """A blog of three old articles is declared; the press releases are a page with twenty new ones."""
    site.rss("/blog/feed", site.stories(3, "/blog/{slug}", first=70, days_old=240), "Blog of the director")
    stories = site.stories(20, "/press-releases/{slug}")
    site.serve("/press-releases", home("Press releases", teasers(stories)))
    nav = '<a href="/press-releases">Press releases</a> <a href="/blog">Blog</a>'
    site.serve("/", home("Fisheries Board", services(), head=declares("/blog/feed", "Blog of the director"), nav=nav))
    return "/press-releases"


def podcast_beside_news(site: Site) -> str:
    site.rss("/podcast.xml", site.stories(40, "/podcast/{slug}", first=100), "The Podcast")
    stories = site.stories(15, "/{day}/{slug}")
    site.rss("/latest.xml", stories, "Latest")
    site.serve(
        "/", home("Radio Tarn", teasers(stories[:6]), head=declares("/podcast.xml", "The Podcast") + declares("/latest.xml", "Latest"))
    )
    return "/latest.xml"


def empty_feed_beside_a_page(site: Site) -> str:
    site.rss("/rss.xml", [], "News")
    stories = site.stories(10, "/actualites/{slug}", "fr")
    site.serve("/actualites", home("Actualités", teasers(stories), language="fr"))
    nav = '<a href="/actualites">Actualités</a>'
    site.serve("/", home("Préfecture", services(), head=declares("/rss.xml"), language="fr", nav=nav))
    return "/actualites"


def consent_wall(site: Site) -> None:
    page = home("Before you continue", "<h1>Before you continue</h1><p>We use cookies. Accept all cookies to continue to our site.</p>")
    site.origin.serve("/", answer(b"", 302, Location="/consent?next=/"))
    site.serve("/consent?next=/", page)


def parked_domain(site: Site) -> None:
    body = "<h1>This domain is for sale</h1>" + "".join(f'<p><a href="/search/{n}">Cheap flights</a></p>' for n in range(12))
    site.serve("/", home("tarn.example", body))


def feed_named_by_a_section_alone(site: Site) -> str:
    stories = site.stories(8, "/ajankohtaista/{slug}", "fi")
    site.rss("/ajankohtaista/RSS", stories, "Ajankohtaista")
    site.serve("/ajankohtaista", home("Ajankohtaista", f'<a href="/ajankohtaista/RSS">RSS</a>{teasers(stories)}', language="fi"))
    nav = '<a href="/ajankohtaista">Ajankohtaista</a> <a href="/yhteys">Yhteystiedot</a>'
    site.serve("/", home("Virasto", services(), language="fi", nav=nav))
    return "/ajankohtaista/RSS"


def languages_in_a_drop_down(site: Site) -> str:
    choice = '<select onchange="go(this)"><option value="/" selected>English</option><option value="/fr/">Français</option></select>'
    site.serve("/news", home("News", teasers(site.stories(8))))
    site.serve("/fr/nouvelles", home("Nouvelles", teasers(site.stories(8, "/fr/nouvelles/{slug}", "fr", first=8)), language="fr"))
    site.serve("/", home("Agency", choice + services(), nav='<a href="/news">News</a>'))
    site.serve("/fr/", home("Agence", choice, language="fr", nav='<a href="/fr/nouvelles">Nouvelles</a>'))
    return "/news"


def board_in_a_table(site: Site) -> str:
    rows = "".join(
        f'<tr><td>{one.number}</td><td class="subject"><a href="{one.path}">{one.title}</a></td><td>{one.at.strftime("%Y.%m.%d")}</td></tr>'
        for one in site.stories(10, "/brd/view.do?seq={id}", "ko")
    )
    table = f"<table><tr><th>번호</th><th>제목</th><th>등록일</th></tr>{rows}</table>"
    site.serve("/brd/list.do", home("보도자료", table, language="ko"))
    nav = '<a href="/brd/list.do">보도자료</a> <a href="/intro.do">기관소개</a>'
    site.serve("/", home("부처", services(), language="ko", nav=nav))
    return "/brd/list.do"


def login(site: Site) -> None:
    form = '<form action="/login" method="post"><input name="user"><input type="password" name="pw"><button>Sign in</button></form>'
    for path in ("/", "/news", "/feed", "/rss.xml", "/sitemap.xml"):
        site.serve(path, home("Sign in", form))


def undated_page_of_news(site: Site) -> str:
    """Neither dates nor summaries, long menus around, the news below /info/."""
    stories = site.stories(13, "/info/{slug}.html", "de")
    site.serve("/info/aktuelles.html", home("Aktuelles", teasers(stories, dated=False), language="de"))
    menu = "".join(f'<a href="/amt/{n}.html">Amt für Angelegenheit {n}</a> ' for n in range(20))
    site.serve("/", home("Landkreis", services(), language="de", nav=menu + '<a href="/info/aktuelles.html">Aktuelles</a>'))
    return "/info/aktuelles.html"


SITES: tuple[Callable[[Site], str | None], ...] = (
    static_with_declared_feed, wordpress, wordpress_undeclared, drupal_undeclared, sharepoint, news_cms, single_page_shell_with_feed,
    single_page_shell, shell_whose_articles_are_shells, wall, no_feed, front_page_alone, dead_feed, sitemap_of_tags, json_feed,
    feeds_of_other_things_first, languages_below_paths, index_of_sitemaps, chinese_sections, robots_forbid_the_feed, soft_404,
    feed_named_by_a_link_alone, languages_in_a_menu, atom_declared_with_a_base, news_of_whole_numbers, feed_of_a_blog_beside_press,
    podcast_beside_news, empty_feed_beside_a_page, consent_wall, parked_domain, undated_page_of_news,
    feed_named_by_a_section_alone, languages_in_a_drop_down, board_in_a_table, login,
)  # fmt: skip
