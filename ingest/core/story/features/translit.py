"""Names across scripts: the consonants that every spelling keeps.

A name is transliterated (anyascii) and reduced to classes of consonants that scripts confuse: Arabic has no p, Japanese no l, Korean writes
one letter for g and k, Greek and Hebrew swap b, v and f. Macedonia, Македония, مقدونيا and मैसेडोनिया all keep M, a dental, N. Where a
spelling leaves open what is said, each way of saying it is a reading: Michael has a k, Chile has none.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from ingest.core.patterns import lazy
from ingest.core.story.features.glued import forms

_NOT_LETTERS = re.compile(r"[^a-z]+")
_SILENT = re.compile(r"(?<=u)gh(?![aeiou])|(?<=c)h(?=[rl])|(?<=n)g(?![aeiouhyw])")  # Kavanaugh, Christine, Washington
_SOUNDS = re.compile(r"[sc]h|cz|[kg]h|ph|th|t[sz]|d[zj]|x|[cg](?=[eiy])")
_FOREIGN_SOUNDS = re.compile(r"[sc]h|[kg]h|ph|th|t[sz]|d[zj]|x|c")  # of other scripts, where anyascii writes c for ch and g is always hard
_IS_LATIN = lazy(r"[a-z\u00c0-\u024f\u1e00-\u1eff]", re.IGNORECASE)
_HARD = re.compile(r"(?<![st])ch|g(?=[eiy])")  # Michael and Munich, Geiger: as often as not
_SOFT = str.maketrans(dict.fromkeys("čćçČĆÇ", "ch"))  # Horvatić, which many write
_SOFT_END = re.compile(r"(?<=[aeiou])c$")  # without it
_SOUND = {
    **dict.fromkeys(("sh", "ch", "cz", "ts", "tz", "dz", "dj", "c", "g"), "s"),
    **dict.fromkeys(("kh", "gh"), "k"),
    "ph": "p",
    "th": "t",
    "x": "ks",
}
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("bpfv", "P"),
        **dict.fromkeys("ckqg", "K"),
        **dict.fromkeys("td", "T"),
        **dict.fromkeys("szj", "S"),
        **dict.fromkeys("lr", "L"),
        "m": "M",
        "n": "N",
        **dict.fromkeys("aeiouhyw", None),
    }
)
_TWICE = tuple(2 * sound for sound in "PKTSLMN")
_J_IS_Y = frozenset("bs cs da de et fi hr hu is lt lv mk nb nl no pl sk sl sq sr sv".split())  # noqa: SIM905 - one line that one can read

# Before transliteration: what a script writes in two letters, or in one that anyascii reads otherwise.
_GERESH = "[׳'’‘]"
_HEBREW = {
    re.compile(f"[גזצץ]{_GERESH}"): "ש",
    re.compile(f"ת{_GERESH}"): "ט",
    re.compile(f"[חער]{_GERESH}"): "ק",
    re.compile(_GERESH): "",
    re.compile(r"(?<!^)(?<!ו)ו(?!ו)"): "",  # a vowel
    re.compile("ב"): "פ",
    re.compile("[כך]"): "ק",
}
_GREEK = re.compile(r"^ντ|^μπ|γκ|γγ|χ")
_GREEK_SOUND = {"ντ": "δ", "μπ": "β", "γκ": "νγ", "γγ": "νγ", "χ": "κ"}
_INDIA = range(0x0900, 0x0D80, 0x80)  # its scripts, in each of which a letter has the same place
# The dot for n or m before a consonant, but before a labial.
_NASAL = re.compile(
    f"[{''.join(chr(script + 0x02) for script in _INDIA)}\u0a70](?=[\u0900-\u0dff])"
    f"(?![{''.join(f'{chr(script + 0x2A)}-{chr(script + 0x2E)}' for script in _INDIA)}])"
)
_JOINERS = re.compile("[\u200b-\u200d]")
_MALAYALAM = {"റ്റ": "ട്ട", "ന്റ": "ന്ട"}
_V_FOR_W = frozenset({"bg", "he", "hi", "kk", "ky", "mk", "mn", "mr", "ne", "ru", "sr", "uk"})  # Washington begins as Vladimir does
_W_FOR_V = frozenset({"ckb", "fa", "ps", "sd", "ug", "ur"})  # and Vladimir as Washington
_W_OR_V = {"lo": ("ວ", "ຟ"), "th": ("ว", "ฟ")}
_BURMESE = re.compile("ရှ|ဂျ|ချ|ကျ|စ်")
_BURMESE_SOUND = {"ရှ": "သ", "ဂျ": "ဇ", "ချ": "ဆ", "ကျ": "ဆ", "စ်": "သ"}
_WAW = re.compile("^و|(?<=و)و")
_ABJADS = frozenset({"ar", "fa", "he", "ps", "ur"})  # g behind n: without vowels nothing tells whether it is said


@lru_cache(1024)  # a name is asked for twice in a row: for its consonants and for its spelling
def latin(word: str) -> str:
    """The word in lower-case ASCII letters."""
    return _NOT_LETTERS.sub("", anyascii(word).lower())


def skeletons(word: str, language: str = "") -> tuple[str, ...]:
    """The word's consonants, one letter per class, none twice in a row; more than one reading where its language leaves that open."""
    if _IS_LATIN.match(word):
        letters = latin(word)
        soft = _SOFT_END.sub("ch", letters if word.isascii() else latin(word.translate(_SOFT)))
        readings = [letters, _HARD.sub("k", letters), soft]
        if language in _J_IS_Y:
            readings = [reading.replace("j", "y") for reading in readings]
        return tuple(dict.fromkeys([_bones(reading, _SOUNDS) for reading in dict.fromkeys(readings)]))
    readings = [latin(form) for form in _said(word, language)]
    if language in _J_IS_Y:
        readings = [letters.replace("j", "y") for letters in readings]
    if language in _V_FOR_W:
        readings += [letters.replace("v", "w") for letters in readings if "v" in letters]
    if language in _ABJADS:
        readings += [letters.replace("ng", "nkk") for letters in readings if "ng" in letters]
    return tuple(dict.fromkeys([_bones(letters, _FOREIGN_SOUNDS) for letters in readings]))


def _said(word: str, language: str) -> list[str]:
    """A word of another script, respelled so that anyascii reads what is said."""
    if language == "ja" and "ー" in word:  # it writes the r after a vowel as its lengthening: コービン, Corbyn
        return [word, word.replace("ー", "ル")]
    if language == "el":
        return [_GREEK.sub(lambda letters: _GREEK_SOUND[letters.group()], word.lower())]
    said = list(forms(_JOINERS.sub("", word), language))
    if language == "he":
        said = [_hebrew(form) for form in said]
        return said + [form.replace("ח", "ק") for form in said if "ח" in form]
    if language == "ar":
        return said + [form.replace("ج", "ق") for form in said if "ج" in form]
    if language in _W_FOR_V:
        return said + [_WAW.sub("ف", form) for form in said if _WAW.search(form)]
    if language in _W_OR_V:
        w, v = _W_OR_V[language]
        return said + [form.replace(w, v) for form in said if w in form]
    if language == "my":
        return [_BURMESE.sub(lambda letters: _BURMESE_SOUND[letters.group()], form) for form in said]
    if language == "ml":
        for letters, sound in _MALAYALAM.items():
            said = [form.replace(letters, sound) for form in said]
    if language == "ta":
        said = [form.replace("ஃ", "") for form in said]
    return [_NASAL.sub("n", form) for form in said]


def _hebrew(word: str) -> str:
    for letters, sound in _HEBREW.items():
        word = letters.sub(sound, word)
    return word


def _bones(letters: str, sounds: re.Pattern[str]) -> str:
    if "g" in letters or "ch" in letters:
        letters = _SILENT.sub("", letters)
    bones = sounds.sub(_sound, letters).translate(_CLASSES)
    for twice in _TWICE:
        while twice in bones:
            bones = bones.replace(twice, twice[0])
    return bones


def _sound(written: re.Match[str]) -> str:
    return _SOUND[written.group()]
