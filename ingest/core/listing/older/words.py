"""What sites call the way to older articles: words of its link, and names of its element."""

import re
import unicodedata

# The whole of a link's words, in small letters, without arrows and marks.
_OLDER = frozenset(
    """
    next|next page|older|older posts|older articles|older entries|older news|older stories|earlier|earlier posts|more news|
    more articles|load more|show more|view more|see more|go to next page|next ›|previous posts|previous entries|
    previous articles|weiter|nächste|nächste seite|ältere|ältere beiträge|ältere artikel|ältere meldungen|mehr laden|vor|
    suivant|suivante|page suivante|articles plus anciens|plus anciens|plus ancien|articles précédents|voir plus|afficher plus|
    siguiente|página siguiente|siguiente página|siguientes|más antiguos|entradas antiguas|anteriores|noticias anteriores|
    ver más|próxima|próximo|próxima página|seguinte|página seguinte|mais antigos|mais antigas|postagens antigas|carregar mais|
    successiva|successivo|pagina successiva|avanti|prossima|prossimo|precedenti|articoli precedenti|meno recenti|volgende|
    volgende pagina|ouder|oudere berichten|nästa|nästa sida|äldre|äldre inlägg|neste|neste side|eldre|eldre innlegg|næste|
    næste side|ældre|ældre indlæg|seuraava|seuraava sivu|vanhemmat|järgmine|järgmine leht|vanemad|nākamā|nākamais|tālāk|vecāki|
    kitas|kitas puslapis|toliau|senesni|następna|następna strona|następny|dalej|starsze|starsze wpisy|další|následující|
    další strana|starší|ďalšia|ďalší|nasledujúca|következő|következő oldal|régebbi|korábbi|următoarea|următorul|
    pagina următoare|mai vechi|sljedeća|sljedeće|slijedeća|sledeća|starije|naslednja|naprej|starejše|следваща|следваща страница|
    по-стари|претходна|следна|понатаму|следующая|следующая страница|далее|вперед|вперёд|старые|более старые|ранее|показать ещё|
    показать еще|загрузить ещё|наступна|наступна сторінка|далі|старіші|наступная|далей|следећа|старије|επόμενη|επόμενη σελίδα|
    επόμενο|παλαιότερα|παλαιότερες|sonraki|sonraki sayfa|ileri|daha eski|eski yazılar|növbəti|келесі|кейинги|keyingi|შემდეგი|
    հաջորդ|הבא|הבאה|העמוד הבא|ישן יותר|التالي|التالية|الصفحة التالية|الأقدم|أقدم|المزيد|بعدی|صفحه بعد|صفحه بعدی|قدیمی تر|اگلا|
    اگلا صفحہ|अगला|अगला पृष्ठ|अगले|पुराने|আগের|পরবর্তী|পরের পাতা|அடுத்து|அடுத்த|తదుపరి|ಮುಂದಿನ|അടുത്തത്|આગળ|ਅਗਲਾ|පසු|अर्को|ถัดไป|
    หน้าถัดไป|ก่อนหน้า|ຕໍ່ໄປ|បន្ទាប់|နောက်သို့|tiếp|tiếp theo|trang sau|trang tiếp|trang tiếp theo|sau|cũ hơn|bài cũ hơn|
    tin cũ hơn|các tin khác|xem thêm|berikutnya|selanjutnya|halaman berikutnya|seterusnya|susunod|inayofuata|ijayo|下一页|
    下一頁|下页|下頁|后页|後頁|下一步|后一页|更早|较早|較早|次へ|次のページ|次|前の記事|古い記事|過去の記事|もっと見る|다음|
    다음 페이지|다음페이지|이전 글|더보기|дараах|дараагийн|хуучин|següent|pàgina següent|més antigues|hurrengoa|seguinte páxina|
    nesaf|tudalen nesaf|ar aghaidh|næsta|næsta síða|eldri|lejjer|tjetra|më të vjetra|volgende bladsy
    """.replace("\n", "").split("|")
)
_OLDER_WORDS = frozenset(word.strip() for word in _OLDER)
_ARROWS = re.compile(r"[\s«»‹›<>→←⟩⟨▶►▸❯❱⇒↠…\.\-–—|:()\[\]»>]+")
_FORWARD = re.compile(r"[\s]*(?:›|»|>|>>|→|▶|►|▸|❯|❱|⇒)[\s]*")
_NAMES = frozenset("next older oldposts nextpostslink nextpage pagenext pagernext nextlink olderposts".split())  # noqa: SIM905  a list to read
_PAGER = frozenset("pager pagination paging paginator pagenavi pages pagenav paginate pagebar pagelist page navigation".split())  # noqa: SIM905
_OTHERWISE = frozenset(
    "slide slider slick swiper carousel calendar datepicker gallery lightbox owl splide glide article post story".split()  # noqa: SIM905
)


def says_older(words: str) -> bool:
    """Whether a link's words mean the next or an older page, in any of some eighty languages."""
    bare = " ".join(_ARROWS.sub(" ", unicodedata.normalize("NFC", words).lower()).split())
    return bare in _OLDER_WORDS


def points_forward(words: str) -> bool:
    """Whether the words are one arrow that points on."""
    return _FORWARD.fullmatch(words) is not None


def is_called_older(names: frozenset[str]) -> bool:
    """Whether the words of a class, id or role say so."""
    return not _NAMES.isdisjoint(names) and _OTHERWISE.isdisjoint(names)


def is_pager(names: frozenset[str]) -> bool:
    return not _PAGER.isdisjoint(names)


def is_otherwise(names: frozenset[str]) -> bool:
    """Whether the words name what has a `next` of its own: a carousel, a calendar, one article after the other."""
    return not _OTHERWISE.isdisjoint(names)
