"""A question that is put to a service which the user names: no page of a publisher's, so no manners of a crawler."""

import httpx

from ingest import __version__
from ingest.errors import Failed

_SECONDS = 30.0


def answered(url: str, body: bytes, content_type: str, *, most: int) -> bytes:
    """The body of a good answer, of at most `most` bytes. Raises Failed."""
    headers = {"content-type": content_type, "user-agent": f"ingest/{__version__}"}
    try:
        with httpx.stream("POST", url, content=body, headers=headers, timeout=_SECONDS) as answer:
            if answer.status_code != 200:
                raise Failed("status", f"{url}: answered {answer.status_code}")
            got = b""
            for part in answer.iter_bytes():
                got += part
                if len(got) > most:
                    raise Failed("too-large", f"{url}: answered more than {most} bytes")
            return got
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Failed("network", f"{url}: {type(error).__name__}: {error}") from None
