"""Self-written pages of frameworks that fill a page by scripts: with the text in their data, and, where `rendered`, in their markup too."""

import html
import json
from collections.abc import Callable
from typing import Any

TITLE = "Ferry between the two banks is given up after ninety years"
PARAGRAPHS = (
    "The ferry between the two banks of the river made its last crossing on Sunday, ninety years after four farmers founded it.",
    "The council had voted in March to give it up: the boat needs a new engine, and fewer than forty people a day were crossing.",
    "“We carried the whole village to its weddings,” said the ferryman, who had steered the boat since 1989 & never missed a day.",
    "A bus over the railway bridge takes its place from Monday. It runs every half hour, costs less, and stops at the school.",
    "The boat itself goes to the museum of the province, where it is to be shown from next spring in a hall of its own.",
)
SITE = "https://news.example/"
URL = f"{SITE}news/ferry-between-the-two-banks-is-given-up"
HTML = "".join(f"<p>{html.escape(one, quote=False)}</p>" for one in PARAGRAPHS)
OTHER = "The harbour has a new crane. It lifts forty tonnes, which is twice as much as the old one. The port is proud of it. " * 12

RECORD: dict[str, Any] = {
    "id": 4711,
    "slug": "ferry-between-the-two-banks-is-given-up",
    "title": TITLE,
    "publishedAt": "2026-02-17T18:30:00Z",
    "author": {"name": "Maja Lind"},
    "body": HTML,
}
RELATED = [{"title": f"Harbour has crane number {n}", "slug": f"harbour-has-crane-number-{n}", "body": f"<p>{OTHER}</p>"} for n in range(3)]
STATE = {"page": {"article": RECORD, "related": RELATED}, "others": RELATED, "menu": [{"title": "News", "url": "/news"}]}


def page(inside: str, rendered: bool, root: str, *, data: str = "", title: str = TITLE) -> str:
    shown = f"<main><article><h1>{TITLE}</h1>{HTML}</article></main>" if rendered else ""
    head = f"<title>{title} | News</title>"
    body = f'<div id="{root}">{shown}{inside}</div>{data}<script src="/app.js"></script>'
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def script(text: str, more: str = "") -> str:
    return f"<script{more}>{text}</script>"


def _json(value: Any) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def next_pages(rendered: bool) -> str:
    state = _json({"props": {"pageProps": STATE}, "page": "/news/[slug]"})
    return page("", rendered, "__next", data=script(state, ' id="__NEXT_DATA__" type="application/json"'))


def next_app(rendered: bool) -> str:
    text = HTML
    rows = f"1:T{len(text.encode()):x},{text}" + f'2:["$","$L5",null,{json.dumps({"article": RECORD | {"body": "$1"}})}]\n'
    half = len(rows) // 2
    pushes = "".join(script(f"self.__next_f.push([1,{_json(part)}])") for part in (rows[:half], rows[half:]))
    return page("", rendered, "__next", data=script("(self.__next_f=self.__next_f||[]).push([0])") + pushes)


def nuxt_two(rendered: bool) -> str:
    record = _json(RECORD | {"title": None}).replace('"title": null', '"title":a')
    state = f'window.__NUXT__=(function(a,b){{return {{layout:"default",data:[{{article:{record},n:b}}],error:null}}}}({_json(TITLE)},1));'
    return page("", rendered, "__nuxt", data=script(state))


def nuxt_three(rendered: bool) -> str:
    rows: list[Any] = []

    def flat(value: Any) -> int:
        at = len(rows)
        rows.append(None)
        if isinstance(value, dict):
            rows[at] = {key: flat(inner) for key, inner in value.items()}
        elif isinstance(value, list):
            rows[at] = [flat(inner) for inner in value]
        else:
            rows[at] = value
        return at

    rows.append(["Reactive", 1])
    flat({"data": STATE})
    return page("", rendered, "__nuxt", data=script(_json(rows), ' type="application/json" id="__NUXT_DATA__" data-ssr="true"'))


def gatsby(rendered: bool) -> str:
    state = {"componentChunkName": "article", "path": "/news/x/", "result": {"data": {"article": RECORD}, "pageContext": {}}}
    return page(
        "", rendered, "___gatsby", data=script(f"/*<![CDATA[*/window.pagePath='/news/x/';window.___pageData={_json(state)};/*]]>*/")
    )


def astro(rendered: bool) -> str:
    def typed(value: Any) -> Any:
        if isinstance(value, dict):
            return [0, {key: typed(inner) for key, inner in value.items()}]
        return [1, [typed(one) for one in value]] if isinstance(value, list) else [0, value]

    props = html.escape(json.dumps({"article": typed(RECORD), "related": typed(RELATED)}))
    return page(f'<astro-island uid="1" client="only" props="{props}"></astro-island>', rendered, "root")


def sveltekit(rendered: bool) -> str:
    record = ",".join(f"{key}:{_json(value)}" for key, value in RECORD.items())
    state = (
        f'kit.start(app, element, {{node_ids: [0, 2], data: [null,{{type:"data",data:{{article:{{{record}}}}},uses:{{}}}}], form: null}});'
    )
    return page("", rendered, "app", data=script(f"{{ const element = document.currentScript.parentElement; {state} }}"))


def sveltekit_fetched(rendered: bool) -> str:
    body = _json({"status": 200, "body": json.dumps(STATE)})
    return page("", rendered, "app", data=script(body, ' type="application/json" data-sveltekit-fetched data-url="/api"'))


def angular(rendered: bool) -> str:
    state = _json({"1839": {"b": STATE, "h": {}, "s": 200, "u": "/api/news"}})
    return page("", rendered, "root", data=script(state, ' id="ng-state" type="application/json"')).replace(
        '<div id="root">', "<app-root><div>"
    )


def angular_old(rendered: bool) -> str:
    state = json.dumps(STATE)
    for character, escape in (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;")):
        state = state.replace(character, escape)
    return page("", rendered, "app", data=script(state, ' id="serverApp-state" type="application/json"'))


def redux(rendered: bool) -> str:
    return page("", rendered, "root", data=script(f"window.__INITIAL_STATE__ = {_json(STATE)};(function(){{var s;}})()"))


def redux_parsed(rendered: bool) -> str:
    return page("", rendered, "root", data=script(f"window.__PRELOADED_STATE__ = JSON.parse({_json(json.dumps(STATE))})"))


def apollo(rendered: bool) -> str:
    blocks = [{"__typename": "ParagraphBlock", "text": one} for one in PARAGRAPHS]
    state = {"Article:1": RECORD | {"__typename": "Article", "body": None, "content": blocks}, "Article:2": RELATED[0]}
    return page("", rendered, "root", data=script(f"window.__APOLLO_STATE__={_json(state)};"))


def portable(rendered: bool) -> str:
    """Rich text as a tree, and a page that calls itself by its site's name alone: its address says which record is its own."""
    tree = [
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": half} for half in (one[:30], one[30:])]}
        for one in PARAGRAPHS
    ]
    record = {"title": TITLE, "slug": {"current": RECORD["slug"]}, "publishedAt": RECORD["publishedAt"], "body": tree}
    state = _json({"props": {"pageProps": {"post": record, "more": RELATED}}})
    return page("", rendered, "root", data=script(state, ' type="application/json"'), title="News")


Made = Callable[[bool], str]
CARRY: tuple[Made, ...] = (
    *(next_pages, next_app, nuxt_two, nuxt_three, gatsby, astro, sveltekit, sveltekit_fetched),
    *(angular, angular_old, redux, redux_parsed, apollo, portable),
)
