"""How a listing goes on, in words for its user."""

from ingest.core.model import Listing, Older


def in_words(older: Older) -> str:
    """Of what a document shows; "" when it shows nothing."""
    if len(older.urls) > 1:
        return f"{older.how}, the first {older.urls[0]}"
    total = f", about {older.pages} in all" if older.pages else ""
    return f"{older.how}{total}: {older.urls[0]}" if older.urls else older.how


def of_listing(listing: Listing, older: Older) -> str:
    """Of what the file says, or else the document shows."""
    if listing.pages is not None:
        return f"by the file's template {listing.pages}"
    return in_words(older) or "none is named; the keys next or pages of [[listing]] say how it goes on"
