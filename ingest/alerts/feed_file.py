"""Delivery to a feed: an Atom file that is written anew, whole, with the newest messages."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from ingest.alerts.not_delivered import NotDelivered
from ingest.archive.file_copy import Partial, put
from ingest.core.alerts.model import Message, NewsTold
from ingest.core.atom import Feed, Told, render


def write(path: Path, alert: str, messages: Sequence[Message], at: str) -> None:
    """`messages`: the newest first. Raises NotDelivered."""
    itself = f"urn:uuid:{uuid5(NAMESPACE_URL, f'ingest alert {alert} {path.absolute()}')}"
    told = tuple(one for message in messages for one in _told(message))
    document = render(Feed(title=f"ingest: {alert}", itself=itself, page=itself, told=told, updated=at))
    try:
        with Partial(path) as partial:
            partial.write_text(document, encoding="utf-8")
            put(partial, path)
    except OSError as error:
        raise NotDelivered(f"{path}: {error.strerror or error}") from None


def _told(message: Message) -> Iterator[Told]:
    """A message to operators is one; one to readers is as many as it has news."""
    news = [one for one in message.events if isinstance(one, NewsTold)]
    for number, one in enumerate(news):
        about = f"{one.before or ''} → {one.after or ''}" if one.before or one.after else ""
        yield Told(
            id=f"urn:uuid:{uuid5(UUID(message.id), str(number))}",
            title=f"{one.class_ or one.what}: {one.title}",
            updated=one.at,
            link=one.url,
            author=one.source,
            language=one.language,
            html=f"<p>{escape(about)}</p>" if about else "",
            about=(one.watch, one.what),
        )
    if not news:
        id = f"urn:uuid:{UUID(message.id)}"
        yield Told(id=id, title=message.title, updated=message.at, link=id, author="ingest", html=f"<pre>{escape(message.text)}</pre>")
