"""What is never handed to the parser: other media served as HTML, and markup that costs seconds or gigabytes to parse.

Measured on the lexbor of selectolax 1.0.2: 100 KB of nested `<div>` take 1.2 s and 500 KB 50 s (each block start tag looks through the
open elements); 3,000 `<p><b id=N>` make 1.6 GB (every paragraph opens all unclosed formatting again, HTML 13.2.4.3); one tag with
50,000 attributes takes 14 s (each is compared with those before it); 10,000 `<option>` in a `<select>` take 1 s. All grow with the square,
so a limit on the number, far above what pages have, is enough. Of 930 saved pages none comes near a limit.

A normal page pays for counting its `<` and for a look at long stretches without `>` (0.2 ms for 230 KB); only one with many tags is walked,
tag by tag, in Python (1 ms for 2,000).
"""

import re

from ingest.errors import NotAnArticle, ParseError, Unsupported

MAX_BYTES = 16_000_000  # saved pages: largest 2.3 MB
MAX_TAGS = 150_000  # saved pages: 19,000; that many elements are 100 MB in memory
MAX_DEPTH = 500  # saved pages: below 60; browsers stop at 512
MAX_FORMATTING = 500_000  # unclosed formatting elements times tags after them: nodes that reconstruction may make
MAX_COMPARISONS = 30_000_000  # of attributes of long tags with each other; a saved page has an unescaped quote and 3,000 words after it
MAX_ATTRIBUTES = 1_000_000
MAX_ROOT_ATTRIBUTES = 2_000  # of all <html> and <body> tags: a second one gives its own to the first
MAX_OPTIONS = 5_000  # in one select

# below these nothing that the walk looks for can cost 0.3 s or 250 MB
_FEW_TAGS, _MANY_TAGS, _MANY_SUSPECTS, _LARGE = 2_000, 8_000, 300, 1_000_000
_MANY_NAMES = 300  # of one tag's attributes; below, they cost nothing to compare
_LONG_TAG = 65_536  # bytes of one tag that are looked at: enough for the limit
_WINDOW = 2_048  # bytes without a `>`: a script, an embedded image, or a tag with very many attributes

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"BM", "an image"),
    (b"\x00\x00\x01\x00", "an image"),
    (b"RIFF", "an image, sound or video"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or video"),
    (b"fLaC", "a sound"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"FLV\x01", "a video"),
    (b"\x00\x00\x01\xba", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_ALWAYS_BINARY = re.compile(
    rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\xff]"
)  # short signatures that are also letters need one of these soon after

_SUSPECTS = re.compile(  # the look ahead passes over end tags and most others at once
    rb"<(?=[biusetcfoBIUSETCFO])"
    rb"(?:[biusBIUS]|em|EM|tt|TT|big|BIG|code|CODE|font|FONT|small|SMALL|strike|STRIKE|strong|STRONG|option|OPTION)[\s/>]"
)
_TAG = re.compile(rb"<(?P<end>/?)(?P<name>!--|[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+)")
_OPENING = re.compile(rb"<[a-zA-Z][\w:-]*+[\s/]")  # in scripts `<` is mostly followed by something else
# a tag so plain that there is no doubt where it ends
_WHOLE = re.compile(rb"<[a-zA-Z][\w:-]*+(?:\s++[\w:.@-]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+)*+\s*+/?>")
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_VOID = frozenset(b"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
# their end tag may be left out, or a second one closes the first: each nests only inside an element that is counted
_IMPLIED = frozenset(b"html head body p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rt rp rb rtc a nobr".split())
_FORMATTING_NAMES = frozenset(b"b i u s em tt big code font small strike strong".split())
_SCOPES = frozenset(b"table template object marquee applet svg math button select".split())  # no end tag reaches through (HTML 13.2.4.2)
_ROOTS = frozenset((b"html", b"body"))
_MAX_STEPS = 5_000_000  # open elements looked at for end tags, 0.3 s
# elements whose content is text, with what ends it
_RAW = {
    name: re.compile(rb"-->|\Z" if name == b"!--" else b"</" + name, re.IGNORECASE)
    for name in b"!-- script style textarea title iframe noscript xmp noembed noframes".split()
}
_BINARY = bytes((*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))  # as mimesniff 3; zeros aside, of which UTF-16 is full


def check(body: bytes) -> None:
    """Refuses, by their first bytes, documents that are no HTML whatever their header says.

    Raises Unsupported naming the medium, or NotAnArticle("empty") for a body without a visible byte.
    """
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not body.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise NotAnArticle("empty", "the answer has no body")
    for magic, medium in _MAGIC:
        if start.startswith(magic) and (len(magic) > 4 or not magic.isalnum() or _ALWAYS_BINARY.search(start)):
            raise Unsupported(f"{medium} served as a page, no article can be read from it")
    beginning = body[:1024]
    if beginning.count(0) * 8 < len(beginning) and (len(beginning) - len(beginning.translate(None, _BINARY))) * 20 > len(beginning):
        raise Unsupported("binary data served as a page, no article can be read from it")
    if body[4:8] == b"ftyp":
        raise Unsupported("a video or image served as a page, no article can be read from it")


def check_markup(markup: bytes) -> None:
    """Refuses markup that would cost the parser more than 0.3 s or 250 MB. `markup` is UTF-8 or any superset of ASCII.

    Raises ParseError naming the limit.
    """
    if len(markup) > MAX_BYTES:
        raise ParseError(f"the page has {len(markup):,} bytes, more than {MAX_BYTES:,}")
    tags = len(markup) - len(markup.replace(b"<", b""))  # four times faster than count(), which looks at every byte
    if tags > MAX_TAGS:
        raise ParseError(f"the page has {tags:,} tags, more than {MAX_TAGS:,}")
    _check_long_tags(markup)
    if tags > _MANY_TAGS or len(markup) > _LARGE or (tags > _FEW_TAGS and len(_SUSPECTS.findall(markup)) > _MANY_SUSPECTS):
        _walk(markup)


def _check_long_tags(markup: bytes) -> None:
    """A stretch without `>` may be one tag of hundreds of attributes; mostly it is a script or an embedded image."""
    judged = compared = 0
    for start in range(0, len(markup) - _WINDOW, _WINDOW):
        if markup.find(b">", start, start + _WINDOW) >= 0:
            continue
        opening = markup.rfind(b"<", judged, start + _WINDOW)
        judged = start + _WINDOW
        if opening < 0 or not _OPENING.match(markup, opening):
            continue
        whole = _WHOLE.match(markup, opening)
        if whole is not None and whole.end() <= start:  # the stretch is what a <script> or <style> holds, or text
            continue
        end = markup.find(b">", judged)
        judged = end if end >= 0 else len(markup)
        names = _names(markup[opening : min(judged, opening + _LONG_TAG)])
        if len(names) > _MANY_NAMES and markup.rfind(b"<script", 0, opening) <= markup.rfind(b"</script", 0, opening):
            compared = _compared(names, compared)


def _names(said: bytes) -> list[bytes]:
    """The names of a tag's attributes, at most: their unquoted values are among them."""
    return _QUOTED.sub(b" ", said).split()


def _compared(names: list[bytes], before: int) -> int:
    """How many comparisons a tag's attributes cost, with those of the tags before; raises ParseError if they are too many."""
    compared = before + len(names) * len(set(names))
    if compared > MAX_COMPARISONS:
        raise ParseError(f"a tag has {len(names):,} attributes")
    return compared


def _walk(markup: bytes) -> None:
    """Follows the tags as the parser would, roughly, and raises ParseError at the first limit."""
    open_names: list[bytes] = []
    formatting: dict[bytes, int] = {}  # each unclosed formatting tag as written; of equal ones the parser keeps three
    reopened = attributes = of_root = compared = options = steps = at = 0
    while tag := _TAG.search(markup, at):
        at = tag.end()
        is_end, written, said = tag.groups()
        name = written.lower()
        if is_end:
            if open_names and open_names[-1] == name:
                open_names.pop()
                steps += 1
            else:
                steps += _close(name, open_names, formatting)
                if steps > _MAX_STEPS:
                    raise ParseError("the page's tags are misnested beyond repair")
            continue
        if ending := _RAW.get(name):
            closing = ending.search(markup, tag.end("name"))
            at = closing.end() if closing else len(markup)
            continue
        if said:
            number = len(said.split())
            if len(said) > _WINDOW:
                compared = _compared(_names(said), compared)
            attributes += number
            of_root += number if name in _ROOTS else 0
            if attributes > MAX_ATTRIBUTES or of_root > MAX_ROOT_ATTRIBUTES:
                raise ParseError(f"the page has {attributes:,} attributes up to byte {at:,}, {of_root:,} of them on its root")
        reopened += len(formatting)
        if reopened > MAX_FORMATTING:
            raise ParseError("the page's formatting elements are opened and never closed")
        if name in _FORMATTING_NAMES:
            formatting[name + said] = min(3, formatting.get(name + said, 0) + 1)
        elif name == b"option":
            options += 1
            if options > MAX_OPTIONS:
                raise ParseError(f"a menu of the page has more than {MAX_OPTIONS:,} options")
        elif name not in _VOID and name not in _IMPLIED and not said.endswith(b"/"):
            options = 0
            open_names.append(name)
            if len(open_names) > MAX_DEPTH:
                raise ParseError(f"the page's elements are nested more than {MAX_DEPTH} deep")


def _close(name: bytes, open_names: list[bytes], formatting: dict[bytes, int]) -> int:
    """Undoes what an end tag closes; how many open elements had to be looked at for it."""
    if name in _FORMATTING_NAMES:
        if formatting:
            formatting.popitem()
        return 1
    if name in _IMPLIED:
        return 0
    for steps, open_name in enumerate(reversed(open_names), 1):
        if open_name == name:
            del open_names[-steps:]
            return steps
        if open_name in _SCOPES:
            return steps
    return len(open_names)
