"""What several archives saw of one article, as one history. Pure."""

from collections.abc import Iterable

from msgspec import Struct


class Observed(Struct, frozen=True, order=True):
    """At a time (UTC text) somebody saw a text, given by what tells it from others."""

    at: str
    text: str


def returned(versions: Iterable[Observed], confirmations: Iterable[Observed]) -> tuple[Observed, ...]:
    """The looks that show another text than the version that stood then: it had returned, and is a version of its own.

    `versions` are those that are held, `confirmations` looks that brought none. A look in the very second of a version tells nothing.
    """
    found: list[Observed] = []
    standing: Observed | None = None
    moments = sorted([*((one, False) for one in set(versions)), *((one, True) for one in set(confirmations))], key=_in_time)
    for one, is_confirmation in moments:
        if not is_confirmation:
            standing = one
        elif standing is not None and standing.at != one.at and standing.text != one.text:
            standing = one
            found.append(one)
    return tuple(found)


def _in_time(moment: tuple[Observed, bool]) -> tuple[str, bool, str]:
    one, is_confirmation = moment
    return one.at, is_confirmation, one.text


def last_seen(text: str, confirmations: Iterable[Observed], since: str, before: str) -> str:
    """When a text that stood since then was last seen before another one came."""
    return max((one.at for one in confirmations if one.text == text and since <= one.at < before), default=since)
