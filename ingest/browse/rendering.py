"""Templates, and what they may ask: names of languages, dates in words, marked text. Everything is escaped unless it is `Markup`."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ingest.browse.visit import Answer, Visit
from ingest.core.spoken import moments, names

_CHARTS = {"day": moments.day, "weekday": moments.weekday, "moment": moments.moment, "published": moments.published, "month": moments.month}


def page(visit: Visit, template: str, status: int = 200, allows: dict[str, str] | None = None, **told: Any) -> Answer:
    """The page of a template. `plain`: (label, path) of the same rows as tables, JSON or CSV; `feeds`: (title, path) of its feeds."""
    body = _environment().get_template(f"{template}.html").render({"visit": visit, "plain": (), "feeds": (), **told})
    return Answer(body, status=status, allows=allows or {})


def text(template: str, **told: Any) -> str:
    """What a template says that is no page."""
    return _environment().get_template(template).render(told)


def marked(text: str, marks: Iterable[tuple[int, int]], sign: str = "mark", name: str = "") -> Markup:
    """A text with stretches of it, (start, end) in order, in elements of their own."""
    opened = Markup('<{} class="{}">' if name else "<{}>").format(*filter(None, (sign, name)))
    closed = Markup("</{}>").format(sign)
    parts, at = list[Markup](), 0
    for start, end in marks:
        parts += [escape(text[at:start]), opened, escape(text[start:end]), closed]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def outward(url: str | None) -> str | None:
    """A URL that a reader may follow; None where it is of no kind that a page is at."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]


def tongue(tag: str | None) -> Markup:
    """The attributes of an element whose words are in a language."""
    found = names.language(tag)
    return Markup('lang="{}" dir="{}"').format(found.tag, found.direction)


def count(number: int) -> str:
    return f"{number:,}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(files(__package__).joinpath("templates/archive"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= _CHARTS | {
        "language": names.language,
        "country": names.country,
        "marked": marked,
        "outward": outward,
        "host": host,
        "tongue": tongue,
        "count": count,
    }
    environment.globals["between"] = moments.between
    environment.globals["ago"] = moments.ago
    return environment
