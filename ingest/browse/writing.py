"""What may be written in the browser where writing was allowed at start: a person's word on which articles are one text."""

from collections.abc import Mapping
from functools import cache
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from datasette import Forbidden, NotFound

from ingest import archive
from ingest.archive.read.named import article_of
from ingest.archive.story_index import words
from ingest.errors import NotKnown

PATH = "words"  # below an archive's pages
_LONGEST = 500  # characters of a reason


def allowed(datasette: Any) -> bool:
    """Whether whoever started the server allowed it."""
    return bool((datasette.plugin_config("ingest") or {}).get("write"))


@cache
def token() -> str:
    """What the forms of this process send back, which no page of another site can read.

    Datasette's own lets a request without cookies pass, as there is nobody's session to misuse; here nobody needs a session to write.
    """
    return token_urlsafe(24)


def check(request: Any, datasette: Any) -> None:
    """Raises NotFound or Forbidden where no word may be given."""
    if request.method != "POST":
        raise NotFound("Words are given by the forms of a story's page.")
    if not allowed(datasette):
        raise Forbidden("Nothing can be written here; `ingest browse --write` allows it.")


def say(path: Path, said: Mapping[str, str], at: str) -> dict[str, str]:
    """Keeps a word. `said` has `token`, `word` (join, unjoin, split, unsplit), `article`, with the first two `other`, and `because`.

    Returns it with its articles as numbers, and the `story` that the article is in now. Raises NotKnown, ArchiveError.
    """
    if not compare_digest(said.get("token", "").encode(), token().encode()):
        raise NotKnown("This form is not from a page of this server, or the server has started anew: open the story again")
    word, because = said.get("word", ""), said.get("because", "").strip()[:_LONGEST]
    with archive.open_existing(path) as opened, opened.batch() as db:
        one = article_of(db, said.get("article", "").strip())
        if word in ("join", "unjoin"):
            other = article_of(db, said.get("other", "").strip())
            found = words.join(db, one, other, because, at) if word == "join" else words.unjoin(db, one, other, at)
            return {"said": word, "article": str(one.id), "other": str(other.id), "story": str(dict(found)[one.id])}
        if word not in ("split", "unsplit"):
            raise NotKnown(f"{word[:40]}: no word; they are join, unjoin, split and unsplit")
        found = words.split(db, one, because, at) if word == "split" else words.unsplit(db, one, at)
        return {"said": word, "article": str(one.id), "story": str(dict(found)[one.id])}
