"""The charset of legacy bytes that declare none, or a wrong one: by the document's language, else by which bytes stand in pairs.

The languages' charsets are the WHATWG's (HTML 13.2.3.2, the table of defaults by locale).
"""

import re

_SAMPLE = 65_536  # bytes
_LANGUAGE = re.compile(rb"<html\b[^>]*?\blang\s*=\s*[\"']?\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]+))?", re.IGNORECASE)
_OF_LANGUAGE = {
    "windows-1250": "cs hr hu pl ro sk sl sq bs",
    "windows-1251": "ba be bg kk ky mk mn ru sah sr tg tt uk",
    "windows-1252": "af ca da de en es eu fi fr ga gl id is it nb nl nn no pt sv sw ms tl",
    "windows-1253": "el",
    "windows-1254": "az ku tr",
    "windows-1255": "he iw",
    "windows-1256": "ar fa ur",
    "windows-1257": "et lt lv",
    "windows-1258": "vi",
    "windows-874": "th",
    "gb18030": "zh",
    "shift_jis": "ja",
    "euc-kr": "ko",
}
_BY_LANGUAGE = {language: name for name, languages in _OF_LANGUAGE.items() for language in languages.split()}
_BEYOND_ASCII = frozenset({"windows-1253", "windows-1255", "windows-1256", "windows-874"})  # whose letters pair up as Chinese or Korean do
_TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})

_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_KANA_EUC = re.compile(rb"[\xa4\xa5][\xa1-\xf6]")
_KANA_SHIFT = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")
_BIG5 = re.compile(rb"[\xa4-\xc6][\x40-\x7e]")
_HANGUL = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_CYRILLIC_1251 = re.compile(rb"[\xe0-\xff]")
_CYRILLIC_KOI8 = re.compile(rb"[\xc0-\xdf]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def guess(body: bytes) -> str | None:
    """The WHATWG name of a legacy charset that the bytes are likely in; None when nothing speaks for any."""
    language = _LANGUAGE.search(body[:4096])
    sample = body[:_SAMPLE]
    runs = _HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    is_latin = high < 1.6 * len(runs)  # accents stand alone between ASCII letters
    declared = _BY_LANGUAGE.get(language[1].decode().lower()) if language else None
    if not is_latin:
        by_bytes = _by_pairs(sample, high)
        if by_bytes is not None:
            return declared if declared in _BEYOND_ASCII and by_bytes in ("gb18030", "euc-kr") else by_bytes
    if language is None:
        return "windows-1252" if is_latin else None
    if (language[2] or b"").decode().lower() in _TRADITIONAL:
        return "big5"
    return declared


def _by_pairs(sample: bytes, high: int) -> str | None:
    """For text mostly beyond ASCII. Thresholds hold on ordinary prose of each language, with a wide margin between them."""
    pairs = _PAIR.findall(sample)
    number = len(pairs)
    if number < 10:
        return None
    if len(_KANA_SHIFT.findall(sample)) > number / 5:
        return "shift_jis"
    if sum(1 for pair in pairs if _KANA_EUC.match(pair)) > number / 5:
        return "euc-jp"
    if sum(1 for pair in pairs if _BIG5.match(pair)) > number / 5:
        return "big5"
    doubled = sum(1 for pair in pairs if pair[1] >= 0xA1 and pair[0] >= 0xA1)
    if doubled > number * 0.95:
        lower = len(_CYRILLIC_1251.findall(sample))
        upper = len(_CYRILLIC_KOI8.findall(sample))
        if lower > high * 0.75:
            return "windows-1251"
        if upper > high * 0.75:
            return "koi8-r"
        hangul = sum(1 for pair in pairs if _HANGUL.match(pair))
        return "euc-kr" if hangul > number * 0.85 else "gb18030"
    return None
