"""The days of a month in the bytes that the archive keeps of them: column by column, compressed, and never more than MOST."""

import bz2
from collections.abc import Mapping
from math import log

import msgspec
from msgspec import Struct

from ingest.core.health.model import FIELDS, Day

MOST = 1000  # bytes
_EXACT = 1 << 30


class _Month(Struct, array_like=True):
    numbers: list[int]  # of the days
    listings: list[str]
    languages: list[str]
    columns: list[list[int]]


def pack(days: Mapping[int, Day]) -> bytes:
    """`days` by their number in the month. Where exact counts take too many bytes, the larger ones are rounded: to a tenth, or more."""
    packed = _pack(days, _EXACT)
    for exact in (16, 8, 4, 2, 1, 0):
        if len(packed) <= MOST:
            break
        packed = _pack(days, exact)
    return packed


def unpack(kept: bytes) -> dict[int, Day]:
    """The days of a month by their number. Raises ValueError when the bytes are no such thing."""
    try:
        month = msgspec.msgpack.decode(bz2.decompress(kept), type=_Month)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise ValueError(f"no counts of a month: {error}") from error
    return {number: _day(row, month) for number, row in zip(month.numbers, zip(*month.columns, strict=True), strict=True)}


def _pack(days: Mapping[int, Day], exact: int) -> bytes:
    listings = list(dict.fromkeys(url for day in days.values() for url in day.sizes))
    languages = list(dict.fromkeys(language for day in days.values() for language in day.languages))
    numbers = sorted(days)
    rows = [[_rounded(count, exact) for count in _row(days[number], listings, languages)] for number in numbers]
    columns = [list(column) for column in zip(*rows, strict=True)]
    return bz2.compress(msgspec.msgpack.encode(_Month(numbers, listings, languages, columns)))


def _row(day: Day, listings: list[str], languages: list[str]) -> list[int]:
    """Means are kept to a twentieth, which is as much as they tell. -1: the listing was not read."""
    return [
        day.runs,
        day.failed,
        day.again_failed,
        int(day.is_unwell),
        day.texts,
        *(day.without or [0] * len(FIELDS)),
        round(20 * day.lengths / day.texts) if day.texts else 0,
        day.lags,
        round(20 * day.lag / day.lags) if day.lags else 0,
        day.pages,
        day.troubled,
        day.blocked,
        day.held,
        day.missing,
        *(day.hours or [0] * 24),
        *(day.sizes.get(url, -1) for url in listings),
        *(day.languages.get(language, 0) for language in languages),
    ]


def _day(row: tuple[int, ...], month: _Month) -> Day:
    left = iter(row)
    runs, failed, again_failed, is_unwell, texts = (next(left) for _ in range(5))
    without = [next(left) for _ in FIELDS]
    length, lags, lag, pages, troubled, blocked, held, missing = (next(left) for _ in range(8))
    hours = [next(left) for _ in range(24)]
    sizes = {url: size for url in month.listings if (size := next(left)) >= 0}
    languages = {language: count for language in month.languages if (count := next(left))}
    return Day(
        runs=runs,
        failed=failed,
        again_failed=again_failed,
        is_unwell=bool(is_unwell),
        texts=texts,
        without=without if any(without) else [],
        lengths=length * texts / 20,
        lags=lags,
        lag=lag * lags / 20,
        pages=pages,
        troubled=troubled,
        blocked=blocked,
        held=held,
        missing=missing,
        hours=hours if any(hours) else [],
        sizes=sizes,
        languages=languages,
    )


def _rounded(count: int, exact: int) -> int:
    """To as many of its leading bits as `exact` has; 0: to a power of 16, which leaves any month small."""
    if exact == 0:
        return count if count <= 1 else 16 ** round(log(count, 16))
    step = 1
    while count // step > 2 * exact:
        step *= 2
    return (count + step // 2) // step * step
