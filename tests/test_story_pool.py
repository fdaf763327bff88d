from ingest.core.story.features.signature import Signature
from ingest.core.story.pool import CANDIDATES, FELLOWS, Pool

KEYS = tuple(range(4, 164, 4))
VERSIONS = 20


def test_all_versions_of_one_text_are_judged_against_each_other() -> None:
    assert CANDIDATES < VERSIONS - 1 <= FELLOWS
    places = tuple(range(0, 1000, 25))
    versions = [Signature(f"q{chr(97 + number)}", 2000, KEYS, places, ()) for number in range(VERSIONS)]
    assert len(Pool(versions).pairs()) == VERSIONS * (VERSIONS - 1) // 2
