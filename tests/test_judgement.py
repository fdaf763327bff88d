"""What becomes of a page, decided on values alone."""

import pytest
from msgspec.structs import replace
from pages import SENTENCES

from ingest.core.change.decide import Decision, Kept, fingerprint
from ingest.core.judgement import Gathered, KnownArticle, ReadPage, Unconfirmed, judge, removal_by
from ingest.core.model import ArticleRules, Verdict
from ingest.core.parsed import Trouble
from ingest.core.removal import is_removed, leads_away, notice
from ingest.core.rolling import Number
from ingest.core.urls import Spelling
from ingest.core.verdicts import of_trouble

URL = "https://ministry.example/news/2026/bridge-opened-after-years"
TEXT = "\n\n".join(SENTENCES)
OTHER = "\n\n".join(f"{n} other words stand in this sentence about schools, teachers and lessons." for n in range(2000, 2006))


def page(text: str = TEXT, *, url: str = URL, asked: str | None = None) -> ReadPage:
    return ReadPage(
        url=url,
        asked=asked or url,
        is_redirected=asked is not None,
        identity=url,
        own_identity=url,
        language="en",
        title="Bridge opened",
        text=text,
        fingerprint=fingerprint("Bridge opened", text),
        published_at="2026-03-01T08:00:00Z",
        at="2026-03-09T09:00:00Z",
    )


def known(text: str = TEXT, *, url: str = URL, unconfirmed: Unconfirmed | None = None) -> KnownArticle:
    kept = Kept(fingerprint=fingerprint("Bridge opened", text), title="Bridge opened", text=text, language="en")
    return KnownArticle(
        article=7,
        identity=url,
        url=url,
        kept=kept,
        earlier=frozenset(),
        published_at="2026-03-01T09:30:00Z",
        is_seen_here=True,
        unconfirmed=unconfirmed,
    )


def verdict(page: ReadPage, **gathered: object) -> Verdict:
    return judge(Spelling(), page, Gathered(**gathered)).decision.verdict  # type: ignore[arg-type]


def test_a_page_that_nothing_is_known_of_is_new() -> None:
    assert verdict(page()) is Verdict.NEW


def test_the_text_that_is_held_is_unchanged() -> None:
    assert verdict(page(), named=known(), own=known()) is Verdict.UNCHANGED


def test_a_canonical_that_names_another_text_leaves_a_page_the_article_that_it_was() -> None:
    """Every page of some templates names one canonical."""
    named = known(OTHER, url="https://ministry.example/news/2025/schools-open-again")
    judged = judge(Spelling(), page(), Gathered(named=named, own=known()))
    assert (judged.decision.verdict, judged.known) == (Verdict.UNCHANGED, known())
    alone = judge(Spelling(), page(), Gathered(named=named))
    assert (alone.decision.verdict, alone.known) == (Verdict.NEW, None)


def test_another_language_at_the_same_url_is_quarantined_however_often_it_is_seen() -> None:
    assert verdict(page(), languages={URL: ("vi",)}) is Verdict.QUARANTINED


@pytest.mark.parametrize(
    ("since", "looks", "told"),
    [
        ("2026-03-08T09:00:00Z", 2, Verdict.REVISED),
        ("2026-03-08T09:00:01Z", 2, Verdict.QUARANTINED),
        ("2026-03-01T09:00:00Z", 1, Verdict.QUARANTINED),
    ],
    ids=["three looks over a day", "a second less", "two looks"],
)
def test_a_shortened_text_is_believed_after_three_looks_over_a_day(since: str, looks: int, told: Verdict) -> None:
    judged = judge(Spelling(), page(SENTENCES[0]), Gathered(named=known(unconfirmed=Unconfirmed(since, looks))))
    assert judged.decision.verdict is told
    assert judged.since == (since if told is Verdict.REVISED else None)


def test_a_renamed_page_is_the_article_whose_url_is_gone() -> None:
    new = URL.replace("bridge-opened", "railway-bridge-opened")
    judged = judge(Spelling(), page(url=new), Gathered(vanished=(known(),)))
    assert (judged.identity, judged.has_moved, judged.decision.verdict) == (URL, True, Verdict.UNCHANGED)
    assert verdict(page(OTHER, url=new), vanished=(known(),)) is Verdict.NEW
    assert verdict(page(url="https://an-agency.example/bridge"), vanished=(known(),)) is Verdict.NEW, "another site's copy"


def test_where_the_source_has_a_key_no_likeness_moves_an_article() -> None:
    keyed = Spelling(ArticleRules(key=r"id=(\d+)"))
    new = f"{URL}-2"
    assert judge(keyed, page(url=new), Gathered(moved=(known(),), vanished=(known(),))).decision.verdict is Verdict.NEW


def test_an_article_that_moved_to_a_shorter_address_is_not_removed() -> None:
    home = "https://ministry.example/news/"
    moved = judge(Spelling(), page(url=home, asked=URL), Gathered(here=known(), moved=(known(),)))
    assert (moved.identity, moved.has_moved, moved.removal) == (URL, True, None)
    assert judge(Spelling(), page(OTHER, url=home, asked=URL), Gathered(here=known())).removal == "redirect"


@pytest.mark.parametrize(
    ("final", "led"),
    [
        ("https://ministry.example/", "the home page"),
        ("https://ministry.example/?from=old", "the home page"),
        ("https://ministry.example/vi", "the home page"),
        ("https://ministry.example/news", "a section"),
        ("https://ministry.example/news/2026/", "a section"),
        ("https://ministry.example/tag/bridges", "a section"),
        ("https://ministry.example/press-releases/", "a section"),
        ("https://ministry.example/vi/tin-tuc", "a section"),
        ("https://elsewhere.example/press-releases/", None),
        ("https://ministry.example/press-releases/the-bridge-is-open-to-trains", None),
        ("https://ministry.example/new", None),
        ("https://ministry.example/news/2026/bridge-opened-after-years-2", None),
        ("https://ministry.example/news/2026/?id=56698", None),
    ],
)
def test_where_a_redirect_left_the_article(final: str, led: str | None) -> None:
    assert leads_away(URL, final) == led


def test_who_asks_for_the_home_page_is_led_nowhere() -> None:
    assert leads_away("https://ministry.example/", "https://ministry.example/en/") is None


@pytest.mark.parametrize("held", [True, False])
def test_a_wall_is_a_wall_whatever_was_held(held: bool) -> None:
    assert of_trouble(Trouble("Wall", "captcha", "prove it"), holds_article=held) == Decision(Verdict.BLOCKED, "captcha: prove it")


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        ("NotAnArticle", Verdict.NOT_AN_ARTICLE),
        ("Unsupported", Verdict.UNSUPPORTED),
        ("ParseError", Verdict.FAILED),
        ("MemoryError", Verdict.FAILED),
    ],
)
def test_what_cannot_be_read_is_told_by_its_kind_and_never_replaces_an_article(error: str, verdict: Verdict) -> None:
    trouble = Trouble(error, "", "so it is")
    assert of_trouble(trouble, holds_article=False).verdict is verdict
    assert of_trouble(trouble, holds_article=True).verdict is Verdict.QUARANTINED


def test_which_pages_may_be_a_removal() -> None:
    def kind(trouble: Trouble, redirected: bool) -> str | None:
        return removal_by(trouble, is_redirected=redirected, asked=URL, final="https://ministry.example/elsewhere")

    assert kind(Trouble("NotAnArticle", "soft-404", ""), False) == "not found"
    for list_like in ("listing", "home"):
        assert kind(Trouble("NotAnArticle", list_like, ""), True) == "redirect"
        assert kind(Trouble("NotAnArticle", list_like, ""), False) is None
    assert kind(Trouble("NotAnArticle", "empty", ""), True) is None, "a page that says nothing, where no redirect leads away"
    assert kind(Trouble("Unsupported", "", ""), True) is None


def test_an_empty_page_is_a_removal_where_a_redirect_leads_to_a_section() -> None:
    empty = Trouble("NotAnArticle", "empty", "")
    assert removal_by(empty, is_redirected=True, asked=URL, final="https://ministry.example/news/") == "redirect"
    assert removal_by(Trouble("ParseError", "", ""), is_redirected=True, asked=URL, final="https://ministry.example/news/") is None


@pytest.mark.parametrize("share", [3, 0], ids=["half of the text stays", "none of it stays"])
def test_the_next_number_of_a_rolling_page_is_a_revision_that_is_another_text(share: int) -> None:
    first, second = SENTENCES[:share] + SENTENCES[3:], (*SENTENCES[:share], *OTHER.split("\n\n"))
    title, then = "Agenda of the Minister, 30 November", "Agenda of the Minister, 1 December"
    text = "\n\n".join(first)
    kept = Kept(fingerprint=fingerprint(title, text), title=title, text=text, language="en")
    last = Number(seen_at="2026-03-01T09:00:00Z", title=title, length=len(text), change="first", text=text)
    shown = replace(page("\n\n".join(second)), title=then)
    judged = judge(Spelling(), shown, Gathered(named=replace(known(), kept=kept, recent=(last,))))
    assert (judged.decision.verdict, judged.decision.change, judged.is_another) == (Verdict.REVISED, "number", True)
    elsewhere = judge(Spelling(), replace(shown, title="Schools open again"), Gathered(named=replace(known(), kept=kept, recent=(last,))))
    assert elsewhere.decision.change != "number", "its headline keeps nothing of the one before"


def test_when_looks_are_enough() -> None:
    since = "2026-03-01T09:00:00Z"
    assert is_removed("gone", since, since, 1)
    assert not is_removed("not found", since, "2026-03-15T08:59:59Z", 99)
    assert is_removed("not found", since, "2026-03-15T09:00:00Z", 1)
    assert is_removed("redirect", since, "2026-03-02T09:00:00Z", 3)
    assert not is_removed("redirect", since, "2026-03-02T09:00:00Z", 2)
    assert not is_removed("notice", since, "2026-03-02T08:59:59Z", 3)


@pytest.mark.parametrize(
    "said",
    [
        "This article has been withdrawn at the request of its author.",
        "Cet article a été retiré par la rédaction.",
        "Dieser Artikel wurde entfernt.",
        "Este artículo ha sido retirado.",
        "Este artigo foi removido.",
        "Questo articolo è stato rimosso.",
        "Dit artikel is verwijderd.",
        "Ten artykuł został usunięty.",
        "Статья удалена по решению редакции.",
        "تم حذف هذا الخبر",
        "Bài viết này đã bị gỡ theo yêu cầu.",
        "该文章已被删除。",
        "この記事は削除されました。",
        "삭제된 기사입니다.",
        "Artikel ini telah dihapus.",
    ],
)
def test_a_notice_of_withdrawal_is_known_in_many_languages(said: str) -> None:
    assert notice("Bridge opened", said)


def test_a_report_of_a_withdrawal_is_no_notice() -> None:
    assert notice("Paper withdraws report", "The article has been withdrawn, the paper said. " + TEXT * 3) is None
    assert notice("Bridge opened", SENTENCES[0]) is None
