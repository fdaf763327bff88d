import pytest

from ingest.core import urls
from ingest.core.model import Alternate, ArticleRules
from ingest.errors import URLError

NO_RULES = ArticleRules()


def test_a_url_has_one_spelling() -> None:
    said = "HTTPS://user:secret@www.MOHA.gov.vn.:443/a/../%7eb/%c3%a9?utm_source=x&ItemID=3&b=ü#part"
    assert urls.normalise(said) == "https://www.moha.gov.vn/~b/%C3%A9?ItemID=3&b=%C3%BC"


@pytest.mark.parametrize(
    "said", ["", "moha.gov.vn/x", "mailto:a@b.vn", "javascript:1", "https://", "http://a b/", "https://a.vn/\x00", "http://a.vn:99999/"]
)
def test_what_is_no_web_address_is_refused_in_one_line(said: str) -> None:
    with pytest.raises(URLError) as refused:
        urls.normalise(said)
    assert "\n" not in str(refused.value)


def test_the_key_of_a_source_is_its_identity() -> None:
    rules = ArticleRules(key=r"(?:ItemID=|---oid)(?P<item>\d+)")
    assert urls.identity("https://www.moha.gov.vn/tintuc/Pages/tin.aspx?ItemID=56698", None, rules) == "moha.gov.vn:item:56698"
    assert urls.identity("http://moha.gov.vn/tin-tuc/---oid56698", None, rules) == "moha.gov.vn:item:56698"


def test_a_canonical_in_another_language_is_not_believed() -> None:
    here, there = "https://a.vn/fr/x", "https://a.vn/en/x"
    assert urls.identity(here, there, NO_RULES, (Alternate("fr", here), Alternate("en", there))) == here
