"""`ingest show`."""

import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from ingest.archive.read import article_view, attachments, documents, erasures, series
from ingest.archive.read import changes as of_changes
from ingest.archive.read.named import article_of
from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import plain, print_hanging, print_json, print_named, print_table, wrapped
from ingest.core.documents.places import marked
from ingest.core.model import DocumentForm
from ingest.errors import NotKnown


class Versions(click.ParamType[tuple[int, int] | None]):
    """`2..5` -> two versions; `` -> the last change."""

    name = "versions"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int] | None:
        if value == "":
            return None
        found = re.fullmatch(r"(\d+)\.\.(\d+)", value)
        if found is None:
            self.fail(f"{value} does not name two versions, such as 1..3", param, ctx)
        return int(found[1]), int(found[2])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="ARTICLE|URL")
@db_option
@click.option("--revisions", is_flag=True, help="List the versions instead of the text.")
@click.option("--revision", type=click.IntRange(1), metavar="N", help="This version instead of the newest.")
@click.option("--diff", type=Versions(), is_flag=False, flag_value="", metavar="[N..M]", help="What changed last, or from version N to M.")
@click.option("--raw", is_flag=True, help="Write the bytes of the page that the version was read from, as they were fetched.")
@click.option("--rendered", is_flag=True, help="Of a page that scripts fill, what they made of it: what the version was read from.")
@json_option
@click.pass_context
def show(
    context: click.Context,
    article: str,
    db: Path,
    revisions: bool,
    revision: int | None,
    diff: tuple[int, int] | None,
    raw: bool,
    rendered: bool,
    as_json: bool,
) -> None:
    """Show an article, by its number or by any URL under which it was seen.

    \b
    Examples:
      ingest show 22
      ingest show https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698
      ingest show 22 --revisions
      ingest show 22 --diff
      ingest show 22 --diff 1..3
      ingest show 22 --revision 2 --raw | sha256sum
      ingest show 31 --raw > decree.pdf
    """
    wants_diff = context.get_parameter_source("diff") is not click.core.ParameterSource.DEFAULT
    if sum((revisions, wants_diff, raw, rendered)) > 1:
        raise click.UsageError("--revisions, --diff, --raw and --rendered exclude each other")
    with reading(db) as connection:
        found = article_of(connection, article)
        versions = article_view.revisions(connection, found.id)
        erasure = erasures.of_article(connection, found.id)
        number = revision or article_view.newest(connection, found.id)
        form = attachments.form(connection, _version(versions, number).id)
        attached = attachments.of_article(connection, found.id)
        linking = attachments.linking(connection, found.id)
        numbers = series.numbers(connection, found.id)
        if wants_diff:
            _show_difference(connection, found, diff or (_before(versions, number), number), as_json)
            return
        if raw or rendered:
            sys.stdout.buffer.write(_bytes(connection, _version(versions, number), rendered=rendered))
            sys.stdout.buffer.flush()
            return
    if as_json:
        for row in versions if revisions else (_version(versions, revision),) if revision else (found,):
            print_json(row)
    elif revisions:
        _print_revisions([version for version in versions if not version.repeats])
    elif revision:
        _print_version(_version(versions, revision), len(versions), form)
    else:
        count = sum(not version.repeats for version in versions)
        _print(found, count, erasure, form, [*_of_series(found.id, numbers), *_of_documents(attached), *_of_links(linking)])


def _print_revisions(versions: list[article_view.RevisionView]) -> None:
    if not sys.stdout.isatty():
        columns = ("version", "seen", "kind", "change", "reason", "title")
        print_table(columns, [(one.number, one.seen_at, one.kind, one.change, one.reason, one.title) for one in versions])
        return
    for one in versions:
        kind = one.kind if one.change in (None, one.kind) else f"{one.kind}, {one.change}"
        print_hanging(f"{one.number}  {one.seen_at}  {kind}: {one.reason}", 0)


def _version(versions: tuple[article_view.RevisionView, ...], number: int) -> article_view.RevisionView:
    """The version with that number. Raises NotKnown."""
    for one in versions:
        if one.number == number:
            return one
    article = versions[0].article
    raise NotKnown(f"article {article} has no version {number}; `ingest show {article} --revisions` lists its {len(versions)}")


def _before(versions: tuple[article_view.RevisionView, ...], number: int) -> int:
    """The number of the version before this one by time; 0: there is none. Numbers are given in the order of arrival."""
    earlier = [one.number for one in versions]
    return (0, *earlier)[earlier.index(number)] if number in earlier else number - 1


def _show_difference(db: sqlite3.Connection, article: article_view.ArticleView, pair: tuple[int, int], as_json: bool) -> None:
    from ingest.cli.terminal.difference import print_difference

    older, newer = pair
    if older == 0:
        raise NotKnown(f"article {article.id}: version {newer} is the first, so nothing is known to have changed")
    compared = of_changes.compared(db, article.id, older, newer)
    if compared is None:
        raise NotKnown(f"article {article.id} has no versions {older} and {newer}; `ingest show {article.id} --revisions` lists them")
    if as_json:
        print_json(compared)
    else:
        print_difference(article, compared)


def _bytes(db: sqlite3.Connection, version: article_view.RevisionView, *, rendered: bool) -> bytes:
    """As they were fetched, or as scripts left them. Raises NotKnown when none are kept."""
    answer = None if version.snapshot is None else documents.answer(db, version.snapshot)
    if rendered and answer == version.snapshot:
        raise NotKnown(f"article {version.article}, version {version.number}: its page was not rendered; --raw writes it as it came")
    snapshot = version.snapshot if rendered else answer
    kept = None if snapshot is None else documents.body(db, snapshot)
    if kept is None:
        raise NotKnown(f"article {version.article}, version {version.number}: its page is not kept, or was erased by order")
    return kept


def _print_version(version: article_view.RevisionView, versions: int, form: DocumentForm | None) -> None:
    about = {
        "article": f"{version.article}, in {version.language}, version {version.number} of {versions}",
        "url": version.url,
        "source": version.source,
        "byline": version.byline,
        "published": version.published,
        "seen": version.seen_at,
        "kind": version.kind,
        "reason": version.reason,
        "document": _form(form),
    }
    _print_text(version.title, about, version.lead, _marked(version.text, form))


def _form(form: DocumentForm | None) -> str | None:
    if form is None:
        return None
    pages = f", {form.pages} page{'s' * (form.pages != 1)}" if form.pages else ""
    how = {"words": "", "recognised": ", its words recognised in pictures", "none": ", a scan without words of its own"}[form.text_from]
    return f"{form.media.upper()}{pages}{how}; --raw writes the file"


def _marked(text: str, form: DocumentForm | None) -> str:
    return text if form is None else marked(text, form.starts)


def _of_series(article: int, numbers: tuple[series.SeriesNumber, ...]) -> Iterator[str]:
    """A line for an article that is a number of a series."""
    if numbers:
        place = [one.article for one in numbers].index(article) + 1
        yield f"series: number {place} of {len(numbers)} that are known; `ingest series {article}` lists them"


def _of_documents(attached: Iterable[attachments.Attached]) -> Iterator[str]:
    """Lines of the documents that an article links."""
    for one in attached:
        kept = f"article {one.document}" + (f", {one.pages} pages" if one.pages else "") if one.document else "not kept"
        yield f"attached: {one.url} ({kept}{': ' if one.words else ''}{one.words})"


def _of_links(linking: Iterable[attachments.LinkedFrom]) -> Iterator[str]:
    """Lines of the articles that link a document."""
    for one in linking:
        yield f"attached to: article {one.article}, {one.title}"


def _print(
    article: article_view.ArticleView, versions: int, erasure: erasures.Erasure | None, form: DocumentForm | None, around: Iterable[str]
) -> None:
    byline = article.byline
    if byline and article.translation == "machine":
        byline = f"machine translation of a text by {byline}"
    about = {
        "article": f"{article.id}, in {article.language}, {article.state}" + (f", {versions} versions" if versions > 1 else ""),
        "url": article.url,
        "source": article.source,
        "byline": byline,
        "translation": article.translation,
        "published": article.published,
        "first seen": article.first_seen_at,
        "last seen": article.last_confirmed_at,
        "missing": f"since {article.missing_since}" if article.missing_since else None,
        "removed": f"{article.gone_at} ({article.removal or 'by its publisher'})" if article.gone_at else None,
        "erased": f"{erasure.at}, by order: {erasure.reason}" if erasure else None,
        "story": article.story,
        "document": _form(form),
    }
    _print_text(article.title, about, article.lead, _marked(article.text, form), around)


def _print_text(title: str, about: Mapping[str, object], lead: str | None, text: str, around: Iterable[str] = ()) -> None:
    print_hanging(title, 0, style="bold")
    for name, value in about.items():
        if value is not None:
            print_named(name, str(value), 14)
    for line in around:
        print_hanging(line, 2)
    if lead and lead not in text:
        click.echo(f"\n{wrapped(plain(lead))}")
    click.echo(f"\n{wrapped(plain(text))}")
