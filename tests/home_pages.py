"""Sites of many shapes for `sources add`, written for the tests: each is served on loopback and says which listing is the right one.

A builder takes a Site, serves pages, and returns the path of the listing that a person would choose; None: there is nothing to write.
"""

from collections.abc import Callable

from home_site import SHELL, WALL, Site, declares, home, services, teasers
from origin import answer


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
