"""`ingest browse`: the archive in a browser."""

import webbrowser
from pathlib import Path

import click

from ingest.cli.options.paths import FILE


@click.command()
@click.argument("archive", required=False, type=FILE)
@click.option(
    "--db",
    type=FILE,
    envvar="INGEST_DB",
    default=Path("archive.db"),
    show_default=True,
    help="The archive.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="The port on this machine; 0 takes any free one."
)
@click.option("--host", "hosts", multiple=True, metavar="NAME", help="A name under which a proxy may ask for it; may be repeated.")
@click.option("--write", is_flag=True, help="Let readers say which articles are one text; without it nothing can be written.")
@click.option("--open", "open_browser", is_flag=True, help="Open the first page in your browser.")
def browse(archive: Path | None, db: Path, port: int, hosts: tuple[str, ...], write: bool, open_browser: bool) -> None:
    """Browse an archive with Datasette, on this machine alone, until Ctrl-C.

    \b
    Example:
      ingest browse demo.db --open
    """
    from ingest.browse import serve

    path = archive or db
    datasette = serve.build(path, write=write)
    with serve.listen(port) as bound:
        url = serve.address(datasette, path, bound)
        click.echo(f"{path.absolute()} is at {url} (Ctrl-C stops)")
        if open_browser:
            webbrowser.open(url)
        serve.serve(datasette, path, bound, hosts)
