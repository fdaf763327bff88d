"""What a user sets once for all requests, and what is kept of a host between two runs."""

from msgspec import Struct

from ingest.core.model import Validators


class Settings(Struct, frozen=True, kw_only=True):
    """How the whole process fetches. What a source asks for is in its `Source`."""

    contact: str  # URL or mail address at which a site's owner reaches the user; part of every User-Agent
    delay: float | None = None  # seconds between two starts at a host; None: as the source says. Less only where the address policy says so
    concurrency: int = 32  # requests under way at a time, all hosts together
    proxy: str | None = None  # http://host:port; a source's own goes before it
    trust_env: bool = False  # HTTP_PROXY and its like are obeyed
    deadline: float = 60.0  # seconds for one URL on the wire, redirects and retries included, waiting for its turn not
    max_body: int = 20_000_000  # bytes on the wire, and bytes decoded


class RobotsCopy(Struct, frozen=True, kw_only=True):
    """A robots.txt as it was answered last, for asking again with its validators."""

    status: int
    body: bytes = b""
    validators: Validators = Validators()


class HostState(Struct, frozen=True, kw_only=True):
    """What is remembered of a host: across runs, restarts and crashes."""

    host: str
    robots: dict[str, RobotsCopy] = {}  # by origin, "https://example.org"
    hold_until: str | None = None  # nothing is asked before; UTC text
    hold_reason: str = ""
    failures: int = 0  # in a row
    day: str = ""  # UTC date that `requests` counts
    requests: int = 0
    rechecks: int = 0  # looks of that day at articles that were read before
