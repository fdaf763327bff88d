"""Lines that count, or tell the time by the reader's clock: "12 comments", "2 hours ago", 2小时前.

They move on at every look at a page: an article that held them would be revised each time.
"""

import re

from ingest.core.extract.page import words
from ingest.core.extract.page.date_labels import CHANGED
from ingest.core.extract.page.words import listed
from ingest.core.patterns import lazy

_LONGEST = 48  # characters
_LONGEST_SIGNED = 100  # characters of one that also says who wrote it: "Posted 2 hours ago by Jo Doe | 12 comments"
_PARTS = lazy(rf"\s*[|•·,]\s*|\s[–—/-]\s|\s+(?=(?:{words.BY})\s)", re.IGNORECASE)
_SIGNED = lazy(rf"(?:{words.BY})\s+(?:\w[\w.’'-]*\s?){{1,4}}", re.IGNORECASE)
# what is said of a text with a time: that it was set out or changed (the changes by their stems, in `date_labels`)
_LINE = (
    "mis mise à posted published shared times added created veröffentlicht erschienen publié partagé publicado "
    "compartido publicerad publicerat "
    "publisert publiceret julkaistu gepubliceerd geplaatst pubblicato opublikowano zveřejněno publikováno közzétéve publicat yayınlandı "
    "опубликовано добавлено опубліковано δημοσιεύθηκε δημοσιεύτηκε đăng lúc diterbitkan diposting نشر نُشر منتشر प्रकाशित פורסם"
)
_POSTED = frozenset(_LINE.split())
_FEW = 6  # words
_DIGIT = re.compile(r"\d")
_NUMBER = lazy(r"\d[\d.,]*\s?[kKmM]?\b|\d+(?:x\b)?")
_WORD = lazy(r"[^\s\d.,:;·•|()\[\]/–—-]+")  # with vowel signs, which are no letters to `\w`
# how long ago, and what is counted, in some 30 languages
_LINES = (
    "a an ago about hour hours hr hrs minute minutes min mins second seconds sec day days week weeks month months "
    "year years h m d "
    "comment comments view views reads read share shares like likes reply replies visits hits by of to "
    "vor stunde stunden minuten tag tagen woche wochen monat monaten jahr jahren kommentar kommentare aufrufe mal "
    "gelesen geteilt uhr std lesezeit "
    "il y heure heures jour jours semaine semaines mois an ans commentaire commentaires vue vues partage partages "
    "lecture "
    "hace hora horas minuto minutos día días semana semanas mes meses año años comentario comentarios visita "
    "visitas lectura compartido veces "
    "há atrás dia dias mês ano anos comentário comentários visualização visualizações leitura "
    "fa ore ora minuti giorno giorni settimana settimane mese mesi anno anni commento commenti visualizzazioni "
    "lettura condivisioni "
    "geleden uur uren minuut dagen weken maand maanden jaar reactie reacties keer bekeken weergaven "
    "sedan timmar timme minuter dagar veckor månader år kommentarer visningar siden time timer minutter dager dage "
    "uker uger måneder "
    "sitten tuntia tunti minuuttia päivää viikkoa kommenttia temu godzin godziny godzinę minut minuty dni tygodni "
    "komentarzy komentarze wyświetleń "
    "před hodinami hodinou hodin minutami dny komentářů komentáře zobrazení ezelőtt órája óra perce perc napja "
    "hozzászólás megtekintés "
    "acum în urmă minute zile comentarii vizualizări önce saat dakika gün hafta ay yıl yorum görüntülenme okunma "
    "количество число посещений просмотрели "
    "назад час часа часов минут минуты минуту день дня дней недели недель месяц месяца месяцев комментарий "
    "комментария комментариев просмотр "
    "просмотра просмотров тому хвилин години годин днів дні коментарів коментарі переглядів перегляди πριν από ώρες "
    "ώρα λεπτά ημέρες σχόλια προβολές "
    "giờ phút ngày tuần tháng trước bình luận lượt xem thích yang lalu jam menit hari minggu bulan komentar dilihat "
    "dibaca kali minit "
    "قبل منذ ساعة ساعات ساعتين دقيقة دقائق يوم أيام تعليق تعليقات مشاهدة مشاهدات قراءة پیش ساعت دقیقه روز نظر بازدید "
    "घंटे घंटा मिनट पहले दिन टिप्पणियां टिप्पणियाँ बार देखा गया ঘণ্টা মিনিট আগে দিন মন্তব্য לפני שעות שעה דקות ימים "
    "תגובות צפיות "
    "oras minuto nakalipas araw komento "
    "reading visitor visitors number downloads download times viewed read people person are this liked shared clicks hit "
    "viewers watching now "
    "einer eine einem stand besucher klicks downloads angesehen leser une un lu fois vu partagé lectures visites consultations "
    "una un leído visto veces compartido vistas descargas uma lido vezes acessos partilhas un'ora letto volte visto letture "
    "visite condiviso "
    "een gelezen weergave lezers för en ett läst gånger sidvisningar for en et visninger visning set læst lest gange ganger "
    "delinger katselukertaa kommentit luettu kertaa katselut odsłon odsłony liczba wyświetlenia przeczytano razy udostępnień "
    "godzina komentarz zobrazeno přečteno krát x hodina minuta minutou dny týdny počet megtekintések száma olvasva alkalommal megtekintve "
    "o oră ore de citit ori kez okundu okuma görüntülendi paylaşım комментарии прочитано раз прочтений посетителей поделились "
    "годину години година перегляд переглядів прочитано разів преди часа минути дни прегледа преглед коментари коментара "
    "прочетена прочетено пъти видяна pre prije sat sati sata minuta minute dana dan nedelje tjedna meseca pregleda pogleda komentari "
    "komentara komentar puta пре сат сати сата минута дана прегледа коментари πριν ώρες μέρες μέρα ημέρα λεπτό διαβάστηκε φορές "
    "tontonan dilihat pengunjung kunjungan عدد المشاهدات القراءات الزيارات التعليقات ساعة زيارة مرة "
    "تعداد بازدیدها نظرات نفر دیدگاه মন্তব্য টি বার পঠিত দেখা হয়েছে ঘন্টা দিন saa iliyopita zilizopita dakika siku گھنٹہ "
    "گھنٹے پہلے منٹ دن "
    "საათის წუთის დღის წინ ნახვა tund tundi tagasi minutit päeva vaatamist kommentaari pirms stundas stundām minūtēm dienām "
    "dienas skatījumi "
    "komentāri prieš valandą valandas valandų minutes minučių dienas dienų peržiūrų peržiūros komentarai pred hodinou "
    "hodinami minútami dňami "
    "zobrazení zobrazenia uro urami minutami dnevi ogledov ogledi"
)
# with or without a number, before or after the time that has passed
_AGO = listed(
    "ago|vor|hace|há|fa|geleden|sedan|siden|sitten|temu|před|ezelőtt|acum|önce|назад|тому|преди|pre|prije|пре|πριν|trước|lalu|"
    "منذ|قبل|پیش|לפני|पहले|আগে|nakalipas|tagasi|pirms|prieš|pred|iliyopita|zilizopita|پہلے|წინ|atrás"
)
_RECENT = listed(
    "yesterday|just now|now|today|gestern|heute|gerade eben|soeben|à l'instant|à l’instant|aujourd'hui|ayer|hoy|ahora mismo|"
    "ontem|hoje|agora mesmo|ieri|oggi|adesso|proprio ora|gisteren|zojuist|vandaag|igår|i går|i går|idag|just nu|lige nu|akkurat nå|"
    "eilen|juuri nyt|wczoraj|dzisiaj|przed chwilą|včera|dnes|právě teď|tegnap|az imént|chiar acum|dün|bugün|az önce|şimdi|вчера|"
    "сегодня|только что|вчора|сьогодні|щойно|днес|juče|јуче|jučer|danas|χθες|σήμερα|μόλις τώρα|hôm qua|hôm nay|vừa xong|kemarin|semalam|"
    "hari ini|baru saja|昨天|今天|刚刚|剛剛|昨日|今日|たった今|어제|오늘|방금|방금 전|"
    "เมื่อวาน|เมื่อวานนี้|วันนี้|เมื่อสักครู่|أمس|اليوم|الآن|دیروز|امروز|אתמול|"
    "היום|עכשיו|कल|आज|अभी|গতকাল|আজ|be the first to comment|no comments|no comments yet|leave a comment"
)
_WORDS = frozenset(_LINES.casefold().split())
# scripts that set no blanks between words
_UNSPACED = lazy(
    r"\A(?:\s*(?:约|約)?\s*\d[\d.,]*\s*(?:万|萬|千)?\s*(?:秒|分|分钟|分鐘|小时|小時|時間|日|天|周|週間?|个月|個月|ヶ月|か月|年)\s*(?:之)?前"
    r"|\s*(?:已有)?\d[\d.,]*\s*(?:万|萬)?\s*(?:条|條|則|件(?:の)?|个|個|次)?\s*(?:评论|評論|留言|コメント|浏览|瀏覽|阅读|閱讀|观看|觀看|点赞|點讚|人气|閲覧|回覆|回复)(?:数)?"
    r"|\s*(?:评论|評論|留言|コメント|浏览|瀏覽|阅读|閱讀|点击|點擊|點閱|人气|点赞|閲覧|アクセス|訪問|访问|下载|下載|转发|分享)(?:数|數|次数|次數|人次|人數|量|"
    r"率)?\s*[:：(（]?\s*\d[\d.,]*\s*(?:万|萬|千)?\s*[)）]?(?:次|回|件|人)?"
    r"|\s*\d+\s*(?:초|분|시간|일|주|개월|년)\s*전|\s*(?:댓글|조회수?|공감|좋아요|추천)\s*[:：(]?\s*\d[\d,.]*\s*[)]?(?:개|회|건)?|\s*댓글\s*\d+\s*개"
    r"|\s*\d[\d,.]*\s*(?:วินาที|นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี)(?:ที่แล้ว|ที่ผ่านมา|ก่อน)|"
    r"\s*\d[\d,.]*\s*(?:ความคิดเห็น|ครั้ง|วิว)|\s*(?:จำนวน)?(?:ผู้)?(?:เข้าชม|เข้าอ่าน|อ่าน|เปิดอ่าน|เปิดดู|ดู|ยอดวิว|"
    r"ความคิดเห็น|ดาวน์โหลด)\s*:?\s*\d[\d,.]*\s*(?:ครั้ง|คน|วิว)?"
    r"|[\s|·•,，、/-]+)+\Z"
)


def is_counter(text: str, *, is_heading: bool = False) -> bool:
    """Whether a line says a number of hours, comments, views and the like, perhaps who wrote the text, and nothing else. A heading with no
    number ("Today") is one of the text."""
    if len(text) > _LONGEST_SIGNED or text[-1] in ".!?。":
        return False
    if not _DIGIT.search(text):
        return not is_heading and len(text) <= _LONGEST and _is_some_time_ago(text)
    if len(text) <= _LONGEST and (_UNSPACED.match(text) or _counts(text)):
        return True
    parts = [part for part in _PARTS.split(text) if part]
    counted = [_counts(part) for part in parts]
    return any(counted) and all(counts or _SIGNED.fullmatch(part) for counts, part in zip(counted, parts, strict=True))


def _is_some_time_ago(text: str) -> bool:
    """ "vor einer Stunde", "il y a une heure", "just now"."""
    said = [word for word in _WORD.findall(text.casefold()) if word not in _POSTED and not CHANGED.match(word)]
    if " ".join(said) in _RECENT:
        return True
    is_ago = not _AGO.isdisjoint(said) or said[:3] == ["il", "y", "a"]
    return is_ago and 2 <= len(said) <= _FEW and _WORDS.issuperset(said)


def _counts(text: str) -> bool:
    if not _DIGIT.search(text):
        return False
    said = [word for word in _WORD.findall(_NUMBER.sub(" ", text).casefold()) if word not in _POSTED and not CHANGED.match(word)]
    return bool(said) and len(said) <= 8 and any(len(word) > 2 for word in said) and _WORDS.issuperset(said)
