from pathlib import Path

import pytest
from storied import OTHER, add

from ingest import archive
from ingest.archive.story_index import signature_index
from ingest.core.model import Image
from ingest.core.story.features.signature import LIMIT, signature, verbatim
from ingest.core.story.features.verbatim import picture, without_addresses
from ingest.core.story.group import derive
from ingest.core.story.pool import Pool

ENGLISH = "The market hall was opened on Monday. Children sang, and the mayor cut a ribbon of red silk. Zoran Petrov built it."
FRENCH = (
    "La halle du marché a été inaugurée lundi. Des enfants ont chanté. "
    "La maire a coupé un ruban de soie rouge. Le comité remercie Anna Morel."
)
ADDRESS = "https://www.halls.mk/market-2024"
PICTURES = ("https://a.org/up/AFP_34PX9ZT-1024x768.jpg", "https://a.org/up/market-hall-opening.jpg")
SAME_PICTURES = ("https://b.fr/2024/AFP_34PX9ZT.webp?w=300", "https://b.fr/x/market-hall-opening-scaled.jpg")


def stories_of(*signatures: object) -> set[int]:
    pool = Pool(signatures)  # type: ignore[arg-type]
    return set(derive({at: known.language for at, known in enumerate(signatures)}, pool.pairs()).values())  # type: ignore[attr-defined]


def test_an_address_that_both_give_makes_two_texts_one_story_that_are_none_without_it() -> None:
    assert len(stories_of(signature("", ENGLISH, "en"), signature("", FRENCH, "fr"))) == 2
    english, french = f"{ENGLISH} See {ADDRESS}.", f"{FRENCH} Voir ({ADDRESS})"
    assert len(stories_of(signature("", english, "en"), signature("", french, "fr"))) == 1


def test_pictures_of_one_name_make_two_texts_one_story_that_are_none_without_them() -> None:
    assert len(stories_of(signature("", ENGLISH, "en", PICTURES), signature("", FRENCH, "fr"))) == 2
    assert len(stories_of(signature("", ENGLISH, "en", PICTURES), signature("", FRENCH, "fr", SAME_PICTURES))) == 1


def test_a_logo_that_many_articles_show_weighs_less_than_a_picture_that_few_do(tmp_path: Path) -> None:
    logo, rare = "https://example.com/site/newsroom-logo.png", "https://example.com/2024/vardar-bridge-night.jpg"
    with archive.create_or_open(tmp_path / "a.db") as opened:
        for number in range(60):
            add(opened, f"https://example.com/en/story-{number}", f"{OTHER} {number}", "en", images=(Image(url=logo),))
        with opened.batch() as db:
            known, _ = signature_index.weigh(db, 99, signature("", OTHER, "en", (logo, rare)))
    assert known.rarities[verbatim("newsroom-logo")] < known.rarities[verbatim("vardar-bridge-night")] / 1.5


def test_an_address_counts_in_a_text_that_is_full_of_numbers() -> None:
    text = " ".join(str(number * 37) for number in range(10, 500))
    known = signature("", f"{text} {ADDRESS}", "en")
    assert verbatim("halls.mk/market-2024") in known.keys
    assert len(known.keys) == LIMIT


def test_an_address_ends_where_the_sentence_goes_on_without_a_space() -> None:
    text, found = without_addresses("詳しくはhttps://www.mlit.go.jp/a.pdfをご覧ください。またはjo@samaritans.orgへ")
    assert text == "詳しくは をご覧ください。または へ"
    assert [address for _, address in found] == ["mlit.go.jp/a.pdf", "jo@samaritans.org"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.org/up/AFP_34PX9ZT-1024x768.jpg", "afp_34px9zt"),
        ("https://a.org/c%E1%BA%A7u-du-moi-scaled.webp?w=3", "cầu-du-moi"),
        ("https://a.org/opening-hall@2x.png", "opening-hall"),
        ("https://a.org/1.jpg", None),
        ("https://a.org/resize?src=market-hall.jpg", None),
    ],
)
def test_a_picture_has_one_name_in_all_its_sizes(url: str, name: str | None) -> None:
    assert picture(url) == name
