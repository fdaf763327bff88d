"""The kept Markdown of an article as HTML. Markup in it is text, links lead to web pages alone, and nothing is loaded."""

from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from ingest.browse.rendering import outward

LONGEST = 400_000  # characters; more is shown as paragraphs, which costs a tenth
_NOT_OURS = ["code", "fence", "html_block", "html_inline", "image", "reference", "lheading", "hr", "autolink"]  # that is never written


def html(markdown: str, text: str) -> Markup:
    """`text` is what the same article is without its markup."""
    if len(markdown) > LONGEST:
        return paragraphs(text)
    return Markup(_reader().render(markdown))


def paragraphs(text: str) -> Markup:
    return Markup("").join(Markup("<p>{}</p>\n").format(paragraph) for paragraph in text.split("\n\n") if paragraph)


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(_NOT_OURS)
    reader.validateLink = lambda url: outward(url) is not None  # type: ignore[method-assign]
    reader.add_render_rule("link_open", _outgoing)
    reader.add_render_rule("table_open", _scrolling)
    reader.add_render_rule("table_close", _scrolled)
    return reader


def _outgoing(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
    tokens[at].attrSet("rel", "noreferrer nofollow")
    return self.renderToken(tokens, at, options, env)


def _scrolling(*_: Any) -> str:
    return '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>\n'


def _scrolled(*_: Any) -> str:
    return "</table></div>\n"
