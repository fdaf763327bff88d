"""Articles as Markdown files with YAML front matter, one a file, as note-taking programs and site generators read them."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ingest.archive.read.exports import ExportedArticle

_NO_NAME = re.compile(r"[\W_]+")
_LONGEST = 60  # characters of the title in a file's name


def write(articles: Iterable[ExportedArticle], folder: Path) -> int:
    """One file an article, below a folder that is made; how many. A file of an earlier export is written anew."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for article in articles:
        path = folder / name_of(article)
        partial = path.with_name(f".{path.name}.partial")
        partial.write_text(text_of(article), encoding="utf-8")
        partial.replace(path)
        number += 1
    return number


def name_of(article: ExportedArticle) -> str:
    """The day, the title's words, and the article's number, which keeps it apart from others."""
    words = _NO_NAME.sub("-", article.title.casefold())[:_LONGEST].strip("-")
    day = (article.published or article.first_seen_at)[:10]
    return "-".join(part for part in (day, words, str(article.id)) if part) + ".md"


def text_of(article: ExportedArticle) -> str:
    """Front matter, which is YAML for JSON is, then the text."""
    said = {
        "title": article.title,
        "author": list(article.authors),
        "publisher": article.publisher or article.source,
        "date": article.published or article.first_seen_at,
        "url": article.url,
        "language": article.language,
        "tags": list(article.tags),
        "source": article.source,
        "accessed": article.last_confirmed_at or article.first_seen_at,
        "story": article.story,
        "version": article.versions,
        "sha256": article.sha256,
        "id": article.id,
    }
    lines = [f"{name}: {msgspec.json.encode(value).decode()}" for name, value in said.items() if value not in (None, [])]
    lead = f"*{article.lead}*\n\n" if article.lead and article.lead not in article.markdown else ""
    return "\n".join(["---", *lines, "---", "", f"# {article.title}", "", f"{lead}{article.markdown}", ""])
