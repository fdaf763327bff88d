"""How well the order of significance agrees with a ranking by hand: Kendall's tau, with the reasons in `ranking.tsv`."""

from collections.abc import Iterator
from pathlib import Path

from ingest.core.change.compare import compare
from ingest.core.change.model import Version

RANKING = Path(__file__).parent / "ranking.tsv"
_TITLE = "The council and the halls"
_TEXT = ("The council met in the town hall yesterday evening.", "It talked about roofs.", "The meeting was open to all who live there.")


def edited() -> Iterator[tuple[Version, Version, str]]:
    """Each pair of the ranking, the gravest first, and the reason for its place."""
    for line in RANKING.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        where, before, after, reason = line.split("\t")
        first, *rest = _TEXT
        match where:
            case "title":
                yield Version(before, "\n\n".join(_TEXT), "en"), Version(after, "\n\n".join(_TEXT), "en"), reason
            case "lead":
                yield _version(before, *rest), _version(after, *rest), reason
            case "moved":
                yield _version(first, before, *rest), _version(first, *rest, before), reason
            case "byline":
                yield _version(*_TEXT, before), _version(*_TEXT, after), reason
            case _:
                yield _version(first, before.strip(), *rest), _version(first, after.strip(), *rest), reason


def _version(*paragraphs: str) -> Version:
    return Version(_TITLE, "\n\n".join(filter(None, paragraphs)), "en")


def tau() -> tuple[float, list[tuple[float, str]]]:
    """Kendall's tau-a of the 60 pairs (a tie counts for neither order), and each significance with its reason."""
    found = [(compare(before, after).significance, reason) for before, after, reason in edited()]
    values = [value for value, _ in found]
    count = len(values)
    agree = sum((values[i] > values[j]) - (values[i] < values[j]) for i in range(count) for j in range(i + 1, count))
    return agree / (count * (count - 1) / 2), found


if __name__ == "__main__":
    agreement, every = tau()
    for value, reason in every:
        print(f"{value:.3f}  {reason}")
    print(f"{len(every)} pairs, Kendall tau {agreement:.3f}")
