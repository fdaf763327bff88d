"""Pages that stand in an article's place: walls, error pages, listings, empty shells. Precision comes first.

A word is never enough. A real article has a cookie banner, a login form in its corner, "captcha" or 404 in its text and addresses. So
nothing is judged once a page has a text of its own: `_PROSE` characters outside links, or half of it in several paragraphs or with JSON-LD
that dates an article. What is short is judged by what its title, headings, text and scripts say together.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from ingest.core import urls
from ingest.core.extract.page import jsonld, list_items, words
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Layout
from ingest.errors import NotAnArticle, Wall

_PROSE = 900  # characters outside links, in blocks of a sentence or more: an article whatever else the page holds
_SENTENCE = 80  # characters of a block that may be prose
_PARAGRAPHS = 4  # blocks of prose: with half of it, a text of its own as well; walls say what they want in fewer
_STUB = 250  # characters: less is no article if anything speaks against it
_LED = 0.85  # of the text stands in items of a list
_FEW_LEADS, _LEAD_BLOCKS, _LEAD = 4, 3, 600  # items of it; paragraphs and characters of the lead of one
_ERROR = (
    "error|errors|http|https|code|not|page|erreur|fehler|errore|erro|fejl|fel|feil|virhe|błąd|hiba|chyba|eroare|hata|ошибка|помилка|lỗi|"
    "trang|página|pagina|seite|страница|сторінка|halaman|kesalahan|galat|σφάλμα|خطأ|שגיאה"
)
_NUMBERED = re.compile(  # "Circular No. 404", "404 people rescued", and not "Error 404 | The Ministry"
    rf"(?!(?:{_ERROR})\b)\b[^\W\d_]{{2,}}[ .№#]{{1,3}}(?:(?:no|nr|n|số)[ .º°]{{1,3}})?404\b|"
    rf"\b404 (?!(?:{_ERROR})\b)[^\W\d_]{{2,}} [^\W\d_]{{2,}}"
)
_EMPTY = 60  # characters: nothing to read

_CAPTCHA = re.compile(
    r"_cf_chl_opt|cf-challenge|cf_chl_|challenges\.cloudflare\.com/turnstile|captcha-delivery\.com|geo\.captcha|px-captcha|"
    r"perimeterx|_pxAppId|hcaptcha\.com/1/api|h-captcha|g-recaptcha|"
    r"recaptcha/(?:api|enterprise)|_Incapsula_Resource|sec-if-cpt-container|bm-verify|akam/\d|awsWafCookieDomainList|"
    r"aws-waf-token|awswaf\.com/|gokuProps|sucuri_cloudproxy|geetest|anubis_challenge|ddos-guard|"
    r"kasada|ips\.js\?|KPSDK|arkoselabs|friendlycaptcha|botdetect|smartcaptcha|/_guard/|distil_",
    re.IGNORECASE,
)
_SETS_COOKIE = re.compile(r"document\.cookie\s*=")
_GOES = re.compile(r"location\.reload|location\.href\s*=|location\.replace|location\s*=|\.submit\(\)|location\.assign")
_CONSENT_HOST = re.compile(r"\A(?:consent|cmp|privacy|guce|myprivacy|zustimmung)\.")
_CONSENT_PATH = re.compile(r"/(?:consent|zustimmung|cookie-?wall|privacy-?gate|purabo|collectconsent)(?:[/?]|\Z)", re.IGNORECASE)
_LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"))
_LISTING_PATH = re.compile(r"/(?:tags?|category|categories|topics?|search|author|archive|page/\d+)(?:/|\Z)", re.IGNORECASE)
_SIGN_IN_FORM = "input[type=password], form[action*=login i], form[action*=signin i]"
_APP_ROOT = "#root, #app, #__next, #__nuxt, #___gatsby, [data-reactroot], app-root, [ng-app], [ng-version]"


class _Evidence(Struct, frozen=True):
    """What the rules look at. `heading` is title and headings, `text` the beginning of all that is seen, both casefolded."""

    heading: str
    text: str
    size: int
    prose: int
    told: int  # characters outside links in all blocks of its text, however short they are
    paragraphs: int
    dated: bool


def judge(page: Page, layout: Layout | None, body: Sequence[Block], title: str, own: jsonld.Node | None, status: int) -> None:
    """Raises Wall or NotAnArticle, each naming the rule, when the page holds no article. `body` are the blocks taken for its text."""
    evidence = _evidence(layout, body, title, page, own)
    if evidence.prose >= _PROSE or ((evidence.dated or evidence.paragraphs >= _PARAGRAPHS) and evidence.prose >= _PROSE / 2):
        if _teasers(layout) > evidence.paragraphs:  # else a template's mistake: an article under the home page's address
            _judge_home(page, evidence)
        _judge_leads(page, layout, body, evidence, _FEW_LEADS)
        return
    _judge_wall(page, evidence, status)
    _judge_error(evidence, status)
    _judge_home(page, evidence)
    _judge_listing(page, layout, evidence)
    _judge_teasers(layout, body, evidence)
    _judge_leads(page, layout, body, evidence, _FEW_LEADS - 1)
    _judge_shell(page, evidence, own)


def _evidence(layout: Layout | None, body: Sequence[Block], title: str, page: Page, own: jsonld.Node | None) -> _Evidence:
    blocks = layout.blocks if layout else []
    told = [block for block in body if block.size >= _SENTENCE or _is_dense(block)]
    headings = [block.text for block in blocks if block.box.tag in ("h1", "h2")][:3]
    return _Evidence(
        heading=" | ".join([title, *page.titles[:1], *headings])[:600].casefold(),
        text=" ".join(block.text for block in blocks[:40])[:2_000].casefold(),
        size=sum(block.size for block in blocks),
        prose=sum(block.size - block.linked for block in told),
        told=sum(block.size - block.linked for block in body),
        paragraphs=len(told),
        dated=own is not None
        and "datePublished" in own
        and any(name.endswith(("Article", "Posting", "Report")) for name in jsonld.types(own)),
    )


def _is_dense(block: Block) -> bool:
    """Chinese, Japanese and Thai say in 25 characters what takes others 80."""
    return block.size >= 25 and not block.text.isascii() and block.text.count(" ") < block.size / 15


def _judge_wall(page: Page, seen: _Evidence, status: int) -> None:
    scripts = ""
    if seen.size < _PROSE:
        scripts = " ".join(f"{node.attributes.get('src') or ''} {node.text()[:20_000]}" for node in page.elements("script")[:20])
    if seen.size < _EMPTY and _SETS_COOKIE.search(scripts) and _GOES.search(scripts):
        raise Wall("cookie", "the page is a script that sets a cookie and loads it again")
    if (said := _says(words.ROBOT, seen.heading)) and (seen.prose < _STUB or _brand(page, seen, scripts)):
        raise Wall("captcha", f"the page asks for proof that a person reads it: {said}")
    if (
        seen.size < _PROSE
        and not seen.dated
        and (seen.size < _STUB or _says(words.ROBOT, seen.text))
        and (brand := _brand(page, seen, scripts))
    ):
        raise Wall("captcha", f"the page is a robot check: {brand[0]}")
    if seen.prose < _PROSE / 2 and (said := _says(words.NOT_HERE, seen.text)):
        raise Wall("geo", f"the page is not shown where we ask from: {said}")
    if status == 451:
        raise Wall("geo", "the server answered 451, unavailable for legal reasons")
    host, path = urlsplit(page.url).hostname or "", urlsplit(page.url).path
    if _CONSENT_HOST.match(host) or _CONSENT_PATH.search(path) or (_says(words.CONSENT, seen.heading) and _says(words.CONSENT, seen.text)):
        raise Wall("consent", "the page asks for consent before it shows anything")
    if seen.prose < _STUB and (said := _says(words.SIGN_IN, seen.heading)) and page.tree.css_first(_SIGN_IN_FORM):
        raise Wall("sign-in", f"the page asks to sign in: {said}")
    if status in (401, 403, 429):
        raise Wall("refused", f"the server answered {status}")


def _brand(page: Page, seen: _Evidence, scripts: str) -> re.Match[str] | None:
    """What the markup names of a maker of robot checks. To write it out takes as long as to parse it: asked last."""
    markup = page.tree.html if seen.size < _PROSE else ""
    return _CAPTCHA.search(f"{scripts} {markup[:60_000] if markup else ''}")


def _judge_error(seen: _Evidence, status: int) -> None:
    if status >= 400:
        raise NotAnArticle("error", f"the server answered {status}")
    if seen.dated and seen.prose >= _STUB:
        return
    said = _says(words.NOT_FOUND, seen.heading)
    if said and not (said == "404" and seen.told >= _PROSE / 2 and _NUMBERED.search(seen.heading)):
        raise NotAnArticle("soft-404", f"the page says that there is none, with status {status}: {said}")
    if said := _says(words.MAINTENANCE, seen.heading):
        raise NotAnArticle("maintenance", f"the site is out of order: {said}")
    if seen.size < _STUB and (said := _says(words.NOT_FOUND, seen.text) or _says(words.MAINTENANCE, seen.text)):
        raise NotAnArticle("soft-404", f"the page says that there is none, with status {status}: {said}")


def _judge_home(page: Page, seen: _Evidence) -> None:
    """A missing article answered with the home page: that is what the page calls itself, though the address asked for goes deeper."""
    if seen.dated or len(urlsplit(page.url).path.strip("/")) < 12:
        return
    declared = [link.get("href") or "" for link in page.links.get("canonical", ())] + [text for _, text in page.said("og:url")]
    homes = [
        url
        for reference in declared
        if (url := urls.join(page.base, reference)) and urlsplit(url).path.strip("/") == "" and not urlsplit(url).query
    ]
    if len(homes) == len(declared) > 0 and page.first("og:type") != "article" and not page.first("article:published_time"):
        raise NotAnArticle("home", f"the page calls itself the home page: {homes[0]}")


def _teasers(layout: Layout | None) -> int:
    return sum(1 for block in layout.blocks if block.linked > 0.8 * block.size and block.size > 20) if layout else 0


def _judge_listing(page: Page, layout: Layout | None, seen: _Evidence) -> None:
    if layout is None or seen.dated or page.first("article:published_time"):
        return
    teasers = _teasers(layout)
    linked, size = sum(block.linked for block in layout.blocks), max(1, seen.size)
    declared = any(name in _LISTING_TYPES for node in page.jsonld for name in jsonld.types(node)) or bool(
        _LISTING_PATH.search(urlsplit(page.url).path)
    )
    if seen.prose < _STUB and teasers >= 10 and (linked > 0.35 * size if declared else seen.prose < _EMPTY and linked > 0.75 * size):
        raise NotAnArticle("listing", f"the page lists {teasers} others and has no text of its own")


def _judge_teasers(layout: Layout | None, body: Sequence[Block], seen: _Evidence) -> None:
    """All that was taken for the text introduces other pages: each block stands in one of several like boxes with a linked heading."""
    if layout is None or not body or seen.dated or seen.prose >= _STUB:
        return
    items = list_items.of(layout)
    if all(any(block.index in item for item in items) for block in body):
        raise NotAnArticle("listing", f"the page lists {len(items)} others, and its text introduces them")


def _judge_leads(page: Page, layout: Layout | None, body: Sequence[Block], seen: _Evidence, fewest: int) -> None:
    """A list of other pages by their headlines, each with a lead: as much text as an article has, and none of it its own."""
    if (
        layout is None
        or seen.dated
        or _teasers(layout) < fewest
        or page.first("article:published_time")
        or page.first("og:type") == "article"
    ):
        return
    taken = {block.index for block in body}
    items = [item for item in list_items.of(layout, headings=False) if _is_led(layout.blocks[item.start : item.stop])]
    led = {number for item in items for number in item}
    listed = sum(not taken.isdisjoint(item) for item in items)
    size = sum(block.size for block in body)
    own = sum(block.size for block in body if block.index not in led)
    if listed >= fewest and own < min(_STUB, (1 - _LED) * size):
        raise NotAnArticle("listing", f"the page lists {listed} others, each with a lead, and has no text of its own")


def _is_led(item: Sequence[Block]) -> bool:
    """A headline that is a link, a date before it perhaps, and a lead of a paragraph or two."""
    rest = [block for block in item if block.linked <= 0.5 * block.size]
    return (
        any(block.linked > 0.8 * block.size for block in item[:2])
        and 0 < len(rest) <= _LEAD_BLOCKS
        and sum(block.size for block in rest) <= _LEAD
    )


def _judge_shell(page: Page, seen: _Evidence, own: jsonld.Node | None) -> None:
    if own is not None and len(str(own.get("articleBody") or "")) > _STUB:
        return
    if seen.size < _STUB and not seen.dated:
        unscripted = " ".join(node.text() for node in page.tree.css("noscript"))
        if _says(words.NEEDS_SCRIPTS, f"{seen.text} {unscripted}".casefold()) or (
            page.elements("script") and page.tree.css_first(_APP_ROOT)
        ):
            raise NotAnArticle("shell", "the page is empty until its scripts have run")
    if seen.size < _EMPTY:
        raise NotAnArticle("empty", f"the page has {seen.size} characters to read")


def _says(phrases: frozenset[str], text: str) -> str | None:
    """The first of the phrases that stands in a casefolded text and is no part of a longer word or number."""
    for phrase in phrases:
        at = text.find(phrase)
        if (
            at >= 0
            and not (phrase[0].isascii() and text[at - 1 : at].isalnum())
            and not (phrase.isdecimal() and text[at + len(phrase) :][:1].isalnum())
        ):
            return phrase
    return None
