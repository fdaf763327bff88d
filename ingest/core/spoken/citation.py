"""How a kept version is cited: who published what and when, and where it can be checked."""

from msgspec import Struct

from ingest.core.spoken.moments import moment, published


class CitedVersion(Struct, frozen=True, kw_only=True):
    """`published`: as the page says it; `kept_at`: UTC text; `permanent`: the URL of this very version; `sha256`: of the page's bytes."""

    title: str
    byline: str | None
    publisher: str
    published: str | None
    url: str
    kept_at: str
    version: int
    permanent: str
    fingerprint: str
    sha256: str | None


def citation(cited: CitedVersion) -> str:
    """One line of plain text."""
    by = f"{cited.byline}, " if cited.byline and cited.byline != cited.publisher else ""
    dated = published(cited.published) or "no date"
    page = f"page sha256 {cited.sha256}" if cited.sha256 else "page not kept"
    return (
        f"{by}“{cited.title}”, {cited.publisher}, {dated}. {cited.url} (version {cited.version}, kept {moment(cited.kept_at)}; "
        f"text {cited.fingerprint}, {page}). {cited.permanent}"
    )
