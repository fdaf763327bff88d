"""A document's contents -> the article that is kept of it: text with the places of its pages, Markdown, title, date, language."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.dates import moments
from ingest.core.dates.moments import Habits
from ingest.core.documents import kinds
from ingest.core.documents.contents import Contents
from ingest.core.documents.passage import Passage
from ingest.core.documents.vietnamese import fonts
from ingest.core.documents.vietnamese.guess import guess
from ingest.core.language.identify import Speech
from ingest.core.markup import decode
from ingest.core.model import Article, Document, DocumentForm, Found, Moment, Source, TextFrom

_LONGEST_TITLE = 250  # characters
_JUNK = re.compile(
    r"(?i)microsoft|untitled|^\W*$|\.(?:docx?|pdf|rtf|indd|qxd|xlsx?|odt|tmp)\b|^(?:document|slide|layout|print|sheet|book)\s?\d*$|^\d+$"
)
NO_WORDS = "[A scan without a text layer: "  # how the line begins that stands in place of words
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LINE_START = re.compile(r"(#{1,6}\s|[-+>]\s|\d+[.)]\s)")
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")
_DATELINES, _DATELINE = 25, 160  # passages that are looked at, characters of one
_ORIGINS: dict[TextFrom, str] = {
    "words": "the words of {}",
    "recognised": "recognised in the pictures of {}",
    "none": "none: {} of pictures",
}
_FULL_DATE = re.compile(r"\d{4}|[一二三四五六七八九〇零]{4}")


class _Text(Struct, frozen=True):
    text: str
    markdown: str
    starts: tuple[tuple[int, int], ...]


def article(document: Document, source: Source, contents: Contents, text_from: TextFrom) -> Article:
    """`text_from`: the file's own words, those that a program recognised in its pictures, or none."""
    contents, legacy = _in_unicode(contents)
    whole = _whole(contents.passages)
    title = _title(contents, document.url)
    speech = Speech(f"{title.value}\n{whole.text}").language if text_from != "none" else None
    language = speech or source.language
    when = _published(contents, source, language, document)
    found = [Found("title", title.rule, title.offered), Found("text", _ORIGINS[text_from].format(kinds.NAMES[contents.media]))]
    if language:
        found.append(Found("language", "text" if speech else "source"))
    if when is not None:
        found.append(Found("published", when[0]))
    return Article(
        url=document.url,
        title=title.value,
        text=whole.text,
        markdown=whole.markdown,
        published=when[1] if when else None,
        language=language,
        kind="document",
        translation=source.article.translation,
        form=DocumentForm(contents.media, contents.pages, text_from, whole.starts if contents.pages else ()),
        found=(*found, Found("kind", "document"), *contents.found, *legacy),
    )


def _in_unicode(contents: Contents) -> tuple[Contents, tuple[Found, ...]]:
    """Text whose fonts did not tell that it is in an old Vietnamese encoding, undone where the words leave no doubt, and what was found."""
    doubt = guess("\n".join(one.text for one in contents.passages))
    if doubt is None:
        return contents, ()
    encoding = doubt.encoding
    if not doubt.certain:
        return contents, (Found("encoding", f"perhaps {encoding}: left as it is, for not all of it would be Vietnamese"),)

    def undone(words: str) -> str:
        return fonts.convert(words, encoding)

    converted = tuple(
        replace(
            one,
            text=undone(one.text),
            rows=tuple(tuple(map(undone, row)) for row in one.rows),
            pages=tuple((len(undone(one.text[:place])), page) for place, page in one.pages),
        )
        for one in contents.passages
    )
    return replace(contents, passages=converted, title=undone(contents.title)), (Found("encoding", f"{encoding}, by the words"),)


def _whole(passages: Sequence[Passage]) -> _Text:
    texts: list[str] = []
    marked: list[str] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for passage in passages:
        text, places = _cleaned(passage)
        if not text:
            continue
        starts += [(at + place, page) for place, page in places]
        texts.append(text)
        marked.append(_markdown(passage, text))
        at += len(text) + 2
    return _Text("\n\n".join(texts), "\n\n".join(marked), tuple(starts))


def _cleaned(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """Its text without what no text has, a blank line among it, and where pages begin in that."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    before = size = 0
    for place, page in (*passage.pages, (len(passage.text), 0)):
        piece = "\n".join(line.strip() for line in decode.clean(passage.text[before:place]).split("\n") if line.strip())
        if piece and passage.text[before:place][-1:].isspace() and place < len(passage.text):
            piece += " "
        pieces.append(piece)
        size += len(piece)
        before = place
        if page:
            places.append((size, page))
    text = unicodedata.normalize("NFC", "".join(pieces)).rstrip()
    return text, [(min(place, len(text)), page) for place, page in places]


def _markdown(passage: Passage, text: str) -> str:
    if passage.kind == "table":
        width = max(map(len, passage.rows))
        rows = [[_marked(decode.clean(cell)).replace("|", "&#124;") for cell in row] + [""] * (width - len(row)) for row in passage.rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
    words = _marked(text)
    if passage.kind == "heading":
        return "## " + words.replace("\n", " ")
    return "\n".join(_LINE_START.sub(r"\\\1", line, count=1) for line in words.split("\n"))


def _marked(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


class _Titled(Struct, frozen=True):
    value: str
    rule: str
    offered: tuple[tuple[str, str], ...] = ()


def _title(contents: Contents, url: str) -> _Titled:
    """What stands out in the document before what the file declares: programs fill that in, and fill it in anew."""
    offers = [(rule, value) for rule, said in _titles(contents, url) if (value := _one_line(said))]
    if not offers:
        return _Titled(url, "URL")
    (rule, value), *others = offers
    return _Titled(value, rule, tuple(others))


def _titles(contents: Contents, url: str) -> Iterator[tuple[str, str]]:
    yield "what stands out", contents.title
    if not _JUNK.search(contents.declared_title):
        yield "file's properties", contents.declared_title
    if contents.media in ("xlsx", "ods", "csv"):
        yield "file's name", kinds.file_name(url)
    yield (
        "first words",
        next((one.text for one in contents.passages if any(map(str.isalpha, one.text)) and not one.text.startswith(NO_WORDS)), ""),
    )
    yield "file's name", kinds.file_name(url)


def _one_line(said: str) -> str:
    words = " ".join(decode.clean(said).split())
    return words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rpartition(" ")[0] + " …"


def _published(contents: Contents, source: Source, language: str | None, document: Document) -> tuple[str, Moment] | None:
    """A line near the beginning that is a date and little more, else the day that the file was made."""
    latest = (datetime.fromisoformat(document.exchange.ended_at) + timedelta(days=1)).date()
    habits = Habits(order=source.date_order, language=language, latest=latest)
    for passage in contents.passages[:_DATELINES]:
        lines = passage.text.split("\n") if passage.kind == "table" else [passage.text]
        for line in lines[:6]:
            for said in line.split(" | "):
                if len(said) <= _DATELINE and _FULL_DATE.search(said) and (moment := moments.first(said, habits)) is not None:
                    day = Moment(local=moment.local[:10], at=f"{moment.local[:10]}T00:00:00Z", precision="day", said=moment.said)
                    return "a line of its beginning", day
    if (made := _PDF_DATE.match(contents.created)) is None:
        return None
    moment_made = moments.first("-".join(made.groups()), habits)
    return None if moment_made is None else ("file's properties", moment_made)
