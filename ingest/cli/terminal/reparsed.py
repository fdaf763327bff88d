"""What a re-parse of one source would change, as a user sees it."""

import sys
from typing import TYPE_CHECKING, Any

import click

from ingest.cli.terminal.output import one_line, print_json, width

if TYPE_CHECKING:
    from ingest.core.reparse.tally import ReparseTally

_FIELD, _COUNT = 12, 8  # columns


def print_found(source: str, tally: "ReparseTally", *, as_json: bool) -> None:
    """A heading with counts and a line a field on a terminal, tab-separated lines in a pipe, or one JSON object."""
    if as_json:
        print_json(_mapping(source, tally))
    elif sys.stdout.isatty():
        _print(source, tally)
    else:
        for what, count, article, before, after in (("read", tally.articles, "", "", ""), *_rows(tally)):
            cells = (source, what, count, f"{tally.share(count):.4f}", article, before, after)
            click.echo("\t".join(one_line(str(cell)) for cell in cells))


def _rows(tally: "ReparseTally") -> list[tuple[str, int, int | str, str, str]]:
    """What, how many articles, and of one of them: which, before, after."""
    found: list[tuple[str, int, int | str, str, str]] = [
        ("changed", tally.outcomes["changed"], "", "", ""),
        ("grown", tally.grown, "", "", ""),
        ("shrunk", tally.shrunk, "", "", ""),
        ("emptied", tally.emptied, "", "", ""),
    ]
    for outcome in ("doubted", "refused"):
        article, reason = tally.reasons.get(outcome, ("", ""))
        found.append((outcome, tally.outcomes[outcome], article, "", reason))
    for field, count in tally.fields.most_common():
        sample = tally.samples[field]
        found.append((field, count, sample.article, sample.differs.before, sample.differs.after))
    return found


def _print(source: str, tally: "ReparseTally") -> None:
    changed = tally.outcomes["changed"]
    click.secho(source, bold=True, nl=False)
    click.echo(f"  {tally.articles:,} read, {_part(changed, tally)} would change")
    if tally.grown or tally.shrunk or tally.emptied:
        together = f"; in all {tally.after / tally.before - 1:+.1%}" if tally.before else ""
        texts = f"{_part(tally.grown, tally)} grow, {_part(tally.shrunk, tally)} shrink, {_part(tally.emptied, tally)} empty"
        click.echo(f"  texts: {texts}{together}")
    room = max(20, width() - 2 - _FIELD - _COUNT - 2)
    for what, count, article, before, after in _rows(tally)[4:]:
        if not count:
            continue
        click.echo(f"  {what:{_FIELD}}{count:>{_COUNT - 2},}  {click.style(f'ingest show {article}', dim=True)}")
        indent = " " * (2 + _FIELD + _COUNT)
        if what in ("doubted", "refused"):
            click.echo(f"{indent}{_cut(after, room)}")
        else:
            click.echo(f"{indent}{click.style(_cut(before, room) or 'nothing', fg='red')}")
            click.echo(f"{indent}{click.style(_cut(after, room) or 'nothing', fg='green')}")


def _part(count: int, tally: "ReparseTally") -> str:
    return f"{count:,} ({tally.share(count):.1%})" if count else "0"


def _cut(text: str, most: int) -> str:
    text = one_line(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _mapping(source: str, tally: "ReparseTally") -> dict[str, Any]:
    return {
        "source": source,
        "read": tally.articles,
        **{outcome: tally.outcomes[outcome] for outcome in ("same", "changed", "doubted", "refused")},
        **{name: getattr(tally, name) for name in ("grown", "shrunk", "emptied")},
        "characters": [tally.before, tally.after],
        "shrinks": tally.shrinks,
        "fields": {
            field: {
                "articles": count,
                "sample": {"article": sample.article, "before": sample.differs.before, "after": sample.differs.after},
            }
            for field, count in tally.fields.most_common()
            for sample in (tally.samples[field],)
        },
        "reasons": {outcome: {"article": article, "reason": reason} for outcome, (article, reason) in tally.reasons.items()},
    }
