"""A simulated ministry: articles of many years in sections, each of which goes on to its older pages in another way.

ministry = Ministry(origin, pages=3, on_a_page=4)
(here / "schedules" / "ministry.toml").write_text(ministry.schedule)
ministry.articles                                                      # the URLs of all articles
"""

import json
import random
from collections import Counter
from datetime import date, timedelta

from origin import Origin, answer

_WORDS = (
    "bridge railway harbour council budget minister school hospital river forest village district road water energy law decree union fund "
    "court health farmer teacher market price report winter border island airport station company worker nurse museum library archive"
)
NEWEST = date(2026, 3, 1)
KINDS = ("declared", "numbered", "offset", "cursor", "months", "template")


class Ministry:
    """`pages` listing pages of each kind, `on_a_page` articles on each. Every page is served by `origin`."""

    def __init__(self, origin: Origin, pages: int, on_a_page: int) -> None:
        self._origin = origin
        self._pages = pages
        self._size = on_a_page
        self._all = {kind: [self._serve_article(kind, n) for n in range(pages * on_a_page)] for kind in KINDS}
        self.articles = [url for urls in self._all.values() for url, _, _ in urls]
        self.listing_pages: list[str] = []
        for kind in KINDS:
            getattr(self, f"_serve_{kind}")()

    def asked(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(request.path for request in self._origin.requests)

    @property
    def schedule(self) -> str:
        url = self._origin.url
        return f"""
title = "The Ministry"
homepage = "{url("/")}"
back = "all"
[[listing]]
kind = "page"
url = "{url("/declared")}"
[[listing]]
kind = "page"
url = "{url("/numbered")}"
[[listing]]
kind = "json"
url = "{url("/offset.json?limit=20")}"
[[listing]]
kind = "json"
url = "{url("/cursor.json")}"
[[listing]]
kind = "page"
url = "{url("/months")}"
[[listing]]
kind = "page"
url = "{url("/template")}"
pages = "{url("/template?p=")}{{n}}"
"""

    def _serve_article(self, kind: str, number: int) -> tuple[str, str, date]:
        words, chance = _WORDS.split(), random.Random(f"{kind} {number}")
        title = f"{' '.join(chance.choices(words, k=5)).capitalize()} {kind} {number}"
        day = NEWEST - timedelta(days=30 * (number // self._size) + number % self._size % 28)
        sentences = [f"The {' '.join(chance.choices(words, k=14))} was number {chance.randrange(10**6)} that day." for _ in range(6)]
        body = "".join(f"<p>{one}</p>" for one in sentences)
        text = f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="{day}T09:00:00+00:00"></head>
<body><nav><a href="/">Home</a></nav><main><article><h1>{title}</h1>{body}</article></main></body></html>"""
        path = f"/{kind}/news/{day:%Y-%m-%d}-{number}-{title.lower().replace(' ', '-')}.html"
        return self._origin.serve(path, answer(text.encode(), Content_Type="text/html; charset=utf-8")), title, day

    def _rows(self, kind: str, page: int, *, dated: bool = True) -> str:
        rows = self._all[kind][page * self._size : (page + 1) * self._size]
        time = '<time datetime="{}">{}</time>'
        return "".join(
            f'<article class="teaser"><h2><a href="{url}">{title}</a></h2>{time.format(day, day) if dated else ""}</article>'
            for url, title, day in rows
        )

    def _serve(self, path: str, body: str, kind: str = "text/html; charset=utf-8") -> None:
        self.listing_pages.append(path)
        self._origin.serve(path, answer(body.encode(), Content_Type=kind))

    def _page(self, path: str, rows: str, more: str = "", head: str = "") -> None:
        side = '<aside><a href="/about">About the ministry</a> <a href="/contact">Contact</a></aside>'
        body = f"<nav><a href='/'>Home</a></nav><main>{rows}{more}</main>{side}"
        self._serve(path, f"<html><head><title>News</title>{head}</head><body>{body}</body></html>")

    def _serve_declared(self) -> None:
        for page in range(self._pages):
            older = f'<link rel="next" href="/declared/page/{page + 2}/">' if page + 1 < self._pages else ""
            self._page("/declared" if page == 0 else f"/declared/page/{page + 1}/", self._rows("declared", page), head=older)

    def _serve_numbered(self) -> None:
        """From zero, as Drupal does, a window of numbers round the present one."""
        for page in range(self._pages):
            shown = sorted({0, self._pages - 1, *range(max(0, page - 2), min(self._pages, page + 3))})
            links = "".join(f"<li>{n + 1}</li>" if n == page else f'<li><a href="/numbered?page={n}">{n + 1}</a></li>' for n in shown)
            path = "/numbered" if page == 0 else f"/numbered?page={page}"
            self._page(path, self._rows("numbered", page, dated=False), f'<ul class="pager">{links}</ul>')

    def _serve_offset(self) -> None:
        for page in range(self._pages):
            rows = self._json("offset", page)
            path = "/offset.json?limit=20" if page == 0 else f"/offset.json?limit=20&offset={page * self._size}"
            meta = {"total": self._pages * self._size, "offset": page * self._size}
            self._serve(path, json.dumps({"meta": meta, "results": rows}), "application/json")

    def _serve_cursor(self) -> None:
        for page in range(self._pages):
            path = "/cursor.json" if page == 0 else f"/cursor.json?cursor=c{page * 7919}"
            following = f"c{(page + 1) * 7919}" if page + 1 < self._pages else None
            self._serve(path, json.dumps({"articles": self._json("cursor", page), "next_cursor": following}), "application/json")

    def _serve_months(self) -> None:
        """Each page of articles is a month; the listing shows the newest, and a list of all."""
        months = (divmod(2026 * 12 + 2 - n, 12) for n in range(self._pages))
        names = [f"/months/{year}/{month + 1:02}/" for year, month in months]
        links = "".join(f'<li><a href="{name}">{name[8:-1]}</a></li>' for name in names)
        self._page("/months", self._rows("months", 0), f"<aside><h3>Archive</h3><ul>{links}</ul></aside>")
        for page, name in enumerate(names):
            self._page(name, self._rows("months", page), f"<aside><h3>Archive</h3><ul>{links}</ul></aside>")

    def _serve_template(self) -> None:
        """Nothing on the page says how it goes on, and behind the last page stands the last page, for ever."""
        for page in range(self._pages + 6):
            path = "/template" if page == 0 else f"/template?p={page + 1}"
            self._page(path, self._rows("template", min(page, self._pages - 1)), "<button>More</button>")

    def _json(self, kind: str, page: int) -> list[dict[str, str]]:
        rows = self._all[kind][page * self._size : (page + 1) * self._size]
        return [{"url": url, "title": title, "published": f"{day}T09:00:00Z"} for url, title, day in rows]
