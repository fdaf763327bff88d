"""Recall and precision of list pages without a selector, over the layouts of the tests.

python bench/listing/layouts.py [--each]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from list_layouts import EARLIER, LATER, Layout, page_of
from list_layouts_more import LINKED, PLAIN
from list_layouts_rows import ROWS

from ingest.core import listing, urls
from ingest.core.model import ADHOC, Document, Exchange, Listing
from ingest.errors import ListingError


def found_of(layout: Layout) -> tuple[set[str], set[str]]:
    """(the articles, what was read as such), normalised."""
    markup, url, titles = page_of(layout)
    at = "2026-11-30T00:00:00Z"
    document = Document(exchange=Exchange(url=url, final_url=url, started_at=at, ended_at=at, status=200), body=markup.encode())
    try:
        cited = listing.read(document, Listing(kind="page", url=url), ADHOC).cited
    except ListingError:
        cited = ()
    spelled = urls.Spelling().normalise
    return {spelled(one) for one in titles}, {spelled(one.url) for one in cited}


_SETS = (
    ("written before the rules", EARLIER),
    ("written after them", LATER),
    ("in other languages", LINKED),
    ("in other languages, the headline no link", PLAIN),
    ("rows with several links", ROWS),
)


def main() -> None:
    for name, layouts in _SETS:
        right = wanted = read = whole = 0
        for layout in layouts:
            articles, found = found_of(layout)
            right, wanted, read = right + len(articles & found), wanted + len(articles), read + len(found)
            whole += articles == found
            if "--each" in sys.argv and articles != found:
                print(f"  {layout.name}: {len(articles & found)} of {len(articles)}, wrong: {sorted(found - articles)[:5]}")
        print(f"{name}: {whole} of {len(layouts)} exact, recall {right / max(wanted, 1):.3f}, precision {right / max(read, 1):.3f}")


if __name__ == "__main__":
    main()
