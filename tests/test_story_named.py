from pathlib import Path

import pytest
from archived import T0, T1
from click.testing import CliRunner
from storied import ENGLISH, TEXTS, VIETNAMESE, add

from ingest import archive
from ingest.archive.read import story_view
from ingest.archive.read.named_origins import Named
from ingest.cli import commands
from ingest.core.model import Citation, Source
from ingest.core.story.declared.named import Publisher, meant

PAPER = Source(name="tienphong", title="Tiền Phong")
DAILY = "https://daily.org/bridge-opened-666666"
PUBLISHERS = {
    1: Publisher("https://daily.org/a"),
    2: Publisher("https://tienphong.vn/b", ("Tiền Phong",)),
    3: Publisher("https://moha.gov.vn/c", ("Ministry of Home Affairs (Viet Nam)",)),
    4: Publisher("https://www.afp.com/en/d"),
}


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("Theo Tiền Phong", 2),
        ("tienphong.vn", 2),
        ("according to the Ministry of Home Affairs", 3),
        ("AFP", 4),
        ("TPO", None),
        ("Bộ Nội vụ", None),
        ("AFP and tienphong.vn", None),
        ("Daily", None),
        ("", None),
    ],
)
def test_words_mean_a_publisher_where_they_can_mean_but_one(words: str, article: int | None) -> None:
    assert meant(words, 1, PUBLISHERS) == article


def test_a_page_s_own_words_stand_beside_the_likely_origin(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        copy = add(opened, DAILY, TEXTS["en"], "en", T0, citations=(Citation(words="according to Tien Phong"), Citation(words="AFP")))
        paper = add(opened, "https://tienphong.vn/bridge-777777", TEXTS["en"], "en", T1, PAPER)
        story = story_view.story(opened.db, copy)
        stored = opened.db.execute("SELECT origin FROM stories").fetchone()
    assert [(version.article, version.role) for version in story.versions] == [(paper, "origin"), (copy, "republication")]
    assert stored == (paper,)
    assert story.versions[1].named == (Named("according to Tien Phong", paper), Named("AFP", None))


def test_whom_a_text_is_from_is_no_drift(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        add(
            opened,
            "https://tienphong.vn/bridge-777777",
            f"{TEXTS['en']}\n\nTienphong.vn",
            "en",
            T0,
            citations=(Citation(words="Tienphong.vn"),),
        )
        copy = add(opened, DAILY, TEXTS["en"], "en", T1)
        assert story_view.story(opened.db, copy).versions[1].drift == ()


def test_a_revision_that_names_nobody_takes_the_words_away(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        article = add(opened, ENGLISH, TEXTS["en"], "en", T0, citations=(Citation(words="TPO"),))
        add(opened, ENGLISH, f"{TEXTS['en']} Corrected.", "en", T1)
        assert story_view.story(opened.db, article).versions[0].named == ()


def test_the_words_are_shown_by_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        add(opened, VIETNAMESE, TEXTS["vi"], "vi", citations=(Citation(words="TTXVN"), Citation(url=ENGLISH, words="Nguồn: example.com")))
        add(opened, ENGLISH, TEXTS["en"], "en")
    plain = CliRunner().invoke(commands, ["story", "1", "--db", str(path)])
    assert next(line for line in plain.output.splitlines() if "the page's own words" in line).endswith("TTXVN")
    lines = CliRunner().invoke(commands, ["story", "1", "--db", str(path), "--json"]).output
    assert '"named":[{"words":"TTXVN","article":null}]' in lines
