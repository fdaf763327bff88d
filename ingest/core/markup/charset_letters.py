"""Which legacy charset turns bytes into the letters that a language writes most.

For bytes that declare no charset, or Latin-1, which is what servers say of everything.
"""

import re
from collections.abc import Iterable

from ingest.core.markup.charsets import decode_as

_SAMPLE = 65_536  # bytes
_TEXT = 6_000  # bytes of words
_MACHINE = re.compile(rb"<(script|style)\b.*?</\1|<!--.*?-->|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x40-\x7e\x80-\xff]*")
_HIGH_RUN = re.compile(rb"[\x80-\x9f\xa1-\xff]+")
_ALONE = 1.6  # bytes in a row
_IN_PAIRS = ("big5", "shift_jis")  # whose second bytes are often ASCII
_FEWEST = 14  # letters beyond ASCII
_LIKELY = 0.75  # of the share that a language's commonest letters have in its texts
_WESTERN = frozenset("äöüßÄÖÜéèêëàâçîïôùûœÉÈÀÇñóíáúÁÍÓÚÑãõÃÕåæøÅÆØìòÌÒÙëË·ªº«»’“”„‘–—…°·€£§©®™¿¡½×•†‹›\xa0´")
_WESTERN_TEXT = 0.93  # share of such characters in text of Western Europe

# charset: (commonest letters, their share in texts)
_CYRILLIC = "оеаинтсрвлкмдпуяыьзбгі"
_SCRIPTS = {
    "windows-1251": (_CYRILLIC, 0.88), "iso-8859-5": (_CYRILLIC, 0.88), "koi8-r": (_CYRILLIC, 0.88),
    "koi8-u": (_CYRILLIC, 0.88),
    "windows-1253": ("αοιετσνηυρπκμλςάίόέήύγδθ", 0.88), "windows-1255": ("יוהלארמתבשנםעדקחפ", 0.88),
    "windows-1256": ("اليمنوترةبعدسفهكقأحج", 0.88), "windows-874": ("านรอกเงมยลวดทสตะปบคีแ่้ัไ์ิใชห", 0.85),
    "euc-kr": ("이다의에는을고하가로기지한사은도를서대자시인리어정있과보으나일해수부전장원들제아공", 0.5),
    "shift_jis": ("のはをにがとでたしるているなかれらもさりっすまこんくうどよ", 0.4),
    "euc-jp": ("のはをにがとでたしるているなかれらもさりっすまこんくうどよ", 0.4),
    "gb18030": ("的一是不了在人有我他这中大来上国个到说们为和地出也时年得就要下以生会自着去过家学对可后小多能好都没日于起还发成事只作"
                "当看开用主行方如前所本见经面公同三已从动两长工部员新市政府建", 0.3),
    "big5": ("的一是不了在人有我他這中大來上國個到說們為和地出也時年得就要下以生會自著去過家學對可後小多能好都沒日於起還發成事只作"
             "當看開用主行方如前所本見經面公同三已從動兩長工部員新市政府建", 0.3),
}  # fmt: skip
# The letters beyond ASCII of each language that is written in Latin ones, small. In the West's charset `ő` is `õ` and `ű` is `û`: letters
# of the West, but of no one language that has the text's other letters too.
_OF_THE_WEST = (
    "äöüß", "éèêàâçîïôùûœëüæÿ", "áéíóúñüªº", "ãõáéíóúâêôàçüªº", "àèéìòùîóíú", "åäöé", "æøåéòóôü", "áðéíóúýþæö", "äöõüšž", "àèéíòóúçïü",
    "ëïéèöüáóç",
)  # fmt: skip
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţé", "čšžćđ", "äöüßéá")
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž")
_LATIN = {"windows-1250": _CENTRAL, "iso-8859-2": _CENTRAL, "windows-1257": _BALTIC, "windows-1254": ("çğıöşüâîû",)}
_MARKS = frozenset("«»’“”„‘‚–—…·°€£§©®™¿¡´•†‹›\xa0\xad")
_ONE_LANGUAGE = 0.97  # of a text's letters beyond ASCII are one language's
_CLEARLY = 0.03  # more than of any language of the West


def by_letters(body: bytes) -> str | None:
    """The WHATWG name of the charset, None where no text speaks for one, or where it is Western Europe's."""
    text = b" ".join(_WORD.findall(_MACHINE.sub(b" ", body[:_SAMPLE])))[:_TEXT]
    western = [character for character in decode_as(text, "windows-1252") if character > "\xa0"]
    if len(western) < _FEWEST:
        return None
    runs = _HIGH_RUN.findall(text)
    stands_alone = sum(map(len, runs)) < _ALONE * len(runs)  # between ASCII letters, as accented letters do
    west = _of_one_language(western, _OF_THE_WEST)
    latin = {charset: _of_one_language(decode_as(text, charset), languages) for charset, languages in _LATIN.items()}
    likeliest = max(latin, key=lambda charset: latin[charset])
    if stands_alone and latin[likeliest] >= max(_ONE_LANGUAGE, west + _CLEARLY):
        return likeliest
    if stands_alone and sum(map(_WESTERN.__contains__, western)) > _WESTERN_TEXT * len(western):
        return None
    offered = _IN_PAIRS if stands_alone else tuple(_SCRIPTS)
    likeness = {charset: _likeness(text, charset, *_SCRIPTS[charset]) for charset in offered}
    best = max(likeness, key=lambda charset: likeness[charset])
    if likeness[best] >= _LIKELY:
        return best
    return likeliest if latin[likeliest] >= _WESTERN_TEXT else None


def _of_one_language(text: Iterable[str], languages: tuple[str, ...]) -> float:
    """The largest share of a text's characters beyond ASCII that are one language's letters, its quotation marks and the like left out."""
    said = [character for character in "".join(text).casefold() if character > "\x7f" and character not in _MARKS]
    return max(sum(map(letters.__contains__, said)) for letters in languages) / (len(said) or 1)


def _likeness(text: bytes, charset: str, letters: str, share: float) -> float:
    """How much of what a text says beyond ASCII are these letters, held against the share that they should have."""
    said = [character for character in decode_as(text, charset) if character > "\xa0"]
    return sum(map(letters.__contains__, said)) / (len(said) or 1) / share
