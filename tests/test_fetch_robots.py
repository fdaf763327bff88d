"""robots.txt, clause by clause of RFC 9309: first the file alone, then what becomes of a request."""

import asyncio
import gzip
import re
from collections.abc import Callable

import httpx
import pytest
from fetching import Fetching, ManualClock
from hypothesis import given
from hypothesis import strategies as st
from origin import Origin, answer

from ingest.core.model import Source, Validators, Verdict
from ingest.errors import Failed, Refused
from ingest.fetch import HostState, RobotsCopy
from ingest.fetch.manners import robots


def forbids(text: str | bytes, path: str) -> bool:
    body = text.encode() if isinstance(text, str) else text
    return robots.parse(body).forbidden_by(path) is not None


OURS = "User-agent: ingest\n"
ALL = "User-agent: *\n"

FORBIDDEN = {
    "2.2.1 our token": (OURS + "Disallow: /", "/a"),
    "2.2.1 in another case": ("USER-AGENT: InGest\nDISALLOW: /", "/a"),
    "2.2.1 with a version": ("User-agent: ingest/2.0\nDisallow: /", "/a"),
    "2.2.1 everyone, when nobody names us": ("User-agent: other\nDisallow:\n\n" + ALL + "Disallow: /", "/a"),
    "2.2.1 groups of one agent are one": (OURS + "Disallow: /a\n\n" + ALL + "Disallow:\n\n" + OURS + "Disallow: /b", "/b"),
    "2.2.1 a group of several agents": (OURS + "User-agent: other\nDisallow: /", "/a"),
    "2.2.1 agents parted by an empty line": (OURS + "\nUser-agent: other\nDisallow: /", "/a"),
    "2.2.2 the longest match": (ALL + "Allow: /a\nDisallow: /a/b", "/a/b/c"),
    "2.2.2 the longest match, whatever the order": (ALL + "Disallow: /a/b\nAllow: /a", "/a/b/c"),
    "2.2.2 a star counts as an octet": (ALL + "Allow: /a\nDisallow: /a*", "/ab"),
    "2.2.2 the case of a path": (ALL + "Disallow: /A", "/A"),
    "2.2.2 the query": (ALL + "Disallow: /*?print=", "/a?print=1"),
    "2.2.2 encoded in the rule": (ALL + "Disallow: /b%C3%A1o", "/b%C3%A1o"),
    "2.2.2 encoded in small letters": (ALL + "Disallow: /b%c3%a1o", "/b%C3%A1o"),
    "2.2.2 bare UTF-8 in the rule": (ALL + "Disallow: /báo", "/b%C3%A1o"),
    "2.2.2 unreserved, encoded in the rule": (ALL + "Disallow: /%7Eme", "/~me"),
    "2.2.2 unreserved, encoded in the path": (ALL + "Disallow: /~me", "/%7Eme"),
    "2.2.3 a star inside": (ALL + "Disallow: /a/*/c", "/a/b/b/c"),
    "2.2.3 a star for nothing": (ALL + "Disallow: /a*c", "/ac"),
    "2.2.3 a star in front": (ALL + "Disallow: *.pdf", "/a/b.pdf"),
    "2.2.3 a dollar": (ALL + "Disallow: /*.pdf$", "/a.pdf.pdf"),
    "2.2.3 several stars and a dollar": (ALL + "Disallow: /*a*b*c$", "/xaxbxcxc"),
    "2.2.3 an encoded star is a letter": (ALL + "Disallow: /a%2Ab", "/a*b"),
    "2.2.3 an encoded dollar is a letter": (ALL + "Disallow: /a%24", "/a$b"),
    "2.2.3 a dollar inside is a letter": (ALL + "Disallow: /a$b", "/a$b"),
    "2.2.3 a comment behind": (ALL + "Disallow: /a # private", "/a"),
    "2.2.4 other records end no group": (OURS + "Sitemap: https://example.org/s.xml\nUser-agent: other\nDisallow: /", "/a"),
    "2.2.4 other records among rules": (OURS + "Disallow: /a\nHost: example.org\nDisallow: /b", "/b"),
    "2.2.4 records nobody knows": (OURS + "Noindex: /x\nClean-param: y\nDisallow: /", "/a"),
    "2.3.1.5 garbage around": ("\x00\x01?\nfoo\n" + OURS + "!!!\nDisallow: /\n:::", "/a"),
    "2.3.1.5 no space, much space": ("User-agent:ingest\n  Disallow  :   /a  ", "/a"),
    "2.3.1.5 a byte order mark": ("\ufeff" + ALL + "Disallow: /", "/a"),
    "blanks that nobody sees": ("\u200bUser-agent:\u00a0*\n\u2060Disallow:\u3000/", "/a"),
    "2.2 line ends of CR": ("User-agent: *\rDisallow: /a\rDisallow: /b\r", "/b"),
    "2.2 line ends of CR LF": ("User-agent: *\r\nDisallow: /a\r\n", "/a"),
}

ALLOWED = {
    "nothing said": ("", "/a"),
    "2.2.1 a longer token is not ours": ("User-agent: ingestor\nDisallow: /", "/a"),
    "2.2.1 nor is a shorter one": ("User-agent: ing\nDisallow: /", "/a"),
    "2.2.1 our group stands alone": (ALL + "Disallow: /\n\n" + OURS + "Disallow: /private", "/a"),
    "2.2.1 the next group is not ours": (OURS + "Disallow: /private\n\nUser-agent: other\nDisallow: /", "/a"),
    "2.2.1 nor without an empty line": (OURS + "Disallow: /private\nUser-agent: other\nDisallow: /", "/a"),
    "2.2.1 our group may be empty": (ALL + "Disallow: /\n\n" + OURS + "Disallow:", "/a"),
    "2.2.1 rules before any agent": ("Disallow: /\n" + ALL + "Disallow: /b", "/a"),
    "2.2.2 Allow wins a tie": (ALL + "Disallow: /a\nAllow: /a", "/a"),
    "2.2.2 the longest match": (ALL + "Disallow: /\nAllow: /news/", "/news/1"),
    "2.2.2 the case of a path": (ALL + "Disallow: /A", "/a"),
    "2.2.2 a reserved character is not its code": (ALL + "Disallow: /a%2Fb", "/a/b"),
    "2.2.3 a dollar": (ALL + "Disallow: /*.pdf$", "/a.pdf?x"),
    "2.2.3 pieces do not overlap": (ALL + "Disallow: /ab*ba$", "/aba"),
    "2.2.3 an encoded star is a letter": (ALL + "Disallow: /a%2Ab", "/axb"),
    "2.3 robots.txt itself": (ALL + "Disallow: /", "/robots.txt"),
    "2.2 no other line ends": (ALL + "Disallow: /x\u2028Disallow: /a", "/a"),
    "no policy: a page": ("<!DOCTYPE html><html><body>\n" + ALL + "Disallow: /\n</body></html>", "/a"),
    "no policy: a page without its type": ("\n <html>\n" + ALL + "Disallow: /", "/a"),
    "no policy: a script that sets a cookie": ("<script>document.cookie='x=1';location.reload()</script>\n" + ALL + "Disallow: /", "/a"),
    "a rule without a slash matches nothing": (ALL + "Disallow: a", "/a"),
}


@pytest.mark.parametrize(("text", "path"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_forbidden(text: str, path: str) -> None:
    assert forbids(text, path)


@pytest.mark.parametrize(("text", "path"), ALLOWED.values(), ids=ALLOWED)
def test_allowed(text: str, path: str) -> None:
    assert not forbids(text, path)


def test_bytes_that_are_no_utf8_compare_as_they_are() -> None:
    assert forbids(b"User-agent: *\nDisallow: /\xe9t\xe9", "/%E9t%E9/1")


def test_a_rule_of_any_bytes_can_be_told() -> None:
    rule = robots.parse(b"User-agent: *\nDisallow: /\xe9").forbidden_by("/%E9")
    assert rule == "Disallow: /\ufffd"


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_how_it_is_written(coding: str) -> None:
    assert forbids("User-agent: *\nDisallow: /café".encode(coding), "/caf%C3%A9/1")


def test_bytes_that_look_like_a_byte_order_mark_are_a_line_of_no_meaning() -> None:
    assert forbids(b"\xff\xfe\xfd\nUser-agent: *\nDisallow: /a\n", "/a")


def test_500_KiB_are_read_and_a_rule_cut_off_at_the_limit_is_not() -> None:
    rule = "Disallow: /last\n"
    filling = "# " + "x" * 97 + "\n"
    lines = ALL + filling * ((500 * 1024 - len(ALL + rule)) // 100)
    assert forbids(lines + rule, "/last")
    beyond = (ALL + filling * 6000)[: robots.LIMIT - 12] + "\nDisallow: /a"
    assert not forbids((beyond + "bc")[: robots.LIMIT], "/a")


def test_the_reason_is_the_rule_as_the_file_says_it() -> None:
    assert robots.parse(b"User-agent: *\nDisallow: /b%c3%a1o*$").forbidden_by("/b%C3%A1o1") == "Disallow: /b%c3%a1o*$"


@pytest.mark.parametrize(("value", "seconds"), [("10", 10.0), ("0.5", 0.5), ("soon", None), ("-1", None), ("inf", None), ("nan", None)])
def test_crawl_delay_is_a_number_of_seconds(value: str, seconds: float | None) -> None:
    assert robots.parse(f"{ALL}Crawl-delay: {value}\nDisallow: /x".encode()).crawl_delay == seconds


def test_crawl_delay_is_of_its_group() -> None:
    text = f"{OURS}Crawl-delay: 3\nDisallow: /x\n\n{ALL}Crawl-delay: 9\n"
    assert robots.parse(text.encode()).crawl_delay == 3


@given(st.binary(max_size=300))
def test_any_bytes_are_a_policy(body: bytes) -> None:
    robots.parse(ALL.encode() + body).forbidden_by("/a?b=c")


@given(st.text("ab*", max_size=12), st.booleans(), st.text("ab", max_size=12))
def test_stars_match_as_regular_expressions_do(pattern: str, anchored: bool, path: str) -> None:
    expected = re.match("/" + pattern.replace("*", ".*") + ("$" if anchored else ""), "/" + path)
    assert forbids(f"{ALL}Disallow: /{pattern}{'$' * anchored}", "/" + path) == bool(expected)


# ---------------------------------------------------------------- asked of a host


class Site(httpx.AsyncBaseTransport):
    """Hosts that serve a robots.txt as told, and any page. Remembers what was asked."""

    def __init__(self, **robots: httpx.Response | Callable[[httpx.Request], httpx.Response]) -> None:
        self.robots = robots
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        for _ in range(20):  # long enough for others to come and wait
            await asyncio.sleep(0)
        if request.url.path != "/robots.txt":
            return httpx.Response(200, text="a page")
        told = self.robots[request.url.host.partition(".")[0]]
        return told(request) if callable(told) else told


def policy(text: str, **headers: str) -> httpx.Response:
    return httpx.Response(200, text=text, headers=headers)


def fetch(site: Site, *urls: str, hosts: tuple[HostState, ...] = (), source: Source | None = None) -> Fetching:
    """What became of asking for some URLs at once."""
    with Fetching(transport=site, clock=ManualClock(), hosts=hosts) as fetching:
        fetching.all(*urls, **({"source": source} if source else {}))
    return fetching


def test_it_is_asked_for_first_and_once_however_many_wait() -> None:
    site = Site(a=policy(""))
    fetch(site, *(f"https://a.test/{number}" for number in range(5)))
    assert site.asked[0] == "https://a.test/robots.txt"
    assert len(site.asked) == 6


def test_each_origin_has_its_own() -> None:
    site = Site(a=policy(""), b=policy(""))
    fetch(site, "https://a.test/1", "http://a.test/1", "https://a.test:8443/1", "https://b.test/1")
    assert {url for url in site.asked if "robots" in url} == {
        "https://a.test/robots.txt",
        "http://a.test/robots.txt",
        "https://a.test:8443/robots.txt",
        "https://b.test/robots.txt",
    }


def test_what_it_forbids_is_refused_and_never_asked_for() -> None:
    site = Site(a=policy(ALL + "Disallow: /private"))
    with pytest.raises(
        Refused, match=r"^https://a\.test/private/1: robots.txt of https://a\.test forbids it \(Disallow: /private\)$"
    ) as caught:
        fetch(site, "https://a.test/private/1")
    assert caught.value.kind == "robots"
    assert site.asked == ["https://a.test/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_4xx_allows_everything(status: int) -> None:
    site = Site(a=httpx.Response(status, text=ALL + "Disallow: /"))
    fetch(site, "https://a.test/1")
    assert site.asked[-1] == "https://a.test/1"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_429_and_5xx_forbid_everything(status: int) -> None:
    site = Site(a=httpx.Response(status))
    with pytest.raises(Refused, match=f"it answered {status}"):
        fetch(site, "https://a.test/1")
    assert {*site.asked} == {"https://a.test/robots.txt"}


@pytest.mark.parametrize("error", [httpx.ReadTimeout("slow"), httpx.ReadError("reset"), httpx.RemoteProtocolError("what")])
def test_no_answer_forbids_everything(error: Exception) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    site = Site(a=fail)
    with pytest.raises(Refused, match=r"robots\.txt of https://a\.test cannot be read"):
        fetch(site, "https://a.test/1")


def test_a_truncated_file_forbids_everything() -> None:
    cut = gzip.compress(ALL.encode() + b"Disallow: /x\n" * 50)[:-10]
    site = Site(a=httpx.Response(200, content=cut, headers={"Content-Encoding": "gzip"}))
    site.robots["a"].stream = httpx.ByteStream(cut)  # type: ignore[union-attr]  # httpx itself would decode it
    with pytest.raises(Refused, match="ends early"):
        fetch(site, "https://a.test/1")


def test_a_host_that_cannot_be_reached_is_told_as_that() -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(Failed, match=r"^https://a\.test/1: no connection: refused$"):
        fetch(Site(a=fail), "https://a.test/1")


def test_five_redirects_are_followed_and_the_rules_are_the_first_hosts() -> None:
    def step(request: httpx.Request) -> httpx.Response:
        number = int(request.url.query or b"0")
        where = f"https://b.test/robots.txt?{number + 1}"
        return httpx.Response(301, headers={"Location": where}) if number < 5 else policy(ALL + "Disallow: /private")

    site = Site(a=step, b=step)
    with pytest.raises(Refused, match=r"robots\.txt of https://a\.test forbids"):
        fetch(site, "https://a.test/private")
    assert len(site.asked) == 6


def test_six_redirects_are_no_policy() -> None:
    site = Site(a=lambda request: httpx.Response(301, headers={"Location": f"/robots.txt?{len(site.asked)}"}))
    fetch(site, "https://a.test/1")
    assert site.asked[-1] == "https://a.test/1"
    assert len(site.asked) == 7


def test_it_is_asked_again_at_the_target_of_a_redirect() -> None:
    class Moved(Site):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path == "/moved":
                return httpx.Response(302, headers={"Location": "https://b.test/private"})
            return await super().handle_async_request(request)

    site = Moved(a=policy(""), b=policy(ALL + "Disallow: /private"))
    with pytest.raises(Refused, match=r"^https://a\.test/moved -> https://b\.test/private: robots\.txt of https://b\.test") as caught:
        fetch(site, "https://a.test/moved")
    assert "https://b.test/private" not in site.asked
    assert caught.value.exchange is not None
    assert caught.value.exchange.final_url == "https://b.test/private"


def test_it_is_kept_a_day_and_no_longer() -> None:
    site, clock = Site(a=policy("")), ManualClock()
    with Fetching(transport=site, clock=clock) as fetching:
        fetching.get("https://a.test/1")
        clock.pass_by(86_000)
        fetching.get("https://a.test/2")
        assert site.asked.count("https://a.test/robots.txt") == 1
        clock.pass_by(500)
        fetching.get("https://a.test/3")
    assert site.asked.count("https://a.test/robots.txt") == 2


def test_trouble_with_it_is_forgotten_sooner() -> None:
    answers = [httpx.Response(404)] + [httpx.Response(500)] * 4
    site, clock = Site(a=lambda _request: answers.pop()), ManualClock()
    with Fetching(transport=site, clock=clock) as fetching:
        with pytest.raises(Refused):
            fetching.get("https://a.test/1")
        clock.pass_by(3600)
        assert fetching.get("https://a.test/1").status == 200


def test_the_next_run_asks_conditionally_and_a_304_keeps_the_policy() -> None:
    told = policy(ALL + "Disallow: /private", ETag='"v1"')
    first = fetch(Site(a=told), "https://a.test/1")
    conditions: list[str | None] = []

    def unchanged(request: httpx.Request) -> httpx.Response:
        conditions.append(request.headers.get("if-none-match"))
        return httpx.Response(304)

    with pytest.raises(Refused, match="forbids it"):
        fetch(Site(a=unchanged), "https://a.test/private", hosts=tuple(first.saved.values()))
    assert conditions == ['"v1"']


def test_no_condition_follows_a_redirect() -> None:
    conditions: list[str | None] = []

    def moved(request: httpx.Request) -> httpx.Response:
        conditions.append(request.headers.get("if-none-match"))
        return httpx.Response(301, headers={"Location": "https://b.test/robots.txt"}) if request.url.host == "a.test" else policy("")

    copy = RobotsCopy(status=200, validators=Validators('"v1"'))
    fetch(Site(a=moved, b=moved), "https://a.test/1", hosts=(HostState(host="a.test", robots={"https://a.test": copy}),))
    assert conditions == ['"v1"', None]


def test_a_304_that_nobody_asked_for_forbids_everything() -> None:
    with pytest.raises(Refused, match="it answered 304"):
        fetch(Site(a=httpx.Response(304)), "https://a.test/1")


def test_only_a_few_origins_of_a_host_are_remembered() -> None:
    copies = {f"https://a.test:{port}": RobotsCopy(status=404) for port in range(9)}
    fetching = fetch(Site(a=policy("")), "https://a.test/1", hosts=(HostState(host="a.test", robots=copies),))
    assert len(fetching.saved["a.test"].robots) == 4
    assert "https://a.test" in fetching.saved["a.test"].robots


def test_of_a_giant_as_much_is_read_as_counts(origin: Origin) -> None:
    lines = ALL + "Disallow: /private\n" * 20 + "# filling\n" * 40_000 + "Disallow: /late\n" + "# filling\n" * 40_000
    origin.serve("/robots.txt", answer(lines.encode()))
    with Fetching(allow_net=("127.0.0.0/8",), delay=0.0) as fetching:
        for path in ("/private", "/late"):
            with pytest.raises(Refused, match="forbids it"):
                fetching.get(origin.url(path))


def test_asking_for_it_is_logged() -> None:
    ((exchange, decision),) = fetch(Site(a=policy(ALL + "Disallow: /x")), "https://a.test/1").logged
    assert (exchange.url, exchange.status, decision.verdict, decision.reason) == (
        "https://a.test/robots.txt",
        200,
        Verdict.ROBOTS,
        "robots.txt: 1 rule for us",
    )
