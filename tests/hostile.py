"""An archive whose every word was written by somebody who wants to run a script in its reader's browser."""

from pathlib import Path
from typing import Any

from archived import exchange, keep_page

from ingest.archive import create_or_open
from ingest.archive.story_index import stories
from ingest.archive.write import append, log, removals, source_state, url_state
from ingest.core.model import Author, Image, Link, Source, Verdict

PAYLOADS = (
    "<script>hit(1)</script>",
    '"><img src=x onerror=hit(2)>',
    "'><svg onload=hit(3)>",
    "</title></textarea></style></script><script>hit(4)</script>",
    "javascript:hit(5)",
    "data:text/html,<script>hit(6)</script>",
    "{{ 7 * 7 }}{% raw %}<b onmouseover=hit(7)>",
    '[a](javascript:hit(8)) <javascript:hit(9)> ![x](x" onerror="hit(10))',
    "<iframe srcdoc='<script>parent.hit(11)</script>'></iframe><a href=JaVaScRiPt:hit(12)>x</a>",
    "\u202e<details open ontoggle=hit(13)>",
)
ALL = " ".join(PAYLOADS)
KEPT = (
    "<!doctype html><html><head><meta http-equiv=refresh content='0;url=javascript:parent.hit(20)'><base href=https://evil.example/>"
    "<link rel=stylesheet href=https://evil.example/a.css><link rel=preconnect href=https://evil.example></head>"
    "<body onload=parent.hit(21)><script>parent.hit(22)</script><img src=https://evil.example/p.png onerror=parent.hit(23)>"
    "<form action=https://evil.example/><button>x</button></form><a href=https://evil.example/>out</a>"
    "<object data=https://evil.example/></object><style>body{background:url(https://evil.example/b.png)}</style>"
    f"<p>{ALL}</p></body></html>"
)


def made(path: Path) -> Path:
    """Makes the archive at `path`: articles 1 and 2 are a story, 3 was edited, 4 is gone."""
    source = Source(name='bad"><script>hit(30)</script>', title=ALL, homepage="javascript:hit(31)", country='"><b>', language='"><i>')
    more: dict[str, Any] = {
        "byline": ALL,
        "lead": ALL,
        "section": ALL,
        "publisher": ALL,
        "markdown": ALL,
        "source": source,
        "images": (
            Image(url="javascript:hit(40)", alt=ALL, caption=ALL, credit=ALL),
            Image(url='https://x.example/"onerror=hit(41)', alt=ALL),
        ),
        "authors": (Author(ALL),),
        "tags": (ALL,),
    }
    with create_or_open(path) as archive, archive.batch() as db:
        for number, url in enumerate(
            (
                "javascript://a.example/%0Ahit(50)",
                "https://a.example/'\"><script>hit(51)</script>",
                "data://a.example/html",
                "https://a.example/4",
            )
        ):
            language = ("vi", 'x"onmouseover="hit(52)', "en", "ar")[number]
            keep_page(db, f"{ALL} {number}", KEPT, url=url, language=language, **more)
            stories.settle(db, number + 1, "2024-12-18T03:00:00Z")
        keep_page(
            db,
            f"{ALL} again",
            f"{KEPT} and 42 more {PAYLOADS[0]}",
            url="data://a.example/html",
            language="en",
            kind="edit",
            at="2024-12-19T03:00:00Z",
            **more,
        )
        link = Link(
            article=2,
            target="javascript://a.example/%0Ahit(50)",
            relation="citation",
            basis="declared",
            confidence=1,
            reason=ALL,
            language="vi",
        )
        append.add_links(db, [link], None, "2024-12-19T03:00:00Z")
        stories.say_joined(db, 1, 2, ALL, "2024-12-19T03:00:00Z")
        owner = source_state.save(db, source)
        run = log.start_run(db, owner, "2024-12-19T04:00:00Z")
        wall = "javascript://a.example/%0Ahit(60)"
        answer = exchange(wall, "2024-12-19T04:00:00Z", status=403)
        log.add_fetch(db, run, url_state.id_of(db, wall, "2024-12-19T04:00:00Z", owner), answer, Verdict.BLOCKED, ALL, program="0")
        log.end_run(db, run, "2024-12-19T04:00:00Z", "failed", ALL)
        removals.mark(db, 4, "notice", "2024-12-19T04:00:00Z", ALL)
    return path
