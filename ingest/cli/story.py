"""`ingest story`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.archive.read.named import article_of
from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import counted, plain, print_hanging, print_json, print_table

if TYPE_CHECKING:
    from ingest.archive.read.story_view import Reason, Story, StoryVersion

BASES = {"person": "by a person", "declared": "declared", "inferred": "likely"}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="ARTICLE|URL")
@db_option
@click.option("--declared-only", is_flag=True, help="Only as far as publishers and persons say so; nothing inferred.")
@json_option
def story(article: str, db: Path, declared_only: bool, as_json: bool) -> None:
    """Show the story of an article: the likely origin, its languages and republications, and why each belongs to it.

    What publishers declared, what was inferred from the texts ("likely") and what a person said stand apart, and so does
    the origin that a page names in words alone.

    \b
    Examples:
      ingest story 22
      ingest story https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698 --declared-only
    """
    from ingest.archive.read import story_view

    with reading(db) as connection:
        found = story_view.story(connection, article_of(connection, article).id, declared_only=declared_only)
    if as_json:
        print_json(found)
    elif sys.stdout.isatty():
        _print(found)
    else:
        _print_plain(found)


def _print_plain(story: "Story") -> None:
    """One line for each reason, and for each version that has none."""
    columns = ("article", "role", "language", "source", "published", "title", "url", "basis", "relation", "with", "confidence", "reason")
    lines: list[tuple[object, ...]] = []
    for version in story.versions:
        about = (version.article, version.role, version.language, version.source, version.published, version.title, version.url)
        lines += [
            (*about, BASES[reason.basis], reason.relation, reason.other(version.article), f"{reason.confidence:.2f}", _told(reason))
            for reason in version.reasons
        ]
        lines += [(*about, "the page's own words", None, named.article, None, named.words) for named in version.named]
        if not version.reasons and not version.named:
            lines.append((*about, None, None, None, None, None))
        lines += [(*about, "drift", None, story.versions[0].article, None, difference) for difference in version.drift]
    print_table(columns, lines)


def _print(story: "Story") -> None:
    print_hanging(story.versions[0].title, 0, style="bold")
    articles, publishers = counted(len(story.versions), "article"), counted(len(story.publishers), "publisher")
    counts = f"{articles}, {publishers}, in {', '.join(story.languages)}"
    print_hanging(f"story {story.id}: {counts}", 0)
    for version in story.versions:
        _print_version(version)


def _print_version(version: "StoryVersion") -> None:
    made = f", {version.translation} translation" if version.translation else ""
    common = f", {version.in_common:.0%} of the text in common" if version.in_common is not None else ""
    click.echo()
    click.secho(f"{version.role}  {version.language}  {version.source}{made}{common}", fg="cyan")
    print_hanging(f"{version.article}  {(version.published or version.first_seen_at)[:10]}  {version.title}", 4)
    click.echo(f"    {version.url}")
    for named in version.named:
        meant = f" ({named.article})" if named.article is not None else ""
        print_hanging(f"the page's own words: {named.words}{meant}", 6)
    for reason in version.reasons:
        other = reason.other(version.article)
        fellow = f" with {other}" if other is not None else ""
        print_hanging(f"{BASES[reason.basis]}{fellow} ({reason.relation}, {reason.confidence:.2f}): {_told(reason)}", 6)
    for difference in version.drift:
        print_hanging(f"differs: {difference}", 6, style="yellow")


def _told(reason: "Reason") -> str:
    return plain(reason.reason) if reason.holds else f"{plain(reason.reason)} (not borne out)"
