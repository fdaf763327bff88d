"""Reads bytes as an article or a listing, or says why they are neither.

Pure: a worker, a notebook or a cluster may call it.
"""

from collections.abc import Sequence

from ingest import errors
from ingest.core import fold, listing
from ingest.core.change import decide
from ingest.core.change.bylines import same_byline
from ingest.core.documents import read as documents
from ingest.core.documents.kinds import NAMES, unread
from ingest.core.extract import VERSION, extract
from ingest.core.model import ADHOC, Article, Document, Listing, Source
from ingest.core.parsed import Bare, Listed, Parsed, Same, Standing, Trouble, Unwanted
from ingest.core.story.features.signature import signature


def read(
    document: Document,
    source: Source = ADHOC,
    at: Listing | None = None,
    *,
    may_list: bool = False,
    standing: Standing | None = None,
    may_be_document: bool = True,
    recognised: Sequence[str] = (),
) -> Parsed | Same | Listed | Trouble:
    """Reads a document as the listing `at`; without one as an article, or, when it `may_list`, as whichever it is.

    `may_be_document`: a PDF or an office file is read as an article too; `recognised`: the words of each page of such a scan.
    `standing` is what is kept of the article: work ends early for a page that reads the same. A ParseError is returned as Trouble;
    any other exception is a bug.
    """
    try:
        if at is not None:
            return _listed(document, source, at)
        if may_list and documents.kind_of(document) is None and (kind := listing.sniff(document)) in ("feed", "sitemap", "json"):
            return Listed(listing.read(document, Listing(kind=kind, url=document.url), source))
        return _parsed(article_of(document, source, may_be_document=may_be_document, recognised=recognised), standing)
    except errors.NotAnArticle as error:
        if may_list and error.kind in ("listing", "home"):
            return _as_listing(document, source, error)
        return Trouble(type(error).__name__, error.kind, str(error))
    except errors.ParseError as error:
        return Trouble(type(error).__name__, "", str(error))


def article_of(document: Document, source: Source = ADHOC, *, may_be_document: bool = True, recognised: Sequence[str] = ()) -> Article:
    """The article of a page, or of a document where one may be. Raises NotAnArticle, Wall, Unsupported or ParseError, and nothing else."""
    media = documents.kind_of(document)
    if media is None:
        if (told := unread(document.body)) is not None:
            raise errors.Unsupported(f"{told} is not read; PDF, DOCX, ODT, RTF, PPTX, XLSX, ODS and CSV are")
        return extract(document, source)
    if not may_be_document:
        raise errors.Unsupported(f"{NAMES[media]}: a source whose file says `documents = true` takes it, and so does naming its URL")
    return documents.read(document, media, source, recognised)


def read_wanted(
    document: Document, source: Source, languages: tuple[str, ...], *, bare: bool, recognised: Sequence[str] = ()
) -> Parsed | Bare | Unwanted | Trouble:
    """Reads a document as an article in one of some languages, or in any without: work ends as soon as it is known to be in another.

    `bare`: without what the search and the stories need. A ParseError is returned as Trouble; any other exception is a bug.
    """
    try:
        article = article_of(document, source, recognised=recognised)
    except errors.ParseError as error:
        return Trouble(type(error).__name__, getattr(error, "kind", ""), str(error))
    if languages and not any(article.language_or_und == one or article.language_or_und.startswith(f"{one}-") for one in languages):
        return Unwanted(article.language_or_und)
    if bare:
        return Bare(article, VERSION, decide.fingerprint(article.title, article.text))
    return _whole(article, decide.fingerprint(article.title, article.text))


def _listed(document: Document, source: Source, at: Listing) -> Listed | Trouble:
    """The listing, or the wall that was served instead. Raises ListingError."""
    try:
        return Listed(listing.read(document, at, source))
    except errors.ListingError:
        wall = _wall(document, source)
        if wall is None:
            raise
        return Trouble(type(wall).__name__, wall.kind, str(wall))


def _wall(document: Document, source: Source) -> errors.Wall | None:
    try:
        extract(document, source)
    except errors.Wall as wall:
        return wall
    except errors.ParseError:
        return None
    return None


def _as_listing(document: Document, source: Source, not_an_article: errors.NotAnArticle) -> Listed | Trouble:
    try:
        return Listed(listing.read(document, Listing(kind="page", url=document.url), source))
    except errors.ListingError:
        return Trouble(type(not_an_article).__name__, not_an_article.kind, str(not_an_article))


def _parsed(article: Article, standing: Standing | None) -> Parsed | Same:
    fingerprint = decide.fingerprint(article.title, article.text)
    if standing and _is_same(standing, article, fingerprint):
        return Same(article.attachments)
    return _whole(article, fingerprint)


def _whole(article: Article, fingerprint: str) -> Parsed:
    return Parsed(
        article,
        VERSION,
        fingerprint,
        fold.searchable(article.title, article.byline, article.lead, article.text),
        signature(article.title, article.text, article.language_or_und, tuple(image.url for image in article.images)),
    )


def _is_same(standing: Standing, article: Article, fingerprint: str) -> bool:
    same_text = decide.reads_the_same(standing.fingerprint, fingerprint)
    return same_text and same_byline(standing.byline, article.byline, article.language)
