# ruff: noqa: E501  (markup is read whole)
"""List pages whose rows have more links than that to the article, of one shape with it; and lists that look like something else."""

from collections.abc import Callable

import list_words as w
import list_words_more as m
from list_layouts import Layout, News, bare, divs, numbered, semantic, slug, under
from list_words import Words


def paragraphs_and_print(news: list[News], words: Words) -> str:
    return "".join(f'<p><a href="{one.url}">{one.title}</a> <a href="/druck{one.url}">Druckfassung dieser Seite</a></p>' for one in news)


def four_in_a_row(news: list[News], words: Words) -> str:
    """The article's link is the third."""
    return "<ul>" + "".join(
        f'<li><a href="/send?u={one.day}">Send to a friend</a> <a href="/keep?u={one.day}">Save this item</a> <a href="{one.url}">{one.title}</a> <a href="/file/{one.day}">Download</a></li>'
        for one in news
    ) + "</ul>"  # fmt: skip


def folded_away(news: list[News], words: Words) -> str:
    return "".join(
        f'<details><summary>{one.title}</summary><p>{words.summary}</p><p><a href="{one.url}">{words.more}</a> | <a href="{one.url}/print">PDF ({words.more})</a></p></details>'
        for one in news
    )


def author_first(news: list[News], words: Words) -> str:
    names = ("Ines Calder Bryn", "Otto Vasari Lund", "Mina Therel Osk")
    return "".join(
        f'<div><a href="/people/{one.day % 3}">{names[one.day % 3]}</a><br><a href="{one.url}">{one.title}</a><br><small>{one.day}.11.2026</small></div>'
        for one in news
    )


def more_and_a_topic(news: list[News], words: Words) -> str:
    return "".join(
        f'<div class="abstract"><h4><a href="{one.url}">{one.title}</a></h4><div>{words.summary} <a href="{one.url}">{words.more} {one.title}</a></div><div><a href="/find?topic={slug(words.sections[2])}">{words.sections[2]}</a></div></div>'
        for one in news
    )


def pictures_above_titles(news: list[News], words: Words) -> str:
    """Three columns: a row of pictures, below it a row of titles."""
    rows = ""
    for start in range(0, len(news), 3):
        part = news[start : start + 3]
        rows += f"<tr>{''.join(f'<td><a href={one.url}><img></a></td>' for one in part)}</tr><tr>{''.join(f'<td><a href={one.url}>{one.title}</a></td>' for one in part)}</tr>"
    return f"<table>{rows}</table>"


def named_navigation(news: list[News], words: Words) -> str:
    return '<ul class="nav flex-column">' + "".join(f'<li class="nav-item"><a class="nav-link" href="{one.url}">{one.title}</a></li>' for one in news) + "</ul>"  # fmt: skip


def cells_and_print(news: list[News], words: Words) -> str:
    rows = "".join(f'<tr><td>{one.day}/11/2026</td><td><a href="{one.url}">{one.title}</a></td><td><a href="{one.url.replace("item", "print")}">Print this page</a></td></tr>' for one in news)  # fmt: skip
    return f"<table>{rows}</table>"


def dated_lines(news: list[News], words: Words) -> str:
    return '<div class="list">' + "".join(f'<p><span>{one.day}.11.2026</span><a href="{one.url}"><b>{one.title}</b></a><br>{words.summary}</p>' for one in news) + "</div>"  # fmt: skip


def beside_most_read(news: list[News], words: Words) -> str:
    old = "".join(
        f'<li><a href="/old/{slug(one)}-of-last-year">{one} ({n})</a></li>' for n, one in enumerate((*words.popular, *words.legal))
    )
    return f'<div class="col-8">{"".join(f"<div><h2><a href={one.url}>{one.title}</a></h2></div>" for one in news)}</div><div class="col-4 box-most-read"><ol>{old}</ol></div>'


def cut_titles(news: list[News], words: Words) -> str:
    return "<ul>" + "".join(f'<li><a href="{one.url}" title="{one.title}">{one.title[:14]}...</a><span>2026-11-{one.day}</span></li>' for one in news) + "</ul>"  # fmt: skip


def two_to_a_row(news: list[News], words: Words) -> str:
    """Two articles in each row, of two folders by turns."""
    lines = [news[start : start + 2] for start in range(0, len(news), 2)]
    return "".join(f"<div>{' '.join(f'<a href={one.url}>{one.title}</a>' for one in line)}</div>" for line in lines)


def section_first(news: list[News], words: Words) -> str:
    return "".join(
        f'<div><a href="/{one.url.split("/")[1]}">{words.sections[one.day % 3]}</a><a href="{one.url}">{one.title}</a></div>'
        for one in news
    )


def by_turns(*folders: str) -> Callable[[int, str], str]:
    return lambda number, title: f"/{folders[number % len(folders)]}/{slug(title, 6)}-{number}"


ROWS = (
    Layout("two articles to a row, of two folders", w.FI, by_turns("kotimaa", "talous"), two_to_a_row, semantic, "/"),
    Layout("the section before the title, of three folders", w.KO, by_turns("jeongchi", "gyeongje", "munhwa"), section_first, divs, "/"),
    Layout("two programs with one parameter", w.AR, numbered("/item.php?id={n}"), cells_and_print, bare, "/list.php"),
    Layout("title and print in a paragraph", w.DE, numbered("/meldung/{n}"), paragraphs_and_print, semantic, "/meldungen"),
    Layout("four links in a row", w.EN, under("/stories", 5), four_in_a_row, divs, "/stories"),
    Layout("folded rows with two links", m.PT, numbered("/avisos/{n}"), folded_away, bare, "/avisos"),
    Layout("author before the title", m.TR, numbered("/haber/{n}/{slug}"), author_first, semantic, "/haber"),
    Layout("more and a topic", m.HU, under("/cikk", 4), more_and_a_topic, divs, "/cikkek"),
    Layout("pictures above titles", m.ID, under("/baca", 3), pictures_above_titles, bare, "/terbaru"),
    Layout("a list named navigation", m.EL, numbered("/nea/{n}-{slug}"), named_navigation, semantic, "/nea"),
    Layout("an address that differs by a parameter", w.RU, numbered("/press/?ELEMENT_ID={n}"), dated_lines, divs, "/press/"),
    Layout(
        "a parameter in brackets",
        w.FR,
        numbered("/actus?tx_news%5Baction%5D=detail&tx_news%5Bnews%5D={n}"),
        dated_lines,
        semantic,
        "/actus",
    ),
    Layout("beside the most read", w.ES, under("/noticia", 6), beside_most_read, semantic, "/noticias"),
    Layout("titles cut off", w.ZH, numbered("/xw/202611/t202611{day}_{n}.html"), cut_titles, bare, "/xw/index.html"),
)
