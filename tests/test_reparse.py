"""A kept page read anew: the comparison and the count, from values alone."""

from typing import Any

import pytest
from msgspec.structs import replace
from pages import SENTENCES, article

from ingest.core.extract import extract
from ingest.core.model import ADHOC, Article, Author, Document, Exchange, Moment
from ingest.core.reparse.fields import differences
from ingest.core.reparse.reading import Finding, Held, Rereading, read_anew, rules_of
from ingest.core.reparse.tally import ReparseTally

URL = "https://example.org/news/bridge"


def document(body: bytes) -> Document:
    return Document(
        exchange=Exchange(url=URL, final_url=URL, started_at="2026-03-03T00:00:00Z", ended_at="2026-03-03T00:00:00Z", status=200), body=body
    )


def read(body: bytes, **changed: Any) -> Rereading:
    """What reading `body` finds where what was held differs from it in `changed`."""

    held = replace(extract(document(article())), **changed)
    return read_anew(Held(article=held, language=changed.get("language", "en"), fingerprint="f"), document(body), ADHOC)[0]


@pytest.mark.parametrize(
    ("body", "changed", "outcome", "fields"),
    [
        (article(), {}, "same", []),
        (article(), {"title": "Bridge"}, "changed", ["title"]),
        (article(), {"published": None}, "changed", ["published"]),
        (article(), {"authors": (Author("Jo Doe"),), "byline": "By Jo Doe"}, "changed", ["byline", "authors"]),
        (article(), {"markdown": "*other*"}, "changed", ["markdown"]),
        (article(), {"text": "\n\n".join((*SENTENCES, "More.")), "markdown": "*other*"}, "changed", ["text"]),
        (article(), {"text": "\n\n".join(SENTENCES * 3)}, "doubted", ["text"]),
        (article(), {"language": "de"}, "refused", []),
        (b"<html><body></body></html>", {}, "refused", []),
    ],
)
def test_what_a_page_says_today_beside_what_is_held(body: bytes, changed: dict[str, Any], outcome: Finding, fields: list[str]) -> None:
    found = read(body, **changed)
    assert (found.outcome, [difference.field for difference in found.differs]) == (outcome, fields)
    assert bool(found.reason) == (outcome in ("doubted", "refused"))


def test_a_long_value_is_shown_from_where_it_parts() -> None:
    one = Article(url=URL, title="T", text=f"{'The same words. ' * 40}Five million were paid. {'More of it. ' * 40}")
    other = Article(url=URL, title="T", text=one.text.replace("Five", "Six"))
    (found,) = differences(one, other)
    assert found.before.startswith("… words. The same words. Five million")
    assert found.after.startswith("… words. The same words. Six million")
    assert max(len(found.before), len(found.after)) <= 162


def test_a_date_of_another_precision_is_another_value() -> None:
    day = Moment(local="2026-03-02", at="2026-03-02T00:00:00Z", precision="day")
    minute = Moment(local="2026-03-02T09:00+01:00", at="2026-03-02T08:00:00Z", precision="minute")
    (found,) = differences(Article(url=URL, title="T", text="x", published=day), Article(url=URL, title="T", text="x", published=minute))
    assert (found.field, found.before) == ("published", "2026-03-02 (2026-03-02T00:00:00Z, day)")


@pytest.mark.parametrize(("after", "shrinks"), [(1000, False), (900, False), (899, True), (0, True)])
def test_a_source_shrinks_when_more_than_a_tenth_of_its_characters_goes(after: int, shrinks: bool) -> None:
    tally = ReparseTally()
    tally.add(1, Rereading(outcome="changed", before=600, after=after // 2))
    tally.add(2, Rereading(outcome="changed", before=400, after=after - after // 2))
    assert tally.shrinks is shrinks


def test_grown_shrunk_and_emptied_exclude_each_other() -> None:
    tally = ReparseTally()
    for number, (before, after) in enumerate([(10, 11), (10, 9), (10, 0), (10, 10), (0, 0)]):
        tally.add(number, Rereading(outcome="changed", before=before, after=after))
    assert (tally.grown, tally.shrunk, tally.emptied, tally.articles) == (1, 1, 1, 5)
    assert tally.share(tally.grown) == 0.2


def test_the_rules_of_a_source_are_those_that_bear_on_reading() -> None:
    assert rules_of(ADHOC) == rules_of(replace(ADHOC, every=60, title="Another"))
    assert rules_of(ADHOC) != rules_of(replace(ADHOC, article=replace(ADHOC.article, byline=".who")))
    assert rules_of(ADHOC) != rules_of(replace(ADHOC, timezone="Europe/Paris"))
