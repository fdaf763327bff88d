"""Versions of a number that contradict each other, and more numbers than are judged: the stories are the same in any order."""

from itertools import permutations

from msgspec import structs
from serial import archived, article, grouped
from test_series import FIRST, NOTICE, SECOND, says_apart

from ingest.core.story.candidates import ALIKE, few_alike
from ingest.core.story.features.signature import signature
from ingest.core.story.judging.judge import Weighed
from ingest.core.story.judging.rarity import rarities
from ingest.core.story.series.laid import lay
from ingest.core.story.series.slots import same_places

CORRECTED = "Correction: two figures were wrong.\n\n" + FIRST.replace("412", "472").replace("205", "265")
ROUNDED = "Readers asked.\n" + " ".join(FIRST.replace("\n\n", " ").split(". ")[:3]).replace("31 new", "30 new") + "."
PRICE = "La station la moins chère est à Aube, où le gazole est à 1.316 euro. Ils comprennent toutes les taxes."
PRICES = (
    "La station la moins chère est à Aube, où le gazole est à 1.40 euro. Le gazole se vend 1.54 euro, celui de sans-plomb 1.93 euro. "
    "Ils comprennent toutes les taxes."
)


def test_the_same_places_differ_from_either_side() -> None:
    here, there = lay("", PRICE, "fr"), lay("", PRICES, "fr")
    ours = {(slot.here, slot.there) for slot in same_places(here, there).numbers}
    assert ours == {(slot.there, slot.here) for slot in same_places(there, here).numbers} == {("1.316", "1.40")}, "each number once"


def test_of_short_numbers_that_look_like_copies_more_are_judged_than_of_long_ones() -> None:
    said = [signature("Notice", NOTICE.format(berth=41 + turn, quay="Corn Quay", day=3, days=14), "en") for turn in range(9)]
    numbers = {place: Weighed.of(one, rarities(one.keys, {}, 0)) for place, one in enumerate(said)}
    assert len(dict(few_alike(numbers))) == 9
    long = {place: structs.replace(one, signature=structs.replace(one.signature, length=8000)) for place, one in numbers.items()}
    assert len(dict(few_alike(long))) == ALIKE


def test_two_versions_that_contradict_each_other_join_their_number_in_one_way() -> None:
    assert says_apart(CORRECTED, ROUNDED), "both figures differ, and the day is cut"
    versions = [
        article("first", "Health bulletin", FIRST, "2026-05-04T09:00:00Z"),
        article("corrected", "Health bulletin", CORRECTED, "2026-05-04T15:00:00Z"),
        article("rounded", "Health bulletin", ROUNDED, "2026-05-04T17:00:00Z", publisher="daily"),
        article("second", "Health bulletin", SECOND, "2026-05-05T09:00:00Z"),
    ]
    once = grouped(versions)
    assert sorted(map(len, once)) == [1, 1, 2]
    for order in permutations(versions):
        assert archived(order) == (once, once), [one["doc_id"] for one in order]
