"""What the label before a printed date says of it: that the text appeared then, that it was changed, or that the date is of something else.

After a colon only a label that speaks of publishing is believed: the others have no end (Accepted, Deadline, Event date, Photo taken).
Without a colon any words may stand before a dateline (a city, a name), so there the others are named.
"""

import re
from typing import Literal

from ingest.core.extract.page.words import listed
from ingest.core.patterns import lazy

DateRole = Literal["dateline", "change", "of something else", "in a sentence", "published in a sentence"]

CHANGED = lazy(
    r"updat|modif|edited|revis|chang|aktuali[sz]|bearbeitet|geändert|bijgewerkt|gewijzigd|actuali[sz]|mise? à jour|màj|modifié|atualiz|"
    "aggiorn|modificat"
    r"|uppdater|ändrad|oppdater|endret|opdater|ændret|päivitet|muokat|frissít|módosít|zaktualiz|güncel|değişt|обновл|изменен|оновл|"
    "змінен|ажурир|ενημέρωσ|τροποπο"
    r"|cập nhật|sửa|diperbarui|dikemas kini|แก้ไข|อัปเดต|อัพเดท|更新|修改|修订|最終更新|수정|تحديث|ویرایش|به‌?روز|עודכן|अपडेट|হালনাগাদ",
    re.IGNORECASE,
)
_LOOKED_AT = 60  # characters before a date
_END = lazy(r"[|•·;\n]")
_WEEKDAY = r"(?:(?<=[:：\s])\s*[^\W\d_]{2,14}\.?,?)?\s*\Z"
_LABEL = lazy(rf"([^\W\d_][^:：\d]{{0,38}}?)\s*[:：]{_WEEKDAY}")
_NAME = lazy(rf"\A\W*([^\W\d_][^:：\d]{{0,38}}?){_WEEKDAY}")
# what a label of a publication has in it
PUBLISHED = lazy(
    r"writ(?:e|ten)|publi(?:sh|cat|ca[dç]|é|er|zier|c[eěē]r|kov|kac|kuar|kim)|posted|post date|releas|issu(?:ed|e)|"
    r"creat(?:ed|ion)|online|uploaded|added|"
    "veröffentl|erschein|erschien|eingestellt|erstellt|verfasst|geschrieben|hochgeladen|parution|paru|en ligne|"
    "diffusé|créé|publicac|emisión|emitid|cread|"
    "subid|divulga|postad|criad|pubblic(?:at|az)|inserit|geplaatst|gepubl|gepost|publicer|publisert|udgivet|utgitt|lagt (?:ut|ud|upp)|"
    "julkais|avalda|publiceeri|opublik|dodano|zveřejn|vydán|vložen|uverejn|pridan|objav|közzét|megjelen|feltölt|yayın|eklen|yüklen|"
    "опубл|публик|размещ|добавлен|создан|розміщ|створен|додан|објав|δημοσί|ανάρτησ|ανακοίν|đăng|xuất bản|phát hành|terbit|posting|"
    "unggah|diterbit|siar|เผยแพร่|โพสต์|ลงวันที่|ประกาศเมื่อ|发布|發布|發佈|发表|發表|刊登|刊載|刊发|张贴|張貼|公開|公布|公佈|掲載|投稿|登載|上架|"
    "게시|등록|작성|입력|승인|보도|نشر|انتشار|منتشر|פרסום|פורסם|प्रकाश|প্রকাশ|جاری|հրապ|გამოქვეყ|жарияла",
    re.IGNORECASE,
)
# what a label may be and say no more than that a date follows
_DATE = listed(
    "date|dated|day|time|date and time|datetime|datum|zeit|stand|am|le|date et heure|fecha|fecha y hora|día|data|data e hora|dia|"
    "data e ora|giorno|dato|tid|päivämäärä|kuupäev|datums|data i godzina|den|dátum|dată|datë|tarih|tarix|sana|дата|дата и время|дата і час|"
    "күні|ημερομηνία|ngày|thời gian|ngày giờ|tanggal|tarikh|petsa|วันที่|日期|时间|時間|日時|日付|날짜|일자|일시|تاريخ|التاريخ|تاریخ|"
    "תאריך|दिनांक|तारीख|তারিখ|தேதி|ամսաթիվ|თარიღი"
)
_OTHER = lazy(
    r"\A(?:accepted|received|submitted|deadline|closing(?: date)?|closes|due(?: date)?|expir\w+|valid \w+|"
    r"effective\w*(?: date)?|events?(?: date)?|when|"
    r"starts?|start date|begins?|ends?|end date|photo(?:graph)?(?: taken)?|taken|recorded|hearing|meeting(?: date)?|"
    r"apply by|applications? by|"
    r"eingereicht|eingegangen|angenommen|(?:abgabe|bewerbungs|einsende|anmelde|einreichungs)?(?:frist|schluss)\w*|"
    r"termin|veranstaltung\w*|beginn|aufnahme|gültig ab|"
    r"reçu|accepté|soumis|date limite|clôture|échéance|événement|quand|date de l.événement|prise?|"
    r"recibido|aceptado|enviado|fecha límite|fecha de cierre|plazo|cierre|evento|cuándo|vence|vencimiento|"
    r"recebido|aceito|prazo|data limite|encerramento|quando|vencimento|ricevuto|accettato|scadenza|termine|"
    r"ontvangen|geaccepteerd|sluitingsdatum|evenement|wanneer|mottagen|sista (?:ansöknings)?dag|evenemang|när|frist|"
    r"arrangement|hvornår|når|"
    r"määräaika|tapahtuma|termin|otrzymano|przyjęto|wydarzenie|kiedy|uzávěrka|termín|přijato|határidő|esemény|"
    r"son (?:başvuru )?tarih\w*|etkinlik|"
    r"срок|крайний срок|дедлайн|принят[оа]|получен[оа]|мероприятие|когда|кінцевий термін|захід|προθεσμία|εκδήλωση|"
    r"hạn (?:chót|nộp|cuối)|thời hạn|sự kiện|khi nào|batas (?:akhir|waktu)|tenggat|acara|tarikh tutup|"
    r"截止\S*|截稿\S*|收稿\S*|接收\S*|活动\S*|活動\S*|会议\S*|會議\S*|開催\S*|締切\S*|마감\S*|행사\S*|접수\S*|"
    r"الموعد النهائي|تاريخ الفعالية|مهلت|מועד אחרון|अंतिम तिथि)\Z",
    re.IGNORECASE,
)


def role_of(before: str) -> DateRole:
    """What a date is, by the text of its line that stands before it, or by the label in the cell before."""
    near = before[-_LOOKED_AT:]
    if CHANGED.search(near[-40:]):
        return "change"
    piece = _END.split(near)[-1]
    if label := _LABEL.search(piece):
        said = label[1].strip()
        return "dateline" if said.casefold() in _DATE or PUBLISHED.search(said) else "of something else"
    name = _NAME.match(piece)
    return "of something else" if name and _OTHER.match(name[1].strip()) else "dateline"


def says_published(before: str) -> bool:
    """Whether a text is nothing but a label that speaks of publishing: "Veröffentlicht am:", "Date de parution :"."""
    label = _LABEL.fullmatch(before.strip() + " ") or _NAME.match(before)
    return bool(label and PUBLISHED.search(label[0]))
