# ruff: noqa: E501  (markup is read whole)
"""More list pages, in ten other languages; on half of them the headline is no link, and "more", an arrow, a picture or a date is.

`PLAIN` have such headlines, `LINKED` have not.
"""

import list_words as w
import list_words_more as m
from list_layouts import Layout, News, bare, divs, government_home, mega_menu, numbered, own_script, related_below, semantic, slug, under
from list_words import Words


def boxes_and_more(news: list[News], words: Words) -> str:
    return "".join(
        f'<div class="haber"><div class="bas">{one.title}</div><div class="ozet">{words.summary}</div><span>{one.day}.11.2026</span><a class="dv" href="{one.url}">{words.more}</a></div>'
        for one in news
    )


def bold_and_more(news: list[News], words: Words) -> str:
    return (
        "<ul>"
        + "".join(f'<li><b>{one.title}</b><br>{words.summary} <a href="{one.url}">{words.more} &raquo;</a></li>' for one in news)
        + "</ul>"
    )


def words_beside_more(news: list[News], words: Words) -> str:
    """The headline is in no element of its own."""
    return (
        "<dl>"
        + "".join(f'<dt>2026年11月{one.day}日</dt><dd>{one.title} <a href="{one.url}">{words.more}</a></dd>' for one in news)
        + "</dl>"
    )


def cells_and_more(news: list[News], words: Words) -> str:
    rows = "".join(
        f'<tr><td>2026/11/{one.day}</td><td>{one.title}</td><td>{words.sections[one.day % 3]}</td><td><a href="{one.url}">{words.more}</a></td></tr>'
        for one in news
    )
    return f"<table>{rows}</table>"


def card_buttons(news: list[News], words: Words) -> str:
    return '<div class="row">' + "".join(
        f'<div class="col-md-4"><div class="card"><img src="/{one.day}.jpg"><div class="card-body"><small>{one.day} {words.months[0]} 2026</small>'
        f'<p class="card-text"><strong>{one.title}</strong></p><a class="btn btn-primary" href="{one.url}">{words.more}</a></div></div></div>'
        for one in news
    ) + "</div>"  # fmt: skip


def siblings_without_box(news: list[News], words: Words) -> str:
    """Paragraphs one below the other, with nothing round those of one article."""
    return '<div class="icerik">' + "".join(
        f'<p class="bas">{one.title}</p><p>{words.summary}</p><p><a href="{one.url}">{words.more}</a></p><hr>' for one in news
    ) + "</div>"  # fmt: skip


def pictures_alone(news: list[News], words: Words) -> str:
    return "<div>" + "".join(
        f'<div class="it"><a href="{one.url}"><img src="/{one.day}.jpg" alt=""></a><div class="tx"><span>{one.title}</span><em>{one.day}/11/2026</em></div></div>'
        for one in news
    ) + "</div>"  # fmt: skip


def arrows(news: list[News], words: Words) -> str:
    return "<ul>" + "".join(f'<li><span>{one.title}</span> <a href="{one.url}">›</a></li>' for one in news) + "</ul>"


def dates_are_links(news: list[News], words: Words) -> str:
    return "<div>" + "".join(f'<p><a href="{one.url}">2026.11.{one.day}.</a> {one.title}</p>' for one in news) + "</div>"


def date_in_the_line(news: list[News], words: Words) -> str:
    return "<ul>" + "".join(f'<li>{one.day}.11.2026 – {one.title} <a href="{one.url}">({words.more})</a></li>' for one in news) + "</ul>"


def title_in_the_row_above(news: list[News], words: Words) -> str:
    rows = "".join(
        f'<tr><td class="c">{one.title}</td></tr><tr><td><a href="{one.url}">{words.more}</a> | {one.day}.11.2026</td></tr>' for one in news
    )
    return f"<table>{rows}</table>"


PLAIN = (
    Layout("boxes and more", m.TR, numbered("/haber/{n}"), boxes_and_more, divs, "/haberler"),
    Layout("bold and more", m.TR, under("/duyuru", 3), bold_and_more, semantic, "/duyurular"),
    Layout("words beside more", w.JA._replace(more="詳細"), numbered("/info/{n}.html"), words_beside_more, divs, "/info/"),
    Layout(
        "cells and more",
        w.JA._replace(more="詳細はこちら"),
        numbered("/topics/detail.php?id={n}"),
        cells_and_more,
        bare,
        "/topics/index.php",
    ),
    Layout("buttons of cards", m.ID, under("/berita", 4), card_buttons, semantic, "/berita"),
    Layout("siblings without a box", m.TR, under("/basin", 2, ".html"), siblings_without_box, divs, "/basin"),
    Layout("pictures alone", m.PT, numbered("/noticia/{n}"), pictures_alone, semantic, "/noticias"),
    Layout("arrows", m.FA, numbered("/fa/news/{n}"), arrows, divs, "/fa/news"),
    Layout("dates are links", m.HU, under("/hirek", 3), dates_are_links, semantic, "/hirek"),
    Layout("the date in the headline's line", m.EL, numbered("/n/{n}"), date_in_the_line, divs, "/n"),
    Layout("the headline in the row above", m.PL, numbered("/x/{n}"), title_in_the_row_above, bare, "/x"),
    Layout("more on a home page", m.HI, numbered("/node/{n}"), boxes_and_more, government_home, "/hi"),
)


def months_that_open(news: list[News], words: Words) -> str:
    half = len(news) // 2
    return "".join(
        f"<details open><summary>{words.months[at]} 2026</summary><ul>" + "".join(f'<li><a href="{one.url}">{one.title}</a></li>' for one in part) + "</ul></details>"
        for at, part in enumerate((news[:half], news[half:]))
    )  # fmt: skip


def month_rows(news: list[News], words: Words) -> str:
    rows = "".join(f'<tr><td class="d">{one.day}.11</td><td class="t"><a href="{one.url}">{one.title}</a></td></tr>' for one in news)
    return f'<table class="arch"><tr><th colspan=2>{words.months[0]}</th></tr>{rows}</table>'


def link_round_heading(news: list[News], words: Words) -> str:
    return '<ul class="common results">' + "".join(
        f'<li><a class="item" href="{one.url}"><h3>{one.title}</h3><p>{words.summary}</p><p class="meta">{words.sections[0]} | {one.day}-11-2026</p></a></li>'
        for one in news
    ) + "</ul>"  # fmt: skip


def register_with_files(news: list[News], words: Words) -> str:
    """An official register: the title is a link, and so is its file."""
    rows = "".join(
        f'<tr><td>{number}.</td><td><a href="{one.url}">{one.title}</a></td><td>2026-11-{one.day}</td><td><a href="/pliki/{one.day}.pdf">PDF</a></td></tr>'
        for number, one in enumerate(news, 1)
    )
    return f"<table class='bip'><thead><tr><th>Lp.</th><th>T</th><th>D</th><th>Z</th></tr></thead><tbody>{rows}</tbody></table>"


def tiles(news: list[News], words: Words) -> str:
    return "".join(
        f'<article class="tileItem"><span class="subtitle">{words.sections[n % 3]}</span><h2 class="tileHeadline"><a class="summary url" href="{one.url}">{one.title}</a></h2>'
        f'<span class="description">{words.summary}</span><span class="icon">{one.day}/11/2026</span><div class="keywords"><a href="/@@search?Subject={n % 3}">{words.sections[n % 5]}</a></div></article>'
        for n, one in enumerate(news)
    )


def slider_and_list(news: list[News], words: Words) -> str:
    slides = "".join(
        f'<div class="slide"><a href="{one.url}"><img src="/{one.day}.jpg" alt=""><span class="cap">{one.title}</span></a></div>'
        for one in news[:3]
    )
    lines = "".join(f'<div class="n"><span class="time">{one.day}.11</span><a href="{one.url}">{one.title}</a></div>' for one in news)
    return f'<div class="slider">{slides}</div><div class="newsline">{lines}</div>'


def badges(news: list[News], words: Words) -> str:
    return "".join(
        f'<div class="media"><div class="media-body"><a class="badge" href="/kanal/{slug(words.sections[n % 5])}">{words.sections[n % 5]}</a> <h5><a href="{one.url}">{one.title}</a></h5>'
        f'<p><a href="/penulis/{n % 2}">Redaksi {n % 2}</a> · {one.day}/11/2026 · <a href="{one.url}#komentar">{n} ☰</a></p></div></div>'
        for n, one in enumerate(news)
    )


def flat_timeline(news: list[News], words: Words) -> str:
    return (
        '<div class="tl">'
        + "".join(
            f'<div class="tl-d">{one.day} {words.months[0]} 2026</div><div class="tl-t"><a href="{one.url}">{one.title}</a></div>'
            for one in news
        )
        + "</div>"
    )


def nested_list(news: list[News], words: Words) -> str:
    return (
        "<ol>"
        + "".join(
            f'<li><p><em>{one.day}-11-2026</em></p><p><font size=2><a href="{one.url}"><u>{one.title}</u></a></font></p></li>'
            for one in news
        )
        + "</ol>"
    )


def headline_and_more(news: list[News], words: Words) -> str:
    """The headline is a link, and "more" is one too."""
    return "".join(
        f'<div class="e"><p class="h"><a href="{one.url}">{one.title}</a></p><p>{words.summary} <a href="{one.url}">{words.more}</a></p></div>'
        for one in news
    )


LINKED = (
    Layout("months that open", m.EL, under("/deltia-typou", 3), months_that_open, semantic, "/deltia-typou"),
    Layout("rows below a month", m.UK, numbered("/novyny/{n}"), month_rows, bare, "/novyny"),
    Layout("link round heading and summary", m.NL, under("/actueel/nieuws/2026/11", 3), link_round_heading, semantic, "/actueel/nieuws"),
    Layout("register with files", m.PL, numbered("/artykul/{n}"), register_with_files, semantic, "/ogloszenia"),
    Layout("tiles with keywords", m.PT, under("/pt-br/assuntos/noticias", 3), tiles, divs, "/pt-br/assuntos/noticias"),
    Layout("slider and list", m.UK, own_script("/timeline"), slider_and_list, semantic, "/"),
    Layout("badges, authors, comments", m.ID, under("/read", 4), badges, mega_menu, "/terbaru"),
    Layout("flat timeline", m.EL, own_script("/nea"), flat_timeline, divs, "/nea"),
    Layout("nested inline elements", m.FA, own_script("/akhbar"), nested_list, semantic, "/akhbar"),
    Layout("headline and more, related below", m.HU, under("/cikk", 2), headline_and_more, related_below, "/cikkek"),
)
