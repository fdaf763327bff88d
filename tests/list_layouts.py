# ruff: noqa: E501  (markup and headlines are read whole)
"""Whole list pages, self-made: a way to lay out a list, a way to spell its addresses, and what stands round it.

Each layout knows which of its links are articles. `EARLIER` were written before the rules of `core.listing.headlines`, `LATER` after them.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

import list_words as w
from anyascii import anyascii
from list_words import Words

SITE = "https://www.nordhaven.example"


class News(NamedTuple):
    url: str
    title: str
    day: int  # of November 2026


class Layout(NamedTuple):
    name: str
    words: Words
    address: Callable[[int, str], str]
    rows: Callable[[list[News], Words], str]
    frame: Callable[[str, Words], str]
    listing: str = "/news"


# ---------------------------------------------------------------- addresses


def slug(title: str, most: int = 8) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in anyascii(title).lower()).split()[:most])


def under(folder: str, most: int = 8, end: str = "") -> Callable[[int, str], str]:
    return lambda _, title: f"{folder}/{slug(title, most)}{end}"


def numbered(pattern: str) -> Callable[[int, str], str]:
    return lambda number, title: pattern.format(n=4100 + 7 * number, day=28 - number, slug=slug(title, 5))


def own_script(folder: str) -> Callable[[int, str], str]:
    return lambda _, title: f"{folder}/{quote(title.replace(' ', '-'))}"


# ---------------------------------------------------------------- what stands round a list


def links(folder: str, names: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="{folder}/{slug(name, 3)}">{name}</a></{tag}>' for name in names)


def html(words: Words, body: str) -> str:
    return f'<!doctype html><html lang="{words.language}"><head><title>{words.sections[0]}</title></head><body>{body}</body></html>'


LANGUAGES = '<a href="/en" hreflang="en">English</a> <a href="/fr" hreflang="fr">Français</a> <a href="/vi" hreflang="vi">Tiếng Việt</a>'
PAGES = '<a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=3">3</a> <a href="?page=2">›</a>'


def semantic(rows: str, words: Words) -> str:
    return html(
        words,
        f'<header><a href="/">N</a><nav><ul>{links("", words.sections)}</ul></nav><div>{LANGUAGES}</div></header>'
        f"<main><h1>{words.sections[0]}</h1>{rows}<nav>{PAGES}</nav></main>"
        f"<aside><h2>+</h2><ul>{links('/guide', words.popular)}</ul></aside><footer><ul>{links('/site', words.legal)}</ul></footer>",
    )


def divs(rows: str, words: Words) -> str:
    return html(
        words,
        f'<div id="top"><div class="main-menu"><ul>{links("", words.sections)}</ul></div><div class="lang-switch">{LANGUAGES}</div></div>'
        f'<div class="breadcrumb"><a href="/">N</a> › <a href="/news">{words.sections[0]}</a></div>'
        f'<div id="content"><h1>{words.sections[0]}</h1>{rows}<div class="pagination">{PAGES}</div></div>'
        f'<div class="sidebar"><div class="widget tag-cloud">{links("/tag", (*words.sections, *words.popular), "span")}</div>'
        f'<div class="widget related-posts"><ul>{links("/blog", words.popular)}</ul></div></div>'
        f'<div class="footer"><p>{links("/site", words.legal, "span")}</p></div>',
    )


def bare(rows: str, words: Words) -> str:
    """Tables without a class or name, as older sites have them."""
    beside = "".join(f"<tr>{links('/guide', (one,), 'td')}</tr>" for one in words.popular)
    return html(
        words,
        f"<table><tr>{links('', words.sections, 'td')}</tr></table><table><tr><td valign=top><table>"
        f"{beside}</table></td>"
        f"<td>{rows}<p>{PAGES}</p></td></tr></table><table><tr>{links('/site', words.legal, 'td')}</tr></table>",
    )


# ---------------------------------------------------------------- ways to lay out a list


def h2_in_header(news: list[News], words: Words) -> str:
    return "".join(
        f'<article><header><h2><a href="{one.url}">{one.title}</a></h2><time datetime="2026-11-{one.day:02}">{one.day}</time></header>'
        f'<p>{words.summary}</p><a href="{one.url}">{words.more}</a></article>'
        for one in news
    )


def plain_items(news: list[News], words: Words) -> str:
    return "<ul>" + "".join(f'<li><a href="{one.url}">{one.title}</a></li>' for one in news) + "</ul>"


def dated_items(news: list[News], words: Words) -> str:
    return "<ul>" + "".join(f'<li><span>{one.day:02}/11/2026</span> <a href="{one.url}">{one.title}</a></li>' for one in news) + "</ul>"


def table_rows(news: list[News], words: Words) -> str:
    rows = "".join(
        f'<tr><td>{number}</td><td><a href="{one.url}">{one.title}</a></td><td>{words.sections[number % 3]}</td><td>2026-11-{one.day:02}</td></tr>'
        for number, one in enumerate(news)
    )
    return f"<table><thead><tr><th>#</th><th>T</th></tr></thead><tbody>{rows}</tbody></table>"


def cards(news: list[News], words: Words) -> str:
    """Picture, section, headline, author and date of each in a grid."""
    return (
        '<div class="grid">'
        + "".join(
            f'<div class="card c{number}"><a class="pic" href="{one.url}"><img src="/p{number}.jpg" alt=""></a>'
            f'<a class="kicker" href="/topics/{slug(words.sections[number % 4])}">{words.sections[number % 4]}</a>'
            f'<h3><a href="{one.url}">{one.title}</a></h3><span class="by"><a href="/people/m-{number % 3}">M. Osk {number % 3}</a></span>'
            f'<span class="date">{one.day} {words.months[0]} 2026</span></div>'
            for number, one in enumerate(news)
        )
        + "</div>"
    )


def lead_and_rest(news: list[News], words: Words) -> str:
    lead, rest = news[0], news[1:]
    return (
        f'<div class="lead"><a href="{lead.url}"><img src="/l.jpg" alt=""></a><h2><a href="{lead.url}">{lead.title}</a></h2>'
        f"<p>{words.summary}</p><span>{lead.day}.11.2026</span></div><ul class=list>"
        + "".join(f'<li><a href="{one.url}">{one.title}</a> <small>{one.day}.11.2026</small></li>' for one in rest) + "</ul>"
    )  # fmt: skip


def by_day(news: list[News], words: Words) -> str:
    """A heading a day, one or two articles under each."""
    groups = [news[0:1], news[1:3], news[3:4], news[4:6], news[6:8]]
    return "".join(
        f'<section><h2>{group[0].day} {words.months[0]} 2026</h2><ul>'
        + "".join(f'<li><p><a href="{one.url}">{one.title}</a></p></li>' for one in group) + "</ul></section>"
        for group in groups
    )  # fmt: skip


def whole_card(news: list[News], words: Words) -> str:
    """The link goes round the whole card."""
    return "<div>" + "".join(
        f'<div><a href="{one.url}"><img src="/x.jpg" alt=""><span>{words.sections[0]}</span><h3>{one.title}</h3><p>{words.summary}</p>'
        f"<time>{one.day} {words.months[0]} 2026</time></a></div>"
        for one in news
    ) + "</div>"  # fmt: skip


def only_more(news: list[News], words: Words) -> str:
    """The headline is no link; "read more" below it is."""
    return "".join(
        f'<div class="item"><h3>{one.title}</h3><p class="d">2026-11-{one.day:02}</p><p>{words.summary}</p><a href="{one.url}">{words.more}</a></div>'
        for one in news
    )


def definition_list(news: list[News], words: Words) -> str:
    return "<dl>" + "".join(f'<dt>2026.11.{one.day:02}</dt><dd><a href="{one.url}">{one.title}</a></dd>' for one in news) + "</dl>"


def breaks(news: list[News], words: Words) -> str:
    """Links in one cell, with nothing but line breaks between them."""
    return "<div>" + "<br>".join(f'· <a href="{one.url}">{one.title}</a> ({one.day}/11)' for one in news) + "</div>"


def wordpress(news: list[News], words: Words) -> str:
    return "".join(
        f'<article id="post-{number + 17}" class="post-{number + 17} post type-post status-publish category-{slug(words.sections[number % 5])}">'
        f'<header class="entry-header"><h2 class="entry-title"><a href="{one.url}" rel="bookmark">{one.title}</a></h2>'
        f'<div class="entry-meta"><a href="{one.url}" rel="bookmark"><time datetime="2026-11-{one.day:02}T08:00:00+00:00">{one.day}</time></a>'
        f'<a href="/author/ann">Ann</a></div></header><div class="entry-summary"><p>{words.summary} <a href="{one.url}">{words.more}</a></p></div>'
        f'<footer><a href="/category/{slug(words.sections[number % 5])}">{words.sections[number % 5]}</a>'
        f'<a href="{one.url}#respond">0</a></footer></article>'
        for number, one in enumerate(news)
    )


EARLIER = (
    Layout("article header h2, short slugs", w.EN, under("/news", 3), h2_in_header, semantic),
    Layout("article header h2 under /about/news/", w.EN, under("/about/news", 2), h2_in_header, divs, "/about/news/"),
    Layout("plain items under /archive/2026/", w.FR, under("/archive/2026", 4), plain_items, semantic, "/archive/2026/"),
    Layout("dated items, slugs of one word", w.DE, under("/presse", 1), dated_items, divs, "/presse"),
    Layout("dated items in tables, numbers in the query", w.VI, numbered("/tin/Pages/chi-tiet.aspx?ItemID={n}"), dated_items, bare, "/tin"),
    Layout("table of documents", w.ES, under("/documentos", 4), table_rows, semantic),
    Layout("table of notices, content numbers", w.ZH, numbered("/zwgk/202611/t202611{day}_{n}.html"), table_rows, bare, "/zwgk/"),
    Layout("cards under /topics/", w.EN, under("/topics/news", 4), cards, semantic, "/topics/news"),
    Layout("cards, slugs in the page's own script", w.JA, own_script("/press"), cards, divs, "/press"),
    Layout("lead and rest", w.RU, numbered("/news/{n}/"), lead_and_rest, semantic),
    Layout("lead and rest, short slugs", w.AR, own_script("/akhbar"), lead_and_rest, divs, "/akhbar"),
    Layout("a heading a day", w.FI, under("/ajankohtaista", 3), by_day, semantic, "/ajankohtaista"),
    Layout("a heading a day without classes", w.KO, numbered("/board/view?bbs=news&idx={n}"), by_day, bare, "/board/list"),
    Layout("the whole card is a link", w.FR, under("/actualites", 2), whole_card, divs, "/actualites"),
    Layout("the whole card is a link, Thai", w.TH, numbered("/th/content/{n}"), whole_card, semantic, "/th/news"),
    Layout("only read-more links", w.ES, numbered("/noticias/ver?id={n}"), only_more, divs, "/noticias"),
    Layout("only read-more links, slugs", w.DE, under("/aktuelles", 2, ".html"), only_more, semantic, "/aktuelles"),
    Layout("definition list", w.JA, numbered("/houdou/2026/11/{n}.html"), definition_list, bare, "/houdou/2026/"),
    Layout("definition list, category path", w.EN, under("/category/press-release", 3), definition_list, divs, "/category/press-release"),
    Layout("line breaks between links", w.RU, own_script("/novosti"), breaks, bare, "/novosti"),
    Layout("line breaks, Vietnamese", w.VI, under("/tin-tuc", 5, ".html"), breaks, divs, "/tin-tuc"),
    Layout("WordPress at the root", w.EN, under("", 3, "/"), wordpress, divs, "/blog/"),
    Layout("WordPress by date, Arabic", w.AR, own_script("/2026/11/20"), wordpress, divs, "/"),
    Layout("plain items in Chinese slugs", w.ZH, own_script("/xinwen"), plain_items, semantic, "/xinwen"),
)

# ---------------------------------------------------------------- written after the rules


def government_home(rows: str, words: Words) -> str:
    """Services, a search form, news, topics and departments."""
    services = "".join(
        f'<div class="col"><h3><a href="/services/{slug(one, 3)}">{one}</a></h3><p>{words.summary}</p></div>'
        for one in (*words.popular, *words.sections[:2])
    )
    return html(
        words,
        f'<div class="govhead"><a href="/">Nordhaven</a><form><input name="q"></form>{LANGUAGES}</div>'
        f'<div id="page"><div class="row services"><h2>{words.sections[1]}</h2>{services}</div>'
        f'<div class="row latest"><h2><a href="/news">{words.sections[0]}</a></h2>{rows}<p><a href="/news">{words.more}</a></p></div>'
        f'<div class="row"><h2>{words.sections[4]}</h2><ul>{links("/departments", (*words.sections, *words.legal))}</ul></div></div>'
        f'<div class="bottom"><ul>{links("/site", words.legal)}</ul><p>© 2026</p></div>',
    )


def related_below(rows: str, words: Words) -> str:
    """Related articles and most read, dressed as the list is."""
    others = "".join(
        f'<li><h4><a href="/news/{slug(one, 4)}">{one}</a></h4><time datetime="2026-10-0{number + 1}">{number + 1}/10</time></li>'
        for number, one in enumerate(words.popular)
    )
    return html(
        words,
        f'<header role="banner"><ul class="nav navbar-nav">{links("", words.sections)}</ul></header><section class="content">{rows}</section>'
        f'<section class="related"><h3>+</h3><ul>{others}</ul></section><aside class="most-read"><ol>{others}</ol></aside>'
        f'<div role="navigation">{PAGES}</div><div role="contentinfo">{links("/site", words.legal, "span")}</div>',
    )


def mega_menu(rows: str, words: Words) -> str:
    menu = "".join(
        f'<li class="dropdown"><a href="/{slug(one)}">{one}</a><div class="panel"><ul>{links(f"/{slug(one)}", (*words.legal, *words.popular))}</ul></div></li>'
        for one in words.sections
    )
    return html(
        words,
        f'<div class="site-menu"><ul>{menu}</ul></div><div class="wrap"><div class="inner">{rows}</div></div><footer>{links("/site", words.legal, "p")}</footer>',
    )


def ministry_cells(news: list[News], words: Words) -> str:
    """Nested tables, a picture of a bullet, the date behind."""
    return "<table width=100%>" + "".join(
        f'<tr><td width=10><img src="/b.gif"></td><td><a href="{one.url}" target=_blank>{one.title}</a></td><td align=right>[2026-11-{one.day:02}]</td></tr>'
        for one in news
    ) + "</table>"  # fmt: skip


def two_columns(news: list[News], words: Words) -> str:
    half = len(news) // 2
    column = [
        "".join(f'<div class="teaser"><h4><a href="{one.url}">{one.title}</a></h4><p>{words.summary}</p></div>' for one in part)
        for part in (news[:half], news[half:])
    ]
    return f'<div class="cols"><div class="col-6">{column[0]}</div><div class="col-6">{column[1]}</div></div>'


def hero_trio_list(news: list[News], words: Words) -> str:
    """One large, three beside it, the others as lines: three templates, no date at the lines."""
    hero, trio, rest = news[0], news[1:4], news[4:]
    return (
        f'<section class="hero"><a href="{hero.url}"><img src="/h.jpg" alt=""><h1>{hero.title}</h1></a><p>{words.summary}</p></section><section class="trio">'
        + "".join(f'<div><h3><a href="{one.url}">{one.title}</a></h3><span class="ago">{one.day} {words.months[0]}</span></div>' for one in trio)
        + '</section><section><ul class="lines">' + "".join(f'<li><a href="{one.url}">{one.title}</a></li>' for one in rest) + "</ul></section>"
    )  # fmt: skip


def sponsored_between(news: list[News], words: Words) -> str:
    rows = [f'<li class="r"><h3><a href="{one.url}">{one.title}</a></h3><span>{one.day:02}.11.26</span></li>' for one in news]
    rows.insert(3, '<li class="ad"><a href="https://ads.example/buy-this-very-good-thing-now">Buy this very good thing now</a></li>')
    return f"<ul>{''.join(rows)}</ul>"


def sections_with_titles(news: list[News], words: Words) -> str:
    """A front page: a linked section title over two headlines each."""
    return "".join(
        f'<div class="block"><h2 class="bt"><a href="/{slug(words.sections[at])}">{words.sections[at]}</a></h2><ul>'
        + "".join(f'<li><h3><a href="{one.url}">{one.title}</a></h3></li>' for one in news[2 * at : 2 * at + 2]) + "</ul></div>"
        for at in range(4)
    )  # fmt: skip


def departments_beside(news: list[News], words: Words) -> str:
    """Every row names its department, whose name is as long as a headline."""
    return '<div class="list">' + "".join(
        f'<div class="row"><span class="when">{one.day} {words.months[0]} 2026</span> <a class="org" href="/org/{number % 6}-{slug(words.legal[number % 3], 4)}">'
        f'{words.legal[number % 3]}</a> <a class="t" href="{one.url}">{one.title}</a></div>'
        for number, one in enumerate(news)
    ) + "</div>"  # fmt: skip


def drupal_views(news: list[News], words: Words) -> str:
    return '<div class="view view-news"><div class="view-content">' + "".join(
        f'<div class="views-row views-row-{n} {"views-row-odd" if n % 2 else "views-row-even"}"><div class="views-field views-field-title">'
        f'<span class="field-content"><a href="{one.url}">{one.title}</a></span></div><div class="views-field views-field-created">'
        f'<span class="field-content">{one.day:02}/11/2026 - 10:2{n}</span></div><div class="views-field-term"><a href="/taxonomy/term/{n % 3}">'
        f"{words.sections[n % 3]}</a></div></div>"
        for n, one in enumerate(news, 1)
    ) + '</div><ul class="pager"><li><a href="?page=1">2</a></li></ul></div>'  # fmt: skip


def sharepoint(news: list[News], words: Words) -> str:
    return '<div class="ms-webpart-zone"><div class="dfwp-column"><ul class="dfwp-list">' + "".join(
        f'<li class="dfwp-item"><div class="item"><div class="link-item"><a href="{one.url}" title="">{one.title}</a></div>'
        f'<div class="description">({one.day}/11/2026)</div></div></li>'
        for one in news
    ) + "</ul></div></div>"  # fmt: skip


def date_after_links(news: list[News], words: Words) -> str:
    """Paragraphs: the date first, the link behind it, nothing else."""
    return "".join(f'<p>{one.day} {words.months[0]} 2026 – <a href="{one.url}">{one.title}</a></p>' for one in news)


def tags_in_rows(news: list[News], words: Words) -> str:
    """Three topic links below every headline."""
    return "".join(
        f'<article><h3><a href="{one.url}">{one.title}</a></h3><p>{words.summary}</p><p class="meta">{one.day}.11.2026 · '
        + ", ".join(f'<a href="/topics/{slug(words.sections[(n + k) % 5])}">{words.sections[(n + k) % 5]}</a>' for k in range(3)) + "</p></article>"
        for n, one in enumerate(news)
    )  # fmt: skip


def short_list(news: list[News], words: Words) -> str:
    """A quiet body: two articles in all are on the page; the others stand in a plain list of the year."""
    return dated_items(news[:2], words) + plain_items(news[2:], words)


def headings_only(news: list[News], words: Words) -> str:
    return "".join(f'<h2><a href="{one.url}">{one.title}</a></h2><p>{words.summary}</p>' for one in news)


LATER = (
    Layout("a government's home page with news in cards", w.EN, under("/news", 3), cards, government_home, "/"),
    Layout("a government's home page with news in lines", w.FR, under("/actualites", 3), dated_items, government_home, "/"),
    Layout("a government's home page, Thai", w.TH, numbered("/news/detail/{n}"), whole_card, government_home, "/th"),
    Layout("a government's home page, short slugs", w.FI, under("/tiedote", 1), h2_in_header, government_home, "/fi"),
    Layout("related dressed as the list", w.EN, under("/news", 3), h2_in_header, related_below),
    Layout("related dressed as the list, cards", w.RU, under("/news", 3), cards, related_below),
    Layout("mega menu over plain items", w.DE, under("/presse/meldungen", 2), plain_items, mega_menu, "/presse/meldungen"),
    Layout("mega menu over a day's headings", w.ES, under("/sala-de-prensa", 3), by_day, mega_menu, "/sala-de-prensa"),
    Layout("bulleted cells", w.ZH, numbered("/art/2026/11/{day}/art_12_{n}.html"), ministry_cells, bare, "/col/col12/"),
    Layout("bulleted cells, words for addresses", w.KO, own_script("/notice"), ministry_cells, bare, "/notice/list"),
    Layout("two columns of teasers", w.AR, own_script("/news"), two_columns, semantic),
    Layout("two columns of teasers, divs", w.EN, under("/about/news", 2), two_columns, divs, "/about/news"),
    Layout("hero, trio and lines", w.ES, under("/noticias", 3, ".html"), hero_trio_list, semantic, "/noticias"),
    Layout("hero, trio and lines, numbers", w.JA, numbered("/articles/{n}"), hero_trio_list, divs, "/"),
    Layout("advertisement between rows", w.FR, under("/infos", 3), sponsored_between, divs, "/infos"),
    Layout("front page by sections", w.VI, under("/bai", 4, ".html"), sections_with_titles, semantic, "/"),
    Layout("front page by sections, Russian", w.RU, numbered("/text/{n}/"), sections_with_titles, divs, "/"),
    Layout("departments beside headlines", w.EN, under("/announcements", 3), departments_beside, semantic, "/announcements"),
    Layout("Drupal views", w.AR, own_script("/ar/media"), drupal_views, divs, "/ar/media"),
    Layout("SharePoint", w.VI, numbered("/tintuc/Pages/chitiet.aspx?ItemID={n}"), sharepoint, divs, "/tintuc/Pages/ds.aspx"),
    Layout("paragraphs with the date first", w.DE, under("/archiv/2026", 2, ".html"), date_after_links, bare, "/archiv/2026/"),
    Layout("topics in every row", w.FI, under("/topics/uutiset", 2), tags_in_rows, semantic, "/topics/uutiset"),
    Layout("two dated, the others plain", w.ZH, own_script("/category/news"), short_list, divs, "/category/news"),
    Layout("headings and summaries without boxes", w.TH, own_script("/khao"), headings_only, semantic, "/khao"),
)


def page_of(layout: Layout) -> tuple[str, str, dict[str, str]]:
    """(HTML, URL of the page, title of each article by its URL)."""
    news = [News(layout.address(number, title), title, 28 - number) for number, title in enumerate(layout.words.headlines)]
    markup = layout.frame(layout.rows(news, layout.words), layout.words)
    return markup, SITE + layout.listing, {SITE + one.url: one.title for one in news}
