"""Pairs of page versions whose difference is known: edits of every class, noise of every kind, and both together, as HTML pages."""

import random
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from msgspec import Struct

PAGES = Path(__file__).parent / "pages.txt"
_SLOT = re.compile(r"\[\[(\w+):([^|\]]*)\|([^\]]*)\]\]")
_AGO = {
    "en": "{} minutes ago", "de": "vor {} Minuten", "fr": "il y a {} minutes", "es": "hace {} minutos", "pt": "há {} minutos",
    "ru": "{} минут назад", "pl": "{} minut temu", "vi": "{} phút trước", "id": "{} menit yang lalu", "tr": "{} dakika önce",
    "zh-Hans": "{}分钟前", "ja": "{} 分前", "ko": "{}분 전", "th": "{} นาทีที่ผ่านมา", "ar": "قبل {} دقيقة", "hi": "{} मिनट पहले",
}  # fmt: skip
_VIEWS = {"vi": "{} lượt xem", "zh-Hans": "阅读 {}", "ru": "{} просмотров", "ja": "閲覧 {}", "fr": "{} vues", "ko": "조회 {}"}
NOISE = ("ads", "counter", "clock", "related", "ago", "token", "space", "quotes", "size", "ago in the text", "counter in the text")


class Pair(Struct, frozen=True):
    """Two pages; `kinds`: the classes of edit between them, none for noise alone."""

    name: str
    language: str
    before: bytes
    after: bytes
    kinds: tuple[str, ...]


class Page(Struct, frozen=True):
    """What a publisher edits, and what stands round it."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]
    byline: str = ""
    noise: int = 0  # another number, another state of all that is noise
    noisy: tuple[str, ...] = ()

    def html(self) -> bytes:
        """The page as a server sends it. `noisy`: the kinds of noise that follow `noise`, the others stay as they are."""

        def state(kind: str) -> random.Random:
            return random.Random(f"{kind} {self.noise if kind in self.noisy else 0}")

        text = list(self.paragraphs)
        if state("quotes").random() < 0.5:
            text = [paragraph.replace("“", '"').replace("”", '"').replace("«", '"').replace("»", '"') for paragraph in text]
        if "ago in the text" in self.noisy:
            text.insert(1, _AGO.get(self.language, _AGO["en"]).format(state("ago in the text").randint(2, 58)))
        if "counter in the text" in self.noisy:
            text.append(_VIEWS.get(self.language, "{} views").format(state("counter in the text").randint(100, 99_000)))
        body = "\n".join(f"<p>{_spaced(escape(paragraph), state('space'))}</p>" for paragraph in text)
        width = state("size").choice((320, 640, 1280))
        clock = f"{state('clock').randint(0, 23):02}:{state('clock').randint(0, 59):02}:{state('clock').randint(0, 59):02}"
        ago = _AGO.get(self.language, _AGO["en"]).format(state("ago").randint(2, 58))
        ads = "".join(f"<div class='ad-slot'><a href='/ad/{n}'>{n:x} {n}</a></div>" for n in state("ads").sample(range(10**6), 3))
        word = escape(self.headline.split(" ")[0])
        related = "".join(f"<li><a href='/news/{n}'>{word} {n}</a></li>" for n in state("related").sample(range(999), 4))
        views, headline = state("counter").randint(10, 9999), escape(self.headline)
        byline = f"<p>{escape(self.byline)}</p>" if self.byline else ""
        token = f"{state('token').getrandbits(160):x}"
        return f"""<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{headline}</title>
<meta name="csrf" content="{token}"><meta property="og:title" content="{headline}"><meta property="og:type" content="article"></head>
<body><header><nav><a href="/">Home</a> <a href="/news">News</a></nav><span class="clock">{clock}</span></header>
<main><article><h1>{headline}</h1><div class="meta"><span class="updated">{ago}</span> <span class="views">{views} views</span></div>
<figure><img src="/a.jpg?w={width}" width="{width}" height="{width * 9 // 16}" alt=""></figure>
{body}
{byline}</article>
<aside class="related"><h2>Related</h2><ul>{related}</ul></aside></main>{ads}
<footer>Contact, imprint, {token[:8]}</footer></body></html>""".encode()


def _spaced(text: str, state: random.Random) -> str:
    """The same words with other white space between them, where there is any."""
    return re.sub(" ", lambda _: state.choice((" ", " ", "\n", "  ")), text)


class Written(Struct, frozen=True):
    """A page of the file: its texts still with their slots."""

    language: str
    headlines: tuple[str, str]
    paragraphs: tuple[str, ...]
    added: str
    correction: str
    bylines: tuple[str, str]

    def page(self, edits: dict[tuple[int, int], bool] | None = None) -> Page:
        """The page with the slots in `edits` (paragraph, place) filled with what comes after."""
        chosen = edits or {}
        text = []
        for number, paragraph in enumerate(self.paragraphs):
            places = iter(range(99))
            text.append(_tidy(_SLOT.sub(lambda slot, n=number, p=places: slot[3] if chosen.get((n, next(p))) else slot[2], paragraph)))  # type: ignore[misc]
        return Page(self.language, self.headlines[0], tuple(text), self.bylines[0])

    def slots(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for number, paragraph in enumerate(self.paragraphs):
            for place, slot in enumerate(_SLOT.finditer(paragraph)):
                yield slot[1], (number, place)


def _tidy(text: str) -> str:
    return re.sub(r" {2,}", " ", text)


def written(path: Path = PAGES) -> list[Written]:
    found = []
    for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        language, *lines = part.strip().splitlines()
        of = {sign: [line.split("\t", 1)[1] for line in lines if line.startswith(f"{sign}\t")] for sign in "HPACB"}
        headlines, bylines = (tuple(one.strip() for one in of[sign][0].split("|")) for sign in "HB")
        found.append(Written(language.strip(), headlines, tuple(of["P"]), of["A"][0], of["C"][0], bylines))  # type: ignore[arg-type]
    return found


def with_fields(page: Page, **fields: object) -> Page:
    return Page(**{**{name: getattr(page, name) for name in Page.__struct_fields__}, **fields})


def edits(page: Page, added: str, correction: str, headline: str, byline: str) -> Iterator[tuple[str, Page]]:
    """(class, the page edited) of the classes that need no slot."""
    text = page.paragraphs
    last = len(text) - 1
    yield "headline", with_fields(page, headline=headline)
    yield "added", with_fields(page, paragraphs=(*text[:3], added, *text[3:]))
    yield "added", with_fields(page, paragraphs=(*text, added))
    yield "removed", with_fields(page, paragraphs=(*text[:2], *text[3:]))
    yield "removed", with_fields(page, paragraphs=text[:last])
    yield "moved", with_fields(page, paragraphs=(*text[:2], *text[3:], text[2]))
    yield "correction", with_fields(page, paragraphs=(*text, correction))
    if byline:
        yield "byline", with_fields(page, byline=byline)


def pairs(path: Path = PAGES) -> Iterator[Pair]:
    """All pairs over the written pages."""
    for source in written(path):
        page, language = source.page(), source.language

        def pair(name: str, after: Page, kinds: tuple[str, ...], before: Page = page, language: str = language) -> Pair:
            return Pair(f"{language} {name}", language, before.html(), after.html(), kinds)

        slots = list(source.slots())
        for kind, slot in slots:
            yield pair(f"{kind} {slot}", source.page({slot: True}), (kind,))
        for number, (kind, after) in enumerate(edits(page, source.added, source.correction, source.headlines[1], source.bylines[1])):
            yield pair(f"{kind} {number}", after, (kind,))
        for kind in NOISE:
            yield pair(f"noise {kind}", with_fields(page, noisy=(kind,), noise=7), (), before=with_fields(page, noisy=(kind,)))
        noisy = with_fields(page, noisy=NOISE)
        yield pair("noise all", with_fields(noisy, noise=3), (), before=noisy)
        draw = random.Random(language)
        for number in range(6):
            chosen = draw.sample(slots, 2 + number % 2)
            after = with_fields(source.page({slot: True for _, slot in chosen}), noisy=NOISE, noise=number + 1)
            kinds = [kind for kind, _ in chosen]
            if number % 3 == 2:
                after = with_fields(after, headline=source.headlines[1])
                kinds.append("headline")
            yield pair(f"several {number}", after, tuple(kinds), before=noisy)
