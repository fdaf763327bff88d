"""Makes an archive of realistic shape for measurements: `python bench/archive/generate.py FILE --articles 100000`.

Six languages, texts of 0.5 to 12 KB whose words follow Zipf's law, forty sources, stories of two to six languages that declare each other,
revisions, pages as they came, and a log of polls. The same arguments make the same archive. About 1.5 ms of CPU an article.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from time import process_time

from ingest import __version__
from ingest.archive import Archive, create_or_open, packing
from ingest.archive.story_index import stories
from ingest.archive.write import append, log, snapshots, source_state, url_state
from ingest.core import fold
from ingest.core.change.decide import fingerprint
from ingest.core.model import Article, Document, Exchange, Link, Moment, Source, Verdict

LANGUAGES = {  # language -> (share of the articles, its commonest words, the letters or syllables that the others are made of)
    "en": (35, "the of and to in for is government minister on", "ba ce do fi gar hen jo kel li mo nar pe qui ros sa ter vu win yo zan"),
    "vi": (25, "và của các là cho trong được đường chính phủ", "ba cầu đi hương khánh lê minh nguyễn ông phố quốc sắt thành trường vạn"),
    "fr": (12, "de la le les et des en pour une ministre", "bé ca dou é fra gné hé jou lu mé nou pré quin ré sau té vou"),
    "ru": (10, "и в на не с что по правительство министр для", "ба ве го де жи за ко ло ми на ор по ру ста ти у фе хо ци ше"),
    "ar": (8, "في من على إلى أن الحكومة وزير التي هذا مع", "أ با تا جا حا دا را سا شا طا عا فا قا كا لا ما نا ها وا يا"),
    "zh": (10, "的 是 在 和 了 政府 部长 年 月 日", "国 人 大 中 上 下 路 铁 山 水 天 地 民 生 会 议 京 海 市 省 经 济 文 化"),
}
WORDS = 20_000  # in a language
START = datetime(2021, 1, 1, tzinfo=UTC)
BATCH = 500  # articles a transaction


class Tongue:
    """The words of a made-up language, the commonest first, drawn as Zipf's law has them."""

    def __init__(self, language: str, chance: random.Random) -> None:
        _, common, parts = LANGUAGES[language]
        made = ("".join(chance.choices(parts.split(), k=chance.randint(1 if language == "zh" else 2, 4))) for _ in range(WORDS * 2))
        self.words = list(dict.fromkeys((*common.split(), *made)))[:WORDS]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.space = "" if language == "zh" else " "
        self.chance = chance

    def text(self, characters: int) -> str:
        """Paragraphs of about so many characters."""
        each = 3 if not self.space else 8
        words = self.chance.choices(self.words, cum_weights=self.weights, k=max(20, characters // each))
        sentences = [self.space.join(words[start : start + 18]) for start in range(0, len(words), 18)]
        return "\n\n".join(". ".join(sentences[start : start + 5]) + "." for start in range(0, len(sentences), 5))

    def title(self) -> str:
        return self.space.join(self.chance.choices(self.words, cum_weights=self.weights, k=self.chance.randint(5, 12)))


def at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Maker:
    """Fills an archive, article by article."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self._archive = archive
        self._chance = random.Random(seed)
        self._tongues = {language: Tongue(language, self._chance) for language in LANGUAGES}
        self._sources: list[tuple[int, str]] = []
        self._number = 0

    def sources(self, count: int) -> None:
        with self._archive.batch() as db:
            for number in range(count):
                source = Source(name=f"source-{number}", title=f"Source {number}", homepage=f"https://s{number}.example/")
                self._sources.append((source_state.save(db, source), f"https://s{number}.example"))

    def story(self, now: datetime) -> Iterator[int]:
        """One article, or in three of ten cases an article in several languages that declare each other; the ids."""
        several = self._chance.random() < 0.3
        shares = [share for share, *_ in LANGUAGES.values()]
        drawn = self._chance.choices(list(LANGUAGES), shares, k=self._chance.randint(2, 6) if several else 1)
        source, home = self._chance.choice(self._sources)
        made = {language: self._article(language, source, home, now) for language in dict.fromkeys(drawn)}
        for id, _ in made.values():
            others = [(language, url) for language, (other, url) in made.items() if other != id]
            links = [
                Link(article=id, target=url, relation="hreflang", basis="declared", confidence=1, reason="hreflang", language=language)
                for language, url in others
            ]
            append.add_links(self._archive.db, links, None, at(now))
            yield id

    def _article(self, language: str, source: int, home: str, now: datetime) -> tuple[int, str]:
        db, tongue, chance = self._archive.db, self._tongues[language], self._chance
        self._number += 1
        url = f"{home}/{language}/{now:%Y/%m}/article-{self._number}"
        address = url_state.id_of(db, url, at(now), source)
        run = log.start_run(db, source, at(now))
        text = tongue.text(min(12_000, int(chance.lognormvariate(8.0, 0.6))))
        article = self._keep(language, source, address, url, tongue.title(), text, now, run, first=True)
        if chance.random() < 0.08:
            self._keep(language, source, address, url, tongue.title(), f"{text}\n\n{tongue.text(200)}", now + timedelta(days=1), run)
        for day in range(chance.randint(0, 6)):
            asked = at(now + timedelta(days=2 + day))
            exchange = Exchange(url=url, final_url=url, started_at=asked, ended_at=asked, status=304, wire_bytes=300)
            log.add_fetch(db, run, address, exchange, Verdict.UNCHANGED, "not modified", program=__version__, article=article)
        log.end_run(db, run, at(now), "ok")
        return article, url

    def _keep(
        self, language: str, source: int, address: int, url: str, title: str, text: str, now: datetime, run: int, *, first: bool = False
    ) -> int:
        db, moment = self._archive.db, at(now)
        exchange = Exchange(
            url=url,
            final_url=url,
            started_at=moment,
            ended_at=moment,
            status=200,
            headers=(("content-type", "text/html"),),
            wire_bytes=9000,
        )
        body = f"<!doctype html><html lang={language}><title>{title}</title><main><p>{text}</p></main></html>".encode()
        snapshot = snapshots.add(db, address, Document(exchange=exchange, body=body), packing.pack(body))
        published = Moment(local=moment[:10], at=moment, precision="second")
        version = append.NewRevision(
            identity=url,
            language=language,
            article=Article(url=url, title=title, text=text, markdown=text, language=language, published=published),
            fingerprint=fingerprint(title, text),
            search_text=fold.fold(f"{title}\n{text}"),
            kind="first" if first else "edit",
            reason="seen for the first time" if first else "the text differs",
            extractor=1,
            seen_at=moment,
        )
        kept = append.keep_article(db, version, source=source, url=address, snapshot=snapshot)
        append.see_url(db, kept.article, address, "final", moment)
        url_state.remember(db, address, at=moment, status=200, next_due_at=None, confirmed=True, changed=True)
        verdict = Verdict.NEW if first else Verdict.REVISED
        log.add_fetch(db, run, address, exchange, verdict, "kept", program=__version__, article=kept.article, snapshot=snapshot)
        return kept.article


def make(path: Path, articles: int, seed: int) -> None:
    with create_or_open(path) as archive:
        archive.db.execute("PRAGMA synchronous = OFF")  # a measurement is made anew after a power cut
        maker = Maker(archive, seed)
        maker.sources(40)
        made = 0
        while made < articles:
            with archive.batch() as db:
                until = min(articles, made + BATCH)
                while made < until:
                    now = START + timedelta(minutes=20 * made)
                    together = list(maker.story(now))
                    stories.settle(db, together[0], at(now))
                    for alone in together[1:]:
                        if db.execute("SELECT story FROM articles WHERE id = ?", (alone,)).fetchone()[0] is None:
                            stories.settle(db, alone, at(now))
                    made += len(together)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.file.exists():
        parser.error(f"{given.file} is there already")
    make(given.file, given.articles, given.seed)
    print(f"{given.file}: {given.articles} articles, {given.file.stat().st_size / 1e6:.0f} MB, {process_time():.0f} s of CPU")
