"""Invented texts as pages in a folder, fetched from there in any order, and the stories that come of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from program import ingest

Stories = set[frozenset[str]]  # of each, its articles' URLs


def write_pages(folder: Path, found: Iterable[Mapping[str, str]]) -> None:
    """{lang, title, text, published, url} of each, as `ingest fetch --replay` reads them."""
    folder.mkdir()
    lines = []
    for number, one in enumerate(found):
        Path(folder, f"{number}.html").write_text(_page(one), encoding="utf-8")
        headers = [["content-type", "text/html; charset=utf-8"]]
        lines.append(json.dumps({"url": one["url"], "status": 200, "headers": headers, "file": f"{number}.html"}))
    Path(folder, "index.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def fetched(here: Path, folder: Path, urls: Sequence[str], db: str) -> tuple[Stories, Stories, Stories]:
    """The stories of an archive that the URLs came to in this order, the same after a rebuild, and those of `ingest group`."""
    ended = ingest("fetch", "--replay", folder, "--db", db, *urls, cwd=here)
    assert ended.code == 0, ended.err
    arrived, rows = _held(here, db)
    assert ingest("stories", "--rebuild", "--db", db, cwd=here).code == 0
    return arrived, _held(here, db)[0], _grouped(here, rows)


def _page(one: Mapping[str, str]) -> str:
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in one["text"].split("\n") if paragraph)
    title = escape(one["title"])
    return (
        f'<!doctype html><html lang="{one["lang"]}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{one["published"]}"></head>'
        f"<body><main><article><h1>{title}</h1>\n{paragraphs}</article></main></body></html>"
    )


def _held(here: Path, db: str) -> tuple[Stories, list[dict[str, str]]]:
    rows = ingest("export", "--format", "jsonl", "--db", db, cwd=here).lines
    members: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        members[row["story"]].add(row["url"])
    return {frozenset(urls) for urls in members.values()}, rows


def _grouped(here: Path, rows: Iterable[Mapping[str, str]]) -> Stories:
    same = ("title", "text", "published", "url")
    lines = (json.dumps({"doc_id": row["url"], "lang": row["language"], **{key: row[key] for key in same}}) for row in rows)
    members: dict[str, set[str]] = defaultdict(set)
    for answer in ingest("group", "--jsonl", cwd=here, stdin="\n".join(lines) + "\n").lines:
        members[answer["group"]].add(answer["doc_id"])
    return {frozenset(urls) for urls in members.values()}
