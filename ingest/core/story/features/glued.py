"""What languages write together with a name: prepositions before it, cases and particles behind it.

Where a name may begin or end with the same letters, each way of reading it is a form: לונדון may be London, or "to Ondon". A form has
three letters at least.
"""

import re
from functools import lru_cache

from ingest.core.patterns import lazy
from ingest.core.story.features.words import AFFIXES

_POINTS = lazy(r"[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")  # vowel points and lengthenings, left out as often as not
_POINTED = frozenset({"ar", "he"})
_LEAST = 3

# Alternatives are tried one by one: each that fits is a form of its own.
_BEFORE = {
    "am": ("የ", "በ", "ለ", "ከ", "ስለ", "እንደ"),
    "ar": ("و", "ب", "ل", "ف", "ك", "وب", "ول"),
    "he": ("ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "וש", "שה", "שב", "של", "שמ", "כש", "מה"),
}
_NEVER_OF_IT = {  # hardly a name begins or ends so by chance
    "ar": re.compile(r"^(?:[وفبك]{0,2}ال|و?لل)(?=...)"),
    "ko": AFFIXES["ko"],
}

_BEHIND = {
    "am": ("ን", "ም", "ና", "ው"),
    "bn": ("র", "ের", "কে", "তে", "ে", "ও"),
    "gu": ("ના", "ની", "નો", "નું", "ને", "માં", "થી", "એ"),
    "ka": ("მა", "ის", "მ", "ს", "ით", "ში", "ზე", "თან", "დან", "სთან", "ისთვის"),
    "kk": ("тың", "тің", "дың", "дің", "ның", "нің", "ға", "ге", "қа", "ке", "да", "де", "та", "те", "ды", "ді", "ты", "ті", "ны", "ні",
           "дан", "ден", "тан", "тен", "нан", "нен", "мен", "пен", "бен"),
    "kn": ("ನ", "ದ", "ಗೆ", "ನಲ್ಲಿ", "ದಲ್ಲಿ", "ಕ್ಕೆ", "ನ್ನು", "ನಿಂದ", "ರ"),
    "ky": ("тын", "тин", "дын", "дин", "нын", "нин", "га", "ге", "ка", "ке", "да", "де", "та", "те", "ды", "ди", "ты", "ти", "ны", "ни",
           "дан", "ден", "тан", "тен", "нан", "нен"),
    "ml": ("ിൽ", "യിൽ", "ിന്റെ", "യുടെ", "ിന്", "ന്", "ിനെ", "യെ", "ിലെ", "യിലെ", "ും"),
    "mn": ("ын", "ийн", "ны", "ний", "д", "т", "аас", "ээс", "оос", "өөс", "тай", "тэй", "той", "ыг", "ийг"),
    "mr": ("ने", "ला", "चा", "ची", "चे", "च्या", "त", "ात", "हून", "नी"),
    "ne": ("को", "ले", "लाई", "मा", "का", "की", "बाट"),
    "si": ("ේ", "යේ", "ට", "ගේ", "යට", "ව", "ය"),
    "ta": ("ில்", "ின்", "க்கு", "ுக்கு", "ை", "ால்", "ுடன்", "ிடம்", "ும்", "யில்", "யின்", "வின்", "வில்"),
    "te": ("లో", "కు", "కి", "ను", "ని", "తో", "పై", "లోని"),
}  # fmt: skip

GLUED = frozenset((*_BEFORE, *_BEHIND, *_NEVER_OF_IT))  # the languages of which something is known


@lru_cache(16384)
def forms(word: str, language: str) -> tuple[str, ...]:
    """The readings of a word, the word itself first unless it begins or ends as hardly a name does."""
    before, behind = _BEFORE.get(language, ()), _BEHIND.get(language, ())
    if language not in GLUED:
        return (word,)
    if language in _POINTED:
        word = _POINTS.sub("", word)
    if language in _NEVER_OF_IT and (bare := _NEVER_OF_IT[language].sub("", word)) != word:
        return (bare,)
    found = [word]
    if word.startswith(before):
        found += [word[len(part) :] for part in before if word.startswith(part)]
    if word.endswith(behind):
        found += [word[: -len(part)] for part in behind if word.endswith(part)]
    return tuple(dict.fromkeys([form for form in found if form is word or len(form) >= _LEAST])) if len(found) > 1 else (word,)
