"""One tag for a language, however it is declared."""

import pytest

from ingest.core.language.tags import tag


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("vi", "vi"),
        ("vi-VN", "vi"),
        (" en_US ", "en"),
        ("EN-gb", "en"),
        ("sr-Latn-RS", "sr"),
        ("zh", "zh-Hans"),
        ("zh-cn", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("zh-hk", "zh-Hant"),
        ("cn", "zh-Hans"),
        ("vie", "vi"),
        ("jp", "ja"),
        ("iw", "he"),
        ("fil", "fil"),
        ("x-default", None),
        ("und", None),
        ("English", None),
        ("", None),
        (None, None),
        ("*", None),
    ],
)
def test_a_language_has_one_tag(said: str | None, meant: str | None) -> None:
    assert tag(said) == meant
    assert meant is None or tag(meant) == meant
