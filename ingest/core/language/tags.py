"""Language tags as the archive has them: BCP 47 without region, with a script for Chinese alone."""

import re

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9_\-]+))?$")
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo", "cht"})
_SHORTEST = {
    # ISO 639-2: BCP 47 wants two letters where there are two
    "ara": "ar", "ben": "bn", "chi": "zh", "cmn": "zh", "deu": "de", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de",
    "hin": "hi", "ind": "id", "ita": "it", "jpn": "ja", "khm": "km", "kor": "ko", "lao": "lo", "msa": "ms", "mya": "my",
    "por": "pt", "rus": "ru", "spa": "es", "tha": "th", "ukr": "uk", "vie": "vi", "zho": "zh",
    # withdrawn codes
    "in": "id", "iw": "he", "ji": "yi",
    # countries said for languages
    "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "kr": "ko", "ua": "uk", "vn": "vi",
}  # fmt: skip


def tag(said: str | None) -> str | None:
    """`vi` of `vi-VN`, `zh-Hans` of `zh-cn`, `zh-Hant` of `zh_TW`; None for what is no language tag, `x-default` and `und` among it."""
    found = _TAG.match(said.strip()) if said else None
    if found is None or found[1].lower() in _NO_LANGUAGE:
        return None
    language = _SHORTEST.get(found[1].lower(), found[1].lower())
    if language != "zh":
        return language
    subtags = re.split(r"[-_]", (found[2] or "").lower())
    return "zh-Hant" if "hans" not in subtags and _TRADITIONAL.intersection(subtags) else "zh-Hans"
