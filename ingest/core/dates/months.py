"""Month names, as news pages print them, and the calendars that some of them belong to.

`months.tsv` has those of CLDR (unicode.org/cldr) in 81 languages: a language a line, twelve months, forms of one month joined by `/`,
words of one form by `_`; bench/dates/months.py writes it. Compared casefolded.
"""

from functools import cache
from importlib.resources import files

# What pages write and CLDR lacks, a month a word or `.`: other spellings, genitives, and cases that a preposition asks for
_MORE = {
    "en": ". . . . . . . . sept . . .",
    "de": "jänner/jän feber mrz . . . . . . . . .",
    "fr": ". fév/fevrier . . . . juill aout . . . decembre",
    "es": ". . . . . . . . setiembre/set . . .",
    "pt": ". . marco . . . . . . . . .",
    "ro": ". . . . . . . . . . noi .",
    "lv": "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
    "sl": "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    "hr": ". . . . . . . . . . studenog .",
    "bs": "januara februara marta aprila maja juna jula augusta/avgusta/avgust septembra oktobra novembra decembra/decembar",
    "ru": ". фев . . . . . . сен . ноя .",
    "uk": ". . . кві тра чер . сер . жов лис гру",
    "bg": "ян февр . . . . . . септ . ноем .",
    "sr": "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
    "mn": "нэгдүгээр_сарын хоёрдугаар_сарын гуравдугаар_сарын дөрөвдүгээр_сарын тавдугаар_сарын зургаадугаар_сарын долоодугаар_сарын"
    " наймдугаар_сарын есдүгээр_сарын аравдугаар_сарын арван_нэгдүгээр_сарын/арваннэгдүгээр_сарын"
    " арван_хоёрдугаар_сарын/арванхоёрдугаар_сарын",
    "el": ". . . . μαι . . . . . . .",
    "ka": "იანვარს . . . . . . . . . . .",
    "he": "בינואר/בינו בפברואר/בפבר במרץ באפריל/באפר במאי ביוני ביולי באוגוסט/באוג בספטמבר/בספט באוקטובר/באוק בנובמבר/בנוב בדצמבר/בדצמ",
    "ar": ". . . إبريل/ابريل . يونيه يوليه اغسطس . اكتوبر . .",
    # Maghreb
    "ar-DZ": "جانفي فيفري مارس أفريل/افريل ماي جوان جويلية أوت/غشت شتنبر/سبتمبر أكتوبر نونبر/نوفمبر دجنبر/ديسمبر",
    # Levant
    "ar-LB": "كانون_الثاني شباط آذار/اذار نيسان أيار/ايار حزيران تموز آب/اب أيلول/ايلول تشرين_الأول/تشرين_الاول تشرين_الثاني"
    " كانون_الأول/كانون_الاول",
    "fa": ". . . . می . جولای آگوست . . . .",
    "tt": "гыйнвары феврале марты апреле мае июне июле августы сентябре октябре ноябре декабре",
    "hi": ". फरवरी/फर . . . . . . सितम्बर अक्टूबर नवम्बर दिसम्बर",
    "bn": "জানুয়ারি ফেব্রুয়ারি . . . . . আগষ্ট . . . .",
    "ml": ". . . . . . . . . ഒക്ടോബർ . .",
    "id": ". . . . . . . agt . . nop .",
    "vi": "tháng_một/tháng_giêng tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy tháng_tám tháng_chín tháng_mười"
    " tháng_mười_một tháng_mười_hai/tháng_chạp",
    "eu": "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren"
    " abenduaren",
    "ga": ". . . . . . . . mheán_fómhair dheireadh_fómhair . .",
}

# Solar Hijri months (Iran, Afghanistan), 1 Farvardin about 21 March
_SOLAR = "فروردین/حمل اردیبهشت/ثور خرداد/جوزا تیر/سرطان مرداد/اسد شهریور/سنبله مهر/میزان آبان/عقرب آذر/قوس دی/جدی بهمن/دلو اسفند/حوت"


_AFTER = ".-׳॰’'\u0654 "  # marks of an abbreviation, and the Persian hamza that joins the year


def number(name: str, language: str | None = None) -> int | None:
    """The month, 1 to 12, that a word names in the Gregorian calendar; `language` decides where two disagree (listopad)."""
    name = name.strip(_AFTER).casefold()
    own = _by_language().get(language or "")
    return own[name] if own and name in own else _all().get(name)


def two_words() -> tuple[str, ...]:
    """Names of more than one word, a space for the joint, longest first."""
    return tuple(sorted((name.replace("_", " ") for name in _all() if "_" in name), key=lambda name: (-len(name), name)))


def _numbered(forms: list[str]) -> dict[str, int]:
    return {form.casefold(): number for number, of_month in enumerate(forms, 1) for form in of_month.split("/") if form not in (".", "")}


SOLAR = _numbered(_SOLAR.split())


@cache
def _by_language() -> dict[str, dict[str, int]]:
    """The names of each language, in the order of the file."""
    tables: dict[str, dict[str, int]] = {}
    for line in files("ingest.core.dates").joinpath("months.tsv").read_text(encoding="utf-8").splitlines():
        language, *forms = line.split("\t")
        tables[language] = _numbered(forms)
    for language, line in _MORE.items():
        tables.setdefault(language, {}).update(_numbered(line.split()))
    return tables


@cache
def _all() -> dict[str, int]:
    """The names of all languages; a word for two months is that of the language that comes first (Croatian is asked by its name)."""
    return {form: number for table in reversed(_by_language().values()) for form, number in table.items()}
