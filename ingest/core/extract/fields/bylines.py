"""A byline as printed -> the names in it, people apart from organisations, once each."""

import re
from functools import lru_cache

from ingest.core.dates import months
from ingest.core.extract.page import words
from ingest.core.model import Author
from ingest.core.patterns import lazy

_SCRIPTIO_CONTINUA = r"[\u0e00-\u0eff\u1780-\u17ff\u3000-\u9fff\uac00-\ud7ff]"  # no space between label and name
_BY = lazy(rf"\A\W*(?:(?:{words.BY})(?:\s*:\s*|\s+(?=\S)|(?<={_SCRIPTIO_CONTINUA}))|(?:{words.BY_LABEL})\s*[:：/／丨|]\s*)", re.IGNORECASE)
_AUTHOR = lazy(rf"\A\W*(?:{words.AUTHOR})\s*[:：]?\s+(?=[^\W\d_])", re.IGNORECASE)  # without a colon: before a name of two words
_ACCOUNT = lazy(
    r"\w*[Aa]dmin(?:istrator)?\w*|[Ww]eb(?:team|master|desk|editor|redaktion|manager)\w*|\d+\s?[APap][Mm]|[a-z0-9]+(?:[._][a-z0-9]+)+|[a-z_.-]*\{.*|.*[{}<>=$].*"
)  # of a CMS: jo.doe, page.head.author; a clock
_GLUED_BY = lazy(r"\A(?:By|by|Von|von|Par|par)(?=[A-ZÀ-Þ][a-zà-ÿ])")  # bySauli Giliard: a span without a space before the next
_AND = lazy(
    r"\s*[,;|•·/、，；＋+]\s*|(?<=\w\w\w\w)(?<!Prof)\.\s+(?=[A-ZÀ-Þ])|\s{3,}|\n|(?<=\S)\s+(?:&|and|und|et|y|e|og|och|en|i|и|та|й|và|dan|ve|και|și|ja|és|و|sowie|with|mit)\s+(?=\S)",
    re.IGNORECASE,
)
_OUR = lazy(r"\A(?i:onze|our|notre|nuestr[oa]|nostr[oa]|unser\w*)\s+[^\W\d_-]+\s+(?=[A-ZÀ-Þ])")  # our reporter Jo Doe
_LEADING_AND = lazy(r"\A\s*(?:&|and|und|et|och|och|og)\s+(?=[A-ZÀ-Þ])")
_LABEL = lazy(rf"(?:{words.BY}|{words.BY_LABEL}|{words.AUTHOR})", re.IGNORECASE)  # alone in its line
# what somebody is, behind a name and a comma: "Head of Marketing and Development"
_ROLES = lazy(
    rf"(?<=\w),\s*(?:(?:sr|senior|jr|junior|managing|executive|associate|assistant|vice)\.?\s+)?(?:{words.ROLE.pattern})[^,;|•·\n]*",
    re.IGNORECASE,
)
_HAN_REPORTER = lazy(
    r"\A[^\w(（]*(?:本報|本报|[\u4e00-\u9fff]{2,8}(?:新闻|新聞|报|報|网|網|社))?(?:特派|见习|見習|首席)?(?:記者|记者|通讯员|通訊員)\s*"
    r"(?=[\u4e00-\u9fff]{2,4}(?:\W|\Z))"
)  # ◎記者王大明
_HAN_PLACE = lazy(r"\s*[／/]\s*\S{0,8}(?:報導|报道|報道|電|电|讯|訊)\Z")  # after it: ／台北報導
_ADDRESS = lazy(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+|\bon (?:twitter|x|facebook|instagram)\b", re.IGNORECASE)
_ASIDE = lazy(r"\s*[(\[（【<].*?(?:[)\]）】>]|\Z)")  # Elena Oberholzer (obe)
_WORKS_FOR = lazy(r"\s+(?:for|in|on|from|aus|à|at)\b.*", re.DOTALL)
_TAIL = lazy(
    r"\s+(?:[-–—]\s|[-–—]\Z|\|).*|\s*[:：]\s*.*|(?:\s+\d|\d{1,4}[-./:年]\d|(?<=[\u3000-\u9fff])\d).*|\d{2,}\Z",
    re.DOTALL,
)
_MONTH = lazy(r"\s+([^\W\d]{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,|\s+(?:19|20)\d\d|\s+at\b|\Z)")  # Jo Doe December 21, 2016
_OF_THE_PAGE = lazy(rf"\s+(?:(?:{words.AFTER_NAME})\b|{words.AFTER_HAN_NAME}).*", re.IGNORECASE | re.DOTALL)
_HAN_POST = lazy(r"([\u4e00-\u9fff]{2,4})\s+[\u4e00-\u9fff]{4,}(?:长|員|员|授|师|師|家|任|记|席|裁|者)\Z")  # a name and what its bearer is
_SENTENCE = lazy(
    r"(?:(?<=\w\w)(?<!\b(?:[SJDM]r|St|Ms|Dr|No))(?<!Prof)(?<!Mrs)[.!?]|。)\s+\S+\s+\S+\s+\S+\s+\S+"
)  # no initial: William K. Roe, Al Doe and Jo Moe
_HANGUL_ROLE = lazy(r"\s*(?:기자|특파원|논설위원|인턴기자|记者|記者|通讯员|特派員|编辑|編集委員|論説委員)\Z")
_HAN_LABEL = lazy(r"\A\W*(?:作者|采写|撰文|文|[\u4e00-\u9fff]{0,10}(?:记者|記者|通讯员|通訊員))\W")
_HAN_SPACED = lazy(r"[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})+")  # 段彦超 廖艳: Chinese names have no blank in them
# behind the names of who wrote: who made the pictures
_PICTURES_BY = lazy(
    r"(?<=\w)\s+(?:photos?|photographs?|photography|pictures?|images?|video|illustrations?|fotos?|fotografie?s?|fotografía|bild(?:er)?|"
    r"foto's|billeder|bilder|kuvat?|zdjęcia|fotky|фото\w*|видео|снимк\w+|світлини|φωτο\w*|ảnh|사진|写真|摄影|攝影|图片|صور|تصوير|عکس)"
    r"(?:\s+(?:by|von|par|de|di))?\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
_NO_WORD = lazy(r"[\W_]+")
_SCHEME = lazy(r"(?:\A|;)\s*(?:scheme|c|o)\s*=(?:.*?(?:corporateName|\bo)\s*=\s*([^;=]+))?", re.IGNORECASE)  # AGLS: an address in pieces
_JOINED = lazy(r"\s(?:&|and|und|et|y|e|og|och|en|i|и|та|và|dan|ve|și|ja|és|sowie)\s", re.IGNORECASE)
_LONGEST_ORGANISATION = 120  # characters
_LONGEST, _MOST_WORDS = 60, 6  # of a name; an organisation may be as long


def read(byline: str, site: frozenset[str] = frozenset()) -> list[Author]:
    """The authors in a byline. `site` are the folded names of the page's publisher: an author of that name is an organisation."""
    found: list[Author] = []
    if len(byline) > 400 or _SENTENCE.search(byline):
        return found
    if scheme := _SCHEME.search(byline):
        return [Author(scheme[1].strip(), organization=True)] if scheme[1] else found
    byline = _ROLES.sub("", byline)
    is_chinese = _HAN_LABEL.match(byline) is not None
    text = without_by(_HAN_PLACE.sub("", _ADDRESS.sub(",", _ASIDE.sub("", _PICTURES_BY.sub("", byline)))))
    if is_chinese and _HAN_SPACED.fullmatch(text.strip()):
        text = "、".join(text.split())
    if whole := _whole_organization(text):
        return [whole]
    for piece in _AND.split(text):
        name = clean(_without_site(piece, site))
        if name and all(key(name) != key(other.name) for other in found):
            found.append(Author(name, organization=is_organization(name, site)))
    people = [author for author in found if not author.organization]
    return people if found and not found[0].organization else found  # Ed Hornick, CNN: where somebody works


def _whole_organization(text: str) -> Author | None:
    """`Department for Economy, Education and Research` is one name: its first piece is an organisation's, and none is a person's or it is
    the kind of organisation that is named for its subjects."""
    pieces = [piece.strip() for piece in _AND.split(text) if piece and piece.strip()]
    if len(pieces) < 2 or len(text) > _LONGEST_ORGANISATION or any(key(piece) in words.AGENCIES for piece in pieces):
        return None
    if not _JOINED.search(text) or not words.ORGANISATION.search(f"{pieces[0]} "):
        return None
    if all(map(looks_personal, pieces[1:])) and not words.OF_SUBJECTS.search(pieces[0]):
        return None
    return Author(" ".join(text.split()).strip(" .,;:|"), organization=True)


def _without_site(piece: str, site: frozenset[str]) -> str:
    """`Kayla Jimenez USA TODAY`: a person, then where the person works."""
    lowered = piece.casefold()
    ends = [at for name in site if len(name) > 3 and (at := lowered.find(f" {name}")) > 0 and " " in piece[:at].strip()]
    return piece[: min(ends)] if ends else piece


def without_by(text: str) -> str:
    text = _HAN_REPORTER.sub("", _GLUED_BY.sub("", text.strip()))
    while match := _BY.match(text):
        text = _OUR.sub("", text[match.end() :])
    if (match := _AUTHOR.match(text)) and len(text[match.end() :].split()) > 1:
        text = text[match.end() :]
    return text


def begins_with_by(text: str) -> bool:
    if _BY.match(text) or _GLUED_BY.match(text) or _HAN_REPORTER.match(text):
        return True
    return bool((label := _AUTHOR.match(text)) and looks_personal(clean(text[label.end() :]) or "-"))


@lru_cache(1_024)  # a page names its authors in JSON-LD, in <meta> and in print
def clean(piece: str) -> str:
    """One name without what stands about it; empty if it is none."""
    name = " ".join(without_by(_LEADING_AND.sub("", piece)).split()).strip(" .,;:|–—-\"'„“”«»*")
    if (month := _MONTH.search(name)) and months.number(month[1]):
        name = name[: month.start()]
    name = _OF_THE_PAGE.sub("", name)
    if not words.OF_SUBJECTS.match(name):  # Department for Roads
        name = _WORKS_FOR.sub("", name)
    name = _HANGUL_ROLE.sub("", _TAIL.sub("", name)).strip(" .,;:|–—-")
    if post := _HAN_POST.match(name):
        name = post[1]
    half = len(name) // 2
    if name[:half] == name[half:]:  # a picture's description and the name beside it: Bộ Nội vụBộ Nội vụ
        name = name[:half]
    if role := words.ROLE.search(name):
        name = name[: role.start()].strip(" ,-") if role.start() > 4 and " " in name[: role.start()].strip() else ""
    if (
        len(name) < 2
        or len(name) > _LONGEST
        or len(name.split()) > _MOST_WORDS
        or name.casefold() in words.NOBODY
        or months.number(name)
        or _ACCOUNT.fullmatch(name)
        or not any(map(str.isalpha, name))
    ):
        return ""
    return name


def key(name: str) -> str:
    return _NO_WORD.sub("", name).casefold()


def fold(name: str) -> str:
    return _NO_WORD.sub(" ", name).strip().casefold()


def _is_desk(name: str) -> bool:
    """`AFP Paris`: an agency's letters, and where its desk is."""
    letters, _, place = name.partition(" ")
    return letters.isupper() and len(letters) > 2 and letters.casefold() in words.AGENCIES and place.istitle()


@lru_cache(1_024)
def is_organization(name: str, site: frozenset[str] = frozenset()) -> bool:
    return (
        fold(name) in site
        or name.casefold() in words.AGENCIES
        or bool(words.ORGANISATION.search(name + " "))
        or (name.isupper() and " " not in name and len(name) < 7)
        or _is_desk(name)
    )


def looks_personal(name: str) -> bool:
    """Whether a text may be a person's name and nothing else: two to five words, each with a capital, or two to four CJK characters."""
    parts = name.split()
    if re.fullmatch(r"[\u4e00-\u9fff\uac00-\ud7af·]{2,5}", name):
        return not is_organization(name)
    capitals = [
        part
        for part in parts
        if part[0].isupper()
        or not part[0].isascii()
        or part in ("de", "van", "von", "der", "den", "la", "le", "di", "da", "dos", "bin", "al")
    ]
    return 2 <= len(parts) <= 5 and len(capitals) == len(parts) and not is_organization(name) and not any(map(str.isdigit, name))


def is_label(text: str) -> bool:
    """Whether a line says that a name follows, and no name: "Written by", `작성자:`."""
    folded = " ".join(text.split()).strip(" :：").casefold()
    return bool(_LABEL.fullmatch(folded)) and not folded.startswith(("fact", "review"))


def has_role(text: str) -> bool:
    """Whether what stands behind a name says that its bearer reports: 이용민 기자."""
    return bool(_HANGUL_ROLE.search(text.strip()))
