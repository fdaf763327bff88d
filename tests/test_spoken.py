"""Names, moments and citations in words."""

import pytest

from ingest.core.spoken import moments, names
from ingest.core.spoken.citation import CitedVersion, citation


@pytest.mark.parametrize(
    ("tag", "name", "own", "direction"),
    [
        ("vi", "Vietnamese", "Tiếng Việt", "ltr"),
        ("ar", "Arabic", "العربية", "rtl"),
        ("zh-Hans", "Chinese", "简体中文", "ltr"),
        ("az-Arab", "Azerbaijani", "Azərbaycan", "rtl"),
        ("und", "Language not known", "Language not known", "auto"),
        (None, "Language not known", "Language not known", "auto"),
        ('x"><script>', 'x"><script>', 'x"><script>', "auto"),
    ],
)
def test_a_language_is_shown_by_its_names_and_direction(tag: str | None, name: str, own: str, direction: str) -> None:
    found = names.language(tag)
    assert (found.name, found.own, found.direction) == (name, own, direction)


def test_a_country_is_shown_by_its_name_and_an_unknown_code_as_it_is() -> None:
    assert [names.country(code) for code in ("VN", "XQ", None)] == ["Vietnam", "XQ", "Country not known"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2024-12-18T10:23:00+07:00", "18 December 2024, 10:23 (+07:00)"),
        ("2024-12-18T10:23:00Z", "18 December 2024, 10:23 (UTC)"),
        ("2024-12-18T10:23+00:00", "18 December 2024, 10:23 (UTC)"),
        ("2024-12-18T10:23", "18 December 2024, 10:23"),
        ("2024-12-18", "18 December 2024"),
        ("2024-13-18", "2024-13-18"),
        ("soon", "soon"),
        (None, None),
    ],
)
def test_a_date_is_said_as_finely_as_the_page_said_it(said: str | None, words: str | None) -> None:
    assert moments.published(said) == words


def test_days_and_months_have_their_names() -> None:
    assert moments.weekday("2024-12-19") == "Thursday, 19 December 2024"
    assert moments.moment("2026-11-26T02:16:24Z") == "26 November 2026, 02:16 UTC"
    assert [moments.month(said) for said in ("2024-02", "2024-13", "x")] == ["February 2024", "2024-13", "x"]
    assert moments.day_before("2024-03-01T00:00:00Z") == "2024-02-29"


def cited(**other: object) -> CitedVersion:
    told: dict[str, object] = {
        "title": "Fares stay",
        "byline": "A. Reporter",
        "publisher": "The Rail Gazette",
        "published": "2024-12-18",
        "url": "https://rail.example/1",
        "kept_at": "2024-12-18T03:00:00Z",
        "version": 2,
        "permanent": "http://localhost/kept/-/article/1/version/2",
        "fingerprint": "ab12",
        "sha256": "cd34",
    }
    return CitedVersion(**{**told, **other})  # type: ignore[arg-type]


def test_a_citation_says_who_what_when_where_and_how_to_check_it() -> None:
    assert citation(cited()) == (
        "A. Reporter, “Fares stay”, The Rail Gazette, 18 December 2024. https://rail.example/1 (version 2, kept 18 December 2024, "
        "03:00 UTC; text ab12, page sha256 cd34). http://localhost/kept/-/article/1/version/2"
    )


def test_a_citation_owns_up_to_what_is_missing() -> None:
    assert citation(cited(byline=None, published=None, sha256=None)).startswith("“Fares stay”, The Rail Gazette, no date. ")
    assert "page not kept" in citation(cited(sha256=None))
