"""What a translation copies letter by letter: web addresses, and the file names of pictures.

Each is one feature, weighed by its rarity like any other: a logo's name and a newsroom's own address soon turn out to be common.
"""

import re
from urllib.parse import unquote

_URL = re.compile(r"(?:https?://|www\.)[!-~]+")  # no other characters: where a script puts no spaces, the sentence goes on behind it
_MAIL = re.compile(r"(?<![!-?A-~])[!-?A-~]{1,64}@[\dA-Za-z-]{1,64}(?:\.[\dA-Za-z-]{1,64})+", re.ASCII)
_SCHEME = re.compile(r"\A(?:https?://)?(?:www\.)?")
_CLOSING = ".,:;!?)]}>'\"/"

_SIZES = re.compile(r"-\d{2,4}x\d{2,4}\Z|@\dx\Z|-scaled\Z")  # as sites name one picture in many sizes
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)\Z")
_SHORTEST = 8  # letters and digits of a picture's name; shorter ones are given by many cameras and many editors


def without_addresses(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text with a blank for each address, and these: where each stood among the characters, without its scheme. Most texts have none,
    and are not searched for them."""
    found: list[tuple[int, str]] = []

    def blank(match: re.Match[str]) -> str:
        found.append((match.start(), _SCHEME.sub("", match.group()).rstrip(_CLOSING).casefold()))
        return " "

    if "://" in text or "www." in text:
        text = _URL.sub(blank, text)
    if "@" in text:
        text = _MAIL.sub(blank, text)
    return text, sorted(found)


def picture(url: str) -> str | None:
    """The name of a picture's file without what tells its size; None where it may be anybody's."""
    name = unquote(url.partition("?")[0].rpartition("/")[2]).casefold()
    stem, extensions = _EXTENSION.subn("", name)
    while (shorter := _SIZES.sub("", stem)) != stem:
        stem = shorter
    return stem if extensions and sum(map(str.isalnum, stem)) >= _SHORTEST else None
