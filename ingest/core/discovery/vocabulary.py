"""Words by which sites name their pages of news, their feeds and their languages, and what they list beside news."""

import re

_NEWS = """
news, newsroom, press, media, press releases, press release, press room, media releases, latest news, all news,
news and events, announcements, headlines, stories, aktuelles, nachrichten, presse, pressemitteilungen,
medienmitteilungen, meldungen, actualités, actualites, actualité, communiqués, communiques, nouvelles,
salle de presse, noticias, notícias, actualidad, comunicados, prensa, imprensa, sala de prensa, notizie, comunicati,
stampa, attualità, nieuws, persberichten, aktualności, aktualnosci, wiadomości, tiskové zprávy, zprávy, aktuality,
novinky, správy, hírek, hirek, sajtóközlemények, știri, stiri, noutăți, comunicate, новини, новости, вести, вісті,
пресс релизы, uutiset, tiedotteet, ajankohtaista, nyheter, pressmeddelanden, nyheder, pressemeddelelser,
pressemeldinger, aktuelt, fréttir, uudised, ziņas, naujienos, vijesti, vesti, novice, lajme, haberler, duyurular,
tin tức, tin tuc, tintuc, thời sự, thoi su, tin mới, tin nổi bật, berita, siaran pers, balita, newyddion, nuacht,
albisteak, notícies, novas, νέα, ανακοινώσεις, ειδήσεις, أخبار, الأخبار, اخبار, بيانات, خبریں, חדשות, समाचार, সংবাদ,
செய்திகள், 新闻, 新聞, 要闻, 要聞, 动态, 動態, 资讯, 資訊, 公告, 新着情報, お知らせ, ニュース, 報道発表, 記者発表,
보도자료, 뉴스, 새소식, ข่าว, ຂ່າວ, ព័ត៌មាន, သတင်း, သတင်းများ, სიახლეები, ახალი ამბები, პრესრელიზები, լուրեր,
նորություններ, xəbərlər, yeniliklər, ዜና, ዜናዎች, жаңалықтар, жаңылыктар, yangiliklar, янгиликлар, хабарҳо, habarlar, мэдээ,
мэдээ мэдээлэл, навіны, jaunumi, tíðindi, nutaarsiassat, aħbarijiet, neiegkeeten, nuus, izindaba, habari, warar, labarai,
vaovao, kenyataan media, nûçe, هەواڵ, خبرونه, प्रेस विज्ञप्ति, बातम्या, સમાચાર, ਖ਼ਬਰਾਂ, ਖਬਰਾਂ, వార్తలు, ಸುದ್ದಿ, ಸುದ್ದಿಗಳು,
വാർത്തകൾ, පුවත්, གསར་འགྱུར,
"""
NEWS = frozenset(word.strip() for word in _NEWS.replace("\n", " ").split(",") if word.strip())

UNWANTED = frozenset(
    """comment comments commentaires kommentare comentarios kommentar replies event events calendar agenda veranstaltungen termine eventos
    job jobs career careers vacancy vacancies stellen stellenangebote emploi empleo tender tenders procurement ausschreibungen marches
    photo photos gallery galleries video videos podcast podcasts audio radio weather wetter stock stocks forum forums tag tags author
    authors wiki faq shop product products category categories attachment users taxonomy""".split()  # noqa: SIM905  a list to read
)

FEED_WORDS = frozenset(("rss", "atom", "feed", "feeds", "xml"))
FEED_ADDRESS = re.compile(
    r"/(?:rss|feeds?|atom)(?:/|$)|\.(?:rss|atom|rdf)$|/(?:rss|feed|atom|index|news)[\w-]*\.(?:xml|json|php|aspx?)$|/[\w-]+(?:rss|feed)\.xml$",
    re.IGNORECASE,
)

# languages by the names that they give themselves
AUTONYMS = {
    "english": "en", "français": "fr", "francais": "fr", "deutsch": "de", "español": "es", "espanol": "es",
    "castellano": "es", "italiano": "it", "português": "pt", "portugues": "pt", "nederlands": "nl", "polski": "pl",
    "čeština": "cs", "česky": "cs", "slovenčina": "sk", "slovensky": "sk", "magyar": "hu", "română": "ro",
    "български": "bg", "русский": "ru", "рус": "ru", "українська": "uk", "укр": "uk", "српски": "sr",
    "hrvatski": "hr", "slovenščina": "sl", "suomi": "fi", "suomeksi": "fi", "svenska": "sv", "på svenska": "sv",
    "norsk": "no", "bokmål": "nb", "nynorsk": "nn", "dansk": "da", "íslenska": "is", "eesti": "et", "latviešu": "lv",
    "lietuvių": "lt", "ελληνικά": "el", "türkçe": "tr", "العربية": "ar", "عربي": "ar", "فارسی": "fa", "اردو": "ur",
    "עברית": "he", "हिन्दी": "hi", "हिंदी": "hi", "বাংলা": "bn", "தமிழ்": "ta", "ไทย": "th", "ລາວ": "lo",
    "ខ្មែរ": "km", "tiếng việt": "vi", "bahasa indonesia": "id", "indonesia": "id", "bahasa melayu": "ms",
    "cymraeg": "cy", "gaeilge": "ga", "català": "ca", "euskara": "eu", "galego": "gl", "rumantsch": "rm",
    "kiswahili": "sw", "中文": "zh-Hans", "简体中文": "zh-Hans", "简体": "zh-Hans", "繁體中文": "zh-Hant", "繁體": "zh-Hant",
    "繁体中文": "zh-Hant", "正體中文": "zh-Hant", "日本語": "ja", "한국어": "ko", "қазақша": "kk", "o‘zbekcha": "uz",
    "ქართული": "ka", "հայերեն": "hy", "azərbaycan": "az", "azərbaycanca": "az", "አማርኛ": "am", "ትግርኛ": "ti", "монгол": "mn",
    "қазақ тілі": "kk", "кыргызча": "ky", "o'zbek": "uz", "oʻzbekcha": "uz", "тоҷикӣ": "tg", "türkmen": "tk", "беларуская": "be",
    "македонски": "mk", "bosanski": "bs", "shqip": "sq", "malti": "mt", "lëtzebuergesch": "lb", "føroyskt": "fo",
    "kalaallisut": "kl", "afrikaans": "af", "soomaali": "so", "hausa": "ha", "malagasy": "mg", "kurdî": "ku", "پښتو": "ps",
    "नेपाली": "ne", "मराठी": "mr", "ગુજરાતી": "gu", "ਪੰਜਾਬੀ": "pa", "తెలుగు": "te", "ಕನ್ನಡ": "kn", "മലയാളം": "ml",
    "සිංහල": "si", "မြန်မာ": "my", "བོད་ཡིག": "bo",
}  # fmt: skip
