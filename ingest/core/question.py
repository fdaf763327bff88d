"""How the words of a search are understood, shown to whoever typed them."""

from msgspec import Struct

from ingest.core.fold import grouped


class Reading(Struct, frozen=True):
    """`wanted`: words or phrases that an article must hold, those of one group in place of each other; `unwanted`: that it must not.

    `trouble`: why nothing can be searched for, with an example; None when something can.
    """

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]
    trouble: str | None


def read(words: str) -> Reading:
    """As `fold.query` reads them."""
    wanted, unwanted = grouped(words)
    return Reading(
        wanted=tuple(tuple(term.said for term in group) for group in wanted),
        unwanted=tuple(term.said for term in unwanted),
        trouble=_trouble(words, bool(wanted), bool(unwanted)),
    )


def _trouble(words: str, wants: bool, refuses: bool) -> str | None:
    if wants or not words.strip():
        return None
    if refuses:
        return "It says only what an article must not hold. Say also what it must: railway -strike"
    return 'There is no letter and no number in it. Try words (duong sat), a phrase ("open on Saturdays") or a beginning (rail*)'
