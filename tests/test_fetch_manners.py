"""Manners: one at a time, apart, patient when asked to be, and never more insistent than three repeats."""

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest
from fetching import Fetching, ManualClock

from ingest.core.model import Source
from ingest.core.times import surely_later
from ingest.errors import ConfigError, Failed, Refused
from ingest.fetch import HostState, Settings
from ingest.fetch.client import request
from ingest.fetch.manners import retry

PATIENT = Source(name="patient", title="Patient", delay=5.0)
Script = Callable[[httpx.Request], httpx.Response]


class Site(httpx.AsyncBaseTransport):
    """Answers pages as told, and knows when what was asked and how much at a time."""

    def __init__(self, page: Script | httpx.Response | None = None, robots: str = "", seconds: float = 0.0) -> None:
        self.clock = ManualClock()
        self.seconds = seconds  # for one answer
        self.page = page or httpx.Response(200)
        self.robots = robots
        self.robots_answer: httpx.Response | None = None
        self.asked: list[tuple[float, str]] = []
        self.most = 0
        self._under_way = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((self.clock.monotonic(), str(request.url)))
        self._under_way += 1
        self.most = max(self.most, self._under_way)
        await self.clock.sleep(self.seconds)
        self._under_way -= 1
        if request.url.path == "/robots.txt":
            return self.robots_answer or httpx.Response(200, text=self.robots)
        return self.page(request) if callable(self.page) else self.page

    def times(self, part: str = "") -> list[float]:
        return [at for at, url in self.asked if part in url]


def in_turn(*responses: httpx.Response) -> Script:
    """One after the other, then the last one for good."""
    left = list(responses)
    return lambda _request: left.pop(0) if len(left) > 1 else left[0]


def busy(retry_after: str | None, status: int = 503) -> httpx.Response:
    return httpx.Response(status, headers={} if retry_after is None else {"Retry-After": retry_after})


def visit(site: Site, *urls: str, source: Source | None = None, max_wait: float = 30.0, **options: Any) -> Fetching:
    with Fetching(transport=site, clock=site.clock, **options) as fetching:
        fetching.all(*urls, max_wait=max_wait, **({"source": source} if source else {}))
    return fetching


# ---------------------------------------------------------------- pace


def test_starts_at_a_host_are_a_second_apart_robots_included() -> None:
    site = Site()
    visit(site, *(f"https://a.test/{number}" for number in range(3)))
    assert site.times() == [0.0, 1.0, 2.0, 3.0]
    assert site.most == 1


def test_hosts_do_not_wait_for_each_other() -> None:
    site = Site()
    visit(site, *(f"https://{host}.test/" for host in "abcdef"))
    assert max(site.times()) == 1.0


def test_schemes_and_ports_of_a_host_share_its_pace() -> None:
    site = Site()
    visit(site, "https://a.test/", "http://a.test/", "http://a.test:8080/")
    assert site.times() == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_a_source_may_ask_for_more_patience() -> None:
    site = Site()
    visit(site, "https://a.test/1", "https://a.test/2", source=PATIENT)
    assert site.times() == [0.0, 5.0, 10.0]


def test_a_source_may_not_ask_for_less() -> None:
    site = Site()
    visit(site, "https://a.test/1", source=Source(name="hasty", title="Hasty", delay=0.0))
    assert site.times() == [0.0, 1.0]


def test_the_user_may_ask_for_more_than_the_source() -> None:
    site = Site()
    visit(site, "https://a.test/1", source=PATIENT, delay=9.0)
    assert site.times() == [0.0, 9.0]


def test_a_user_in_a_hurry_is_heeded_only_at_hosts_of_his_own() -> None:
    names = {"own.test": ["127.0.0.1"], "public.test": ["93.184.216.34"], "both.test": ["127.0.0.1", "93.184.216.34"]}
    gaps = {}
    for host in names:
        site = Site()
        visit(site, f"http://{host}/", names=names, allow_net=("127.0.0.0/8",), delay=0.0)
        gaps[host] = site.times()[1]
    assert gaps == {"own.test": 0.0, "public.test": 1.0, "both.test": 1.0}


def test_crawl_delay_is_kept_whatever_the_user_says() -> None:
    site = Site(robots="User-agent: *\nCrawl-delay: 7")
    visit(site, "http://127.0.0.1/1", "http://127.0.0.1/2", allow_net=("127.0.0.0/8",), delay=0.0)
    assert site.times() == [0.0, 7.0, 14.0]


def test_crawl_delay_is_capped() -> None:
    site = Site(robots="User-agent: *\nCrawl-delay: 86400")
    visit(site, "https://a.test/1", "https://a.test/2")
    assert site.times() == [0.0, 20.0, 40.0]


def test_a_slow_site_is_waited_for() -> None:
    site = Site(seconds=3.0)
    visit(site, "https://a.test/1", "https://a.test/2", "https://a.test/3")
    assert (site.times(), site.most) == ([0.0, 3.0, 6.0, 9.0], 1)


def test_a_source_may_open_more_connections_but_starts_stay_apart() -> None:
    site = Site(seconds=3.0)
    several = Source(name="several", title="Several", concurrency=3)
    visit(site, *(f"https://a.test/{number}" for number in range(4)), source=several)
    assert (site.times(), site.most) == ([0.0, 3.0, 4.0, 5.0, 6.0], 3)


def test_the_whole_process_asks_for_so_much_at_a_time() -> None:
    site = Site(seconds=1.0)
    visit(site, *(f"https://h{number}.test/" for number in range(20)), concurrency=4)
    assert site.most == 4


def test_every_host_on_a_chain_of_redirects_has_its_own_pace() -> None:
    site = Site(
        lambda request: (
            httpx.Response(302, headers={"Location": "https://b.test/"}) if request.url.host == "a.test" else httpx.Response(200)
        )
    )
    visit(site, "https://a.test/1", "https://a.test/2", "https://b.test/3")
    for host in ("a.test", "b.test"):
        times = site.times(host)
        assert all(after - before >= 1.0 for before, after in pairwise(times))


def test_a_days_budget_is_kept_and_counted_across_runs() -> None:
    source = Source(name="small", title="Small", max_day=3)
    site = Site()
    first = visit(site, "https://a.test/1", "https://a.test/2", source=source)
    again = Site()
    with pytest.raises(Refused, match=r"a\.test was asked 3 times today") as caught:
        visit(again, "https://a.test/3", source=source, hosts=first.saved.values())
    assert caught.value.kind == "budget"
    assert again.asked == []


def test_a_source_that_names_no_budget_has_one() -> None:
    worn = HostState(host="a.test", day="2026-03-01", requests=20_000)
    with pytest.raises(Refused, match="asked 20000 times today"):
        visit(Site(), "https://a.test/1", hosts=[worn])


def test_a_new_day_brings_a_new_budget() -> None:
    spent = HostState(host="a.test", day="2026-02-28", requests=3)
    site = Site()
    visit(site, "https://a.test/1", source=Source(name="small", title="Small", max_day=3), hosts=[spent])
    assert len(site.asked) == 2


# ---------------------------------------------------------------- Retry-After

NOW = "2026-03-01T12:00:00Z"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("999999999999999999999999", retry.LONGEST),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120),
        ("Sun Mar  1 12:02:00 2026", 120),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", retry.LONGEST),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("", None),
        ("Sun, 99 Mar 2026 12:02:00 GMT", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry.retry_after(value, NOW) == seconds


def test_a_date_without_a_zone_is_utc_wherever_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert retry.retry_after("Sun Mar  1 12:02:00 2026", NOW) == 120
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["12", "Sun, 01 Mar 2026 12:00:13 GMT"])
def test_a_short_pause_is_waited_for_by_all_of_the_host(status: int, value: str) -> None:
    site = Site(in_turn(busy(value, status), httpx.Response(200)))
    visit(site, "https://a.test/1", "https://a.test/2", "https://b.test/1")
    first, *later_ones = site.times("a.test/")[1:]
    assert min(later_ones) >= first + 12
    assert max(site.times("b.test")) < 12


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_pause_is_told_not_waited_for(status: int) -> None:
    site = Site(busy("3600", status))
    with pytest.raises(
        Failed, match=rf"^https://a\.test/1: status {status}, and a\.test asks for a pause until 2026-03-01T13:00:0\dZ$"
    ) as caught:
        visit(site, "https://a.test/1")
    assert caught.value.kind == "hold"
    assert caught.value.exchange is not None
    assert caught.value.exchange.status == status
    assert site.clock.monotonic() < 2


def test_a_long_pause_holds_the_next_run_too() -> None:
    site = Site(busy("3600"))
    with Fetching(transport=site, clock=site.clock) as first, pytest.raises(Failed):
        first.get("https://a.test/1")
    again = Site()
    with pytest.raises(
        Refused, match=r"a\.test is left alone until 2026-03-01T13:00:0\dZ: it answered 503 and asked for a pause"
    ) as caught:
        visit(again, "https://a.test/2", hosts=first.saved.values())
    assert caught.value.kind == "hold"
    assert again.asked == []


def test_after_the_pause_the_host_is_asked_again() -> None:
    held = HostState(host="a.test", hold_until="2026-03-01T12:00:20Z", hold_reason="it asked for a pause")
    site = Site()
    visit(site, "https://a.test/1", hosts=[held])
    assert site.times()[0] == 20.0


def test_no_pause_is_longer_than_a_day() -> None:
    site = Site(busy("99999999"))
    with Fetching(transport=site, clock=site.clock) as fetching, pytest.raises(Failed):
        fetching.get("https://a.test/1")
    assert fetching.saved["a.test"].hold_until == surely_later(site.clock.now(), retry.LONGEST)


def test_a_hold_that_a_wrong_clock_set_ends_within_a_day() -> None:
    held = HostState(host="a.test", hold_until="2099-01-01T00:00:00Z")
    with pytest.raises(Refused, match="left alone until 2026-03-02T12:00:01Z"):
        visit(Site(), "https://a.test/1", hosts=[held])


def test_a_clock_that_is_set_back_makes_no_pause_longer() -> None:
    site = Site(busy("60"))
    with Fetching(transport=site, clock=site.clock) as fetching:
        with pytest.raises(Failed):
            fetching.get("https://a.test/1")
        site.clock.set_by(-5 * 365 * 86400)
        site.clock.pass_by(62)
        with pytest.raises(Failed, match="status 503"):  # it is asked, and asks for a pause again
            fetching.get("https://a.test/1")


def test_a_pause_asked_for_at_robots_txt_is_the_hosts() -> None:
    site = Site()
    site.robots_answer = busy("60")
    with Fetching(transport=site, clock=site.clock) as fetching:
        with pytest.raises(Failed, match="asks for a pause until"):
            fetching.get("https://a.test/1")
        site.robots_answer = None
        site.clock.pass_by(62)
        assert fetching.get("https://a.test/1").status == 200


def test_a_pause_asked_for_again_and_again_is_waited_for_three_times() -> None:
    site = Site(busy("10", 429))
    with Fetching(transport=site, clock=site.clock) as fetching:
        assert fetching.get("https://a.test/1").status == 429
    assert len(site.times("/1")) == 4


@pytest.mark.parametrize("value", [None, "soon", "-1", "0"])
def test_429_without_a_usable_pause_is_not_repeated_and_backs_off(value: str | None) -> None:
    site = Site(in_turn(busy(value, 429), httpx.Response(200)))
    visit(site, "https://a.test/1", "https://a.test/2")
    first, second = site.times("a.test/")[1:]
    assert second > first + 1.0


# ---------------------------------------------------------------- repeats


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_5xx_is_repeated_three_times_with_growing_pauses(status: int) -> None:
    site = Site(httpx.Response(status))
    with Fetching(transport=site, clock=site.clock) as fetching:
        document = fetching.get("https://a.test/1")
    times = site.times("/1")
    gaps = [after - before for before, after in pairwise(times)]
    assert (document.status, document.exchange.attempts, len(gaps)) == (status, 4, 3)
    assert 1.0 <= gaps[0] <= 1.5
    assert 2.0 <= gaps[1] <= 3.0
    assert 4.0 <= gaps[2] <= 6.0


def test_5xx_that_passes_is_forgiven() -> None:
    site = Site(in_turn(httpx.Response(500), httpx.Response(200, text="page")))
    with Fetching(transport=site, clock=site.clock) as fetching:
        assert fetching.get("https://a.test/1").body == b"page"


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no"), httpx.ReadError("reset"), httpx.ReadTimeout("late"), httpx.ConnectTimeout("late")]
)
def test_transport_errors_are_repeated_three_times(error: Exception) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    site = Site(fail)
    with pytest.raises(Failed):
        visit(site, "https://a.test/1")
    assert len(site.times("/1")) == 4


def test_repeats_do_not_march_in_step() -> None:
    assert len({retry.back_off(1, 1.0) for _ in range(20)}) > 10


# ---------------------------------------------------------------- the breaker


def broken(site: Site, visits: int) -> Fetching:
    with Fetching(transport=site, clock=site.clock) as fetching:
        for number in range(visits):
            fetching.get(f"https://a.test/{number}")
    return fetching


def test_a_host_that_keeps_failing_is_left_alone_even_after_a_restart() -> None:
    fetching = broken(Site(httpx.Response(500)), 7)
    again = Site()
    again.clock = ManualClock(fetching.clock.now())
    with pytest.raises(Refused, match=r"a\.test is left alone until .*: 7 failures in a row, the last: status 500"):
        visit(again, "https://a.test/1", hosts=fetching.saved.values())
    assert again.asked == []


def test_broken_connections_open_the_breaker() -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset")

    site = Site(fail)
    with Fetching(transport=site, clock=site.clock) as fetching:
        for number in range(7):
            with pytest.raises(Failed):
                fetching.get(f"https://a.test/{number}")
        with pytest.raises(Refused, match="7 failures in a row, the last: the connection broke: reset"):
            fetching.get("https://a.test/8")


def test_a_good_page_behind_bad_ones_is_waited_for() -> None:
    site = Site(lambda request: httpx.Response(200 if request.url.path == "/good" else 500))
    with Fetching(transport=site, clock=site.clock) as fetching:
        for number in range(6):
            fetching.get(f"https://a.test/{number}")
        before = site.clock.monotonic()
        assert fetching.get("https://a.test/good").status == 200
        assert 18 <= site.clock.monotonic() - before <= 22
    assert fetching.saved["a.test"].failures == 0


def test_a_daemon_waits_for_no_broken_host() -> None:
    fetching = broken(Site(httpx.Response(500)), 5)
    with (
        Fetching(transport=Site(), clock=fetching.clock, hosts=fetching.saved.values()) as again,
        pytest.raises(Refused, match="5 failures in a row"),
    ):
        again.get("https://a.test/1", max_wait=0)


def test_pages_that_are_no_pages_do_not_open_the_breaker() -> None:
    site = Site(lambda _request: httpx.Response(200, headers={"Content-Encoding": "x-unheard-of"}, stream=httpx.ByteStream(b"?")))
    with Fetching(transport=site, clock=site.clock) as fetching:
        for number in range(9):
            with pytest.raises(Failed, match="was not offered"):
                fetching.get(f"https://a.test/{number}")


def test_the_next_look_after_the_pause_is_a_single_trial() -> None:
    site = Site(httpx.Response(500))
    fetching = broken(site, 7)
    site.clock.pass_by(41)
    asked = len(site.times("a.test/1"))
    with Fetching(transport=site, clock=site.clock, hosts=fetching.saved.values()) as again:
        assert again.get("https://a.test/1").status == 500
        with pytest.raises(Refused, match="8 failures in a row"):
            again.get("https://a.test/2")
    assert len(site.times("a.test/1")) == asked + 1


def test_one_good_answer_closes_the_breaker() -> None:
    site = Site(httpx.Response(500))
    fetching = broken(site, 4)
    assert fetching.saved["a.test"].failures == 4
    site.page = httpx.Response(404)
    assert visit(site, "https://a.test/1", hosts=fetching.saved.values()).saved["a.test"].failures == 0


def test_the_pause_doubles_up_to_a_day() -> None:
    assert [retry.break_for(failures, 1.0) for failures in (4, 5, 6, 7, 99)] == [0, 10, 20, 40, retry.LONGEST]


def test_the_users_own_hosts_are_left_alone_for_less() -> None:
    assert [retry.break_for(failures, 0.05) for failures in (4, 5, 6, 7)] == [0, 0.5, 1, 2]


# ---------------------------------------------------------------- who asks


@pytest.mark.parametrize("contact", ["", " ", "https://example.org/\r\nX: y", "https://exämple.org"])
def test_a_contact_that_no_header_can_carry_is_refused_at_once(contact: str) -> None:
    with pytest.raises(ConfigError, match="contact"):
        request.check(Settings(contact=contact))
