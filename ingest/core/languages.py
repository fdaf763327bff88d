"""Language tags as the archive has them: BCP 47 without region, with a script for Chinese alone."""

import re

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9_\-]+))?$")
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo", "cht"})


def tag(said: str | None) -> str | None:
    """ "vi" of "vi-VN", "zh-Hans" of "zh-cn", "zh-Hant" of "zh_TW"; None for what is no language tag, `x-default` and `und` among it."""
    found = _TAG.match(said.strip()) if said else None
    if found is None or found[1].lower() in ("und", "mul", "zxx"):
        return None
    language = found[1].lower()
    if language in ("zh", "zho", "chi", "cmn"):
        subtags = re.split(r"[-_]", (found[2] or "").lower())
        return "zh-Hant" if _TRADITIONAL.intersection(subtags) else "zh-Hans"
    return {"iw": "he", "in": "id", "ji": "yi", "vn": "vi"}.get(language, language)
