"""JSON-LD as pages really carry it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.extract.page import jsonld

ARTICLE = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"A","datePublished":"2024-12-18"}'


def headlines(*scripts: str) -> list[object]:
    return [node.get("headline") for node in jsonld.objects(scripts)]


def test_lists_and_graphs_and_nested_objects_are_read() -> None:
    assert headlines(f"[{ARTICLE}]") == ["A"]
    assert headlines(f'{{"@context":"x","@graph":[{ARTICLE}]}}') == ["A"]
    assert headlines(f'{{"@type":"WebPage","mainEntity":{ARTICLE}}}') == [None, "A"]


def test_two_objects_one_after_the_other_are_both_read() -> None:
    assert headlines(ARTICLE + "\n" + ARTICLE.replace('"A"', '"B"')) == ["A", "B"]


def test_what_no_parser_reads_is_read() -> None:
    assert headlines(f"//<![CDATA[\n{ARTICLE}\n//]]>") == ["A"]
    assert headlines(f"<!-- {ARTICLE} -->") == ["A"]
    assert headlines(ARTICLE + ";") == ["A"]
    assert headlines(ARTICLE.replace('"A"', '"a\nb"')) == ["a\nb"]
    assert headlines(ARTICLE[:-1] + ",}") == ["A"]
    assert headlines(ARTICLE.replace('"A"', r'"don\'t"')) == [r"don\'t"]


def test_an_unescaped_quote_costs_only_its_field() -> None:
    nodes = jsonld.objects([ARTICLE.replace('"headline"', '"description":"He said "no" to it","headline"')])
    assert [(node["headline"], node["datePublished"]) for node in nodes] == [("A", "2024-12-18")]


def test_entities_inside_strings_are_undone() -> None:
    assert headlines(ARTICLE.replace('"A"', '"Hà N&#7897;i &amp;quot;A&amp;quot;"')) == ['Hà Nội "A"']


def test_types_are_named_without_their_namespace() -> None:
    assert jsonld.types({"@type": "http://schema.org/NewsArticle"}) == ("NewsArticle",)
    assert jsonld.types({"@type": ["Article", 7]}) == ("Article",)


def test_a_reference_is_followed() -> None:
    nodes = jsonld.objects(['{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Lan Anh"}]}'])
    assert jsonld.texts(jsonld.follow(nodes[0]["author"], nodes)) == ["Lan Anh"]


def test_the_pages_own_object_is_told_from_its_related_articles() -> None:
    nodes = jsonld.objects(
        [
            '{"@type":"NewsArticle","url":"https://a.org/other","headline":"Other","datePublished":"2020-01-01","author":"X","image":"y"}',
            '{"@type":"NewsArticle","url":"https://a.org/this","headline":"This","datePublished":"2024-12-18"}',
        ]
    )
    own = jsonld.own(nodes, "https://a.org/this?utm_source=x", "")
    assert own is not None
    assert own["headline"] == "This"


def test_an_article_is_preferred_to_the_page_around_it() -> None:
    nodes = jsonld.objects(['{"@type":"WebPage","name":"P","datePublished":"2020-01-01"}', ARTICLE])
    own = jsonld.own(nodes, "https://a.org/", "")
    assert own is not None
    assert own["headline"] == "A"


def test_depth_and_number_are_bounded() -> None:
    assert jsonld.objects(["[" * 100_000]) == []
    deep = '{"@type":"A","x":' * 400 + "1" + "}" * 400
    assert len(jsonld.objects([deep])) < 20
    assert jsonld.texts(jsonld.objects(['{"@type":"A","name":' + "[" * 300 + '"x"' + "]" * 300 + "}"])[0]["name"]) == []
    assert len(jsonld.objects([f"[{','.join([ARTICLE] * 3_000)}]"])) == 2_000


@given(st.text(max_size=200))
def test_any_script_is_answered(script: str) -> None:
    assert isinstance(jsonld.objects([script, ARTICLE + script, script + ARTICLE]), list)


TEXT_WITHOUT_ADDRESS = '{"@type":"NewsArticle","headline":"Le pont fermé jusqu’en mai","datePublished":"2026-11-18"}'


@pytest.mark.parametrize("page", ["WebPage", "ItemPage", "CollectionPage", "VideoObject"])
@pytest.mark.parametrize(
    "title",
    ["Le pont fermé jusqu'en mai", "Le pont fermé jusqu'en mai - La Gazette", "Gazette | Le pont fermé jusqu’en mai", "Réouverture en mai"],
)
def test_the_text_comes_before_the_page_around_it(page: str, title: str) -> None:
    around = f'{{"@type":"{page}","url":"https://a.org/pont","name":"La Gazette","datePublished":"2019-01-01"}}'
    for scripts in ([around, TEXT_WITHOUT_ADDRESS], [f'{{"@graph":[{TEXT_WITHOUT_ADDRESS},{around}]}}']):
        own = jsonld.own(jsonld.objects(scripts), "https://a.org/pont", title)
        assert own is not None
        assert own["datePublished"] == "2026-11-18"


def test_a_teaser_with_an_address_of_its_own_is_not_the_pages_text() -> None:
    teaser = '{"@type":"NewsArticle","url":"https://a.org/other","headline":"Another bridge","datePublished":"2020-01-01"}'
    around = '{"@type":"WebPage","url":"https://a.org/pont","headline":"Bridges of the town","datePublished":"2019-01-01"}'
    own = jsonld.own(jsonld.objects([around, teaser]), "https://a.org/pont", "Bridges of the town")
    assert own is not None
    assert own["@type"] == "WebPage"


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ('{"givenName":"Ana","familyName":"Lund"}', "Ana Lund"),
        ('{"name":"","givenName":"Ana","additionalName":"M.","familyName":"Lund"}', "Ana M. Lund"),
        ('{"givenName":"小明","familyName":"王"}', "王小明"),
        ('{"givenName":"민수","familyName":"김"}', "김민수"),
        ('{"familyName":"Lund"}', "Lund"),
    ],
)
def test_a_name_in_parts_is_a_name(person: str, name: str) -> None:
    nodes = jsonld.objects(['{"@type":"Article","author":{"@id":"#p"}}', f'{{"@type":"Person","@id":"#p",{person[1:]}'])
    assert jsonld.texts(jsonld.follow(nodes[0]["author"], nodes)) == [name]
