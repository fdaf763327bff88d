"""How well an article answers a query, beyond holding its words.

Marks that were typed are meant: `đường` asks for that word, `duong` for any that folds to it. Then the title counts before the text, and
words that stand beside each other before those that are scattered.
"""

import unicodedata

from ingest.core.fold import fold, terms


class Ranking:
    """Of one query; `of` is called for each article that holds its words."""

    def __init__(self, words: str) -> None:
        wanted = [(tokens, said.rstrip("*")) for no, _, tokens, said in terms(words) if tokens and not no]
        self._marked = tuple(spelled for tokens, said in wanted if fold(spelled := _spelled(said)) != spelled)
        self._tokens = tuple(" ".join(tokens) for tokens, _ in wanted)
        self._phrase = " ".join(self._tokens)
        self.phrase = f'"{self._phrase}" *' if len(self._tokens) > 1 else ""  # for FTS5: all words beside each other; "": there is one

    def of(self, title: str, text: str, *, has_phrase: bool) -> tuple[bool, bool, bool]:
        """The smallest is the best. `has_phrase`: the whole of the article has all words beside each other."""
        in_title = f" {fold(title)} "
        return (
            bool(self._marked) and not self._is_spelled_so(f"{title}\n{text}"),
            not all(f" {tokens}" in in_title for tokens in self._tokens),
            len(self._tokens) > 1 and not has_phrase,
        )

    def is_phrase_in(self, search_text: str) -> bool:
        """Whether all words stand beside each other in a folded text."""
        return f" {self._phrase}" in f" {search_text}"

    def _is_spelled_so(self, text: str) -> bool:
        spelled = _spelled(text)
        return all(marked in spelled for marked in self._marked)


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
