"""What was found out about a site -> the text of a schedule file, each line with what it rests on."""

from collections.abc import Iterable, Iterator

from ingest.core import urls
from ingest.core.discovery import judge
from ingest.core.discovery.document_key import DocumentKey
from ingest.core.discovery.model import Discovered, Left, Tried
from ingest.core.discovery.places import Grounded
from ingest.core.documents import kinds
from ingest.core.listing.older.told import in_words
from ingest.sources.spelling import quoted, slug

_WIDE = 120  # columns; a longer remark stands above its line
_FEWEST = 3  # articles of a listing of which it is said that it goes on
_MOST_LEFT = 12  # listings that were left out, named in the file


def name_of(found: Discovered) -> str:
    """The file's name without its end, of the host: `moha-gov-vn`."""
    return slug(urls.host(found.homepage).removeprefix("www."))


def draft(found: Discovered, day: str) -> str:
    """The file; `day` is the date of the look, ISO 8601."""
    lines = [
        f"# Made from {found.asked} by `ingest sources add` on {day}, with {found.requests} requests. After # stands what a line rests on.",
        *_line("title", quoted(_one_line(found.title.value or "")), found.title.why),
        *_line("homepage", quoted(found.homepage), "the front page"),
        *_told("country", found.country),
        *_told("language", found.language),
        *_told("timezone", found.timezone),
        *_told("date_order", found.date_order),
        *_every(found.kept[0]),
        *_offered(found),
    ]
    for number, seen in enumerate(found.kept):
        lines += ["", *_listing(seen, "" if number == 0 else f"other articles than {found.kept[0].url}: ")]
    for edition, seen in found.editions:
        lines += ["", *_listing(seen, f"{edition.language}, by {edition.why}: ")]
    lines += _history(found)
    lines += _article(found.key)
    lines += _left(found)
    return "\n".join(lines) + "\n"


def seen_in_words(seen: Tried) -> str:
    """What a listing showed: links, dates, how fresh, language, and what its articles had."""
    dated = sum(bool(one.published_at or one.modified_at) for one in seen.cited)
    parts = [f"{len(seen.cited)} links", f"{dated} with dates" if dated else "no dates"]
    if newest := judge.newest_of(seen):
        parts.append(f"the newest of {newest[:10]}")
    if seen.language:
        parts.append(f"titles in {seen.language}")
    if older := in_words(seen.older):
        parts.append(f"older pages by {older}" if seen.older.urls else f"older pages: {older}")
    return f"{', '.join(parts)}; {articles_in_words(seen)}"


def articles_in_words(seen: Tried) -> str:
    """How many of the articles were read, and which fields were filled."""
    number = len(seen.articles) + len(seen.failures)
    if not number:
        return "no article was read"
    told = f"{len(seen.articles)} of {number} articles read"
    if seen.articles:
        sizes = sorted(len(one.text) for one in seen.articles)
        fields = {
            "dates": sum(one.published is not None for one in seen.articles),
            "leads": sum(bool(one.lead) for one in seen.articles),
            "authors": sum(bool(one.authors or one.byline) for one in seen.articles),
        }
        filled = ", ".join(f"{count} {name}" for name, count in fields.items() if count) or "no dates"
        told += f": {filled}, {sizes[0]} to {sizes[-1]} characters"
    return told


def _every(seen: Tried) -> Iterator[str]:
    a_day = judge.a_day(seen)
    if a_day is None:
        yield from _line("every", '"1h"', "not established: its listing has no dates; what it yields makes this longer or shorter")
        return
    every = "15m" if a_day > 20 else "30m" if a_day > 2 else "2h"
    yield from _line("every", quoted(every), f"about {a_day:.2g} articles a day in its first listing")


def _offered(found: Discovered) -> Iterator[str]:
    """What costs a site more, and is for the reader to switch on."""
    articles = [article for seen in found.kept for article in seen.articles]
    linking = [article for article in articles if article.attachments]
    listed = {one.url for seen in found.kept for one in seen.cited if kinds.extension(one.url)}
    if linking or listed:
        told = [f"{len(linking)} of {len(articles)} articles link documents"] if linking else []
        told += [f"{len(listed)} documents stand in its listings"] if listed else []
        yield from _line("# documents", "true", f"{', '.join(told)}; without the first # they are asked for")
    if found.shells:
        pages = f"{found.shells} page{'s' * (found.shells != 1)} of it"
        yield from _line("# render", "true", f"{pages} showed nothing without scripts; without the first # these are run, in a browser")


def _listing(seen: Tried, before: str) -> Iterator[str]:
    yield from _remark(f"{before}{seen.hint.why}; {seen_in_words(seen)}")
    yield "[[listing]]"
    yield f"kind = {quoted(seen.kind)}"
    yield f"url = {quoted(seen.url)}"
    least = min(5, max(1, len(seen.cited) // 3))
    yield from _line("min_links", str(least), f"a third of what it had, at most 5; it had {len(seen.cited)}")


def _history(found: Discovered) -> Iterator[str]:
    """Where the listings that are kept say nothing of older pages, one that was left may."""
    if any(seen.older.urls for seen in found.kept):
        return
    goes_on = next((one.seen for one in found.left if one.seen.older.urls and len(one.seen.cited) >= _FEWEST), None)
    if goes_on is not None:
        yield ""
        where = f"a [[listing]] of kind {quoted(goes_on.kind)} and url {quoted(goes_on.url)}"
        yield from _remark(f"older pages: no listing above names any; {where} goes on by {in_words(goes_on.older)}")


def _article(key: DocumentKey) -> Iterator[str]:
    yield ""
    if not key.keep_params and key.key is None:
        yield from _remark(f"[article] needs no key: {key.why}")
        return
    yield from _remark(f"the key of a document: {key.why}")
    yield "[article]"
    if key.keep_params:
        yield f"keep_params = [{', '.join(map(quoted, key.keep_params))}]"
    if key.key is not None:
        yield f"key = '{key.key}'"


def left_in_words(left: Iterable[Left]) -> list[tuple[str, str]]:
    """(kind and address, why it is left out); the usual addresses at which nothing is share one line."""
    left = list(left)
    vain = [one for one in left if one.seen.hint.usual and one.seen.problem]
    told = [(f"{one.seen.kind} {one.seen.hint.url}", _one_line(one.reason)) for one in left if one not in vain]
    if vain:
        told.append((f"{len(vain)} usual addresses that nobody names", f"{_one_line(vain[0].reason)}, as {vain[0].seen.hint.url}"))
    return told


def _left(found: Discovered) -> Iterator[str]:
    if found.left:
        told = left_in_words(found.left)
        yield ""
        yield "# Tried, and left out:"
        yield from (f"#   {what}: {why}" for what, why in told[:_MOST_LEFT])
        if len(told) > _MOST_LEFT:
            yield f"#   and {len(told) - _MOST_LEFT} others"
    if found.untried:
        yield ""
        yield "# Not established:"
        yield from (f"#   {_one_line(one)}" for one in found.untried)


def _told(key: str, told: Grounded) -> Iterator[str]:
    if told.value is None:
        yield from _remark(f"{key}: {told.why}")
    else:
        yield from _line(key, quoted(told.value), told.why)


def _line(key: str, value: str, why: str) -> Iterator[str]:
    line = f"{key} = {value}  # {_one_line(why)}"
    if len(line) <= _WIDE:
        yield line
    else:
        yield from _remark(why)
        yield f"{key} = {value}"


def _remark(text: str) -> Iterator[str]:
    """A comment, broken at spaces."""
    line = "#"
    for word in _one_line(text).split(" "):
        if len(line) + len(word) >= _WIDE and line != "#":
            yield line
            line = "#"
        line += f" {word}"
    yield line


def _one_line(text: str) -> str:
    """Text of the web fit for a comment or a value: TOML allows no control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
