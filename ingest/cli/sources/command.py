"""`ingest sources`: what is done with schedule files."""

import asyncio
from pathlib import Path
from typing import Any

import click

from ingest import config, sources
from ingest.cli.options.network import network_of, network_options
from ingest.cli.options.paths import FOLDER
from ingest.cli.options.reading import db_option, json_option
from ingest.cli.options.which_sources import tag_option, tagged
from ingest.cli.terminal.messages import say
from ingest.cli.terminal.output import plain
from ingest.core.model import Source
from ingest.errors import SourceError, URLError
from ingest.sources import exchanged
from ingest.sources.spelling import slug

MOST_REQUESTS = 40  # of one site that is looked at for the first time

_schedules_option = click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")


@click.group("sources", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Find, list, show, check, try, capture, import or export sources.

    \b
    Examples:
      ingest sources list
      ingest sources add https://www.example.gov/
    """


def _loaded(folder: Path | None) -> tuple[Path, dict[str, Source]]:
    here = Path("archive.db")
    return config.schedules(folder, config.read(here), here)


def _sound(flag: Path | None) -> dict[str, Source]:
    """The sources whose files are right; the others are named, but for an empty one, which a shell makes for what `try` prints."""
    here = Path("archive.db")
    folder = config.folder(flag, config.read(here), here)
    sound, _ = sources.load_sound(folder)
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in sound and path.stat().st_size:
            say(f"{path}: wrong, and left out; `ingest sources check` says what is wrong")
    return sound


@command.command("list")
@_schedules_option
@tag_option
@json_option
def list_(schedules: Path | None, tags: tuple[str, ...], as_json: bool) -> None:
    """List the sources of the schedule files in force.

    \b
    Examples:
      ingest sources list --schedules ./schedules
      ingest sources list --tag eu
    """
    from ingest.cli.sources.facts import print_list

    folder, loaded = _loaded(schedules)
    if not as_json:
        click.echo(f"{folder}:", err=True)
    print_list(tagged(loaded, tags).values(), as_json=as_json)


@command.command("show")
@click.argument("name")
@_schedules_option
@db_option
@json_option
def show(name: str, schedules: Path | None, db: Path, as_json: bool) -> None:
    """Show one source: its file as understood, with the defaults, and what the archive has of it.

    \b
    Example:
      ingest sources show gov-uk --db archive.db
    """
    from ingest.cli.sources import facts as source_facts

    folder, loaded = config.schedules(schedules, config.read(db), db)
    source_facts.show(sources.named(loaded, name), folder / f"{name}.toml", db, as_json=as_json)


@command.command("check")
@_schedules_option
@click.option("--live", is_flag=True, help="Also ask for one listing and one article of each source; exit 1 when one does not hold.")
@tag_option
@json_option
@network_options
def check(schedules: Path | None, live: bool, tags: tuple[str, ...], as_json: bool, **arguments: Any) -> None:
    """Check every schedule file, without the network unless --live is said. Exit 2 when one is wrong.

    \b
    Examples:
      ingest sources check --schedules ./schedules
      ingest sources check --live --tag eu || mail -s "sources" me@example.org
    """
    network = network_of(arguments)
    folder = config.folder(schedules, config.read(Path("archive.db")), Path("archive.db"))
    sound, wrong = sources.load_sound(folder)
    for line in wrong:
        say(line)
    if wrong:
        raise SourceError(f"{folder}: {len(wrong)} of {len(sound) + len(wrong)} schedule files are wrong")
    if not sound:
        sources.load(folder)  # says what is missing
    chosen = tagged(sound, tags)
    if not live:
        click.echo(f"{folder}: {len(sound)} schedule files are right")
        return
    from ingest.cli.sources import live as check_live

    if not asyncio.run(check_live.check(chosen.values(), network, as_json=as_json)):
        raise click.exceptions.Exit(1)


@command.command("try")
@click.argument("target", metavar="NAME|URL")
@_schedules_option
@network_options
def try_(target: str, schedules: Path | None, **arguments: Any) -> None:
    """Fetch one listing and one article and print what was read; write nothing. For a URL without a source, print a file for one.

    \b
    Examples:
      ingest sources try gov-uk
      ingest sources try https://www.example.gov/news/ > schedules/example-gov.toml
    """
    from ingest.cli.sources.tried import attempt

    asyncio.run(attempt(target, _sound(schedules), network_of(arguments)))


@command.command("add")
@click.argument("url")
@click.option(
    "--schedules", type=FOLDER, metavar="DIR", help="Folder to write into; that of INGEST_SCHEDULES or ingest.toml, else ./schedules."
)
@click.option("--name", metavar="NAME", help="The source's name; by default its host's.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--update", is_flag=True, help="Show what would change in the file; with --yes, change it.")
@click.option(
    "--at-most", type=click.IntRange(5, MOST_REQUESTS), default=MOST_REQUESTS, show_default=True, metavar="N", help="Requests in all."
)
@network_options
def add(url: str, schedules: Path | None, name: str | None, yes: bool, update: bool, at_most: int, **arguments: Any) -> None:
    """Find out what a site offers, and write a schedule file, with the evidence for each line.

    URL is a home page, a section, a feed, a sitemap or an article. Feeds, sitemaps, pages of news and other languages are tried, and
    articles of the best ones read. A file that is there is never overwritten.

    \b
    Examples:
      ingest sources add https://www.example.gov/
      ingest sources add https://www.example.gov/ --update
    """
    from ingest.cli.sources.add import Wish
    from ingest.cli.sources.add import add as add_source

    if name is not None and (slug(name) != name or name == "adhoc"):
        raise click.UsageError(f"--name {name}: small letters, digits and single hyphens, and not adhoc")
    wish = Wish(url=url, folder=_to_write_into(schedules), name=name, yes=yes, update=update, at_most=at_most)
    asyncio.run(add_source(wish, network_of(arguments)))


def _to_write_into(flag: Path | None) -> Path:
    """One's own folder of schedule files, never the built-in set; it may not be there yet."""
    chosen = config.own_folder(flag, config.read(Path("archive.db")), Path("archive.db"))
    return chosen or Path("schedules")


@command.command("capture")
@click.argument("target", metavar="NAME|URL")
@_schedules_option
@click.option("--to", "folder", type=FOLDER, metavar="DIR", help="Where to; fixtures/NAME by default.")
@click.option("--articles", type=click.IntRange(1, 50), default=3, show_default=True, metavar="N", help="How many articles.")
@network_options
def capture(target: str, schedules: Path | None, folder: Path | None, articles: int, **arguments: Any) -> None:
    """Save a listing and articles of it, with what is read from them, as a fixture to review by eye.

    \b
    Example:
      ingest sources capture gov-uk --articles 5
    """
    from ingest.cli.sources.tried import save

    asyncio.run(save(target, _sound(schedules), network_of(arguments), folder, articles))


@command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--schedules", type=click.Path(file_okay=False, path_type=Path), default=Path("schedules"), show_default=True, metavar="DIR")
def import_(file: Path, schedules: Path) -> None:
    """Write a schedule file for each feed of an OPML file, a list of URLs, or a CSV file with a column named url. Nothing is overwritten.

    \b
    Example:
      ingest sources import feeds.opml --schedules ./schedules
    """
    loaded = sources.load(schedules) if schedules.is_dir() and any(schedules.glob("*.toml")) else {}
    known, names = exchanged.known_urls(loaded.values()), set(loaded)
    written = failed = 0
    for one in exchanged.subscriptions(file.read_bytes(), str(file)):
        try:
            path, text, source = exchanged.source_of(one, schedules, names)
            url = source.listings[0].url
            if url in known:
                click.echo(plain(f"{url}: a source has it already"), err=True)
                continue
            exchanged.write_new(path, text)
        except (SourceError, URLError, OSError) as error:
            failed += 1
            say(str(error))
            continue
        known.add(url)
        names.add(source.name)
        written += 1
        click.echo(plain(f"{path}\t{url}"))
    click.echo(f"{written} file{'s' * (written != 1)} written to {schedules}, {failed} failed", err=True)
    if failed:
        raise click.exceptions.Exit(1)


@command.command("export")
@_schedules_option
@click.option("--opml", is_flag=True, required=True, help="As OPML 2.0, which feed readers take.")
def export(schedules: Path | None, opml: bool) -> None:
    """Print the feeds of the sources for other programs.

    \b
    Example:
      ingest sources export --opml > feeds.opml
    """
    _, loaded = _loaded(schedules)
    click.echo(exchanged.opml(loaded.values()).decode(), nl=False)
    without = sum(all(listing.kind != "feed" for listing in source.listings) for source in loaded.values())
    if without:
        click.echo(f"{without} source{'s have no feed and are' if without != 1 else ' has no feed and is'} not in it", err=True)
