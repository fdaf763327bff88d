"""Names across scripts: the consonants that every spelling keeps.

A name is transliterated (anyascii) and reduced to classes of consonants that scripts confuse: Arabic has no p, Japanese no l, Korean writes
one letter for g and k, Greek and Hebrew swap b, v and f. Macedonia, Македония, مقدونيا and मैसेडोनिया all keep M, a dental, N.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from ingest.core.story.features.words import bare

_NOT_LETTERS = re.compile(r"[^a-z]+")
_SILENT = re.compile(r"(?<=u)gh(?![aeiou])|(?<=c)h(?=[rl])|(?<=n)g(?![aeiouhyw])")  # Kavanaugh, Christine, Washington
_SOUNDS = re.compile(r"[sc]h|[kg]h|ph|th|t[sz]|d[zj]|x|[cg](?=[eiy])")
_SOUND = {
    **dict.fromkeys(("sh", "ch", "ts", "tz", "dz", "dj", "c", "g"), "s"),
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
_HEBREW_VOWEL = re.compile(r"(?<!^)(?<!ו)ו(?!ו)")
_GREEK = re.compile(r"^ντ|^μπ|γκ|γγ")
_GREEK_SOUND = {"ντ": "δ", "μπ": "β", "γκ": "νγ", "γγ": "νγ"}
_NASAL = re.compile(r"ं(?=[\u0915-\u092b])")  # the dot for n or m before a consonant, but before a labial
_V_FOR_W = frozenset({"bg", "he", "hi", "mk", "mr", "ne", "ru", "sr", "uk"})  # Washington begins as Vladimir does


@lru_cache(1024)  # a name is asked for twice in a row: for its consonants and for its spelling
def latin(word: str) -> str:
    """The word in lower-case ASCII letters."""
    return _NOT_LETTERS.sub("", anyascii(word).lower())


def skeletons(word: str, language: str = "") -> tuple[str, ...]:
    """The word's consonants, one letter per class, none twice in a row; more than one reading where its language leaves that open."""
    readings = [latin(_respelled(bare(word, language), language))]
    if language == "he":  # every other name begins with a letter that is also a prefix
        readings.append(latin(_respelled(word, language)))
    if language == "ja" and "ー" in word:  # it writes the r after a vowel as its lengthening: コービン, Corbyn
        readings.append(latin(word.replace("ー", "ル")))
    if language in _J_IS_Y:
        readings = [letters.replace("j", "y") for letters in readings]
    if language in _V_FOR_W:
        readings += [letters.replace("v", "w") for letters in readings if "v" in letters]
    return tuple(dict.fromkeys([_bones(letters) for letters in readings]))


def _respelled(word: str, language: str) -> str:
    if language == "he":
        return _HEBREW_VOWEL.sub("", word).replace("כ", "ק").replace("ח", "ה").replace("׳", "")
    if language == "el":
        return _GREEK.sub(lambda letters: _GREEK_SOUND[letters.group()], word.lower())
    if language in ("hi", "mr", "ne"):
        return _NASAL.sub("न", word)
    return word


def _bones(letters: str) -> str:
    if "g" in letters or "ch" in letters:
        letters = _SILENT.sub("", letters)
    bones = _SOUNDS.sub(_sound, letters).translate(_CLASSES)
    for twice in _TWICE:
        while twice in bones:
            bones = bones.replace(twice, twice[0])
    return bones


def _sound(written: re.Match[str]) -> str:
    return _SOUND[written.group()]
