"""A text in paragraphs, and a paragraph in the pieces that are compared: numbers, words and, of scripts without spaces, characters."""

from msgspec import Struct

from ingest.core.patterns import lazy

UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ecf"  # Thai, Lao
    "\u1000-\u103f\u104a-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17df\u19e0-\u19ff"  # Khmer
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, ideographs
)
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f"
_SIGNS = (  # that stand on or after a letter and are no letters to `re`: Indic vowel signs, points, joiners
    "\u0900-\u0963\u0981-\u09e3\u0a01-\u0a51\u0a70-\u0a83\u0abc-\u0b65\u0b82-\u0be3\u0c00-\u0c63\u0c81-\u0ce3\u0d00-\u0d63\u0d81-\u0ddf"
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d"
)
_LETTERS = f"[^\\W\\d_{UNSPACED}]+(?:[{_SIGNS}]+[^\\W\\d_{UNSPACED}]*)*"
HAN_DIGITS = "〇零一二三四五六七八九十百千万萬亿億兆两兩"

_TOKEN = lazy(
    f"{_LETTERS}(?:['\\-]{_LETTERS})*"
    r"|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?[%％]?"
    r"|\d+(?:[.,:/\-'٫٬]\d+)*[%％]?"
    f"|[{HAN_DIGITS}]{{2,}}"
    r"|[\u30a1-\u30fa\u30fc]{2,}(?:・[\u30a1-\u30fa\u30fc]+)*"  # a word in katakana
    f"|[{UNSPACED}][{_MARKS}]*"
    r"|[^\w\s]"
    r"|\S"
)
_SHAPES = str.maketrans("“”„‟«»‘’‚‹›`´‐‑–—−\u00a0\u202f", "\"\"\"\"\"\"'''''''-----  ")
_BREAK = lazy(r"\n\s*\n")
UNSPACED_CHARACTER = lazy(f"[{UNSPACED}]")


class Piece(Struct, frozen=True):
    """A paragraph, its white space collapsed, and where its tokens begin and what they are; shapes of quotes and dashes do not count."""

    text: str
    tokens: tuple[str, ...]
    starts: tuple[int, ...]

    def start(self, token: int) -> int:
        return self.starts[token] if token < len(self.starts) else len(self.text)

    def end(self, token: int) -> int:
        """Where the token before `token` ends."""
        return self.starts[token - 1] + len(self.tokens[token - 1]) if token else 0


def joined(text: str) -> str:
    return " ".join(text.split())


def shaped(text: str) -> str:
    """The text with one shape of each quotation mark and dash, and as long as it was."""
    return text if text.isascii() else text.translate(_SHAPES)


def paragraphs(text: str) -> list[str]:
    """Each with its white space collapsed."""
    return [found for paragraph in _BREAK.split(text) if (found := joined(paragraph))]


def piece(paragraph: str) -> Piece:
    found = [(match[0], match.start()) for match in _TOKEN.finditer(shaped(paragraph))]
    return Piece(paragraph, tuple(token for token, _ in found), tuple(start for _, start in found))
