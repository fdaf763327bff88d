from typing import Any

import pytest

from ingest.core.model import ADHOC, Alternate, Article, ArticleRules, Citation, Source
from ingest.core.story.declared.borne_out import Declared, Member, borne_out
from ingest.core.story.declared.evidence import evidence
from ingest.core.urls import Owners

HERE = "https://example.com/en/a-bridge-is-opened-in-the-north-123456"
THERE = "https://example.com/vi/khanh-thanh-cau-o-mien-bac-123457"
MEMBERS = {1: Member("en", "example.com"), 2: Member("vi", "example.com"), 3: Member("fr", "example.com"), 4: Member("en", "other.org")}


def links(source: Source = ADHOC, **declared: Any) -> list[tuple[str, str]]:
    article = Article(url=HERE, title="A bridge", text="It was opened.", **declared)
    return [(link.relation, link.target) for link in evidence(1, article, source, Owners((source,)))]


def test_a_page_s_citation_canonical_and_alternates_are_links() -> None:
    found = links(
        canonical="https://other.org/news/a-bridge-is-opened-77777",
        alternates=(Alternate("vi", THERE), Alternate("en", HERE)),
        citations=(Citation(url="https://paper.vn/khanh-thanh-cau-post99999.tpo", words="Source: paper.vn"),),
    )
    assert found == [
        ("canonical", "https://other.org/news/a-bridge-is-opened-77777"),
        ("hreflang", THERE),
        ("citation", "https://paper.vn/khanh-thanh-cau-post99999.tpo"),
    ]


@pytest.mark.parametrize(
    "declared",
    [
        {"canonical": HERE},
        {"canonical": "https://example.com/"},
        {"canonical": "https://other.org/en"},
        {"alternates": (Alternate("x-default", THERE),)},
        {"alternates": (Alternate("vi", "https://example.com/vi/"),)},
        {"citations": (Citation(url="https://paper.vn/"),)},
        {"citations": (Citation(words="according to our reporter"),)},
        {"citations": (Citation(url="mailto:desk@paper.vn"),)},
    ],
    ids=str,
)
def test_a_home_page_and_the_page_itself_are_no_evidence(declared: dict[str, Any]) -> None:
    assert links(**declared) == []


def test_a_key_that_its_source_gives_all_languages_is_evidence() -> None:
    source = Source(name="example", title="Example", article=ArticleRules(story_key=r"-(\d+)$"))
    assert links(source) == [("key", "example.com:123456")]


def hreflang(article: int, target: int | None, language: str) -> Declared:
    return Declared(article, target, f"https://example.com/{target}", "hreflang", language)


def cites(article: int, target: int | None, named: str = THERE) -> Declared:
    return Declared(article, target, named, "citation")


def test_languages_that_declare_each_other_are_one_text() -> None:
    assert borne_out([hreflang(1, 2, "vi-VN"), hreflang(2, 1, "en")], MEMBERS) == {(1, 2)}


def test_a_one_sided_declaration_is_not_borne_out() -> None:
    assert borne_out([hreflang(1, 2, "vi")], MEMBERS) == set()


def test_a_declared_language_that_the_page_is_not_in_is_not_borne_out() -> None:
    assert borne_out([hreflang(1, 2, "fr"), hreflang(2, 1, "en")], MEMBERS) == set()


def test_a_cited_origin_is_one_text_with_its_translation() -> None:
    assert borne_out([cites(1, 2)], MEMBERS) == {(1, 2)}


def test_a_citation_within_one_language_of_an_unlike_text_is_a_reference() -> None:
    assert borne_out([cites(1, 4)], MEMBERS, unlike={(1, 4)}) == set()


def test_two_pages_that_cite_one_page_that_we_do_not_hold_are_one_text() -> None:
    assert borne_out([cites(1, None), cites(3, None)], MEMBERS) == {(1, 3)}


def test_the_third_of_one_site_and_language_to_cite_a_page_makes_it_a_hub() -> None:
    members = {**MEMBERS, **{10 + n: Member("en", "example.com") for n in range(3)}}
    assert borne_out([cites(10 + n, 2) for n in range(2)], members) == {(2, 10), (2, 11)}
    assert borne_out([cites(10 + n, 2) for n in range(3)], members) == set()


def test_a_document_cited_by_forty_is_evidence_and_by_one_more_is_none() -> None:
    members = {**MEMBERS, **{10 + n: Member("en", f"site{n}.org") for n in range(41)}}
    assert borne_out([cites(10 + n, 2) for n in range(40)], members) == {(2, 10 + n) for n in range(40)}
    assert borne_out([cites(10 + n, 2) for n in range(41)], members) == set()


def test_articles_that_share_a_key_are_one_text() -> None:
    key = "example.com:123456"
    assert borne_out([Declared(n, None, key, "key") for n in (1, 2, 3)], MEMBERS) == {(1, 2), (1, 3)}
