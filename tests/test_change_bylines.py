"""A byline that names others is a change; one that only says when, is none."""

import pytest

from ingest.core.change import marked
from ingest.core.change.bylines import same_byline
from ingest.core.change.compare import compare
from ingest.core.change.decide import Kept, decide, fingerprint
from ingest.core.change.model import Version, mirrored
from ingest.core.model import Verdict

TITLE, TEXT = "Bridge opened", "The ministry opened the bridge on Monday.\n\nTrains will cross it from Tuesday."


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "By Jo Doe, 5 minutes ago", "By Jo Doe, 3 hours ago"),
        ("en", "By Jo Doe", "Jo Doe"),
        ("en", "By Jo Doe, Ann Roe", "Ann Roe | Jo Doe"),
        ("en", "By Jo Doe | Updated 12 Dec 2024, 14:05 GMT", "By Jo Doe | Updated 13 Dec 2024, 9:30 GMT"),
        ("de", "Von Maria Keller, vor 5 Minuten", "Von Maria Keller, vor 2 Stunden"),
        ("fr", "Par Anne Roy, il y a 5 minutes", "Par Anne Roy"),
        ("vi", "Nguyễn Văn Tám, 5 phút trước", "Nguyễn Văn Tám"),
        ("zh-Hans", "记者 陈明 5分钟前", "记者 陈明"),
        ("zh-Hans", "陈明 2024年12月18日", "陈明 2024年12月19日 10:23"),
        ("ru", "Автор: Фёдор Реутов, 5 минут назад", "Автор: Фёдор Реутов"),
        ("en", None, None),
    ],
)
def test_the_same_people_are_the_same_byline(language: str, one: str | None, other: str | None) -> None:
    assert same_byline(one, other, language)
    assert same_byline(other, one, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "By Jo Doe", "By Jo Dow"),
        ("en", "By Jo Doe", "By Jo Doe and Ann Roe"),
        ("en", None, "By Jo Doe"),
        ("ko", "홍길동 기자", "성춘향 기자"),
        ("zh-Hans", "记者 陈明", "记者 赵敏"),
        ("ja", "記者 鈴木一郎 2024年12月18日", "記者 高橋花子 2024年12月18日"),
        ("th", "โดย สมชาย รักไทย", "โดย วันดี มีสุข"),
        ("ar", "بقلم: سامي خليل", "بقلم: ليلى حداد"),
    ],
)
def test_other_people_are_another_byline(language: str, one: str | None, other: str | None) -> None:
    assert not same_byline(one, other, language)


def decided(byline: str | None) -> tuple[Verdict, str | None]:
    last = Kept(fingerprint=fingerprint(TITLE, TEXT), title=TITLE, text=TEXT, language="en", byline="By Jo Doe")
    decision = decide(last, TITLE, TEXT, "en", byline=byline)
    return decision.verdict, decision.change


def test_a_byline_alone_makes_a_revision_and_its_noise_makes_none() -> None:
    assert decided("By Ann Roe") == (Verdict.REVISED, "byline")
    assert decided("By Jo Doe, 5 minutes ago") == (Verdict.UNCHANGED, None)
    assert decided(None) == (Verdict.REVISED, "byline")


def test_a_byline_turned_round_is_mirrored_and_is_shown_below_the_headline() -> None:
    one, other = (Version(TITLE, TEXT, "en", byline) for byline in ("By Jo Doe", "By Ann Roe"))
    change = compare(one, other)
    assert compare(other, one) == mirrored(change)
    assert change.kind == "byline"
    lines = marked.lines(one, other, change)
    assert [line.kind for line in lines] == ["same", "edited", "same", "same"]
    assert lines[1].parts == (("gone", "By Jo Doe"), ("come", "By Ann Roe"))
    assert change.gravest is not None
    assert marked.phrase(one, other, change.gravest) == ("By Jo Doe", "By Ann Roe")
