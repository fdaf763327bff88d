"""What the authors of a page call its parts: families of words met in `class` and `id`.

A family is a hint that the scorecard weighs, never a verdict on its own; only MACHINERY is left out unseen. The words are English,
for markup is English on most sites, and German, French, Spanish or Italian where sites write their own.
"""

import re
from functools import lru_cache

_FAMILIES = {
    # the text itself
    "body": r"article-?_?(?:body|text|content|copy|main)"
    r"|(?:story|post|entry|page|news|detail|body|main|rich|field)-?_?(?:body|content|text|copy)|articlebody|field-name-body|prose|wysiwyg|paragraph|\bcopy\b",
    "text": r"text|body|content|article|story|entry|post",
    "lead": r"lead(?!er)|lede|summary|standfirst|intro|dek\b|deck|sub-?_?(?:title|head)"
    r"|excerpt|abstract|sapo|perex|strapline|chapo|chapeau|ingress|vorspann"
    r"|teaser-?text|description|news-?des\b|tom-?tat|mo-?ta\b",
    "quote": r"quote|zitat|citation",
    # what stands beside a text and belongs to it, but is not it
    "title": r"title|headline|heading|\bhed\b",
    "caption": r"caption|credit|photo|image|figure|media|gallery|slide|picture|legend|bild|foto|thumb",
    "author": r"author|byline|writer|\bbio\b|contributor|journalist|reporter|autor|redact|signature|profile",
    "date": r"date|time|publish|posted|stamp|\bmeta|-meta\b",
    "tags": r"tags?\b|tag-|topic|categor|keyword|kicker|rubric|channel|section-?name|breadcrumb",
    "table": r"table|chart|graph|stats|score|result",
    # other texts
    "related": r"relat|recommend|read-?more|more-|-more|also|popular|trending|most-|latest|teaser|promo|outbrain|taboola|recirc|suggest"
    r"|further|next|similar|see-?also|tie-?in|link-?list|mehr|verwandt|empf|aufmacher|card|crosslink|inline-?link",
    "list": r"list|item|grid|feed|river|carousel|slider|swiper|stream|collection",
    "comment": r"comment|disqus|discuss|respond|repl(?:y|ies)|kommentar|forum",
    "side": r"side-?bar|\brail|aside|widget|complement|secondary|right|module|sticky|info-?box|fact-?box|\bbox",
    # the page's business
    "share": r"shar(?:e|ing)|social|facebook|twitter|whatsapp|follow|sns|telegram",
    "offer": r"newsletter|subscri|sign-?up|mailing|paywall|premium|piano|abo-|regist|log-?in|regwall|offer|donat|member|support",
    "ad": r"(?:^|[ _-])ads?(?:[ _-]|$)|advert|sponsor"
    r"|banner|\bdfp|\bgpt|anzeige|werbung|publicid|promoted|commercial|affiliate",
    "nav": r"nav|menu|pagina|pager|toolbar|header|masthead|topbar|skip",
    "foot": r"foot|copyright|bottom|legal|colophon|disclaim|correction|imprint|\bnote",
    "tool": r"print|tool|action|button|btn|icon|vote|rating|like|poll|survey|quiz|game"
    r"|alert|notif|toast|tooltip|popup|modal|overlay|lightbox",
    "video": r"video|player|audio|podcast|embed|youtube|live|listen|brightcove",
    "hidden": r"hidden|hide|invisible|sr-only|visually|screen-?reader|d-none|noprint|offscreen",
}
FAMILIES = tuple(_FAMILIES)
_NUMBER = re.compile(r"[0-9]+")  # no family looks at digits: `post-4711` and `post-4712` are one word
_PATTERNS = tuple((1 << bit, re.compile(words)) for bit, words in enumerate(_FAMILIES.values()))

# What a name says for certain. MACHINERY: consent managers (by the words that they all use) and the readers' comments. SLIDER: a box that
# shows one part after another. PAYWALL: there is more to be paid for.
MACHINERY, SLIDER, PAYWALL = 1, 2, 4
_MACHINERY = re.compile(
    r"cookie|consent|gdpr|onetrust|didomi|usercentrics|ccpa|privacy-?(?:banner|center|manager|modal|popup|notice)"
    r"|^(?!has-|no-|with-)(?:[\w-]+[-_])?(?:comments?|kommentare?)"
    r"(?:[-_]*(?:area|list|section|wrap(?:per)?|thread|container|box|body|guide(?:lines)?|intro|rules?|policy|notice|info|form))?$"
    r"|\bdisqus_thread\b|\brespond\b"
)
_SLIDER = re.compile(r"(?<![a-z])(?:carousel|swiper|slider|slick|splide|flickity|glide|owl)(?![a-z])|slideshow|marquee|ticker")
_PAYWALL = re.compile(r"pay-?wall|premium-?wall|subscri(?:be|ption)-?wall|subscribers?-?only|abo-?schranke")
_HINTS = re.compile(  # one is in each
    r"cookie|consent|gdpr|onetrust|didomi|usercentrics|ccpa|privacy|comment|kommentar|disqus|respond"
    r"|carousel|swiper|slider|slick|splide|flickity|glide|owl|slideshow|marquee|ticker|wall|only|schranke"
)


@lru_cache(maxsize=4096)
def families(name: str) -> int:
    """The families that a box's class and id speak of, a bit each, in the order of FAMILIES."""
    found = 0
    for word in name.split():
        found |= _families(word)
    return found


@lru_cache(maxsize=4096)  # the boxes of one page often share a whole name
def kinds(name: str) -> int:
    """Which of MACHINERY, SLIDER and PAYWALL a box is by its class and id, a bit each."""
    lowered = name.lower()
    if _HINTS.search(lowered) is None:
        return 0
    return (
        (MACHINERY if any(map(_MACHINERY.search, lowered.split())) else 0)
        | (SLIDER if _SLIDER.search(lowered) else 0)
        | (PAYWALL if _PAYWALL.search(lowered) else 0)
    )


# Sites share their words (`container`, `row`, `col-md-8`), hardly ever whole names: words are remembered.
@lru_cache(maxsize=16384)
def _families(word: str) -> int:
    return _families_of(_NUMBER.sub("0", word.lower()))


@lru_cache(maxsize=16384)
def _families_of(lowered: str) -> int:
    return sum(bit for bit, pattern in _PATTERNS if pattern.search(lowered))
