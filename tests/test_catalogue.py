"""The built-in set: what each file says of its own grounds."""

from pathlib import Path

import pytest

from ingest import sources
from ingest.core import urls

FILES = sorted((Path(__file__).parent.parent / "schedules").glob("*.toml"))


def test_the_set_has_more_than_forty_sources_in_a_score_of_countries() -> None:
    loaded = sources.load(sources.built_in()).values()
    assert len(loaded) > 45
    assert len({source.country for source in loaded if source.country}) >= 20
    assert {"eu", "un", "government", "translated", "vn"} <= {tag for source in loaded for tag in source.tags}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_is_established_and_what_is_not(path: Path) -> None:
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert comments[0].startswith("# Established: ")
    assert any(line.startswith("# Not established: ") for line in comments)
    assert sources.read(path).tags


def test_no_listing_belongs_to_two_sources() -> None:
    listed = [urls.request_url(listing.url) for source in sources.load(sources.built_in()).values() for listing in source.listings]
    assert len(listed) == len(set(listed))


def test_each_listing_is_found_again_as_its_source_s() -> None:
    loaded = sources.load(sources.built_in())
    owners = urls.Owners(loaded.values())
    for source in loaded.values():
        for listing in source.listings:
            owner = owners.of(listing.url)
            assert owner is not None
            assert urls.host(listing.url) in {urls.host(one.url) for one in owner.listings}
