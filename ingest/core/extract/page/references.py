"""What a reference in a page points at."""

import re
from urllib.parse import urljoin

# An absolute URL that resolving would leave as it is: no white space, fragment, empty query or parameter, nothing but ASCII
_PLAIN = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w%&'()*+,./:=@~!$|^-]*(?:\?[\w%&'()*+,./:=@~!$|^?-]+)?)?\Z", re.ASCII)


def absolute(base: str, reference: str) -> str | None:
    """The http(s) URL that a reference means; None if it is none."""
    if _PLAIN.match(reference):  # most are, and resolving takes ten times as long
        return reference
    try:
        url = urljoin(base, reference)
    except ValueError:  # "http://[": not a URL at all
        return None
    return url if url.startswith(("http://", "https://")) else None
